"""The report line of the ledger."""

from __future__ import annotations

from tocsin.model.spans import Because, Noun, Span
from tocsin.model.text import Region
from tocsin.model.when import When


class Report(Noun, frozen=True, kw_only=True, tag_field="kind", tag="report"):
    """One report as read: its text, where its furniture is, and when it was published.

    Attributes:
        id: ``rep_`` + hash of the canonical address, else of the words of title and body.
        version: hash of the bytes read, ``sha256:`` + hex.
        published: null when nothing narrows it.
        unknown: names of likely parties that the register does not know; they stayed visible
            to the marker and are outside the promise of the mirror.
        because: what was decided about the report as a whole (language, skipped by the gate, ...).
    """

    id: str
    version: str
    path: str | None
    url: str | None
    outlet: str | None
    language: str
    published: When | None
    regions: tuple[Region, ...]
    text: str
    unknown: tuple[tuple[str, Span], ...] = ()
    because: tuple[Because, ...] = ()
