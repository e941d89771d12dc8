"""An expression of time, the report's own date and the date told last in; an interval with its reasons out.

The grammar of expressions stands in ``tocsin.model.when``. Rules of news: a bare weekday is the last such day on or
before the report, a date without a year the nearest that is not after it; of a coming act (``future``) the next one.
"""

from __future__ import annotations

import re
from datetime import date

from tocsin.grounding.days import Scene, Stretch, valid_day
from tocsin.grounding.expressions import evaluate
from tocsin.model import Because, DateMark, When
from tocsin.model.when import Expr, Precision, parse_expr

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?")


def resolve(mark: DateMark | str, anchor: When | None, context: When | None = None, *, future: bool = False) -> When:
    """Return the interval that a phrase comes to; never raises.

    Args:
        mark: the phrase, or its expression.
        anchor: when the report was published. If that is an interval, so is what is counted from it.
        context: the date told last, for "that day", "the next morning", "through the night".
        future: the act is still to come.

    Returns:
        Earliest and latest are both null where the phrase dates nothing (a length; "days after the vote") or is
        counted from a report whose date is not known; ``unresolved`` then tells so.
    """
    told = mark.expr if isinstance(mark, DateMark) else mark
    expr = parse_expr(told)
    scenes = _scenes(anchor, stretch_of(context), future=future)
    found = [evaluate(expr, scene) for scene in scenes] or [_eval_unanchored(expr, stretch_of(context))]
    stretch = _hull([one for one in found if one is not None])
    return _when(mark, stretch, anchor if stretch and stretch.relative else None)


def unresolved(when: When) -> bool:
    """Tell whether a phrase came to no interval at all."""
    return when.earliest is None and when.latest is None


def stretch_of(when: When | None) -> Stretch | None:
    """Return the days of an interval, or null if it has neither end."""
    if when is None or unresolved(when):
        return None
    (first, from_time), (last, to_time) = _day_and_time(when.earliest), _day_and_time(when.latest)
    return Stretch(
        first=first,
        last=last,
        precision=when.precision,
        relative=True,
        from_time=from_time,
        to_time=to_time,
        zone=when.zone,
        assumes=when.assumes,
    )


def iso(day: date | None, time: str | None = None) -> str | None:
    """Write a day, with a clock time if one is told."""
    if day is None:
        return None
    return f"{day.isoformat()}T{time}" if time else day.isoformat()


def _scenes(anchor: When | None, context: Stretch | None, *, future: bool) -> list[Scene]:
    days = stretch_of(anchor)
    if days is None or days.first is None or days.last is None:
        return []
    return [Scene(day, context, future) for day in sorted({days.first, days.last})]


def _eval_unanchored(expr: Expr, context: Stretch | None) -> Stretch | None:
    """Without the report's date, only what is told in full or hangs on the context holds: two far reports must agree."""
    here, there = (evaluate(expr, Scene(date(year, 3, 3), context)) for year in (1801, 3210))
    same = here is not None and there is not None and (here.first, here.last) == (there.first, there.last)
    return here if same else None


def _hull(found: list[Stretch]) -> Stretch | None:
    if not found:
        return None
    one, other = found[0], found[-1]
    if (one.first, one.last) == (other.first, other.last):
        return one
    first = None if one.first is None or other.first is None else min(one.first, other.first)
    last = None if one.last is None or other.last is None else max(one.last, other.last)
    precision: Precision = "open" if one.precision == "open" else "bounded"
    return one._replace(first=first, last=last, precision=precision)


def _when(mark: DateMark | str, stretch: Stretch | None, anchor: When | None) -> When:
    span = (mark.span,) if isinstance(mark, DateMark) else ()
    marked = mark.because if isinstance(mark, DateMark) else ()
    told = mark.expr if isinstance(mark, DateMark) else mark
    if stretch is None:
        note = f"{told} names no day by itself"
        return When(
            earliest=None,
            latest=None,
            precision="open",
            words=span,
            because=(*marked, Because(rule="date/unresolved", spans=span, note=note)),
        )
    counted_from = f" counted from {_shown(anchor)}" if anchor else ""
    inherited = anchor.assumes if anchor else ()
    return When(
        earliest=iso(stretch.first, stretch.from_time),
        latest=iso(stretch.last, stretch.to_time),
        precision=stretch.precision,
        words=span,
        zone=stretch.zone,
        assumes=tuple(dict.fromkeys((*inherited, *stretch.assumes))),
        because=(*marked, Because(rule="date/resolved", spans=span, note=f"{told}{counted_from}")),
    )


def _shown(when: When) -> str:
    return when.earliest or "" if when.earliest == when.latest else f"{when.earliest}..{when.latest}"


def _day_and_time(text: str | None) -> tuple[date | None, str | None]:
    found = _ISO_DAY.match(text or "")
    if not found:
        return None, None
    return valid_day(int(found[1]), int(found[2]), int(found[3])), found[4]
