"""Documents and a way to score any choice of them in, 95 % intervals of the figures out (percentile bootstrap).

Whole documents are drawn with replacement (Efron 1979): claims of one report are not independent of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from statistics import quantiles

DRAWS = 200
Figures = Mapping[str, float | int | None]


def intervals(documents: int, score: Callable[[Sequence[int]], Figures]) -> dict[str, tuple[float, float]]:
    """Return the interval of each figure that ``score`` gives.

    Args:
        documents: how many there are.
        score: figures of the documents with these indices, of which some may be the same.
    """
    draw = Random(1)  # noqa: S311 - which documents, not a secret
    found: dict[str, list[float]] = {}
    for _ in range(DRAWS):
        for name, value in score(draw.choices(range(documents), k=documents)).items():
            if value is not None:
                found.setdefault(name, []).append(float(value))
    return {name: _middle(values) for name, values in found.items()}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """Return the 2.5th and the 97.5th percentile."""
    if len(values) < 2:
        return values[0], values[0]
    cut = quantiles(values, n=40, method="inclusive")
    return cut[0], cut[-1]
