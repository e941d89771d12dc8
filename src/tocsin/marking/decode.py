"""The network's answers for one window in, spans and links out, under what language allows.

A trigger's words stand together and are of one family; its row is one of that family; a link points to a span that was
decoded. Attributions are in ``sayings.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.counting import load_numbers
from tocsin.marking.heads import (
    FAMILIES,
    LAYERS,
    PAIR_HEADS,
    ROLES,
    ROWS,
    STANCES,
    STATUSES,
    TOKEN_HEADS,
    TOLLS,
    WANTED,
)
from tocsin.marking.pieces import pieces_of
from tocsin.marking.sayings import sayings_of
from tocsin.marking.scored import PARTY, Act, Answer, Decoded, Scored, Scores, even, with_party
from tocsin.marking.windows import Window, Word

_T = TypeVar("_T")

TRIGGER = 0.6
"""A word tells an act from this score on; chosen on gold/open and gold/negatives."""

_RESIDUE, SURELY = "statement", 0.8
"""What has no row of its own is told from this score on."""

LIKELY, BETWEEN = 0.5, 0.15
"""A word is of a role from the first score on, and between two such words from the second on."""

LIKELIER = 0.75
"""A party is taken for a part of an act from this score on."""

_PARTIES = 2
"""Most parties of one part; the second is seldom told elsewhere than in the act's own words."""


def decoded(window: Window, answer: Answer, trigger_at: float | None = None) -> Decoded:
    """Return what ``answer`` tells of ``window``; a word tells an act from a score of ``trigger_at`` (``TRIGGER``) on."""
    heads, pairs = _split(answer.words, TOKEN_HEADS, axis=1), _split(answer.pairs, PAIR_HEADS, axis=0)
    return Decoded(
        sayings_of(window, heads["said"], pairs),
        _acts(window, heads, pairs, TRIGGER if trigger_at is None else trigger_at),
    )


def _split(scores: Scores, widths: Mapping[str, int], axis: int) -> dict[str, Scores]:
    edges = np.cumsum(list(widths.values()))[:-1]
    return dict(zip(widths, np.split(scores, edges, axis=axis), strict=True))


def _acts(
    window: Window, heads: Mapping[str, Scores], pairs: Mapping[str, Scores], trigger_at: float
) -> tuple[Act, ...]:
    family = _softmax(heads["family"])
    triggers = _triggers(window, family, heads["begins"][:, 0], trigger_at)
    acts = [_act(trigger, heads, family, pairs) for trigger in triggers]
    acts = _without_losses_of_acts([a for a in acts if a.row != _RESIDUE or a.trigger.score >= SURELY], window)
    return tuple(_with_parties(_belonging(act, window, pairs["party"][0]), window, pairs) for act in acts)


def _without_losses_of_acts(acts: Sequence[Act], window: Window) -> list[Act]:
    """Losses that an act of violence in their sentence has are no claim of their own: "two were wounded in shelling"."""
    held: dict[int, set[int]] = defaultdict(set)
    for act in acts:
        if act.row != "losses" and codebook().row(act.row).takes_tolls:
            held[_number(act, window)].update(i for _, run in act.tolls for i in run.words)
    return [a for a in acts if a.row != "losses" or not a.tolls or not _all_held(a, held[_number(a, window)])]


def _all_held(losses: Act, held: AbstractSet[int]) -> bool:
    return all(held & set(run.words) for _, run in losses.tolls)


def _number(act: Act, window: Window) -> int:
    return window.words[act.trigger.words[0]].sentence


def _with_parties(act: Act, window: Window, pairs: Mapping[str, Scores]) -> Act:
    """Return ``act`` with the parties of its two parts, the likeliest first, each at its mention nearest the trigger."""
    at, words = act.trigger.words.start, slice(act.trigger.words.start, act.trigger.words.stop)
    mentions: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for i, word in enumerate(window.words):
        if word.shape == PARTY:
            mentions[word.pieces].append(i)

    def likely(part: str) -> tuple[Scored, ...]:
        scores = pairs[part][0][words].mean(axis=0)
        told = [(float(even(scores[named].mean())), named) for named in mentions.values()]
        chosen = sorted((-p, min(named, key=lambda i: (abs(i - at), i))) for p, named in told if p > LIKELIER)
        return tuple(Scored(range(i, i + 1), round(-p, 4)) for p, i in chosen[:_PARTIES])

    return act._replace(doers=likely("doer"), sufferers=likely("sufferer"))


