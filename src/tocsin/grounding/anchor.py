"""A report's text, phrases of time, sentences and terms of office in; the day it was published out, with reasons.

Where nobody tells the day, facts narrow it one by one: what it looks back on (lower bounds), who held office, when the
page was captured (upper bounds), and the weekday spoken of. Each fact is a line of ``because`` with what it left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tocsin.grounding.calendar import resolve
from tocsin.grounding.days import plus_days, valid_day
from tocsin.lexicon.times import time_words
from tocsin.model import Because, DateMark, Fact, Sentence, Span, Text, When, contains, overlaps
from tocsin.model.when import Expr, parse_expr

Term = tuple[str, Span, str | None, str | None]
"""Name and words of an office-holder, first and last day of the term (ISO, null for open)."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d))?")
_YEARLESS = re.compile(r"(?:XXXX|\?{4}|-)-(\d\d)-(\d\d)")
_SOURCES = ("given", "metadata", "dateline", "byline")
_WEEK = 6
_CYCLE = 28  # years after which the calendar repeats itself
_LISTED = 12
_NOT_LOOKING_BACK = frozenset({"until", "by", "before", "coming", "next"})


class MonthDay(NamedTuple):
    """A date without a year, and the weekday told beside it (0 if none)."""

    month: int
    day: int
    weekday: int
    span: Span


class Facts(NamedTuple):
    """What the text tells of its own date."""

    month_days: tuple[MonthDay, ...]
    weekdays: tuple[tuple[int, Span], ...]
    full: tuple[tuple[date, Span], ...]
    years: tuple[tuple[date, Span], ...]
    dateline: MonthDay | None


class Step(NamedTuple):
    """One fact that bounds the report's day; ``used`` is false where it contradicts those before it."""

    rule: str
    span: Span | None
    note: str
    low: date | None = None
    high: date | None = None
    used: bool = True


class Bounds(NamedTuple):
    """First and last day that the report may have, and the facts that say so."""

    low: date | None = None
    high: date | None = None
    steps: tuple[Step, ...] = ()


class Left(NamedTuple):
    """The days that fit the phrases, each as first and last day, what that assumes, and why."""

    days: tuple[tuple[date, date], ...]
    assumes: tuple[str, ...]
    because: tuple[Because, ...]


def date_report(
    text: Text, dates: Sequence[DateMark], sentences: Sequence[Sentence], terms: Sequence[Term]
) -> When | None:
    """Return when the report was published, or null if nothing tells.

    The best candidate of ``text.published`` wins (given, metadata, dateline, byline); a dateline without a year
    (``XXXX-07-13``, or its words) and a report without any are completed from the other facts. ``precision`` is ``day``
    or ``time`` where one day is left; else ``bounded`` over all days that remain, which ``because`` lists.
    ``dates`` and ``sentences`` are those of the whole text; phrases in furniture date nothing.
    """
    ranked = sorted(text.published, key=_rank)
    told = next((when for fact in ranked if (when := _told(fact))), None)
    if told:
        return told
    facts = _facts(text, dates, sentences)
    bounds = _bounds(facts, text.captured, terms)
    return _solved(facts, bounds)


def _rank(fact: Fact) -> int:
    head = fact.source.split()[0].split(":")[0] if fact.source else ""
    return _SOURCES.index(head) if head in _SOURCES else len(_SOURCES)


def _told(fact: Fact) -> When | None:
    found = _ISO.match(fact.value)
    day = valid_day(int(found[1]), int(found[2]), int(found[3])) if found else None
    if found is None or day is None:
        return None
    written = f"{day.isoformat()}T{found[4]}" if found[4] else day.isoformat()
    spans = (fact.span,) if fact.span else ()
    return When(
        earliest=written,
        latest=written,
        precision="time" if found[4] else "day",
        words=spans,
        because=(Because(rule="date/published", spans=spans, note=f"{fact.source}: {fact.value}"),),
    )


def _facts(text: Text, dates: Sequence[DateMark], sentences: Sequence[Sentence]) -> Facts:
    furniture = [region.span for region in text.regions if region.kind == "furniture"]
    background = [sentence.span for sentence in sentences if sentence.layer == "background"]
    kept = [mark for mark in dates if not any(overlaps(mark.span, span) for span in furniture)]
    news = [mark for mark in kept if not any(contains(span, mark.span) for span in background)]
    exprs = [(parse_expr(mark.expr), mark.span) for mark in news]
    return Facts(
        month_days=tuple(found for expr, span in exprs for found in _month_days(expr, span)),
        weekdays=tuple((number, span) for expr, span in exprs for number in _weekdays(expr)),
        full=tuple((day, mark.span) for mark in news if (day := _full_day(mark))),
        years=tuple((day, mark.span) for mark in kept if (day := _looked_back_on(mark))),
        dateline=_dateline(text, kept),
    )


