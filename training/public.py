"""Rows of the public sets in, documents with what those sets label out; all that they leave open is masked.

PLOVER and PETRARCH name acts, NewsDiscourse tells news from what lies before it. re3d is not read: its names and times
have no head of their own here, its relations hold between things of all kinds (a person and a battalion, a state and an
alliance, strikes and vehicles), hang on no act, and are told within a sentence only, so that they neither say which
party anybody belongs to nor where else it is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from gold.located import Located, LocatedActor, LocatedClaim, places_of

from tocsin.lexicon.codebook import Part, Row, codebook
from tocsin.lexicon.register import register
from tocsin.marking.blind import blind
from tocsin.marking.gate import gate
from tocsin.marking.heads import ROWS
from tocsin.marking.hints import hints_of
from tocsin.marking.pieces import words_of
from tocsin.model import Layer, Span, Text, contains, hull
from training.document import Document, absent, paragraphs_of

RENAMED = {
    "DEMAND": ("REQUEST", ""),
    "FIGHT": ("ASSAULT", ""),
    "DISAPPROVE": ("ACCUSE", "disapprove"),
    "INVESTIGATE": ("ACCUSE", "investigate"),
}
"""Events of PLOVER's first edition, in which the sentences are coded, and what became of them: event, and mode if any."""

LAYER_OF: dict[str, Layer] = {
    "Main": "news",
    "Main_Consequence": "news",
    "Cause_Specific": "background",
    "Distant_Historical": "background",
    "Distant_Anecdotal": "background",
}
"""The layer of an act told in a sentence of that role; sentences of other roles are seldom about acts."""

MOST = 120
"""Documents of NewsDiscourse; most of the others tell of no conflict."""

_RESIDUE = "statement"
"""The family of what has no row of its own: that one of its words stands there does not bear out a finer code."""

_PLACED = re.compile(r"\b(?:in|inside|near)\s+(?:[\w-]+\s+){0,2}\Z")
"""Before words that tell where."""

R = TypeVar("R")


class PloverActor(msgspec.Struct, frozen=True, kw_only=True):
    """A party as the sentence names it."""

    text: str


