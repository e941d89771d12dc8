r"""Tocsin reads reports of armed conflict and writes a ledger of claims: who says what happened, on which words.

    >>> import tocsin
    >>> reading = tocsin.read_text("Army shells village\nKastrian guns shelled Orm on Monday, the governor said.")
    >>> [claim.type for claim in reading.claims]
    ['attack.artillery']

The verbs are here: ``read``, ``read_text``, ``read_all``, ``mark``; the nouns too. The stages one by one are in
``tocsin.line``. Nothing heavy is imported before a verb is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tocsin.errors import TocsinError
from tocsin.model import (
    Actor,
    Because,
    Claim,
    Dispute,
    Link,
    Marks,
    Page,
    Reading,
    Report,
    Speaker,
    Toll,
    When,
    Where,
)

__all__ = [
    "Actor",
    "Because",
    "Claim",
    "Dispute",
    "Link",
    "Marks",
    "Page",
    "Reading",
    "Report",
    "Speaker",
    "TocsinError",
    "Toll",
    "When",
    "Where",
    "mark",
    "read",
    "read_all",
    "read_text",
]


def read(
    path: str | Path, *, published: str | None = None, outlet: str | None = None, url: str | None = None
) -> Reading:
    """Read one file and return its reading.

    Args:
        path: a text or HTML file.
        published: when it was published, an ISO date or date-time, where you know better than the page.
        outlet: who published it, where you know better.
        url: its address, where you know it.

    Raises:
        UnreadableError: missing, empty, binary, in another language, or more work than one report may ask for;
            the message says what to do.
    """
    from tocsin.line import read_page

    return read_page(_told(_page(path), published, outlet, url))


def read_text(text: str, *, published: str | None = None, outlet: str | None = None, url: str | None = None) -> Reading:
    """Read a report given as text (line 1 the title, then a paragraph a line) and return its reading.

    Raises:
        UnreadableError: as ``read``.
    """
    from tocsin.line import read_page
    from tocsin.reading import page_of_text

    return read_page(page_of_text(text, media="text/plain", published=published, outlet=outlet, url=url))


def read_all(sources: Iterable[str | Path | Page]) -> Iterator[Reading | TocsinError]:
    """Read many: files, folders, pages; yield a reading each, or the error of one that could not be read.

    Sources are taken one by one as the iterator is drawn; one bad source stops nothing.
    """
    from tocsin.line import read_page
    from tocsin.reading import Unread, pages

    for source in sources:
        for page in [source] if isinstance(source, Page) else pages([str(source)]):
            if isinstance(page, Unread):
                yield page.error
                continue
            try:
                yield read_page(page)
            except TocsinError as error:
                yield error


def mark(source: str | Path | Page) -> Reading:
    """Mark everything in one file or page, ungated: any English text, war or not.

    Raises:
        UnreadableError: as ``read``.
    """
    from tocsin.line import mark_page

    return mark_page(source if isinstance(source, Page) else _page(source))


def _page(path: str | Path) -> Page:
    from tocsin.reading import Unread, pages

    found = next(iter(pages([str(path)])))
    if isinstance(found, Unread):
        raise found.error
    return found


def _told(page: Page, published: str | None, outlet: str | None, url: str | None) -> Page:
    from msgspec.structs import replace

    known = {"published": published, "outlet": outlet, "url": url}
    return replace(page, **{name: value for name, value in known.items() if value is not None})


def _html(reading: Reading) -> str:
    from tocsin.writing.html import html_of

    return html_of(reading)


setattr(Reading, "_repr_html_", _html)  # noqa: B010 - notebooks; the noun itself must not know how it is written
