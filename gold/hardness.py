"""Documents in; how far a picker that knows only words of fighting gets, and runs of words that sentences share, out.

Of ``gold/closed`` nothing but totals may be printed; who calls sees to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from typing import NamedTuple

from gold.labels import LabelledReport
from gold.matching import matched
from gold.sets import Document, words_in
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.words import words
from tocsin.model import Claim, Marks, Reading, Report, Span, Speaker, make_id, version_of

FIGHTING = ("attack", "clash")
"""Families whose trigger words make the picker pick a sentence."""

LIMIT = 0.35
"""Most that the picker's family F1 may be on a set that counts as hard."""

RUN = 8
"""So many words in a row, names and numbers masked, are a shared run."""

MASK = "_"

Phrase = tuple[str, ...]


class Masked(NamedTuple):
    """A sentence as words in lower case, each stretch of names and numbers one mask; ``number`` as in gold.notes."""

    part: str
    id: str
    number: int
    words: Phrase

    @property
    def name(self) -> str:
        """What to call it in a line: report and number."""
        return f"{self.id}:s{self.number}"


class Shared(NamedTuple):
    """The longest run that two sentences share."""

    one: Masked
    other: Masked
    words: Phrase


def picker_f1(documents: Sequence[Document], phrases: frozenset[Phrase]) -> float | None:
    """Return the F1, family right, of one attack claim for each sentence with a phrase; null where all is silent."""
    right = total = 0
    for document in documents:
        if document.report is None:
            continue
        reading = picked(document, document.report, phrases)
        pairs = matched(document.report, reading)
        right += sum(codebook().family(label.type) == codebook().family(claim.type) for label, claim in pairs)
        total += len(document.report.labels.claims) + len(reading.claims)
    return 2 * right / total if total else None


def picked(document: Document, report: LabelledReport, phrases: frozenset[Phrase]) -> Reading:
    """Return the reading of the picker: one ``attack`` for each sentence outside furniture that has a phrase."""
    version = version_of(report.page.content)
    whole = Report(
        id=make_id("rep", document.id),
        version=version,
        path=None,
        url=None,
        outlet=None,
        language="en",
        published=None,
        regions=report.text.regions,
        text=document.text,
    )
    spans = [span for span in document.sentences.values() if holds(document.text, span, phrases)]
    return Reading(
        report=whole, marks=Marks(), claims=tuple(_attack(span, document.text, whole.id, version) for span in spans)
    )


def _attack(span: Span, text: str, report: str, version: str) -> Claim:
    return Claim(
        id=make_id("clm", report, span[0]),
        report=report,
        version=version,
        quote=(span,),
        quoted=(text[slice(*span)],),
        type="attack",
        status="happened",
        layer="news",
        speaker=Speaker(name=None, id=None, span=None, side=None, told="outlet", named="group"),
        chain=(),
    )


def holds(text: str, span: Span, phrases: frozenset[Phrase]) -> bool:
    """Tell whether one of ``phrases`` stands in the sentence."""
    said = [text[slice(*word)].lower() for word in words_in(text, span)]
    longest = max(map(len, phrases), default=0)
    return any(tuple(said[at : at + length]) in phrases for length in range(1, longest + 1) for at in range(len(said)))


@cache
def fighting_phrases(*, weak: bool) -> frozenset[Phrase]:
    """Return the trigger phrases of the families of fighting; with ``weak`` also those that need other evidence.

    Phrases with a gap are left out; their words mostly trigger by themselves.
    """
    book = codebook()
    return frozenset(
        frame.words
        for frame in book.frames()
        if book.family(frame.key) in FIGHTING and "..." not in frame.words and (weak or not frame.weak)
    )


def masked_sentences(part: str, documents: Sequence[Document]) -> Iterator[Masked]:
    """Yield the sentences of ``documents`` with names and numbers masked, those of fewer than eight words left out."""
    for document in documents:
        for number, span in document.sentences.items():
            found = masked(document.text, span)
            if len(found) >= RUN:
                yield Masked(part, document.id, number, found)


def masked(text: str, span: Span) -> Phrase:
    """Return the words of a sentence in lower case; a stretch of names and numbers becomes one mask.

    A name is a word with a capital that does not begin the sentence.
    """
    found: list[str] = []
    for place, word in enumerate(text[slice(*one)] for one in words_in(text, span)):
        if not (_is_number(word) or (place and word[0].isupper())):
            found.append(word.lower().replace("’", "'"))
        elif not found or found[-1] != MASK:
            found.append(MASK)
    return tuple(found)


def _is_number(word: str) -> bool:
    return any(c.isdigit() for c in word) or all(part in _number_words() for part in word.lower().split("-"))


@cache
def _number_words() -> frozenset[str]:
    numbers = words("numbers")
    single = {w for key in ("cardinals", "scales", "vague") for w in numbers.list(key) if " " not in w}
    return frozenset(single | {f"{scale}s" for scale in numbers.list("scales")} | {"billion", "zero"})


def shared_runs(sentences: Sequence[Masked]) -> list[Shared]:
    """Return each pair of ``sentences`` that share a run, in order, with the longest one.

    A page may repeat its own title, as scraped ones do.
    """
    where: dict[Phrase, dict[int, None]] = {}
    for i, sentence in enumerate(sentences):
        for at in range(len(sentence.words) - RUN + 1):
            where.setdefault(sentence.words[at : at + RUN], {})[i] = None
    places = {pair for found in where.values() for pair in combinations(found, 2)}
    pairs = [(sentences[i], sentences[j]) for i, j in sorted(places)]
    return [_longest(one, other) for one, other in pairs if not _repeats_title(one, other)]


def _repeats_title(one: Masked, other: Masked) -> bool:
    return (one.part, one.id) == (other.part, other.id) and 0 in {one.number, other.number}


def _longest(one: Masked, other: Masked) -> Shared:
    run = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match()
    return Shared(one, other, one.words[run.a : run.a + run.size])


def by_parts(runs: Sequence[Shared]) -> Mapping[tuple[str, str], list[Shared]]:
    """Return the runs by the two parts that share them, in order of first mention."""
    found: dict[tuple[str, str], list[Shared]] = {}
    for run in runs:
        found.setdefault((run.one.part, run.other.part), []).append(run)
    return found
