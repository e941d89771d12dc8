"""Sentences of blinded text in, what the trained network marks in them out: acts told, and who says what.

Spans are offsets into the blinded text. A learned mark says which head marked it, how surely, and with which weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.words import words
from tocsin.marking.blind import Blinded
from tocsin.marking.decode import decoded
from tocsin.marking.network import answer_to, version
from tocsin.marking.scored import PARTY, Act, Saying, Scored, span_of
from tocsin.marking.windows import Window, Word, windows_of
from tocsin.model import Attribution, Because, Event, Role, Sentence, Slot, Span, TollStatus, contains, overlaps


class Loss(NamedTuple):
    """Counted words that the network ties to an act as its losses: the act's trigger, the words, what became of them."""

    trigger: Span
    span: Span
    status: TollStatus
    party: str | None
    because: Because


class Learned(NamedTuple):
    """Events, attributions and losses, each in text order."""

    events: tuple[Event, ...]
    attributions: tuple[Attribution, ...]
    losses: tuple[Loss, ...]


def read(blinded: Blinded, sentences: Sequence[Sentence]) -> Learned:
    """Return the acts and attributions of ``sentences``."""
    standins = [segment.blinded for segment in blinded.segments]
    events: list[Event] = []
    attributions: list[Attribution] = []
    losses: list[Loss] = []
    for window in windows_of(blinded.text, [(s.span, s.region) for s in sentences], standins):
        scene = _Scene(window, [s.span for s in sentences], blinded)
        told = decoded(window, answer_to(window))
        said = [a for saying in told.sayings if (a := scene.attribution(saying)) is not None]
        acts = [act for act in told.acts if act.trigger.words[0] >= window.first]
        said = _with_principals(scene, said, acts)
        for act in acts:
            said += scene.hearsay(act, said)
        attributions += [a for a in said if scene.is_new(a.cue)]
        events += [scene.event(act, said) for act in acts]
        losses += [loss for act in acts for loss in scene.losses(act)]
    return Learned(
        tuple(sorted(events, key=lambda e: e.trigger)),
        tuple(sorted(attributions, key=lambda a: (a.cue, a.source or (0, 0), a.content))),
        tuple(sorted(losses, key=lambda loss: (loss.span, loss.trigger))),
    )


_PARTS: Mapping[str, tuple[Slot, ...]] = {
    "doers": ("initiator", "participant"),
    "sufferers": ("target", "addressee", "victim"),
}
"""The slots of the two parts of an act, the one first that a bare party fills."""


_PATRON = tuple(words("people").list("patrons.endings"))
_LONGEST_ENDING = max(map(len, _PATRON))


_GLUED = re.compile(r"\w+[-.](?=\Z)")
_GLUED_ON = re.compile(r"[-.]\w+")


