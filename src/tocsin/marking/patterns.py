"""Word patterns of the codebook in, where they stand in a run of tokens out.

A pattern is words with blanks between: ``*`` is a gap of up to four tokens, ``~`` ends a word that may go on
(``de-escalat~``). Case is folded, save for patterns that hold a capital (``Grad``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tocsin.marking.tokens import Token


class Line(NamedTuple):
    """Tokens joined with blanks, as they stand and in lower case, with where each begins (both have equal offsets)."""

    text: str
    lower: str
    starts: tuple[int, ...]

    def token_at(self, character: int) -> int:
        """Return the number of the token that holds ``character``."""
        return bisect_right(self.starts, character) - 1

    def reach(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the tokens [start, end)."""
        last = self.starts[end] - 1 if end < len(self.starts) else len(self.text)
        return self.starts[start] if start < len(self.starts) else len(self.text), last


def line_of(tokens: Sequence[Token]) -> Line:
    """Return the joined line of ``tokens``; a token whose lower case is longer stands as it is."""
    starts: list[int] = []
    at = 0
    for token in tokens:
        starts.append(at)
        at += len(token.text) + 1
    lower = " ".join(t.lower if len(t.lower) == len(t.text) else t.text for t in tokens)
    return Line(" ".join(t.text for t in tokens), lower, tuple(starts))


def first_of(patterns: tuple[str, ...], line: Line, start: int, end: int) -> tuple[int, int] | None:
    """Return the token indices [from, to) of the first place within [start, end) where any pattern stands."""
    reach = line.reach(start, end)
    found = [
        m
        for regex, on in ((_folded(patterns), line.lower), (_as_written(patterns), line.text))
        if regex and (m := regex.search(on, *reach))
    ]
    if not found:
        return None
    best = min(found, key=lambda m: m.start())
    return line.token_at(best.start()), line.token_at(best.end() - 1) + 1


@cache
def _folded(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return _alternation(tuple(p for p in patterns if p == p.lower()))


@cache
def _as_written(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return _alternation(tuple(p for p in patterns if p != p.lower()))


def _alternation(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(rf"(?<!\S){_regex(p)}(?!\S)" for p in patterns))


def _regex(pattern: str) -> str:
    parts = [_word(word) for word in pattern.split()]
    return "".join(parts).removesuffix(" ")


def _word(word: str) -> str:
    if word == "*":
        return r"(?:\S+ ){0,4}"
    return re.escape(word.rstrip("~")) + (r"\S* " if word.endswith("~") else " ")
