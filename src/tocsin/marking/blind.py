"""A report in, the same report with its parties behind stand-ins out, with a map of offsets both ways.

What is decided here, and why, stands in docs/decisions/003-blinding.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import count

from tocsin.lexicon.register import FormKind, Register, shadow
from tocsin.marking.blind_mentions import Found, Mention, find_mentions
from tocsin.model import Noun, Region, Span, Text, contains, overlaps

_ARTICLE = re.compile(r"(?<![\w'-])(the|an) $", re.IGNORECASE)
_CAPITAL = r"[^\W\d_a-z]\w+(?:-[^\W\d_a-z]\w*)*"
_UNKNOWN = re.compile(rf"(?<![\w-]){_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_SENTENCE_START = re.compile(r"(?:^|[.!?:] |[\"'(] ?)$")


class Segment(Noun, frozen=True, kw_only=True):
    """One mention of a party.

    Attributes:
        original: the words in the report, with the article "the" where one stands before them.
        core: the party's form alone, without the article.
        blinded: the stand-in.
        party: index into ``Blinded.parties``.
        form: what kind of form it was; ``office`` and ``holder`` for persons, ``organ`` for names such as Pentagon.
    """

    original: Span
    core: Span
    blinded: Span
    party: int
    form: FormKind
    office: str | None = None
    holder: str | None = None
    organ: str | None = None


class Hidden(Noun, frozen=True, kw_only=True):
    """A party of the report: the word it stands behind, its slug, its side code."""

    standin: str
    slug: str
    side: str


class Blinded(Noun, frozen=True, kw_only=True, dict=True):
    """The report as the marker sees it.

    Attributes:
        text: the report with stand-ins; furniture is as it was.
        regions: the report's regions in offsets of ``text``.
        segments: mentions of parties in text order.
        parties: in order of first mention.
        edits: all that was replaced, (original, blinded) spans in text order: the segments, and "an" made "a".
        unknown: names that act like parties and are not in the register, with original spans, each name once.
    """

    text: str
    regions: tuple[Region, ...]
    segments: tuple[Segment, ...]
    parties: tuple[Hidden, ...]
    edits: tuple[tuple[Span, Span], ...]
    unknown: tuple[tuple[str, Span], ...] = ()

    def to_original(self, span: Span) -> Span:
        """Return the span of the report's own words; one that cuts a stand-in widens to the whole form and its article."""
        return _mapped(span, self._blinded_edits, self._original_edits)

    def to_blinded(self, span: Span) -> Span:
        """Return the span in the blinded text; one that cuts a form widens to the whole stand-in."""
        return _mapped(span, self._original_edits, self._blinded_edits)

    def party_at(self, span: Span) -> str | None:
        """Return the slug of the first party whose stand-in touches a blinded span, or null."""
        return next((self.parties[segment.party].slug for segment in self.segments_in(span)), None)

    def segments_in(self, span: Span) -> Iterator[Segment]:
        """Yield the segments whose stand-ins touch a blinded span, in text order."""
        for segment in self.segments[bisect_right(self._segment_ends, span[0]) :]:
            if segment.blinded[0] >= span[1]:
                return
            yield segment

    @cached_property
    def _segment_ends(self) -> tuple[int, ...]:
        return tuple(segment.blinded[1] for segment in self.segments)

    @cached_property
    def _original_edits(self) -> tuple[Span, ...]:
        return tuple(original for original, _ in self.edits)

    @cached_property
    def _blinded_edits(self) -> tuple[Span, ...]:
        return tuple(blinded for _, blinded in self.edits)


def blind(text: Text, register: Register) -> Blinded:
    """Return ``text`` with every mention of a registered party outside furniture behind that party's stand-in."""
    folded = shadow(text.text)
    stretches = [region.span for region in text.regions if region.kind != "furniture"]
    found = find_mentions(folded, stretches, register)
    parties = _hidden(found.mentions, text.text, register)
    index = {party.slug: i for i, party in enumerate(parties)}
    standins = {party.slug: party.standin for party in parties}
    changes = list(_replacements(folded, found.mentions, stretches, standins))
    words, edits = replaced(text.text, [(span, word) for span, word, _ in changes])
    segments = tuple(
        _segment(mention, original, blinded, index)
        for (original, blinded), (_, _, mention) in zip(edits, changes, strict=True)
        if mention is not None
    )
    plain = Blinded(text=words, regions=(), segments=segments, parties=parties, edits=edits)
    regions = tuple(
        Region(kind=region.kind, span=plain.to_blinded(region.span), because=region.because) for region in text.regions
    )
    unknown = tuple(_unknown(text, folded, found, register))
    return Blinded(text=words, regions=regions, segments=segments, parties=parties, edits=edits, unknown=unknown)


def replaced(text: str, changes: Sequence[tuple[Span, str]]) -> tuple[str, tuple[tuple[Span, Span], ...]]:
    """Return ``text`` with each span replaced by its word, and the (original, blinded) spans of the edits.

    Args:
        text: the report's words.
        changes: spans that do not overlap, in text order, each with the word that takes its place.
    """
    parts: list[str] = []
    edits: list[tuple[Span, Span]] = []
    done = length = 0
    for (start, end), word in changes:
        parts += (text[done:start], word)
        length += start - done
        edits.append(((start, end), (length, length + len(word))))
        length += len(word)
        done = end
    return "".join((*parts, text[done:])), tuple(edits)


