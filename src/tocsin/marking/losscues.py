"""Tokens of a sentence in, the words of loss among them out: status, where the lost stand, and whether it happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tocsin.lexicon.counting import Form, Losses, Numbers
from tocsin.lexicon.words import words
from tocsin.marking.figures import phrase_at
from tocsin.marking.tokens import Token
from tocsin.model.marks import TollStatus

_ADVERBS = words("losses").set("link.adverbs")
_BREAKS = frozenset(';:“”()",')
_HARM_GAP = 5


class Cue(NamedTuple):
    """Words of loss.

    Attributes:
        first, end: token indices of the words themselves, [first, end).
        group: index of the first auxiliary before them, or ``first``.
        passive: a form of "be" stands in the group.
        negated: "not" or "never" stands in the group.
    """

    first: int
    end: int
    group: int
    status: TollStatus | Literal["lost"]
    form: Form
    key: str
    passive: bool
    negated: bool


def cues_in(tokens: Sequence[Token], losses: Losses, numbers: Numbers) -> tuple[Cue, ...]:
    """Return the words of loss in text order, without those told as wish, threat, plan or condition."""
    cues, i = [], 0
    while i < len(tokens):
        cue = _harm_at(tokens, i, losses, numbers) or _cue_at(tokens, i, losses, numbers)
        if cue is None:
            i += 1
            continue
        i = cue.end
        if not _unreal(tokens, cue, losses):
            cues.append(cue)
    return tuple(cues)


def _cue_at(tokens: Sequence[Token], i: int, losses: Losses, numbers: Numbers) -> Cue | None:
    found = phrase_at(tokens, i, losses.cues)
    if found is None:
        return None
    end, entry = found
    group, passive, negated = _group(tokens, i, losses, numbers)
    return Cue(i, end, group, entry.status, entry.form, entry.key, passive, negated)


def _harm_at(tokens: Sequence[Token], i: int, losses: Losses, numbers: Numbers) -> Cue | None:
    """Return "received minor wounds", "with serious injuries" as one cue whose lost stand before."""
    if tokens[i].lower not in losses.harm_verbs:
        return None
    for j in range(i + 1, min(len(tokens), i + _HARM_GAP)):
        if tokens[j].lower in losses.harm_nouns:
            group, _, negated = _group(tokens, i, losses, numbers)
            return Cue(i, j + 1, group, "wounded", "subject", "wounds", passive=False, negated=negated)
        if (
            not tokens[j].word
            or tokens[j].lower[0].isdigit()
            or tokens[j].lower in numbers.cardinals
            or tokens[j].lower in numbers.be
        ):
            return None
    return None


def _group(tokens: Sequence[Token], i: int, losses: Losses, numbers: Numbers) -> tuple[int, bool, bool]:
    """Walk left over auxiliaries and adverbs; return where they begin, and if "be" and "not" are among them."""
    aux = numbers.be | numbers.have | losses.modals | losses.modal_have
    g, k, passive, negated = i, i - 1, False, False
    while k >= 0 and i - k < 7:
        word = tokens[k].lower
        if word in aux or word in losses.denial_not:
            g, passive, negated = k, passive or word in numbers.be, negated or word in losses.denial_not
        elif not _adverb(word):
            break
        k -= 1
    return g, passive, negated


def _adverb(word: str) -> bool:
    return word.endswith("ly") or word in _ADVERBS


def _unreal(tokens: Sequence[Token], cue: Cue, losses: Losses) -> bool:
    group = [t.lower for t in tokens[cue.group : cue.first]]
    modal = [word for word in group if word in losses.modals]
    if modal and not (set(modal) <= losses.modal_have and "have" in group):
        return True
    before = [t.lower for t in tokens[max(0, cue.group - 10) : cue.group]]
    if {"is", "are"} & set(group) and {"until", "till"} & set(before):
        return True
    if losses.forced & set(before):
        return False
    return _infinitive(before, group, losses) or _conditional(tokens, cue) or _wanted(before, cue, losses)


def _infinitive(before: Sequence[str], group: Sequence[str], losses: Losses) -> bool:
    """Tell "to kill", "to be freed" from "managed to kill", "are believed to have died"."""
    if group and group[0] != "be":
        return False
    return len(before) > 1 and before[-1] == "to" and before[-2] not in losses.to_real and not before[-2].isdecimal()


def _conditional(tokens: Sequence[Token], cue: Cue) -> bool:
    for k in range(cue.first - 1, max(-1, cue.first - 14), -1):
        if tokens[k].lower in {"if", "unless", "whether"}:
            return True
        if tokens[k].text in _BREAKS:
            return False
    return False


def _wanted(before: Sequence[str], cue: Cue, losses: Losses) -> bool:
    """Tell whether the loss or release is asked for: "demanded the release of"; past forms report it all the same."""
    if cue.status == "released" and not cue.passive:
        return any(word in losses.wanted for word in before[-8:])
    if cue.form not in {"nominal", "object"} and not (cue.form == "participle" and "be" in before[-1:]):
        return False
    return any(word in losses.wanted for word in before[-6:])
