"""Text and its blinding in, marks out: the blinded text is marked, then the blinding is taken off again.

This is the seam: claiming sees ``Marks`` only, whoever made them. Acts, who tells them and who plays which part are
learned (``learned.py``); names, dates, counts and quotations are tables and small code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from tocsin.lexicon.atlas import Atlas
from tocsin.lexicon.register import Register
from tocsin.marking.blind import Blinded
from tocsin.marking.counts import find_counts
from tocsin.marking.dates import find_dates
from tocsin.marking.layer import layer_of, news_year_of
from tocsin.marking.learned import Loss, read
from tocsin.marking.lostwords import count_of
from tocsin.marking.names import find_names
from tocsin.marking.phrases import Clause, clause_of
from tocsin.marking.places import find_places
from tocsin.marking.quotations import find_quotations
from tocsin.marking.sentences import sentences_of
from tocsin.marking.tokens import tokens_of
from tocsin.marking.tolls import find_tolls
from tocsin.model import (
    Because,
    Count,
    DateMark,
    Event,
    Marks,
    Name,
    Noun,
    Region,
    Sentence,
    Span,
    Text,
    TollMark,
    contains,
    overlaps,
    within,
)

_PEOPLE = frozenset({"adjective", "people", "prefix", "holder", "surname"})
_N = TypeVar("_N", bound=Noun)


def mark(text: Text, blinded: Blinded, register: Register, atlas: Atlas, only: Sequence[int] | None = None) -> Marks:
    """Return the marks of ``text``, with offsets into it.

    Args:
        text: the report with its regions; furniture is never marked.
        blinded: the same behind stand-ins: all but places are marked there.
        register: who is known.
        atlas: which places are known.
        only: indices of the regions to mark (the gate's answer); null marks every region but furniture.
            Dates are marked everywhere: they date the report.
    """
    chosen = [i for i, r in enumerate(text.regions) if r.kind != "furniture" and (only is None or i in set(only))]
    marks = _marks(text, blinded, chosen, register)
    marks = _moved(marks, blinded.to_original)
    places = find_places(text.text, [text.regions[i] for i in chosen], atlas)
    return msgspec.structs.replace(marks, names=_with_places(marks.names, places, blinded))


def _marks(text: Text, blinded: Blinded, chosen: Sequence[int], register: Register) -> Marks:
    standins = {party.standin: party.slug for party in blinded.parties}
    regions = [region.span for region in blinded.regions]
    dates = _dates(blinded.text, text.regions, regions)
    sentences = _sentences(blinded.text, chosen, regions, dates, text)
    quotations = tuple(q for i in chosen for q in find_quotations(blinded.text, regions[i]))
    clauses = [_clause(blinded.text, s.span, dates, register) for s in sentences]
    names = find_names(blinded, clauses, register)
    counts, tolls = _losses(blinded.text, sentences, standins)
    learned = read(blinded, sentences)
    names = _with_fillers(names, learned.events)
    tolls = _with_losses(tolls, counts, learned.losses, blinded.text, standins)
    return Marks(
        sentences=sentences,
        names=names,
        dates=dates,
        counts=counts,
        tolls=tolls,
        quotations=quotations,
        attributions=learned.attributions,
        events=learned.events,
    )


def _with_fillers(names: Sequence[Name], events: Sequence[Event]) -> tuple[Name, ...]:
    """Words that fill a part in an act name somebody, whether or not any list knows them."""
    fillers = dict.fromkeys(r.span for e in events for r in e.roles if r.slot not in {"place", "time", "loss"})
    known = sorted(name.span for name in names)
    unknown = [span for span in fillers if not any(overlaps(span, k) for k in known)]
    made = [
        Name(span=s, kind="group", form="description", because=(Because(rule="name/filler", spans=(s,)),))
        for s in unknown
    ]
    return tuple(sorted((*names, *made), key=lambda n: (n.span, n.kind)))


def _with_losses(
    tolls: Sequence[TollMark],
    counts: Sequence[Count],
    losses: Sequence[Loss],
    words: str,
    standins: Mapping[str, str],
) -> tuple[TollMark, ...]:
    """Tolls know the party that the network ties them to; words that it ties to an act as its losses are tolls too."""
    found = [_belonging(toll, losses) for toll in tolls]
    for loss in losses:
        if any(overlaps(t.span, loss.span) for t in found):
            continue
        count = next((c for c in counts if overlaps(c.span, loss.span)), None) or count_of(words, loss.span, standins)
        found.append(
            TollMark(
                span=count.span,
                cue=loss.trigger,
                status=loss.status,
                count=count,
                party=loss.party,
                denied=count.best == 0,
                because=(loss.because,),
            )
        )
    return tuple(sorted(found, key=lambda t: (t.span, t.cue)))


def _belonging(toll: TollMark, losses: Sequence[Loss]) -> TollMark:
    party = next((loss.party for loss in losses if overlaps(loss.span, toll.span)), None)
    return msgspec.structs.replace(toll, party=party)


def _clause(words: str, span: Span, dates: Sequence[DateMark], register: Register) -> Clause:
    times = [d.span for d in within(dates, span, attrgetter("span"))]
    bodies = [name for _, name in register.bodies_in(words, span)]
    return clause_of(tokens_of(words, span), times, bodies)


def _dates(words: str, regions: Sequence[Region], spans: Sequence[Span]) -> tuple[DateMark, ...]:
    told = (i for i, region in enumerate(regions) if region.kind not in {"furniture", "byline"})
    return tuple(date for i in told for date in find_dates(words, *spans[i]))


def _sentences(
    words: str, chosen: Sequence[int], spans: Sequence[Span], dates: Sequence[DateMark], text: Text
) -> tuple[Sentence, ...]:
    published = text.published[0].value if text.published else None
    year = news_year_of(words, dates, published)
    found: list[Sentence] = []
    for i in chosen:
        before: Sentence | None = None
        for span in sentences_of(words, spans[i]):
            layer, because = layer_of(words, span, dates, year, before)
            before = Sentence(span=span, region=i, layer=layer, because=(because,) if because else ())
            found.append(before)
    return tuple(found)


def _losses(
    words: str, sentences: Sequence[Sentence], standins: dict[str, str]
) -> tuple[tuple[Count, ...], tuple[TollMark, ...]]:
    counts: list[Count] = []
    tolls: list[TollMark] = []
    for sentence in sentences:
        here = find_counts(words, sentence.span, standins)
        counts.extend(here)
        tolls.extend(find_tolls(words, sentence.span, here, standins))
    return tuple(counts), tuple(tolls)


def _with_places(names: Sequence[Name], places: Sequence[Name], blinded: Blinded) -> tuple[Name, ...]:
    """Places stand beside the names, but not inside the name of a body, nor where a form names people, not ground."""
    bodies = [n.core or n.span for n in names if n.kind in {"igo", "ngo", "media"}]
    people = [s.core for s in blinded.segments if s.form in _PEOPLE]
    kept = [
        p
        for p in places
        if not any(contains(body, p.span) for body in bodies) and not any(p.core == person for person in people)
    ]
    return tuple(sorted((*names, *kept), key=lambda n: (n.span, n.kind)))


def _moved(noun: _N, move: Callable[[Span], Span]) -> _N:
    """Return ``noun`` with every span in it moved."""
    return msgspec.structs.replace(noun, **{f: _moved_value(getattr(noun, f), move) for f in noun.__struct_fields__})


def _moved_value(value: Any, move: Callable[[Span], Span]) -> Any:
    if isinstance(value, Noun):
        return _moved(value, move)
    if isinstance(value, tuple):
        if len(value) == 2 and all(type(part) is int for part in value):
            return move(value)
        return tuple(_moved_value(part, move) for part in value)
    return value
