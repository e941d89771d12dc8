"""The mixed stream in; the functions that the line spends its time in out.

.venv/bin/python -m bench.hotspots --words 20000
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys

from bench.streams import bundled, news, upto

from tocsin.errors import UnreadableError
from tocsin.line import read_page
from tocsin.model import Page


def main() -> None:
    """Profile the line and print its most expensive functions, by own time and with what they call."""
    parser = argparse.ArgumentParser(prog="bench.hotspots", description="Where the line spends its time.")
    parser.add_argument("--words", type=int, default=20_000, help="words to read (default: 20000)")
    parser.add_argument("--top", type=int, default=10, help="functions to print (default: 10)")
    given = parser.parse_args()
    pages = [document.page() for document in upto(news(), given.words) or bundled()]
    _read(pages[0])  # loads the tables, which is not what is asked
    with cProfile.Profile() as profile:
        for page in pages:
            _read(page)
    statistics = pstats.Stats(profile).strip_dirs()
    statistics.sort_stats("tottime").print_stats(given.top)
    statistics.sort_stats("cumulative").print_stats(3 * given.top)


def _read(page: Page) -> None:
    try:
        read_page(page)
    except UnreadableError as error:
        print(f"not read: {error.what}", file=sys.stderr)


if __name__ == "__main__":
    main()