def _dateline(text: Text, dates: Sequence[DateMark]) -> MonthDay | None:
    spans = [region.span for region in text.regions if region.kind == "dateline"]
    for fact in sorted(text.published, key=_rank):
        found = _YEARLESS.fullmatch(fact.value)
        if found:
            return MonthDay(int(found[1]), int(found[2]), 0, fact.span or (0, 0))
        spans += [fact.span] if fact.span else []
    inside = (mark for mark in dates if any(contains(span, mark.span) for span in spans))
    return next((found for mark in inside for found in _month_days(parse_expr(mark.expr), mark.span)), None)


def _month_days(expr: Expr, span: Span, weekday: int = 0) -> Iterable[MonthDay]:
    if expr.name in _NOT_LOOKING_BACK | {"since"}:
        return ()
    if expr.name == "in" and expr.args[0].name == "weekday":
        return _month_days(expr.args[1], span, int(expr.args[0].args[0].name))
    found = re.fullmatch(r"\?{4}-(\d\d)-(\d\d)", expr.args[0].name) if expr.name == "date" and expr.args else None
    if found:
        return (MonthDay(int(found[1]), int(found[2]), weekday, span),)
    return tuple(one for arg in expr.args for one in _month_days(arg, span, weekday))


def _weekdays(expr: Expr) -> Iterable[int]:
    """Bare weekdays only: last Monday, or one beside its date, says nothing of the report's own day."""
    if expr.name in _NOT_LOOKING_BACK | {"in", "shift", "since"}:
        return ()
    if expr.name == "weekday" and len(expr.args) == 1:
        return (int(expr.args[0].name),)
    return tuple(one for arg in expr.args for one in _weekdays(arg))


def _full_day(mark: DateMark) -> date | None:
    if parse_expr(mark.expr).name in _NOT_LOOKING_BACK:
        return None
    when = resolve(mark, None)
    one_day = when.earliest and when.latest and when.earliest[:10] == when.latest[:10]
    return date.fromisoformat(when.latest[:10]) if when.latest and one_day else None


def _looked_back_on(mark: DateMark) -> date | None:
    """Return the last first day that a phrase with its own year looks back on."""
    expr = parse_expr(mark.expr)
    if expr.name in _NOT_LOOKING_BACK:
        return None
    told = expr.args[1] if expr.name == "range" and len(expr.args) > 1 else expr
    when = resolve(told_expr(told), None)
    return date.fromisoformat(when.earliest[:10]) if when.earliest else None


def told_expr(expr: Expr) -> str:
    """Write an expression again."""
    return f"{expr.name}({','.join(told_expr(arg) for arg in expr.args)})" if expr.args else expr.name


def _bounds(facts: Facts, captured: Sequence[Fact], terms: Sequence[Term]) -> Bounds:
    """Lay the bounds over each other: capture and terms first, then what lies behind the report."""
    bounds = Bounds()
    shown = [(day, fact.span) for fact in captured if (day := _iso_day(fact.value))]
    if shown:
        day, span = max(shown, key=lambda one: one[0])
        bounds = _narrowed(bounds, Step("date/captured", span, f"captured by {day}", high=day))
    for name, span, first, last in terms:
        note = f"{name} in office from {first or '...'}" + (f" to {last}" if last else "")
        bounds = _narrowed(bounds, Step("date/office", span, note, _iso_day(first), _iso_day(last)))
    for rule, dated in (("date/looks-back", facts.years), ("date/latest-full-date", facts.full)):
        past = [(day, span) for day, span in dated if bounds.high is None or day <= bounds.high]
        if past:
            day, span = max(past, key=lambda one: one[0])
            bounds = _narrowed(bounds, Step(rule, span, f"looks back on {day}", low=day))
    return bounds


def _narrowed(bounds: Bounds, step: Step) -> Bounds:
    low = max((day for day in (bounds.low, step.low) if day), default=None)
    high = min((day for day in (bounds.high, step.high) if day), default=None)
    if low and high and low > high:
        return bounds._replace(steps=(*bounds.steps, step._replace(used=False)))
    return Bounds(low, high, (*bounds.steps, step))


