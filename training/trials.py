"""What each choice of the marker is worth: small trainings that differ in one thing, scored on real reports.

    python -m training.trials run NAME... [--out out/trials]    train, export and score each; what is there is kept
    python -m training.trials table [--out out/trials]          the table of all that is there, as Markdown

Every trial is trained without set x for a quarter of the steps of what lands, and scored on all of set x. One seed, the
base three.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec
import torch
from gold.evaluate import DATA, claims_of

from tocsin import line
from tocsin.lexicon.register import Register
from tocsin.marking import learned, network
from tocsin.marking.blind import Blinded, blind
from tocsin.marking.windows import windows_of
from tocsin.model import Text
from training.documents import documents
from training.export import exported, write
from training.train import Recipe, Run

STEPS = 1250
"""A quarter of what landed with the weights of November 2026."""
X = "claims/x"
REAL = frozenset({"news", "polnear", "plover", "petrarch", "newsdiscourse"})
"""Sets of real words; ``OWN`` are ours."""
OWN = frozenset({"gold/train", "codebook"})
_BASE = Recipe(steps=STEPS, without=frozenset({X}))


class Trial(NamedTuple):
    """What is tried, in words, and how it is trained; ``longest``: pieces of a window when scored."""

    says: str
    recipe: Recipe
    longest: int = 256


TRIALS: Mapping[str, Trial] = {
    "base": Trial("4 layers, blind, tuned, own and public text", _BASE),
    "base2": Trial("the same, second seed", _BASE._replace(seed=2)),
    "base3": Trial("the same, third seed", _BASE._replace(seed=3)),
    "frozen": Trial("encoder frozen", _BASE._replace(frozen=True)),
    "seeing": Trial("parties not hidden", _BASE._replace(seeing=True)),
    "own": Trial("own text only", _BASE._replace(without=REAL | {X})),
    "public": Trial("real text only", _BASE._replace(without=OWN | {X})),
    "layers6": Trial("6 layers", _BASE._replace(layers=6)),
    "layers3": Trial("3 layers", _BASE._replace(layers=3)),
    "short": Trial("windows of 128 pieces", _BASE._replace(lengths=(72, 96, 128)), longest=128),
    "long": Trial("windows of 384 pieces", _BASE._replace(lengths=(256, 320, 384)), longest=384),
    "hintless": Trial("no hints from the codebook", _BASE._replace(hints=False)),
    "real-half": Trial("half of the labelled news pages", _BASE._replace(shares={"news": 0.5})),
    "real-quarter": Trial("a quarter of them", _BASE._replace(shares={"news": 0.25})),
    "own-half": Trial("half of our own reports", _BASE._replace(shares={"gold/train": 0.5})),
    "own-quarter": Trial("a quarter of them", _BASE._replace(shares={"gold/train": 0.25})),
}
FIGURES = {
    "claim F1": "claim F1",
    "claim F1 with the right family": "right family",
    "fully right, lenient F1": "fully right",
    "tolls F1": "tolls",
    "type right on matched": "type",
    "status right on matched": "status",
    "claimant_side right on matched": "side",
    "initiator right on matched": "initiator",
    "target right on matched": "target",
    "false claims on negatives": "false claims",
}
"""Figures of ``gold.evaluate`` that the table shows, and what it calls them."""


def main() -> None:
    """Run trials or print their table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("run", "score", "table"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(TRIALS)}")
    parser.add_argument("--out", type=Path, default=Path("out/trials"))
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in TRIALS]:
        parser.error(f"no trial is called {', '.join(unknown)}; there are {', '.join(TRIALS)}")
    if options.verb == "table":
        print(table(options.out))
    for name in options.names:
        if options.verb == "run":
            _train(TRIALS[name], options.out / name)
            again = [sys.executable, "-m", "training.trials", "score", name, "--out", str(options.out)]
            subprocess.run(again, check=True)  # a process reads one network
        elif options.verb == "score":
            figures = _scored(TRIALS[name], options.out / name)
            (options.out / name / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
            print(name, figures)


def table(out: Path) -> str:
    """Return the Markdown table of the trials whose figures lie under ``out``."""
    lines = ["| trial | " + " | ".join(FIGURES.values()) + " |", "| --- |" + " ---: |" * len(FIGURES)]
    for name, trial in TRIALS.items():
        path = out / name / "figures.json"
        if path.is_file():
            figures = json.loads(path.read_text(encoding="utf-8"))
            cells = [_cell(figures.get(f"x: {figure}")) for figure in FIGURES]
            lines.append(f"| {trial.says} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def _train(trial: Trial, out: Path) -> None:
    if not (out / "weights.pt").is_file():
        Run(documents(), trial.recipe, out).train()
    state = torch.load(out / "weights.pt", weights_only=True)
    if not trial.recipe.hints:
        state["hints.weight"][:] = state["hints.weight"][0]
    write(exported(state), out)


def _scored(trial: Trial, folder: Path) -> dict[str, Any]:
    """Return the figures on set x with the weights of ``folder``."""
    read = partial(windows_of, longest=trial.longest)
    with (
        patch.object(network, "FOLDER", folder),
        patch.object(learned, "windows_of", read),
        patch.object(line, "blind", seen if trial.recipe.seeing else blind),
    ):
        return {name: value for one in claims_of(DATA / X, "x") for name, value in one.figures.items()}


def seen(text: Text, register: Register) -> Blinded:
    """Return ``text`` with its parties marked and not hidden."""
    hidden = blind(text, register)
    segments = tuple(msgspec.structs.replace(s, blinded=s.original) for s in hidden.segments)
    edits = tuple((original, original) for original, _ in hidden.edits)
    return msgspec.structs.replace(hidden, text=text.text, regions=text.regions, segments=segments, edits=edits)


if __name__ == "__main__":
    main()
