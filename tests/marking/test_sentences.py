"""Where sentences end, and the full stops that end none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.marking.sentences import sentences_of


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences_of(text, (0, len(text)))]


CASES = [
    ["The bridge fell.", "Nobody was hurt."],
    ["Gen. Orm left at 5 p.m. on Monday.", "He came back."],
    ["Col. P. Vorr of the U.S. mission spoke."],
    ["The toll rose to 1.5 million.", "It was a bad year."],
    ["“We left. We came back,” he said.", "Nobody asked."],
    ['"Who fired?" she asked.', "No one knew."],
    ["He said: “We left.”", "They stayed."],
    ["They fired … and fled.", "Then it was quiet!"],
    ["Shells fell on Sept. 12 near the mill.", "One did not burst."],
    ["No stop at the end"],
]


@pytest.mark.parametrize("sentences", CASES, ids=[case[0][:40] for case in CASES])
def test_a_paragraph_falls_into_its_sentences(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@given(st.text(alphabet="abC .!?“”\"')", max_size=80))
def test_sentences_cover_all_but_white_space_and_do_not_overlap(text: str) -> None:
    spans = sentences_of(text, (0, len(text)))
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")
