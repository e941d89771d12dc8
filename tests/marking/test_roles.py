"""Roles: the table in ``cases/roles.yaml``, and that each link says which place in the clause it was read from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.lexicon.codebook import codebook
from tocsin.marking.phrases import Clause, clause_of
from tocsin.marking.roles import is_passive, roles_of
from tocsin.marking.status import Trigger, group_start
from tocsin.marking.tokens import tokens_of
from tocsin.marking.triggers import hits_in
from tocsin.model import Role

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "roles.yaml").read_text(encoding="utf-8")
)


def trigger_in(clause: Clause, first: str) -> tuple[Trigger, str]:
    """Return the trigger that begins with the word ``first``, with its key."""
    hit = next(h for h in hits_in(clause) if clause.tokens[h.start].text == first)
    noun = hit.frame.pos == "noun"
    group = hit.start if noun else group_start(clause, hit.start)
    return Trigger(hit.start, hit.end, group, noun, hit.frame.form), hit.frame.key


def roles_in(text: str, first: str) -> tuple[Role, ...]:
    clause = clause_of(tokens_of(text))
    trigger, key = trigger_in(clause, first)
    return roles_of(clause, trigger, codebook().roles(key))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['trigger']}: {case['text']}" for case in CASES])
def test_a_trigger_has_exactly_the_roles_of_the_table(case: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    for role in roles_in(case["text"], case["trigger"]):
        found.setdefault(role.slot, []).append(case["text"][slice(*role.span)])
    assert {slot: sorted(names) for slot, names in found.items()} == {
        slot: sorted(names) for slot, names in case["roles"].items()
    }


@pytest.mark.parametrize(
    ("text", "first", "passive"),
    [
        ("The mill was shelled at noon.", "shelled", True),
        ("The mill shelled by rebels burned.", "shelled", True),
        ("The rebels shelled the mill.", "shelled", False),
        ("The rebels have shelled the mill.", "shelled", False),
        ("The shelling of the mill began.", "shelling", False),
    ],
)
def test_a_passive_is_told_from_an_active_verb(text: str, first: str, passive: bool) -> None:  # noqa: FBT001 - a column
    clause = clause_of(tokens_of(text))
    assert is_passive(clause, trigger_in(clause, first)[0]) is passive


def test_every_role_says_from_which_place_it_was_read() -> None:
    rules = {r.slot: r.because[0].rule for r in roles_in("Rebels attacked the mill in Orm.", "attacked")}
    assert rules == {"initiator": "role/subject", "target": "role/object", "place": "role/in"}


def test_a_place_that_the_grammar_does_not_name_fills_no_slot() -> None:
    clause = clause_of(tokens_of("Rebels attacked the mill during the feast."))
    trigger, _ = trigger_in(clause, "attacked")
    assert roles_of(clause, trigger, {"object": "target"})[0].slot == "target"
    assert len(roles_of(clause, trigger, {"object": "target"})) == 1
