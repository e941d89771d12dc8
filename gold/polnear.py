"""PolNeAR documents in, their attributions as the marker marks them out, in the scorer's form.

python -m gold.polnear DOCUMENTS.jsonl [open|closed] > PREDICTIONS.jsonl
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from tocsin.lexicon.register import register
from tocsin.marking.blind import Blinded, blind
from tocsin.marking.learned import read
from tocsin.marking.sentences import sentences_of
from tocsin.model import Attribution, Region, Sentence, Span, Text, contains, overlaps

Document = dict[str, Any]


def predictions(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield ``{"id", "spans": [{"start", "end", "label", "group"}]}`` for each document; label: source, cue, content."""
    for document in documents:
        regions = tuple(Region(kind="body", span=span) for span in _paragraphs(document["text"]))
        blinded = blind(Text(text=document["text"], regions=regions), register())
        found = read(blinded, _sentences(blinded)).attributions
        spans = [span for k, one in enumerate(found) for span in _spans(k, one, blinded)]
        yield {"id": document["id"], "spans": spans}


def with_right_source(gold: Sequence[Document], predicted: Sequence[Document]) -> float | None:
    """Return the F1 of contents that overlap a labelled one and whose source overlaps that one's source.

    Contents are paired as the scorer pairs them: each once, longest common part first. An attribution without a source
    is right beside one without.
    """
    said = {document["id"]: document["spans"] for document in predicted}
    right = total = 0
    for document in gold:
        mine, other = _contents(document["spans"]), _contents(said.get(document["id"], []))
        pairs = sorted(
            (-common, i, j)
            for i, (one, _) in enumerate(mine)
            for j, (two, _) in enumerate(other)
            if (common := min(one[1], two[1]) - max(one[0], two[0])) > 0
        )
        taken: set[tuple[str, int]] = set()
        for _, i, j in pairs:
            if not taken & {("mine", i), ("other", j)}:
                taken |= {("mine", i), ("other", j)}
                right += _same(mine[i][1], other[j][1])
        total += len(mine) + len(other)
    return round(2 * right / total, 4) if total else None


def _contents(spans: Sequence[Document]) -> list[tuple[Span, list[Span]]]:
    """Return each content with the sources of its attribution."""
    sources: dict[Any, list[Span]] = {}
    for span in spans:
        if span["label"] == "source":
            sources.setdefault(span["group"], []).append((span["start"], span["end"]))
    return [((s["start"], s["end"]), sources.get(s["group"], [])) for s in spans if s["label"] == "content"]


def _same(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(overlaps(a, b) for a in one for b in other) if one and other else not one and not other


def open_half(documents: Iterable[Document]) -> list[Document]:
    """Return the documents whose id hashes to an even digit: for tuning."""
    return [document for document in documents if _digit(document) % 2 == 0]


def closed_half(documents: Iterable[Document]) -> list[Document]:
    """Return the documents whose id hashes to an odd digit: for the final figure only."""
    return [document for document in documents if _digit(document) % 2]


def _digit(document: Document) -> int:
    return int(hashlib.sha256(document["id"].encode()).hexdigest()[-1], 16)


def _sentences(blinded: Blinded) -> list[Sentence]:
    return [
        Sentence(span=span, region=number)
        for number, region in enumerate(blinded.regions)
        for span in sentences_of(blinded.text, region.span)
    ]


def _paragraphs(text: str) -> Iterator[Span]:
    at = 0
    for filled, lines in groupby(text.splitlines(keepends=True), key=lambda line: bool(line.strip())):
        for line in lines:
            if filled:
                yield at, at + len(line.rstrip())
            at += len(line)


def _spans(group: int, one: Attribution, blinded: Blinded) -> Iterator[Document]:
    """Return the spans of one attribution; PolNeAR's source is the spokesman with the one he speaks for."""
    whole = next((via for via in one.via if one.source and contains(via, one.source)), one.source)
    source = [whole] if whole else []
    for label, spans in (("source", source), ("cue", [one.cue]), ("content", list(one.content))):
        for start, end in map(blinded.to_original, spans):
            yield {"start": start, "end": end, "label": label, "group": group}


def main() -> None:
    """Print the predictions for a file of documents, or for one half of it."""
    halves = {"open": open_half, "closed": closed_half}
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    for row in predictions(halves[sys.argv[2]](documents) if len(sys.argv) > 2 else documents):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