class _Scene(NamedTuple):
    """One window, the spans of all sentences, and which stand-in hides which party."""

    window: Window
    sentences: Sequence[Span]
    blinded: Blinded

    def span(self, scored: Scored) -> Span:
        """Return the characters of scored words."""
        return span_of(self.window, scored.words)

    def name(self, scored: Scored) -> Span:
        """Return the characters of words that name somebody, to the ends of what hangs together: ``RQ-4``, ``24.kg``.

        A party and an article right before them belong to them: "the X military".
        """
        start, end = span_of(self.window, range(self.first(scored), scored.words.stop))
        while (glued := _GLUED.search(self.blinded.text, max(0, start - 40), start)) and not self.standing(
            glued.start()
        ):
            start = glued.start()
        while (glued := _GLUED_ON.match(self.blinded.text, end)) and not self.standing(self.last(scored)):
            end = glued.end()
        return start, end

    def first(self, scored: Scored) -> int:
        """Return the index of the first of scored words, with a party and an article before it."""
        told, at = self.window.words, scored.words.start
        while at and told[at - 1].sentence == told[at].sentence and self._leads(told[at - 1]):
            at -= 1
        return at

    def _leads(self, word: Word) -> bool:
        return word.shape == PARTY or self.blinded.text[slice(*word.span)].lower() in {"the", "a", "an"}

    def last(self, scored: Scored) -> int:
        """Return where the last of scored words begins."""
        return self.window.words[scored.words[-1]].span[0]

    def standing(self, start: int) -> bool:
        """Tell whether a stand-in begins at ``start``."""
        return any(s.blinded[0] == start for s in self.blinded.segments)

    def says_who(self, scored: Scored) -> bool:
        """Tell words that can name somebody from stray ``of`` and ``in``."""
        told = self.blinded.text[slice(*self.span(scored))]
        return told in words("people").set("references.any") or any(len(w) > 3 or not w.islower() for w in told.split())

    def party(self, scored: Scored) -> str | None:
        """Return the slug of the party that scored words belong to."""
        return None if scored.party is None else self.named(self.window.words[scored.party].span)

    def named(self, standin: Span) -> str | None:
        """Return the party that a stand-in names; in ``X-led`` it names whoever stands behind somebody else."""
        behind = self.blinded.text[standin[1] : standin[1] + _LONGEST_ENDING].lower()
        return None if behind.startswith(_PATRON) else self.blinded.party_at(standin)

    def spokesman(self, source: Scored | None) -> Iterator[Span]:
        """Yield the source where he speaks for somebody whom his own words do not name: ``his spokesman Orm``."""
        if source is not None:
            first, *rest = self.blinded.text[slice(*self.span(source))].lower().split()
            if first in words("people").set("spokesman.own") and any(word.startswith("spokes") for word in rest):
                yield self.span(source)

    def is_new(self, span: Span) -> bool:
        """Tell whether this window decodes ``span``, and not one before it."""
        return span[0] >= self.window.words[self.window.first].span[0]

    def sentence_at(self, words: range) -> Span:
        """Return the sentence of the first of ``words``."""
        return self.sentences[self.window.words[words[0]].sentence]

    def attribution(self, saying: Saying) -> Attribution | None:
        """Return one attribution; where no cue was found, the source stands for it."""
        cue = saying.cue or saying.source
        if cue is None:
            return None
        return Attribution(
            source=self.name(saying.source) if saying.source else None,
            cue=self.span(cue),
            content=tuple(sorted(self.span(content) for content in saying.contents)),
            via=tuple(self.spokesman(saying.source)),
            party=self.party(saying.source) if saying.source else None,
            because=(_because("said", self.span(cue), min(c.score for c in saying.contents)),),
        )

    def hearsay(self, act: Act, said: Sequence[Attribution]) -> Iterator[Attribution]:
        """Yield that nobody in particular says an act ("was reportedly shelled").

        The adverb stands in the act's sentence, and no attribution tells the act.
        """
        start, end = self.sentence_at(act.trigger.words)
        adverb = _hearsay().search(self.blinded.text, start, end)
        if adverb is None or any(contains(c, self.span(act.trigger)) for a in said for c in a.content):
            return
        because = Because(rule="said/hearsay", spans=(adverb.span(),))
        yield Attribution(source=None, cue=adverb.span(), content=((start, end),), hedged=True, because=(because,))

    def event(self, act: Act, said: Sequence[Attribution]) -> Event:
        """Return one event; its clause is the innermost content that holds it, else its sentence."""
        trigger = self.span(act.trigger)
        contents = [c for a in said for c in a.content if contains(c, trigger)]
        row = codebook().row(act.row)
        return Event(
            trigger=trigger,
            type=act.row,
            clause=min(contents, key=lambda c: c[1] - c[0], default=self.sentence_at(act.trigger.words)),
            status=None if row.speech else act.status,
            stance=None if row.speech else act.stance,
            wanted=act.wanted,
            layer=act.layer,
            roles=tuple(self.roles(act)),
            because=(_because("trigger", trigger, act.trigger.score, f"event/{act.row}"),),
        )

    def roles(self, act: Act) -> Iterator[Role]:
        """Yield what fills the slots of an act, in its own sentence only."""
        for slot, run in act.fillers:
            if self.is_near(act, run) and self.says_who(run):
                span, party = self.name(run), self.party(run) or self.implied(act, slot)
                yield Role(slot=slot, span=span, party=party, because=(_because(slot, span, run.score),))
        yield from self.missing(act)
        for loss in self.losses(act):
            yield Role(slot="loss", span=loss.span, because=(loss.because,))

    def implied(self, act: Act, slot: Slot) -> str | None:
        """Return the party of the part to which a slot belongs, as the trigger tells it."""
        part = next((name for name, slots in _PARTS.items() if slot in slots), None)
        return next(self.parties(act, part), (None, None))[1] if part else None

    def parties(self, act: Act, part: str) -> Iterator[tuple[Scored, str]]:
        """Yield the parties of a part of an act, with the words that name them; whoever only stands behind is none."""
        for named in getattr(act, part):
            if party := self.named(self.span(named)):
                yield named, party

    def missing(self, act: Act) -> Iterator[Role]:
        """Yield the parties of an act that its own sentence does not name: carried from where they are named.

        Where somebody plays the part already, another party may only join in an act that several do together.
        """
        together = "participant" in codebook().roles(act.row).values()
        for name, slots in _PARTS.items():
            told = {
                self.party(run) or self.implied(act, s)
                for s, run in act.fillers
                if s in slots and self.is_near(act, run)
            }
            for part, party in self.parties(act, name):
                if party not in told and (not told or (name == "doers" and together)):
                    span = self.span(part)
                    yield Role(slot=slots[0], span=span, because=(_because(name, span, part.score),))

    def losses(self, act: Act) -> Iterator[Loss]:
        """Yield the losses of an act, in its own sentence only."""
        for status, run in act.tolls:
            if self.is_near(act, run):
                span = self.span(run)
                yield Loss(self.span(act.trigger), span, status, self.party(run), _because("loss", span, run.score))

    def is_near(self, act: Act, run: Scored) -> bool:
        """Tell whether words stand in the sentence of an act's trigger."""
        return contains(self.sentence_at(act.trigger.words), self.span(run))


