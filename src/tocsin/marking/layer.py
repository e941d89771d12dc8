"""A sentence and its dates in, its layer out: news of this report, or background to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from tocsin.lexicon.words import words
from tocsin.model import Because, DateMark, Layer, Sentence, Span, within

_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d)(?!\d)")
_NEAR = re.compile(
    r"^(?!.*\d{4}).*\b(?:day|days|hours?|week|night|morning|evening|afternoon|today|overnight|yesterday|dawn|\w+day|\d{1,2})\b",
    re.IGNORECASE,
)


def layer_of(
    text: str, sentence: Span, dates: Sequence[DateMark], news_year: int | None, before: Sentence | None = None
) -> tuple[Layer, Because | None]:
    """Return the layer of ``sentence`` and the words that decide it.

    A sentence is background when its only dates are years before the news, or when a word of history stands in it
    and no phrase of the day does; an undated one goes on with the history that the sentence before it tells.

    Args:
        text: the text the spans point into.
        sentence: the span of the sentence.
        dates: dated phrases of the report.
        news_year: year of the news where it is known (``news_year_of``); unknown: any bare year is history.
        before: the sentence before in the same paragraph.
    """
    told = within(dates, sentence, attrgetter("span"))
    here = [d.span for d in told if not d.expr.startswith(_FLOATING)]
    if any(_NEAR.search(text[a:b]) for a, b in here):
        return "news", None
    old = [span for span in here if _is_past(text[span[0] : span[1]], news_year)]
    if old and len(old) == len([s for s in here if _YEAR.search(text[s[0] : s[1]])]):
        return "background", Because(rule="layer/years", spans=tuple(old))
    cue = _history().search(text, *sentence)
    if cue is not None:
        return "background", Because(rule="layer/history-word", spans=(cue.span(),))
    if not here and before is not None and any(b.rule in _GOES_ON for b in before.because):
        return "background", Because(rule="layer/goes-on", spans=(before.span,))
    return "news", None


def news_year_of(text: str, dates: Sequence[DateMark], published: str | None) -> int | None:
    """Return the year of the news: of the date of publication, else of the latest full date in the text."""
    if published:
        return int(published[:4])
    days = [text[d.span[0] : d.span[1]] for d in dates]
    years = [
        int(m.group())
        for words_of in days
        if re.search(r"\b\d{1,2}\b(?!\d)", words_of)
        for m in _YEAR.finditer(words_of)
    ]
    return max(years, default=None)


_FLOATING = ("dur(", "for(dur(", "nth(")
"""Expressions that tell a length or a number in a row, no day of their own."""

_GOES_ON = frozenset({"layer/years", "layer/goes-on"})


def _is_past(phrase: str, news_year: int | None) -> bool:
    years = [int(y) for y in _YEAR.findall(phrase)]
    return bool(years) and (news_year is None or min(years) < news_year)


@cache
def _history() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in words("background").list("phrases"))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
