"""Marks in, tellings out: each event with the voice behind it, its sentence, its tolls, dates and places.

One pass over the sentences in text order; the floor (``floor.py``) is the only state, and it is a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

import msgspec

from tocsin.claiming.floor import Floor, Signal, place_of, speaker_of, step
from tocsin.claiming.speakers import OUTLET, Hearing, Voice, author_of, is_document, name_at, speaker_at, voice_of
from tocsin.lexicon.codebook import codebook
from tocsin.model import (
    Attribution,
    Because,
    DateMark,
    Event,
    Marks,
    Name,
    Sentence,
    Slot,
    Span,
    Speaker,
    Text,
    TollMark,
    contains,
    overlaps,
    parted,
    within,
)

T = TypeVar("T")
_HEADLINES = frozenset({"title", "standfirst", "caption"})


class Telling(NamedTuple):
    """One event told once."""

    event: Event
    sentence: Sentence
    voice: Voice
    headline: bool
    tolls: tuple[TollMark, ...]
    dates: tuple[DateMark, ...]
    said: tuple[DateMark, ...]
    places: tuple[Name, ...]


class _Scene(NamedTuple):
    """What one sentence brings."""

    sentence: Sentence
    headline: bool
    events: tuple[Event, ...]
    attributions: tuple[Attribution, ...]
    quoted: bool


def tellings(text: Text, marks: Marks, names: Sequence[Name]) -> Iterator[Telling]:
    """Yield the events of the report in text order, each with its voice."""
    floor = Floor()
    for scene in _scenes(text, marks):
        hearing = Hearing(names, text.text, floor.holder)
        source, signal = _source(scene, hearing)
        background = scene.sentence.layer == "background"
        place = place_of(scene.sentence.region, floor, headline=scene.headline, background=background)
        after, move = step(floor, signal, place, scene.sentence.region, source)
        said_here: list[Voice] = []
        for event in scene.events:
            voice = voice_of(event, scene.attributions, hearing, own_words=codebook().row(event.type).speech)
            said_here.extend([voice] if voice else [])
            voice = _ruled(voice, source, move.rule) if voice else None
            voice = voice or _floor_voice(
                speaker_of(move, floor, source if _covers_all(scene) else None), move.rule, signal
            )
            yield _telling(event, scene, voice, marks, text.text)
        floor = _principal_holds(after, said_here)


def _scenes(text: Text, marks: Marks) -> Iterator[_Scene]:
    for sentence in marks.sentences:
        region = text.regions[sentence.region]
        quotations = [q for q in within(marks.quotations, sentence.span, _span) if not q.scare]
        yield _Scene(
            sentence,
            region.kind in _HEADLINES,
            tuple(within(marks.events, sentence.span, _trigger)),
            tuple(within(marks.attributions, sentence.span, _cue)),
            any(q.span[0] - sentence.span[0] <= 1 and q.span[1] >= sentence.span[1] - 1 for q in quotations),
        )


_span = attrgetter("span")
_trigger = attrgetter("trigger")
_cue = attrgetter("cue")


def _covers_all(scene: _Scene) -> bool:
    """An attribution without content spans of its own speaks for the whole sentence."""
    return any(not a.content for a in scene.attributions)


def _floor_voice(speaker: Speaker | None, rule: str, signal: Signal) -> Voice:
    """The voice the floor gives: whoever holds it, carried, else the outlet."""
    if speaker is None or speaker.told == "outlet":
        return Voice(OUTLET, (), (Because(rule=rule),), hedged=signal == "hides")
    carried = msgspec.structs.replace(speaker, told="carried", cue=None)
    return Voice(carried, (), (Because(rule=rule, spans=(speaker.span,) if speaker.span else ()),))


def _ruled(voice: Voice, source: Speaker | None, rule: str) -> Voice:
    """A voice that takes or keeps the floor says so; one within another's words does not."""
    span = source.span if source else None
    if voice.speaker.span != span:
        return voice
    return voice._replace(because=(*voice.because, Because(rule=rule, spans=(span,) if span else ())))


