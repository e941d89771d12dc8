"""The codebook's own examples and near-misses in, documents out: every second one, the others measure.

``gold/examples.py`` measures on those that never trained; see ``tocsin.lexicon.codebook``.
"""

from __future__ import annotations

from collections.abc import Iterator

from gold.examples import trains
from gold.located import Located, LocatedClaim

from tocsin.lexicon.codebook import Row, codebook
from tocsin.model import Span
from training.document import Document, paragraphs_of
from training.public import hinted


def codebook_documents() -> Iterator[Document]:
    """Yield a document for every second example and near-miss of each row.

    An example teaches its row at the first words that hint at its family; a near-miss teaches that the words which
    hint at its row's family tell nothing. All else in them is open.
    """
    for row in codebook().rows.values():
        for number, sentence in enumerate(row.examples):
            spans = _hinting(row, sentence)
            if trains(number) and spans:
                yield _example(row, number, sentence, spans[0])
        for number, sentence in enumerate(row.near_misses):
            spans = _hinting(row, sentence)
            if trains(number) and spans:
                yield _near_miss(row, number, sentence, spans)


def _hinting(row: Row, sentence: str) -> list[Span]:
    family = codebook().family(row.id)
    return [h.span for h in hinted(sentence, (0, len(sentence))) if codebook().family(h.row) == family]


def _example(row: Row, number: int, sentence: str, trigger: Span) -> Document:
    claim = LocatedClaim(trigger=trigger, type=row.id, quote=((0, len(sentence)),))
    labels = Located(id=f"{row.id} {number}", claims=(claim,))
    return Document(source="codebook", text=paragraphs_of(sentence), labels=labels, events="some", said=False)


def _near_miss(row: Row, number: int, sentence: str, spans: list[Span]) -> Document:
    edges = [0, *(edge for span in spans for edge in span), len(sentence)]
    aside = tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
    labels = Located(id=f"{row.id} near-miss {number}", claims=(), aside=aside)
    return Document(source="codebook", text=paragraphs_of(sentence), labels=labels, said=False)