def _hidden(mentions: Sequence[Mention], text: str, register: Register) -> tuple[Hidden, ...]:
    slugs = dict.fromkeys(mention.form.party for mention in mentions)
    lower = text.lower()
    free = (name for name in _names(register.standins) if name.lower() not in lower)
    return tuple(Hidden(standin=next(free), slug=slug, side=register.party(slug).side) for slug in slugs)


def _names(pool: Sequence[str]) -> Iterator[str]:
    """Yield the pool, then longer names made from it, without end."""
    return (f"{name}{'om' * turn}" for turn in count() for name in pool)


def _replacements(
    folded: str, mentions: Sequence[Mention], stretches: Sequence[Span], standins: Mapping[str, str]
) -> Iterator[tuple[Span, str, Mention | None]]:
    """Yield what is replaced by what: "the" goes with the form it stands before, "an" becomes "a"."""
    starts = sorted(start for start, _ in stretches)
    for mention in mentions:
        start, end = mention.span
        floor = starts[bisect_right(starts, start) - 1]
        article = _ARTICLE.search(folded, max(floor, start - 5), start)
        if article is not None and article[1].lower() == "an":
            yield article.span(1), article[1][0], None
        elif article is not None:
            start = article.start(1)
        yield (start, end), standins[mention.form.party], mention


def _segment(mention: Mention, original: Span, blinded: Span, index: Mapping[str, int]) -> Segment:
    form = mention.form
    return Segment(
        original=original,
        core=mention.span,
        blinded=blinded,
        party=index[form.party],
        form=form.kind,
        office=form.office,
        holder=form.holder,
        organ=form.organ,
    )


def _mapped(span: Span, here: Sequence[Span], there: Sequence[Span]) -> Span:
    """Carry a span over from one text to the other; whatever it cuts is taken whole."""
    start = _start(span[0], here, there)
    return (start, start) if span[0] == span[1] and not _inside(span[0], here) else (start, _end(span[1], here, there))


def _inside(place: int, here: Sequence[Span]) -> bool:
    i = bisect_left(here, (place, 0)) - 1
    return i >= 0 and here[i][0] < place < here[i][1]


def _start(place: int, here: Sequence[Span], there: Sequence[Span]) -> int:
    i = bisect_right(here, place, key=lambda edit: edit[0]) - 1
    if i < 0:
        return place
    return there[i][0] if place < here[i][1] else place - here[i][1] + there[i][1]


def _end(place: int, here: Sequence[Span], there: Sequence[Span]) -> int:
    i = bisect_left(here, place, key=lambda edit: edit[0]) - 1
    if i < 0:
        return place
    return there[i][1] if place < here[i][1] else place - here[i][1] + there[i][1]


def _unknown(text: Text, folded: str, found: Found, register: Register) -> Iterator[tuple[str, Span]]:
    """Yield names that stand before such words as "army" or "rebels" and that nobody knows, each once."""
    known = sorted([*(mention.span for mention in found.mentions), *found.shielded])
    seen: set[str] = set()
    for region in text.regions:
        if region.kind != "body":
            continue
        for span in _before_heads(folded, region.span, register):
            name = text.text[slice(*span)]
            if name not in seen and not _touches(span, known) and not _opens(folded, span, region.span):
                seen.add(name)
                yield name, span


def _touches(span: Span, known: Sequence[Span]) -> bool:
    i = bisect_left(known, span)
    return any(overlaps(span, other) for other in known[max(0, i - 1) : i + 1])


def _opens(folded: str, span: Span, paragraph: Span) -> bool:
    """Tell whether a single word has its capital from opening a sentence only: it stands nowhere else."""
    word = folded[slice(*span)]
    if " " in word or not _SENTENCE_START.search(folded[max(paragraph[0], span[0] - 2) : span[0]]):
        return False
    return folded.count(word) == 1


def _before_heads(folded: str, stretch: Span, register: Register) -> Iterator[Span]:
    for match in _UNKNOWN.finditer(folded, *stretch):
        start, end = _trimmed(folded, match.span(), register.guards.not_names)
        if start < end and contains(stretch, (start, end)) and _heads(register).match(folded, end, stretch[1]):
            yield start, end


def _trimmed(folded: str, span: Span, not_names: frozenset[str]) -> Span:
    """Return the span without leading and trailing capitalised words that name nobody."""
    words = [(m.start() + span[0], m.end() + span[0]) for m in re.finditer(r"\S+", folded[span[0] : span[1]])]
    while words and folded[slice(*words[0])] in not_names:
        words.pop(0)
    while words and folded[slice(*words[-1])] in not_names:
        words.pop()
    return (words[0][0], words[-1][1]) if words else (span[0], span[0])


@cache
def _heads(register: Register) -> re.Pattern[str]:
    heads = "|".join(sorted(map(re.escape, register.guards.unknown_heads), key=len, reverse=True))
    return re.compile(rf"(?:'s?)? (?:{heads})\b")
