"""Sentences into windows: each word is decoded once, with some before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.marking.pieces import SEP
from tocsin.marking.windows import BEFORE, SHAPES, Window, windows_of
from tocsin.model import Span


def text_of(lengths: list[int]) -> tuple[str, list[tuple[Span, int]]]:
    """Sentences of so many words, two a paragraph."""
    words = [" ".join(["boat"] * n) + "." for n in lengths]
    text, spans = "", []
    for number, sentence in enumerate(words):
        spans.append(((len(text), len(text) + len(sentence)), number // 2))
        text += sentence + " "
    return text, spans


def windows(lengths: list[int], longest: int = 64) -> list[Window]:
    text, spans = text_of(lengths)
    return list(windows_of(text, spans, [], longest))


@given(st.lists(st.integers(min_value=1, max_value=150), max_size=12))
def test_every_word_is_decoded_in_just_one_window(lengths: list[int]) -> None:
    decoded = [word.span for window in windows(lengths) for word in window.words[window.first :]]
    assert len(decoded) == len(set(decoded)) == sum(n + 1 for n in lengths)
    assert decoded == sorted(decoded)


@given(st.lists(st.integers(min_value=1, max_value=150), max_size=12))
def test_no_window_is_longer_than_asked(lengths: list[int]) -> None:
    assert all(len(window.ids) <= 64 for window in windows(lengths))


def test_a_window_has_the_sentences_before_it_as_context() -> None:
    _, second = windows([20, 20, 20, 20, 20])[:2]
    assert 0 < second.first <= BEFORE
    assert [word.sentence for word in second.words[: second.first]] == [1] * second.first


def test_paragraphs_are_parted_by_a_mark_and_sentences_are_not() -> None:
    (window,) = windows([3, 3, 3])
    assert [i for i, piece in enumerate(window.ids) if piece == SEP] == [9, len(window.ids) - 1]


def test_a_sentence_that_no_window_holds_is_cut_and_read_whole() -> None:
    found = windows([200])
    assert len(found) > 1
    assert sum(len(w.words) - w.first for w in found) == 201


def test_heads_point_to_the_first_piece_of_each_word() -> None:
    (window,) = windows([3])
    assert [window.ids[h] for h in window.heads] == [word.pieces[0] for word in window.words]


def test_shapes_tell_what_an_uncased_encoder_cannot_see() -> None:
    text = "Temban forces hit 12 BTRs “today”, she said"
    (window,) = windows_of(text, [((0, len(text)), 0)], [(0, 6)])
    assert [SHAPES[word.shape] for word in window.words] == [
        "party", "lower", "lower", "number", "capital", "opens", "lower", "closes", "mark", "lower", "lower",
    ]  # fmt: skip
