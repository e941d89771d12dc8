"""Stand-off labels of a second hand in, the share on which two hands agree out, field by field.

A file of the second hand, ``gold/second/<id>.yaml``, has the form of gold/standoff.py with ``of: second``; its id is
that of a report of gold/train or of training/labels. Claims are paired by overlapping triggers, what is left over by
overlapping quotes.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gold.labels import GOLD, load
from gold.located import Located, LocatedAttribution, LocatedClaim, located
from gold.standoff import loaded, texts
from tocsin.lexicon.codebook import codebook
from tocsin.model import Span, overlaps

LEAST = 0.80
"""Least agreement on ``HELD``; below it guide and labels are redone."""

HELD = frozenset({"family", "speaker", "status"})

Value = str | tuple[Span, ...] | None


class Twice(NamedTuple):
    """One text labelled by two hands that did not see each other's labels."""

    first: Located
    second: Located


class Agreed(NamedTuple):
    """Pairs judged and right; and those of them where either hand filled the field."""

    judged: int
    right: int
    filled: int
    right_filled: int


def agreement_lines(folder: Path | None = None) -> Iterator[str]:
    """Yield the table of agreement for the second labels in ``folder``, by default ``gold/second``."""
    home = folder or GOLD / "second"
    both = list(labelled_twice(home))
    if not both:
        print(f"SKIPPED agreement: no second labels that fit in {home}", file=sys.stderr)
        return
    paired = [(pair, paired_claims(pair.first.claims, pair.second.claims)) for pair in both]
    claims = [one for _, pairs in paired for one in pairs]
    labelled = sum(len(twice.first.claims) + len(twice.second.claims) for twice in both)
    same = sum(overlaps(a.trigger, b.trigger) for a, b in claims)
    yield f"{len(both)} texts by two hands; {labelled} claims of both, {len(claims)} pairs"
    yield f"{'field':<24}{'pairs':>7}{'equal':>8}{'filled':>8}{'equal':>8}"
    yield f"{'claim found, F1':<31}{_share(2 * len(claims), labelled):>8}"
    yield f"{'claim by its trigger, F1':<31}{_share(2 * same, labelled):>8}"
    for field in FIELDS:
        yield _row(field, agreed(field, claims))
    for name, f1 in attribution_f1([twice for twice in both if twice.first.attributed and twice.second.attributed]):
        yield f"{f'attribution {name}, F1':<31}{'-' if f1 is None else f'{f1:.3f}':>8}"


def _row(field: str, found: Agreed) -> str:
    low = field in HELD and found.judged and found.right / found.judged < LEAST
    return (
        f"{field:<24}{found.judged:>7}{_share(found.right, found.judged):>8}"
        f"{found.filled:>8}{_share(found.right_filled, found.filled):>8}{f'  below {LEAST:.2f}' if low else ''}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def labelled_twice(folder: Path) -> Iterator[Twice]:
    """Yield the texts of which ``folder`` has second labels, in order of id; others are named on stderr.

    Raises:
        TocsinError: labels do not decode, or do not fit their text.
    """
    apart: dict[str, tuple[Located, str]] = {}
    for path in sorted(p for p in folder.glob("*.yaml") if not p.name.endswith(".notes.yaml")):
        page = loaded(path)
        name = page.labels.id
        if not apart and not _in_train(name):
            apart = {other.labels.id: (other.labels, text) for other, text in texts()}
        first = _own(name) if _in_train(name) else apart.get(name)
        if first is None:
            print(f"SKIPPED {path.name}: no text of that id, labelled by a first hand, is here", file=sys.stderr)
        elif hashlib.sha256(first[1].encode()).hexdigest() != page.sha256:
            print(f"SKIPPED {path.name}: the text was changed after the second hand read it", file=sys.stderr)
        else:
            yield Twice(first[0], page.labels)


def _in_train(name: str) -> bool:
    return (GOLD / "train" / f"{name}.yaml").is_file()


def _own(name: str) -> tuple[Located, str]:
    report = load(GOLD / "train" / f"{name}.yaml")
    return located(report), report.text.text


def paired_claims(
    first: Sequence[LocatedClaim], second: Sequence[LocatedClaim]
) -> list[tuple[LocatedClaim, LocatedClaim]]:
    """Return the pairs, one to one: triggers that overlap first, then quotes, family and type deciding among several."""
    scored = [
        (_likeness(a, b), -i, -j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if overlaps(a.trigger, b.trigger) or _touch(a.quote, b.quote)
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return [(first[i], second[j]) for i, j in sorted(pairs.items())]


def _likeness(one: LocatedClaim, other: LocatedClaim) -> tuple[bool, bool, bool, bool]:
    return (
        overlaps(one.trigger, other.trigger),
        _family(one) == _family(other),
        one.type == other.type,
        one.status == other.status,
    )


def agreed(field: str, pairs: Sequence[tuple[LocatedClaim, LocatedClaim]]) -> Agreed:
    """Return how often the two hands agree on ``field``: equal values, or spans that overlap one for one."""
    values = [(FIELDS[field](one), FIELDS[field](other)) for one, other in pairs]
    right = [_equal(*both) for both in values]
    filled = [ok for both, ok in zip(values, right, strict=True) if any(both)]
    return Agreed(len(right), sum(right), len(filled), sum(filled))


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(_touch([span], other) for span in one) and all(_touch([span], one) for span in other)
    return one == other


def _touch(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(overlaps(one, other) for one in some for other in others)


def _family(claim: LocatedClaim) -> str:
    return codebook().family(claim.type)


def _single(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _roles(*roles: str) -> Callable[[LocatedClaim], Value]:
    return lambda claim: tuple(actor.span for actor in claim.actors if actor.role in roles)


FIELDS: Mapping[str, Callable[[LocatedClaim], Value]] = {
    "family": _family,
    "type": lambda claim: claim.type,
    "status": lambda claim: claim.status,
    "stance": lambda claim: claim.stance,
    "layer": lambda claim: claim.layer,
    "told": lambda claim: claim.told,
    "speaker": lambda claim: _single(claim.speaker),
    "initiator": _roles("initiator", "participant"),
    "target": _roles("target", "addressee"),
    "place": lambda claim: _single(claim.place),
    "time": lambda claim: _single(claim.time),
}
"""Fields of paired claims, in the order printed; the two sides of a clash are initiators, a hearer is a target."""


def attribution_f1(both: Sequence[Twice]) -> Iterator[tuple[str, float | None]]:
    """Yield for source, cue and content the F1 of spans that overlap one of the other hand's; null without any."""
    for part, spans_of in ATTRIBUTED.items():
        hits, counts = [0, 0], [0, 0]
        for twice in both:
            hands = [[s for a in labels.attributions for s in spans_of(a)] for labels in twice]
            for hand, (own, other) in enumerate((hands, hands[::-1])):
                hits[hand] += sum(_touch([span], other) for span in own)
                counts[hand] += len(own)
        yield part, _f1(hits, counts) if all(counts) else None


def _f1(hits: Sequence[int], counts: Sequence[int]) -> float:
    recall, precision = (hit / count for hit, count in zip(hits, counts, strict=True))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


ATTRIBUTED: Mapping[str, Callable[[LocatedAttribution], tuple[Span, ...]]] = {
    "source": lambda attribution: _single(attribution.source),
    "cue": lambda attribution: _single(attribution.cue),
    "content": lambda attribution: attribution.content,
}
"""Parts of an attribution, each judged by itself."""
