"""A paragraph in, its sentences out. Abbreviations and quotations do not break a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from tocsin.lexicon.words import words
from tocsin.model import Span

_STOP = re.compile(r"[.!?…]+(?P<close>[\"'”’»)\]]*)(?=\s+(?P<next>\S))")
_QUOTE = re.compile(r"“[^“”]{0,400}”|\"[^\"]{0,400}\"|«[^«»]{0,400}»")
_LONGEST_WORD = 40

LONGEST = 2500
"""Characters of the longest sentence, about 420 words; the longest of 3,724 news pages has 2,318."""


def sentences_of(text: str, span: Span) -> tuple[Span, ...]:
    """Return the spans of the sentences of one paragraph, without surrounding white space, in order.

    One that is longer than ``LONGEST`` is no sentence that anybody wrote: it is cut at a comma or a blank, so that
    the work on it stays in proportion to its length.
    """
    quoted = _speech_going_on(text, span)
    spans: list[Span] = []
    start = span[0]
    for stop in _STOP.finditer(text, *span):
        if _is_inside(quoted, stop) or not _ends_sentence(text, start, stop):
            continue
        spans.append((start, stop.end()))
        start = _skip_space(text, stop.end(), span[1])
    if start < span[1]:
        spans.append((start, span[1]))
    return tuple(part for whole in spans for part in _cut(text, whole))


def _cut(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    while span[1] - start > LONGEST:
        limit = start + LONGEST
        at = max(text.rfind(", ", start, limit), text.rfind("; ", start, limit)) + 1 or text.rfind(" ", start, limit)
        end = at if at > start else limit
        yield start, end
        start = _skip_space(text, end, span[1])
    yield start, span[1]


def _speech_going_on(text: str, span: Span) -> list[Span]:
    """Quotations of up to 400 characters; stops inside them do not end the sentence that quotes."""
    return [m.span() for m in _QUOTE.finditer(text, *span)]


def _is_inside(quoted: list[Span], stop: re.Match[str]) -> bool:
    at = bisect_left(quoted, (stop.start(), 0)) - 1
    return at >= 0 and stop.start() < quoted[at][1] - 1 - len(stop["close"])


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    mark, following = stop.group().strip("\"'”’»)]"), stop["next"]
    if following.islower() or (stop["close"] and following in ",;:"):
        return False
    if mark != ".":
        return True
    before = text[max(start, stop.start() - _LONGEST_WORD) : stop.start() + 1].split()
    word = before[-1].lstrip("(\"“'‘[") if before else ""
    return not _is_abbreviation(word, following)


def _is_abbreviation(word: str, following: str) -> bool:
    bare = word.rstrip(".").lower()
    if bare in _titles():
        return True
    if len(bare) == 1 and bare.isalpha() and bare != "i":
        return True
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", bare):
        return following not in "\"“'‘"
    return bare in _shortened() and (following.isdigit() or following.isupper())


@cache
def _titles() -> frozenset[str]:
    return words("abbreviations").set("titles")


@cache
def _shortened() -> frozenset[str]:
    return words("abbreviations").set("shortened")


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
