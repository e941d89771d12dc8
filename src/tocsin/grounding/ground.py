"""Drafts in, claims out: placed, dated, their parties made sides. Pure, given the atlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from tocsin.grounding.anchor import date_report
from tocsin.grounding.calendar import resolve, unresolved
from tocsin.grounding.dating import bounds_of, when_of
from tocsin.grounding.places import where_of
from tocsin.grounding.sides import with_sides
from tocsin.lexicon.atlas import Atlas
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import Register
from tocsin.model import Because, Claim, DateMark, Draft, Marks, Name, Text, When, Where

Term = tuple[str, tuple[int, int], str | None, str | None]


class Grounds(NamedTuple):
    """What the claims of one report are grounded in."""

    text: Text
    names: tuple[Name, ...]
    published: When | None
    sides: Mapping[str, str]
    register: Register
    atlas: Atlas


def ground(drafts: Sequence[Draft], grounds: Grounds) -> tuple[Claim, ...]:
    """Return the claims of ``drafts``, in their order."""
    bounds = _bounds(drafts, grounds.published)
    return _with_carried_places([_grounded(draft, grounds, bounds) for draft in drafts])


def _with_carried_places(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """An act of the news part told without a place happened where the act told last did: carried, and said so."""
    last: Where | None = None
    found: list[Claim] = []
    for claim in claims:
        act = claim.layer == "news" and not codebook().row(claim.type).speech
        last = claim.where or last if act else last
        found.append(_placed_at(claim, last) if act and claim.where is None and last is not None else claim)
    return tuple(found)


def _placed_at(claim: Claim, where: Where) -> Claim:
    because = (Because(rule="place/carried", spans=where.words),)
    return msgspec.structs.replace(claim, where=msgspec.structs.replace(where, told="carried", because=because))


def date_of(text: Text, marks: Marks, register: Register) -> When | None:
    """Return when the report was published, from what it says of itself and what narrows it."""
    return date_report(text, marks.dates, marks.sentences, _terms(text, marks.names, register))


def _terms(text: Text, names: Sequence[Name], register: Register) -> tuple[Term, ...]:
    """When the persons named held any office: (name, span, first day, last day); which office is meant stays open."""
    found: dict[str, Term] = {}
    for name in names:
        span = name.core or name.span
        words = text.text[span[0] : span[1]]
        held = register.terms_of(words) if name.form == "person" else ()
        if held and words not in found:
            first = min((t.earliest for t in held if t.earliest), default=None)
            last = None if any(t.latest is None for t in held) else max(t.latest for t in held if t.latest)
            found[words] = (words, span, first, last)
    return tuple(found.values())


def _grounded(draft: Draft, grounds: Grounds, bounds: When | None) -> Claim:
    claim = draft.claim
    speech = codebook().row(claim.type).speech
    placed = msgspec.structs.replace(
        claim,
        when=when_of(draft.dates, draft.said, speech, grounds.published, bounds if claim.layer == "news" else None),
        said=_said(draft.said, grounds.published) if not speech else None,
        where=_where(draft.places, grounds),
    )
    return with_sides(placed, grounds.sides, grounds.register)


def _said(dates: Sequence[DateMark], published: When | None) -> When | None:
    found = resolve(dates[0], published) if dates else None
    return None if found is None or unresolved(found) else found


def _where(places: Sequence[Name], grounds: Grounds) -> Where | None:
    if not places:
        return None
    codes = tuple(sorted(code for code in grounds.sides.values() if len(code) == 3))
    return where_of(places[0], grounds.text.text, grounds.names, codes, grounds.atlas)


def _bounds(drafts: Sequence[Draft], published: When | None) -> When | None:
    """From the latest dated act of the news part to the report's own date: where an undated act must lie."""
    news = (d for d in drafts if d.claim.layer == "news")
    return bounds_of([resolve(date, published) for d in news for date in (*d.dates, *d.said)], published)
