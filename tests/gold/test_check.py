"""Every fault that a label can have is named with its claim, and a label without one is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gold.labels import GOLD, load

from gold import check

TEXT = "Night in Orm\nRebels shelled a village near Orm, the mayor said. He added that nine people were killed.\nRain fell.\n"
HEAD = """id: T1
writer: w1
labeller: l1
fiction: true
published: "2031-03-04"
parties: {rebels: [Rebels]}
furniture: []
disputes: []
"""
CLAIMS = """claims:
- name: c1
  trigger: shelled
  type: attack.artillery
  status: happened
  stance: reports
  told: explicit
  quote: ["Rebels shelled a village near Orm, the mayor said."]
  speaker: the mayor
  cue: said
  via: []
  actors: [{role: initiator, name: Rebels, party: rebels}]
  place: near Orm
- name: c2
  trigger: killed
  type: losses
  status: happened
  told: carried
  quote: ["He added that nine people were killed."]
  speaker: the mayor
  tolls: [{status: killed, words: nine people, low: 9, best: 9, high: 9, qualifier: exact}]
"""


@pytest.fixture
def faults(tmp_path: Path) -> Callable[[str, str], list[str]]:
    """Faults of the labels with one piece of them replaced, as ``claim: what``."""

    def found(old: str, new: str) -> list[str]:
        assert old in HEAD + CLAIMS
        (tmp_path / "T1.txt").write_text(TEXT, "utf-8")
        path = tmp_path / "T1.yaml"
        path.write_text((HEAD + CLAIMS).replace(old, new, 1), "utf-8")
        return [f"{fault.claim}: {fault.what}" for fault in check.faults_of(load(path))]

    return found


def test_labels_that_fit_have_no_fault(faults: Callable[[str, str], list[str]]) -> None:
    assert faults("w1", "w1") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("trigger: shelled", "trigger: killed", "c1: trigger 'killed' (number 1) does not stand in its quotes"),
        (
            "trigger: shelled",
            "trigger: {text: shelled, nth: 2}",
            "c1: trigger 'shelled' (number 2) does not stand in its quotes",
        ),
        ("cue: said", "cue: added", "c1: cue 'added' does not stand in its quotes"),
        ("via: []", "via: [Norden]", "c1: via 'Norden' does not stand in the text"),
        ("name: Rebels", "name: nine people", "c1: initiator 'nine people' does not stand in its quotes"),
        ("place: near Orm", "place: in Orm village", "c1: place 'in Orm village' does not stand in its quotes"),
        ("place: near Orm", "time: overnight", "c1: time 'overnight' does not stand in its quotes"),
        ("words: nine people", "words: nine men", "c2: toll 'nine men' does not stand in its quotes"),
        ("speaker: the mayor", "speaker: the major", "c1: speaker 'the major' does not stand in its quotes"),
        ("attack.artillery", "attack.guns", "c1: type 'attack.guns' is not in the codebook"),
        ("  status: happened\n", "", "c1: type 'attack.artillery' needs a status"),
        ("told: explicit", "told: outlet", "c1: told 'outlet' does not go with speaker 'the mayor'"),
        ("party: rebels", "party: army", "c1: party 'army' is not declared in the head"),
        ("low: 9", "low: 10", "c2: toll 'nine people': low ≤ best ≤ high does not hold"),
        ("furniture: []", "furniture: [Share this]", "head: furniture 'Share this' is not in the text"),
        ("name: c2", "name: c1", "head: two claims are called c1"),
        ("disputes: []", "disputes: [[c1, c9, figure]]", "head: a dispute names c9, which is no claim"),
    ],
)
def test_a_fault_is_named(faults: Callable[[str, str], list[str]], old: str, new: str, fault: str) -> None:
    assert fault in faults(old, new)


def test_a_speech_act_takes_neither_status_nor_stance(faults: Callable[[str, str], list[str]]) -> None:
    assert faults("attack.artillery", "concern") == [
        "c1: type 'concern' takes no status",
        "c1: type 'concern' takes no stance",
    ]


def test_a_dispute_is_over_one_of_six_things(faults: Callable[[str, str], list[str]]) -> None:
    (fault,) = faults("disputes: []", "disputes: [[c1, c2, colour]]")
    assert fault.startswith("head: a dispute is over 'colour'")


def test_a_carried_speaker_may_stand_outside_the_quotes(faults: Callable[[str, str], list[str]]) -> None:
    assert [f for f in faults("w1", "w1") if f.startswith("c2: speaker")] == []


def test_a_toll_without_numbers_is_in_order(faults: Callable[[str, str], list[str]]) -> None:
    assert (
        faults("low: 9, best: 9, high: 9, qualifier: exact", "low: null, best: null, high: 9, qualifier: at_most") == []
    )


def test_a_paragraph_that_no_label_touches_is_printed(tmp_path: Path) -> None:
    (tmp_path / "T1.txt").write_text(TEXT, "utf-8")
    (tmp_path / "T1.yaml").write_text(HEAD + CLAIMS, "utf-8")
    assert list(check.untouched(load(tmp_path / "T1.yaml"))) == ["Rain fell."]


@pytest.mark.parametrize("part", [part for part in ("open", "negatives") if (GOLD / part).is_dir()])
def test_the_labels_of_the_repository_have_no_fault(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([part]) == 0, capsys.readouterr().out
