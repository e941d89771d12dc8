from __future__ import annotations

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests import examples

from tocsin.model import Claim
from tocsin.writing.marked import legend, marked, marks_of

BRACKETS = re.compile(r"⟦\S+ |⟧")


def test_every_kind_of_mark_is_bracketed_so_that_it_survives_without_colours() -> None:
    text = marked(examples.reading()).plain
    for words in ("⟦speaker Kastria’s defence ministry⟧", "⟦place Orm⟧", "⟦date 3 March⟧", "⟦toll two policemen⟧"):
        assert words in text
    assert "⟦furniture Latest news Harvest fair opens Share this page⟧" in text
    assert re.search(r"⟦clm_\w{8} ⟦toll Four Kastrian soldiers⟧ were killed", text)


def test_without_the_brackets_the_text_is_the_text() -> None:
    assert BRACKETS.sub("", marked(examples.reading()).plain) == examples.TEXT


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=8))
def test_marks_that_cross_stay_balanced_and_lose_no_text(spans: list[tuple[int, int]]) -> None:
    reading = examples.reading()
    first: Claim = msgspec.structs.replace(
        reading.claims[0], quote=tuple((start, start + length) for start, length in spans)
    )
    text = marked(msgspec.structs.replace(reading, claims=(first,))).plain
    assert BRACKETS.sub("", text) == examples.TEXT
    assert text.count("⟦") == text.count("⟧")


def test_a_mark_that_goes_on_after_another_ends_is_opened_again() -> None:
    reading = examples.reading()
    crossing = msgspec.structs.replace(reading.claims[0], quote=((0, 10), (5, 15)), where=None, when=None)
    text = marked(msgspec.structs.replace(reading, claims=(crossing,))).plain
    short = re.search(r"⟦(clm_\w{8}) ", text)
    assert short
    assert text.startswith(f"⟦{short[1]} Kastr⟦{short[1]} ia an⟧⟧⟦{short[1]}+ d Vel⟧")


def test_a_span_outside_the_text_is_not_marked() -> None:
    reading = examples.reading()
    outside = msgspec.structs.replace(reading.claims[0], quote=((9000, 9010),))
    assert all(
        mark.span[1] <= len(examples.TEXT) for mark in marks_of(msgspec.structs.replace(reading, claims=(outside,)))
    )


def test_the_legend_names_each_claim_once() -> None:
    lines = list(legend(examples.reading()))
    assert len(lines) == 5
    assert lines[4].endswith("Norden Dagblad (outlet): fighting happened, background")
