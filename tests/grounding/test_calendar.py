"""What phrases come to, when acts were, and how a report gets its date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tocsin.grounding.anchor import date_report
from tocsin.grounding.calendar import resolve, unresolved
from tocsin.grounding.dating import bounds_of, when_of
from tocsin.model import DateMark, Fact, Region, Sentence, Span, Text, When

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "cases" / "dates.yaml").read_text("utf-8"))
NAMES = (
    "date", "weekday", "day", "week", "weekend", "month", "year", "decade", "century", "season", "quarter", "half",
    "context", "night", "part", "at", "clock", "pair", "in", "shift", "ago", "past", "next", "for", "dur", "nth", "range",
    "either", "since", "until", "by", "before", "after", "coming", "ref", "event",
)  # fmt: skip
WORDS = (
    "????-07-12", "2020-07-12", "????-02-29", "????-??-31", "2020", "1", "7", "0", "-1", "X", "9999", "-9999", "last",
    "next", "this", "summer", "winter", "14:34", "Z", "+04:00", "local", "hour", "day", "week", "month", "year",
    "century", "early", "late", "earlier", "morning", "0.5", "past", "present",
)  # fmt: skip
expressions = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, min_size=1, max_size=3)).map(
        lambda made: f"{made[0]}({','.join(made[1])})"
    ),
    max_leaves=6,
)
days = st.dates().map(lambda day: day.isoformat())


def on(day: Any, *assumes: str) -> When:
    return When(earliest=str(day), latest=str(day), precision="day", assumes=assumes)


def mark(expr: str, span: Span = (0, 1)) -> DateMark:
    return DateMark(span=span, expr=expr, value="")


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["words"])
def test_a_phrase_found_comes_to_its_interval(case: dict[str, Any]) -> None:
    when = resolve(mark(case["expr"], (3, 9)), on(CASES["anchor"]))
    assert (when.earliest, when.latest, when.precision) == (case["earliest"], case["latest"], case["precision"])
    assert (when.zone, list(when.assumes)) == (case.get("zone"), case.get("assumes", []))
    assert when.words == ((3, 9),)


@pytest.mark.parametrize("case", CASES["told"], ids=lambda case: case["expr"])
def test_an_expression_comes_to_its_interval(case: dict[str, Any]) -> None:
    context = on(case["context"]) if "context" in case else None
    when = resolve(case["expr"], on(case["anchor"]), context, future=case.get("future", False))
    told = (case["earliest"] and str(case["earliest"]), case["latest"] and str(case["latest"]), case["precision"])
    assert (when.earliest, when.latest, when.precision) == told


def test_what_is_counted_from_the_report_inherits_its_assumptions_and_full_dates_do_not() -> None:
    anchor = on("2020-07-13", "date/recency")
    assert resolve("weekday(1)", anchor).assumes == ("date/recency",)
    assert resolve("part(early,date(1988))", anchor).assumes == ()


def test_an_interval_as_the_reports_date_gives_intervals() -> None:
    anchor = When(earliest="2020-07-01", latest="2020-07-31", precision="bounded")
    when = resolve("weekday(1)", anchor)
    assert (when.earliest, when.latest, when.precision) == ("2020-06-29", "2020-07-27", "bounded")
    assert resolve("date(2014)", anchor).precision == "year"


def test_without_a_report_date_only_full_dates_resolve() -> None:
    assert unresolved(resolve("weekday(1)", None))
    assert unresolved(resolve("date(????-07-12)", None))
    assert resolve("date(2014-05)", None).latest == "2014-05-31"
    assert resolve("shift(context,1,day)", None, on("2014-05-31")).latest == "2014-06-01"


@given(expr=expressions, anchor=days, context=st.none() | days, future=st.booleans())
def test_resolving_never_raises_and_never_ends_before_it_begins(
    expr: str, anchor: str, context: str | None, *, future: bool
) -> None:
    when = resolve(expr, on(anchor), on(context) if context else None, future=future)
    if when.earliest and when.latest:
        assert when.earliest[:10] <= when.latest[:10]
    assert resolve(expr, None, None, future=future).words == ()


ANCHOR = on("2020-07-13", "date/recency")
BOUNDS = bounds_of([resolve("date(????-07-12)", ANCHOR), resolve("weekday(1)", ANCHOR)], ANCHOR)


def test_an_undated_act_of_the_news_lies_between_the_latest_dated_event_and_the_report() -> None:
    when = when_of([], [], speech=False, anchor=ANCHOR, bounds=BOUNDS)
    assert when
    assert (when.earliest, when.latest, when.precision) == ("2020-07-12", "2020-07-13", "bounded")
    assert (when.words, when.assumes) == ((), ("date/recency",))


def test_an_act_takes_the_day_of_its_saying_and_says_so() -> None:
    when = when_of([], [mark("date(????-07-12)", (5, 12))], speech=False, anchor=ANCHOR, bounds=BOUNDS)
    assert when
    assert (when.earliest, when.precision, when.words) == ("2020-07-12", "day", ((5, 12),))
    assert when.assumes == ("date/recency", "date/said-bounds-act")


def test_speech_takes_the_day_of_its_saying_without_assuming_anything() -> None:
    when = when_of([], [mark("weekday(1)")], speech=True, anchor=ANCHOR, bounds=BOUNDS)
    assert when
    assert when.assumes == ("date/recency",)
    assert when_of([], [], speech=True, anchor=ANCHOR, bounds=BOUNDS) is None


def test_its_own_phrase_comes_before_the_saying() -> None:
    when = when_of([mark("night(context)", (7, 24))], [mark("weekday(1)")], speech=False, anchor=ANCHOR, bounds=BOUNDS)
    assert when
    assert (when.earliest, when.latest, when.precision) == ("2020-07-12", "2020-07-13", "night")


def test_a_length_dates_no_act() -> None:
    assert when_of([mark("dur(2,day)")], [], speech=False, anchor=ANCHOR, bounds=None) is None


def test_two_phrases_of_one_act_meet_or_span() -> None:
    met = when_of(
        [mark("date(????-07)", (0, 4)), mark("date(????-??-06)", (9, 12))], [], speech=False, anchor=ANCHOR, bounds=None
    )
    assert met
    assert (met.earliest, met.latest, met.precision) == ("2020-07-06", "2020-07-06", "day")
    span = when_of(
        [mark("weekday(6)", (0, 4)), mark("weekday(7)", (9, 12))], [], speech=False, anchor=ANCHOR, bounds=None
    )
    assert span
    assert (span.earliest, span.latest, span.precision) == ("2020-07-11", "2020-07-12", "days")
    far = when_of(
        [mark("weekday(6)", (0, 4)), mark("date(1994)", (9, 12))], [], speech=False, anchor=ANCHOR, bounds=None
    )
    assert far
    assert far.words == ((0, 4),)


NEWS = "Orm fell on July 12, Vell said on Monday. It had begun in 1994.\n14 Jan 2026"
MARKS = (
    mark("date(????-07-12)", (12, 19)),
    mark("weekday(1)", (34, 40)),
    mark("date(1994)", (58, 62)),
    mark("date(2026-01-14)", (64, 75)),
)
SENTENCES = (Sentence(span=(0, 41), region=0), Sentence(span=(42, 63), region=0, layer="background"))
CAPTURED = (Fact(value="2026-01-14", source="furniture", span=(64, 75)),)
TERM = ("the Warden", (21, 25), "2017-01-01", None)


def page(*published: Fact, captured: tuple[Fact, ...] = CAPTURED, dateline: Span | None = None) -> Text:
    body = (Region(kind="body", span=(0, 63)), Region(kind="furniture", span=(64, 75)))
    regions = (Region(kind="dateline", span=dateline), *body) if dateline else body
    return Text(text=NEWS, regions=regions, published=published, captured=captured)


def test_a_given_date_beats_what_the_page_says_of_itself() -> None:
    dateline, given_date = Fact(value="2020-07-14", source="dateline"), Fact(value="2020-07-15T10:30", source="given")
    when = date_report(page(dateline, given_date), MARKS, SENTENCES, ())
    assert when
    assert (when.earliest, when.precision, when.assumes) == ("2020-07-15T10:30", "time", ())


def test_facts_narrow_the_report_to_one_day_and_each_says_what_it_left() -> None:
    when = date_report(page(), MARKS, SENTENCES, (TERM,))
    assert when
    assert (when.earliest, when.latest, when.precision) == ("2020-07-13", "2020-07-13", "day")
    assert when.assumes == ("date/recency",)
    notes = [reason.note for reason in when.because]
    assert notes[0] == "Monday the day after 12 July: 2009, 2015, 2020, 2026"
    assert notes[1] == "captured by 2026-01-14: 2009, 2015, 2020"
    assert notes[2] == "the Warden in office from 2017-01-01: 2020"


def test_several_years_that_remain_are_listed_and_give_an_interval() -> None:
    when = date_report(page(), MARKS, SENTENCES, ())
    assert when
    assert (when.earliest, when.latest, when.precision) == ("2009-07-13", "2020-07-13", "bounded")
    assert when.because[-1].note == "remain: 2009-07-13, 2015-07-13, 2020-07-13"
    assert when.assumes == ("date/recency", "date/web-age")


def test_a_dateline_without_a_year_is_completed_by_the_weekday_spoken_of() -> None:
    fact = Fact(value="XXXX-07-14", source="dateline", span=(0, 3))
    when = date_report(page(fact), MARKS, SENTENCES, (("the Warden", (21, 25), "2017-01-01", "2022-12-31"),))
    assert when
    assert (when.earliest, when.latest) == ("2020-07-14", "2020-07-14")


def test_a_dateline_region_needs_no_fact() -> None:
    marks = (mark("date(????-07-13)", (0, 3)), *MARKS[1:])
    when = date_report(page(dateline=(0, 4)), marks, SENTENCES, (("the Warden", (21, 25), "2017-01-01", "2020-12-31"),))
    assert when
    assert (when.earliest, when.latest) == ("2020-07-13", "2020-07-13")


def test_a_full_date_in_the_news_puts_the_report_into_the_week_after_it() -> None:
    when = date_report(page(captured=()), (mark("date(2014-05-31)", (0, 5)),), SENTENCES, ())
    assert when
    assert (when.earliest, when.latest, when.precision) == ("2014-05-31", "2014-06-06", "bounded")
    assert when.assumes == ("date/recency",)


def test_a_date_without_weekday_or_year_leaves_only_what_the_bounds_leave() -> None:
    when = date_report(page(), MARKS[:1], SENTENCES, (TERM,))
    assert when
    assert (when.earliest, when.latest, when.precision) == ("2017-01-01", "2026-01-14", "bounded")


def test_the_same_weekday_as_the_dated_event_counts_where_the_year_is_known() -> None:
    marks = (mark("date(????-07-12)", (0, 5)), mark("weekday(7)", (6, 9)))
    known = date_report(page(), marks, SENTENCES, (("the Warden", (21, 25), "2020-03-01", "2020-12-31"),))
    assert known
    assert (known.earliest, known.precision) == ("2020-07-12", "day")


def test_furniture_dates_no_event() -> None:
    assert date_report(page(captured=()), MARKS[3:], SENTENCES, ()) is None


def test_nothing_told_is_no_date() -> None:
    assert date_report(page(captured=()), (), (), ()) is None
    assert date_report(page(captured=()), MARKS[:2], SENTENCES, ()) is None


def test_a_term_that_contradicts_the_rest_is_passed_over_and_says_so() -> None:
    late = ("the Chancellor", (21, 25), "2030-01-01", None)
    when = date_report(page(), MARKS, SENTENCES, (TERM, late))
    assert when
    assert when.earliest == "2020-07-13"
    assert any("contradicts" in (reason.note or "") for reason in when.because)


def test_a_weekday_told_with_its_date_chooses_the_year() -> None:
    marks = (mark("in(weekday(6),date(????-05-28))", (0, 5)), mark("weekday(7)", (6, 9)))
    when = date_report(page(), marks, SENTENCES, (("the Warden", (21, 25), "2012-01-01", "2019-12-31"),))
    assert when
    assert (when.earliest, when.latest) == ("2016-05-29", "2016-05-29")
