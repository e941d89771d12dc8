"""Triggers: which phrases of the codebook are found in a sentence, and that found ones never overlap."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tocsin.lexicon.codebook import codebook
from tocsin.marking.phrases import clause_of
from tocsin.marking.tokens import tokens_of
from tocsin.marking.triggers import GAP, hits_in

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "triggers.yaml").read_text(encoding="utf-8")
)
PHRASES = sorted({" ".join(frame.words) for frame in codebook().frames()})


def hits(text: str) -> list[list[str]]:
    tokens = tokens_of(text)
    found = hits_in(clause_of(tokens))
    return [[text[tokens[h.start].start : tokens[h.end - 1].end], h.frame.key] for h in found]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_sentence_holds_the_triggers_of_the_table(case: dict[str, Any]) -> None:
    assert hits(case["text"]) == case["hits"]


def test_a_gap_holds_at_most_so_many_words() -> None:
    within = "Velk opened " + "very " * GAP + "fire on the post."
    beyond = "Velk opened " + "very " * (GAP + 1) + "fire on the post."
    assert ["opened " + "very " * GAP + "fire on", "attack"] in hits(within)
    assert all("opened" not in words for words, _ in hits(beyond))


def test_the_longer_phrase_outranks_the_words_within_it() -> None:
    assert hits("A ceasefire agreement was signed.")[0] == ["ceasefire agreement", "ceasefire.agreed"]


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4))
def test_triggers_never_overlap_and_stand_in_order(phrases: list[str]) -> None:
    tokens = tokens_of("They " + " and ".join(phrases).replace("...", "the") + ".")
    found = hits_in(clause_of(tokens))
    assert all(h.start < h.end <= len(tokens) for h in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
