"""An interval in; how people write it out: ``12–13 Jul 2020``, with ``~`` where no words of the claim say it."""

from __future__ import annotations

import re

from tocsin.model import When

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d))?")


def when_phrase(when: When | None) -> str:
    """Return the interval, marked ``~`` if it is reasoned, or nothing where nothing is known."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    return f"~{span_phrase(when)}" if is_reasoned(when) else span_phrase(when)


def is_reasoned(when: When) -> bool:
    """Tell whether no words of the claim itself give the date, or others only bound it."""
    return not when.words or when.precision == "bounded"


def span_phrase(when: When) -> str:
    """Return the interval in the fewest words that lose nothing of it."""
    early, late = _parts(when.earliest), _parts(when.latest)
    if early is None or late is None:
        return _open(early, late)
    return _whole_units(early, late) or _between(early, late)


Parts = tuple[str, int, int, str | None]
"""Year, month, day, clock time."""


def _parts(date: str | None) -> Parts | None:
    found = _DATE.match(date) if date else None
    if not found:
        return None
    return found["year"], int(found["month"]), int(found["day"]), found["clock"]


def _open(early: Parts | None, late: Parts | None) -> str:
    if early:
        return f"since {early[0] if early[1:] == (1, 1, None) else _day(early)}"
    if late:
        return f"until {late[0] if late[1:] == (12, 31, None) else _day(late)}"
    return ""


def _whole_units(early: Parts, late: Parts) -> str | None:
    """Name whole years and months as such."""
    if early[1:3] == (1, 1) and late[1:3] == (12, 31) and not (early[3] or late[3]):
        return early[0] if early[0] == late[0] else f"{early[0]}–{late[0]}"
    if early[:2] == late[:2] and early[2] == 1 and late[2] == _last_day(late) and not (early[3] or late[3]):
        return f"{MONTHS[early[1] - 1]} {early[0]}"
    return None


def _between(early: Parts, late: Parts) -> str:
    if early == late:
        return _day(early)
    if early[3] or late[3]:
        same = early[:3] == late[:3] and late[3]
        return f"{_day(early)}–{late[3]}" if same else f"{_day(early)} – {_day(late)}"
    if early[:2] == late[:2]:
        return f"{early[2]}–{_day(late)}"
    if early[0] == late[0]:
        return f"{early[2]} {MONTHS[early[1] - 1]} – {_day(late)}"
    return f"{_day(early)} – {_day(late)}"


def _day(parts: Parts) -> str:
    year, month, day, clock = parts
    return f"{day} {MONTHS[month - 1]} {year}" + (f" {clock}" if clock else "")


def _last_day(parts: Parts) -> int:
    year, month = int(parts[0]), parts[1]
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31
