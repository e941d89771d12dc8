"""What stands in quotation marks, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tocsin.marking.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [text[slice(*q.span)] for q in find_quotations(text, (0, len(text)))]


CASES = [
    ("He said: “We won.”", ["“We won.”"]),
    ('"We won," he said. "At last."', ['"We won,"', '"At last."']),
    ("« Nous partons », dit-il.", ["« Nous partons »"]),
    ("‘We won,’ he said.", ["‘We won,’"]),
    ("'We won,' he said. It's late.", ["'We won,'"]),
    ("''We won,'' he said.", ["''We won,''"]),
    ("“They told us ‘go home’ and left.”", ["“They told us ‘go home’ and left.”", "‘go home’"]),
    ("‘The soldiers’ wages are late,’ she said.", ["‘The soldiers’ wages are late,’"]),
    ("“One.\n“Two.\n“Three,” he said.", ["“One.\n“Two.\n“Three,”"]),
    ('"One.\n\n"Two," he said.', ['"One.\n\n"Two,"']),
    ("“Never closed.\nThe “next” one is.", ["“Never closed.", "“next”"]),
    ("The army’s men and the rebels’ camp", []),
    ("It's the '90s and the soldiers' camp", []),
    ("A 5'10\" man", []),
    ("closed only.” he said", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_the_quotations_of_a_text_are_those_in_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("the so-called “safe zone” was hit", True),
        ("the “Free Lowlands Relief Fund” was hit", True),
        ("“Never,” he said", False),
        ("He said: “Never”", False),
        ("he called it “an act of plain murder”", False),
    ],
)
def test_a_word_or_two_without_the_marks_of_speech_are_scare_quotes(text: str, scare: bool) -> None:  # noqa: FBT001
    assert [q.scare for q in find_quotations(text, (0, len(text)))] == [scare]


def test_only_the_given_span_is_read() -> None:
    text = "“one thing there” “two things here”"
    assert [q.span for q in find_quotations(text, (18, len(text)))] == [(18, 35)]


@given(st.text(alphabet="ab s.,\n“”‘’'\"«»`", max_size=80))
@example('"“\n”')
def test_quotations_lie_in_the_text_in_order_and_nest_or_stand_apart(text: str) -> None:
    spans = [q.span for q in find_quotations(text, (0, len(text)))]
    assert spans == sorted(spans, key=lambda s: (s[0], -s[1]))
    assert all(0 <= a < b <= len(text) for a, b in spans)
    for a, b in spans:
        assert all(d <= a or c >= b or (a <= c and d <= b) or (c <= a and b <= d) for c, d in spans)
