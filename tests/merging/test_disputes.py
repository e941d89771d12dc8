"""Pairs of claims: which give rival accounts, over what, and which only differ in detail."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import msgspec
import pytest
from tests import examples

from tocsin.merging import disputes_in
from tocsin.model import Actor, Claim, Control, Dispute, Speaker, Toll, make_id

ARMIES = {"KAS": "Kastrian guns", "VEL": "Vell troops", "ORM": "The Vell army"}


def speaker(side: str) -> Speaker:
    return msgspec.structs.replace(
        examples.KASTRIA, name=f"ministry of {side}", id=f"{side.lower()}.ministry", side=side
    )


def says(side: str, number: int, **fields: object) -> Claim:
    """A claim of the ministry of ``side`` that an attack happened."""
    plain = examples.claim(number, examples.ATTACK, "attack", speaker(side), stance="accuses")
    return msgspec.structs.replace(plain, **fields)


def by(*sides: str) -> tuple[Actor, ...]:
    return tuple(examples.actor("initiator", ARMIES[side], side) for side in sides)


def lost(low: int | None, best: int | None, high: int | None, **fields: object) -> tuple[Toll, ...]:
    plain = examples.toll("Four Kastrian soldiers", "killed", "KAS", best)
    return (msgspec.structs.replace(plain, low=low, best=best, high=high, **fields),)


def over(*claims: Claim) -> list[str]:
    return [dispute.over for dispute in disputes_in(claims)]


KASTRIA = says("KAS", 1, actors=by("VEL"))
VELL = says("VEL", 2, actors=by("KAS"))


def test_each_side_naming_the_other_is_a_dispute_over_who_did_it() -> None:
    (dispute,) = disputes_in([KASTRIA, VELL])
    assert (dispute.over, dispute.force, dispute.state, dispute.of) == (
        "attribution",
        "competing",
        "open",
        (KASTRIA.id, VELL.id),
    )


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(msgspec.structs.replace(VELL, actors=by("VEL"), stance="own_act"), id="its own deed"),
        pytest.param(msgspec.structs.replace(VELL, status="attempted"), id="another status"),
        pytest.param(msgspec.structs.replace(VELL, type="seizure"), id="another kind of act"),
        pytest.param(msgspec.structs.replace(VELL, layer="background"), id="background"),
        pytest.param(msgspec.structs.replace(VELL, speaker=speaker("ORM")), id="a third party accuses"),
        pytest.param(msgspec.structs.replace(VELL, actors=()), id="nobody named"),
        pytest.param(msgspec.structs.replace(VELL, stance="reports"), id="reported only"),
    ],
)
def test_without_crossed_charges_nobody_disputes_who_did_it(other: Claim) -> None:
    assert over(KASTRIA, other) == []


def test_of_three_parties_only_those_who_name_each_other_dispute() -> None:
    third = says("ORM", 3, actors=by("KAS"))
    assert [d.of for d in disputes_in([KASTRIA, VELL, third])] == [(KASTRIA.id, VELL.id)]


def test_an_act_and_its_denial_are_exclusive() -> None:
    denial = says("VEL", 2, actors=by("VEL"), status="not_happened", stance="denies")
    (dispute,) = disputes_in([KASTRIA, denial])
    assert (dispute.over, dispute.force) == ("denial", "exclusive")


def test_a_bare_denial_by_the_accused_denies_the_charge() -> None:
    assert over(KASTRIA, says("VEL", 2, type="denial", status=None, stance=None, actors=by("VEL"))) == ["denial"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(says("KAS", 2, actors=by("VEL"), status="not_happened", stance="denies"), id="the same speaker"),
        pytest.param(says("VEL", 2, actors=by("ORM"), status="not_happened", stance="denies"), id="another doer"),
        pytest.param(says("VEL", 2, actors=by("VEL"), type="seizure", status="not_happened"), id="another act"),
        pytest.param(says("VEL", 2, type="concern", status=None, stance=None, actors=by("VEL")), id="concern"),
    ],
)
def test_what_denies_another_thing_is_no_denial_of_this(other: Claim) -> None:
    assert over(KASTRIA, other) == []


def test_two_denials_agree() -> None:
    one = says("VEL", 1, actors=by("VEL"), status="not_happened", stance="denies")
    assert over(one, says("ORM", 2, actors=by("VEL"), status="not_happened", stance="denies")) == []


def figures(one: Sequence[Toll], other: Sequence[Toll], speakers: tuple[str, str] = ("KAS", "VEL")) -> list[Dispute]:
    first = says(speakers[0], 1, type="losses", stance="reports", tolls=one)
    second = says(speakers[1], 2, type="losses", stance="reports", tolls=other)
    return list(disputes_in([first, second]))


def test_four_dead_against_nine_is_a_dispute_over_the_figure() -> None:
    (dispute,) = figures(lost(4, 4, 4), lost(9, 9, 9))
    assert (dispute.over, dispute.force) == ("figure", "exclusive")
    assert [reason.rule for reason in dispute.because] == ["dispute/figures"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(lost(4, 4, None), lost(5, 5, 5), id="at least 4 holds 5"),
        pytest.param(lost(None, 9, 9), lost(4, 4, 4), id="up to 9 holds 4"),
        pytest.param(lost(3, None, None), lost(40, 40, 40), id="several has no high"),
        pytest.param(lost(None, None, None), lost(4, 4, 4), id="a figure nobody gave"),
        pytest.param(lost(2, 3, 4), lost(4, 5, 6), id="ranges that touch"),
        pytest.param(lost(4, 4, 4), lost(9, 9, 9, side="VEL"), id="losses of the other side"),
        pytest.param(lost(4, 4, 4), lost(9, 9, 9, status="wounded"), id="wounded, not killed"),
        pytest.param(lost(4, 4, 4), lost(9, 9, 9, kind="civilian"), id="civilians, not soldiers"),
        pytest.param(lost(4, 4, 4), lost(9, 9, 9, scope="conflict"), id="of the whole war"),
        pytest.param(lost(4, 4, 4, side=None), lost(9, 9, 9, side=None), id="of no side"),
    ],
)
def test_figures_that_can_both_hold_are_no_dispute(one: tuple[Toll, ...], other: tuple[Toll, ...]) -> None:
    assert figures(one, other) == []


def test_an_update_by_the_same_speaker_is_no_dispute() -> None:
    assert figures(lost(4, 4, 4), lost(9, 9, 9), ("KAS", "KAS")) == []


@pytest.mark.parametrize(
    ("one", "other", "found"), [(lost(5, 5, None), lost(4, 4, 4), ["figure"]), (lost(4, 4, None), lost(4, 4, 4), [])]
)
def test_a_floor_above_the_other_s_figure_is_a_dispute(
    one: tuple[Toll, ...], other: tuple[Toll, ...], found: list[str]
) -> None:
    assert [d.over for d in figures(one, other)] == found


def holds(side: str, number: int, to: str | None, place: str = "Orm") -> Claim:
    where = msgspec.structs.replace(examples.NEAR_ORM, name=place)
    control = Control(from_=None, to=to, span=None)
    return says(side, number, type="control.held", stance="own_act", actors=by(side), control=control, where=where)


def test_two_sides_holding_one_place_dispute_control() -> None:
    (dispute,) = disputes_in([holds("KAS", 1, "KAS"), holds("VEL", 2, "VEL")])
    assert (dispute.over, dispute.force) == ("control", "exclusive")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(holds("VEL", 2, "KAS"), id="the same holder"),
        pytest.param(holds("VEL", 2, "VEL", "Tarn"), id="another place"),
        pytest.param(holds("VEL", 2, None), id="no holder told"),
        pytest.param(holds("KAS", 2, "VEL"), id="the same speaker"),
    ],
)
def test_one_place_one_holder_is_no_dispute(other: Claim) -> None:
    assert over(holds("KAS", 1, "KAS"), other) == []


def test_a_pair_has_one_dispute_though_two_rules_find_one() -> None:
    one = msgspec.structs.replace(KASTRIA, tolls=lost(4, 4, 4))
    assert over(one, msgspec.structs.replace(VELL, tolls=lost(9, 9, 9))) == ["attribution"]


def test_ids_of_disputes_do_not_hang_on_the_order_of_claims() -> None:
    third = says("VEL", 3, actors=by("VEL"), status="not_happened", stance="denies")
    orders = [disputes_in(order) for order in permutations([KASTRIA, VELL, third])]
    assert len({frozenset(d.id for d in found) for found in orders}) == 1
    assert make_id("dsp", *sorted((KASTRIA.id, VELL.id)), "attribution") in {d.id for d in orders[0]}
