"""A tagged sentence in, the words that tell acts out: codebook phrases matched on tokens, longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tocsin.lexicon.codebook import Frame, codebook
from tocsin.marking.phrases import Clause

GAP = 4
"""Most tokens that may stand in a gap of a codebook phrase."""


class Hit(NamedTuple):
    """A codebook phrase found: token indices of its words [start, end) and of its head word."""

    start: int
    end: int
    frame: Frame


def hits_in(clause: Clause) -> tuple[Hit, ...]:
    """Return the longest hits that do not overlap, in text order; a surer frame outranks a weak one of its length."""
    capitals = _in_capitals(clause)
    found = [hit for i in range(len(clause.tokens)) for hit in _hits_at(clause, i, capitals=capitals)]
    found.sort(key=lambda h: (-len(h.frame.words), h.frame.weak, h.start, h.frame.key))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= k.start or k.end <= hit.start for k in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda h: h.start))


def _in_capitals(clause: Clause) -> bool:
    """A headline that capitalises most of its words: there a capital marks no name."""
    long = [t for t in clause.tokens if t.word and len(t.text) > 3]
    return sum(t.capital for t in long) > 0.6 * len(long)


def _hits_at(clause: Clause, start: int, *, capitals: bool) -> Iterator[Hit]:
    for frame in _by_first_word().get(clause.tokens[start].lower, ()):
        if (not capitals and _is_name(clause, start, frame)) or not _tag_fits(clause, start, frame):
            continue
        end = _match(clause, start, frame.words)
        if end is not None:
            yield Hit(start, end, frame)


def _is_name(clause: Clause, at: int, frame: Frame) -> bool:
    """A capital within a sentence is a name (``Ban Ki-moon``), save in headlines and where the codebook has it (``IED``)."""
    if at == 0 or not clause.tokens[at].capital or not clause.tokens[at - 1].word:
        return False
    return clause.tokens[at].text not in frame.lemma.split()


def _tag_fits(clause: Clause, at: int, frame: Frame) -> bool:
    """A verb phrase begins with a verb; a noun phrase holds no verb at its head."""
    tag = clause.tags[at]
    if frame.pos == "verb":
        return (
            tag in "VG"
            or (tag == "N" and at > 0 and clause.tokens[at - 1].lower == "to")
            or (tag == "X" and not _plain_passive(frame))
            or _headline_verb(clause, at, frame)
            or _phrasal_verb(clause, at, frame)
        )
    return (
        tag in "NJ"
        or (tag == "G" and len(frame.words) == 1)
        or (tag == "P" and len(frame.words) > 1)
        or (tag == "V" and _after_determiner(clause, at))
    )


def _plain_passive(frame: Frame) -> bool:
    """``was killed`` is told by ``killed`` where that triggers by itself; ``was alarmed``, ``is ready to`` are not."""
    return len([word for word in frame.words if word != "..."]) == 2 and frame.words[-1:] in _alone()


def _phrasal_verb(clause: Clause, at: int, frame: Frame) -> bool:
    """``crews shot down a plane``: a verb of several words, tagged as a noun, behind the phrase that is its subject."""
    if frame.weak or len(frame.words) < 2 or clause.tags[at] not in "NR" or at == 0:
        return False
    return clause.tags[at - 1] in "NQ" and not clause.tokens[at - 1].capital


def _headline_verb(clause: Clause, at: int, frame: Frame) -> bool:
    """``Rebels shell town``: a present form tagged as a noun because nothing around it says otherwise."""
    if clause.tags[at] != "N" or frame.form not in {"base", "s"} or at == 0:
        return False
    following = clause.tags[at + 1 : at + 2]
    return clause.tags[at - 1] == "N" and following in {"N", "D", "M", "J"} and len(frame.words) == 1 and not frame.weak


def _after_determiner(clause: Clause, at: int) -> bool:
    return at > 0 and clause.tags[at - 1] in "D'J"


def _match(clause: Clause, start: int, words: tuple[str, ...]) -> int | None:
    """Return the end of the phrase that begins at ``start``, or null; "..." skips up to ``GAP`` tokens."""
    at, gap = start, False
    for word in words:
        if word == "...":
            gap = True
            continue
        reach = range(at, min(at + GAP + 1, len(clause.tokens))) if gap else range(at, min(at + 1, len(clause.tokens)))
        found = next((i for i in reach if clause.tokens[i].lower == word), None)
        if found is None or any(clause.tokens[i].text in {".", ";", ":"} for i in range(at, found)):
            return None
        at, gap = found + 1, False
    return at


@cache
def _alone() -> frozenset[tuple[str, ...]]:
    return frozenset(frame.words for frame in codebook().frames() if frame.pos == "verb" and len(frame.words) == 1)


@cache
def _by_first_word() -> Mapping[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = defaultdict(list)
    for frame in codebook().frames():
        table[frame.words[0]].append(frame)
    return {word: tuple(frames) for word, frames in table.items()}
