"""Words of a sentence in, for each the codebook row that one of its phrases would tell: a hint for the network.

The codebook's phrases are found by their words alone, the longest first; which of them tell an act the network decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from tocsin.lexicon.codebook import codebook
from tocsin.marking.heads import ROWS


def hints_of(words: Sequence[str]) -> tuple[int, ...]:
    """Return for each of ``words`` (lower case) one more than the index in ``ROWS`` of the row it hints at, else 0."""
    hints = [0] * len(words)
    start = 0
    while start < len(words):
        found = next((p for p in _phrases().get(words[start], ()) if tuple(words[start : start + len(p)]) == p), None)
        if found is not None:
            hints[start : start + len(found)] = [_rows()[found]] * len(found)
        start += len(found or (0,))
    return tuple(hints)


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases by their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in _rows():
        table[phrase[0]].append(phrase)
    return {word: tuple(sorted(phrases, key=lambda p: (-len(p), p))) for word, phrases in table.items()}


@cache
def _rows() -> Mapping[tuple[str, ...], int]:
    """Return the row of each phrase without a gap; of two rows the one that claims it firmly, then the first."""
    found: dict[tuple[str, ...], int] = {}
    frames = sorted(codebook().frames(), key=lambda frame: (frame.weak, frame.key))
    for frame in frames:
        words = tuple(part for word in frame.words for part in _split(word))
        if "..." not in frame.words:
            found.setdefault(words, 1 + ROWS.index(frame.key))
    return found


def _split(word: str) -> list[str]:
    """``cease-fire`` is three words to the network."""
    return [part for part in word.replace("-", " - ").replace("'", " ' ").split(" ") if part]
