"""A stretch of text in, its phrases of time out: where they stand and what they say, unresolved.

The grammar of ``DateMark.expr`` stands in ``tocsin.model.when``; the words and rules in ``lexicon/words/time.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tocsin.marking.dates_grammar import Join, Phrase, Wrap, filled, joins_at, phrases_by_first, timex, wraps_at
from tocsin.model import Because, DateMark, Span

_WORD = re.compile(r"\w+")
_LOOK_BACK = 40
_LEVELS = (1, 2, 3, 4)


class Window(NamedTuple):
    """The stretch of text looked at; guards see nothing outside it."""

    text: str
    start: int
    end: int

    def before(self, at: int) -> str:
        """Return the text just before an offset."""
        return self.text[max(self.start, at - _LOOK_BACK) : at]


class Found(NamedTuple):
    """A phrase on its way: offsets, kind for the rules that join, expression, and the rules that made it."""

    start: int
    end: int
    kind: str
    expr: str
    because: tuple[tuple[str, Span], ...]


def find_dates(text: str, start: int = 0, end: int | None = None) -> tuple[DateMark, ...]:
    """Return the phrases of time in ``text[start:end]``, in text order and without overlap.

    The span leaves out prepositions and articles, save words that are part of the meaning (since, until, by, before,
    after, for, over, during, through). Words outside the stretch are never looked at.
    """
    window = Window(text, start, len(text) if end is None else end)
    found = list(_phrases(window))
    for level in _LEVELS if found else ():
        found = _joined(window, found, level)
        found = [_wrapped(window, one, level) for one in found]
    return tuple(_mark(one) for one in found)


def _phrases(window: Window) -> Iterator[Found]:
    rules = phrases_by_first()
    reached = window.start
    for word in _WORD.finditer(*window):
        told = word[0]
        tried = rules.get("#" if told[0].isdigit() else told)
        if tried is None or word.start() < reached:
            continue
        longest = _longest(window, word.start(), tried)
        if longest:
            reached = longest.end
            yield longest


def _longest(window: Window, at: int, rules: tuple[Phrase, ...]) -> Found | None:
    best: tuple[Phrase, re.Match[str]] | None = None
    for phrase in rules:
        match = phrase.pattern.match(window.text, at, window.end)
        longer = match and (best is None or match.end() > best[1].end())
        if match and longer and _stands(phrase, window, match):
            best = phrase, match
    if best is None:
        return None
    phrase, match = best
    expr = filled(phrase.rule.expr, match.groupdict())
    return Found(at, match.end(), phrase.rule.kind, expr, ((phrase.rule.id, match.span()),))


def _stands(phrase: Phrase, window: Window, match: re.Match[str]) -> bool:
    before = window.before(match.start())
    if phrase.after and not phrase.after.search(before):
        return False
    if phrase.not_after and phrase.not_after.search(before):
        return False
    return not (phrase.not_before and phrase.not_before.match(window.text, match.end(), window.end))


def _joined(window: Window, found: list[Found], level: int) -> list[Found]:
    rules = joins_at(level)
    done: list[Found] = []
    for one in found:
        current = one
        while done and (joined := _first_join(window, done[-1], current, rules)):
            done.pop()
            current = joined
        done.append(current)
    return done


def _first_join(window: Window, left: Found, right: Found, rules: tuple[Join, ...]) -> Found | None:
    if right.start - left.end > _LOOK_BACK:
        return None
    return next((made for rule in rules if (made := _join(window, left, right, rule))), None)


def _join(window: Window, left: Found, right: Found, join: Join) -> Found | None:
    rule = join.rule
    if left.kind not in rule.left or right.kind not in rule.right:
        return None
    if not join.glue.fullmatch(window.text, left.end, right.start):
        return None
    if join.after and not join.after.search(window.before(left.start)):
        return None
    if join.not_before and join.not_before.match(window.text, right.end, window.end):
        return None
    tail = join.tail.match(window.text, right.end, window.end) if join.tail else None
    end = tail.end() if tail else right.end
    expr = _put(rule.expr, left.expr, right.expr)
    because = (*left.because, *right.because, (rule.id, (left.start, end)))
    return Found(left.start, end, rule.kind, expr, because)


def _put(template: str, left: str, right: str) -> str:
    if template == "{left<right}":
        return re.sub(r"\b(?:context|event|overnight)\b", lambda _: right, left)
    if template == "{right<left}":
        return re.sub(r"\b(?:context|event|overnight)\b", lambda _: left, right)
    return template.replace("{left}", left).replace("{right}", right)


def _wrapped(window: Window, found: Found, level: int) -> Found:
    current = found
    for wrap in wraps_at(level):
        current = _wrap(window, current, wrap) or current
    return current


def _wrap(window: Window, found: Found, wrap: Wrap) -> Found | None:
    rule = wrap.rule
    if found.kind not in rule.of:
        return None
    before = window.before(found.start)
    words = wrap.words.search(before)
    if not words or (wrap.not_before and wrap.not_before.match(window.text, found.end, window.end)):
        return None
    begin = found.start - len(before) + words.start()
    expr = rule.expr.replace("{it}", found.expr)
    because = (*found.because, (rule.id, (begin, found.end)))
    return Found(begin if rule.wide else found.start, found.end, rule.kind, expr, because)


def _mark(found: Found) -> DateMark:
    expr = found.expr.replace("night(overnight)", "night(day(-1))")
    because = tuple(Because(rule=rule, spans=(span,)) for rule, span in found.because)
    return DateMark(span=(found.start, found.end), expr=expr, value=timex(expr), because=because)