def _iso_day(value: str | None) -> date | None:
    found = _ISO.match(value or "")
    return valid_day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _solved(facts: Facts, bounds: Bounds) -> When | None:
    floor = time_words().almanac.floor_year
    first_year = min(floor, bounds.low.year if bounds.low else floor)
    last_year = bounds.high.year if bounds.high else max(floor, bounds.low.year if bounds.low else floor) + _CYCLE
    years = range(first_year, last_year + 1)
    left = _by_dateline(facts, bounds, years) or _by_events(facts, bounds, years)
    if left is None:
        return _from_bounds(bounds)
    days, because = _after_steps(left, bounds, floor)
    modern = tuple(one for one in days if one[1].year >= floor) or days
    if not modern or (bounds.low is None and bounds.high is None):
        return None
    aged = bounds.low is None or len(modern) < len(days)
    assumes = (*left.assumes, "date/web-age") if aged else left.assumes
    return _published(modern, assumes, because, open_ended=bounds.high is None and len(modern) > 1)


def _after_steps(left: Left, bounds: Bounds, floor: int) -> tuple[tuple[tuple[date, date], ...], tuple[Because, ...]]:
    """Let each fact take out days, and note the years that it leaves."""
    days, because = left.days, list(left.because)
    for step in bounds.steps:
        spans = (step.span,) if step.span else ()
        if not step.used:
            because.append(Because(rule=step.rule, spans=spans, note=f"{step.note}: contradicts the rest, not used"))
            continue
        days = tuple(one for one in days if _fits(one, step.low, step.high))
        because.append(Because(rule=step.rule, spans=spans, note=f"{step.note}: {_years(days, floor)}"))
    return days, tuple(because)


def _fits(days: tuple[date, date], low: date | None, high: date | None) -> bool:
    return (low is None or days[1] >= low) and (high is None or days[0] <= high)


def _years(days: Iterable[tuple[date, date]], floor: int) -> str:
    listed = [str(year) for year in dict.fromkeys(first.year for first, _ in days) if year >= floor]
    return ", ".join(listed[:_LISTED]) + (" ..." if len(listed) > _LISTED else "")


def _published(
    days: tuple[tuple[date, date], ...], assumes: tuple[str, ...], why: tuple[Because, ...], *, open_ended: bool
) -> When:
    first, last = days[0][0], days[-1][1]
    if len(days) > 1:
        shown = ", ".join(str(one[0]) if one[0] == one[1] else f"{one[0]}..{one[1]}" for one in days[:_LISTED])
        later = " and later" if open_ended or len(days) > _LISTED else ""
        why = (*why, Because(rule="date/remaining", note=f"remain: {shown}{later}"))
    return When(
        earliest=first.isoformat(),
        latest=None if open_ended else last.isoformat(),
        precision="open" if open_ended else "day" if first == last else "bounded",
        assumes=assumes,
        because=why,
    )


def _from_bounds(bounds: Bounds) -> When | None:
    if bounds.low is None and bounds.high is None:
        return None
    reasons = tuple(
        Because(rule=step.rule, spans=(step.span,) if step.span else (), note=step.note)
        for step in bounds.steps
        if step.used
    )
    return When(
        earliest=bounds.low.isoformat() if bounds.low else None,
        latest=bounds.high.isoformat() if bounds.high else None,
        precision="bounded" if bounds.low and bounds.high else "open",
        because=reasons,
    )


def _by_dateline(facts: Facts, bounds: Bounds, years: range) -> Left | None:
    """The dateline has the day, the weekday spoken of (that day or the one before) chooses the year."""
    told = facts.dateline
    if told is None:
        return None
    days = [day for year in years if (day := valid_day(year, told.month, told.day))]
    named = [day for day in days if told.weekday in {0, day.isoweekday()}]
    spans, latest = _latest_weekdays(facts)
    spoken = [day for day in named if {day.isoweekday(), plus_days(day, -1).isoweekday()} & latest]
    if any(_fits((day, day), bounds.low, bounds.high) for day in spoken):
        years_left = _years(((day, day) for day in spoken), years.start)
        note = f"{_shown(told)} in the dateline, on the weekday spoken of or the day after it: {years_left}"
        reason = Because(rule="date/dateline", spans=(told.span, *spans), note=note)
        return Left(tuple((day, day) for day in spoken), ("date/recency",), (reason,))
    reason = Because(rule="date/dateline", spans=(told.span,), note=f"{_shown(told)} in the dateline")
    return Left(tuple((day, day) for day in named), (), (reason,))


