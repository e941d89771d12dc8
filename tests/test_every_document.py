"""Every document of the developer data is read without an error; nothing of a text is shown, whatever happens."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.errors import UnreadableError
from tocsin.line import read_page
from tocsin.reading.file import page_of_text

DATA = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = ("claims/x/texts", "claims/y/texts", "own/texts")
TABLES = ("re3d", "plover", "petrarch")
if not DATA.is_dir():
    print(f"ABSENT: {DATA}; no document of it is read", file=sys.stderr)
    pytest.skip("../shared/data IS ABSENT: NO DOCUMENT OF IT IS READ", allow_module_level=True)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_report_of_a_folder_is_read(folder: str) -> None:
    paths = sorted((DATA / folder).glob("*.txt"))
    assert paths
    assert list(faults((path.stem, path.read_bytes().decode()) for path in paths)) == []


@pytest.mark.parametrize("folder", TABLES)
def test_every_text_of_a_table_is_read(folder: str) -> None:
    texts = [text for path in sorted((DATA / folder).glob("*.jsonl")) for text in texts_of(path)]
    assert texts
    assert list(faults(texts)) == []


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a table that are English, as it says, and not empty."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        record = json.loads(line)
        if record.get("language", "en") == "en" and record["text"].strip():
            yield f"{path.name}:{number}", record["text"]


def faults(texts: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the name of each text that is not read, with the kind of error and no word of the text."""
    for name, text in texts:
        try:
            read_page(page_of_text(text))
        except Exception as error:  # noqa: BLE001  # any error is the finding
            yield name, type(error).__name__


def test_a_text_that_cannot_be_read_would_be_named() -> None:
    assert list(faults([("quiet", "The harvest fair in Orm opens on Friday."), ("empty", " \n")])) == [
        ("empty", UnreadableError.__name__)
    ]
