"""Labelled reports and unlabelled news in, the gate's word weights out: ``src/tocsin/lexicon/gate.json``.

Logistic regression over lower-case words of the blinded text. Positive: labelled reports with claims (set x, news, our
own) and news pages thick with words of fighting; negative: labelled reports without claims and news pages that hold
hardly any. Cross-validated on the labelled ones, it prints the share of labelled claims that pass beside the share of
reports without claims that are stopped. Run: ``python -m training.gate`` (numpy; the sets beside the repository).
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from gold.labels import reports
from gold.standoff import texts

from tocsin.cleaning import clean
from tocsin.lexicon.register import register
from tocsin.lexicon.words import words
from tocsin.marking.blind import blind
from tocsin.marking.gate import WEIGHTS, features
from tocsin.model import Page, Text

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
FOLDS = 8
LEAST_DOCUMENTS = 8
PASSING = 0.995
Floats = npt.NDArray[np.float64]


class Document(NamedTuple):
    """One report: its words, whether it tells of conflict, how much it counts, how many claims are labelled in it."""

    words: frozenset[str]
    conflict: bool
    weight: float
    claims: int


def main() -> int:
    """Cross-validate, print, fit on everything and write the weights."""
    labelled, unlabelled = list(labelled_reports()), list(news_pages())
    if not labelled:
        print(f"no labelled reports under {DATA}", file=sys.stderr)
        return 1
    vocabulary = words_of([*labelled, *unlabelled])
    scores = cross_validated(labelled, unlabelled, vocabulary)
    threshold = threshold_for(labelled, scores)
    passing = sum(d.claims for d, s in zip(labelled, scores, strict=True) if s >= threshold)
    stopped = sum(s < threshold for d, s in zip(labelled, scores, strict=True) if not d.conflict)
    quiet = sum(not d.conflict for d in labelled)
    print(f"{len(labelled)} labelled reports, {len(unlabelled)} pages; {len(vocabulary)} words")
    print(
        f"claims that pass, cross-validated: {passing / sum(d.claims for d in labelled):.4f}; quiet reports stopped: {stopped} of {quiet}"
    )
    weights, bias = fitted([*labelled, *unlabelled], vocabulary)
    kept = {word: round(float(weight), 3) for word, weight in zip(vocabulary, weights, strict=True)}
    found = {"bias": round(bias, 3), "threshold": round(threshold, 3), "weights": kept}
    WEIGHTS.write_text(json.dumps(found, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def labelled_reports() -> Iterator[Document]:
    """Yield our own reports of ``gold/train``, and set x and the news pages that are labelled in full."""
    for report in reports("train"):
        yield _document(report.text, len(report.labels.claims))
    for page, told in texts():
        if page.of != "design" and (page.labels.claims or page.labels.attributed):
            text = clean(Page(content=told.encode(), media="text/plain"))
            yield _document(text, len(page.labels.claims))


def _document(text: Text, claims: int) -> Document:
    return Document(features(blind(text, register()).text), claims > 0, 1.0, claims)


def news_pages() -> Iterator[Document]:
    """Yield news pages that are plainly one or the other, counted by words of fighting."""
    source = DATA / "news" / "news.jsonl"
    if not source.is_file():
        return
    strong = words("gate").set("strong")
    for line in source.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        told = f"{page['title'] or ''}\n{page['text'][:6000]}"
        seen = [w for w in told.lower().split() if w.strip(".,;:\"'()") in strong]
        rate = len(seen) / max(len(told.split()), 1)
        if page["guess"] == "conflict" and len(set(seen)) >= 4:
            yield Document(_words(told.encode()), conflict=True, weight=0.3, claims=0)
        elif rate <= 0.002 and page["guess"] == "other":
            yield Document(_words(told.encode()), conflict=False, weight=0.3, claims=0)


def _words(content: bytes) -> frozenset[str]:
    text = clean(Page(content=content, media="text/plain"))
    return features(blind(text, register()).text)


def words_of(documents: Sequence[Document]) -> list[str]:
    """Return the words that stand in enough documents, in alphabetical order."""
    count = Counter(word for d in documents for word in d.words)
    return sorted(word for word, n in count.items() if n >= LEAST_DOCUMENTS)


def cross_validated(labelled: Sequence[Document], unlabelled: Sequence[Document], vocabulary: list[str]) -> list[float]:
    """Return the score of each labelled report under a model that has not seen it."""
    order = list(range(len(labelled)))
    random.Random(1).shuffle(order)
    scores = [0.0] * len(labelled)
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        rest = [labelled[i] for i in order if i not in set(held)]
        weights, bias = fitted([*rest, *unlabelled], vocabulary)
        for i, score in zip(
            held, Words.of([labelled[i] for i in held], vocabulary).scores(weights) + bias, strict=True
        ):
            scores[i] = float(score)
    return scores


def threshold_for(labelled: Sequence[Document], scores: Sequence[float]) -> float:
    """Return the highest threshold at which enough of the labelled claims pass."""
    total = sum(d.claims for d in labelled)
    lost = 0
    for score, document in sorted(zip(scores, labelled, strict=True), key=lambda pair: pair[0]):
        lost += document.claims
        if lost > (1 - PASSING) * total:
            return score
    return min(scores)


def fitted(
    documents: Sequence[Document], vocabulary: list[str], steps: int = 600, rate: float = 4.0
) -> tuple[Floats, float]:
    """Return weights and bias by gradient descent; the two classes weigh the same."""
    x, y = Words.of(documents, vocabulary), np.array([d.conflict for d in documents], dtype=float)
    each = np.array([d.weight for d in documents])
    balance = np.where(y == 1, each / (each * y).sum(), each / (each * (1 - y)).sum())
    weights, bias = np.zeros(len(vocabulary)), 0.0
    for _ in range(steps):
        gradient = (1 / (1 + np.exp(-(x.scores(weights) + bias))) - y) * balance
        weights -= rate * (x.sums(gradient) + 3e-4 * weights)
        bias -= 0.3 * rate * float(gradient.sum())
    return weights, bias


class Words(NamedTuple):
    """The known words of documents, row by row; each counts one over the root of how many there are in its document."""

    rows: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]
    shares: Floats
    documents: int
    vocabulary: int

    @classmethod
    def of(cls, documents: Sequence[Document], vocabulary: list[str]) -> Words:
        """Return the words of ``documents`` that are in ``vocabulary``."""
        index = {word: i for i, word in enumerate(vocabulary)}
        known = [sorted(index[w] for w in d.words if w in index) for d in documents]
        rows = np.repeat(np.arange(len(known)), [len(k) for k in known])
        columns = np.array([c for k in known for c in k], dtype=np.int64)
        shares = np.array([1 / np.sqrt(len(k)) for k in known for _ in k])
        return cls(rows, columns, shares, len(known), len(vocabulary))

    def scores(self, weights: Floats) -> Floats:
        """Return the sum of each document's weights."""
        return np.asarray(np.bincount(self.rows, self.shares * weights[self.columns], self.documents), dtype=float)

    def sums(self, gradient: Floats) -> Floats:
        """Return the sum of the documents' gradients for each word."""
        return np.asarray(np.bincount(self.columns, self.shares * gradient[self.rows], self.vocabulary), dtype=float)


if __name__ == "__main__":
    sys.exit(main())
