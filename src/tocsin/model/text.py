"""What reading hands to cleaning (``Page``), and cleaning to marking (``Text``)."""

from __future__ import annotations

from typing import Literal

from tocsin.model.spans import Because, Noun, Span

Media = Literal["text/plain", "text/html"]
RegionKind = Literal["title", "standfirst", "byline", "dateline", "body", "caption", "furniture"]


class Page(Noun, frozen=True, kw_only=True):
    """Bytes with their provenance: what reading hands over.

    Attributes:
        path: as the user named it; ``-`` for standard input; null for text given in Python.
        content: the bytes as they were, or as they would be saved for text given in Python.
        media: how to take them.
        encoding: declared from outside (an HTTP header), or null.
        url, outlet, published: what the user knows better; published is an ISO date or date-time.
    """

    content: bytes
    media: Media
    path: str | None = None
    encoding: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


class Region(Noun, frozen=True, kw_only=True):
    """A stretch of the text of one kind. Regions do not overlap and stand in text order.

    ``body`` regions are paragraphs: one region a paragraph, without surrounding white space.
    """

    kind: RegionKind
    span: Span
    because: tuple[Because, ...] = ()


class Fact(Noun, frozen=True, kw_only=True):
    """Something the page says about itself, with where it was found.

    Attributes:
        value: the thing said (an ISO date or date-time; a name).
        source: ``given`` (by the user), ``metadata`` (which tag), ``dateline``, ``byline``, ``furniture``.
        span: the words in the text, or null when it stands in markup only.
    """

    value: str
    source: str
    span: Span | None = None


class Text(Noun, frozen=True, kw_only=True):
    """The report as text with regions. Offsets never move from here on; text is never normalised.

    Attributes:
        text: all visible words in order; for plain text the file's text as it is.
        regions: see ``Region``. What lies in no region is white space.
        language: ISO 639-1 code.
        published: candidates for the date of publication, best first (given, metadata, dateline, byline).
        captured: dates that furniture shows; no report is younger than its own capture.
        outlet, url, author: from the user or from metadata.
        agency: credit lines such as ``(Reuters)``, with spans.
    """

    text: str
    regions: tuple[Region, ...]
    language: str = "en"
    published: tuple[Fact, ...] = ()
    captured: tuple[Fact, ...] = ()
    outlet: Fact | None = None
    url: str | None = None
    author: Fact | None = None
    agency: tuple[Fact, ...] = ()
