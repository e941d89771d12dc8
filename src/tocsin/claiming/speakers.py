"""Attributions and names in, the voice behind an event out: who answers for it, and through whom it came."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from tocsin.lexicon.words import words
from tocsin.model import Attribution, Because, Event, Link, Name, Named, Span, Speaker, contains, hull, overlaps

OUTLET = Speaker(name=None, id=None, span=None, side=None, told="outlet", named="group")
"""Nobody is named: the outlet answers."""

LONGEST_NAME = 400
"""No name is longer, in characters; what begins further back does not reach here."""

_ABLE = frozenset({"state", "authority", "state_force", "police", "igo", "person", "rebel", "militia", "ngo"})
_OFFICES = frozenset({"authority", "state_force", "police", "igo"})


_AS_LONG = 8
"""Characters that the name of a party counts for, however long it is: who is meant does not hang on that."""

_APPOSED = re.compile(r", [^,.;:\n]*?\bspokes")
"""Behind a name an apposition tells that its bearer is a spokesman."""


class Voice(NamedTuple):
    """Who answers for an event, the links between outlet and speaker that the text tells, and why.

    ``hedged``: said by nobody in particular ("reportedly"). ``words``: source, cue and content in one span.
    """

    speaker: Speaker
    links: tuple[Link, ...]
    because: tuple[Because, ...]
    hedged: bool = False
    words: Span | None = None


class Hearing(NamedTuple):
    """What it takes to know a speaker by: the names of the report, its text, and who holds the floor."""

    names: Sequence[Name]
    text: str
    holder: Speaker | None

    def words(self, span: Span) -> str:
        """Return the words at ``span``."""
        return self.text[span[0] : span[1]]


def voice_of(event: Event, attributions: Sequence[Attribution], hearing: Hearing, *, own_words: bool) -> Voice | None:
    """Return the voice that the sentence's attributions give to ``event``, null when none covers it.

    ``own_words``: the event's doing is saying, so that its own subject speaks; whoever tells of it is a link.
    """
    around = _around(event, attributions)
    if own_words:
        around = [a for a in around if not is_document(a.source, hearing)]
        return _speech(event, around, _saying(event, attributions), hearing)
    if not around:
        return None
    voice, inner = _voice(around[0], hearing), around[0]
    words = hull(inner.source or inner.cue, inner.cue, *inner.content)
    return voice._replace(links=(*_links(around[1:], voice, hearing), *voice.links), words=words)


def speaker_at(source: Span, cue: Span | None, hearing: Hearing) -> Speaker:
    """Return the speaker named at ``source``; a pronoun is whoever holds the floor, carried."""
    name = name_at(hearing.names, source)
    if hearing.words(source).lower() in _pronouns():
        held = hearing.holder or _last_named(source, hearing)
        if held is not None:
            return msgspec.structs.replace(held, told="carried", cue=cue)
    return Speaker(
        name=hearing.words(source),
        id=name.id if name else None,
        span=source,
        side=name.party if name else None,
        told="explicit",
        named=_named(name, hearing.words(source)),
        cue=cue,
    )


def _last_named(source: Span, hearing: Hearing) -> Speaker | None:
    """Return the nearest earlier name that can speak, where nobody holds the floor."""
    at = bisect_left(hearing.names, source[0], key=_start)
    earlier = (hearing.names[i] for i in range(at - 1, -1, -1))
    able = (n for n in earlier if n.kind in _ABLE and n.form in {"name", "person", "office"})
    found = next((n for n in able if n.span[1] <= source[0]), None)
    return speaker_at(found.span, None, hearing) if found else None


def _around(event: Event, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions whose content holds the trigger, innermost first."""
    covering = [a for a in attributions if any(contains(c, event.trigger) for c in a.content)]
    return sorted(covering, key=lambda a: (sum(e - s for s, e in a.content), a.cue))


def _saying(event: Event, attributions: Sequence[Attribution]) -> Span | None:
    """Return the source of the attribution whose cue is the event itself, should the names not know its subject."""
    return next((a.source for a in attributions if a.source and overlaps(a.cue, event.trigger)), None)


def _speech(event: Event, around: Sequence[Attribution], saying: Span | None, hearing: Hearing) -> Voice | None:
    subject = next((r.span for r in event.roles if r.slot == "initiator" and name_at(hearing.names, r.span)), saying)
    outer = [a for a in around if not overlaps(a.cue, event.trigger)]
    if subject is None:
        return _voice(outer[0], hearing) if outer else None
    own = _voice_of_span(subject, (event.trigger[0], _first_word_end(event.trigger, hearing.text)), hearing)
    if outer and _rival(outer[0], own, hearing):
        return _voice(outer[0], hearing)
    return own._replace(links=_links(outer, own, hearing))


def _rival(attribution: Attribution, own: Voice, hearing: Hearing) -> bool:
    """Another party tells of the speech act: then that party answers for the telling."""
    teller = name_at(hearing.names, attribution.source) if attribution.source else None
    return bool(teller and teller.party and own.speaker.side and teller.party != own.speaker.side)


def _voice(attribution: Attribution, hearing: Hearing) -> Voice:
    if attribution.source is None:
        return Voice(OUTLET, (), attribution.because, hedged=True)
    if is_document(attribution.source, hearing):
        return _for_author(attribution, attribution.source, hearing)
    if attribution.source in attribution.via:
        return _for_principal(attribution, attribution.source, hearing)
    voice = _voice_of_span(attribution.source, attribution.cue, hearing)
    if voice.speaker.side is None and attribution.party is not None:
        voice = voice._replace(speaker=msgspec.structs.replace(voice.speaker, side=attribution.party))
    links = tuple(_link(span, hearing) for span in attribution.via)
    return voice._replace(links=links, because=(*attribution.because, *voice.because))


