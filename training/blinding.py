"""A document in, one of its blindings out: stand-ins drawn at random, and its invented parties mostly blinded too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from tocsin.lexicon.register import Register
from tocsin.marking.blind import Blinded, blind, replaced
from tocsin.model import Noun, Span, overlaps
from training.documents import Document

SHARE = 0.8
"""So many of the invented parties are blinded: at run time some parties are unknown to the register."""

_ARTICLE = re.compile(r"(?<![\w'-])[Tt]he $")


class Hiding(NamedTuple):
    """What may be blinded in one document: original spans, the number of the party (null: a fixed word), the word."""

    span: Span
    party: str | None
    word: str


class Blind(Noun, frozen=True, kw_only=True):
    """One blinding of a document: the words, the sentences' paragraphs, the stand-ins, and the way from the original."""

    blinded: Blinded
    standins: tuple[Span, ...]


def hidings(document: Document, register: Register) -> tuple[Hiding, ...]:
    """Return all that may be blinded in ``document``, in text order: parties of the register and invented ones."""
    known = blind(document.text, register)
    owner = {s.original: known.parties[s.party].slug for s in known.segments}
    found = [Hiding(original, owner.get(original), known.text[slice(*there)]) for original, there in known.edits]
    taken = [h.span for h in found]
    for party, spans in document.labels.parties.items() if document.invented else ():
        for span in (_with_article(document.text.text, span) for span in spans):
            if not any(overlaps(span, other) for other in taken):
                taken.append(span)
                found.append(Hiding(span, f"invented {party}", ""))
    return tuple(sorted(found))


def blinding(
    document: Document, hiding: Sequence[Hiding], pool: Sequence[str], draw: Random, *, seeing: bool = False
) -> Blind:
    """Return one blinding of ``document``: a fresh word for each party, an invented one blinded with ``SHARE``.

    ``seeing`` leaves the parties' own words, for the trial of what blinding costs.
    """
    parties = list(dict.fromkeys(h.party for h in hiding if h.party is not None))
    lower = document.text.text.lower()
    free = [name for name in draw.sample(pool, k=min(len(pool), len(parties) + 20)) if name.lower() not in lower]
    words = dict(zip(parties, free, strict=False))
    for party in parties:
        if party.startswith("invented") and draw.random() >= SHARE:
            del words[party]
    chosen = [
        (h.span, words[h.party] if h.party else h.word, h.party) for h in hiding if h.party is None or h.party in words
    ]
    text, edits = replaced(
        document.text.text, [(span, document.text.text[slice(*span)] if seeing else word) for span, word, _ in chosen]
    )
    standins = tuple(there for (_, there), (_, _, party) in zip(edits, chosen, strict=True) if party)
    return Blind(blinded=Blinded(text=text, regions=(), segments=(), parties=(), edits=edits), standins=standins)


def _with_article(text: str, span: Span) -> Span:
    article = _ARTICLE.search(text, max(0, span[0] - 5), span[0])
    return (article.start(), span[1]) if article else span
