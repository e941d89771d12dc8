"""Tolls: the table of sentences in ``cases/tolls.yaml``, and what marks carry beyond it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.claiming.tolls import tolls_of
from tocsin.marking.counts import find_counts
from tocsin.marking.tolls import find_tolls
from tocsin.model.claim import Toll
from tocsin.model.marks import TollMark

STANDINS = {"Velk": "arm", "Dorv": "aze"}
CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "tolls.yaml").read_text(encoding="utf-8"))


def marks(text: str) -> tuple[TollMark, ...]:
    return find_tolls(text, (0, len(text)), find_counts(text, (0, len(text)), STANDINS), STANDINS)


def written(toll: Toll, text: str) -> str:
    numbers = ["-" if n is None else str(n) for n in (toll.low, toll.best, toll.high)]
    flags = [
        *toll.traits,
        toll.severity,
        "denied" if toll.denied else None,
        toll.scope if toll.scope != "incident" else None,
    ]
    words = [
        text[slice(*toll.span)],
        "|",
        toll.status,
        toll.what,
        toll.kind,
        toll.side or "-",
        *numbers,
        toll.qualifier,
    ]
    return " ".join([*words, *(flag for flag in flags if flag)])


@pytest.mark.parametrize("case", CASES["tolls"], ids=lambda case: str(case["text"]))
def test_a_sentence_tells_its_tolls(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [written(toll, text) for toll in tolls_of(marks(text), text)] == case["tolls"]


@pytest.mark.parametrize("text", CASES["near_misses"])
def test_a_near_miss_tells_no_toll(text: str) -> None:
    assert marks(text) == ()


def test_the_table_is_large() -> None:
    assert len(CASES["tolls"]) >= 150
    assert len(CASES["near_misses"]) >= 50


def test_a_span_holds_the_counted_words_and_never_the_verb() -> None:
    text = "Late on Monday four Velk soldiers were killed."
    (mark,) = marks(text)
    assert text[slice(*mark.span)] == "four Velk soldiers"
    assert text[slice(*mark.cue)] == "were killed"


def test_a_clause_is_read_by_its_span_alone() -> None:
    text = "Two men were killed; three women were hurt."
    span = (text.index("three"), len(text))
    (mark,) = find_tolls(text, span, find_counts(text, span, {}), {})
    assert (text[slice(*mark.span)], mark.status) == ("three women", "wounded")


def test_since_words_stand_in_the_reasons_of_a_period() -> None:
    text = "Sixteen people have died since last Sunday."
    (mark,) = marks(text)
    (since,) = [why.spans[0] for why in mark.because if why.rule == "tolls/since"]
    assert mark.scope == "period"
    assert text[slice(*since)] == "since last Sunday"


def test_swapped_stand_ins_give_the_mirror() -> None:
    text = "Velk forces killed two Dorv soldiers and wounded a Velk officer."
    swapped = {"Velk": "aze", "Dorv": "arm"}
    mirror = find_tolls(text, (0, len(text)), find_counts(text, (0, len(text)), swapped), swapped)
    turn = {"arm": "aze", "aze": "arm"}
    assert [(m.span, turn[str(m.count and m.count.party)]) for m in mirror] == [
        (m.span, m.count and m.count.party) for m in marks(text)
    ]
