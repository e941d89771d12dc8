"""Words in, the encoder's pieces out: BERT's uncased WordPiece, word by word.

The tokenizer library would bring a client for a model hub into a program that never touches the network; what is
needed of it is a table and a loop. The training environment holds the two against each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from tocsin.model import Span

CLS, SEP, UNKNOWN = 101, 102, 100
_LONGEST = 100
"""A word of more characters is unknown, as in BERT."""

_WORD = re.compile(r"\w+|[^\w\s]")


def words_of(text: str, span: Span) -> Iterator[Span]:
    """Yield the spans of the words of ``text`` in ``span``: runs of letters and digits, and each other mark alone."""
    for match in _WORD.finditer(text, *span):
        yield match.span()


@cache
def pieces_of(word: str) -> tuple[int, ...]:
    """Return the numbers of the pieces of one word: the longest known beginning, then the longest known rest."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    known, found, start = _vocabulary(), [], 0
    if len(plain) > _LONGEST:
        return (UNKNOWN,)
    while start < len(plain):
        end = next((e for e in range(len(plain), start, -1) if _piece(plain, start, e) in known), None)
        if end is None:
            return (UNKNOWN,)
        found.append(known[_piece(plain, start, end)])
        start = end
    return tuple(found) or (UNKNOWN,)


def _piece(word: str, start: int, end: int) -> str:
    return word[start:end] if start == 0 else f"##{word[start:end]}"


@cache
def _vocabulary() -> dict[str, int]:
    lines = files("tocsin.marking").joinpath("weights", "vocabulary.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(lines.split("\n"))}
