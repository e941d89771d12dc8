"""The phrases beside an act, the phrases beside its saying, and the report's date in; when the act was out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tocsin.grounding.calendar import resolve, stretch_of, unresolved
from tocsin.model import Because, DateMark, When
from tocsin.model.when import Expr, parse_expr

_LENGTHS = frozenset({"dur"})
_FAR = 31
_FINENESS = ("time", "day", "night", "days", "week", "month", "season", "bounded", "year", "years", "open")


def when_of(
    draft_dates: Sequence[DateMark],
    said: Sequence[DateMark],
    speech: bool,  # noqa: FBT001 - the shape agreed on with claiming
    anchor: When | None,
    bounds: When | None,
    *,
    context: When | None = None,
    future: bool = False,
) -> When | None:
    """Return when an act was, or null where nothing tells.

    Args:
        draft_dates: phrases that date the act, in text order.
        said: phrases that date its saying.
        speech: the act is the saying itself.
        anchor: when the report was published.
        bounds: for an undated act of the news part, the interval it must lie in (see ``bounds_of``); else null.
        context: the date told last before these phrases, for "through the night"; by default the earliest day of
            ``bounds``.
        future: the act is still to come.

    Returns:
        Its own phrases' date; else its saying's, with the assumption ``date/said-bounds-act`` unless it is speech;
        else ``bounds`` for an act, null for speech.
    """
    scene = context or _first_day(bounds)
    own = _resolved(draft_dates, anchor, scene, future=future)
    if own is not None:
        return own
    spoken = _resolved(said, anchor, scene, future=False)
    if spoken is not None:
        return spoken if speech else _bounded_by_saying(spoken)
    return None if speech else bounds


def bounds_of(dated: Sequence[When], anchor: When | None) -> When | None:
    """Return the interval from the latest dated event of the news part to the report, precision ``bounded``.

    ``dated`` are the resolved dates of the news part, in any order. Without a dated event the result is null.
    """
    end = stretch_of(anchor)
    if anchor is None or end is None or end.last is None:
        return None
    starts = [(s.first, w) for w in dated if (s := stretch_of(w)) and s.first and s.last and s.first <= end.last]
    earlier = [(first, when) for first, when in starts if end.first is None or first < end.first]
    if not starts:
        return None
    first, when = max(earlier or starts, key=lambda start: start[0])
    return When(
        earliest=first.isoformat(),
        latest=end.last.isoformat(),
        precision="bounded",
        assumes=tuple(dict.fromkeys((*anchor.assumes, *when.assumes))),
        because=(Because(rule="date/bounded", spans=when.words, note="latest dated event to the report's date"),),
    )


def _first_day(bounds: When | None) -> When | None:
    if bounds is None or bounds.earliest is None:
        return None
    day = bounds.earliest[:10]
    return When(earliest=day, latest=day, precision="day", assumes=bounds.assumes)


def _bounded_by_saying(spoken: When) -> When:
    reason = Because(rule="date/said-bounds-act", spans=spoken.words, note="taken to fall on the day of its saying")
    return When(
        earliest=spoken.earliest,
        latest=spoken.latest,
        precision=spoken.precision,
        words=spoken.words,
        zone=spoken.zone,
        assumes=(*spoken.assumes, "date/said-bounds-act"),
        because=(*spoken.because, reason),
    )


def _resolved(marks: Sequence[DateMark], anchor: When | None, context: When | None, *, future: bool) -> When | None:
    """Resolve phrases that stand by themselves first; the others hang on the first of them."""
    parsed = [(mark, parse_expr(mark.expr)) for mark in marks]
    usable = [(mark, expr) for mark, expr in parsed if expr.name not in _LENGTHS]
    alone = [resolve(mark, anchor, context, future=future) for mark, expr in usable if not _hangs(expr)]
    told = [when for when in alone if not unresolved(when)]
    scene = _first_day(told[0]) if told else context
    hanging = [resolve(mark, anchor, scene, future=future) for mark, expr in usable if _hangs(expr)]
    every = [*told, *(when for when in hanging if not unresolved(when))]
    return _met(every) if every else None


def _hangs(expr: Expr) -> bool:
    return expr.name == "context" or any(_hangs(arg) for arg in expr.args)


def _met(told: list[When]) -> When:
    """Lay the phrases of one act over each other: what they share, or the stretch over near ones, or the first."""
    result = told[0]
    for when in told[1:]:
        result = _both(result, when)
    return result


def _both(one: When, other: When) -> When:
    low, high = max(_low(one), _low(other)), min(_high(one), _high(other))
    finer = min((one, other), key=lambda when: _FINENESS.index(when.precision))
    if low[:10] <= high[:10]:
        return _merged(one, other, (finer.earliest, finer.latest) if _inside(finer, low, high) else (low, high), finer)
    start, end = min(_low(one), _low(other)), max(_high(one), _high(other))
    if _apart(high, low) > _FAR:
        return one
    return _merged(one, other, (start, end), one, spread=True)


def _inside(when: When, low: str, high: str) -> bool:
    return _low(when)[:10] >= low[:10] and _high(when)[:10] <= high[:10]


def _low(when: When) -> str:
    return when.earliest or "0001-01-01"


def _high(when: When) -> str:
    return when.latest or "9999-12-31"


def _apart(first: str, last: str) -> int:
    return abs((date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days)


def _merged(one: When, other: When, ends: tuple[str | None, str | None], like: When, *, spread: bool = False) -> When:
    return When(
        earliest=None if ends[0] == "0001-01-01" else ends[0],
        latest=None if ends[1] == "9999-12-31" else ends[1],
        precision="days" if spread else like.precision,
        words=tuple(sorted({*one.words, *other.words})),
        zone=one.zone or other.zone,
        assumes=tuple(dict.fromkeys((*one.assumes, *other.assumes))),
        because=(*one.because, *other.because),
    )
