"""An event in its sentence in, what it speaks of out: the agreement or format named, the place that changes hands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.claiming.speakers import name_at
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import register
from tocsin.model import Control, Event, Name, Span, SpokenOf

_AGREEMENT = re.compile(
    r"\b(?:the|a|an|its|their|this|that)\s+(?:[\w-]+\s){0,3}?"
    r"(?:cease-?fire|truce|armistice|agreement|accord|accords|treaty|memorandum|protocol)\b",
    re.IGNORECASE,
)


def object_of(event: Event, sentence: Span, names: Sequence[Name], text: str) -> SpokenOf | None:
    """Return the format that mediation goes through, or the agreement that an appeal or act is about."""
    family = codebook().family(event.type)
    if family in {"support", "offer", "mediation", "talks"}:
        return _format(event, sentence, names, text)
    if family in {"appeal", "ceasefire"}:
        return _agreement(event.trigger[0], sentence[1], text)
    return None


def _format(event: Event, sentence: Span, names: Sequence[Name], text: str) -> SpokenOf | None:
    for name in names:
        body = register().bodies.get(name.id) if name.id and name.kind == "igo" else None
        inside = sentence[0] <= name.span[0] < sentence[1] and name.span[0] >= event.trigger[0]
        if body is None or body.kind != "format" or not inside:
            continue
        at = text.rfind(body.name, *name.span)
        span = (at, at + len(body.name)) if at >= 0 else name.core or name.span
        return SpokenOf(kind="format", name=text[span[0] : span[1]], span=span)
    return None


def _agreement(start: int, end: int, text: str) -> SpokenOf | None:
    found = _AGREEMENT.search(text, start, end)
    return SpokenOf(kind="agreement", name=found.group(), span=found.span()) if found else None


def control_of(event: Event, names: Sequence[Name]) -> Control | None:
    """Return whose hands a place leaves and comes into, as party slugs; grounding maps them to sides."""
    if codebook().family(event.type) != "control":
        return None
    parties = [
        name.party for r in event.roles if r.slot in {"initiator", "target"} and (name := name_at(names, r.span))
    ]
    place = next((r.span for r in event.roles if r.slot in {"object", "place"}), None)
    holder, other = (*parties, None, None)[:2]
    lost = event.type == "control.lost"
    return Control(from_=holder if lost else other, to=other if lost else holder, span=place)
