"""``tocsin mark --format jsonl``: a reading in; its lines out, every place and date resolved, in a claim or not."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.grounding.calendar import resolve
from tocsin.grounding.places import where_of
from tocsin.lexicon.atlas import Atlas
from tocsin.model import Reading, Span, When, Where
from tocsin.writing.marklines import mark_lines


def grounded_lines(reading: Reading, atlas: Atlas) -> Iterator[bytes]:
    """Yield the JSON lines of all marks of an ungated reading."""
    yield from mark_lines(reading, places_of(reading, atlas), dates_of(reading))


def places_of(reading: Reading, atlas: Atlas) -> dict[Span, Where]:
    """Return what each name of a place comes to."""
    names, text = reading.marks.names, reading.report.text
    told = [actor.side for claim in reading.claims if claim.layer == "news" for actor in claim.actors]
    sides = tuple(dict.fromkeys(side for side in told if side))
    return {name.span: where_of(name, text, names, sides, atlas) for name in names if name.kind == "place"}


def dates_of(reading: Reading) -> dict[Span, When]:
    """Return the interval of each phrase that tells time, counted from the report's date and the date before it."""
    found: dict[Span, When] = {}
    before: When | None = None
    for mark in reading.marks.dates:
        when = resolve(mark, reading.report.published, before)
        found[mark.span] = when
        before = when if when.earliest or when.latest else before
    return found