@cache
def _hearsay() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('status').list('hearsay.adverbs'))})\b", re.IGNORECASE)


def _because(head: str, span: Span, score: float, rule: str = "") -> Because:
    return Because(rule=rule or f"marker/{head}", spans=(span,), head=head, score=score, weights=version())


def _with_principals(scene: _Scene, said: Sequence[Attribution], acts: Sequence[Act]) -> list[Attribution]:
    """Let the acts say who answers for them: the principal within a source, or a speaker whom no attribution knows."""
    found = list(said)
    for act in acts:
        if act.speaker is None:
            continue
        speech = codebook().row(act.row).speech
        trigger, speaker = scene.span(act.trigger), scene.name(act.speaker)
        around = [i for i, a in enumerate(found) if any(contains(c, trigger) for c in a.content)]
        inner = min(around, key=lambda i: sum(e - s for s, e in found[i].content), default=None)
        if inner is not None and not speech and _is_apart(found[inner], speaker, scene.sentence_at(act.trigger.words)):
            found[inner] = _told_by(found[inner], speaker, scene.party(act.speaker))
        elif inner is not None:
            found[inner] = _narrowed(found[inner], speaker, scene.party(act.speaker), scene.blinded.text)
        elif contains(scene.sentence_at(act.trigger.words), speaker) and not speech:
            own = scene.sentence_at(act.trigger.words)
            found.append(
                Attribution(
                    source=speaker,
                    cue=speaker,
                    content=(own,),
                    because=(_because("speaker", speaker, act.speaker.score),),
                )
            )
    return found


def _is_apart(attribution: Attribution, speaker: Span, sentence: Span) -> bool:
    """``the coast guard, quoted by an agency``: who answers stands beside the source in the same sentence."""
    source = attribution.source
    return source is not None and not overlaps(source, speaker) and contains(sentence, speaker)


def _told_by(attribution: Attribution, speaker: Span, party: str | None) -> Attribution:
    """The speaker is the source, whoever was taken for it only relays his words."""
    via = (attribution.source,) if attribution.source else ()
    return msgspec.structs.replace(attribution, source=speaker, via=via, party=party)


_PARTING = r"(?:for|of|from|with|on behalf of|(?:an? |the |its )?(?:spokes\w+|press\b[\w ]*|media\b[\w ]*|speaker))"
_PARTED_BEFORE = re.compile(rf"(?:.*\b{_PARTING}|.*,) (?:the )?", re.DOTALL)
_PARTED_BEHIND = re.compile(rf"(?:['’]s)? {_PARTING}\b.*|['’]s|,.*|\s*\(.*", re.DOTALL)
"""What parts a principal from who speaks for him: "a spokesman for the ministry", "the ministry's press office"; "the
country's ministry" and "Colonel Orm of the army" are one."""


def _narrowed(attribution: Attribution, speaker: Span, party: str | None, text: str) -> Attribution:
    """``a spokesman for the ministry``: the ministry is the source, the whole phrase told it."""
    source = attribution.source
    if source is None or source == speaker or not contains(source, speaker) or attribution.via:
        return attribution
    before, behind = text[source[0] : speaker[0]], text[speaker[1] : source[1]]
    if not all(not told or way.fullmatch(told) for told, way in ((before, _PARTED_BEFORE), (behind, _PARTED_BEHIND))):
        return attribution
    return msgspec.structs.replace(attribution, source=speaker, via=(source,), party=party or attribution.party)
