"""Names that point back: what they take from the name they stand for, and when they point nowhere."""

from __future__ import annotations

import msgspec

from tocsin.claiming.antecedents import resolved
from tocsin.model import Name

MINISTRY = Name(span=(0, 20), kind="authority", id="kas.defence-ministry", party="kas", organ="defence-ministry")
ARMY = Name(span=(30, 45), kind="state_force", id="vel.army", party="vel", organ="army")
REBELS = Name(span=(0, 12), kind="rebel", id="fla.men", party="fla", form="description")
POLICE = Name(span=(50, 70), kind="police", id="vel.police", party="vel", organ="police", form="description")


def pointing(**fields: object) -> Name:
    return msgspec.structs.replace(Name(span=(80, 92), kind="other", form="reference"), **fields)


def last(*names: Name) -> Name:
    return resolved(names, "." * names[-1].span[1])[-1]


def test_the_ministry_is_the_nearest_ministry_not_the_nearest_name() -> None:
    assert last(MINISTRY, ARMY, pointing(kind="authority", organ="defence-ministry")).id == "kas.defence-ministry"


def test_a_pronoun_is_the_nearest_name_that_can_act() -> None:
    assert last(MINISTRY, ARMY, pointing()).party == "vel"


def test_a_reference_before_any_name_points_nowhere() -> None:
    assert last(pointing()) == pointing()


def test_an_organ_that_nobody_named_points_nowhere() -> None:
    assert last(ARMY, pointing(kind="authority", organ="defence-ministry")).id is None


def test_a_description_is_nobody_s_antecedent() -> None:
    assert last(POLICE, pointing()).id is None


def test_a_place_is_nobody_s_antecedent() -> None:
    assert last(Name(span=(0, 3), kind="place", id="own:orm"), pointing()).id is None


def test_soldiers_joined_to_a_party_s_policemen_are_of_that_party() -> None:
    text = "Two Vel policemen and three soldiers were hurt."
    police = msgspec.structs.replace(POLICE, span=(0, 17))
    soldiers = Name(span=(22, 36), kind="state_force", organ="army", form="description")
    assert resolved([police, soldiers], text)[-1].id == "vel.army"


def test_soldiers_of_whom_a_party_s_policemen_speak_are_not_of_it() -> None:
    text = "Two Vel policemen said soldiers had come."
    police = msgspec.structs.replace(POLICE, span=(0, 17))
    soldiers = Name(span=(23, 31), kind="state_force", organ="army", form="description")
    assert resolved([police, soldiers], text)[-1].party is None


def test_the_militants_are_of_the_only_party_whose_militants_are_named() -> None:
    assert last(REBELS, Name(span=(30, 43), kind="rebel", form="description")).party == "fla"


def test_the_militants_are_nobody_s_where_those_of_two_parties_are_named() -> None:
    other = Name(span=(14, 24), kind="militia", id="gol.men", party="gol", form="description")
    assert last(REBELS, other, Name(span=(30, 43), kind="rebel", form="description")).party is None


def test_a_name_that_points_nowhere_back_stays_as_it_is() -> None:
    assert resolved([MINISTRY, ARMY], " " * 50) == (MINISTRY, ARMY)
