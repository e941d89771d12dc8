"""In: a short line or a value of a tag. Out: the full dates written there, as ISO dates with their spans.

Only month names and ISO order are read: 03/04/2021 means two days. A date without a year is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from tocsin.model import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DATE = re.compile(
    r"\b(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
    r"|\b(?P<d2>\d{1,2})(?:st|nd|rd|th)?[\s.\-/]{1,2}(?:of )?"
    + _NAME.format("m2")
    + r"[\s.,\-/]{1,2}(?P<y2>(?:19|20)\d\d)\b"
    r"|\b" + _NAME.format("m3") + r"[\s.]{1,2}(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y3>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?:[\s,.|·•@/–—-]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b\d{1,2}[:.]\d\d(?::\d\d)?\b"
    r"|\b[ap]\.?m\b\.?|\b(?:gmt|utc|est|edt|cet|msk|at|on|by|updated?|published|posted|created|date|last|modified|time|local|last updated)\b:?)*",
    re.IGNORECASE,
)
_DAY_LAST = re.compile(
    r"(?:^|[,|•–—-]) ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? " + _NAME.format("m4") + r"|" + _NAME.format("m5") + r"\.? \d{1,2})"
    r"(?:,? (?:19|20)\d\d)?[\s,.:\d]{0,8}$",
    re.IGNORECASE,
)
_LOOK = 400


def dates_in(words: str, *, offset: int = 0) -> Iterator[tuple[str, Span]]:
    """Yield each full date of the first few hundred characters as (ISO date, span moved by ``offset``)."""
    for match in _DATE.finditer(words[:_LOOK]):
        value = _iso(match)
        if value:
            yield value, (offset + match.start(), offset + match.end())


def _iso(match: re.Match[str]) -> str | None:
    number = next(n for n in "123" if match[f"y{n}"])
    month = match[f"m{number}"]
    try:
        in_year = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return date(int(match[f"y{number}"]), in_year, int(match[f"d{number}"])).isoformat()
    except ValueError:
        return None


def lone_date(words: str) -> str | None:
    """Return the date of a line that holds nothing else (weekday, clock time and "updated" aside)."""
    if len(words) > 80:
        return None
    found = next(dates_in(words), None)
    if found is None:
        return None
    value, (start, end) = found
    return value if _ROOM.fullmatch(words[:start]) and _ROOM.fullmatch(words[end:]) else None


def ends_in_a_day(words: str) -> bool:
    """Tell a line of at most 160 characters that ends in a day behind a comma or bar, as place-and-date lines do."""
    return len(words) <= 160 and bool(_DAY_LAST.search(words))


def iso_moment(value: str) -> str | None:
    """Return the date or date-time of a tag's value in ISO form, or None."""
    cleaned = value.strip()[:60]
    try:
        moment = datetime.fromisoformat(cleaned)
    except ValueError:
        return next((found for found, _ in dates_in(cleaned)), None)
    return cleaned if "T" in cleaned or (" " in cleaned and moment.time()) else moment.date().isoformat()
