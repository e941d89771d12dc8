"""Whether a report tells of a conflict at all: words enough, parties that act, or armed people again and again."""

from __future__ import annotations

import msgspec
from tests import examples

from tocsin.claiming.standing import ARMED_ACT, ENOUGH, tells_of_conflict
from tocsin.model import Actor, Claim, Content, DateMark, Draft

ATTACK, LOSSES, *_ = examples.claims()
NOBODY = msgspec.structs.replace(ATTACK, actors=(), tolls=())
PARTY = Actor(role="initiator", name="Vell troops", span=(0, 11), id="vel.army", kind="state_force", side="vel")
GUNMEN = Actor(role="initiator", name="gunmen", span=(0, 6), id=None, kind="rebel", side=None)
VILLAGERS = Actor(role="target", name="villagers", span=(0, 9), id=None, kind="civilian", side=None)


def drafts(claim: Claim, times: int = 1, **fields: object) -> list[Draft]:
    return [Draft(claim=msgspec.structs.replace(claim, **fields))] * times


def test_one_act_of_a_known_party_is_enough() -> None:
    assert tells_of_conflict(drafts(NOBODY, actors=(PARTY,)), 0.0)


def test_an_act_of_a_known_party_in_the_background_is_not_enough() -> None:
    assert not tells_of_conflict(drafts(NOBODY, layer="background", actors=(PARTY,)), 0.0)


def test_words_enough_need_nobody() -> None:
    assert tells_of_conflict([], ENOUGH)
    assert not tells_of_conflict([], ENOUGH - 0.01)


def test_an_act_of_unnamed_gunmen_adds_to_the_words() -> None:
    short = ENOUGH - 2 * ARMED_ACT
    assert not tells_of_conflict(drafts(NOBODY, 1, actors=(GUNMEN,)), short)
    assert tells_of_conflict(drafts(NOBODY, 3, actors=(GUNMEN,)), short)


def test_villagers_add_nothing() -> None:
    assert not tells_of_conflict(drafts(NOBODY, 99, actors=(VILLAGERS,)), ENOUGH - ARMED_ACT)


def test_soldiers_among_the_dead_count_as_armed() -> None:
    assert tells_of_conflict(drafts(msgspec.structs.replace(LOSSES, actors=()), 3), ENOUGH - 2 * ARMED_ACT)


def test_a_party_that_only_worries_makes_no_conflict() -> None:
    assert not tells_of_conflict(drafts(NOBODY, type="concern", status=None, actors=(PARTY,)), 0.0)


def test_a_party_that_wants_an_end_to_clashes_makes_one() -> None:
    wanted = Content(type="clash", status="ended")
    speech = drafts(NOBODY, type="appeal.deescalate", status=None, content=wanted, actors=(PARTY,))
    assert tells_of_conflict(speech, 0.0)


def test_old_wars_and_what_is_told_behind_them_are_no_conflict() -> None:
    fought = drafts(NOBODY, 3, actors=(GUNMEN,))
    dated = [msgspec.structs.replace(d, dates=(DateMark(span=(0, 4), expr="year", value="1726"),)) for d in fought[:1]]
    recent = [msgspec.structs.replace(d, dates=(DateMark(span=(0, 4), expr="year", value="1991"),)) for d in fought[:1]]
    short = ENOUGH - 3 * ARMED_ACT
    assert tells_of_conflict([*recent, *fought], short)
    assert not tells_of_conflict([*dated, *fought], short)