def _shown(told: MonthDay) -> str:
    return f"{told.day} {_name('month', told.month)}"


def _latest_weekdays(facts: Facts) -> tuple[tuple[Span, ...], frozenset[int]]:
    """Return the weekday that all others spoken of run up to within the shortest time (several if they tie)."""
    told = sorted({number for number, _ in facts.weekdays})
    reach = {one: max((one - other) % 7 for other in told) for one in told}
    latest = frozenset(one for one in told if reach[one] == min(reach.values()))
    return tuple(span for number, span in facts.weekdays if number in latest), latest


def _by_events(facts: Facts, bounds: Bounds, years: range) -> Left | None:
    """The report follows its latest dated event: on the weekday spoken of, else within the week if the year is known."""
    events = _latest_events(facts, years)
    if not events:
        return None
    event_span, days = events
    spans, latest = _latest_weekdays(facts)
    year_known = sum(_fits((day, plus_days(day, _WEEK)), bounds.low, bounds.high) for day in days) == 1
    for gap in _gaps(latest, year_known=year_known):
        fits = [plus_days(day, gap) for day in days if plus_days(day, gap).isoweekday() in latest]
        if any(_fits((day, day), bounds.low, bounds.high) for day in fits):
            reason = _weekday_reason(fits, gap, (event_span, *spans))
            return Left(tuple((day, day) for day in fits), ("date/recency",), (reason,))
    possible = [day for day in days if _fits((day, plus_days(day, _WEEK)), bounds.low, bounds.high)]
    if len(possible) != 1:
        return None
    low, high = bounds.low or date.min, bounds.high or date.max
    week = max(possible[0], low), min(plus_days(possible[0], _WEEK), high)
    reason = Because(rule="date/recency", spans=(event_span,), note="taken to be of the week of its latest dated event")
    return Left((week,), ("date/recency",), (reason,))


def _gaps(weekdays: frozenset[int], *, year_known: bool) -> tuple[int, ...]:
    """Return the days from the latest dated event to the weekday spoken of that are taken for certain, likeliest first.

    Who writes a date and a weekday means two days, so the same day counts only where it need not choose the year; a
    weekday further off may as well lie before the event.
    """
    if len(weekdays) != 1:
        return ()
    return (1, 0) if year_known else (1,)


def _weekday_reason(fits: list[date], gap: int, spans: tuple[Span, ...]) -> Because:
    floor = time_words().almanac.floor_year
    event = plus_days(fits[0], -gap)
    how = "the day after" if gap else "on"
    years = ", ".join(str(day.year) for day in fits if day.year >= floor)
    note = f"{_name('weekday', fits[0].isoweekday())} {how} {event.day} {_name('month', event.month)}: {years}"
    return Because(rule="date/recency", spans=spans, note=note)


def _name(word_class: str, number: int) -> str:
    return next(form for form, told in time_words().classes[word_class].forms.items() if told == number)


def _latest_events(facts: Facts, years: range) -> tuple[Span, list[date]] | None:
    """Return the words of the latest dated event, and its day in each year that is possible."""
    if facts.month_days:
        told = {(one.month, one.day) for one in facts.month_days}
        reach = {day: _reach(day, told) for day in sorted(told)}
        last = min(facts.month_days, key=lambda one: (reach[one.month, one.day], one.span))
        days = [day for year in years if (day := valid_day(year, last.month, last.day))]
        return last.span, [day for day in days if _weekdays_agree(day, facts.month_days)]
    if facts.full:
        day, span = max(facts.full, key=lambda one: one[0])
        return span, [day]
    return None


def _reach(last: tuple[int, int], every: Iterable[tuple[int, int]]) -> int:
    """Days back from one date (month, day) to the earliest of the others, round the year."""
    place = last[0] * 31 + last[1]
    return max((place - month * 31 - day) % (12 * 31) for month, day in every)


def _weekdays_agree(latest: date, every: Iterable[MonthDay]) -> bool:
    """Dates told with their weekday must fall on it, each in the twelve months up to the latest."""
    for one in every:
        day = valid_day(latest.year, one.month, one.day)
        if day and day > latest:
            day = valid_day(latest.year - 1, one.month, one.day)
        if one.weekday and day and day.isoweekday() != one.weekday:
            return False
    return True
