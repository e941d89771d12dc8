"""Train the marker: ``python -m training.train --out FOLDER [--layers 4] [--passes 6.5] [--seed 1] [--resume]``.

Reads gold/train and the public sets, writes FOLDER/checkpoint.pt every ten minutes and at the end, FOLDER/log.jsonl (a
line every 20 steps: the mean loss of every head) and FOLDER/weights.pt. On a CPU; a run that was broken off goes on
from its checkpoint with ``--resume``. The seed fixes what is drawn; threads decide the last bits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import torch

from tocsin.lexicon.register import register
from training.blinding import blinding, hidings
from training.documents import Document, documents
from training.losses import batch_of, losses, total
from training.network import Network, pretrained
from training.tensors import Taught, taught

BATCH = 8
POOL = 128
"""Batches are made from pools of so many windows."""
RATE, HEAD_RATE = 1e-4, 3e-3
WARM = 0.06
CHECKPOINT_SECONDS = 600
REPEATED, SETTLING = {"design": 4, "claims/x": 3}, {"design": 100, "claims/x": 2}
"""Sets that are read more than once a pass, and in the last steps: set x was labelled by the rules that the closed set
was labelled by; the worked example must come out right, and measures nothing."""
SETTLE_STEPS, SETTLE_RATE = 620, 0.15
"""So many steps follow the passes, from this share of the full rate down to none."""
LENGTHS = (144, 192, 256)
"""Windows of these lengths are drawn, so that no head learns where a window ends."""


class Recipe(NamedTuple):
    """How a network is trained.

    Attributes:
        passes: times that all windows are read.
        steps: so many batches instead, and no settling.
        frozen: the encoder stays as it was pretrained.
        seeing: the parties are not hidden.
        hints: the codebook's words are told to the network.
        lengths: most pieces of a window, drawn for each document and pass.
        without: sets left out; ``skip``: ids of documents left out.
        shares: of these sets only a share of the documents is read, always the same.
    """

    layers: int = 4
    passes: float = 6.5
    steps: int | None = None
    seed: int = 1
    frozen: bool = False
    seeing: bool = False
    hints: bool = True
    lengths: tuple[int, ...] = LENGTHS
    without: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    shares: Mapping[str, float] = {}

    def reads(self, document: Document) -> bool:
        """Tell whether ``document`` is trained on."""
        name = document.labels.id
        share = self.shares.get(document.source, 1.0)
        part = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 16**8
        return document.source not in self.without and name not in self.skip and part < share


def main() -> None:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=Recipe().layers)
    parser.add_argument("--passes", type=float, default=Recipe().passes)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", default="", help="sets left out, by comma")
    parser.add_argument("--skip", default="", help="ids of documents left out, by comma")
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    recipe = Recipe(
        layers=options.layers,
        passes=options.passes,
        seed=options.seed,
        without=frozenset(options.without.split(",")),
        skip=frozenset(options.skip.split(",")),
    )
    run = Run(documents(), recipe, options.out)
    if options.resume:
        run.resume()
    run.train()


class Run:
    """One training run: documents, network, optimiser and how far it is."""

    def __init__(self, given: Iterable[Document], recipe: Recipe, out: Path) -> None:
        torch.manual_seed(recipe.seed)
        out.mkdir(parents=True, exist_ok=True)
        self.out, self.recipe = out, recipe
        self.documents = [(d, hidings(d, register())) for d in given if recipe.reads(d)]
        print(Counter(d.source for d, _ in self.documents), flush=True)
        self.network = pretrained(recipe.layers)
        self.network.train()
        self.optimiser = _optimiser(self.network, frozen=recipe.frozen)
        self.step = 0
        if recipe.steps is None:
            per_pass = sum(1 for _ in self.windows(Random(recipe.seed)))
            self.passing = max(1, int(recipe.passes * per_pass / BATCH))
            self.steps = self.passing + SETTLE_STEPS
            print(f"{len(self.documents)} documents, {per_pass} windows a pass, {self.steps} steps", flush=True)
        else:
            self.passing = self.steps = recipe.steps

    def resume(self) -> None:
        """Go on from the last checkpoint of this folder."""
        state = torch.load(self.out / "checkpoint.pt", weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]

    def train(self) -> None:
        """Train to the end; write checkpoints, log and weights."""
        told: dict[str, list[float]] = defaultdict(list)
        start = saved = time.monotonic()
        for batch in self._batches():
            self._step(batch, told)
            if self.step % 20 == 0:
                self._log(told, time.monotonic() - start)
                told.clear()
            if time.monotonic() - saved > CHECKPOINT_SECONDS:
                self._save()
                saved = time.monotonic()
        self._save()
        torch.save(self.network.state_dict(), self.out / "weights.pt")

    def _rate(self) -> float:
        """Return the share of the full rate at this step: up, down, and once more for the last steps."""
        if self.step < self.passing:
            return _schedule(self.step / self.passing)
        return SETTLE_RATE * (self.steps - self.step) / SETTLE_STEPS

    def _step(self, batch: Sequence[Taught], told: dict[str, list[float]]) -> None:
        for group, rate in zip(self.optimiser.param_groups, (RATE, RATE, HEAD_RATE, HEAD_RATE), strict=True):
            group["lr"] = rate * self._rate()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            given = batch_of([t.window for t in batch])
            given = given if self.recipe.hints else given._replace(hints=torch.zeros_like(given.hints))
            answer = self.network(*given)
        each = losses(answer, batch)
        loss = total(each)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        for head, value in each.items():
            told[head].append(float(value.detach()))

    def _batches(self) -> Iterator[list[Taught]]:
        """Yield the batches still to come; each pass is drawn by its number alone, so a resumed run sees the same."""
        seen = 0
        turn = 0
        while self.step < self.steps:
            draw = Random(f"{self.recipe.seed} {turn}")
            settling = seen >= self.passing
            windows = list(self.windows(draw, SETTLING if settling else REPEATED))
            for batch in _batched(windows, draw):
                seen += 1
                if seen > self.step:
                    yield batch
                if self.step >= self.steps or (not settling and seen >= self.passing):
                    break
            turn += 1

    def windows(self, draw: Random, repeated: Mapping[str, int] = REPEATED) -> Iterator[Taught]:
        """Yield the windows of one pass with what they teach."""
        pool = register().standins
        for document, hiding in self.documents:
            for _ in range(repeated.get(document.source, 1)):
                hidden = blinding(document, hiding, pool, draw, seeing=self.recipe.seeing)
                yield from taught(document, hidden, draw.choice(self.recipe.lengths))

    def _log(self, told: dict[str, list[float]], seconds: float) -> None:
        means = {head: round(sum(v) / len(v), 4) for head, v in sorted(told.items())}
        line = json.dumps({"step": self.step, "of": self.steps, "seconds": round(seconds), **means})
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")

    def _save(self) -> None:
        state = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(), "step": self.step}
        torch.save(state, self.out / "checkpoint.part")
        (self.out / "checkpoint.part").replace(self.out / "checkpoint.pt")


def _batched(windows: list[Taught], draw: Random) -> list[list[Taught]]:
    """Return the windows in batches of like length, drawn at random: short sentences are not padded to long ones."""
    draw.shuffle(windows)
    batches: list[list[Taught]] = []
    for start in range(0, len(windows), POOL):
        pool = sorted(windows[start : start + POOL], key=lambda t: len(t.window.ids))
        batches += [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
    draw.shuffle(batches)
    return batches


def _optimiser(network: Network, *, frozen: bool) -> torch.optim.Optimizer:
    """Encoder slowly or not at all, fresh heads fast; no decay on biases and norms."""
    groups: list[list[torch.nn.Parameter]] = [[], [], [], []]
    for name, parameter in network.named_parameters():
        encoder = name.startswith(("words.", "places.", "norm.", "layers."))
        parameter.requires_grad_(not (encoder and frozen))
        plain = parameter.ndim < 2
        groups[2 * (not encoder) + plain].append(parameter)
    decays = (0.01, 0.0, 0.01, 0.0)
    return torch.optim.AdamW([{"params": p, "weight_decay": d} for p, d in zip(groups, decays, strict=True)], lr=RATE)


def _schedule(share: float) -> float:
    return min(share / WARM, 1.0, max(0.0, (1 - share) / (1 - WARM)))


if __name__ == "__main__":
    main()
