"""Words and their pieces: BERT's uncased WordPiece."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.marking.pieces import UNKNOWN, pieces_of, words_of


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("army", (2390,)),
        ("Army", (2390,)),
        ("café", (7668,)),
        ("shelled", (5806, 2098)),
        ("’", (1521,)),
        ("ʭʭʭ", (UNKNOWN,)),
        ("x" * 101, (UNKNOWN,)),
    ],
)
def test_a_word_has_the_pieces_of_the_uncased_vocabulary(word: str, pieces: tuple[int, ...]) -> None:
    assert pieces_of(word) == pieces


def test_a_word_that_the_vocabulary_lacks_is_cut_into_its_longest_known_parts() -> None:
    assert len(pieces_of("quadcopters")) == 4
    assert pieces_of("quadcopters") != pieces_of("quadcopter")


def test_marks_stand_alone_and_white_space_is_no_word() -> None:
    text = "“No,” he said\u00a0twice."
    assert [text[slice(*s)] for s in words_of(text, (0, len(text)))] == [
        "“",
        "No",
        ",",
        "”",
        "he",
        "said",
        "twice",
        ".",
    ]


@given(st.text(max_size=60))
def test_every_letter_of_any_text_lies_in_one_word(text: str) -> None:
    spans = list(words_of(text, (0, len(text))))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} - covered == set()
    assert all(pieces_of(text[slice(*span)]) for span in spans)
