"""What the labelled corpus is made of: its parts and sets in, tables out: ``python -m gold.corpus [--second FOLDER]``.

Reads and prints, writes nothing: what each part holds, its style beside real news, which types and states it covers,
how hard ``gold/closed`` is, which sentences share eight words, and how far the labels of a second hand, in
``gold/second`` or FOLDER, agree with the first (gold/agreement.py). Furniture counts nowhere. Of ``gold/closed`` totals
only are shown.
Exit 1 when sentences share a run, a picker of fighting words does too well on ``gold/closed``, or labels do not load.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import mean, median, quantiles
from typing import NamedTuple, get_args

from gold.agreement import agreement_lines
from gold.hardness import LIMIT, Shared, by_parts, fighting_phrases, masked_sentences, picker_f1, shared_runs
from gold.labels import PARTS
from gold.sets import Document, conflict_news, count_words, labelled_apart, own, quotations_in, words_in
from tocsin.errors import TocsinError
from tocsin.lexicon.codebook import codebook
from tocsin.model import Status, overlaps

Sets = Mapping[str, Sequence[Document]]

TRAIN, CLOSED, NEWS, REAL = "gold/train", "gold/closed", "news", "claims/x"

FIFTH = 0.2
"""A figure of ``gold/closed`` that is further off real news than this share of it is marked."""

LEAST = 5
"""So often each row is to have each status that it allows."""

SHOWN = 20
"""So many trigger words are listed."""

STATUSES: tuple[Status, ...] = get_args(Status)
SPEECH = "said"
"""Stands for the status of types whose doing is saying."""


class Style(NamedTuple):
    """Words to a sentence (mean, median, tenth and ninetieth percentile), and shares in [0, 1]; null where unknown."""

    mean: float
    median: float
    tenth: float
    ninetieth: float
    quoted: float
    claimless: float | None


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when the corpus does not keep what it promises."""
    match list(arguments):
        case []:
            second = None
        case ["--second", folder]:
            second = Path(folder)
        case _:
            print(__doc__)
            return 2
    try:
        return _printed(second)
    except TocsinError as error:
        print(error, file=sys.stderr)
        return 1


def _printed(second: Path | None) -> int:
    parts = {part: found for part in PARTS if (found := own(part)) is not None}
    sets: dict[str, Sequence[Document]] = {f"gold/{part}": found.documents for part, found in parts.items()}
    sets |= labelled_apart()
    runs = shared_runs([m for name in sets if name.startswith("gold/") for m in masked_sentences(name, sets[name])])
    hardness = {name: picker_f1(sets.get(CLOSED, ()), fighting_phrases(weak=weak)) for name, weak in PICKERS.items()}
    for title, lines in (
        ("What is in it", part_lines(sets)),
        ("Style beside real news", style_lines(sets, conflict_news())),
        ("Trigger words, share of all claims", trigger_lines(sets)),
        (f"Claims of {TRAIN} by type and status", coverage_lines(sets.get(TRAIN, ()))),
        ("Share of each family", family_lines(sets)),
        (f"Hardness of {CLOSED}", hardness_lines(hardness)),
        ("Runs of eight words that two sentences share", run_lines(runs)),
        ("Agreement of a second hand", agreement_lines(second)),
    ):
        _table(title, list(lines))
    easy = any(f1 is not None and f1 > LIMIT for f1 in hardness.values())
    return 1 if runs or easy or any(found.faulty for found in parts.values()) else 0


def _table(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{title}\n")
        print("\n".join(lines))


def part_lines(sets: Sets) -> Iterator[str]:
    """Yield a line for each set: reports, words, sentences, sentences with a claim, claims, attributions."""
    heads = ("reports", "words", "sentences", "with claim", "claims", "attributions")
    yield f"{'set':<16}" + "".join(f"{head:>14}" for head in heads)
    for name, documents in sets.items():
        counts = (
            len(documents),
            count_words(documents),
            sum(len(d.sentences) for d in documents),
            sum(len(d.told) for d in documents),
            sum(len(d.labels.claims) for d in documents if d.labels),
            sum(len(d.labels.attributions) for d in documents if d.labels),
        )
        yield f"{name:<16}" + "".join(f"{count:>14}" for count in counts)


def style_lines(sets: Sets, pages: Sequence[Document]) -> Iterator[str]:
    """Yield a line for each figure of style; ``pages`` are news without labels, and the labelled ones tell of claims."""
    compared = {TRAIN: sets.get(TRAIN, ()), CLOSED: sets.get(CLOSED, ()), NEWS: pages, REAL: sets.get(REAL, ())}
    found = {name: style_of(documents) for name, documents in compared.items() if documents}
    if NEWS in found:
        found[NEWS] = found[NEWS]._replace(claimless=_claimless(sets.get(NEWS, ())))
    yield f"{'':<26}" + "".join(f"{name:>13}" for name in found)
    for field, head in zip(Style._fields, STYLE_HEADS, strict=True):
        values = {name: getattr(style, field) for name, style in found.items()}
        off = _is_off(values.get(CLOSED), values.get(NEWS))
        mark = f"  {CLOSED} is more than a fifth off {NEWS}" if off else ""
        yield f"{head:<26}" + "".join(f"{_shown(value):>13}" for value in values.values()) + mark


STYLE_HEADS = (
    "words a sentence: mean",
    "  median",
    "  tenth percentile",
    "  ninetieth percentile",
    "words in quotation marks",
    "sentences without claim",
)


def style_of(documents: Sequence[Document]) -> Style:
    """Return the style of at least one document with a sentence; ``claimless`` is null where nothing is labelled."""
    lengths = [sum(1 for _ in words_in(d.text, span)) for d in documents for span in d.sentences.values()]
    cuts = quantiles(lengths, n=10, method="inclusive") if len(lengths) > 1 else lengths * 9
    quoted = sum(_count_quoted(d) for d in documents)
    return Style(mean(lengths), median(lengths), cuts[0], cuts[-1], quoted / (sum(lengths) or 1), _claimless(documents))


def _count_quoted(document: Document) -> int:
    marks = quotations_in(document.text)
    count = 0
    for span in document.sentences.values():
        near = [mark for mark in marks if overlaps(mark, span)]
        count += sum(any(overlaps(word, mark) for mark in near) for word in words_in(document.text, span))
    return count


def _claimless(documents: Sequence[Document]) -> float | None:
    sentences = sum(len(d.sentences) for d in documents if d.labels)
    return 1 - sum(len(d.told) for d in documents) / sentences if sentences else None


def _is_off(value: float | None, news: float | None) -> bool:
    return value is not None and news is not None and abs(value - news) > FIFTH * news


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}" if value < 1 else f"{value:.1f}"


