"""Marks of one report in, drafts of its claims out: one claim per act told, quoted in whole sentences.

What is still words in a draft (dates, places) is resolved by grounding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec

from tocsin.claiming.actors import actors_of
from tocsin.claiming.antecedents import resolved
from tocsin.claiming.chain import chain_of
from tocsin.claiming.mentions import Mentions, mentions_of
from tocsin.claiming.objects import control_of, object_of
from tocsin.claiming.speakers import names_over
from tocsin.claiming.telling import Telling, tellings
from tocsin.claiming.tolls import tolls_of
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.words import words
from tocsin.model import (
    Actor,
    Because,
    Claim,
    Content,
    Draft,
    Event,
    Link,
    Marks,
    Name,
    Span,
    Stance,
    Status,
    Text,
    Toll,
    make_id,
    within,
)


class _Report(NamedTuple):
    """What every claim of one report shares."""

    id: str
    version: str
    text: Text
    names: tuple[Name, ...]
    agency: Link | None


def drafts_of(text: Text, marks: Marks, report: str, version: str) -> tuple[Draft, ...]:
    """Return the drafts in text order of their first body telling.

    Args:
        text: the report with its regions.
        marks: what was marked in it.
        report: id of the report.
        version: hash of the bytes read.
    """
    names = resolved(marks.names, text.text)
    told = list(tellings(text, marks, names))
    shared = _Report(report, version, text, names, agency_of(text, marks, names))
    voices = _voices(told)
    numbers: Counter[tuple[str, int]] = Counter()
    return tuple(_draft(m, shared, voices, numbers) for m in mentions_of(told, names, text.text))


def agency_of(text: Text, marks: Marks, names: Sequence[Name]) -> Link | None:
    """Return the agency whose report this is: a credit line, else one that a headline names as its source."""
    if text.agency:
        fact = text.agency[0]
        name = text.text[slice(*fact.span)] if fact.span else None
        return Link(role="agency", name=name, id=fact.value, span=fact.span, told="explicit")
    heads = [r.span for r in text.regions if r.kind in {"title", "standfirst", "dateline"}]
    for attribution in (a for head in heads for a in within(marks.attributions, head, attrgetter("cue"))):
        source = attribution.source
        media = source and next((n for n in names_over(names, (source[0], source[0] + 1)) if n.kind == "media"), None)
        if media:
            span = media.core or media.span
            return Link(role="agency", name=text.text[span[0] : span[1]], id=media.id, span=span, told="explicit")
    return None


def _draft(mentions: Mentions, report: _Report, voices: Mapping[Span, int], numbers: Counter[tuple[str, int]]) -> Draft:
    first = mentions.first
    event, voice, told_in = first.event, first.voice, report.text.text
    row = codebook().row(event.type)
    quote = _quote(mentions, voices)
    actors = actors_of(first, report.names, told_in)
    claim = Claim(
        id=_claim_id(event, report, numbers),
        report=report.id,
        version=report.version,
        quote=quote,
        quoted=tuple(told_in[a:b] for a, b in quote),
        type=event.type,
        status=None if row.speech else _status(first),
        layer=event.layer,
        speaker=voice.speaker,
        chain=chain_of(report.text, _links(mentions), report.agency, voice.speaker),
        content=_content(event),
        stance=None if row.speech else _stance(first, report),
        actors=actors,
        object=object_of(event, first.sentence.span, report.names, told_in),
        control=control_of(event, report.names),
        tolls=_sided(_tolls(mentions, told_in), actors),
        because=_because(first),
    )
    return Draft(claim=claim, dates=first.dates, said=first.said, places=first.places)


def _claim_id(event: Event, report: _Report, numbers: Counter[tuple[str, int]]) -> str:
    """Hash of report, the trigger's words, their occurrence, and the number among the claims on them."""
    trigger = report.text.text[event.trigger[0] : event.trigger[1]]
    occurrence = report.text.text.count(trigger, 0, event.trigger[0])
    number = numbers[trigger, occurrence]
    numbers[trigger, occurrence] += 1
    return make_id("clm", report.id, trigger, occurrence, number)


def _voices(told: Sequence[Telling]) -> dict[Span, int]:
    """How many different speakers the claims of each sentence have, by its span."""
    speakers: dict[Span, set[tuple[str | None, Span | None]]] = {}
    for telling in told:
        speaker = telling.voice.speaker
        speakers.setdefault(telling.sentence.span, set()).add((speaker.id, speaker.span))
    return {span: len(found) for span, found in speakers.items()}


def _quote(mentions: Mentions, voices: Mapping[Span, int]) -> tuple[Span, ...]:
    """Whole sentences; the clause where claims of one sentence have different speakers."""
    spans: list[Span] = []
    for telling in mentions.tellings:
        clause = telling.voice.words or telling.event.clause
        span = clause if voices[telling.sentence.span] > 1 else telling.sentence.span
        if span not in spans:
            spans.append(span)
    return tuple(sorted(spans))


def _links(mentions: Mentions) -> tuple[Link, ...]:
    return tuple(link for telling in mentions.tellings for link in telling.voice.links)


def _content(event: Event) -> Content | None:
    return Content(type=event.wanted[0], status=event.wanted[1]) if event.wanted else None


def _status(telling: Telling) -> Status | None:
    if telling.voice.hedged and telling.event.status == "happened":
        return "doubted"
    if (
        telling.event.type == "losses"
        and telling.tolls
        and all(t.denied or (t.count and t.count.best == 0) for t in telling.tolls)
    ):
        return "not_happened"
    over = telling.event.status == "happened" and telling.event.layer == "background"
    if over and telling.event.type in words("status").set("durative.types"):
        return "ended"
    return telling.event.status


def _stance(telling: Telling, report: _Report) -> Stance:
    """What the speaker says of the act: a party that names the other side as its doer accuses."""
    if telling.event.stance is not None:
        return telling.event.stance
    speaker = telling.voice.speaker
    if _status(telling) == "not_happened" and speaker.told != "outlet":
        return "denies"
    party = speaker.side
    if party is None:
        return "reports"
    doers = {a.side for a in actors_of(telling, report.names, report.text.text) if a.role == "initiator" and a.side}
    if party in doers:
        return "own_act"
    return "accuses" if doers else "reports"


def _tolls(mentions: Mentions, text: str) -> tuple[Toll, ...]:
    """The losses of the first body telling that has any, with those of its sentence."""
    first = next((t for t in (mentions.first, *mentions.tellings) if t.tolls), mentions.first)
    beside = (t for t in mentions.tellings if t.sentence == first.sentence and t is not first)
    return tolls_of((*first.tolls, *(mark for t in beside for mark in t.tolls)), text)


_OUTSIDERS = frozenset({"peacekeeper", "journalist", "medic", "aid_worker"})
"""People who need not be of the side that an act is done to."""


def _sided(tolls: Sequence[Toll], actors: Sequence[Actor]) -> tuple[Toll, ...]:
    """Return ``tolls``; people of whom no party is told are of the one party that the act is done to, if it is one."""
    sides = {a.side for a in actors if a.role in {"target", "victim"} and a.side}
    if len(sides) != 1:
        return tuple(tolls)
    (side,) = sides
    return tuple(
        msgspec.structs.replace(t, side=side)
        if t.what == "people" and t.side is None and t.kind not in _OUTSIDERS
        else t
        for t in tolls
    )


def _because(telling: Telling) -> tuple[Because, ...]:
    return (*telling.event.because, *telling.voice.because, *(b for role in telling.event.roles for b in role.because))
