"""The table of the floor: every row through the whole line, and what must hold for all rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import get_args

import pytest

from tocsin.claiming.floor import TABLE, Floor, Move, Place, Signal, place_of, speaker_of, step
from tocsin.line import mark_page
from tocsin.model import Claim, Page, Speaker

MOVES = sorted(set(TABLE.values()), key=lambda move: move.rule)
HOLDER = Speaker(name="the army", id=None, span=(0, 8), side=None, told="explicit", named="office")
SOURCE = Speaker(name="the mayor", id=None, span=(20, 29), side=None, told="explicit", named="office")
SAID_BY = {
    "floor/takes": ("The governor of Orm", "explicit"),
    "floor/refers": ("The Vell army", "carried"),
    "floor/carried": ("The Vell army", "carried"),
    "floor/quoted": ("The Vell army", "carried"),
    "floor/nobody-named": (None, "outlet"),
    "floor/dropped": (None, "outlet"),
    "floor/headline": ("Army", "explicit"),
}


def last_claim(move: Move, words: str) -> Claim:
    """The last claim of a report with these words: in its title for the row of headlines, else in its body."""
    text = f"{words}\nRain fell on the valley.\n" if move.rule == "floor/headline" else f"News from Orm\n{words}\n"
    return mark_page(Page(content=text.encode(), media="text/plain", path="floor.txt")).claims[-1]


def floor_rules(claim: Claim) -> list[str]:
    return [reason.rule for reason in claim.because if reason.rule.startswith("floor/")]


def rows(*, signal: Signal | None = None, place: Place | None = None) -> Iterable[Move]:
    return [move for (s, p), move in TABLE.items() if signal in {None, s} and place in {None, p}]


def test_every_signal_at_every_place_has_a_row() -> None:
    assert set(TABLE) == set(product(get_args(Signal), get_args(Place)))


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.rule)
def test_the_example_of_a_row_is_ruled_by_it(move: Move) -> None:
    claim = last_claim(move, move.example)
    assert (floor_rules(claim), claim.speaker.name, claim.speaker.told) == ([move.rule], *SAID_BY[move.rule])


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.rule)
def test_the_near_miss_of_a_row_is_ruled_by_another(move: Move) -> None:
    (ruled,) = floor_rules(last_claim(move, move.near_miss))
    assert ruled in SAID_BY
    assert ruled != move.rule


def test_a_row_says_one_thing_under_one_name() -> None:
    assert len({move.rule for move in MOVES}) == len(MOVES)


def test_nobody_keeps_the_floor_after_a_headline() -> None:
    assert {move.then for move in rows(place="headline")} == {"nobody"}


def test_nobody_keeps_the_floor_after_hearsay() -> None:
    assert {(move.speaks, move.then) for move in rows(signal="hides")} == {("outlet", "nobody")}


def test_a_bare_sentence_carries_in_its_own_paragraph_and_nowhere_else() -> None:
    assert {place: TABLE["bare", place].speaks for place in get_args(Place)} == {
        "same": "holder",
        "new": "outlet",
        "headline": "outlet",
        "background": "outlet",
    }


@pytest.mark.parametrize(("signal", "place"), TABLE)
def test_a_step_hands_the_floor_to_whom_its_row_names(signal: Signal, place: Place) -> None:
    after, move = step(Floor(HOLDER, 1), signal, place, 2, SOURCE)
    assert after == Floor({"source": SOURCE, "holder": HOLDER, "nobody": None}[move.then], 2)
    assert (
        speaker_of(move, Floor(HOLDER, 1), SOURCE) == {"source": SOURCE, "holder": HOLDER, "outlet": None}[move.speaks]
    )


def test_a_sentence_stands_where_headline_and_background_say_before_its_paragraph() -> None:
    floor = Floor(HOLDER, 3)
    assert place_of(3, floor, headline=False, background=False) == "same"
    assert place_of(4, floor, headline=False, background=False) == "new"
    assert place_of(3, floor, headline=False, background=True) == "background"
    assert place_of(3, floor, headline=True, background=True) == "headline"
