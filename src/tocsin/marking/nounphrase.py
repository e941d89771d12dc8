"""Tokens and the place after a number in, the noun phrase counted there out: its head, kind, traits and party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.lexicon.counting import Losses, NounEntry, Numbers
from tocsin.marking.figures import phrase_at
from tocsin.marking.tokens import Token
from tocsin.model.marks import TollKind, TollWhat

PART = "part"
"""Trait of a count that is part of the count before it (``including two children``)."""
_REACH = 8
_QUOTES = frozenset('“”"')
_MEMBERS = frozenset({"of", "from"})


class Lexis(NamedTuple):
    """The tables and the stand-ins of this text."""

    words: Numbers
    losses: Losses
    standins: Mapping[str, str]


class Counted(NamedTuple):
    """A counted noun phrase; ``head`` is null if no table has its noun. ``end`` is the index after its last token."""

    end: int
    head: NounEntry | None
    what: TollWhat | None
    kind: TollKind | None
    traits: tuple[str, ...] = ()
    party: str | None = None


class _Walk(NamedTuple):
    head: NounEntry | None = None
    head_end: int = 0
    kind: TollKind | None = None
    party: str | None = None
    party_end: int = 0
    compound: bool = False
    unknown: tuple[int, ...] = ()


def counted_at(tokens: Sequence[Token], i: int, lexis: Lexis, *, one: bool = False) -> Counted | None:
    """Return what is counted from token ``i`` on, or null if a word that ends noun phrases stands there.

    ``one`` is for "a", "an", "one": then a noun that no table has, or a compound, is no count.
    """
    walk = _walked(tokens, i, lexis)
    if walk.head is not None and not walk.compound:
        return _with_members(tokens, _with_fellows(tokens, _of_head(walk), lexis), lexis)
    if walk.party_end and not walk.unknown and not walk.compound:
        return Counted(walk.party_end, None, "people", "unknown", (), walk.party)
    if one or not walk.unknown:
        return None
    return Counted(_plural_end(tokens, walk), None, None, None, (), walk.party)


def _walked(tokens: Sequence[Token], i: int, lexis: Lexis) -> _Walk:
    walk, j = _Walk(), i
    while j < min(len(tokens), i + _REACH):
        step = _step(tokens, i, j, walk, lexis)
        if step is None:
            break
        j, walk = step
    return walk


def _step(tokens: Sequence[Token], i: int, j: int, walk: _Walk, lexis: Lexis) -> tuple[int, _Walk] | None:
    """Return the next index and the walk with token ``j`` taken in, or null if the phrase ends before it."""
    token = tokens[j]
    noun = phrase_at(tokens, j, lexis.words.nouns)
    if token.text in lexis.standins and not walk.head:
        return j + 1, walk._replace(party=walk.party or lexis.standins[token.text], party_end=j + 1)
    if token.lower == "'s":
        return None if walk.head is None and not walk.party_end else (j + 1, walk._replace(head=None))
    if noun and not _is_verb(tokens, j, walk):
        return noun[0], _with_noun(walk, *noun)
    if _opens_quotation(tokens, j, walk):
        return j + 1, walk
    if _ends(tokens, i, j, lexis):
        return None
    return _with_word(token, j, walk, lexis.words)


def _opens_quotation(tokens: Sequence[Token], j: int, walk: _Walk) -> bool:
    before_head = walk.head is None and not walk.unknown
    return before_head and tokens[j].text in _QUOTES and j + 1 < len(tokens) and tokens[j + 1].word


def _ends(tokens: Sequence[Token], i: int, j: int, lexis: Lexis) -> bool:
    token, words = tokens[j], lexis.words
    if token.lower in words.stop or not token.word or token.text.isdecimal():
        return True
    return (token.lower in words.cardinals and j > i) or _loss_here(tokens, j, lexis)


def _with_word(token: Token, j: int, walk: _Walk, words: Numbers) -> tuple[int, _Walk] | None:
    if walk.head is not None:
        return (j + 1, walk._replace(compound=True)) if token.lower in words.compound else None
    kind = walk.kind or words.modifiers.get(token.lower)
    return j + 1, walk._replace(kind=kind, unknown=(*walk.unknown, j))


def _with_noun(walk: _Walk, end: int, noun: NounEntry) -> _Walk:
    kind = walk.kind
    if walk.head is not None and walk.head.kind not in {None, "unknown"}:
        kind = walk.head.kind
    return walk._replace(head=noun, head_end=end, kind=kind)


def _is_verb(tokens: Sequence[Token], j: int, walk: _Walk) -> bool:
    """Tell whether a noun's word is a verb here: "lives" and "wounded" after a head, "guards" before "the"."""
    if walk.head is None:
        return False
    after = tokens[j + 1].lower if j + 1 < len(tokens) else ""
    lone_plural = (
        walk.head.plural and not walk.head.traits and tokens[j].lower not in {"members", "personnel", "officers"}
    )
    return (
        lone_plural or after in {"the", "a", "an", "its", "their"} or tokens[j].lower in {"wounded", "injured", "dead"}
    )


