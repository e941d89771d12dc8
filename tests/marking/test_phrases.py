"""Tags and noun phrases: the table in ``cases/phrases.yaml``, names that are solid, and phrases of any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tocsin.marking.phrases import Clause, clause_of
from tocsin.marking.tokens import tokens_of
from tocsin.model import Span

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "phrases.yaml").read_text(encoding="utf-8")
)


def spanned(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def phrases(text: str, clause: Clause) -> list[str]:
    return [text[slice(*p.span)] for p in clause.phrases]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_sentence_has_the_tags_and_phrases_of_the_table(case: dict[str, Any]) -> None:
    clause = clause_of(tokens_of(case["text"]))
    assert clause.tags.rstrip(".") == case["tags"].rstrip(".")
    assert phrases(case["text"], clause) == case["phrases"]


def test_words_of_time_join_no_phrase() -> None:
    text = "Velk attacked the port Monday morning."
    clause = clause_of(tokens_of(text), times=[spanned(text, "Monday morning")])
    assert phrases(text, clause) == ["Velk", "the port"]


def test_a_solid_name_is_one_phrase_though_a_conjunction_stands_in_it() -> None:
    text = "The League for Peace and Trade met."
    name = spanned(text, "League for Peace and Trade")
    assert phrases(text, clause_of(tokens_of(text), solid=[name])) == ["The League for Peace and Trade"]
    assert phrases(text, clause_of(tokens_of(text))) == ["The League", "Peace", "Trade"]


def test_a_phrase_is_widened_by_what_hangs_on_it_with_of_and_by_nothing_else() -> None:
    text = "the ministry of defence of Velk in Orm"
    clause = clause_of(tokens_of(text))
    wide = clause.with_of(clause.phrases[0])
    assert text[slice(*wide.span)] == "the ministry of defence of Velk"


def test_look_ups_find_the_phrase_before_at_and_behind_a_word() -> None:
    clause = clause_of(tokens_of("Velk troops shelled the village."))
    troops, village = clause.phrases
    assert clause.phrase_before(2) == troops
    assert clause.phrase_from(2) == village
    assert clause.phrase_at(1) == troops
    assert clause.phrase_at(2) is None
    assert clause.phrase_before(0) is None


@given(st.text(max_size=120))
def test_phrases_of_any_text_stand_in_order_and_do_not_overlap(text: str) -> None:
    clause = clause_of(tokens_of(text))
    assert len(clause.tags) == len(clause.tokens)
    assert all(p.start < p.end <= len(clause.tokens) for p in clause.phrases)
    assert all(p.start <= p.head < p.end for p in clause.phrases)
    assert all(a.end <= b.start for a, b in pairwise(clause.phrases))


@given(
    st.lists(
        st.sampled_from(["the", "rebels", "of", "Velk", "’s", "shell", "and", "two", "to", "(", "VA", ")"]), max_size=12
    )
)
def test_phrases_of_any_run_of_telling_words_hold_no_verb(words_: list[str]) -> None:
    clause = clause_of(tokens_of(" ".join(words_)))
    assert not any("V" in clause.tags[p.start : p.end] for p in clause.phrases)
