from __future__ import annotations

import msgspec
import pytest
from tests import examples

from tocsin.model import Toll
from tocsin.writing.phrases import reason_field, toll_phrase, type_phrase, what_of

CASES: tuple[tuple[dict[str, object], str], ...] = (
    ({}, "4 killed (military)"),
    ({"qualifier": "at_least"}, "at least 4 killed (military)"),
    ({"qualifier": "at_most", "kind": "unknown"}, "up to 4 killed"),
    ({"qualifier": "about", "low": 3, "high": 5}, "about 4 killed (military)"),
    ({"qualifier": "range", "low": 3, "high": 5}, "3–5 killed (military)"),
    ({"qualifier": "vague", "low": 2, "best": None, "high": None}, "2 or more killed (military)"),
    ({"qualifier": "vague", "low": None, "best": None, "high": None}, "“Four” killed (military)"),
    ({"qualifier": "exact", "low": None, "best": None, "high": None}, "“Four” killed (military)"),
    ({"qualifier": "none", "low": 0, "best": 0, "high": 0, "kind": "unknown"}, "no killed"),
    ({"what": "tank", "status": "destroyed", "kind": "unknown"}, "4 tanks destroyed"),
    ({"what": "uav", "status": "destroyed", "kind": "unknown", "low": 1, "best": 1, "high": 1}, "1 drone destroyed"),
    ({"low": 12000, "best": 12000, "high": 12000, "kind": "unknown"}, "12,000 killed"),
    ({"severity": "minor", "status": "wounded", "kind": "police"}, "4 wounded (police, minor)"),
    ({"traits": ("children",), "kind": "civilian"}, "4 killed (civilian, children)"),
    ({"denied": True, "kind": "unknown"}, "4 killed (denied)"),
    ({"scope": "conflict", "kind": "unknown"}, "4 killed (whole conflict)"),
)


@pytest.mark.parametrize(("fields", "words"), CASES)
def test_a_loss_is_put_in_words_without_inventing_a_figure(fields: dict[str, object], words: str) -> None:
    toll: Toll = msgspec.structs.replace(examples.toll("Four", "killed", "KAS", 4), **fields)
    assert toll_phrase(toll, examples.TEXT) == words


def test_who_does_it_to_whom_is_shown_in_the_names_as_written() -> None:
    assert what_of(examples.reading().claims[0]) == "artillery attack: Vell troops → its posts"


def test_who_is_only_lost_is_no_target() -> None:
    victim = examples.actor("victim", "Four Kastrian soldiers", "KAS")
    alone = examples.claim(7, examples.LOSSES, "losses", examples.KASTRIA, actors=(victim,))
    assert what_of(alone) == "losses: Four Kastrian soldiers"
    doer = examples.actor("initiator", "Vell troops", "VEL")
    assert what_of(msgspec.structs.replace(alone, type="attack", actors=(victim, doer))) == (
        "attack: Vell troops → Four Kastrian soldiers"
    )


def test_a_speaker_is_not_repeated_as_the_doer_of_its_own_speech_act() -> None:
    assert what_of(examples.reading().claims[3]) == "appeal to de-escalate: → Kastria (clash, ended)"


def test_a_type_without_words_of_its_own_is_shown_by_its_key() -> None:
    assert type_phrase("attack.laser") == "attack.laser"


def test_a_rule_speaks_for_the_field_of_its_first_part() -> None:
    assert [reason_field(rule) for rule in ("floor/carried", "tolls/several", "odd/rule")] == [
        "Says",
        "Losses",
        "Rules",
    ]
