"""A reading in, what each of its marked places and dates comes to out, in a claim or not."""

from __future__ import annotations

from tocsin.grounding.calendar import resolve
from tocsin.grounding.places import where_of
from tocsin.lexicon.atlas import Atlas
from tocsin.model import Reading, Span, When, Where


def places_in(reading: Reading, atlas: Atlas) -> dict[Span, Where]:
    """Return what each name of a place comes to, by its span."""
    names, text = reading.marks.names, reading.report.text
    told = [actor.side for claim in reading.claims if claim.layer == "news" for actor in claim.actors]
    sides = tuple(dict.fromkeys(side for side in told if side))
    return {name.span: where_of(name, text, names, sides, atlas) for name in names if name.kind == "place"}


def dates_in(reading: Reading) -> dict[Span, When]:
    """Return the interval of each phrase that tells time, by its span.

    It is counted from the report's date and the date told before it; both ends are null where it dates nothing.
    """
    found: dict[Span, When] = {}
    before: When | None = None
    for mark in reading.marks.dates:
        when = resolve(mark, reading.report.published, before)
        found[mark.span] = when
        before = when if when.earliest or when.latest else before
    return found
