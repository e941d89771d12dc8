"""Rows in, each a mapping of names to values; what a terminal shows of them out: a line to begin with, fields below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.writing.visible import one_line

HEAD = ("id", "meaning")
CODES = ("plover", "cameo", "acled", "ucdp")


def records_view(records: Iterable[Mapping[str, object]]) -> Group:
    """Return each row of the codebook as its key and meaning with its codes below; empty codes are left out."""
    parts: list[RenderableType] = []
    for record in records:
        key, meaning = (one_line(str(record.get(name, ""))) for name in HEAD)
        parts.append(Text.assemble((key, "bold"), f"  {meaning}"))
        codes = [f"{name.upper()} {_value(record[name])}" for name in CODES if record.get(name)]
        parts.append(Padding(Text(" · ".join(codes), "dim"), (0, 0, 0, 4)))
    return Group(*parts)


def fields_view(title: str, fields: Sequence[tuple[str, str]]) -> Group:
    """Return labelled lines under ``title``, each label once where it begins."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    before = ""
    for label, line in fields:
        table.add_row(Text("" if label == before else label, "bold"), Text(one_line(line)))
        before = label
    return Group(Text(title, "bold"), table)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(one)}" for name, one in value.items() if one)
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(one) for one in value)
    return one_line(str(value))
