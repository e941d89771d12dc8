"""A stretch of text in, its tokens with offsets out; nothing is dropped but white space."""

from __future__ import annotations

import re
from typing import NamedTuple

from tocsin.model import Span

_TOKEN = re.compile(
    r"""
    (?:[A-Za-z]\.){2,}                            # U.S. p.m.
  | \d+(?:[.,:]\d+)*(?:-?[^\W\d_]+(?:-[^\W_]+)*)? # 1,200  14:34  155mm  30-year-old
  | ['’]s\b | n['’]t\b                            # the possessive stands alone
  | [^\W_]+(?:['’](?!s\b)[^\W_]+)*(?:[-‑][^\W_]+(?:['’](?!s\b)[^\W_]+)*)*
  | [^\s\w] | _
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One token: half-open offsets into the whole text, its words and their lower case."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def span(self) -> Span:
        """Offsets as a span."""
        return self.start, self.end

    @property
    def word(self) -> bool:
        """Whether it begins with a letter or a digit."""
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it begins with an upper-case letter."""
        return self.text[0].isupper()


def tokens_of(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """Return the tokens of ``text[span]``; curly apostrophes are read like straight ones in ``lower``."""
    start, end = span or (0, len(text))
    found = _TOKEN.finditer(text, start, end)
    return tuple(Token(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'")) for m in found)
