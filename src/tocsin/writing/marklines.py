"""A reading in; one JSON line a mark out, in text order, so that each stage can be judged alone on any text.

A line has ``kind``, ``span``, ``text`` and the fields of the mark; what the mark itself calls ``kind`` (of a name,
of the people counted) is ``type`` here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from tocsin.model import Noun, Reading, Span, When, Where
from tocsin.writing.codec import encode

Kind = Literal["sentence", "name", "place", "date", "count", "toll", "attribution", "event"]
KINDS: tuple[Kind, ...] = ("sentence", "attribution", "event", "name", "place", "date", "count", "toll")
"""Kinds of line; of lines on the same words the earlier comes first."""


def mark_lines(
    reading: Reading, places: Mapping[Span, Where] | None = None, dates: Mapping[Span, When] | None = None
) -> Iterator[bytes]:
    """Yield a JSON line for each mark of ``reading``, in text order.

    Args:
        reading: an ungated reading.
        places: what the spans of place names come to; where a claim holds the place, the claim decides.
        dates: the same for dates.
    """
    known_places = dict(places or {}) | _places(reading)
    known_dates = dict(dates or {}) | _dates(reading)
    lines = [_line(kind, span, mark, reading.report.text) for kind, span, mark in _marks(reading)]
    for line in sorted(lines, key=_position):
        span = msgspec.convert(line["span"], type=Span)
        point = _point(known_places.get(span)) if line["kind"] == "place" else {}
        interval = _interval(known_dates.get(span)) if line["kind"] == "date" else {}
        yield encode(line | point | interval)


def _marks(reading: Reading) -> Iterator[tuple[Kind, Span, Noun]]:
    marks = reading.marks
    yield from (("sentence", mark.span, mark) for mark in marks.sentences)
    yield from (("place" if name.kind == "place" else "name", name.span, name) for name in marks.names)
    yield from (("date", date.span, date) for date in marks.dates)
    yield from (("count", count.span, count) for count in marks.counts)
    yield from (("toll", toll.span, toll) for toll in marks.tolls)
    yield from (("event", event.trigger, event) for event in marks.events)
    for mark in marks.attributions:
        spans = (mark.cue, *mark.content, *([mark.source] if mark.source else []))
        yield "attribution", (min(start for start, _ in spans), max(end for _, end in spans)), mark


def _line(kind: Kind, span: Span, mark: Noun, text: str) -> dict[str, object]:
    fields = {name: getattr(mark, name) for name in mark.__struct_fields__ if name != "span"}
    if "kind" in fields:
        fields = {"type": fields.pop("kind"), **fields}
    return {"kind": kind, "span": span, "text": text[span[0] : span[1]], **fields}


def _position(line: dict[str, object]) -> tuple[int, int, int]:
    start, end = msgspec.convert(line["span"], type=Span)
    return start, -end, [str(kind) for kind in KINDS].index(str(line["kind"]))


def _places(reading: Reading) -> dict[Span, Where]:
    return {span: claim.where for claim in reading.claims if claim.where for span in claim.where.words}


def _dates(reading: Reading) -> dict[Span, When]:
    found = [when for claim in reading.claims for when in (claim.when, claim.said) if when and len(when.words) == 1]
    return {when.words[0]: when for when in found}


def _point(where: Where | None) -> dict[str, object]:
    if where is None:
        return {"lat": None, "lon": None, "radius_km": None}
    return {"lat": where.lat, "lon": where.lon, "radius_km": where.radius_km, "place": where.id}


def _interval(when: When | None) -> dict[str, object]:
    return {"earliest": when.earliest if when else None, "latest": when.latest if when else None}
