from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tocsin.writing.visible import one_line, opening, visible


def test_escape_and_overrides_are_made_visible() -> None:
    assert visible("a\x1b[2Jb\u202ec\x9bd\x7fe\ud800") == "a␛[2Jb‹U+202E›c‹U+009B›d␡e‹U+D800›"


def test_letters_joiners_and_curly_quotes_stay_as_they_are() -> None:
    words = "“Քարվաճառ” — می‌خواهم, Şəki’s 東"
    assert visible(words) == words


@given(st.text(st.characters()))
def test_nothing_that_is_left_can_drive_a_terminal_or_turn_the_line(text: str) -> None:
    shown = one_line(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def test_an_opening_ends_at_a_word_and_says_that_more_follows() -> None:
    assert opening("one two three four", 10) == "one two…"
    assert opening("one two", 10) == "one two"
