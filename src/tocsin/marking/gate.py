"""A blinded text with regions in, the paragraphs that can hold a claim out.

DESIGN §7: the gate decides per report and paragraph what the marker sees. A report is judged by a linear model of its
words (``training/gate.py`` makes the weights and prints what they pass), a paragraph by one pass over the codebook's
own words. Both may be wrong in one direction: letting through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.words import words
from tocsin.model import Region, Span

WEIGHTS = Path(str(files("tocsin.lexicon").joinpath("gate.json")))
FEWEST = 60
"""Shorter texts are judged by the codebook's words alone."""

_PLAIN = str.maketrans("’‘‑", "''-")
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:\n\"“])\s*$")


SURE = 1.95
"""At this score a report without any word of fighting passes, and a short text is given it."""


class Passed(NamedTuple):
    """What the gate lets through: indices of regions, and the score of the report's words (log odds of conflict)."""

    regions: tuple[int, ...]
    score: float


class _Model(NamedTuple):
    bias: float
    threshold: float
    weights: dict[str, float]


def gate(text: str, regions: Sequence[Region]) -> Passed:
    """Return the regions that the marker should see; none when the report tells of no conflict.

    Args:
        text: the blinded text.
        regions: its regions, in its own offsets.
    """
    told = [(i, region.span) for i, region in enumerate(regions) if region.kind != "furniture"]
    seen = [(i, _hits(text, span)) for i, span in told]
    score = _score("\n".join(text[a:b] for _, (a, b) in told))
    fights = any(strong for _, (_, strong) in seen)
    if score < _model().threshold or (score < SURE and not fights):
        return Passed((), score)
    return Passed(tuple(i for i, (some, _) in seen if some), score)


def passes(text: str) -> bool:
    """Tell whether a stretch of text on its own could hold a claim."""
    return _hits(text, (0, len(text)))[0]


def features(text: str) -> frozenset[str]:
    """Return the words the linear model looks at, in lower case; capitals within a sentence are names and left out.

    What opens a sentence is kept, stand-ins among it: they say that parties are told of, never which.
    """
    found = set()
    for word in _WORD.finditer(text):
        first = word.group()[0]
        if not first.isupper() or _OPENS.search(text, max(0, word.start() - 4), word.start()):
            found.add(word.group().lower().translate(_PLAIN))
    return frozenset(found)


def _score(text: str) -> float:
    """Return the model's score of a report, rounded; a text too short to judge gets ``SURE``."""
    model = _model()
    seen = features(text)
    if len(seen) < FEWEST:
        return SURE
    known = [model.weights[w] for w in sorted(seen) if w in model.weights]
    return round(model.bias + sum(known) / sqrt(max(len(known), 1)), 4)


@cache
def _model() -> _Model:
    return _Model(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


def _hits(text: str, span: Span) -> tuple[bool, bool]:
    """Tell whether any word of the codebook stands in ``span``, and whether one that tells of fighting does."""
    folded = f" {text[span[0] : span[1]].lower().translate(_PLAIN)} "
    some = False
    for end, (word, strong) in _automaton().iter(folded):
        start = end - len(word) + 1
        if folded[start - 1].isalnum() or (end + 1 < len(folded) and folded[end + 1].isalnum()):
            continue
        if strong:
            return True, True
        some = True
    return some, False


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, strong in sorted(_vocabulary().items()):
        automaton.add_word(word, (word, strong))
    automaton.make_automaton()
    return automaton


def _vocabulary() -> dict[str, bool]:
    """Words that let a text through; true for those of families in which people fight, die or hold ground."""
    fighting = words("gate").set("fighting_families")
    found: dict[str, bool] = dict.fromkeys(words("gate").list("also"), False)
    for frame in codebook().frames():
        fixed = [word for word in frame.words if word != "..."]
        phrase = " ".join(fixed) if len(fixed) == len(frame.words) else fixed[0]
        strong = codebook().family(frame.key) in fighting and not frame.weak and len(fixed) == len(frame.words)
        found[phrase] = found.get(phrase, False) or strong
    found.update(dict.fromkeys(words("gate").list("strong"), True))
    return found
