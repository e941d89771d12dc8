"""Names: the table in ``cases/names.yaml``; what a phrase names does not hang on which party stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.mirror import as_report

from tocsin.lexicon.register import register
from tocsin.marking.blind import blind
from tocsin.marking.names import find_names, names_in
from tocsin.marking.phrases import clause_of
from tocsin.marking.tokens import tokens_of
from tocsin.model import Name

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "names.yaml").read_text(encoding="utf-8")
)
RULES = (
    "party body office organ organ-alone office-holder pronoun both-sides definite people titled capitals place-like"
)


def named(text: str) -> list[tuple[str, Name]]:
    """Return the names of a one-sentence report with the words of the report that they stand on."""
    report = as_report(f"Title\n{text}")
    blinded = blind(report, register())
    span = blinded.regions[1].span
    bodies = [name for _, name in register().bodies_in(blinded.text, span)]
    clause = clause_of(tokens_of(blinded.text, span), solid=bodies)
    found = find_names(blinded, [clause], register())
    return [(report.text[slice(*blinded.to_original(n.span))], n) for n in found]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_sentence_names_exactly_those_of_the_table(case: dict[str, Any]) -> None:
    found = {words: [n.kind, n.because[0].rule, n.id, n.party, n.organ, n.form] for words, n in named(case["text"])}
    assert found == case["names"]


def test_every_rule_has_a_case_that_fires_it() -> None:
    fired = {row[1].removeprefix("name/") for case in CASES for row in case["names"].values()}
    assert set(RULES.split()) | {"people-of-party"} == fired | {"people-of-party"}


@pytest.mark.parametrize(
    "words", ["{} soldiers fell.", "The {} army moved.", "{} officials spoke.", "The {} side left."]
)
def test_a_phrase_names_the_like_of_either_party(words: str) -> None:
    one, other = (
        [(n.kind, n.organ, n.form, n.because[0].rule) for _, n in named(words.format(party))]
        for party in ("Armenian", "Azerbaijani")
    )
    assert one == other
    assert one


def test_the_core_of_a_name_is_the_partys_own_word() -> None:
    report = as_report("Title\nFour Armenian soldiers fell.")
    blinded = blind(report, register())
    ((_, name),) = named("Four Armenian soldiers fell.")
    assert name.core is not None
    assert report.text[slice(*blinded.to_original(name.core))] == "Armenian"


def test_names_within_a_span_leave_out_those_that_reach_beyond_it() -> None:
    names = [name for _, name in named("Armenia and Monks spoke.")]
    assert list(names_in(names, names[0].span)) == names[:1]
    assert not list(names_in(names, (names[0].span[0], names[0].span[1] - 1)))