class PloverRow(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the one act that is coded in it; ``mode`` may be empty."""

    id: str
    text: str
    event: str
    mode: str
    event_text: str
    source: tuple[PloverActor, ...] = ()
    target: tuple[PloverActor, ...] = ()


class PetrarchEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A CAMEO code."""

    code: str


class PetrarchRow(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the codes of its acts, in no order and without their words."""

    id: str
    text: str
    events: tuple[PetrarchEvent, ...]


class DiscourseSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its role in the story."""

    text: str
    label: str


class DiscourseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A news story."""

    id: str
    headline: str
    sentences: tuple[DiscourseSentence, ...]


class Hint(NamedTuple):
    """Words that hint at a row of the codebook."""

    span: Span
    row: str


def public_documents(data: Path) -> Iterator[Document]:
    """Yield the documents of the public sets under ``data``, in a fixed order; an absent file is skipped with a line."""
    yield from plover(_rows(data, "plover/train.jsonl", PloverRow))
    petrarch_files = ("petrarch/unit_en_train.jsonl", "petrarch/gsr_en_train.jsonl")
    yield from petrarch(chain.from_iterable(_rows(data, name, PetrarchRow) for name in petrarch_files))
    yield from newsdiscourse(_rows(data, "newsdiscourse/train.jsonl", DiscourseRow))


def _rows(data: Path, name: str, kind: type[R]) -> Iterator[R]:
    if not (data / name).is_file():
        absent(name, data)
        return
    for line in (data / name).read_bytes().splitlines():
        yield msgspec.json.decode(line, type=kind)


def plover(rows: Iterable[PloverRow]) -> Iterator[Document]:
    """Yield a document for each sentence whose act stands in it in one piece and has a row.

    Source and target play the parts that the row's grammar has for them.
    """
    for row in rows:
        places = list(places_of(row.event_text, row.text)) if row.event_text else []
        if len(places) == 1 and (act := _act(row, places[0])):
            yield Document(
                source="plover",
                text=paragraphs_of(row.text),
                labels=Located(id=row.id, claims=(act,)),
                events="some",
                said=False,
            )


def _act(row: PloverRow, place: Span) -> LocatedClaim | None:
    """Return the act told at ``place``; its trigger are the words that bear out its row, else all of them."""
    hints = [hint for hint in hinted(row.text, place) if contains(place, hint.span)]
    key = row_of_event(row.event, row.mode, [hint.row for hint in hints])
    if key is None:
        return None
    own = [hint.span for hint in hints if hint.row == key]
    trigger = hull(*own) if own else place
    return LocatedClaim(trigger=trigger, type=key, quote=((0, len(row.text)),), actors=tuple(_actors(row, key)))


def _actors(row: PloverRow, key: str) -> Iterator[LocatedActor]:
    """Yield source and target where their words stand once in the sentence and the act has such a part.

    Where the target is but the place of the act, it is left open.
    """
    does, suffers = _parts(key)
    yield from (LocatedActor(role=does, span=span) for span in _named(row.source, row.text) if does)
    for span in _named(row.target, row.text):
        if suffers and not _PLACED.search(row.text, 0, span[0]):
            yield LocatedActor(role=suffers, span=span)


def _named(actors: Sequence[PloverActor], text: str) -> Iterator[Span]:
    for name in (re.sub(r"['’]s$", "", actor.text) for actor in actors):
        places = list(places_of(name, text)) if name else []
        if len(places) == 1:
            yield places[0]


def _parts(key: str) -> tuple[Part | None, Part | None]:
    """Return the parts of who does an act and of whom it is done to; null where the grammar has none for a party."""
    roles = codebook().roles(key)
    does, suffers = ("initiator", "participant", "mediator"), ("target", "addressee", "participant")
    met = (roles.get(place) for place in ("object", "against", "on", "to", "with"))
    return (
        next((part for part in (roles.get("subject"),) if part in does), None),
        next((part for part in met if part in suffers), None),
    )


def row_of_event(event: str, mode: str, hinted_rows: Sequence[str]) -> str | None:
    """Return the key of the row for an event of PLOVER.

    It is the row with that event (and mode, where a row has it) that the words hint at, else the plain row if all
    that fit are of one family; null where neither is.
    """
    event, mode = RENAMED.get(event, (event, mode))
    fits = [r for r in _all_rows() if r.plover and r.plover.event == event]
    fits = [r for r in fits if r.plover and r.plover.mode == mode] or fits
    keys = [r.id for r in fits]
    supported = next((key for key in hinted_rows if key in keys), None)
    families = {codebook().family(key) for key in keys}
    plain = next((key for key in keys if families == {key}), None)
    return supported or plain


def petrarch(rows: Iterable[PetrarchRow]) -> Iterator[Document]:
    """Yield a document for each sentence in which a coded act can be found, and for each without any code.

    Codes say that no act is to be coded, not that none is told (a blockade may be told of parties that no list
    knows), so of a sentence without codes the words that hint at an act are set aside; all others tell none.
    """
    for row in rows:
        hints = hinted(row.text, (0, len(row.text)))
        acts = tuple(_coded(row, hints))
        if acts or not row.events:
            yield Document(
                source="petrarch",
                text=paragraphs_of(row.text),
                labels=Located(id=row.id, claims=acts, aside=() if row.events else tuple(h.span for h in hints)),
                events="some" if row.events else "all",
                said=False,
            )


def _coded(row: PetrarchRow, hints: Sequence[Hint]) -> Iterator[LocatedClaim]:
    """Yield the acts of the codes, each at the one stretch that hints at a family of its rows."""
    found: dict[Span, str] = {}
    for code in dict.fromkeys(event.code for event in row.events):
        keys = rows_of_code(code)
        families = {codebook().family(key) for key in keys}
        told = [hint for hint in hints if codebook().family(hint.row) in families]
        if len(told) == 1 and (key := _agreed(keys, told[0].row)):
            found.setdefault(told[0].span, key)
    for span, key in found.items():
        yield LocatedClaim(trigger=span, type=key, quote=((0, len(row.text)),))


def _agreed(keys: Sequence[str], hint: str) -> str | None:
    """Return the finer one of what the code and the words say, null where they contradict each other."""
    family = codebook().family(hint)
    if hint in keys or family in keys:
        return hint
    return next((key for key in keys if hint == family != _RESIDUE and codebook().family(key) == family), None)


@cache
def rows_of_code(code: str) -> tuple[str, ...]:
    """Return the keys of the rows of a CAMEO code.

    A code that no row has is looked up without its last digits, then as the general code of its root (``023`` as
    ``020``), the latter only where that names a single family.
    """
    for known in (code[:length] for length in range(len(code), 2, -1)):
        if keys := _with_code(known):
            return keys
    keys = _with_code(f"{code[:2]}0")
    return keys if len({codebook().family(key) for key in keys}) == 1 else ()


def _with_code(code: str) -> tuple[str, ...]:
    return tuple(row.id for row in _all_rows() if code in row.cameo)


def _all_rows() -> tuple[Row, ...]:
    return tuple(codebook().rows.values())


def newsdiscourse(rows: Iterable[DiscourseRow]) -> Iterator[Document]:
    """Yield the ``MOST`` stories that the gate scores highest, the highest first; words that hint at acts have a layer."""
    scored = [(-_score(text), row.id, row, text) for row in rows for text in (paragraphs_of(_story(row)),)]
    for _, _, row, text in sorted(scored, key=lambda story: story[:2])[:MOST]:
        yield Document(
            source="newsdiscourse",
            text=text,
            labels=Located(id=row.id, claims=()),
            events="none",
            said=False,
            layers=tuple(_layers(row)),
        )


def _story(row: DiscourseRow) -> str:
    return "\n".join((row.headline, *(sentence.text for sentence in row.sentences)))


def _score(text: Text) -> float:
    blinded = blind(text, register())
    return gate(blinded.text, blinded.regions).score


def _layers(row: DiscourseRow) -> Iterator[tuple[Span, Layer]]:
    """Yield the words that hint at acts; those for which any other statement would do are too many and too common."""
    text = _story(row)
    at = len(row.headline) + 1
    for sentence in row.sentences:
        if sentence.label in LAYER_OF:
            for hint in hinted(text, (at, at + len(sentence.text))):
                if codebook().family(hint.row) != _RESIDUE:
                    yield hint.span, LAYER_OF[sentence.label]
        at += len(sentence.text) + 1


def hinted(text: str, span: Span) -> list[Hint]:
    """Return the stretches of ``text`` in ``span`` that hint at rows, in text order."""
    places = list(words_of(text, span))
    hints = hints_of([text[slice(*place)].lower() for place in places])
    found = []
    for hint, words in groupby(zip(hints, places, strict=True), key=lambda word: word[0]):
        spans = [place for _, place in words]
        if hint:
            found.append(Hint((spans[0][0], spans[-1][1]), ROWS[hint - 1]))
    return found
