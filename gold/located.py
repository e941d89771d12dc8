"""Labels in words in, labels in offsets out: what trains the marker, and what stands off from texts that are not ours.

The words of a field are looked for in the claim's own sentences first, nearest to the trigger; a carried speaker is the
nearest mention before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gold.labels import LabelledAttribution, LabelledClaim, LabelledContent, LabelledReport, Phrase
from tocsin.errors import TocsinError
from tocsin.model import Layer, Noun, Span, Stance, Status, TollKind, TollStatus, TollWhat, contains


class LocatedActor(Noun, frozen=True, kw_only=True):
    """A part in the act: role, words, and the party as the head of the labels names it."""

    role: str
    span: Span
    party: str | None = None


class LocatedToll(Noun, frozen=True, kw_only=True):
    """Losses: the counted words, number and noun without the verb."""

    span: Span
    status: TollStatus
    best: int | None = None
    what: TollWhat = "people"
    kind: TollKind = "unknown"
    side: str | None = None


class LocatedClaim(Noun, frozen=True, kw_only=True):
    """A labelled claim, words as [start, end) offsets into the text; ``ref`` is its name in the set it comes from."""

    trigger: Span
    type: str
    quote: tuple[Span, ...]
    status: Status | None = None
    stance: Stance | None = None
    layer: Layer = "news"
    told: str = "outlet"
    speaker: Span | None = None
    speaker_party: str | None = None
    cue: Span | None = None
    via: tuple[Span, ...] = ()
    actors: tuple[LocatedActor, ...] = ()
    place: Span | None = None
    time: Span | None = None
    tolls: tuple[LocatedToll, ...] = ()
    content: LabelledContent | None = None
    doers: tuple[str, ...] | None = None
    sufferers: tuple[str, ...] | None = None
    ref: str | None = None


class LocatedAttribution(Noun, frozen=True, kw_only=True):
    """Who says what; a cue is missing only in sets that know verbless ones."""

    cue: Span | None
    source: Span | None = None
    content: tuple[Span, ...] = ()


class Located(Noun, frozen=True, kw_only=True):
    """The labels of one text as offsets.

    Attributes:
        attributed: every attribution of the text is labelled (else the heads for them learn nothing from it).
        aside: stretches that no label speaks of, furniture above all.
        parties: where each party to the conflict is named, by the forms that the head of the labels gives.
    """

    id: str
    claims: tuple[LocatedClaim, ...]
    attributions: tuple[LocatedAttribution, ...] = ()
    attributed: bool = True
    aside: tuple[Span, ...] = ()
    parties: dict[str, tuple[Span, ...]] = msgspec.field(default_factory=dict)


def located(report: LabelledReport) -> Located:
    """Return the labels of ``report`` as offsets into its cleaned text.

    Raises:
        TocsinError: words that do not stand where the guide wants them; names report and words.
    """
    labels, text = report.labels, report.text.text
    where = Finder(text, labels.id)
    return Located(
        id=labels.id,
        claims=tuple(where.claim(c, quote) for c, quote in zip(labels.claims, report.quotes, strict=True)),
        attributions=tuple(where.attribution(a) for a in labels.attributions),
        attributed=bool(labels.attributions) or not labels.claims,
        aside=tuple(r.span for r in report.text.regions if r.kind == "furniture"),
        parties=mentions_of(text, labels.parties),
    )


class Finder:
    """Finds labelled words in one text."""

    def __init__(self, text: str, name: str) -> None:
        """Look in ``text``; ``name`` stands in errors."""
        self.text = text
        self.name = name

    def claim(self, claim: LabelledClaim, quote: Sequence[Span]) -> LocatedClaim:
        """Return the claim as offsets; ``quote`` are the spans of its quotes."""
        trigger = self._trigger(claim.trigger, quote)
        own = [span for span in quote if contains(span, trigger)]
        return LocatedClaim(
            trigger=trigger,
            type=claim.type,
            quote=tuple(sorted(quote)),
            status=claim.status,
            stance=claim.stance,
            layer=claim.layer,
            told=claim.told,
            speaker=self._maybe(claim.speaker, trigger, own, quote),
            speaker_party=claim.speaker_party,
            cue=self._maybe(claim.cue, trigger, own, quote),
            via=tuple(self.near(words, trigger, own, quote) for words in claim.via),
            actors=tuple(
                LocatedActor(role=a.role, span=self.near(a.name, trigger, own, quote), party=a.party)
                for a in claim.actors
            ),
            place=self._maybe(claim.place, trigger, own, quote),
            time=self._maybe(claim.time, trigger, own, quote),
            tolls=tuple(
                LocatedToll(
                    span=self.near(t.words, trigger, own, quote),
                    status=t.status,
                    best=t.best,
                    what=t.what,
                    kind=t.kind,
                    side=t.side,
                )
                for t in claim.tolls
            ),
            content=claim.content,
            doers=claim.doers,
            sufferers=claim.sufferers,
        )

    def attribution(self, attribution: LabelledAttribution) -> LocatedAttribution:
        """Return the attribution as offsets: content by its words, cue and source nearest to it unless counted."""
        content = tuple(self._counted(part, None) for part in attribution.content)
        cue = self._counted(attribution.cue, content[0] if content else None)
        source = attribution.source
        return LocatedAttribution(
            cue=cue, source=None if source is None else self._counted(source, cue), content=content
        )

    def near(self, words: str, to: Span, *stretches: Sequence[Span]) -> Span:
        """Return the place of ``words`` nearest to ``to`` in the first of ``stretches`` that has them.

        Where none has, it is the nearest place in the paragraph of ``to``, else the last before it.

        Raises:
            TocsinError: they stand nowhere.
        """
        places = list(places_of(words, self.text))
        for stretch in (*stretches, [self._paragraph(to)]):
            inside = [p for p in places if any(contains(s, p) for s in stretch)]
            if inside:
                return min(inside, key=lambda p: (_gap(p, to), p))
        before = [p for p in places if p[1] <= to[0]]
        if not places:
            what = f"{self.name}: these words do not stand in the text: {words!r}"
            raise TocsinError(what, do="Copy them from the text as they are.")
        return before[-1] if before else places[0]

    def _paragraph(self, span: Span) -> Span:
        end = self.text.find("\n", span[1])
        return self.text.rfind("\n", 0, span[0]) + 1, len(self.text) if end < 0 else end

    def _maybe(self, words: str | None, to: Span, *stretches: Sequence[Span]) -> Span | None:
        return None if words is None else self.near(words, to, *stretches)

    def _trigger(self, trigger: str | Phrase, quote: Sequence[Span]) -> Span:
        words, nth = (trigger, 1) if isinstance(trigger, str) else (trigger.text, trigger.nth)
        body = [*quote[1:], quote[0]] if len(quote) > 1 and self._is_title(quote[0]) else list(quote)
        places = [p for span in body for p in places_of(words, self.text, span)]
        if len(places) < nth:
            what = f"{self.name}: trigger {words!r} does not stand {nth} times in its quotes"
            raise TocsinError(what, do="Copy it from the text as it is, or mend nth.")
        return places[nth - 1]

    def _is_title(self, span: Span) -> bool:
        return "\n" not in self.text[: span[0]]

    def _counted(self, phrase: str | Phrase, to: Span | None) -> Span:
        if isinstance(phrase, str):
            return self.near(phrase, to or (0, 0), [(0, len(self.text))])
        places = list(places_of(phrase.text, self.text))
        if len(places) < phrase.nth:
            what = f"{self.name}: {phrase.text!r} does not stand {phrase.nth} times in the text"
            raise TocsinError(what, do="Copy the words as they are, or mend nth.")
        return places[phrase.nth - 1]


def mentions_of(text: str, parties: Mapping[str, Sequence[str]]) -> dict[str, tuple[Span, ...]]:
    """Return where each party is named in ``text``, by its capitalised forms; the longest form wins, articles stay out."""
    bare = {re.sub(r"^[Tt]he ", "", form): party for party, forms in parties.items() for form in forms}
    names = sorted((form for form in bare if form[:1].isupper() or form[:1].isdigit()), key=lambda f: (-len(f), f))
    found: dict[str, list[Span]] = {party: [] for party in parties}
    if names:
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?!\w)")
        for match in pattern.finditer(text):
            found[bare[match.group()]].append(match.span())
    return {party: tuple(spans) for party, spans in found.items()}


def places_of(words: str, text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield where ``words`` stand in ``text`` as whole words, in order; in ``within`` only, if given."""
    start = r"(?<!\w)" if words[:1].isalnum() else ""
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    pattern = re.compile(f"{start}{re.escape(words)}{end}")
    yield from (m.span() for m in pattern.finditer(text, *(within or (0, len(text)))))


def _gap(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
