"""In: a page (bytes with provenance). Out: a ``Text`` with regions, its dates, outlet, author and agencies."""

from __future__ import annotations

from tocsin.cleaning.budget import TAG_LIMIT, WORD_LIMIT, check_budget, check_tags
from tocsin.cleaning.byline import author_in
from tocsin.cleaning.dateline import agencies_in
from tocsin.cleaning.dates import dates_in
from tocsin.cleaning.furniture import marked
from tocsin.cleaning.language import language_of
from tocsin.cleaning.markup import Markup, read_markup
from tocsin.cleaning.plain import paragraphs_of
from tocsin.cleaning.region import regions_of
from tocsin.errors import UnreadableError
from tocsin.model import Fact, Page, Region, Text

__all__ = ["TAG_LIMIT", "WORD_LIMIT", "check_budget", "clean"]


def clean(page: Page) -> Text:
    """Return the report of a page as text with regions.

    Plain text stays as it is, a byte order mark at its beginning left out; of HTML, the visible words in order. A
    byte that is none in the page's encoding becomes U+FFFD.

    Raises:
        BudgetError: more words or tags than one report may have.
        LanguageError: clearly in a language that is not read.
        UnreadableError: no visible words.
    """
    name = {"-": "standard input", None: "the text"}.get(page.path, page.path or "")
    markup = _read(page, name)
    if not markup.lines:
        what = f"{name} has no readable text"
        raise UnreadableError(what, do="Check that it is a report and not an empty page.")
    regions = regions_of(markup.text, marked(markup.text, markup.lines))
    language = language_of(_said(markup.text, regions), name=name)
    return Text(
        text=markup.text,
        regions=regions,
        language=language,
        published=_published(page, markup, regions),
        captured=_captured(markup.text, regions),
        outlet=Fact(value=page.outlet, source="given") if page.outlet else markup.outlet,
        url=page.url or markup.url,
        author=markup.author or _author(markup.text, regions),
        agency=_agencies(markup.text, regions),
    )


def _read(page: Page, name: str) -> Markup:
    characters = _characters(page)
    if page.media == "text/plain":
        check_budget(characters, name=name)
        return Markup(text=characters, lines=tuple(paragraphs_of(characters)))
    check_tags(characters, name=name)
    markup = read_markup(characters)
    check_budget(markup.text, name=name)
    return markup


def _characters(page: Page) -> str:
    """Decode the page; only text given in Python (no path) may hold lone surrogates."""
    encoding = page.encoding or "utf-8"
    if page.path is None and encoding == "utf-8":
        return page.content.decode(encoding, "surrogatepass")
    return page.content.decode(encoding, "replace").removeprefix("\ufeff")


def _said(text: str, regions: tuple[Region, ...]) -> str:
    told = (text[slice(*region.span)] for region in regions if region.kind in {"title", "standfirst", "body"})
    return "\n".join(told)


def _published(page: Page, markup: Markup, regions: tuple[Region, ...]) -> tuple[Fact, ...]:
    """Return candidates, best first: given, metadata, dateline, byline, a line that says "published"."""
    given = (Fact(value=page.published, source="given"),) if page.published else ()
    return (*given, *markup.published, *_dates(markup.text, regions, "dateline"), *_head_dates(markup.text, regions))


def _dates(text: str, regions: tuple[Region, ...], kind: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(value=value, source=kind, span=span)
        for region in regions
        if region.kind == kind
        for value, span in dates_in(text[slice(*region.span)], offset=region.span[0])
    )


def _head_dates(text: str, regions: tuple[Region, ...]) -> tuple[Fact, ...]:
    """Return dates between the title and the first paragraph, and those of lines that say "published"."""
    first = next((region.span[0] for region in regions if region.kind == "body"), len(text))
    title = next((region.span[0] for region in regions if region.kind == "title"), 0)
    return tuple(
        Fact(value=fact.value, source="byline", span=fact.span)
        for fact in (*_dates(text, regions, "byline"), *_captured(text, regions))
        if fact.span and (title < fact.span[0] < first or _says_published(text, fact.span[0]))
    )


def _says_published(text: str, at: int) -> bool:
    before = text[max(0, at - 60) : at].rpartition("\n")[2].lower()
    return "published" in before or "posted" in before


def _captured(text: str, regions: tuple[Region, ...]) -> tuple[Fact, ...]:
    """Return every full date that furniture shows, latest first."""
    found: list[Fact] = []
    for region in regions:
        if region.kind == "furniture":
            found.extend(_line_dates(text, region))
    return tuple(sorted(found, key=lambda fact: (fact.value, fact.span or (0, 0)), reverse=True))


def _line_dates(text: str, region: Region) -> list[Fact]:
    at = region.span[0]
    facts: list[Fact] = []
    for words in text[slice(*region.span)].splitlines(keepends=True):
        facts.extend(Fact(value=value, source="furniture", span=span) for value, span in dates_in(words, offset=at))
        at += len(words)
    return facts


def _author(text: str, regions: tuple[Region, ...]) -> Fact | None:
    for region in regions:
        found = author_in(text[slice(*region.span)]) if region.kind == "byline" else None
        if found:
            start = region.span[0] + found[1]
            return Fact(value=found[0], source="byline", span=(start, start + len(found[0])))
    return None


def _agencies(text: str, regions: tuple[Region, ...]) -> tuple[Fact, ...]:
    """Return the agencies that sign, in text order, each span once."""
    found = [fact for region in regions for fact in agencies_in(text[slice(*region.span)], region.span[0])]
    return tuple({fact.span: fact for fact in found}.values())
