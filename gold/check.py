"""Labelled reports in, the faults of their labels out: ``python -m gold.check [PART...]``.

Checked is what the guide (gold/GUIDE.md) asks of every label, word by word against its text; whether a label is true is
for a second reader. Prints every fault with its file and claim, then furniture that cleaning takes for the report and
the paragraphs of the body that no label touches: both are for a person to look at. Exit 1 when there is a fault.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gold.labels import GOLD, PARTS, LabelledClaim, LabelledReport, LabelledToll, Phrase, reports
from tocsin.errors import TocsinError
from tocsin.lexicon.codebook import codebook
from tocsin.model import Span, overlaps

SHOWN = 90
"""So many characters of an untouched paragraph are printed."""

OVER = frozenset({"attribution", "denial", "figure", "place", "time", "control"})


class Fault(NamedTuple):
    """What is wrong, and where: file, claim (empty for the head)."""

    report: str
    claim: str
    what: str


def main(arguments: Sequence[str]) -> int:
    """Check the parts named (default: all that are there) and return 1 when a label is at fault."""
    parts = arguments or [part for part in PARTS if (GOLD / part).is_dir()]
    try:
        read = [report for part in parts for report in reports(part)]
    except TocsinError as error:
        print(error, file=sys.stderr)
        return 1
    faults = [fault for report in read for fault in faults_of(report)]
    for fault in faults:
        print(f"{fault.report} {fault.claim}: {fault.what}")
    for report in read:
        for words in misread(report):
            print(f"{report.labels.id} furniture is read as body: {words[:SHOWN]}")
        for words in untouched(report):
            print(f"{report.labels.id} no label touches: {words[:SHOWN]}")
    print(f"{len(read)} reports, {sum(len(r.labels.claims) for r in read)} claims, {len(faults)} faults")
    return 1 if faults else 0


def faults_of(report: LabelledReport) -> Iterator[Fault]:
    """Yield the faults of one report in the order of its claims, then those of its head."""
    labels = report.labels
    for number, claim in enumerate(labels.claims, 1):
        for rule in _RULES:
            for what in rule(claim, report):
                yield Fault(labels.id, claim.name or f"claim {number}", what)
    for what in _head(report):
        yield Fault(labels.id, "head", what)


def misread(report: LabelledReport) -> Iterator[str]:
    """Yield the words of furniture that cleaning takes for the report: its fault, not the label's."""
    text = report.text
    aside = "\n".join(text.text[slice(*r.span)] for r in text.regions if r.kind not in {"title", "standfirst", "body"})
    for words in report.labels.furniture:
        if words in text.text and not all(part.strip() in aside for part in words.partition(":")):
            yield words


def untouched(report: LabelledReport) -> Iterator[str]:
    """Yield the paragraphs of the body that no quote touches, in text order; a report without claims has none."""
    quotes: list[Span] = [span for spans in report.quotes for span in spans]
    if not quotes:
        return
    for region in report.text.regions:
        if region.kind == "body" and not any(overlaps(region.span, quote) for quote in quotes):
            yield report.text.text[slice(*region.span)]


def _standing(claim: LabelledClaim, report: LabelledReport) -> Iterator[str]:
    """Words of a field stand in the claim's quotes; a carried speaker, and who relays it, may be named elsewhere."""
    quotes = "\n".join(claim.quote)
    for field, words in _words(claim):
        earlier = field == "via" or (claim.told == "carried" and words == claim.speaker)
        if words not in (report.text.text if earlier else quotes):
            yield f"{field} {words!r} does not stand in {'the text' if earlier else 'its quotes'}"


def _words(claim: LabelledClaim) -> Iterator[tuple[str, str]]:
    single = (("speaker", claim.speaker), ("cue", claim.cue), ("place", claim.place), ("time", claim.time))
    yield from ((field, words) for field, words in single if words is not None)
    yield from (("via", words) for words in claim.via)
    yield from ((actor.role, actor.name) for actor in claim.actors)
    yield from (("toll", toll.words) for toll in claim.tolls)


def _trigger(claim: LabelledClaim, _: LabelledReport) -> Iterator[str]:
    trigger = claim.trigger if isinstance(claim.trigger, Phrase) else Phrase(text=claim.trigger)
    if "\n".join(claim.quote).count(trigger.text) < trigger.nth:
        yield f"trigger {trigger.text!r} (number {trigger.nth}) does not stand in its quotes"


def _type(claim: LabelledClaim, _: LabelledReport) -> Iterator[str]:
    rows = codebook().rows
    if claim.type not in rows:
        yield f"type {claim.type!r} is not in the codebook"
        return
    speech = rows[claim.type].speech
    if speech != (claim.status is None):
        yield f"type {claim.type!r} {'takes no' if speech else 'needs a'} status"
    if speech and claim.stance is not None:
        yield f"type {claim.type!r} takes no stance"
    if claim.content is not None and claim.content.type not in rows:
        yield f"content {claim.content.type!r} is not in the codebook"


def _speaker(claim: LabelledClaim, _: LabelledReport) -> Iterator[str]:
    if (claim.told == "outlet") != (claim.speaker is None):
        yield f"told {claim.told!r} does not go with speaker {claim.speaker!r}"


def _parties(claim: LabelledClaim, report: LabelledReport) -> Iterator[str]:
    named = [claim.speaker_party, *(actor.party for actor in claim.actors), *(toll.side for toll in claim.tolls)]
    for party in dict.fromkeys(p for p in named if p is not None and p not in report.labels.parties):
        yield f"party {party!r} is not declared in the head"


def _tolls(claim: LabelledClaim, _: LabelledReport) -> Iterator[str]:
    for toll in claim.tolls:
        if not _ordered(toll):
            yield f"toll {toll.words!r}: low ≤ best ≤ high does not hold"


def _ordered(toll: LabelledToll) -> bool:
    told = [number for number in (toll.low, toll.best, toll.high) if number is not None]
    return told == sorted(told)


_RULES: tuple[Callable[[LabelledClaim, LabelledReport], Iterator[str]], ...] = (
    _trigger,
    _standing,
    _type,
    _speaker,
    _parties,
    _tolls,
)


def _head(report: LabelledReport) -> Iterator[str]:
    labels = report.labels
    yield from (
        f"furniture {words!r} is not in the text" for words in labels.furniture if words not in report.text.text
    )
    names = Counter(claim.name for claim in labels.claims if claim.name)
    yield from (f"two claims are called {name}" for name, times in names.items() if times > 1)
    for one, other, over in labels.disputes:
        yield from (f"a dispute names {name}, which is no claim" for name in (one, other) if name not in names)
        if over not in OVER:
            yield f"a dispute is over {over!r}, which is none of {', '.join(sorted(OVER))}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
