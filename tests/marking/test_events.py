"""Events: the table in ``cases/events.yaml``, and what the marks of an act may look like in any sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.mirror import as_report

from tocsin.lexicon.atlas import Atlas
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import register
from tocsin.marking.blind import blind
from tocsin.marking.marker import mark
from tocsin.model import Event, contains

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "events.yaml").read_text(encoding="utf-8")
)
ATLAS = Atlas.open()


def events_in(text: str) -> tuple[str, list[Event]]:
    """Return a report whose one paragraph is ``text``, and the acts marked in it."""
    report = as_report(f"Title\n{text}")
    marks = mark(report, blind(report, register()), register(), ATLAS)
    return report.text, list(marks.events)


def row(text: str, event: Event) -> list[str | None]:
    wanted = event.wanted or (None, None)
    return [text[slice(*event.trigger)], event.type, event.status, event.stance, *wanted]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_sentence_tells_the_acts_of_the_table(case: dict[str, Any]) -> None:
    text, events = events_in(case["text"])
    assert [row(text, event) for event in events] == case["told"]


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_a_type_whose_doing_is_saying_has_no_status_and_every_other_has_one(text: str) -> None:
    _, events = events_in(text)
    assert all((event.status is None) == codebook().row(event.type).speech for event in events)


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_a_trigger_lies_in_its_clause_and_says_why_it_was_taken(text: str) -> None:
    _, events = events_in(text)
    assert all(contains(event.clause, event.trigger) for event in events)
    assert all(event.because[0].rule.startswith("event/") for event in events)


def test_a_denied_act_names_the_act_and_the_denial_as_its_reasons() -> None:
    _, (event,) = events_in("The army denied that it shelled the village.")
    assert [b.rule for b in event.because if b.rule.startswith("event/")] == ["event/attack.artillery", "event/denial"]


def test_the_subject_of_a_denial_is_not_made_the_doer_of_an_act_that_has_one() -> None:
    text, (event,) = events_in("The army denied that rebels shelled the village.")
    assert [text[slice(*r.span)] for r in event.roles if r.slot == "initiator"] == ["rebels"]
