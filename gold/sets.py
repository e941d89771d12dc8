"""The sets in, documents of one form out: our own reports, texts that are not ours, unlabelled news.

A set that is absent is skipped, and a report of ours that does not load is left out, each with a line on stderr. Of
``gold/closed`` such a line names the file alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gold.labels import GOLD, LabelledReport, load
from gold.located import Located, located
from gold.notes import sentences
from gold.standoff import DATA, texts
from tocsin.cleaning import clean
from tocsin.errors import TocsinError
from tocsin.model import Noun, Page, Span, Text, overlaps

STANDOFF = ("news", "claims/x")
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
_QUOTATION = re.compile(r'“[^“”\n]*”?|"[^"\n]*"?')


class Document(Noun, frozen=True, kw_only=True):
    """One text.

    Attributes:
        sentences: the spans of its sentences by their numbers in ``gold.notes``, furniture left out.
        labels: null where nobody labelled it.
        report: the labels in words, of our own reports only.
    """

    id: str
    text: str
    sentences: dict[int, Span]
    labels: Located | None = None
    report: LabelledReport | None = None

    @property
    def told(self) -> list[Span]:
        """The sentences that a quote of a claim touches."""
        quotes = [span for claim in self.labels.claims for span in claim.quote] if self.labels else []
        return [s for s in self.sentences.values() if any(overlaps(s, quote) for quote in quotes)]


class Part(NamedTuple):
    """The documents of one part of our own, in order of id, and the names of files that do not load."""

    documents: tuple[Document, ...]
    faulty: tuple[str, ...]


def own(part: str) -> Part | None:
    """Return the reports of ``gold/<part>``; null and a loud line where there are none."""
    paths = sorted((GOLD / part).glob("*.yaml"))
    if not paths:
        absent(f"gold/{part}")
        return None
    documents: list[Document] = []
    faulty: list[str] = []
    for path in paths:
        try:
            documents.append(document_of(load(path)))
        except TocsinError as error:
            faulty.append(path.name)
            print(f"LEFT OUT gold/{part}/{path.name}: {_why(part, error)}", file=sys.stderr)
    return Part(tuple(documents), tuple(faulty))


def _why(part: str, error: TocsinError) -> str:
    return "its labels do not fit its text" if part == "closed" else str(error)


def document_of(report: LabelledReport) -> Document:
    """Return one of our own reports as a document.

    Raises:
        TocsinError: words of a label do not stand where they should.
    """
    text = report.text
    return Document(
        id=report.labels.id,
        text=text.text,
        sentences=sentences_outside(text.text, furniture_of(text)),
        labels=located(report),
        report=report,
    )


def labelled_apart() -> dict[str, tuple[Document, ...]]:
    """Return the documents labelled stand-off by the set they lie in; none and a loud line where that is absent.

    Raises:
        TocsinError: a text is not the one that was labelled.
    """
    found: dict[str, list[Document]] = {name: [] for name in STANDOFF}
    for page, text in texts():
        left = sentences_outside(text, page.labels.aside)
        found.setdefault(page.of, []).append(Document(id=page.labels.id, text=text, sentences=left, labels=page.labels))
    for name, documents in found.items():
        if not documents:
            absent(f"stand-off labels of {name}")
    return {name: tuple(documents) for name, documents in found.items() if documents}


def conflict_news() -> tuple[Document, ...]:
    """Return the news pages whose guess is ``conflict``, furniture as cleaning finds it; none where absent."""
    path = DATA / "news" / "news.jsonl"
    if not path.is_file():
        absent("news pages")
        return ()
    pages = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(_unlabelled(p["id"], f"{p['title']}\n{p['text']}") for p in pages if p["guess"] == "conflict")


def _unlabelled(name: str, words: str) -> Document:
    text = clean(Page(content=words.encode(), media="text/plain"))
    return Document(id=name, text=text.text, sentences=sentences_outside(text.text, furniture_of(text)))


def furniture_of(text: Text) -> list[Span]:
    """Return the stretches that cleaning takes for site furniture."""
    return [region.span for region in text.regions if region.kind == "furniture"]


def sentences_outside(text: str, aside: Iterable[Span]) -> dict[int, Span]:
    """Return the sentences of ``text`` with a word in them by number; those that touch ``aside`` are left out."""
    away = tuple(aside)
    return {
        number: span
        for number, (span, _) in enumerate(sentences(text))
        if _WORD.search(text, *span) and not any(overlaps(span, stretch) for stretch in away)
    }


def words_in(text: str, span: Span) -> Iterator[Span]:
    """Yield the words within ``span``; ``cease-fire``, ``1,200`` and ``it's`` are one each."""
    yield from (match.span() for match in _WORD.finditer(text, *span))


def quotations_in(text: str) -> list[Span]:
    """Return the stretches within double quotation marks; one that is not closed ends with its paragraph."""
    return [match.span() for match in _QUOTATION.finditer(text)]


def count_words(documents: Sequence[Document]) -> int:
    """Return the number of words of all sentences."""
    return sum(1 for d in documents for span in d.sentences.values() for _ in words_in(d.text, span))


def absent(name: str) -> None:
    """Say loudly that a set is not there."""
    print(f"SKIPPED {name}: not found", file=sys.stderr)
