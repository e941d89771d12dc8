"""Patterns of the codebook: gaps, open endings and capitals, and where they do not reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.marking.patterns import first_of, line_of
from tocsin.marking.tokens import tokens_of


def place(pattern: str, text: str) -> str | None:
    """Return the words where ``pattern`` stands in ``text``."""
    tokens = tokens_of(text)
    found = first_of((pattern,), line_of(tokens), 0, len(tokens))
    return text[tokens[found[0]].start : tokens[found[1] - 1].end] if found else None


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("rockets", "They fired rockets at dawn.", "rockets"),
        ("rockets", "The rocketeers met.", None),
        ("mortar~", "Two Mortars fell.", "Mortars"),
        ("mortar~", "A tri-mortar fell.", None),
        ("end * fighting", "end the heavy fighting", "end the heavy fighting"),
        ("end * fighting", "end fighting", "end fighting"),
        ("end * fighting", "end the war and then all of the fighting", None),
        ("Grad", "a Grad launcher", "Grad"),
        ("Grad", "a grad student", None),
        ("air force", "the Air Force said", "Air Force"),
        ("air force", "air and force", None),
    ],
)
def test_a_pattern_stands_where_the_table_says(pattern: str, text: str, expected: str | None) -> None:
    assert place(pattern, text) == expected


def test_a_pattern_is_not_found_outside_the_bounds() -> None:
    tokens = tokens_of("rockets and mortars")
    assert first_of(("rockets",), line_of(tokens), 1, 3) is None
    assert first_of(("mortars",), line_of(tokens), 0, 2) is None


def test_of_two_patterns_the_one_that_stands_first_is_found() -> None:
    tokens = tokens_of("mortars, then rockets")
    assert first_of(("rockets", "mortars"), line_of(tokens), 0, len(tokens)) == (0, 1)


@given(st.text(max_size=80))
def test_every_word_of_a_text_is_found_as_a_pattern_at_or_before_its_place(text: str) -> None:
    tokens = tokens_of(text)
    for i, token in enumerate(tokens):
        if token.lower.isascii() and token.lower.isalpha():
            found = first_of((token.lower,), line_of(tokens), 0, len(tokens))
            assert found is not None
            assert found[0] <= i
