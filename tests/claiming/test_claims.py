"""A table of short reports: which claims each yields, by the fields given.

The marks are learned, so that no single case has to be right; the share of fields that are may not fall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tocsin.line import mark_page
from tocsin.model import Actor, Claim, Page, Reading, Span, Toll

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "claims.yaml").read_text("utf-8"))
LEAST = 0.85
"""Share of the fields of the table that are read right, a claim beyond those expected counting as a field read wrong."""


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


class Compared(NamedTuple):
    """One case: fields read right, fields there are, and what differs."""

    right: int
    fields: int
    difference: str


def compared(case: Mapping[str, Any]) -> Compared:
    """Each claim expected beside the claim read that shares most fields with it, each read claim once."""
    reading = read(case["text"])
    text, left = reading.report.text, list(reading.claims)
    right, found = 0, []
    for row in case["claims"]:
        rows = [{field: FIELDS[field](claim, text, value) for field, value in row.items()} for claim in left]
        shared = [sum(told[field] == row[field] for field in row) for told in rows]
        if not rows:
            continue
        best = shared.index(max(shared))
        right += shared[best]
        found.append(rows[best])
        del left[best]
    found += [{"unexpected": claim.type, "quote": list(claim.quoted)} for claim in left]
    fields = sum(map(len, case["claims"])) + len(left)
    difference = unified_diff(lines_of(case["claims"]), lines_of(found), "expected", "read", lineterm="", n=1)
    return Compared(right, fields, "\n".join(difference))


def lines_of(rows: list[dict[str, Any]]) -> list[str]:
    return str(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=200)).splitlines()


def test_the_names_of_cases_are_their_own() -> None:
    assert [name for name, n in Counter(case["name"] for case in CASES).items() if n > 1] == []


def test_most_fields_of_the_table_are_read_right() -> None:
    told = [(case["name"], compared(case)) for case in CASES]
    share = sum(one.right for _, one in told) / sum(one.fields for _, one in told)
    differing = "\n".join(f"\n{name}\n{one.difference}" for name, one in told if one.difference)
    print(f"{share:.3f} of the fields are right{differing}")
    assert share >= LEAST


def test_a_claim_read_wrong_counts_against_the_share() -> None:
    case = CASES[0]
    wrong = {"text": case["text"], "claims": [row | {"type": "sanction"} for row in case["claims"]]}
    assert compared(wrong).right < compared(case).right
    nothing = compared({"text": case["text"], "claims": []})
    assert (nothing.right, nothing.fields) == (0, len(case["claims"]))


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