def _loss_here(tokens: Sequence[Token], j: int, lexis: Lexis) -> bool:
    """Tell whether a word of loss at ``j`` ends the phrase; before a noun it is an adjective ("two wounded men")."""
    cue = phrase_at(tokens, j, lexis.losses.cues)
    if cue is None or cue[1].form == "toll":
        return False
    adjective = cue[1].form in {"participle", "adjective"} or tokens[j].lower == "fleeing"
    return not (adjective and _noun_follows(tokens, cue[0], lexis))


def _noun_follows(tokens: Sequence[Token], j: int, lexis: Lexis) -> bool:
    for k in range(j, min(j + 3, len(tokens))):
        if phrase_at(tokens, k, lexis.words.nouns):
            return not (k + 1 < len(tokens) and tokens[k + 1].lower == "'s")
        if tokens[k].lower in lexis.words.stop or not tokens[k].word or tokens[k].text.isdecimal():
            return False
    return False


def _of_head(walk: _Walk) -> Counted:
    head = walk.head
    if head is None:
        return Counted(walk.head_end, None, None, None)
    kind = walk.kind if head.open and walk.kind else head.kind
    return Counted(walk.head_end, head, head.what, kind, head.traits, walk.party)


def _with_fellows(tokens: Sequence[Token], counted: Counted, lexis: Lexis) -> Counted:
    """Take in a second uncounted noun under the same number: "200 women and children"."""
    end = counted.end
    if (
        counted.what != "people"
        or counted.head is None
        or not counted.head.plural
        or end + 1 >= len(tokens)
        or tokens[end].lower != "and"
    ):
        return counted
    other = phrase_at(tokens, end + 1, lexis.words.nouns)
    if other is None or other[1].what != "people" or not other[1].plural or other[1].loss:
        return counted
    kind = counted.kind if counted.kind == other[1].kind else "mixed"
    return counted._replace(end=other[0], kind=kind, traits=_merged(counted.traits, other[1].traits))


def _merged(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return one + tuple(trait for trait in other if trait not in one)


def _with_members(tokens: Sequence[Token], counted: Counted, lexis: Lexis) -> Counted:
    """Widen "two members" by "of the Velk army": it tells party and kind."""
    if counted.what != "people" or counted.end >= len(tokens) or tokens[counted.end].lower not in _MEMBERS:
        return counted
    j = counted.end + 1
    while j < len(tokens) and tokens[j].lower in lexis.words.owners:
        j += 1
    walk = _walked(tokens, j, lexis)
    kind = walk.kind or (walk.head.kind if walk.head and walk.head.what == "people" else None)
    if walk.party is None and kind is None:
        return counted
    end = max(walk.party_end, walk.head_end, *(k + 1 for k in walk.unknown), 0)
    settled = counted.kind if counted.kind not in {None, "unknown"} else kind or counted.kind
    return counted._replace(end=end, kind=settled, party=counted.party or walk.party)


def _plural_end(tokens: Sequence[Token], walk: _Walk) -> int:
    """End a phrase of unknown words at its first plural-looking word."""
    for j in walk.unknown:
        if tokens[j].lower.endswith("s") and not tokens[j].lower.endswith(("ss", "ous", "us")):
            return j + 1
    return min(walk.unknown[-1], walk.unknown[0] + 2) + 1
