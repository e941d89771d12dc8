"""Time: what a phrase says before anybody knows today's date, and the interval it comes to.

An *expression* is what a phrase says, unresolved. Marking writes expressions, grounding resolves them; both parse
them here. Grammar: ``expr = name [ "(" arg { "," arg } ")" ]``, ``arg = expr | word``. A count ``N`` is a number or
``X`` (words such as "several"); a unit is ``minute hour day week month year decade century``.

Days and longer, ``?`` for what is not told:

    date(2020-07-12) date(????-07-12) date(????-??-12) date(????-07) date(2020)
    weekday(1) weekday(1,last) weekday(1,next) weekday(1,this)      ISO numbers, Monday is 1
    day(-1)                    yesterday; day(0) today
    week(-1) month(0) year(1) weekend(-1) decade(-1) century(0)     last, this, next
    decade(1990) century(19) quarter(2,2014) half(1,2014) season(summer,2014) season(summer,????)
    season(summer,last)        and ``date(????-07,last)``, ``this``, ``next``
    context                    the date told last, else the report's own

Of another expression:

    part(early,E)              early mid late morning noon afternoon evening dawn dusk
    night(E)                   the night that begins on day E
    at(clock(14:34,+04:00),E)  a clock time on day E; zone is an offset, ``Z``, ``local`` or left out
    pair(clock(A),clock(B,Z))  one moment on two clocks, which tells the zone of the first
    in(E,F)                    E as it falls in F (July of last year; Monday, 13 July)
    shift(E,-3,day)            three days before E; E may be ``event``, a happening without a date
    ago(3,day)                 counted from the report
    past(24,hour) next(3,day)  the stretch that ends, begins with the report
    range(E,F) either(E,F)     from E to F; one of the two (12/07)
    since(E) until(E) by(E) before(E) after(E) coming(E)
    for(dur(3,day))            lasting until the report; ``dur`` alone is a length, not a date
    nth(3,day)                 the third day of something that is still going on
    ref(past) ref(present)     recently; currently
"""

from __future__ import annotations

import re
from typing import Literal

from tocsin.model.spans import Because, Noun, Span

Precision = Literal["time", "day", "night", "days", "bounded", "week", "month", "season", "year", "years", "open"]

_PIECE = re.compile(r"[^(),]+|[(),]")


class When(Noun, frozen=True, kw_only=True):
    """An interval of local dates, with its reasons.

    Attributes:
        earliest, latest: ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM`` (local), inclusive; null is open.
        precision: how the phrase was meant; ``bounded`` when only other dates bound it.
        words: spans of the phrases that say it; empty when none does.
        zone: UTC offset such as ``+04:00`` where clock times are told, or null.
        assumes: ids of assumptions it rests on: ``date/recency`` (the weekday spoken of is the first after the
            latest dated event, or the report tells of its own week), ``date/said-bounds-act`` (the act is taken to
            fall on the day of its saying), ``date/lasts-till-report`` ("for three days" ends with the report),
            ``date/northern-seasons``, ``date/nearest-order`` (12/07 read as the order that lies nearer),
            ``date/web-age`` (a report without a date is no older than the pages on the web).
        because: rules with the spans they saw.
    """

    earliest: str | None
    latest: str | None
    precision: Precision
    words: tuple[Span, ...] = ()
    zone: str | None = None
    assumes: tuple[str, ...] = ()
    because: tuple[Because, ...] = ()


class Expr(Noun, frozen=True, kw_only=True):
    """An expression of time taken apart: its name and its arguments (words are expressions without arguments)."""

    name: str
    args: tuple[Expr, ...] = ()

    def word(self, index: int) -> str | None:
        """Return the name of an argument, or null if there is none."""
        return self.args[index].name if index < len(self.args) else None


def parse_expr(text: str) -> Expr:
    """Take an expression apart; whatever follows its end, or is missing from it, is passed over."""
    stack: list[list[Expr]] = [[]]
    names: list[str] = []
    for piece in _PIECE.findall(text):
        if piece == "(" and stack[-1]:
            names.append(stack[-1].pop().name)
            stack.append([])
        elif piece == ")" and names:
            args = tuple(stack.pop())
            stack[-1].append(Expr(name=names.pop(), args=args))
        elif piece not in "(),":
            stack[-1].append(Expr(name=piece.strip()))
    while names:
        args = tuple(stack.pop())
        stack[-1].append(Expr(name=names.pop(), args=args))
    return stack[0][0] if stack[0] else Expr(name="")
