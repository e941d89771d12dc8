"""A document and one of its blindings in, windows with what each head should say out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from gold.located import LocatedClaim

from tocsin.lexicon.codebook import codebook
from tocsin.marking.heads import FAMILIES, LAYERS, ROLES, ROWS, SAID, STANCES, STATUSES, TOLLS, WANTED
from tocsin.marking.sentences import sentences_of
from tocsin.marking.windows import SHAPES, Window, windows_of
from tocsin.model import Span, contains
from training.blinding import Blind
from training.document import Document

IGNORED = -100
_PARTY = SHAPES.index("party")
Ints = npt.NDArray[np.int64]


PARTS = {"doer": {"initiator", "participant"}, "sufferer": {"target", "addressee", "victim"}}
"""Roles of the two parts of an act."""


class Taught(NamedTuple):
    """A window and its targets; ``IGNORED`` where a head learns nothing.

    Attributes:
        said: [words, 9] 0/1, columns as ``SAID``.
        family, begins: [words]; family 0 is no trigger.
        row, status, stance, layer, wanted, wished (status of what is wanted): [words], told at trigger words only.
        at: [triggers], indices of the triggers' words; roles: [triggers, words], classes as ``ROLES``, 0 is none.
        tolls: [triggers, words], classes as ``TOLLS``, 0 is none.
        speakers: [triggers, words] 0/1; a speaker outside the window is ignored.
        inside: [contents], indices of words in contents; sources, cues: [contents, words] 0/1.
        who: [actors], words of actors, speakers and counted people; belongs: [actors, words] 0/1, where the
        actor's party is named; words that name no party are ignored.
        doers, sufferers: [triggers, words] 0/1, where the parties are named that do the act or that it is done to;
        ignored where the labels leave it open, and at words that name no party.
    """

    window: Window
    said: Ints
    family: Ints
    begins: Ints
    row: Ints
    status: Ints
    stance: Ints
    layer: Ints
    wanted: Ints
    wished: Ints
    at: Ints
    roles: Ints
    tolls: Ints
    speakers: Ints
    inside: Ints
    sources: Ints
    cues: Ints
    who: Ints
    belongs: Ints
    doers: Ints
    sufferers: Ints


def taught(document: Document, blind: Blind, longest: int) -> Iterator[Taught]:
    """Yield the windows of ``document`` under ``blind`` with their targets; windows of at most ``longest`` pieces.

    A window that teaches no head anything is left out.
    """
    move = blind.blinded.to_blinded
    sentences = [
        (move(span), number)
        for number, region in enumerate(document.text.regions)
        if region.kind not in {"furniture", "byline"}
        for span in sentences_of(document.text.text, region.span)
    ]
    for window in windows_of(blind.blinded.text, sentences, blind.standins, longest):
        targets = _Teacher(document, blind, window).targets()
        if _teaches(targets):
            yield targets


def _teaches(targets: Taught) -> bool:
    """Tell whether any head learns anything; those on two words only do so beside one of these."""
    return any((told != IGNORED).any() for told in (targets.said, targets.family, targets.layer))


class _Teacher:
    """Writes the labels of one document onto the words of one window."""

    def __init__(self, document: Document, blind: Blind, window: Window) -> None:
        self.document = document
        self.whole = document.events == "all"
        self.move = blind.blinded.to_blinded
        self.window = window
        self.starts = [word.span[0] for word in window.words]
        self.ends = [word.span[1] for word in window.words]

    def targets(self) -> Taught:
        """Return all targets of the window."""
        claims = [(claim, t) for claim in self.document.labels.claims if (t := self.words(claim.trigger))]
        parts = [(a, w) for a in self.document.labels.attributions for c in a.content if (w := self.words(c))]
        at = [(claim, i) for claim, trigger in claims if self.whole or claim.actors for i in trigger]
        inside = [(a, i) for a, words in parts for i in dict.fromkeys((words[0], words[len(words) // 2], words[-1]))]
        who = [(party, i) for party, words in self._people() for i in dict.fromkeys((words[0], words[-1]))]
        return Taught(
            window=self.window,
            said=self._said(),
            family=self._family(claims),
            begins=self._begins(claims),
            row=self._told(claims, lambda c: ROWS.index(c.type)),
            status=self._told(claims, lambda c: STATUSES.index(c.status) if c.status else IGNORED),
            stance=self._told(claims, lambda c: STANCES.index(c.stance) if c.stance else IGNORED),
            layer=self._layer(claims),
            wanted=self._told(claims if self.whole else [], _wanted),
            wished=self._told(
                claims, lambda c: STATUSES.index(c.content.status) if c.content and c.content.status else IGNORED
            ),
            at=np.array([i for _, i in at], dtype=np.int64),
            roles=self._rows([self._roles(claim) for claim, _ in at]),
            tolls=self._rows([self._tolls(claim) for claim, _ in at]),
            speakers=self._rows([self._speaker(claim) for claim, _ in at]),
            inside=np.array([i for _, i in inside], dtype=np.int64),
            sources=self._rows([self._marked([a.source] if a.source else []) for a, _ in inside]),
            cues=self._rows([self._marked([a.cue] if a.cue else []) for a, _ in inside]),
            who=np.array([i for _, i in who], dtype=np.int64),
            doers=self._rows([self._party(claim, "doer") for claim, _ in at]),
            sufferers=self._rows([self._party(claim, "sufferer") for claim, _ in at]),
            belongs=self._rows(
                [self._named(self._marked(self.document.labels.parties.get(p or "", ()))) for p, _ in who]
            ),
        )

    def _people(self) -> Iterator[tuple[str | None, range]]:
        """Yield everybody whose party the labels tell, null where he has none."""
        for claim in self.document.labels.claims if self.whole else ():
            told = [(a.party, a.span) for a in claim.actors]
            told += [(claim.speaker_party, claim.speaker)] if claim.speaker else []
            told += [(t.side, t.span) for t in claim.tolls if t.what == "people"]
            for party, span in told:
                if words := self.words(span):
                    yield party, words

    def words(self, span: Span) -> range:
        """Return the indices of the window's words that an original span covers."""
        start, end = self.move(span)
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def _blank(self, value: int) -> Ints:
        return np.full(len(self.window.words), value, dtype=np.int64)

    def _open(self) -> Ints:
        """What unlabelled words teach: no act and no part in one where every act is labelled, else nothing."""
        return self._blank(0 if self.whole else IGNORED)

    def _rows(self, rows: Sequence[Ints]) -> Ints:
        return np.stack(rows) if rows else np.zeros((0, len(self.window.words)), dtype=np.int64)

    def _said(self) -> Ints:
        found = np.zeros((len(self.window.words), len(SAID)), dtype=np.int64)
        if not self.document.said:
            found[:] = IGNORED
            return found
        for attribution in self.document.labels.attributions:
            for column, spans in enumerate(((attribution.source,), (attribution.cue,), attribution.content)):
                for span in spans:
                    self._tag(found, 3 * column, span)
        self._set_aside(found)
        return found

    def _tag(self, found: Ints, column: int, span: Span | None) -> None:
        """Tag one span, sentence by sentence: a part begins and ends in each."""
        if span is None:
            return
        sentences = groupby(self.words(span), key=lambda i: self.window.words[i].sentence)
        for part in (list(words) for _, words in sentences):
            found[part[0] : part[-1] + 1, column] = 1
            found[part[0], column + 1] = 1
            found[part[-1], column + 2] = 1

    def _family(self, claims: Sequence[tuple[LocatedClaim, range]]) -> Ints:
        found = self._open()
        for claim in self.document.labels.claims:
            for span in claim.quote:
                if not contains(span, claim.trigger):
                    words = self.words(span)
                    found[words.start : words.stop] = IGNORED
        self._set_aside(found)
        for claim, trigger in claims:
            found[trigger.start : trigger.stop] = FAMILIES.index(codebook().family(claim.type))
        return found

    def _begins(self, claims: Sequence[tuple[LocatedClaim, range]]) -> Ints:
        found = self._blank(IGNORED)
        for _, trigger in claims:
            found[trigger.start : trigger.stop] = 0
        for _, trigger in claims:
            found[trigger.start] = 1
        return found

    def _told(self, claims: Sequence[tuple[LocatedClaim, range]], value: Callable[[LocatedClaim], int]) -> Ints:
        found = self._blank(IGNORED)
        for claim, trigger in claims:
            found[trigger.start : trigger.stop] = value(claim)
        return found

    def _layer(self, claims: Sequence[tuple[LocatedClaim, range]]) -> Ints:
        found = self._told(claims if self.whole else [], lambda c: LAYERS.index(c.layer))
        for span, layer in self.document.layers:
            words = self.words(span)
            found[words.start : words.stop] = LAYERS.index(layer)
        return found

    def _roles(self, claim: LocatedClaim) -> Ints:
        found = self._open()
        named = [("time", claim.time), ("place", claim.place), *((a.role, a.span) for a in claim.actors)]
        for role, span in named:
            if span is not None:
                words = self.words(span)
                found[words.start : words.stop] = 1 + ROLES.index(role)
        return found

    def _tolls(self, claim: LocatedClaim) -> Ints:
        found = self._open()
        for toll in claim.tolls:
            words = self.words(toll.span)
            found[words.start : words.stop] = 1 + TOLLS.index(toll.status)
        return found

    def _marked(self, spans: Iterable[Span]) -> Ints:
        found = self._blank(0)
        for span in spans:
            words = self.words(span)
            found[words.start : words.stop] = 1
        return found

    def _speaker(self, claim: LocatedClaim) -> Ints:
        if not self.whole or (claim.speaker is not None and not self.words(claim.speaker)):
            return self._blank(IGNORED)
        return self._marked([claim.speaker] if claim.speaker else [])

    def _party(self, claim: LocatedClaim, part: str) -> Ints:
        """Where the parties of a part are named; no party at all is a label only where the set says so."""
        labelled = claim.doers if part == "doer" else claim.sufferers
        implied = self.document.implied.get(claim.ref or "", {}).get(part, labelled)
        told = {a.party for a in claim.actors if a.role in PARTS[part] and a.party}
        parties = told | set(implied or ())
        named = [span for party in sorted(parties) for span in self.document.labels.parties.get(party, ())]
        if not named and implied is None:
            return self._blank(IGNORED)
        return self._named(self._marked(named))

    def _named(self, marked: Ints) -> Ints:
        """Only words that name a party are asked whether they name the right one."""
        asked = np.array([word.shape == _PARTY for word in self.window.words], dtype=bool)
        return np.where(asked, marked, IGNORED)

    def _set_aside(self, found: Ints) -> None:
        for span in self.document.labels.aside:
            words = self.words(span)
            found[words.start : words.stop] = IGNORED


def _wanted(claim: LocatedClaim) -> int:
    """What a speech act wants; ``IGNORED`` for acts that want nothing."""
    if not codebook().row(claim.type).speech:
        return IGNORED
    return WANTED.index(claim.content.type if claim.content else "")
