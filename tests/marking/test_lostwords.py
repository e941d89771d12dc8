"""Words that are known to be of the lost: what they count, and when nobody knows how many."""

from __future__ import annotations

import pytest

from tocsin.marking.lostwords import count_of

COUNTED = {
    "17": (17, 17, 17),
    "two of the six": (2, 2, 2),
    "not fewer than 120": (120, 120, None),
    "between 40 and 60 lives": (40, None, 60),
    "several cars": (3, None, None),
    "a passer-by": (1, 1, 1),
    "an American": (1, 1, 1),
    "a seventh": (1, 1, 1),
    "the shepherd Hannes Atvi": (1, 1, 1),
    "Brig. Gen. Shirko Vateh": (1, 1, 1),
    "our mathematics teacher": (1, 1, 1),
    "himself": (1, 1, 1),
    "any service members": (0, 0, 0),
    "nobody": (0, 0, 0),
}
UNCOUNTED = (
    "75 percent of those herders",
    "children",
    "Rebel fighters",
    "its guns",
    "American lives",
    "grain stores",
    "Families",
)


@pytest.mark.parametrize("words", COUNTED)
def test_words_of_the_lost_count(words: str) -> None:
    count = count_of(words, (0, len(words)), {})
    assert (count.low, count.best, count.high) == COUNTED[words]


@pytest.mark.parametrize("words", UNCOUNTED)
def test_words_without_a_number_are_not_counted(words: str) -> None:
    count = count_of(words, (0, len(words)), {})
    assert (count.low, count.best, count.high, count.qualifier) == (None, None, None, "vague")


def test_a_count_knows_what_is_counted_and_where_its_number_stands() -> None:
    text = "The blast killed 380 soldiers."
    count = count_of(text, (17, 29), {})
    assert (count.what, count.kind, text[slice(*(count.number or (0, 0)))]) == ("people", "military", "380")
