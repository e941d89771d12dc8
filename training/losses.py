"""Answers and targets in, the loss of each head out; a head learns only from what is labelled for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from tocsin.marking.heads import LINKS, PAIR_HEADS, TOKEN_HEADS
from tocsin.marking.windows import Window
from training.network import Said
from training.tensors import IGNORED, Ints, Taught

WEIGHTS = {
    "said": 4.0,
    "family": 4.0,
    "begins": 0.5,
    "row": 1.0,
    "status": 1.0,
    "stance": 1.0,
    "layer": 0.5,
    "wanted": 0.5,
    "wished": 0.25,
    "roles": 1.0,
    "tolls": 0.5,
    "speakers": 0.5,
    "sources": 0.5,
    "cues": 0.5,
    "belongs": 1.0,
    "doers": 1.0,
    "sufferers": 1.0,
}
"""How much a head counts; the rare ones less, so that none drowns the trigger and attribution tags."""

_TOLD = ("family", "row", "status", "stance", "layer", "wanted", "wished")
_LINKED = dict(zip(LINKS, ("speakers", "sources", "cues", "belongs", "doers", "sufferers"), strict=True))


class Batch(NamedTuple):
    """Padded inputs: ids [b, s], heads, shapes and hints [b, w]."""

    ids: Tensor
    heads: Tensor
    shapes: Tensor
    hints: Tensor


def batch_of(windows: Sequence[Window]) -> Batch:
    """Return the padded inputs of ``windows``."""
    return Batch(
        _padded([w.ids for w in windows]),
        _padded([w.heads for w in windows]),
        _padded([[word.shape for word in w.words] for w in windows]),
        _padded([[word.hint for word in w.words] for w in windows]),
    )


def _padded(rows: Sequence[Sequence[int]], fill: int = 0) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[fill] * (longest - len(row))] for row in rows])


def losses(answer: Said, taught: Sequence[Taught]) -> dict[str, Tensor]:
    """Return the loss of every head that these windows teach, unweighted."""
    columns = dict(zip(TOKEN_HEADS, torch.split(answer.words.float(), list(TOKEN_HEADS.values()), -1), strict=True))
    pairs = dict(zip(PAIR_HEADS, torch.split(answer.pairs.float(), list(PAIR_HEADS.values()), 1), strict=True))
    found = {head: _told(columns[head], [getattr(t, head) for t in taught]) for head in _TOLD}
    found["said"] = _tags(columns["said"], [t.said for t in taught])
    found["begins"] = _tags(columns["begins"], [t.begins[:, None] for t in taught])
    found["roles"] = _classes(pairs["role"], [(t.at, t.roles) for t in taught])
    found["tolls"] = _classes(pairs["toll"], [(t.at, t.tolls) for t in taught])
    for link, field in _LINKED.items():
        at = {"source": "inside", "cue": "inside", "party": "who"}.get(link, "at")
        found[field] = _links(pairs[link][:, 0], [(getattr(t, at), getattr(t, field)) for t in taught])
    return {head: loss for head, loss in found.items() if loss is not None}


def total(each: dict[str, Tensor]) -> Tensor:
    """Return the weighted sum."""
    return torch.stack([WEIGHTS[head] * loss for head, loss in each.items()]).sum()


def _told(scores: Tensor, targets: Sequence[Ints]) -> Tensor | None:
    wanted = _padded([t.tolist() for t in targets], IGNORED)
    if not (wanted != IGNORED).any():
        return None
    return cross_entropy(scores.transpose(1, 2), wanted, ignore_index=IGNORED)


def _tags(scores: Tensor, targets: Sequence[Ints]) -> Tensor | None:
    rows = [np.pad(t, ((0, scores.shape[1] - len(t)), (0, 0)), constant_values=IGNORED) for t in targets]
    wanted = torch.from_numpy(np.stack(rows))
    told = wanted != IGNORED
    return binary_cross_entropy_with_logits(scores[told], wanted[told].float()) if told.any() else None


def _classes(scores: Tensor, targets: Sequence[tuple[Ints, Ints]]) -> Tensor | None:
    """For each trigger word the sum over the window's words, in tens of words; the mean over trigger words."""
    found = [
        cross_entropy(scores[b][:, at, : wanted.shape[1]].transpose(0, 1), torch.from_numpy(wanted), reduction="none")
        for b, (at, wanted) in enumerate(targets)
        if len(at)
    ]
    return torch.cat([f.sum(1) for f in found]).mean() / 10 if found else None


def _links(scores: Tensor, targets: Sequence[tuple[Ints, Ints]]) -> Tensor | None:
    """For each first word the sum over the second words that it is asked about, in tens; the mean over first words."""
    found = []
    for b, (at, wanted) in enumerate(targets):
        told = (wanted != IGNORED).any(axis=1) if len(at) else np.zeros(0, dtype=bool)
        if told.any():
            rows, labels = scores[b][at[told], : wanted.shape[1]], torch.from_numpy(wanted[told])
            asked = (labels != IGNORED).float()
            each = binary_cross_entropy_with_logits(rows, labels.clamp(min=0).float(), reduction="none")
            found.append((each * asked).sum(1))
    return torch.cat(found).mean() / 10 if found else None
