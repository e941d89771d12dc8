"""A paragraph in, its sentences out. Abbreviations and quotations do not break a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from tocsin.lexicon.words import words
from tocsin.model import Span

_STOP = re.compile(r"[.!?…]+(?P<close>[\"'”’»)\]]*)(?=\s+(?P<next>\S))")
_QUOTE = re.compile(r"“[^“”]{0,400}”|\"[^\"]{0,400}\"|«[^«»]{0,400}»")
_LAST_WORD = re.compile(r"(\S+)$")


def sentences_of(text: str, span: Span) -> tuple[Span, ...]:
    """Return the spans of the sentences of one paragraph, without surrounding white space, in order."""
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
    return tuple(spans)


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
    last = _LAST_WORD.search(text, start, stop.start() + 1)
    word = last.group(1).lstrip("(\"“'‘[") if last else ""
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
