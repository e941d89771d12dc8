"""An expression of time and a scene to count from in; the stretch of days that it comes to out, or null."""

from __future__ import annotations

import re
from datetime import date

from tocsin.grounding.days import (
    Scene,
    Stretch,
    counted,
    month_of,
    moved,
    one_day,
    plus_days,
    years_of,
)
from tocsin.grounding.named_days import NAMED_DAYS, Rule, number_in
from tocsin.model.when import Expr, Precision

_CLOCK = re.compile(r"(\d\d):(\d\d)")


def evaluate(expr: Expr, scene: Scene) -> Stretch | None:
    """Return the stretch that an expression comes to, or null if it names none; never raises."""
    rule = _RULES.get(expr.name)
    need = _ARGUMENTS.get(expr.name, 1)
    return rule(expr, scene) if rule and len(expr.args) >= need else None


def _context(_: Expr, scene: Scene) -> Stretch | None:
    return scene.context or one_day(scene.today)


def _night(expr: Expr, scene: Scene) -> Stretch | None:
    inner = expr.args[0]
    if inner.name == "context" and scene.context is None:
        return _night_of(one_day(plus_days(scene.today, -1)))
    stretch = evaluate(inner, scene)
    if stretch and inner.name == "range":
        return stretch._replace(precision="night")
    return _night_of(stretch) if stretch else None


def _night_of(stretch: Stretch) -> Stretch:
    first = stretch.first or stretch.last
    return stretch._replace(first=first, last=first and plus_days(first, 1), precision="night")


def _part(expr: Expr, scene: Scene) -> Stretch | None:
    name, stretch = expr.args[0].name, evaluate(expr.args[1], scene)
    if stretch is None or stretch.first is None or stretch.last is None:
        return stretch
    if name in {"earlier", "later"}:
        return _up_to_now(name, stretch, scene)
    third = {"early": 0, "mid": 1, "late": 2}.get(name)
    if third is None or stretch.precision in {"day", "time", "night"}:
        return stretch
    return _third(stretch, third)


def _up_to_now(name: str, stretch: Stretch, scene: Scene) -> Stretch:
    ends = (stretch.first, scene.today) if name == "earlier" else (scene.today, stretch.last)
    inside = stretch.first and stretch.last and stretch.first <= scene.today <= stretch.last
    return stretch._replace(first=ends[0], last=ends[1], relative=True) if inside else stretch


