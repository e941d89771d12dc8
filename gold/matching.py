"""Labelled claims and claims read in, which is which out, and what of each is right, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from gold.labels import LabelledClaim, LabelledReport, LabelledToll
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import register
from tocsin.lexicon.sides import party_of
from tocsin.model import Actor, Claim, Reading, Span, Toll

FIELDS = ("type", "status", "speaker", "told", "initiator", "target", "when", "where", "tolls", "layer")
"""Fields judged on matched claims; ``claim`` (found, as F1) and ``fully_right`` stand beside them."""

LEAST_OVERLAP = 0.3
"""Least share of common characters (of all) at which two quotes may be one claim; containment counts too."""


class Tally(NamedTuple):
    """Counts over reports: right and judged per field, and claims labelled, read and matched."""

    right: Counter[str]
    judged: Counter[str]

    def share(self, field: str) -> float | None:
        """Return the share right, or null where nothing was judged."""
        return self.right[field] / self.judged[field] if self.judged[field] else None


def tally(pairs: Sequence[tuple[LabelledReport, Reading]]) -> Tally:
    """Return the counts over all ``pairs`` of labelled report and its reading."""
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for gold, reading in pairs:
        matches = matched(gold, reading)
        judged["labelled"] += len(gold.labels.claims)
        judged["read"] += len(reading.claims)
        judged["claim"] += len(gold.labels.claims) + len(reading.claims)
        right["claim"] += 2 * len(matches)
        for label, claim in matches:
            verdict = judge(label, claim, gold.labels.parties)
            for field, ok in verdict.items():
                judged[field] += 1
                right[field] += ok
    return Tally(right, judged)


def matched(gold: LabelledReport, reading: Reading) -> list[tuple[LabelledClaim, Claim]]:
    """Return the pairs, one to one, best agreement first: quotes overlap, then family, type, speaker agree."""
    scored = [
        (_likeness(label, quote, claim), -i, -j)
        for i, (label, quote) in enumerate(zip(gold.labels.claims, gold.quotes, strict=True))
        for j, claim in enumerate(reading.claims)
        if _overlap(quote, claim.quote)
    ]
    taken_labels: set[int] = set()
    taken_claims: set[int] = set()
    pairs: list[tuple[LabelledClaim, Claim]] = []
    for _, i, j in sorted(scored, reverse=True):
        if -i not in taken_labels and -j not in taken_claims:
            taken_labels.add(-i)
            taken_claims.add(-j)
            pairs.append((gold.labels.claims[-i], reading.claims[-j]))
    return pairs


def _likeness(label: LabelledClaim, quote: Sequence[Span], claim: Claim) -> tuple[int, int, int, float]:
    book = codebook()
    return (
        int(book.family(label.type) == book.family(claim.type)),
        int(label.type == claim.type),
        int(_speaker(label, claim)),
        _overlap(quote, claim.quote),
    )


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Share of common characters of any two spans, 0 below ``LEAST_OVERLAP`` unless one holds the other."""
    best = 0.0
    for a in one:
        for b in other:
            common = min(a[1], b[1]) - max(a[0], b[0])
            union = max(a[1], b[1]) - min(a[0], b[0])
            holds = common == min(a[1] - a[0], b[1] - b[0])
            if common > 0 and (common / union >= LEAST_OVERLAP or holds):
                best = max(best, common / union)
    return best


def judge(label: LabelledClaim, claim: Claim, parties: Collection[str]) -> Mapping[str, bool]:
    """Return the fields that the label fills, each right or not, and ``fully_right``."""
    verdict = {
        "type": label.type == claim.type,
        "status": label.status == claim.status,
        "speaker": _speaker(label, claim),
        "told": label.told == claim.speaker.told,
        "initiator": _parties(label, ("initiator", "participant"))
        == _read(claim.actors, ("initiator", "participant"), parties),
        "target": _parties(label, ("target", "addressee")) == _read(claim.actors, ("target", "addressee"), parties),
        "layer": label.layer == claim.layer,
        "tolls": _toll_keys(label.tolls) == Counter(_key(t) for t in claim.tolls),
    }
    verdict["fully_right"] = all(verdict[f] for f in ("type", "status", "speaker", "initiator", "target"))
    if label.when is not None:
        verdict["when"] = claim.when is not None and (label.when.earliest, label.when.latest) == (
            _day(claim.when.earliest),
            _day(claim.when.latest),
        )
    if label.place is not None:
        verdict["where"] = claim.where is not None and _same_words(label.place, claim.where.name)
    return verdict


def _day(value: str | None) -> str | None:
    return value[:10] if value else None


def _speaker(label: LabelledClaim, claim: Claim) -> bool:
    if label.speaker is None or claim.speaker.name is None:
        return label.speaker is None and claim.speaker.name is None
    return _same_words(label.speaker, claim.speaker.name)


def _same_words(one: str, other: str) -> bool:
    """Equal words, or one phrase within the other, articles and case aside."""
    a, b = (
        " ".join(w for w in s.lower().replace("’", "'").split() if w not in {"the", "a", "an"}) for s in (one, other)
    )
    return a == b or (min(len(a), len(b)) > 3 and (a in b or b in a))


def _parties(label: LabelledClaim, roles: Sequence[str]) -> set[str]:
    return {a.party or _bare(a.name) for a in label.actors if a.role in roles}


def _read(actors: Sequence[Actor], roles: Sequence[str], parties: Collection[str]) -> set[str]:
    found: set[str] = set()
    for actor in actors:
        if actor.role in roles:
            party = party_of(register(), actor.id)
            found.add(party.side if party and party.side in parties else _bare(actor.name))
    return found


def _bare(name: str) -> str:
    return " ".join(w for w in name.lower().replace("’", "'").split() if w not in {"the", "a", "an"})


def _toll_keys(tolls: Sequence[LabelledToll]) -> Counter[tuple[str | None, str, int | None]]:
    return Counter((t.side, t.status, t.best) for t in tolls)


def _key(toll: Toll) -> tuple[str | None, str, int | None]:
    return toll.side, toll.status, toll.best
