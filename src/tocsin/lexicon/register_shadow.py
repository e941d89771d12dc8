"""Text in, its shadow out: the same length, without diacritics, curly quotes, odd spaces and dashes; and finding words in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import ahocorasick

from tocsin.model import Span

_PLAIN = {
    **dict.fromkeys("‘’ʼʻ`´′", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\t\n\r\u00a0\u2007\u2009\u202f", " "),
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
}


def shadow(text: str) -> str:
    """Return ``text`` folded character by character: offsets into one are offsets into the other."""
    return text if _is_plain(text) else "".join(map(_folded, text))


def _is_plain(text: str) -> bool:
    return text.isascii() and not any(space in text for space in "\n\r\t`")


@cache
def _folded(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char


class Finder:
    """Finds the known names in a shadow, whole words only, by one Aho-Corasick pass."""

    def __init__(self, names: Iterable[str]) -> None:
        self._machine = ahocorasick.Automaton()
        for name in names:
            self._machine.add_word(name, name)
        self._machine.make_automaton()

    def found(self, folded: str, span: Span | None = None) -> Iterator[Span]:
        """Yield the span of every whole-word occurrence, by its end; overlapping ones too."""
        start, end = span or (0, len(folded))
        for last, name in self._machine.iter(folded, start, end):
            here = (last + 1 - len(name), last + 1)
            if here[0] >= start and is_whole(folded, here):
                yield here


def is_whole(folded: str, span: Span) -> bool:
    """Tell whether no letter or digit touches the span from outside."""
    start, end = span
    return not (start and folded[start - 1].isalnum() and folded[start].isalnum()) and not (
        end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum()
    )
