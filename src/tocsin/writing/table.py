"""A reading and a width in; what a terminal shows of it out: claims by speaker, losses, disputes, furniture.

From 100 columns on the claims are a table, below they are records. Nothing is ever cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.model import Claim, Noun, Reading, Report
from tocsin.writing.heading import furniture, heading
from tocsin.writing.losses import losses
from tocsin.writing.pairs import pairs
from tocsin.writing.phrases import status_phrase, toll_phrase, what_of
from tocsin.writing.shortened import shortened
from tocsin.writing.sides import Voice, speaker_name, voices
from tocsin.writing.times import when_phrase
from tocsin.writing.visible import one_line

WIDE = 100
"""Columns from which claims are shown as a table."""

HUES = ("cyan", "magenta", "blue")
"""By position of the speaker in the report: first, second, all others; never by who it is."""

_GAP = 2
_LEAST_WHAT = 24
_EASY_WHAT = 32
_MOST_WHERE = 20


class Row(Noun, frozen=True, kw_only=True):
    """One claim in the words of the table; a cell of several lines is split where it may be."""

    claim: Claim
    id: str
    status: str
    what: str
    where: str
    when: str
    losses: str


class Widths(Noun, frozen=True, kw_only=True):
    """Columns of the table in characters, in the order shown."""

    id: int
    status: int
    what: int
    where: int
    when: int
    losses: int


def report_view(reading: Reading, *, width: int, background: bool = False) -> Group:
    """Return everything to print of one reading in a terminal ``width`` columns wide.

    Args:
        reading: what one report came to.
        width: columns of the terminal.
        background: also show claims of the background layer.
    """
    shown = [claim for claim in reading.claims if background or claim.layer == "news"]
    rows = _rows(shown, reading)
    parts = [*heading(reading), Text(), *_claims(rows, reading.report, width)]
    parts += [*_footnotes(rows, len(reading.claims) - len(shown)), Text()]
    parts += [*losses(shown, reading, wide=width >= WIDE), Text()]
    parts += [*pairs(reading, wide=width >= WIDE), *furniture(reading)]
    return Group(*parts)


def _rows(claims: Sequence[Claim], reading: Reading) -> Mapping[str, Row]:
    ids = shortened(claim.id for claim in reading.claims)
    return {claim.id: _row(claim, ids[claim.id], reading.report.text) for claim in claims}


def _row(claim: Claim, short: str, text: str) -> Row:
    tolls = [toll_phrase(toll, text) for toll in claim.tolls]
    return Row(
        claim=claim,
        id=short,
        status=status_phrase(claim.status),
        what=what_of(claim),
        where=one_line(claim.where.name) if claim.where else "",
        when=when_phrase(claim.when).replace(" – ", " –\n"),
        losses=",\n".join(tolls),
    )


def _claims(rows: Mapping[str, Row], report: Report, width: int) -> Iterator[RenderableType]:
    if not rows:
        yield Text("No claims found.")
        return
    widths = _widths(list(rows.values()), width) if width >= WIDE else None
    if widths:
        yield _table_row(("Claim", "Status", "What", "Where", "When", "Losses"), widths, "bold")
    for position, voice in enumerate(voices([row.claim for row in rows.values()], report)):
        hue = HUES[min(position, len(HUES) - 1)]
        yield _says(voice, hue)
        for claim in voice.claims:
            yield _one(rows[claim.id], report, widths)
            yield _quotes(claim, report)


def _widths(rows: Sequence[Row], width: int) -> Widths | None:
    """Return columns that cut no number, or nothing where that leaves too little for the rest.

    Where room is scarce, the remark after a loss goes on a line of its own.
    """
    ids, status = _widest("Claim", [row.id for row in rows]), _widest("Status", [row.status for row in rows])
    when, where = _widest("When", [row.when for row in rows]), _widest("Where", [row.where for row in rows])
    whole_words = _widest("Where", [row.where.replace(" ", "\n") for row in rows])
    losses = [row.losses for row in rows]
    for cells, least in ((losses, _EASY_WHAT), ([cell.replace(" (", "\n(") for cell in losses], _LEAST_WHAT)):
        lost = _widest("Losses", cells)
        left = width - ids - status - when - lost - 5 * _GAP
        narrowed = min(where, max(min(whole_words, _MOST_WHERE), left // 3))
        if left - narrowed >= least:
            return Widths(id=ids, status=status, what=left - narrowed, where=narrowed, when=when, losses=lost)
    return None


def _widest(head: str, cells: Sequence[str]) -> int:
    lines = [line for cell in cells for line in cell.splitlines()]
    return max(Text(line).cell_len for line in [head, *lines])


def _one(row: Row, report: Report, widths: Widths | None) -> RenderableType:
    if widths:
        return _table_row((row.id, row.status, row.what, row.where, row.when, row.losses), widths)
    return _record(row, report)


def _table_row(cells: Sequence[str], widths: Widths, style: str = "") -> Table:
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for field in widths.__struct_fields__:
        table.add_column(width=getattr(widths, field), overflow="fold")
    table.add_row(*(Text(cell, style) for cell in cells))
    return table


def _record(row: Row, report: Report) -> Table:
    """Return a claim in two lines, longer ones wrapped between words."""
    who = speaker_name(row.claim.speaker, report)
    first = " · ".join(part for part in (who, row.status, row.when.replace("\n", " "), row.where) if part)
    lost = row.losses.replace("\n", " ")
    table = Table.grid(padding=(0, _GAP, 0, 0))
    table.add_column(no_wrap=True, min_width=len(row.id))
    table.add_column(overflow="fold")
    table.add_row(Text(row.id), Text(first))
    table.add_row("", Text(f"{row.what} · {lost}" if lost else row.what))
    return table


def _says(voice: Voice, hue: str) -> Text:
    side = f"  side {voice.side}" if voice.side else ""
    return Text.assemble((f"■ {voice.name} says", f"bold {hue}"), (side, "dim"))


def _quotes(claim: Claim, report: Report) -> RenderableType:
    lines = Text()
    for number, (span, words) in enumerate(zip(claim.quote, claim.quoted, strict=False)):
        lines.append("\n" if number else "")
        lines.append(f"“{one_line(words)}”", "italic")
        lines.append(f" {span[0]}–{span[1]}", "dim")
    told = claim.speaker.told
    if told in ("carried", "inferred"):
        lines.append(f" · {speaker_name(claim.speaker, report)}, {told}", "dim")
    return Padding(lines, (0, 0, 0, 4))


def _footnotes(rows: Mapping[str, Row], hidden: int) -> Iterator[RenderableType]:
    if rows:
        yield Text("Speakers stand in the order of the report. All fields: --format jsonl.", "dim")
    if any(row.when.startswith("~") for row in rows.values()):
        yield Text("~ reasoned date: no words of the claim itself give it.", "dim")
    if hidden:
        yield Text(f"{hidden} more with --background.", "dim")
