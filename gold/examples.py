"""Examples and near-misses of the codebook through the line, each alone and ungated; shares a family out.

``python -m gold.examples``            a table: examples that yield their row, their family; near-misses that keep quiet
``--failing``                          the sentences that do not, with what they yielded instead

Every second sentence trains the marker; the table has the others only, and one line for those that trained.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.errors import TocsinError
from tocsin.lexicon.codebook import codebook
from tocsin.line import mark_page
from tocsin.model import Page


class Tried(NamedTuple):
    """A sentence of a row, whether it is to tell the row's type, and the types it told."""

    row: str
    example: bool
    sentence: str
    trained: bool
    told: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether an example tells its row, or a near-miss does not."""
        return self.example == (self.row in self.told)

    @property
    def near(self) -> bool:
        """Whether any type of the row's family was told."""
        return family_of(self.row) in {family_of(key) for key in self.told}


def main(arguments: list[str]) -> int:
    """Print the table, and with ``--failing`` the sentences that came out wrong."""
    every = tuple(tried())
    found = tuple(one for one in every if not one.trained)
    print(f"{'family':<14}{'examples':>10}{'row':>7}{'family':>8}{'near-misses':>13}{'quiet':>7}{'silent':>8}")
    for family in dict.fromkeys(family_of(one.row) for one in found):
        print(_row(family, [one for one in found if family_of(one.row) == family]))
    print(_row("all", found))
    print(_row("(trained)", [one for one in every if one.trained]))
    if "--failing" in arguments:
        for one in found:
            if not one.right:
                told = ", ".join(one.told) or "nothing"
                print(f"{one.row:<24} {'example' if one.example else 'near-miss'} told {told}: {one.sentence}")
    return 0


def tried() -> Iterator[Tried]:
    """Yield every example and near-miss of the codebook with the types the line reads in it, row by row."""
    for row in codebook().rows.values():
        for example, sentences in ((True, row.examples), (False, row.near_misses)):
            for number, sentence in enumerate(sentences):
                yield Tried(row.id, example, sentence, trains(number), told_in(sentence))


def trains(number: int) -> bool:
    """Tell whether the example or near-miss of that number in its row trains the marker."""
    return number % 2 == 0


def told_in(sentence: str) -> tuple[str, ...]:
    """Return the types of the claims in a page that is this sentence, in text order; none where it cannot be read."""
    try:
        claims = mark_page(Page(content=sentence.encode(), media="text/plain")).claims
    except TocsinError:
        return ()
    return tuple(dict.fromkeys(claim.type for claim in claims))


def family_of(key: str) -> str:
    """Return what stands before the first dot of a key."""
    return key.partition(".")[0]


def _row(name: str, those: Sequence[Tried]) -> str:
    examples, misses = [t for t in those if t.example], [t for t in those if not t.example]
    exact, near = sum(t.right for t in examples), sum(t.near for t in examples)
    quiet, silent = sum(t.right for t in misses), sum(not t.told for t in misses)
    shares = f"{len(examples):>10}{_share(exact, examples):>7}{_share(near, examples):>8}"
    return f"{name:<14}{shares}{len(misses):>13}{_share(quiet, misses):>7}{_share(silent, misses):>8}"


def _share(count: int, among: Sequence[Tried]) -> str:
    return f"{count / len(among):.2f}" if among else "-"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
