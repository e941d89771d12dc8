"""Text in, quotations out: what stands in quotation marks, nested ones and those running over paragraphs included."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from tocsin.model import Quotation, Span

_MARKS = re.compile(r"''|``|[“”„\"«»‘’']")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PAIR = {
    "''": "''",
    "``": "''",
    "“": "“",
    "”": "“",
    "„": "“",
    '"': '"',
    "«": "«",
    "»": "«",
    "‘": "‘",
    "’": "‘",
    "'": "'",
}
_OPENS = frozenset("“„«‘")
_DOUBLE = frozenset({"“", '"', "«", "''"})
_BEFORE_OPENING = " \t\n\r\u00a0([{—–-/“„«‘\"'"
_CLOSED_LATER = re.compile(r"['’] [a-z][^\n‘“”]{0,300}?\S['’](?![^\W_])")
_ENDS_SPEECH = ",.!?…;"
_SIGNS = "“”„\"«»‘’'` \t\n\r\u00a0"
_SHORT = 2
_TITLE = 5


class _Mark(NamedTuple):
    """One quotation mark: where it stands, its pair and whether it can open or close."""

    at: int
    end: int
    pair: str
    opens: bool
    closes: bool
    paragraph: int
    first: bool


def find_quotations(text: str, span: Span) -> tuple[Quotation, ...]:
    """Return the quotations in ``text[span]`` in text order, an outer one before those inside it.

    Apostrophes are no quotation marks. A quotation that is opened again at the head of each paragraph is one
    quotation; one that is never closed ends with its paragraph if its mark is a double one, else it is none.
    ``scare`` marks a word or two, or a capitalised title of up to five words, without the comma or full stop of speech.
    """
    spans = sorted(_pairs(text, span, _marks(text, span)), key=lambda s: (s[0], -s[1]))
    return tuple(Quotation(span=s, scare=_is_scare(text, s)) for s in spans)


def _marks(text: str, span: Span) -> list[_Mark]:
    found: list[_Mark] = []
    paragraph, seen = 0, span[0]
    for match in _MARKS.finditer(text, *span):
        at = match.start()
        lines = text.count("\n", seen, at)
        paragraph, seen = paragraph + lines, at
        first = not text[text.rfind("\n", span[0], at) + 1 : at].strip() if lines or not found else False
        mark = _mark(text, span, match.span(), paragraph, first=first)
        if mark.opens or mark.closes:
            found.append(mark)
    return found


def _mark(text: str, span: Span, sign: Span, paragraph: int, *, first: bool) -> _Mark:
    """Return the mark at ``at``; one inside a word is an apostrophe and neither opens nor closes."""
    at, end = sign
    char = text[at:end]
    before = text[at - 1] if at > span[0] else " "
    after = text[end] if end < span[1] else " "
    if char in _OPENS or char in "”»":
        opening = char in _OPENS
        return _Mark(at, end, _PAIR[char], opens=opening, closes=not opening, paragraph=paragraph, first=first)
    opens = before in _BEFORE_OPENING and not after.isspace() and char != "’" and not (char == "'" and after.isdigit())
    closes = not before.isspace() and not after.isalnum() and not (opens and char == "'")
    if char in {"’", "'"} and before == "s" and _CLOSED_LATER.match(text, at, span[1]):
        closes = False
    return _Mark(at, end, _PAIR[char], opens=opens, closes=closes, paragraph=paragraph, first=first)


def _pairs(text: str, span: Span, marks: list[_Mark]) -> list[Span]:
    """Pair the marks with a stack; whatever is open at the end of its paragraph goes on or is ended there."""
    pairs: list[Span] = []
    stack: list[_Mark] = []
    for mark in marks:
        stack = _settle(text, span, stack, mark, pairs)
        held = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].pair == mark.pair), None)
        if held is None and mark.opens:
            stack.append(mark)
        elif held is not None and mark.first and mark.opens:
            stack[held] = stack[held]._replace(paragraph=mark.paragraph)
        elif held is not None and mark.closes:
            pairs.append((stack[held].at, mark.end))
            stack = stack[:held]
        elif held is not None and mark.opens and mark.pair != "'":
            stack = [*stack[:held], mark]
    _settle(text, span, stack, None, pairs)
    return pairs


def _settle(text: str, span: Span, stack: list[_Mark], mark: _Mark | None, pairs: list[Span]) -> list[_Mark]:
    """Return what stays open when ``mark`` comes: earlier paragraphs' quotations only if it goes on with them."""
    kept = list(takewhile(lambda held: mark is not None and _stays_open(held, mark), stack))
    for held in stack[len(kept) :]:
        if held.pair in _DOUBLE:
            end = text.find("\n", held.at, span[1])
            pairs.append((held.at, _back_over_space(text, end if end >= 0 else span[1])))
    return kept


def _stays_open(held: _Mark, mark: _Mark) -> bool:
    return held.paragraph == mark.paragraph or (mark.pair == held.pair and _goes_on(held, mark))


def _goes_on(held: _Mark, mark: _Mark) -> bool:
    if mark.first and mark.opens:
        return mark.paragraph - held.paragraph <= 2
    return mark.closes and not mark.opens and mark.paragraph - held.paragraph <= 2


def _back_over_space(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def _is_scare(text: str, span: Span) -> bool:
    inner = text[slice(*span)].strip(_SIGNS)
    if not inner or inner[-1] in _ENDS_SPEECH or text[_back_over_space(text, span[0]) - 1 : span[0]][:1] in {",", ":"}:
        return False
    found = _WORD.findall(inner)
    return len(found) <= _SHORT or (len(found) <= _TITLE and all(word[0].isupper() for word in found))
