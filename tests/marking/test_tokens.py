"""Tokens: nothing but white space is lost, offsets are those of the text, and curly signs read like straight ones."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.marking.tokens import tokens_of

ANY = st.text(max_size=200)


@given(ANY)
def test_tokens_cover_all_that_is_not_white_space_in_order(text: str) -> None:
    found = tokens_of(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[t.start : t.end] == t.text for t in found)
    covered = {i for t in found for i in range(t.start, t.end)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())


@given(ANY, st.integers(0, 200), st.integers(0, 200))
def test_no_token_reaches_out_of_the_span_asked_for(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert all(start <= t.start < t.end <= end for t in tokens_of(text, (start, end)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Velk’s troops", ["Velk", "’s", "troops"]),
        ("Velk's troops", ["Velk", "'s", "troops"]),
        ("the rebels’ guns", ["the", "rebels", "’", "guns"]),
        ("14:34 on 1,200 155mm shells", ["14:34", "on", "1,200", "155mm", "shells"]),
        ("a 30-year-old U.S. envoy", ["a", "30-year-old", "U.S.", "envoy"]),
        ("de-escalate, cease-fire", ["de-escalate", ",", "cease-fire"]),
        ("didn’t fire", ["didn’t", "fire"]),
        ("Orm—quiet", ["Orm", "—", "quiet"]),
        ("d’Ombra", ["d’Ombra"]),
    ],
)
def test_words_are_cut_as_the_table_has_them(text: str, expected: list[str]) -> None:
    assert [t.text for t in tokens_of(text)] == expected


def test_a_curly_apostrophe_is_straight_in_lower_case_but_not_in_the_words() -> None:
    (token,) = tokens_of("Didn’t")
    assert (token.text, token.lower) == ("Didn’t", "didn't")
