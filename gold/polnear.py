"""PolNeAR documents in, their attributions as the rules mark them out, in the scorer's form.

python -m gold.polnear DOCUMENTS.jsonl [open|closed] > PREDICTIONS.jsonl
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from tocsin.marking.attributions import find_attributions
from tocsin.marking.quotations import find_quotations
from tocsin.marking.sentences import sentences_of
from tocsin.model import Attribution, Sentence, Span, contains

Document = dict[str, Any]


def predictions(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield ``{"id", "spans": [{"start", "end", "label", "group"}]}`` for each document; label: source, cue, content."""
    for document in documents:
        text = document["text"]
        quotations = find_quotations(text, (0, len(text)))
        found = find_attributions(text, _sentences(text), quotations)
        yield {"id": document["id"], "spans": [span for k, one in enumerate(found) for span in _spans(k, one)]}


def open_half(documents: Iterable[Document]) -> list[Document]:
    """Return the documents whose id hashes to an even digit: for tuning."""
    return [document for document in documents if _digit(document) % 2 == 0]


def closed_half(documents: Iterable[Document]) -> list[Document]:
    """Return the documents whose id hashes to an odd digit: for the final figure only."""
    return [document for document in documents if _digit(document) % 2]


def _digit(document: Document) -> int:
    return int(hashlib.sha256(document["id"].encode()).hexdigest()[-1], 16)


def _sentences(text: str) -> list[Sentence]:
    return [
        Sentence(span=span, region=region)
        for region, paragraph in enumerate(_paragraphs(text))
        for span in sentences_of(text, paragraph)
    ]


def _paragraphs(text: str) -> Iterator[Span]:
    at = 0
    for filled, lines in groupby(text.splitlines(keepends=True), key=lambda line: bool(line.strip())):
        for line in lines:
            if filled:
                yield at, at + len(line.rstrip())
            at += len(line)


def _spans(group: int, one: Attribution) -> Iterator[Document]:
    """Return the spans of one attribution; PolNeAR's source is the spokesman with the one he speaks for."""
    whole = next((via for via in one.via if one.source and contains(via, one.source)), one.source)
    source = [whole] if whole else []
    for label, spans in (("source", source), ("cue", [one.cue]), ("content", list(one.content))):
        for start, end in spans:
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
