"""The network's answers for one window in, spans and links out, under what language allows.

A part of an attribution begins and ends within one sentence; a trigger's words stand together and are of one family;
its row is one of that family; a link points to a span that was decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from tocsin.lexicon.codebook import codebook
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
from tocsin.marking.windows import SHAPES, Window
from tocsin.model import Layer, Slot, Span, Stance, Status, TollStatus

_T = TypeVar("_T")
Scores = npt.NDArray[np.float32]


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

    ``doer``, ``sufferer``: the word that names the party which does the act, and to which it is done, or null.
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
    doer: Scored | None = None
    sufferer: Scored | None = None


class Decoded(NamedTuple):
    """What one window tells, in word indices, context included."""

    sayings: tuple[Saying, ...]
    acts: tuple[Act, ...]


_FLOOR = 1e-6
LEAST = -3.0
"""A link needs this logit; what competes with it is the other spans, and having none."""
_STATES = ("out", "begin", "in", "end", "single")
_NEXT: Mapping[str, tuple[str, ...]] = {
    "out": ("out", "begin", "single"),
    "begin": ("in", "end"),
    "in": ("in", "end"),
    "end": ("out", "begin", "single"),
    "single": ("out", "begin", "single"),
}


TRIGGER = 0.6
"""A word tells an act from this score on; chosen on gold/open and gold/negatives."""

LIKELIER = 0.9
"""A party is taken for a part of an act from this score on."""

_PARTY = SHAPES.index("party")


def decoded(window: Window, answer: Answer, trigger_at: float = TRIGGER) -> Decoded:
    """Return what ``answer`` tells of ``window``; a word tells an act from a score of ``trigger_at`` on."""
    heads, pairs = _split(answer.words, TOKEN_HEADS, axis=1), _split(answer.pairs, PAIR_HEADS, axis=0)
    return Decoded(_sayings(window, heads["said"], pairs), _acts(window, heads, pairs, trigger_at))


def _split(scores: Scores, widths: Mapping[str, int], axis: int) -> dict[str, Scores]:
    edges = np.cumsum(list(widths.values()))[:-1]
    return dict(zip(widths, np.split(scores, edges, axis=axis), strict=True))


def _sayings(window: Window, said: Scores, pairs: Mapping[str, Scores]) -> tuple[Saying, ...]:
    sources, cues, contents = (
        [span for words in _sentences(window) for span in _parts(_odds(said[words, column : column + 3]), words.start)]
        for column in (0, 3, 6)
    )

    def near(content: Scored, spans: Sequence[Scored]) -> list[Scored]:
        """Who speaks is named in the paragraph of his words."""
        room = window.words[content.words[0]].paragraph
        return [s for s in spans if window.words[s.words[0]].paragraph == room]

    linked = [
        (_linked(c, near(c, sources), pairs["source"][0]), _linked(c, near(c, cues), pairs["cue"][0]), c)
        for c in contents
    ]
    linked = [(s and _with_party(s, window, pairs["party"][0]), cue, c) for s, cue, c in linked]
    grouped: dict[tuple[range | None, range | None], list[tuple[Scored | None, Scored | None, Scored]]] = {}
    for source, cue, content in linked:
        key = (source.words if source else None, cue.words if cue else None)
        grouped.setdefault(key if key != (None, None) else (content.words, None), []).append((source, cue, content))
    return tuple(Saying(g[0][0], g[0][1], tuple(c for _, _, c in g)) for g in grouped.values())


def _sentences(window: Window) -> Iterator[slice]:
    for _, words in groupby(range(len(window.words)), key=lambda i: window.words[i].sentence):
        found = list(words)
        yield slice(found[0], found[-1] + 1)


def _odds(logits: Scores) -> npt.NDArray[np.float64]:
    """Return the log-likelihood of each state for each word: [words, states], from "in", "begins" and "ends"."""
    yes = np.clip(_even(logits), _FLOOR, 1 - _FLOOR)
    is_in, begins, ends = np.log(yes).T
    not_in, not_begins, not_ends = np.log(1 - yes).T
    return np.stack(
        [
            not_in + not_begins + not_ends,
            is_in + begins + not_ends,
            is_in + not_begins + not_ends,
            is_in + not_begins + ends,
            is_in + begins + ends,
        ],
        axis=1,
    )


def _parts(odds: npt.NDArray[np.float64], start: int) -> Iterator[Scored]:
    """Yield the spans of the likeliest lawful sequence of states (Viterbi)."""
    states = _likeliest(odds)
    begun = 0
    for i, state in enumerate(states):
        if state in {"begin", "single"}:
            begun = i
        if state in {"end", "single"}:
            told = np.exp(odds[begun : i + 1, 1:].max(axis=1)).mean()
            yield Scored(range(start + begun, start + i + 1), round(float(told), 4))


def _likeliest(odds: npt.NDArray[np.float64]) -> list[str]:
    start = np.array([0, 0, -np.inf, -np.inf, 0])
    best, back = start + odds[0], []
    allowed = np.array([[0.0 if b in _NEXT[a] else -np.inf for b in _STATES] for a in _STATES])
    for row in odds[1:]:
        ways = best[:, None] + allowed
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    best = best + np.array([0, -np.inf, -np.inf, 0, 0])
    state = int(best.argmax())
    states = [state]
    for choices in reversed(back):
        state = int(choices[state])
        states.append(state)
    return [_STATES[s] for s in reversed(states)]


def _linked(content: Scored, spans: Sequence[Scored], scores: Scores) -> Scored | None:
    """Return the span that the content's words point to most, if they do at all."""
    words = content.words
    rows = scores[list(dict.fromkeys((words[0], words[len(words) // 2], words[-1])))].mean(axis=0)
    best = max(spans, key=lambda s: float(rows[s.words.start : s.words.stop].mean()), default=None)
    return best if best is not None and rows[best.words.start : best.words.stop].mean() > LEAST else None


def _acts(
    window: Window, heads: Mapping[str, Scores], pairs: Mapping[str, Scores], trigger_at: float
) -> tuple[Act, ...]:
    family = _softmax(heads["family"])
    triggers = _triggers(window, family, heads["begins"][:, 0], trigger_at)
    acts = (_act(trigger, heads, family, pairs) for trigger in triggers)
    return tuple(_with_parties(_belonging(act, window, pairs["party"][0]), window, pairs) for act in acts)


def _with_parties(act: Act, window: Window, pairs: Mapping[str, Scores]) -> Act:
    """Return ``act`` with the parties of its two parts, each at its mention nearest to the trigger."""
    at, words = act.trigger.words.start, slice(act.trigger.words.start, act.trigger.words.stop)
    found: list[Scored | None] = []
    for part in ("doer", "sufferer"):
        likely = _even(pairs[part][0][words].mean(axis=0))
        named = [i for i, word in enumerate(window.words) if word.shape == _PARTY and likely[i] > LIKELIER]
        best = max(named, key=lambda i: float(likely[i]), default=None)
        same = [i for i in named if best is not None and window.words[i].pieces == window.words[best].pieces]
        near = min(same, key=lambda i: (abs(i - at), i), default=None)
        found.append(None if near is None else Scored(range(near, near + 1), round(float(likely[near]), 4)))
    return act._replace(doer=found[0], sufferer=found[1])


def _belonging(act: Act, window: Window, links: Scores) -> Act:
    """Return ``act`` with the party of everybody in it."""
    return act._replace(
        fillers=tuple((role, _with_party(run, window, links)) for role, run in act.fillers),
        tolls=tuple((status, _with_party(run, window, links)) for status, run in act.tolls),
        speaker=act.speaker and _with_party(act.speaker, window, links),
    )


def _with_party(run: Scored, window: Window, links: Scores) -> Scored:
    """Return ``run`` with the party that its words point to most, if they do at all."""
    rows = links[list({run.words[0], run.words[-1]})].mean(axis=0)
    named = [i for i, word in enumerate(window.words) if word.shape == _PARTY]
    best = max(named, key=lambda i: float(rows[i]), default=None)
    return run._replace(party=best if best is not None and rows[best] > 0 else None)


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
            and begins[i] <= 0
            and window.words[i].sentence == window.words[i - 1].sentence
        )
        if start is not None and not goes_on:
            yield Scored(range(start, i), round(float(told[start:i].max()), 4))
            start = None
        if start is None and i < len(window.words) and told[i] >= at:
            start = i


def _act(
    trigger: Scored, heads: Mapping[str, Scores], family: npt.NDArray[np.float64], pairs: Mapping[str, Scores]
) -> Act:
    words = slice(trigger.words.start, trigger.words.stop)
    kind = FAMILIES[1 + int(family[words, 1:].mean(axis=0).argmax())]
    rows = heads["row"][words].mean(axis=0)
    row = max((r for r in ROWS if codebook().family(r) == kind), key=lambda r: float(rows[ROWS.index(r)]))
    wanted = _best(heads["wanted"][words], WANTED) if codebook().row(row).speech else ""
    speaker = _even(pairs["speaker"][0][words].mean(axis=0))
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


def _even(logits: Scores) -> npt.NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-logits.astype(np.float64))))


def _best(scores: Scores, values: Sequence[_T]) -> _T:
    return values[int(scores.mean(axis=0).argmax())]


def _runs(likely: npt.NDArray[np.float64]) -> Iterator[Scored]:
    """Yield the runs of words that are likelier than not."""
    for told, words in groupby(range(len(likely)), key=lambda i: bool(likely[i] >= 0.5)):
        if told:
            found = list(words)
            yield Scored(range(found[0], found[-1] + 1), round(float(likely[found].mean()), 4))


def span_of(window: Window, words: range) -> Span:
    """Return the characters of the blinded text that ``words`` cover."""
    return window.words[words[0]].span[0], window.words[words[-1]].span[1]
