"""What is read off the network's answers: words of a window with how sure the heads are, and what they make together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.marking.windows import SHAPES, Window
from tocsin.model import Layer, Slot, Span, Stance, Status, TollStatus

Scores = npt.NDArray[np.float32]
PARTY = SHAPES.index("party")


class Answer(NamedTuple):
    """What the network says of one window: [words, token heads] and [pair heads, words, words], as logits."""

    words: Scores
    pairs: Scores


class Scored(NamedTuple):
    """Words of the window, first to last (end not included), and how sure the head is, 0 to 1.

    ``party``: the word that names the party these words belong to, or null.
    """

    words: range
    score: float
    party: int | None = None


class Saying(NamedTuple):
    """One attribution: its contents, and the source and cue that they are linked to."""

    source: Scored | None
    cue: Scored | None
    contents: tuple[Scored, ...]


class Act(NamedTuple):
    """One act told; ``fillers`` by role (place and time too), ``tolls`` the counted words by what became of them.

    ``doers``, ``sufferers``: words that name the parties which do the act, and to which it is done.
    ``wanted``: what a speech act wants, offers or threatens, and in which state, or null.
    """

    trigger: Scored
    row: str
    status: Status
    stance: Stance
    layer: Layer
    fillers: tuple[tuple[Slot, Scored], ...]
    tolls: tuple[tuple[TollStatus, Scored], ...]
    wanted: tuple[str, Status] | None
    speaker: Scored | None
    doers: tuple[Scored, ...] = ()
    sufferers: tuple[Scored, ...] = ()


class Decoded(NamedTuple):
    """What one window tells, in word indices, context included."""

    sayings: tuple[Saying, ...]
    acts: tuple[Act, ...]


def even(logits: Scores) -> npt.NDArray[np.float64]:
    """Return how likely each yes is, from its logit."""
    return np.asarray(1 / (1 + np.exp(-logits.astype(np.float64))))


def with_party(run: Scored, window: Window, links: Scores) -> Scored:
    """Return ``run`` with the party that its words point to most, if they do at all."""
    rows = links[list({run.words[0], run.words[-1]})].mean(axis=0)
    named = [i for i, word in enumerate(window.words) if word.shape == PARTY]
    best = max(named, key=lambda i: float(rows[i]), default=None)
    return run._replace(party=best if best is not None and rows[best] > 0 else None)


def span_of(window: Window, words: range) -> Span:
    """Return the characters of the blinded text that ``words`` cover."""
    return window.words[words[0]].span[0], window.words[words[-1]].span[1]