def _source(scene: _Scene, hearing: Hearing) -> tuple[Speaker | None, Signal]:
    """Return who the sentence says is speaking, and what kind of signal that is."""
    named = [a for a in scene.attributions if a.source is not None]
    if not named:
        hidden = any(a.hedged or not a.content for a in scene.attributions)
        return None, "hides" if hidden else "quotes" if scene.quoted else "bare"
    outer = max(named, key=lambda a: (sum(e - s for s, e in a.content), -a.cue[0]))
    if outer.source is None:
        return hearing.holder, "refers"
    if is_document(outer.source, hearing):
        author = author_of(outer.source, hearing)
        return (speaker_at(author, outer.cue, hearing), "names") if author else (hearing.holder, "refers")
    name = name_at(hearing.names, outer.source)
    speaker = speaker_at(outer.source, outer.cue, hearing)
    points_back = name is not None and name.form == "reference" and name.id is not None
    return speaker, "refers" if speaker.told == "carried" or points_back else "names"


def _principal_holds(after: Floor, said_here: Sequence[Voice]) -> Floor:
    """When a spokesman told of his principal's words, the principal keeps the floor."""
    principal = next((v.speaker for v in reversed(said_here) if v.speaker.told == "explicit"), None)
    if principal is None or after.holder is None:
        return after if principal is None else after._replace(holder=principal)
    return after._replace(holder=principal)


def _telling(event: Event, scene: _Scene, voice: Voice, marks: Marks, text: str) -> Telling:
    sentence = scene.sentence.span
    dates = within(marks.dates, sentence, _span)
    said = [d for d in dates if _dates_the_saying(d.span, scene, event, text)]
    return Telling(
        event=event,
        sentence=scene.sentence,
        voice=voice,
        headline=scene.headline,
        tolls=_tolls(event, scene, marks),
        dates=_told_for(event, "time", [d for d in dates if d not in said], _span),
        said=tuple(said),
        places=_told_for(event, "place", _places(event, sentence, marks), _span),
    )


def _told_for(event: Event, slot: Slot, found: Sequence[T], span_of: Callable[[T], Span]) -> tuple[T, ...]:
    """Return what the act's own words for time or place hold, all of ``found`` where it has none."""
    words = [role.span for role in event.roles if role.slot == slot]
    own = tuple(one for one in found if any(overlaps(span_of(one), span) for span in words))
    return own or tuple(found)


_ON = re.compile(r"\s+(?:(?:on|late|early|late on|early on|in)\s+)?")
"""Between words of saying and the day on which it was said."""


def _dates_the_saying(date: Span, scene: _Scene, event: Event, text: str) -> bool:
    """A date stands outside every content that holds the trigger, in a sentence that attributes it.

    So does one right behind the cue: "said on Monday two posts were hit", but not "said that on Monday …".
    """
    around = [a for a in scene.attributions if any(contains(c, event.trigger) for c in a.content)]
    speech = codebook().row(event.type).speech
    if speech:
        return True
    if any(_ON.fullmatch(text, a.cue[1], date[0]) for a in around if a.cue[1] <= date[0]):
        return True
    return bool(around) and not any(contains(c, date) for a in around for c in a.content)


def _tolls(event: Event, scene: _Scene, marks: Marks) -> tuple[TollMark, ...]:
    """The losses of a sentence that sit on ``event``."""
    holders = [e for e in scene.events if codebook().row(e.type).takes_tolls]
    here = within(marks.tolls, scene.sentence.span, _span)
    contents = [content for a in scene.attributions for content in a.content]
    return tuple(t for t in here if _holder(t, scene.events, holders, contents) == event)


def _holder(
    toll: TollMark, events: Sequence[Event], holders: Sequence[Event], contents: Sequence[Span]
) -> Event | None:
    """Return the act whose loss a toll is: the one that says so, else the violent act nearest to it."""
    own = [e for e in events if any(r.slot == "loss" and overlaps(r.span, toll.span) for r in e.roles)]
    return _nearest(own or holders, toll.cue, contents) if own or holders else None


def _nearest(events: Sequence[Event], span: Span, contents: Sequence[Span]) -> Event:
    """The nearest in the same mouth, else the nearest."""
    events = [e for e in events if not parted(e.trigger, span, contents)] or events
    return min(events, key=lambda e: (max(e.trigger[0] - span[1], span[0] - e.trigger[1], 0), e.trigger))


def _places(event: Event, sentence: Span, marks: Marks) -> tuple[Name, ...]:
    """Places of the sentence, those after the trigger first, nearest first; then those before it, in text order."""
    places = [n for n in within(marks.names, sentence, _span) if n.kind == "place"]
    behind = [n for n in places if n.span[0] >= event.trigger[1]]
    before = [n for n in places if n.span[0] < event.trigger[1]]
    return (*behind, *before)