def _for_principal(attribution: Attribution, spokesman: Span, hearing: Hearing) -> Voice:
    """``his spokesman said``: the principal is whoever holds the floor, else the spokesman answers."""
    if hearing.holder is None or hearing.holder.told == "outlet":
        return _voice_of_span(spokesman, attribution.cue, hearing)
    principal = msgspec.structs.replace(hearing.holder, told="carried", cue=attribution.cue)
    because = Because(rule="speaker/for-principal", spans=(spokesman, attribution.cue))
    return Voice(principal, (_link(spokesman, hearing),), (*attribution.because, because))


def _for_author(attribution: Attribution, document: Span, hearing: Hearing) -> Voice:
    """``the ministry's statement said``: the ministry; ``the statement said``: whoever holds the floor, carried."""
    author = author_of(document, hearing)
    if author is not None:
        return _voice_of_span(author, attribution.cue, hearing)
    because = Because(rule="speaker/author", spans=(document, attribution.cue))
    if hearing.holder is None or hearing.holder.told == "outlet":
        return Voice(OUTLET, (), (*attribution.because, because))
    writer = msgspec.structs.replace(hearing.holder, told="carried", cue=attribution.cue)
    return Voice(writer, (), (*attribution.because, because))


def _voice_of_span(source: Span, cue: Span, hearing: Hearing) -> Voice:
    because = Because(rule="speaker/named", spans=(source, cue))
    return Voice(speaker_at(source, cue, hearing), (), (because,))


def _links(outer: Sequence[Attribution], voice: Voice, hearing: Hearing) -> tuple[Link, ...]:
    """Whoever tells of the telling is a link: outermost first."""
    told = [a for a in reversed(outer) if not is_document(a.source, hearing)]
    spans = [span for a in told for span in ([a.source] if a.source else []) + list(a.via)]
    return tuple(link for link in (_link(span, hearing) for span in spans) if link.span != voice.speaker.span)


def _link(span: Span, hearing: Hearing) -> Link:
    name = name_at(hearing.names, span)
    shown = name.core if name and name.form == "person" and name.core and contains(span, name.core) else span
    slug = name.id if name else None
    if name is not None and name.kind == "media":
        return Link(role="agency", name=hearing.words(shown), id=slug, span=shown, told="explicit")
    apposed = _APPOSED.match(hearing.text, span[1])
    spokes = apposed is not None or "spokes" in hearing.words(span).lower()
    return Link(
        role="spokesman" if spokes else "relay", name=hearing.words(shown), id=slug, span=shown, told="explicit"
    )


def name_at(names: Sequence[Name], span: Span) -> Name | None:
    """Return the name that covers most of ``span`` (ties: the earlier), places aside; all parties' names are as long."""
    best, most = None, 0
    for name in names_over(names, span):
        shared = _shared(name.span, span)
        if name.party and name.core:
            shared += _AS_LONG - _shared(name.core, span)
        if name.kind != "place" and shared > most:
            best, most = name, shared
    return best


def names_over(names: Sequence[Name], span: Span) -> list[Name]:
    """Return the names that share a character with ``span``, in text order."""
    first = bisect_left(names, span[0] - LONGEST_NAME, key=_start)
    last = bisect_left(names, span[1], lo=first, key=_start)
    return [name for name in names[first:last] if name.span[1] > span[0]]


def _start(name: Name) -> int:
    return name.span[0]


def _shared(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _named(name: Name | None, words_of: str) -> Named:
    """Person, office, group or anonymous: from what the register or the noun says."""
    last = words_of.lower().split()[-1:]
    if name is None:
        return "anonymous" if any(w in _anonymous() for w in last) else "group"
    if name.form == "person":
        return "person"
    if name.form == "description" and any(w in _anonymous() for w in words_of.lower().split()):
        return "anonymous"
    if name.form == "office" or name.kind in _OFFICES or (name.form == "reference" and name.kind != "other"):
        return "office"
    if name.party is not None and name.id == name.party:
        return "office"
    return "group"


def is_document(source: Span | None, hearing: Hearing) -> bool:
    """``the statement said`` names a document, not a speaker: whoever holds the floor wrote it."""
    if source is None:
        return False
    head = hearing.words(source).lower().split()[-1:]
    return bool(head) and head[0] in _documents()


def author_of(document: Span, hearing: Hearing) -> Span | None:
    """Return the words before the document's noun where they name somebody: ``a defence ministry`` of its statement."""
    name = name_at(hearing.names, document)
    told = hearing.words(document).rsplit(maxsplit=1)[0].removesuffix("’s").removesuffix("'s")
    if name is None or name.kind not in _ABLE or name.form == "reference" or len(told.split()) < 2:
        return None
    article, _, _ = told.partition(" ")
    start = document[0] + (len(article) + 1 if article.lower() in {"a", "an"} else 0)
    return start, document[0] + len(told)


def _first_word_end(span: Span, text: str) -> int:
    words_of = text[span[0] : span[1]].split()
    return span[0] + len(words_of[0]) if words_of else span[1]


@cache
def _anonymous() -> frozenset[str]:
    return words("people").set("forms.anonymous")


@cache
def _pronouns() -> frozenset[str]:
    return words("people").set("references.any")


@cache
def _documents() -> frozenset[str]:
    return words("people").set("forms.document")
