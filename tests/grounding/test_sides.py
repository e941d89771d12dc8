"""Drafts in, sides out: who fights here, and what slugs become on every claim."""

from __future__ import annotations

import msgspec
import pytest
from tests import examples

from tocsin.grounding.sides import sides_of, with_sides
from tocsin.lexicon.register import register
from tocsin.model import Actor, Claim, Control, Draft

ATTACK = examples.claims()[0]


def actor(role: str, slug: str | None) -> Actor:
    return msgspec.structs.replace(examples.actor(role, "Vell troops", slug), id=slug)


def sides(**fields: object) -> dict[str, str]:
    plain = msgspec.structs.replace(ATTACK, actors=(actor("initiator", "arm"), actor("target", "aze")), tolls=())
    return sides_of([Draft(claim=msgspec.structs.replace(plain, **fields))], register())


def test_doer_and_target_of_an_act_are_sides() -> None:
    assert sides() == {"arm": "ARM", "aze": "AZE"}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"layer": "background"}, id="of long ago"),
        pytest.param({"type": "concern", "status": None}, id="of a speech act"),
        pytest.param({"type": "mediation"}, id="of a mediation"),
        pytest.param({"type": "aid"}, id="of aid"),
        pytest.param({"actors": (actor("mediator", "arm"), actor("addressee", "aze"))}, id="mediator and addressee"),
        pytest.param({"actors": (actor("initiator", None),)}, id="of no party"),
    ],
)
def test_whoever_does_not_fight_is_no_side(fields: dict[str, object]) -> None:
    assert sides(**fields) == {}


def test_whose_people_are_lost_is_a_side() -> None:
    assert sides(actors=(), tolls=(examples.toll("Four Kastrian soldiers", "killed", "aze", 4),)) == {"aze": "AZE"}


def test_sides_stand_in_the_order_of_their_slugs() -> None:
    swapped = (actor("initiator", "aze"), actor("target", "arm"))
    assert list(sides(actors=swapped)) == ["arm", "aze"]


def grounded(**fields: object) -> Claim:
    claim = msgspec.structs.replace(ATTACK, **fields)
    return with_sides(claim, {"arm": "ARM", "aze": "AZE"}, register())


def test_slugs_become_sides_on_speaker_actors_and_losses() -> None:
    speaker = msgspec.structs.replace(examples.KASTRIA, id="arm.defence-ministry", side="arm")
    tolls = (examples.toll("Four Kastrian soldiers", "killed", "aze", 4),)
    claim = grounded(speaker=speaker, actors=(actor("initiator", "aze"),), tolls=tolls)
    assert (claim.speaker.side, claim.actors[0].side, claim.tolls[0].side) == ("ARM", "AZE", "AZE")


def test_a_party_that_is_no_side_loses_its_side_and_keeps_its_id() -> None:
    claim = grounded(actors=(actor("initiator", "rus"),))
    assert (claim.actors[0].id, claim.actors[0].side) == ("rus", None)


def test_the_lost_keep_the_side_of_their_party_though_it_does_nothing_in_the_news() -> None:
    claim = grounded(layer="background", tolls=(examples.toll("Four Kastrian soldiers", "killed", "rus", 4),))
    assert claim.tolls[0].side == "RUS"


def test_a_speaker_of_no_party_has_no_side() -> None:
    assert grounded(speaker=examples.OUTLET).speaker.side is None


def test_whoever_holds_a_place_is_named_even_if_no_side() -> None:
    found = grounded(control=Control(from_="rus", to="aze", span=None)).control
    assert found is not None
    assert (found.from_, found.to) == ("RUS", "AZE")
