"""The stages in order, for those who want to see inside: a page goes in, a reading comes out.

page ─clean▶ text ─blind, gate, mark▶ marks ─drafts_of▶ drafts ─ground▶ claims ─disputes_in▶ reading
"""

from __future__ import annotations

from functools import cache

from tocsin.claiming.claims import drafts_of
from tocsin.claiming.standing import tells_of_conflict
from tocsin.cleaning import clean
from tocsin.grounding.ground import Grounds, date_of, ground
from tocsin.grounding.marked import dates_in, places_in
from tocsin.grounding.sides import sides_of
from tocsin.lexicon.atlas import Atlas
from tocsin.lexicon.register import register
from tocsin.marking.blind import Blinded, blind
from tocsin.marking.gate import Passed, gate
from tocsin.marking.marker import mark
from tocsin.merging import disputes_in
from tocsin.model import Because, Page, Reading, Report, Span, Text, When, Where, make_id, version_of


def read_page(page: Page) -> Reading:
    """Return the reading of one page: only what the gate lets through reaches the marker.

    Raises:
        UnreadableError: no text, another language, or more work than one report may ask for.
    """
    return _read(page, gated=True)


def mark_page(page: Page) -> Reading:
    """Return the reading of one page with everything marked, ungated: any English text, war or not.

    Raises:
        UnreadableError: as ``read_page``.
    """
    return _read(page, gated=False)


def _read(page: Page, *, gated: bool) -> Reading:
    text = clean(page)
    blinded = blind(text, register())
    passed = gate(blinded.text, blinded.regions) if gated else None
    marks = mark(text, blinded, register(), atlas(), passed.regions if passed else None)
    report, version = report_id(text), version_of(page.content)
    drafts = drafts_of(text, marks, report, version)
    if passed and not tells_of_conflict(drafts, passed.score):
        drafts, passed = (), passed._replace(regions=())
    published = date_of(text, marks, register())
    sides = sides_of(drafts, register())
    claims = ground(drafts, Grounds(text, marks.names, published, sides, register(), atlas()))
    return Reading(
        report=_report(page, text, blinded, ids=(report, version), published=published, passed=passed),
        marks=marks,
        claims=claims,
        disputes=disputes_in(claims),
    )


def report_id(text: Text) -> str:
    """Return the report's id: from its canonical address, else from the words of its title and body."""
    if text.url:
        return make_id("rep", text.url)
    told = (text.text[slice(*r.span)] for r in text.regions if r.kind in {"title", "standfirst", "body"})
    return make_id("rep", " ".join(" ".join(told).split()))


def places_of(reading: Reading) -> dict[Span, Where]:
    """Return what each place marked in ``reading`` comes to: coordinates, radius, countries; by its span."""
    return places_in(reading, atlas())


def dates_of(reading: Reading) -> dict[Span, When]:
    """Return the interval of each phrase of time marked in ``reading``; by its span."""
    return dates_in(reading)


@cache
def atlas() -> Atlas:
    """Return the atlas of this machine; without the compiled part it knows our own layer only."""
    return Atlas.open()


def _report(
    page: Page, text: Text, blinded: Blinded, *, ids: tuple[str, str], published: When | None, passed: Passed | None
) -> Report:
    skipped = (
        (Because(rule="gate/no-conflict", note="neither its words nor its actors tell of a conflict"),)
        if passed and not passed.regions
        else ()
    )
    return Report(
        id=ids[0],
        version=ids[1],
        path=page.path,
        url=text.url,
        outlet=text.outlet.value if text.outlet else None,
        language=text.language,
        published=published,
        regions=text.regions,
        text=text.text,
        unknown=blinded.unknown,
        because=skipped,
    )