def _belonging(act: Act, window: Window, links: Scores) -> Act:
    """Return ``act`` with the party of everybody in it."""
    return act._replace(
        fillers=tuple((role, with_party(run, window, links)) for role, run in act.fillers),
        tolls=tuple((status, with_party(run, window, links)) for status, run in act.tolls),
        speaker=act.speaker and with_party(act.speaker, window, links),
    )


def _softmax(logits: Scores) -> npt.NDArray[np.float64]:
    raised = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _triggers(window: Window, family: npt.NDArray[np.float64], begins: Scores, at: float) -> Iterator[Scored]:
    told = 1 - family[:, 0]
    kinds = family[:, 1:].argmax(axis=1)
    start: int | None = None
    for i in range(len(window.words) + 1):
        goes_on = (
            start is not None
            and i < len(window.words)
            and told[i] >= at
            and kinds[i] == kinds[i - 1]
            and (begins[i] <= 0 or _is_auxiliary(window.words[i - 1]))
            and window.words[i].sentence == window.words[i - 1].sentence
        )
        if start is not None and not goes_on:
            yield Scored(range(start, i), round(float(told[start:i].max()), 4))
            start = None
        if start is None and i < len(window.words) and told[i] >= at:
            start = i


def _is_auxiliary(word: Word) -> bool:
    """``had`` of "had shelled" begins no act of its own."""
    return word.pieces in _auxiliaries()


@cache
def _auxiliaries() -> frozenset[tuple[int, ...]]:
    known = load_numbers()
    return frozenset(pieces_of(word) for word in known.be | known.have)


def _act(
    trigger: Scored, heads: Mapping[str, Scores], family: npt.NDArray[np.float64], pairs: Mapping[str, Scores]
) -> Act:
    words = slice(trigger.words.start, trigger.words.stop)
    kind = FAMILIES[1 + int(family[words, 1:].mean(axis=0).argmax())]
    rows = heads["row"][words].mean(axis=0)
    row = max((r for r in ROWS if codebook().family(r) == kind), key=lambda r: float(rows[ROWS.index(r)]))
    wanted = _best(heads["wanted"][words], WANTED) if codebook().row(row).speech else ""
    speaker = even(pairs["speaker"][0][words].mean(axis=0))
    return Act(
        trigger=trigger,
        row=row,
        status=_best(heads["status"][words], STATUSES),
        stance=_best(heads["stance"][words], STANCES),
        layer=_best(heads["layer"][words], LAYERS),
        fillers=_filled(pairs["role"][:, words], ROLES),
        tolls=_filled(pairs["toll"][:, words], TOLLS),
        wanted=(wanted, _best(heads["wished"][words], STATUSES)) if wanted else None,
        speaker=max(_runs(speaker), key=lambda s: s.score, default=None),
    )


def _filled(scores: Scores, classes: Sequence[_T]) -> tuple[tuple[_T, Scored], ...]:
    """Return the runs of words of each of ``classes``, from the mean over the trigger's words; class 0 is none of them."""
    likely = _softmax(scores.mean(axis=1).T)
    return tuple((name, run) for n, name in enumerate(classes, 1) for run in _runs(likely[:, n]))


def _best(scores: Scores, values: Sequence[_T]) -> _T:
    return values[int(scores.mean(axis=0).argmax())]


def _runs(likely: npt.NDArray[np.float64]) -> Iterator[Scored]:
    """Yield the runs of words that are ``LIKELY``; words between two such that are nearly so hold them together."""
    near = np.flatnonzero(likely >= BETWEEN)
    if not len(near) or likely.max() < LIKELY:
        return
    for run in np.split(near, np.flatnonzero(np.diff(near) > 1) + 1):
        sure = run[likely[run] >= LIKELY]
        if len(sure):
            first, last = int(sure[0]), int(sure[-1])
            yield Scored(range(first, last + 1), round(float(likely[first : last + 1].mean()), 4))
