"""A few steps of training on our own reports, from end to end: ``python -m training.smoke``; says what is broken.

Trained, broken off, taken up again, exported, and asked by the runtime: its answers are those of the network.
"""

from __future__ import annotations

import math
import sys
import tempfile
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime as ort
import torch

from tocsin.marking.network import given
from training.documents import documents
from training.export import exported
from training.losses import batch_of
from training.network import Network
from training.train import Recipe, Run

STEPS = 4
NEAR = 0.15
"""The stored weights are rounded to eight bits: logits move by less than this on weights so fresh."""


def main() -> int:
    """Run it; 1 where something does not come out as it should."""
    few = list(islice(documents(), 6))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        first = Run(few, Recipe(steps=STEPS), out)
        before = first.network.tokens.weight.detach().clone()
        first.train()
        again = Run(few, Recipe(steps=STEPS + 2), out)
        again.resume()
        taken_up = again.step
        again.train()
        state = torch.load(out / "weights.pt", weights_only=True)
        apart, finite = _apart(again, state)
    checks = {
        "the heads learn": not torch.equal(before, first.network.tokens.weight),
        "a broken run goes on where it was": taken_up == STEPS,
        "no weight is lost to infinity": finite,
        f"the runtime answers as the network does (apart by {apart:.3f})": apart < NEAR,
    }
    for what, right in checks.items():
        print("ok  " if right else "WRONG", what)
    return int(not all(checks.values()))


def _apart(run: Run, state: dict[str, torch.Tensor]) -> tuple[float, bool]:
    """Return by how much the exported file's answer to one window is off, and whether all weights are finite."""
    network = Network(run.recipe.layers)
    network.load_state_dict(state)
    network.eval()
    window = next(run.windows(Random(1))).window
    with torch.no_grad():
        wanted = network(*batch_of([window])).words[0].numpy()
    session = ort.InferenceSession(exported(state), providers=["CPUExecutionProvider"])
    words, _ = session.run(None, given(window))
    finite = all(math.isfinite(float(value.sum())) for value in state.values())
    return float(np.abs(words[0] - wanted).max()), finite


if __name__ == "__main__":
    sys.exit(main())
