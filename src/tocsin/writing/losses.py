"""Claims in; the losses they tell out, by side and by who counted. Never added up, never 0 for what nobody told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.model import Claim, Reading
from tocsin.writing.phrases import NO_FIGURE, toll_phrase
from tocsin.writing.sides import Counted, counted_by, side_names, voices

COLUMNS: Mapping[Counted, str] = {
    "own": "Own figure",
    "other": "Other side’s figure",
    "third": "Third-party figure",
}
Cells = Mapping[tuple[str, Counted], Mapping[str, Sequence[str]]]
"""Whose loss, whose figure → who says it → the losses in words."""


def losses(claims: Sequence[Claim], reading: Reading, *, wide: bool) -> Iterator[RenderableType]:
    """Yield the losses of each side as each kind of speaker gives them."""
    sides = side_names(reading)
    cells, sideless = _cells(claims, reading, sides)
    if not cells and not sideless:
        yield Text(f"Losses: {NO_FIGURE}.")
        return
    yield Text("Losses, by side and by who counted (sides in alphabetical order)", "bold")
    if cells:
        yield _table(cells, sides) if wide else _records(cells, sides)
    if sideless:
        yield Text("Side not told: " + _figures(sideless, "; ", " "))


def _cells(
    claims: Sequence[Claim], reading: Reading, sides: Mapping[str, str]
) -> tuple[Cells, Mapping[str, Sequence[str]]]:
    cells: dict[tuple[str, Counted], dict[str, list[str]]] = {}
    sideless: dict[str, list[str]] = {}
    told_by = [(voice.name, claim) for voice in voices(claims, reading.report) for claim in voice.claims]
    for who, claim in told_by:
        for toll in claim.tolls:
            told = toll_phrase(toll, reading.report.text)
            place = (toll.side, counted_by(claim.speaker, toll.side, sides)) if toll.side else None
            entries = (cells.setdefault(place, {}) if place else sideless).setdefault(who, [])
            entries += [told] if told not in entries else []
    return cells, sideless


def _table(cells: Cells, sides: Mapping[str, str]) -> Table:
    table = Table(box=box.SQUARE, show_lines=True, expand=True)
    for head in ("Side", *COLUMNS.values()):
        table.add_column(Text(head), overflow="fold", ratio=1 if head == "Side" else 2)
    for side, name in sides.items():
        table.add_row(Text(name, "bold"), *(Text(_cell(cells, side, who, "\n")) for who in COLUMNS))
    return table


def _records(cells: Cells, sides: Mapping[str, str]) -> RenderableType:
    lines = Text()
    for number, (side, name) in enumerate(sides.items()):
        lines.append(("\n" if number else "") + name, "bold")
        for who, head in COLUMNS.items():
            lines.append(f"\n  {head}: {_cell(cells, side, who, '; ')}")
    return Padding(lines, (0, 0, 0, 2))


def _cell(cells: Cells, side: str, who: Counted, between: str) -> str:
    return _figures(cells.get((side, who), {}), between, "\n" if between == "\n" else " ") or NO_FIGURE


def _figures(told: Mapping[str, Sequence[str]], between: str, before: str) -> str:
    """Put each speaker's figures after its name; ``before`` each figure stands a space or a new line."""
    parts = (f"{who}:{before}{f',{before}'.join(figures)}" for who, figures in told.items())
    return between.join(parts)
