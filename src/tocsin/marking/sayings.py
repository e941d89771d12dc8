"""The heads of attributions in, who says what in one window out, under what language allows.

A part begins and ends within one sentence (Viterbi over its words); a content is linked to a source and a cue of its
paragraph, or to none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from tocsin.marking.scored import Saying, Scored, Scores, even, with_party
from tocsin.marking.windows import SHAPES, Window

_FLOOR = 1e-6
LEAST = -3.0
"""A link needs this logit; what competes with it is the other spans, and having none."""
_UNLIKELY = -2.0
"""Where no tag of a sentence is above this logit, no part of an attribution is its likeliest reading."""
_STATES = ("out", "begin", "in", "end", "single")
_NEXT: Mapping[str, tuple[str, ...]] = {
    "out": ("out", "begin", "single"),
    "begin": ("in", "end"),
    "in": ("in", "end"),
    "end": ("out", "begin", "single"),
    "single": ("out", "begin", "single"),
}
_MARK = SHAPES.index("mark")


def sayings_of(window: Window, said: Scores, pairs: Mapping[str, Scores]) -> tuple[Saying, ...]:
    """Return the attributions of ``window``: ``said`` are the yes/no tags of its words, ``pairs`` the links."""
    sources, cues, contents = (_spans(window, said[:, column : column + 3]) for column in (0, 3, 6))
    grouped: dict[tuple[range | None, range | None], Saying] = {}
    for content in contents:
        source = _linked(content, _near(window, content, sources), pairs["source"][0])
        cue = _linked(content, _near(window, content, cues), pairs["cue"][0])
        alone = source is None and cue is None
        key = (content.words if alone else source and source.words, cue and cue.words)
        source = source and with_party(source, window, pairs["party"][0])
        before = grouped.get(key, Saying(source, cue, ()))
        grouped[key] = before._replace(contents=(*before.contents, content))
    used = {part.words for saying in grouped.values() for part in (saying.source, saying.cue) if part}
    lone_sources, lone_cues = ([part for part in parts if part.words not in used] for parts in (sources, cues))
    return (*grouped.values(), *_outer(window, lone_sources, lone_cues, pairs))


def _spans(window: Window, tags: Scores) -> list[Scored]:
    """Return the parts of one kind, sentence by sentence; ``tags`` are "in", "begins" and "ends" of each word."""
    likely = (words for words in _sentences(window) if (tags[words] > _UNLIKELY).any())
    return [span for words in likely for span in _parts(_odds(tags[words]), words.start)]


def _near(window: Window, content: Scored, spans: Sequence[Scored]) -> list[Scored]:
    """Who speaks is named in the paragraph of his words."""
    room = window.words[content.words[0]].paragraph
    return [s for s in spans if window.words[s.words[0]].paragraph == room]


def _outer(
    window: Window, sources: Sequence[Scored], cues: Sequence[Scored], pairs: Mapping[str, Scores]
) -> Iterator[Saying]:
    """Yield who tells of another's telling: "X called for calm, his spokesman said".

    The tags know one content a word, which the inner telling has. A source and a cue side by side that no content
    points to tell the rest of their sentence: what stands before them where they end it, else what follows.
    """
    for source in sources:
        beside = [c for c in cues if _apart(source.words, c.words) == 0 and _shared_sentence(window, source, c)]
        if len(beside) != 1:
            continue
        cue, words = beside[0], _sentence_of(window, source)
        first, last = min(source.words[0], cue.words[0]), max(source.words[-1], cue.words[-1])
        before, after = range(words.start, first), range(last + 1, words.stop)
        content = before if len(before) > len(after) else after
        while content and window.words[content[-1]].shape == _MARK:
            content = content[:-1]
        if content:
            score = min(source.score, cue.score)
            yield Saying(with_party(source, window, pairs["party"][0]), cue, (Scored(content, score),))


def _apart(one: range, other: range) -> int:
    return max(one.start, other.start) - min(one.stop, other.stop)


def _shared_sentence(window: Window, one: Scored, other: Scored) -> bool:
    return window.words[one.words[0]].sentence == window.words[other.words[0]].sentence


def _sentence_of(window: Window, part: Scored) -> range:
    number = window.words[part.words[0]].sentence
    start, stop = part.words[0], part.words[-1] + 1
    while start > 0 and window.words[start - 1].sentence == number:
        start -= 1
    while stop < len(window.words) and window.words[stop].sentence == number:
        stop += 1
    return range(start, stop)


def _sentences(window: Window) -> Iterator[slice]:
    for _, words in groupby(range(len(window.words)), key=lambda i: window.words[i].sentence):
        found = list(words)
        yield slice(found[0], found[-1] + 1)


def _odds(logits: Scores) -> npt.NDArray[np.float64]:
    """Return the log-likelihood of each state for each word: [words, states], from "in", "begins" and "ends"."""
    yes = np.clip(even(logits), _FLOOR, 1 - _FLOOR)
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
