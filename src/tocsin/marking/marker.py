"""Text and its blinding in, marks out: the blinded text is marked, then the blinding is taken off again.

This is the seam: claiming sees ``Marks`` only, whoever made them. Here they come from word lists and patterns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from tocsin.lexicon.atlas import Atlas
from tocsin.lexicon.register import Register
from tocsin.marking.attributions import find_attributions
from tocsin.marking.blind import Blinded
from tocsin.marking.counts import find_counts
from tocsin.marking.dates import find_dates
from tocsin.marking.events import Seen, find_events
from tocsin.marking.layer import layer_of, news_year_of
from tocsin.marking.names import find_names
from tocsin.marking.phrases import Clause, clause_of
from tocsin.marking.places import find_places
from tocsin.marking.quotations import find_quotations
from tocsin.marking.sentences import sentences_of
from tocsin.marking.tokens import tokens_of
from tocsin.marking.tolls import find_tolls
from tocsin.model import Count, DateMark, Marks, Name, Noun, Region, Sentence, Span, Text, TollMark, contains, within

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
    attributions = find_attributions(blinded.text, sentences, quotations)
    contents = tuple(sorted(content for attribution in attributions for content in attribution.content))
    return Marks(
        sentences=sentences,
        names=names,
        dates=dates,
        counts=counts,
        tolls=tolls,
        quotations=quotations,
        attributions=attributions,
        events=find_events(clauses, Seen(names, tolls, contents, sentences)),
    )


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