def trigger_lines(sets: Sets) -> Iterator[str]:
    """Yield the commonest trigger words of our own texts beside those of news, each with its share in the other."""
    if TRAIN not in sets or NEWS not in sets:
        return
    ours, news = (triggers_of(sets[name]) for name in (TRAIN, NEWS))
    yield f"{TRAIN:<24}{'own':>7}{'news':>7}     {NEWS:<24}{'news':>7}{'own':>7}"
    tops = [sorted(counts, key=lambda w: (-counts[w], w))[:SHOWN] for counts in (ours, news)]
    for one, other in zip(*tops, strict=False):
        left = f"{one:<24}{_percent(ours[one], ours.total()):>7}{_percent(news[one], news.total()):>7}"
        yield f"{left}     {other:<24}{_percent(news[other], news.total()):>7}{_percent(ours[other], ours.total()):>7}"


def triggers_of(documents: Sequence[Document]) -> Counter[str]:
    """Return how many claims each trigger tells, forms of one phrase of the codebook taken together."""
    triggers = (
        " ".join(d.text[slice(*claim.trigger)].lower().split())
        for d in documents
        if d.labels
        for claim in d.labels.claims
    )
    return Counter(_lemmas().get(words, words) for words in triggers)


@cache
def _lemmas() -> dict[str, str]:
    found: dict[str, str] = {}
    for frame in codebook().frames():
        found.setdefault(" ".join(frame.words), frame.lemma)
    return found


def coverage_lines(documents: Sequence[Document]) -> Iterator[str]:
    """Yield type by status, then each type that lacks a status it allows."""
    if not documents:
        return
    counts = coverage_of(documents)
    heads = (*STATUSES, SPEECH)
    yield f"{'':<26}" + "".join(f"{head[:11]:>12}" for head in heads)
    for key in codebook().rows:
        yield f"{key:<26}" + "".join(f"{counts[key, head] or '.':>12}" for head in heads)
    yield f"\nRows that have a status which they allow fewer than {LEAST} times:"
    for key in codebook().rows:
        lacking = [f"{status} {counts[key, status]}" for status in allowed(key) if counts[key, status] < LEAST]
        if lacking:
            yield f"  {key}: {', '.join(lacking)}"


def coverage_of(documents: Sequence[Document]) -> Counter[tuple[str, str]]:
    """Return the number of claims by type and status."""
    claims = (claim for d in documents if d.labels for claim in d.labels.claims)
    return Counter((claim.type, claim.status or SPEECH) for claim in claims)


def allowed(key: str) -> tuple[str, ...]:
    """Return the statuses that a row allows; ``said`` alone where doing is saying."""
    row = codebook().row(key)
    return (SPEECH,) if row.speech else row.statuses


def family_lines(sets: Sets) -> Iterator[str]:
    """Yield the share of claims of each family in our own texts and in real ones, as percentages."""
    counts = {name: families_of(sets[name]) for name in (TRAIN, NEWS, REAL) if name in sets}
    yield f"{'family':<16}" + "".join(f"{name:>12}" for name in counts)
    for family in dict.fromkeys(codebook().family(key) for key in codebook().rows):
        yield f"{family:<16}" + "".join(f"{_percent(c[family], c.total()):>12}" for c in counts.values())


def families_of(documents: Sequence[Document]) -> Counter[str]:
    """Return the number of claims of each family."""
    return Counter(codebook().family(claim.type) for d in documents if d.labels for claim in d.labels.claims)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


PICKERS = {"words that trigger by themselves": False, "and those that need evidence": True}
"""What a picker's words are, and whether weak triggers are among them."""


def hardness_lines(hardness: Mapping[str, float | None]) -> Iterator[str]:
    """Yield the F1, family right, of each picker that makes one attack of every sentence with a word of fighting."""
    for name, f1 in hardness.items():
        if f1 is not None:
            yield f"{name:<34}{f1:>8.3f}{f'  over {LIMIT}' if f1 > LIMIT else ''}"


def run_lines(runs: Sequence[Shared]) -> Iterator[str]:
    """Yield how many pairs of sentences share a run, by parts; the runs themselves within ``gold/train`` alone."""
    yield f"{len(runs)} pairs of sentences"
    for (one, other), found in by_parts(runs).items():
        yield f"{one} and {other}: {len(found)}"
        if one == other == TRAIN:
            yield from (f"  {run.one.name} {run.other.name}: {' '.join(run.words)}" for run in found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
