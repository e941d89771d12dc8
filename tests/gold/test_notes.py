"""Short notes in, labels out: what the shorthand means, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from gold.labels import load
from gold.located import located
from gold.notes import Notes, main, numbered
from gold.standoff import loaded

from tocsin.errors import TocsinError

TEXT = """Shells fall near Dolm
Guns of the Upper League shelled two farms near Dolm overnight, the reeve of Dolm said, killing two herders.
“We have done no such thing,” a spokesman for the League told reporters. “Nobody was hurt,” he added.
The reeve was hurt, and the reeve's clerk was hurt too.
"""
HEAD: dict[str, Any] = {
    "id": "Z1",
    "writer": "w1",
    "labeller": "w1",
    "fiction": True,
    "published": "2031-03-04",
    "parties": {"upl": ["Upper League", "the League"]},
}
SAID = {
    "n": "a1",
    "s": 1,
    "source": "the reeve of Dolm",
    "cue": "said",
    "content": ["Guns … overnight", "killing … herders"],
}
CLAIM = {
    "s": 1,
    "also": [0],
    "trigger": "shelled",
    "type": "attack.artillery",
    "status": "happened",
    "stance": "accuses",
    "by": "a1",
    "initiator": "Guns of the Upper League = upl",
    "target": ["two farms near Dolm"],
    "when": "2031-03-03/2031-03-04",
    "tolls": [{"status": "killed", "words": "two herders", "n": 2, "kind": "civilian"}],
}


def labels(**more: Any) -> dict[str, Any]:
    return Notes(TEXT, "Z1.notes.yaml").labels({**HEAD, "attributions": [SAID], "claims": [CLAIM], **more})


def test_an_attribution_gives_its_claim_speaker_and_cue() -> None:
    claim = labels()["claims"][0]
    assert (claim["speaker"], claim["cue"], claim["told"]) == ("the reeve of Dolm", "said", "explicit")


def test_a_claim_quotes_whole_sentences_with_the_title_first() -> None:
    assert [q[:12] for q in labels()["claims"][0]["quote"]] == ["Shells fall ", "Guns of the "]


def test_a_claim_without_speaker_is_the_outlets() -> None:
    claim = labels(claims=[{**CLAIM, "by": None}])["claims"][0]
    assert claim["told"] == "outlet"
    assert "speaker" not in claim


def test_a_party_stands_behind_the_equals_sign() -> None:
    initiator, target = labels()["claims"][0]["actors"]
    assert initiator == {"role": "initiator", "name": "Guns of the Upper League", "party": "upl"}
    assert "party" not in target


def test_dots_stand_for_all_between_and_quotation_marks_are_added() -> None:
    quoted = {"n": "a2", "s": 2, "source": "a spokesman for the League", "cue": "told", "content": "We … thing"}
    first, second = labels(attributions=[SAID, quoted])["attributions"]
    assert first["content"] == ["Guns of the Upper League shelled two farms near Dolm overnight", "killing two herders"]
    assert second["content"] == ["“We have done no such thing,”"]


def test_a_trigger_is_counted_over_the_quotes() -> None:
    second = {
        "s": 4,
        "trigger": {"text": "hurt", "nth": 2},
        "type": "losses",
        "status": "happened",
        "stance": "reports",
    }
    assert labels(claims=[second])["claims"][0]["trigger"] == {"text": "hurt", "nth": 2}


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (3, {"low": 3, "best": 3, "high": 3, "qualifier": "exact", "denied": False}),
        ("3+", {"low": 3, "best": 3, "high": None, "qualifier": "at_least"}),
        ("<30", {"low": None, "best": 30, "high": 30, "qualifier": "at_most"}),
        ("~1,200", {"low": 1200, "best": 1200, "high": 1200, "qualifier": "about"}),
        ("9-12", {"low": 9, "best": None, "high": 12, "qualifier": "range"}),
        ("v24", {"low": 24, "best": None, "high": None, "qualifier": "vague"}),
        ("-", {"low": None, "best": None, "high": None, "qualifier": "none"}),
        (0, {"low": 0, "best": 0, "high": 0, "qualifier": "exact", "denied": True}),
    ],
)
def test_the_shorthand_of_numbers(n: object, expected: dict[str, object]) -> None:
    toll = {"status": "killed", "words": "two herders", "n": n}
    found = labels(claims=[{**CLAIM, "tolls": [toll]}])["claims"][0]["tolls"][0]
    assert {k: v for k, v in found.items() if k not in {"status", "words"}} == expected


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ({**CLAIM, "s": 9}, "no sentence s9"),
        ({**CLAIM, "trigger": "bombed"}, "'bombed' does not stand"),
        ({**CLAIM, "by": "a7"}, "no attribution is called a7"),
        ({**CLAIM, "whom": "two farms"}, "knows no whom"),
    ],
)
def test_notes_that_do_not_fit_are_named_with_their_claim(note: dict[str, Any], named: str) -> None:
    with pytest.raises(TocsinError, match=named):
        labels(claims=[note])


def written(folder: Path, **more: Any) -> Path:
    (folder / "Z1.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "Z1.notes.yaml"
    path.write_text(yaml.safe_dump({**HEAD, "attributions": [SAID], "claims": [CLAIM], **more}), encoding="utf-8")
    return path


def test_labels_written_from_notes_load_and_stand_where_the_notes_said(tmp_path: Path) -> None:
    assert main(["write", str(written(tmp_path))]) == 0
    marks = located(load(tmp_path / "Z1.yaml"))
    claim, said = marks.claims[0], marks.attributions[0]
    assert TEXT[slice(*claim.trigger)] == "shelled"
    assert [TEXT[slice(*a.span)] for a in claim.actors] == ["Guns of the Upper League", "two farms near Dolm"]
    assert said.cue is not None
    assert TEXT[slice(*said.cue)] == "said"


def test_stand_off_labels_hold_offsets_and_no_words(tmp_path: Path) -> None:
    notes = written(tmp_path, of="news", text="Z1.txt", aside=[4], attributed=False)
    assert main(["standoff", str(notes), "--out", str(tmp_path / "labels")]) == 0
    page = tmp_path / "labels" / "Z1.yaml"
    assert "shelled" not in page.read_text(encoding="utf-8")
    marks = loaded(page).labels
    assert TEXT[slice(*marks.claims[0].trigger)] == "shelled"
    assert [TEXT[slice(*span)][:9] for span in marks.aside] == ["The reeve"]


def test_a_fault_of_the_guide_fails_the_writing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["write", str(written(tmp_path, claims=[{**CLAIM, "type": "attack.sorcery"}]))]) == 1
    assert "attack.sorcery" in capsys.readouterr().out


def test_sentences_are_numbered_from_the_title_on() -> None:
    assert [line.split()[0] for line in numbered(TEXT, {}) if line.strip()] == ["s0", "s1", "s2", "s3", "s4"]
