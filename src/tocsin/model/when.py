"""Time: what a phrase says before anybody knows today's date, and the interval it comes to."""

from __future__ import annotations

from typing import Literal

from tocsin.model.spans import Because, Noun, Span

Precision = Literal["time", "day", "night", "days", "bounded", "week", "month", "season", "year", "years", "open"]


class When(Noun, frozen=True, kw_only=True):
    """An interval of local dates, with its reasons.

    Attributes:
        earliest, latest: ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM`` (local), inclusive; null is open.
        precision: how the phrase was meant; ``bounded`` when only other dates bound it.
        words: spans of the phrases that say it; empty when none does.
        zone: UTC offset such as ``+04:00`` where clock times are told, or null.
        assumes: ids of assumptions it rests on, such as ``date/recency``.
        because: rules with the spans they saw.
    """

    earliest: str | None
    latest: str | None
    precision: Precision
    words: tuple[Span, ...] = ()
    zone: str | None = None
    assumes: tuple[str, ...] = ()
    because: tuple[Because, ...] = ()
