"""Figures in, floors out: they rise with the figures and never fall; a figure below its floor shuts the gate."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from gold.matching import Tally

from gold import gate


def counts(right: int, judged: int = 100) -> Tally:
    return Tally(Counter({"type": right, "claim": right}), Counter({"type": judged, "claim": judged}))


def test_a_floor_is_the_share_less_one_standard_error() -> None:
    assert gate.raised(counts(80), {}) == {"claim": 0.76, "type": 0.76}


def test_a_floor_rises_with_the_figure() -> None:
    assert gate.raised(counts(80), {"type": 0.5})["type"] == 0.76


def test_a_floor_never_falls() -> None:
    assert gate.raised(counts(80), {"type": 0.79})["type"] == 0.79


def test_a_field_that_nobody_judged_gets_no_floor() -> None:
    assert set(gate.raised(counts(80), {})) == {"claim", "type"}


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The gate as it stands, with figures of 80 in a hundred, no negatives and floors of its own."""
    path = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS", path)
    monkeypatch.setattr(gate, "reports", lambda _part: [])
    monkeypatch.setattr(gate, "tally", lambda _pairs: counts(80))
    return path


def test_the_gate_is_open_where_there_are_no_floors(floors: Path) -> None:
    assert gate.main([]) == 0
    assert not floors.exists()


def test_the_gate_is_open_at_the_floor(floors: Path) -> None:
    floors.write_text(json.dumps({"type": 0.8}), "utf-8")
    assert gate.main([]) == 0


def test_the_gate_is_shut_below_the_floor_and_names_the_field(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors.write_text(json.dumps({"type": 0.81, "claim": 0.7}), "utf-8")
    assert gate.main([]) == 1
    assert "Below the floor: type." in capsys.readouterr().err


def test_the_gate_is_shut_where_a_floored_field_is_judged_no_more(floors: Path) -> None:
    floors.write_text(json.dumps({"when": 0.1}), "utf-8")
    assert gate.main([]) == 1


@pytest.mark.usefixtures("floors")
def test_a_claim_in_a_negative_shuts_the_gate_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "false_claims", lambda: {"N1": 2})
    assert gate.main([]) == 1
    assert "N1: 2" in capsys.readouterr().out


def test_writing_raises_the_floors(floors: Path) -> None:
    floors.write_text(json.dumps({"type": 0.9, "claim": 0.1}), "utf-8")
    gate.main(["--write"])
    assert json.loads(floors.read_text("utf-8")) == {"type": 0.9, "claim": 0.76}
