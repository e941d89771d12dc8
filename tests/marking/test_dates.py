"""What ``find_dates`` marks, what it leaves, and that every rule fires on its example and not on its near-miss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tocsin.lexicon.times import JoinRule, PhraseRule, WrapRule, time_words
from tocsin.marking.dates import find_dates
from tocsin.model.when import parse_expr

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "cases" / "dates.yaml").read_text("utf-8"))
RULES: tuple[PhraseRule | JoinRule | WrapRule, ...] = (*time_words().phrases, *time_words().joins, *time_words().wraps)
PIECES = (
    "on Monday night", "12 July", "July 12-16, 2020", "may", "May", "March", "1991-1994", "since", "the", "early", "of",
    "last week", "three days ago", "at 14:34", "7 p.m.", "(0430 GMT)", "from", "to", "between", "and", ",", ".", "’s",
    "the 1990s", "second", "for the third day", "a", "12/07", "\n", "night", "through", "until", "year-end", "–", "Vell",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["words"])
def test_a_phrase_is_found_with_its_words_and_meaning(case: dict[str, Any]) -> None:
    marks = find_dates(case["text"])
    told = [(case["text"][slice(*mark.span)], mark.expr, mark.value) for mark in marks]
    assert told == [(case["words"], case["expr"], case["value"])]


@pytest.mark.parametrize("text", CASES["nothing"])
def test_words_that_only_look_like_time_give_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in RULES for e in r.examples], ids=lambda x: str(x)[:50])
def test_every_rule_fires_on_its_example(rule: PhraseRule | JoinRule | WrapRule, example: str) -> None:
    text = example.replace("[", "").replace("]", "")
    span = example.index("["), example.index("]") - 1
    fired = [mark.span for mark in find_dates(text) if any(reason.rule == rule.id for reason in mark.because)]
    assert fired == [span]


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.near_misses], ids=lambda x: str(x)[:50])
def test_no_rule_fires_on_its_near_miss(rule: PhraseRule | JoinRule | WrapRule, text: str) -> None:
    assert all(reason.rule != rule.id for mark in find_dates(text) for reason in mark.because)


def test_every_rule_has_an_example_and_a_near_miss_and_an_id_of_its_own() -> None:
    assert [rule.id for rule in RULES if not rule.examples or not rule.near_misses] == []
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "In May the post fell on Monday; since 1992 nobody came."
    marks = find_dates(text, text.index("May"), text.index(" 1992"))
    assert [text[slice(*mark.span)] for mark in marks] == ["Monday"]


def test_no_break_spaces_and_line_breaks_join_a_phrase_like_spaces() -> None:
    text = "It fell on 12\u00a0July\n2020, he said."
    assert [mark.expr for mark in find_dates(text)] == ["date(2020-07-12)"]


def test_a_curly_apostrophe_ends_a_weekday_like_a_straight_one() -> None:
    assert [mark.expr for mark in find_dates("Monday’s raid and Tuesday's raid")] == ["weekday(1)", "weekday(2)"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_marks_lie_in_order_within_the_text_and_parse(text: str) -> None:
    marks = find_dates(text)
    ends = [0, *(edge for mark in marks for edge in mark.span)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(text)
    for mark in marks:
        assert text[slice(*mark.span)].strip() == text[slice(*mark.span)] != ""
        assert parse_expr(mark.expr).name
        assert mark.value
        assert mark.because


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert find_dates(text) == find_dates(f"{text}")


def test_what_stands_before_the_stretch_moves_spans_and_changes_nothing_else() -> None:
    text = "The post fell on Sunday at 10 p.m., and on 12–16 July all was calm."
    moved = [(mark.span[0] - 9, mark.expr) for mark in find_dates("Preamble." + text, 9)]
    assert moved == [(mark.span[0], mark.expr) for mark in find_dates(text)]
