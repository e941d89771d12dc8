"""Same input, same output, byte for byte (DESIGN §2.8), and no claim without its words (DESIGN §2.1)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tocsin.line import mark_page, read_page
from tocsin.model import Noun, Page, Reading, Span
from tocsin.reading.file import page_of
from tocsin.writing.jsonl import lines_of

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BUNDLED = sorted(p for part in ("open", "negatives") for p in (ROOT / "gold" / part).iterdir() if p.suffix != ".yaml")
REAL = [*sorted((SHARED / "data" / "claims" / "x" / "texts").glob("*.txt")), *(SHARED / "design").glob("tovuz-*.txt")]
if not REAL:
    print(f"ABSENT: {SHARED}; no span of a real report is compared with its words", file=sys.stderr)
REPORTS = [*BUNDLED, *REAL]

LEDGER = """
import sys
from tocsin.line import read_page
from tocsin.reading.file import page_of
from tocsin.writing.jsonl import lines_of
for path in sys.argv[1:]:
    for line in lines_of(read_page(page_of(open(path, "rb").read(), path="report"))):
        sys.stdout.buffer.write(line + b"\\n")
"""


def test_two_processes_with_different_hash_seeds_write_one_byte_stream() -> None:
    one, other = (ledger_under(seed) for seed in ("1", "29"))
    assert one.count(b"\n") > len(BUNDLED)
    assert one == other


def test_a_report_alone_and_among_others_in_any_order_gives_the_same_bytes() -> None:
    alone = {path: ledger_of(page_at(path)) for path in BUNDLED}
    for seed in (1, 2):
        order = random.Random(seed).sample(BUNDLED, len(BUNDLED))  # an order, not a secret
        assert {path: ledger_of(page_at(path)) for path in order} == alone


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_carriage_returns_move_spans_and_change_no_claim(path: Path) -> None:
    words = path.read_bytes().decode()
    assert "\r" not in words
    assert told(words.replace("\n", "\r\n"), path) == told(words, path)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_byte_order_mark_is_no_part_of_the_text_and_changes_no_claim(path: Path) -> None:
    words = path.read_bytes().decode()
    assert told("\ufeff" + words, path) == told(words, path)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_span_of_a_report_lies_in_its_text_and_the_words_beside_it_are_there(path: Path) -> None:
    for reading in (read_page(page_at(path)), mark_page(page_at(path))):
        text = reading.report.text
        nouns = [reading.report, *reading.claims, *reading.disputes, reading.marks]
        spans = [span for noun in nouns for span in spans_in(noun)]
        assert [(a, b) for a, b in spans if not 0 <= a < b <= len(text)] == []
        worded = [pair for noun in nouns for pair in words_in(noun)]
        assert [(text[slice(*span)], words) for span, words in worded if text[slice(*span)] != words] == []


def test_the_walk_over_spans_sees_a_span_that_is_wrong() -> None:
    reading = next(r for path in BUNDLED if (r := read_page(page_at(path))).claims)
    claim = reading.claims[0]
    assert list(words_in(claim))
    moved = msgspec.structs.replace(claim, quoted=(claim.quoted[0] + "!", *claim.quoted[1:]))
    assert any(reading.report.text[slice(*span)] != words for span, words in words_in(moved))


def ledger_under(seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", LEDGER, *map(str, BUNDLED)]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def page_at(path: Path) -> Page:
    return page_of(path.read_bytes(), path=path.name)


def ledger_of(page: Page) -> bytes:
    return b"\n".join(lines_of(read_page(page)))


def told(words: str, path: Path) -> list[tuple[object, ...]]:
    """Return what is claimed by whom, in words."""
    return _told(read_page(page_of(words.encode(), path=path.name)))


def _told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            c.type,
            c.status,
            c.quoted,
            c.speaker.name,
            c.when and (c.when.earliest, c.when.latest),
            [a.name for a in c.actors],
        )
        for c in reading.claims
    ]


def spans_in(value: object) -> Iterator[Span]:
    """Yield every span anywhere in a noun."""
    if isinstance(value, Noun):
        for field in value.__struct_fields__:
            yield from spans_in(getattr(value, field))
    elif is_span(value):
        yield value  # type: ignore[misc]
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_in(part)


def words_in(value: object) -> Iterator[tuple[Span, str]]:
    """Yield every span that words stand beside: quotes, and names with the span of the same noun."""
    if isinstance(value, Noun):
        for field in value.__struct_fields__:
            yield from words_in(getattr(value, field))
        yield from zip(getattr(value, "quote", ()), getattr(value, "quoted", ()), strict=True)
        name, span = getattr(value, "name", None), getattr(value, "span", None)
        if isinstance(name, str) and is_span(span):
            yield span, name  # type: ignore[misc]
    elif isinstance(value, tuple) and not is_span(value):
        for part in value:
            yield from words_in(part)


def is_span(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)
