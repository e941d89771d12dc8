"""A claim in, its row on a coarse scorer's list out: every way from type, stance, status, content and cue."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from gold.rows import scored_row
from tests import examples

from tocsin.model import Claim, Content, Span

ATTACK = msgspec.structs.replace(examples.claims()[0], status="happened", stance="reports")
TEXT = f"{examples.TEXT}accused blamed"
PATHS: list[tuple[str, dict[str, Any], str, str]] = [
    # what the claim is, its fields, type and status of the row
    ("an act", {}, "attack_artillery", "happened"),
    ("an act charged", {"stance": "accuses"}, "attack_artillery", "happened"),
    ("an act of war going on", {"status": "ongoing"}, "attack_artillery", "ongoing"),
    ("an act at an end", {"status": "ended"}, "attack_artillery", "happened"),
    ("an act that failed", {"status": "failed"}, "attack_artillery", "attempted"),
    ("an act tried", {"status": "attempted"}, "attack_artillery", "attempted"),
    ("an act on a condition", {"status": "conditional"}, "attack_artillery", "planned"),
    ("an act that was not", {"status": "not_happened"}, "deny", "denied"),
    ("an act denied", {"stance": "denies"}, "deny", "denied"),
    ("a denial", {"type": "denial", "status": None, "stance": None}, "deny", "denied"),
    ("an accusation", {"type": "accusation", "status": None, "stance": None}, "accuse", "happened"),
    ("losses", {"type": "losses"}, "casualties_only", "happened"),
    ("a threat", {"type": "threat", "status": None}, "threaten", "threatened"),
    ("an offer of mediation", {"type": "offer.mediation", "status": None}, "offer_mediation", "offered"),
    ("concern", {"type": "concern", "status": None}, "express_concern", "happened"),
    ("support for mediation", {"type": "support.mediation", "status": None}, "support_mediation", "happened"),
    ("what the list has not", {"type": "statement"}, "other", "happened"),
]
APPEALS: list[tuple[str, Content | None, str]] = [
    ("appeal.deescalate", Content(type="clash", status="ended"), "appeal_deescalate"),
    ("appeal", Content(type="attack", status="not_happened"), "appeal_deescalate"),
    ("appeal", Content(type="release", status="happened"), "release_people"),
    ("appeal", Content(type="withdrawal", status="happened"), "withdraw"),
]


def kind(claim: Claim) -> tuple[str, str]:
    row = scored_row(claim, TEXT)
    return row["type"], row["status"]


@pytest.mark.parametrize(("fields", "type_", "status"), [p[1:] for p in PATHS], ids=[p[0] for p in PATHS])
def test_type_and_status_take_their_way_to_the_list(fields: dict[str, Any], type_: str, status: str) -> None:
    assert kind(msgspec.structs.replace(ATTACK, **fields)) == (type_, status)


@pytest.mark.parametrize(("type_", "content", "scored"), APPEALS)
def test_an_appeal_is_the_act_it_calls_for(type_: str, content: Content | None, scored: str) -> None:
    claim = msgspec.structs.replace(ATTACK, type=type_, status=None, stance=None, content=content)
    assert kind(claim) == (scored, "called_for")


@pytest.mark.parametrize(("cue", "scored"), [("accused", "accuse"), ("blamed", "accuse"), ("said", "attack_artillery")])
def test_a_cue_of_blame_makes_the_row_an_accusation(cue: str, scored: str) -> None:
    start = TEXT.rindex(cue)
    at: Span = (start, start + len(cue))
    speaker = msgspec.structs.replace(ATTACK.speaker, cue=at)
    assert kind(msgspec.structs.replace(ATTACK, speaker=speaker))[0] == scored


def test_a_speaker_without_a_cue_accuses_nobody() -> None:
    assert kind(msgspec.structs.replace(ATTACK, speaker=examples.OUTLET))[0] == "attack_artillery"


def test_the_row_names_parties_and_leaves_out_what_is_null() -> None:
    actors = (
        msgspec.structs.replace(examples.actor("initiator", "Vell troops", "ARM"), id="arm.army"),
        msgspec.structs.replace(examples.actor("participant", "Kastrian guns", "ARM"), id="arm"),
        examples.actor("addressee", "two policemen", None),
    )
    claim = msgspec.structs.replace(ATTACK, actors=actors, when=None, where=None, speaker=examples.OUTLET)
    row = scored_row(claim, TEXT)
    assert (row["initiator"], row["target"]) == (["Armenia"], ["two policemen"])
    assert (row["when"], row["where"], row["claimant"], row["claimant_explicit"]) == ({}, {}, None, False)


def test_losses_carry_the_party_s_name_and_their_figures() -> None:
    claim = msgspec.structs.replace(ATTACK, tolls=(examples.toll("two policemen", "wounded", "AZE", 2, kind="police"),))
    (toll,) = scored_row(claim, TEXT)["tolls"]
    assert toll == {"side": "Azerbaijan", "status": "wounded", "kind": "police", "low": 2, "best": 2, "high": 2}
