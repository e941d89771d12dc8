from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tocsin.lexicon.codebook import codebook
from tocsin.writing.codec import schema

ROOT = Path(__file__).resolve().parent.parent
REPORTS = Path("gold", "open")
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
END = "\x1e"


class Command(NamedTuple):
    """A line that a reader types, and the lines that the page says it prints; none says nothing."""

    line: str
    printed: tuple[str, ...]


def test_a_page_with_commands_is_a_page_that_this_test_runs() -> None:
    assert {"README.md", "docs/tutorial.md"} <= {
        name for name, page in zip(NAMES, PAGES, strict=True) if commands_in(page)
    }


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in page.read_text("utf-8")], ids=lambda p: p.name
)
def test_every_command_of_a_page_prints_what_the_page_says(page: Path, tmp_path: Path) -> None:
    commands = commands_in(page)
    for command, (code, output) in zip(commands, outputs_of(commands, desk(tmp_path)), strict=True):
        assert code == 0, f"`{command.line}` left with {code}:\n{output}"
        if command.printed and not matches(command.printed, output):
            pytest.fail(
                f"`{command.line}` in {page.name} printed:\n{output}\nbut the page says:\n" + "\n".join(command.printed)
            )


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```python" in page.read_text("utf-8")], ids=lambda p: p.name
)
def test_every_python_block_of_a_page_does_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk(tmp_path)
    list(outputs_of(commands_in(page), tmp_path))
    monkeypatch.chdir(tmp_path)
    source = "\n".join(body for kind, body in FENCE.findall(page.read_text("utf-8")) if kind == "python")
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    assert test.examples, f"{page.name} has Python blocks, but none with >>>"
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_reference_names_every_field_of_the_lines_of_a_ledger() -> None:
    told = coded(ROOT / "docs" / "reference" / "claim.md")
    assert sorted(f"{noun}.{field}" for noun, field in fields() if field not in told) == []


def test_the_reference_names_every_value_of_every_closed_list() -> None:
    told = coded(ROOT / "docs" / "reference" / "claim.md") | coded(ROOT / "docs" / "reference" / "marks.md")
    lists = schema([str(row["id"]) for row in codebook().as_records()])["enumerations"]
    assert isinstance(lists, dict)
    assert sorted({f"{name}: {value}" for name, values in lists.items() for value in values if value not in told}) == []


def test_with_the_row_of_the_how_to_the_reader_asks_for_training(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The army of Kastria shelled three villages near Orm, the governor said.\n", "utf-8")
    assert "attack.artillery" in told_in(report, ROOT / "src").stdout
    refused = told_in(report, with_tables_of_the_how_to(tmp_path / "src"))
    assert refused.returncode == 3
    assert "make train" in refused.stderr


def with_tables_of_the_how_to(source: Path) -> Path:
    """Return a copy of the package in which the row shown by the how-to stands beside our own."""
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    page = (ROOT / "docs" / "how-to" / "add-an-event-type.md").read_text("utf-8")
    tables = [body for kind, body in FENCE.findall(page) if kind == "toml"]
    file = source / "tocsin" / "lexicon" / "rows" / "attack.toml"
    added = "\n".join(table for table in tables if table.startswith("[[row]]"))
    file.write_text(file.read_text("utf-8").replace("[[row]]", f"{added}\n[[row]]", 1), "utf-8")
    return source


def told_in(report: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Return what the package in ``source`` makes of ``report``."""
    return subprocess.run(
        [sys.executable, "-m", "tocsin", "read", str(report), "--format", "jsonl"],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


def commands_in(page: Path) -> list[Command]:
    """Return the commands of the console blocks of ``page`` in order."""
    blocks = [body for kind, body in FENCE.findall(page.read_text("utf-8")) if kind == "console"]
    return [command for block in blocks for command in commands_of(block.splitlines())]


def commands_of(lines: list[str]) -> Iterator[Command]:
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Command(lines[start].removeprefix("$ "), tuple(lines[start + 1 : end]))


def desk(folder: Path) -> Path:
    """Return ``folder`` with the bundled reports in it, where the pages say that they lie."""
    if not (folder / REPORTS).exists():
        shutil.copytree(ROOT / REPORTS, folder / REPORTS)
    return folder


def outputs_of(commands: list[Command], folder: Path) -> Iterator[tuple[int, str]]:
    """Run ``commands`` in one shell and yield the exit code and the printed text of each."""
    script = "\n".join(("exec 2>&1", *(f"{command.line}\nprintf '{END}%s{END}' $?" for command in commands)))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "112", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
    )
    pieces = done.stdout.decode("utf-8").split(END)
    yield from ((int(code), output) for output, code in zip(pieces[:-1:2], pieces[1::2], strict=True))


def matches(printed: tuple[str, ...], output: str) -> bool:
    """Tell whether ``output`` is what the page shows; ``...`` stands for any text, alone on a line for any lines."""
    parts = (r"(?:.*\n)*?" if line.strip() == "..." else line_pattern(line) for line in printed)
    return re.fullmatch("".join(parts), "".join(f"{line.rstrip()}\n" for line in output.splitlines())) is not None


def line_pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in re.split(r" ?\.\.\. ?", line.rstrip())) + r"\n"


def test_a_line_of_three_dots_stands_for_any_lines_and_for_nothing_else() -> None:
    assert matches(("a", "...", "d ... f"), "a\nb\nc\nd e f\n")
    assert not matches(("a", "d"), "a\nb\nd\n")
    assert not matches(("a", "...", "d"), "a\nb\nc\n")


def coded(page: Path) -> set[str]:
    """Return every word that stands in code type in ``page``."""
    return {word for piece in re.findall(r"`([^`\n]+)`", page.read_text("utf-8")) for word in (piece, *piece.split())}


def fields() -> Iterator[tuple[str, str]]:
    """Yield noun and field of everything that a line of a ledger may hold."""
    parts = schema()["$defs"]
    assert isinstance(parts, dict)
    for noun, shape in parts.items():
        yield from ((noun, field) for field in shape["properties"])
