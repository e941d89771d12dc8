"""In: the beginning of a paragraph. Out: where its dateline ends, and the date it gives; the agencies that sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tocsin.cleaning.furniture import site_words
from tocsin.model import Fact, Span

_LOOK = 120
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+(?:[ /]{1,3}[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+){0,4}"
_TITLE = r"[A-ZÀ-Þ][\w'’.\-]*(?: [A-ZÀ-Þ][\w'’.\-]*){0,3}"
_STATE = rf"(?:,? \([^()]{{2,40}}\)|, {_TITLE})?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = (
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? (?:19|20)\d\d)?"
)
_AGENCY = r"\([A-ZÀ-Þ][\w .&'’\-/]{1,40}\)"
_CLOSE = r"(?:--|[-–—_:])(?=\s|$)"

_DATELINES = (
    (
        "dateline/dated",
        re.compile(
            rf"(?:{_CAPS}|{_TITLE}){_STATE}[,.] {_DAY}(?:\. [A-Z]{{2,12}}(?: -|\.)|\.? ?{_AGENCY})?\s{{0,2}}(?:{_CLOSE})?"
        ),
    ),
    ("dateline/agency", re.compile(rf"(?:(?:{_CAPS}|{_TITLE}){_STATE},? |{_DAY} )?{_AGENCY}\s{{0,2}}{_CLOSE}")),
    (
        "dateline/capitals",
        re.compile(rf"(?=[A-ZÀ-Þ'’ .\-/]{{4}}){_CAPS}{_STATE}\s?{_CLOSE}|(?=[A-Z]{{4}})[A-Z]{{4,20}}\.(?=\s[A-Z])"),
    ),
)
"""Kinds of dateline, most telling first; each needs a date, an agency in brackets, or capitals and a dash."""

_FIRST_ONLY = frozenset({"dateline/capitals"})


def dateline_of(words: str, *, first: bool) -> tuple[str, int] | None:
    """Return (rule, length) of the dateline that opens a paragraph, or None.

    ``first`` says that no paragraph of the report came before, or that the first one had such a dateline too: a
    place in capitals before a dash opens a report, while an abbreviation before a dash may stand anywhere.
    """
    head = words[:_LOOK]
    for rule, pattern in _DATELINES:
        match = pattern.match(head)
        if match and (first or rule not in _FIRST_ONLY) and (_closed(match[0]) or match.end() == len(words)):
            return rule, match.end()
    return None


def _closed(words: str) -> bool:
    """Tell a dateline, which ends in a sign, from a sentence that begins with a place and a day."""
    return words.rstrip()[-1] in "-–—_:.)"


@cache
def _signature() -> re.Pattern[str]:
    names = sorted((name for names in site_words().agencies.values() for name in names), key=len, reverse=True)
    joined = "|".join(re.escape(name) for name in names)
    return re.compile(rf"\((?P<a>{joined})\)|/(?P<b>{joined})/|(?:^|(?<=[.!?”\"] ))(?P<c>{joined})\.?$")


def agencies_in(words: str, offset: int) -> Iterator[Fact]:
    """Yield the agencies that sign in these words, by id, with the span of the name."""
    for part, start in ((words[:_LOOK], 0), (words[-_LOOK:], max(_LOOK, len(words) - _LOOK))):
        for match in _signature().finditer(part) if start < len(words) else ():
            name: Span = next(match.span(group) for group in "abc" if match[group])
            span = (offset + start + name[0], offset + start + name[1])
            yield Fact(value=_agency_id(part[name[0] : name[1]]), source="furniture", span=span)


def _agency_id(name: str) -> str:
    return next(key for key, names in site_words().agencies.items() if name in names)
