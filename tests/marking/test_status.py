"""Status: every rule of the table has a sentence that fires it and near-misses that come out otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tocsin.lexicon.words import words
from tocsin.marking.phrases import clause_of
from tocsin.marking.status import _RULES, Ruling, Trigger, group_start, status_of
from tocsin.marking.tokens import tokens_of
from tocsin.marking.triggers import hits_in

TABLE: dict[str, dict[str, list[list[str]]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "status.yaml").read_text(encoding="utf-8")
)
FIRES = [(rule, *line) for rule, of in TABLE.items() for line in of["fires"]]
NEAR = [(rule, *line) for rule, of in TABLE.items() for line in of["near"]]
UNRULED = "status/told-as-done"


def ruling_in(sentence: str, first: str) -> Ruling:
    """Return what the table rules on the trigger that begins with the word ``first``."""
    clause = clause_of(tokens_of(sentence))
    hit = next(h for h in hits_in(clause) if clause.tokens[h.start].text == first)
    noun = hit.frame.pos == "noun"
    group = hit.start if noun else group_start(clause, hit.start)
    return status_of(clause, Trigger(hit.start, hit.end, group, noun, hit.frame.form))


@pytest.mark.parametrize(("rule", "sentence", "first", "status"), FIRES)
def test_an_example_fires_its_rule(rule: str, sentence: str, first: str, status: str) -> None:
    found = ruling_in(sentence, first)
    assert (found.because.rule, found.status) == (rule, status)


@pytest.mark.parametrize(("rule", "sentence", "first", "status"), NEAR)
def test_a_near_miss_fires_another_rule(rule: str, sentence: str, first: str, status: str) -> None:
    found = ruling_in(sentence, first)
    assert found.because.rule != rule
    assert found.status == status


def test_every_rule_has_an_example_and_a_near_miss() -> None:
    assert {rule for _, rule, _ in _RULES} | {UNRULED} == set(TABLE)
    assert all(of["fires"] and of["near"] for of in TABLE.values())


@pytest.mark.parametrize(("rule", "sentence", "first", "status"), [f for f in FIRES if f[0] != UNRULED])
def test_the_words_that_decide_lie_in_the_sentence(rule: str, sentence: str, first: str, status: str) -> None:
    del rule, status
    ((start, end),) = ruling_in(sentence, first).because.spans
    assert sentence[start:end].strip()


def test_no_word_both_attempts_and_fails() -> None:
    tried, failed = words("status").set("attempted.governors"), words("status").set("failed.governors")
    assert not tried & failed
