"""Marks of losses in, tolls out: what an elliptic or coordinated count takes from the one before, and what it does not."""

from __future__ import annotations

import msgspec
import pytest

from tocsin.claiming.tolls import tolls_of
from tocsin.line import mark_page
from tocsin.model import Page
from tocsin.model.marks import Count, TollMark

TEXT = "Two Velk policemen and three soldiers, including one woman, and two others."
FIRST, SECOND, PART, OTHERS = (0, 18), (23, 37), (49, 58), (64, 74)


def count(span: tuple[int, int], number: int, **fields: object) -> Count:
    plain = Count(span=span, number=span, low=number, best=number, high=number, qualifier="exact")
    return msgspec.structs.replace(plain, **fields)


def mark(counted: Count, cue: tuple[int, int] = (75, 76), **fields: object) -> TollMark:
    return msgspec.structs.replace(TollMark(span=counted.span, cue=cue, status="wounded", count=counted), **fields)


POLICE = mark(count(FIRST, 2, what="people", kind="police", party="arm"))


def test_a_coordinated_count_takes_the_party_and_keeps_its_kind() -> None:
    _, second = tolls_of([POLICE, mark(count(SECOND, 3, what="people", kind="military"))], TEXT)
    assert (second.side, second.kind) == ("arm", "military")


def test_a_count_of_another_verb_takes_no_party() -> None:
    _, second = tolls_of([POLICE, mark(count(SECOND, 3, what="people", kind="military"), cue=(38, 39))], TEXT)
    assert second.side is None


def test_an_elliptic_count_takes_noun_kind_and_party_over_any_verb() -> None:
    _, others = tolls_of([POLICE, mark(count(OTHERS, 2, elliptic=True), cue=(70, 71), status="killed")], TEXT)
    assert (others.what, others.kind, others.side, others.status) == ("people", "police", "arm", "killed")


def test_a_first_elliptic_count_is_of_people_unknown() -> None:
    (only,) = tolls_of([mark(count(OTHERS, 2, elliptic=True))], TEXT)
    assert (only.what, only.kind, only.side) == ("people", "unknown", None)


def test_destroyed_others_after_people_are_not_people() -> None:
    _, others = tolls_of([POLICE, mark(count(OTHERS, 2, elliptic=True), status="destroyed")], TEXT)
    assert others.what == "other"


def test_a_part_adds_traits_and_no_toll() -> None:
    (whole,) = tolls_of([POLICE, mark(count(PART, 1, what="people", traits=("women", "part")))], TEXT)
    assert (whole.best, whole.traits) == (2, ("women",))


def test_a_part_with_another_fate_is_a_toll_of_its_own() -> None:
    part = mark(count(PART, 1, what="people", traits=("women", "part")), status="killed")
    _, second = tolls_of([POLICE, part], TEXT)
    assert (second.status, second.traits) == ("killed", ("women",))


def test_the_same_words_count_once() -> None:
    assert len(tolls_of([POLICE, msgspec.structs.replace(POLICE, cue=(70, 71))], TEXT)) == 1


def test_tolls_stand_in_text_order() -> None:
    spans = [toll.span for toll in tolls_of([mark(count(SECOND, 3)), POLICE], TEXT)]
    assert spans == [FIRST, SECOND]


def test_families_give_no_number_of_people() -> None:
    (toll,) = tolls_of([mark(count(FIRST, 300, what="people", kind="civilian", traits=("families",)))], TEXT)
    assert (toll.low, toll.best, toll.high, toll.qualifier) == (None, None, None, "vague")


def test_an_uncounted_loss_has_no_numbers() -> None:
    (toll,) = tolls_of([TollMark(span=FIRST, cue=FIRST, status="killed_or_wounded")], TEXT)
    assert (toll.low, toll.best, toll.high, toll.qualifier) == (None, None, None, "vague")


@pytest.mark.parametrize(
    ("words", "lost", "part"),
    [
        ("Raiders killed 32 people, many of them children.", "32 people", "children"),
        ("Almost 60 guards died, the vast majority conscripts.", "60 guards", "conscripts"),
        ("It said 90 were hurt, at least a third of them badly.", "90", "a third"),
    ],
)
def test_who_most_of_the_counted_were_is_no_toll_of_its_own(words: str, lost: str, part: str) -> None:
    told, share = (mark(count((words.index(w), words.index(w) + len(w)), 9)) for w in (lost, part))
    assert len(tolls_of([told, share], words)) == 1


def test_other_losses_in_a_list_stay_tolls() -> None:
    words = "Raiders killed 32 people and many soldiers."
    told, more = (mark(count((words.index(w), words.index(w) + len(w)), 9)) for w in ("32 people", "many soldiers"))
    assert len(tolls_of([told, more], words)) == 2


@pytest.mark.parametrize(
    ("paragraph", "sides"),
    [
        ("Ukraine shelled Russian positions, killing four soldiers, the governor said.", ["RUS"]),
        ("Ukraine shelled Russian positions, killing four peacekeepers, the governor said.", [None]),
        ("Guns shelled positions, killing four soldiers, the governor said.", [None]),
    ],
)
def test_people_of_no_told_party_are_of_the_one_that_the_act_is_done_to(
    paragraph: str, sides: list[str | None]
) -> None:
    reading = mark_page(Page(content=f"News from the front\n{paragraph}\n".encode(), media="text/plain"))
    assert [t.side for claim in reading.claims for t in claim.tolls] == sides
