"""Days in, days and stretches of days out; what leaves the years 1 to 9999 stops at their ends, nothing raises."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from tocsin.lexicon.times import time_words
from tocsin.model.when import Precision

_LAST_ORDINAL = date.max.toordinal()
_DAYS_OF = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}
_MONTHS_OF = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_COUNT = re.compile(r"-?(\d+(?:\.\d+)?|X)")


class Stretch(NamedTuple):
    """An interval on its way: days, clock times of its ends, and what it rests on.

    ``relative`` tells that it was counted from the report or from another date, so that their assumptions are its own.
    """

    first: date | None
    last: date | None
    precision: Precision
    relative: bool = False
    from_time: str | None = None
    to_time: str | None = None
    zone: str | None = None
    assumes: tuple[str, ...] = ()


class Scene(NamedTuple):
    """What relative words are counted from: the report's day, the date told last, whether the act is still to come."""

    today: date
    context: Stretch | None = None
    future: bool = False


def moved(day: date, count: float, unit: str) -> date:
    """Return ``day`` moved by so many units; a month's missing day becomes its last."""
    if unit in _MONTHS_OF:
        return _moved_months(day, round(count * _MONTHS_OF[unit]))
    return plus_days(day, round(count * _DAYS_OF.get(unit, 1)))


def plus_days(day: date, count: int) -> date:
    """Return ``day`` moved by so many days."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), _LAST_ORDINAL))


def valid_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or null if the calendar has none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def month_of(year: int, month: int) -> Stretch:
    """Return a month; months past twelve run on into the next year."""
    year, month = min(max(year + (month - 1) // 12, 1), 9999), (month - 1) % 12 + 1
    return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def years_of(first: int, last: int, precision: Precision = "year") -> Stretch:
    """Return the stretch from the first day of one year to the last of another."""
    low, high = min(max(first, 1), 9999), min(max(last, 1), 9999)
    return Stretch(date(low, 1, 1), date(high, 12, 31), precision)


def one_day(day: date) -> Stretch:
    """Return a single day, counted from the report."""
    return Stretch(day, day, "day", relative=True)


def weekday_near(number: int, day: date, *, ahead: bool) -> date:
    """Return the last such weekday on or before ``day``, or the first on or after it."""
    gap = (day.isoweekday() - number) % 7
    return plus_days(day, (-gap) % 7) if ahead else plus_days(day, -gap)


def counted(told: str, unit: str) -> tuple[float, float | None]:
    """Return least and most of a told count, which may be ``X``; null where words set no bound."""
    found = _COUNT.fullmatch(told)
    if found and found[1] != "X":
        return float(found[1]), float(found[1])
    least, *most = time_words().almanac.vague.get(unit, (2,))
    return float(least), float(most[0]) if most else None


def _moved_months(day: date, count: int) -> date:
    index = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
