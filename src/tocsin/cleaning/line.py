"""In: a text. Out: its lines, the stuff that regions are made of."""

from __future__ import annotations

import re

from tocsin.model import Noun, RegionKind, Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ENDS = re.compile(r"[.!?…:;][\"”’'»)\]\s]*$|[\"”»]\s*$")
_WORD = re.compile(r"\S+")
_LOOK = 400


class Line(Noun, frozen=True, kw_only=True):
    """A paragraph to be, without surrounding white space.

    Attributes:
        kind: what it is, when its markup or a rule says so; null when nothing has yet.
        rule: the rule that said so.
        gap: a blank line stands before it.
    """

    span: Span
    kind: RegionKind | None = None
    rule: str = ""
    gap: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the lines that hold more than white space, whatever ends a line there."""
    found: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        stripped = stripped_span(text, match.span())
        if stripped[0] < stripped[1]:
            gap = bool(found) and _is_blank(text[end : stripped[0]])
            found.append(Line(span=stripped, gap=gap))
            end = stripped[1]
    return found


def stripped_span(text: str, span: Span) -> Span:
    """Return ``span`` without white space at either end; empty at its start when nothing is left."""
    words = text[span[0] : span[1]]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return (span[0] + left, span[0] + right) if left < right else (span[0], span[0])


def _is_blank(between: str) -> bool:
    return between.replace("\r\n", "\n").count("\n") + between.count("\r") - between.count("\r\n") > 1


def is_prose(words: str) -> bool:
    """Tell a sentence that a reporter wrote from a label or headline: eight words and an end, or twenty-five words."""
    head = words[:_LOOK]
    count = len(_WORD.findall(head))
    return count >= 25 or (count >= 8 and ends_a_sentence(words))


def ends_a_sentence(words: str) -> bool:
    """Tell whether the words end as a sentence does."""
    return bool(_ENDS.search(words[-12:]))


def word_count(words: str) -> int:
    """Return the number of words; of a long line, of its beginning."""
    return len(_WORD.findall(words[:_LOOK]))