def _third(stretch: Stretch, third: int) -> Stretch:
    """Cut by the calendar: ten days of a month, four months of a year, whole years of a decade."""
    first, last = stretch.first or date.min, stretch.last or date.max
    if stretch.precision in {"year", "season"}:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        low, high = (months * n // 3 for n in (third, third + 1))
        ends = month_of(first.year, first.month + low).first, month_of(first.year, first.month + high - 1).last
        return stretch._replace(first=ends[0], last=ends[1], precision="season")
    if stretch.precision == "years":
        years = last.year - first.year + 1
        cut = [first.year + -(-years * n // 3) for n in (third, third + 1)]
        return years_of(cut[0], cut[1] - 1, "years")._replace(relative=stretch.relative)
    if stretch.precision == "month":
        low_day, high_day = ((1, 10), (11, 20), (21, last.day))[third]
        return stretch._replace(first=first.replace(day=low_day), last=first.replace(day=high_day), precision="days")
    days = (last - first).days + 1
    low, high = (0, -(-days // 2)) if third == 0 else (days // 3, days - days // 3) if third == 1 else (days // 2, days)
    return stretch._replace(first=plus_days(first, low), last=plus_days(first, high - 1), precision="days")


def _at(expr: Expr, scene: Scene) -> Stretch | None:
    clock, day = expr.args[0], evaluate(expr.args[1], scene)
    return evaluate(clock, scene._replace(context=day)) if day else None


def _clock(expr: Expr, scene: Scene) -> Stretch | None:
    day = scene.context or one_day(scene.today)
    first = day.first
    found = _CLOCK.fullmatch(expr.args[0].name)
    if first is None or not found or (day.precision != "night" and day.first != day.last):
        return day
    if day.precision == "night" and int(found[1]) < 9:
        first = plus_days(first, 1)
    zone = expr.word(1)
    offset = {"Z": "+00:00", "local": None}.get(zone, zone) if zone else None
    time = expr.args[0].name
    return day._replace(first=first, last=first, precision="time", from_time=time, to_time=time, zone=offset)


def _pair(expr: Expr, scene: Scene) -> Stretch | None:
    stretch, other = evaluate(expr.args[0], scene), evaluate(expr.args[1], scene)
    if stretch is None or other is None or not stretch.from_time or not other.from_time or not other.zone:
        return stretch
    apart = _minutes(stretch.from_time) - _minutes(other.from_time) + _zone_minutes(other.zone)
    apart = (apart + 720) % 1440 - 720
    hours, minutes = divmod(abs(apart), 60)
    return stretch._replace(zone=f"{'-' if apart < 0 else '+'}{hours:02}:{minutes:02}")


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:5])


def _zone_minutes(zone: str) -> int:
    return (-1 if zone[0] == "-" else 1) * _minutes(zone[1:])


def _in(expr: Expr, scene: Scene) -> Stretch | None:
    inner, outer = expr.args[0], evaluate(expr.args[1], scene)
    if outer is None or outer.first is None or outer.last is None:
        return outer
    if inner.name == "weekday" and outer.precision == "day":
        return _named_weekday(number_in(inner.word(0)), expr.args[1], outer, scene)
    found = evaluate(inner, scene._replace(today=outer.last, future=False))
    return found._replace(relative=outer.relative) if found else None


def _named_weekday(number: int, told: Expr, day: Stretch, scene: Scene) -> Stretch:
    """Let the weekday choose the year where the date has none: the nearest in which it falls on that day."""
    if not day.relative or day.first is None or day.first.isoweekday() == number:
        return day
    steps = sorted((step for step in range(-11, 12)), key=lambda step: (abs(step), (step > 0) is not scene.future))
    others = (evaluate(told, scene._replace(today=moved(scene.today, step, "year"))) for step in steps)
    return next((one for one in others if one and one.first and one.first.isoweekday() == number), day)


def _shift(expr: Expr, scene: Scene) -> Stretch | None:
    base_name, backward = expr.args[0].name, expr.args[1].name.startswith("-")
    nothing_told = base_name == "context" and scene.context is None
    if base_name == "event" or (nothing_told and not backward and not scene.future):
        return None  # "the next day" of nothing told would lie after the report
    base = evaluate(expr.args[0], scene)
    return _offset(base, expr.args[1].name, expr.args[2].name) if base else None


def _ago(expr: Expr, scene: Scene) -> Stretch | None:
    return _offset(one_day(scene.today), f"-{expr.args[0].name}", expr.args[1].name)


def _offset(base: Stretch, told: str, unit: str) -> Stretch | None:
    """Move a stretch; the longer the unit, the coarser what it comes to (two months ago: some day of that month)."""
    least, most = counted(told.lstrip("-"), unit)
    sign = -1 if told.startswith("-") else 1
    if base.first is None or base.last is None:
        return None
    near = (moved(base.first, sign * least, unit), moved(base.last, sign * least, unit))
    if most is None:
        return Stretch(None if sign < 0 else near[0], near[1] if sign < 0 else None, "open", base.relative)
    far = (moved(base.first, sign * most, unit), moved(base.last, sign * most, unit))
    first, last = min(*near, *far), max(*near, *far)
    stretch = base._replace(first=first, last=last, from_time=None, to_time=None)
    return _coarse(stretch, unit) if least == most else stretch._replace(precision="days")


def _coarse(stretch: Stretch, unit: str) -> Stretch:
    first, last = stretch.first or date.min, stretch.last or date.max
    if unit in {"week", "fortnight"}:
        return stretch._replace(first=plus_days(first, -3), last=plus_days(last, 3), precision="week")
    if unit == "month":
        ends = month_of(first.year, first.month).first, month_of(last.year, last.month).last
        return stretch._replace(first=ends[0], last=ends[1], precision="month")
    if unit in {"year", "decade", "century"}:
        years = years_of(first.year, last.year)
        return stretch._replace(first=years.first, last=years.last, precision="year" if unit == "year" else "years")
    return stretch if first == last else stretch._replace(precision="days")


def _stretch_to_now(expr: Expr, scene: Scene) -> Stretch | None:
    return _reach(expr.args[0].name, expr.args[1].name, scene, -1)


def _stretch_from_now(expr: Expr, scene: Scene) -> Stretch | None:
    return _reach(expr.args[0].name, expr.args[1].name, scene, 1)


def _reach(count: str, unit: str, scene: Scene, sign: int) -> Stretch:
    _, most = counted(count, unit)
    if most is None:
        today = scene.today
        return Stretch(None if sign < 0 else today, today if sign < 0 else None, "open", relative=True)
    length = most if unit not in {"minute", "hour"} else max(24, most)
    far = moved(scene.today, sign * length, "hour" if unit == "minute" else unit)
    precision: Precision = "years" if unit in {"year", "decade", "century"} else "days"
    return Stretch(min(far, scene.today), max(far, scene.today), precision, relative=True)


def _for(expr: Expr, scene: Scene) -> Stretch | None:
    length = expr.args[0]
    if length.name != "dur" or len(length.args) < 2:
        return evaluate(length, scene)
    stretch = _reach(length.args[0].name, length.args[1].name, scene, 1 if scene.future else -1)
    return stretch._replace(assumes=("date/lasts-till-report",))


def _nth(expr: Expr, scene: Scene) -> Stretch | None:
    count, unit = number_in(expr.word(0)), expr.args[1].name
    first = moved(scene.today, 1 - max(count, 1), unit)
    return Stretch(first, scene.today, "day" if first == scene.today else "days", relative=True)


_COARSER: dict[Precision, Precision] = {
    "day": "days",
    "night": "days",
    "week": "days",
    "month": "season",
    "year": "years",
}


def _range(expr: Expr, scene: Scene) -> Stretch | None:
    left, right = evaluate(expr.args[0], scene), evaluate(expr.args[1], scene)
    start = left.first if left else None
    if left is None or right is None or start is None:
        return left or right
    if expr.args[0].name == "clock":
        left = evaluate(expr.args[0], scene._replace(context=_day_only(right)))
    elif left.relative and not right.relative and right.last:
        left = evaluate(expr.args[0], scene._replace(today=right.last, future=False))
    elif right.last is None or right.last < start or expr.args[1].name == "clock":
        right = evaluate(expr.args[1], scene._replace(today=start, context=_day_only(left), future=True))
    return _spanned(left, right) if left and right else None


def _day_only(stretch: Stretch) -> Stretch:
    return stretch._replace(precision="day", last=stretch.first, from_time=None, to_time=None)


def _spanned(left: Stretch, right: Stretch) -> Stretch:
    first, last = left.first, right.last
    backwards = first and last and last < first
    if first == last and left.from_time and right.to_time and right.to_time < left.from_time:
        last = first and plus_days(first, 1)
    elif backwards:
        first, last = right.first, left.last
    return Stretch(
        first,
        last,
        _COARSER.get(left.precision, left.precision),
        left.relative or right.relative,
        None if backwards else left.from_time,
        None if backwards else right.to_time,
        left.zone or right.zone,
        tuple(dict.fromkeys((*left.assumes, *right.assumes))),
    )


def _either(expr: Expr, scene: Scene) -> Stretch | None:
    found = [one for arg in expr.args if (one := evaluate(arg, scene))]
    told = [one for one in found if one.first and one.last and one.first == one.last]
    if not told:
        return None

    def distance(one: Stretch) -> tuple[bool, int]:
        gap = (scene.today - (one.first or scene.today)).days
        return (gap > 0 if scene.future else gap < 0), abs(gap)

    best = min(told, key=distance)
    alone = all((one.first, one.last) == (best.first, best.last) for one in told)
    return best if alone else best._replace(relative=True, assumes=("date/nearest-order",))


def _since(expr: Expr, scene: Scene) -> Stretch | None:
    stretch = evaluate(expr.args[0], scene)
    return stretch and stretch._replace(last=None, to_time=None, precision="open")


def _until(expr: Expr, scene: Scene) -> Stretch | None:
    stretch = _nearer(expr.args[0], scene)
    return stretch and stretch._replace(first=None, from_time=None, precision="open")


def _nearer(expr: Expr, scene: Scene) -> Stretch | None:
    """An end may lie on either side of the report: take the nearer one."""
    past, coming = evaluate(expr, scene), evaluate(expr, scene._replace(future=True))
    if past is None or coming is None or past.last is None or coming.first is None:
        return past
    return coming if coming.first - scene.today < scene.today - past.last else past


def _before(expr: Expr, scene: Scene) -> Stretch | None:
    stretch = _nearer(expr.args[0], scene)
    if stretch is None or stretch.first is None:
        return None
    clock = stretch.from_time
    last = stretch.first if clock or _within_a_day(expr.args[0], stretch) else plus_days(stretch.first, -1)
    return stretch._replace(first=None, last=last, from_time=None, to_time=clock, precision="open")


def _after(expr: Expr, scene: Scene) -> Stretch | None:
    stretch = evaluate(expr.args[0], scene)
    if stretch is None or stretch.last is None:
        return None
    clock = stretch.to_time
    first = stretch.last if clock or _within_a_day(expr.args[0], stretch) else plus_days(stretch.last, 1)
    return stretch._replace(first=first, last=None, to_time=None, from_time=clock, precision="open")


def _within_a_day(expr: Expr, stretch: Stretch) -> bool:
    """Before dawn on Monday is Monday still."""
    return expr.name in {"part", "night"} and stretch.precision in {"day", "night"}


def _coming(expr: Expr, scene: Scene) -> Stretch | None:
    return evaluate(expr.args[0], scene._replace(future=True))


def _ref(expr: Expr, scene: Scene) -> Stretch | None:
    if expr.args[0].name == "present":
        return one_day(scene.today)
    return Stretch(None, scene.today, "open", relative=True)


_ARGUMENTS = {"context": 0, "shift": 3, "ago": 2, "past": 2, "next": 2, "nth": 2, "in": 2, "range": 2}
_ARGUMENTS |= {"part": 2, "at": 2, "pair": 2, "quarter": 2, "half": 2}

_RULES: dict[str, Rule] = {
    **NAMED_DAYS,
    "context": _context,
    "night": _night,
    "part": _part,
    "at": _at,
    "clock": _clock,
    "pair": _pair,
    "in": _in,
    "shift": _shift,
    "ago": _ago,
    "past": _stretch_to_now,
    "next": _stretch_from_now,
    "for": _for,
    "nth": _nth,
    "range": _range,
    "either": _either,
    "since": _since,
    "until": _until,
    "by": _until,
    "before": _before,
    "after": _after,
    "coming": _coming,
    "ref": _ref,
}
