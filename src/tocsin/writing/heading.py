"""A reading in; what stands above and below its claims out: counts, its date and why, and the furniture left out."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tocsin.model import Reading, Region, When
from tocsin.writing.reasons import because_line, chars
from tocsin.writing.sides import origins
from tocsin.writing.times import span_phrase
from tocsin.writing.visible import one_line, opening

SHOWN = 12
"""Stretches of furniture listed one by one; the rest is counted."""


def heading(reading: Reading) -> Iterator[RenderableType]:
    """Yield the line of counts and the date of the report with the facts and assumptions behind it."""
    yield Text(f"{report_name(reading)}: {counts(reading)}.", "bold")
    yield from _date(reading)
    yield from _remarks(reading)


def furniture(reading: Reading) -> Iterator[RenderableType]:
    """Yield what was taken for site furniture: where it stands and how it begins."""
    regions = [region for region in reading.report.regions if region.kind == "furniture"]
    if not regions:
        yield Text("Site furniture left out: none found.", "dim")
        return
    length = sum(end - start for start, end in (region.span for region in regions))
    yield Text(
        f"Site furniture left out: {_many(len(regions), 'stretch', 'stretches')}, {length:,} characters.", "bold"
    )
    for region in regions[:SHOWN]:
        yield Padding(_stretch(region, reading.report.text), (0, 0, 0, 2))
    if len(regions) > SHOWN:
        yield Padding(Text(f"and {len(regions) - SHOWN} more", "dim"), (0, 0, 0, 2))


def report_name(reading: Reading) -> str:
    """Return what to call the report: its file, its address, or its id."""
    report = reading.report
    name = "standard input" if report.path == "-" else report.path
    return one_line(name or report.url or report.id)


def counts(reading: Reading) -> str:
    """Return the counts of a reading in words; background is counted apart, origins as a low and a high."""
    news = [claim for claim in reading.claims if claim.layer == "news"]
    low, high = origins(news)
    span = f"{low}" if low == high else f"{low}–{high}"
    parts = [
        _many(len(reading.report.text), "character", "characters"),
        _many(len(news), "claim", "claims"),
        f"{len(reading.claims) - len(news):,} background",
        _many(len(reading.disputes), "dispute", "disputes"),
        f"{span} {'origin' if high == 1 else 'origins'}",
    ]
    return ", ".join(parts)


def _date(reading: Reading) -> Iterator[RenderableType]:
    published = reading.report.published
    if published is None or not span_phrase(published):
        yield Text("Date: nothing in the report narrows it; --published gives it one.", "dim")
        return
    yield Text.assemble(("Date: ", "bold"), f"{span_phrase(published)}{_assumed(published)}.")
    for reason in published.because:
        yield Padding(Text(because_line(reason, reading.report.text), "dim"), (0, 0, 0, 6))


def _assumed(when: When) -> str:
    return f", on the assumption {', '.join(when.assumes)}" if when.assumes else ""


def _remarks(reading: Reading) -> Iterator[RenderableType]:
    report = reading.report
    if report.unknown:
        names = ", ".join(dict.fromkeys(one_line(name) for name, _ in report.unknown))
        yield Text(f"Not in the register, so not blinded: {names}.", "dim")
    for reason in report.because:
        yield Text(because_line(reason, report.text), "dim")


def _stretch(region: Region, text: str) -> Text:
    start, end = region.span
    rules = ", ".join(reason.rule for reason in region.because)
    why = f" ({rules})" if rules else ""
    return Text(f"{chars(region.span)}  “{opening(text[start:end], 72)}”{why}", "dim")


def _many(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
