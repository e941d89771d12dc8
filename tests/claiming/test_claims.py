"""A table of short reports: what claims each yields, by the fields given, shown as a diff where it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.line import mark_page
from tocsin.model import Actor, Claim, Page, Reading, Span, Toll

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "claims.yaml").read_text("utf-8"))
RIGHT = [case for case in CASES if "known_wrong" not in case]
WRONG = [case for case in CASES if "known_wrong" in case]


def read(text: str) -> Reading:
    return mark_page(Page(content=text.encode(), media="text/plain", path="case.txt"))


def at(span: Span | None, text: str) -> str | None:
    return text[slice(*span)] if span else None


def actor(one: Actor, width: int) -> list[str | None]:
    return [one.role, one.name, one.side][:width]


def toll(one: Toll, text: str, width: int) -> list[Any]:
    return [at(one.span, text), one.status, one.best, one.side, one.kind][:width]


def width(rows: list[list[Any]], least: int) -> int:
    """How many fields the rows of the table give; ``least`` where there are none."""
    return max((len(row) for row in rows), default=least)


FIELDS: Mapping[str, Callable[[Claim, str, Any], Any]] = {
    "type": lambda claim, _, __: claim.type,
    "status": lambda claim, _, __: claim.status,
    "stance": lambda claim, _, __: claim.stance,
    "layer": lambda claim, _, __: claim.layer,
    "speaker": lambda claim, _, __: claim.speaker.name,
    "told": lambda claim, _, __: claim.speaker.told,
    "named": lambda claim, _, __: claim.speaker.named,
    "side": lambda claim, _, __: claim.speaker.side,
    "cue": lambda claim, text, __: at(claim.speaker.cue, text),
    "chain": lambda claim, _, __: [link.role for link in claim.chain],
    "actors": lambda claim, _, rows: [actor(a, width(rows, 2)) for a in claim.actors],
    "content": lambda claim, _, __: [claim.content.type, claim.content.status] if claim.content else None,
    "object": lambda claim, _, __: claim.object.name if claim.object else None,
    "control": lambda claim, _, __: [claim.control.from_, claim.control.to] if claim.control else None,
    "tolls": lambda claim, text, rows: [toll(t, text, width(rows, 3)) for t in claim.tolls],
    "where": lambda claim, _, __: claim.where.name if claim.where else None,
    "quote": lambda claim, _, __: list(claim.quoted),
}


def differences(case: Mapping[str, Any]) -> str:
    """What was expected against what was read; one word for each claim beyond those expected."""
    reading = read(case["text"])
    wanted: list[dict[str, Any]] = case["claims"]
    text = reading.report.text
    found = [
        {field: FIELDS[field](claim, text, value) for field, value in row.items()}
        for row, claim in zip(wanted, reading.claims, strict=False)
    ]
    found += [{"unexpected": claim.type, "quote": list(claim.quoted)} for claim in reading.claims[len(wanted) :]]
    return "\n".join(unified_diff(lines_of(wanted), lines_of(found), "expected", "read", lineterm="", n=1))


def lines_of(rows: list[dict[str, Any]]) -> list[str]:
    return str(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=200)).splitlines()


def test_the_names_of_cases_are_their_own() -> None:
    assert [name for name, n in Counter(case["name"] for case in CASES).items() if n > 1] == []


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["name"])
def test_a_report_yields_the_claims_of_the_table(case: dict[str, Any]) -> None:
    difference = differences(case)
    assert not difference, f"\n{case['text']}\n{difference}"


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["name"])
def test_what_is_known_to_be_wrong_has_not_come_right_unnoticed(case: dict[str, Any]) -> None:
    assert differences(case), f"“{case['name']}” comes right: take known_wrong away ({case['known_wrong']})"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_span_of_a_claim_is_the_words_beside_it(case: dict[str, Any]) -> None:
    reading = read(case["text"])
    text = reading.report.text
    for claim in reading.claims:
        assert claim.quoted == tuple(text[a:b] for a, b in claim.quote)
        assert [a.name for a in claim.actors] == [at(a.span, text) for a in claim.actors]
        assert [link.name for link in claim.chain if link.span] == [
            at(link.span, text) for link in claim.chain if link.span
        ]


def test_the_same_text_gives_the_same_claims() -> None:
    text = CASES[0]["text"]
    assert read(text) == read(text)


def test_ids_tell_two_claims_on_the_same_words_apart() -> None:
    text = "Night in Orm\nRebels shelled a village. Soldiers shelled a village. Soldiers shelled a convoy, a source said.\n"
    ids = [claim.id for claim in read(text).claims]
    assert len(set(ids)) == len(ids) == 3
