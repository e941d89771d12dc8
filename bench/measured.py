"""Rows of figures in, a table on standard output out: what was measured, beside its goal where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Measured(NamedTuple):
    """One row: what was measured, the goal as written (``-``: none set), the figure with its unit, and how it was taken."""

    what: str
    goal: str
    figure: str
    how: str


def show(rows: Sequence[Measured]) -> None:
    """Print ``rows`` as an aligned table. A missed goal is printed, never an error."""
    table = [Measured("measure", "goal", "measured", "how"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(3)]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)]
        print("  ".join((*cells, row.how)).rstrip())
    print(flush=True)
