"""Expressions that name days and longer by themselves in, and a scene to count from; stretches out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tocsin.grounding.days import (
    Scene,
    Stretch,
    month_of,
    moved,
    one_day,
    plus_days,
    valid_day,
    weekday_near,
    years_of,
)
from tocsin.lexicon.times import time_words
from tocsin.model.when import Expr

Rule = Callable[[Expr, Scene], Stretch | None]

_DATE = re.compile(r"(\d{4}|\?{4})(?:-(\d\d|\?\?)(?:-(\d\d))?)?")


def number_in(text: str | None) -> int:
    """Return the number that an argument tells, 0 if none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,5}", text) else 0


def _date(expr: Expr, scene: Scene) -> Stretch | None:
    found = _DATE.fullmatch(expr.args[0].name)
    if not found:
        return None
    year, month, day = found.groups()
    if month == "??":
        return _day_of_month(int(day or 1), scene)
    if year != "????":
        return _full_date(int(year), month, day)
    return _yearless(int(month or 1), day and int(day), expr.word(1), scene)


def _full_date(year: int, month: str | None, day: str | None) -> Stretch | None:
    if month is None:
        return years_of(year, year)
    if day is None:
        return month_of(year, int(month))
    told = valid_day(year, int(month), int(day))
    return Stretch(told, told, "day") if told else month_of(year, int(month))


def _yearless(month: int, day: int | str | None, which: str | None, scene: Scene) -> Stretch | None:
    def in_year(year: int) -> Stretch | None:
        if not isinstance(day, int):
            return month_of(year, month)._replace(relative=True)
        told = valid_day(year, month, day)
        return one_day(told) if told else None

    found = _nearest(in_year, which, scene)
    if found and scene.future and which is None:
        found = _unless_just_past(found, _nearest(in_year, which, scene._replace(future=False)), scene.today)
    return found or month_of(scene.today.year, month)._replace(relative=True)


def _unless_just_past(coming: Stretch, past: Stretch | None, today: date) -> Stretch:
    """Nobody plans for a day most of a year away without naming the year, when the same day has just gone by."""
    if past is None or past.last is None or coming.first is None:
        return coming
    far, near = (coming.first - today).days > 270, (today - past.last).days < 92
    return past if far and near else coming


def _nearest(in_year: Callable[[int], Stretch | None], which: str | None, scene: Scene) -> Stretch | None:
    """Try year after year, away from the report; leap days need up to eight."""
    today = scene.today
    if which == "this":
        return in_year(today.year)
    ahead = which == "next" or (scene.future and which is None)
    years = range(today.year, today.year + 9) if ahead else range(today.year + 1, today.year - 9, -1)
    for year in years:
        one = in_year(min(max(year, 1), 9999))
        if one and one.first and one.last and _on_side(one.first, one.last, today, which, ahead=ahead):
            return one
    return None


def _on_side(first: date, last: date, today: date, which: str | None, *, ahead: bool) -> bool:
    if ahead:
        return first > today if which == "next" else last >= today
    return last < today if which == "last" else first <= today


def _day_of_month(day: int, scene: Scene) -> Stretch | None:
    near = scene.context.first if scene.context and scene.context.first else None
    if near and (told := valid_day(near.year, near.month, day)):
        return one_day(told)
    months = range(4) if scene.future else range(0, -4, -1)
    days = (moved(scene.today.replace(day=1), n, "month") for n in months)
    fits = (told for first in days if (told := valid_day(first.year, first.month, day)))
    wanted = (told for told in fits if (told >= scene.today if scene.future else told <= scene.today))
    found = next(wanted, None)
    return one_day(found) if found else None


def _weekday(expr: Expr, scene: Scene) -> Stretch | None:
    number, which, today = number_in(expr.word(0)), expr.word(1), scene.today
    if which == "last":
        return one_day(weekday_near(number, plus_days(today, -1), ahead=False))
    if which == "next":
        return one_day(weekday_near(number, plus_days(today, 1), ahead=True))
    if which == "this":
        return one_day(plus_days(today, number - today.isoweekday()))
    return one_day(weekday_near(number, today, ahead=scene.future))


def _day(expr: Expr, scene: Scene) -> Stretch | None:
    return one_day(plus_days(scene.today, number_in(expr.word(0))))


def _week(expr: Expr, scene: Scene) -> Stretch | None:
    """Weeks begin on Monday; on a Sunday, last week may also be the one that ends with the day before."""
    which, sunday = number_in(expr.word(0)), scene.today.isoweekday() == 7
    monday = plus_days(scene.today, 1 - scene.today.isoweekday() + 7 * which)
    return Stretch(monday, plus_days(monday, 12 if sunday and which == -1 else 6), "week", relative=True)


def _weekend(expr: Expr, scene: Scene) -> Stretch | None:
    which = number_in(expr.word(0))
    if which < 0:
        saturday = weekday_near(6, scene.today, ahead=scene.future)
    else:
        saturday = plus_days(scene.today, 6 - scene.today.isoweekday() + 7 * which)
    return Stretch(saturday, plus_days(saturday, 1), "days", relative=True)


def _month(expr: Expr, scene: Scene) -> Stretch | None:
    month = moved(scene.today.replace(day=1), number_in(expr.word(0)), "month")
    return month_of(month.year, month.month)._replace(relative=True)


def _year(expr: Expr, scene: Scene) -> Stretch | None:
    year = scene.today.year + number_in(expr.word(0))
    return years_of(year, year)._replace(relative=True)


def _decade(expr: Expr, scene: Scene) -> Stretch | None:
    told = number_in(expr.word(0))
    if told >= 1000:
        return years_of(told, told + 9, "years")
    first = scene.today.year // 10 * 10 + 10 * told
    return years_of(first, first + 9, "years")._replace(relative=True)


def _century(expr: Expr, scene: Scene) -> Stretch | None:
    told = number_in(expr.word(0))
    if told >= 2:
        return years_of(told * 100 - 99, told * 100, "years")
    first = (scene.today.year - 1) // 100 * 100 + 1 + 100 * told
    return years_of(first, first + 99, "years")._replace(relative=True)


def _season(expr: Expr, scene: Scene) -> Stretch | None:
    first_month, months = time_words().almanac.seasons.get(expr.args[0].name, (1, 12))
    which = expr.word(1)

    def in_year(year: int) -> Stretch:
        first, last = month_of(year, first_month), month_of(year, first_month + months - 1)
        return Stretch(first.first, last.last, "season", relative=True, assumes=("date/northern-seasons",))

    if which and which.isdigit():
        return in_year(number_in(which))._replace(relative=False)
    return _nearest(in_year, None if which == "????" else which, scene)


def _months_of_year(months: int) -> Callable[[Expr, Scene], Stretch | None]:
    def stretch(expr: Expr, _: Scene) -> Stretch | None:
        year, number = number_in(expr.word(1)), max(number_in(expr.word(0)), 1)
        first, last = month_of(year, months * (number - 1) + 1), month_of(year, months * number)
        return Stretch(first.first, last.last, "season")

    return stretch


NAMED_DAYS: dict[str, Rule] = {
    "date": _date,
    "weekday": _weekday,
    "day": _day,
    "week": _week,
    "weekend": _weekend,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "quarter": _months_of_year(3),
    "half": _months_of_year(6),
}
"""Rules by the name of the expression."""
