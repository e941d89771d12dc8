"""Labelled claims and claims read in, which is which out, and what of each is right, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from gold.labels import LabelledActor, LabelledClaim, LabelledReport, LabelledToll
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import register
from tocsin.lexicon.sides import party_of
from tocsin.model import Actor, Claim, Reading, Span, Toll, contains

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


def together(tallies: Sequence[Tally]) -> Tally:
    """Return the sum of ``tallies``."""
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for one in tallies:
        right.update(one.right)
        judged.update(one.judged)
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
        "initiator": _part(label.actors, label.doers, claim, ("initiator", "participant"), parties),
        "target": _part(label.actors, label.sufferers, claim, ("target", "addressee"), parties),
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


def _part(
    labelled: Sequence[LabelledActor],
    carried: Sequence[str] | None,
    claim: Claim,
    roles: Sequence[str],
    parties: Collection[str],
) -> bool:
    """Tell whether a part of the act is played by those whom the labels name.

    A party that the claim's own words do not name is judged where the labels tell it (``doers``, ``sufferers``), else
    left open.
    """
    wanted = [{a.party or "", _bare(a.name)} - {""} for a in labelled if a.role in roles]
    wanted += [{party} for party in carried or () if not any(party in names for names in wanted)]
    read = [(_names(actor, parties), actor.span) for actor in claim.actors if actor.role in roles]
    told = [
        names
        for names, span in read
        if carried is not None or any(names & one for one in wanted) or any(contains(q, span) for q in claim.quote)
    ]
    return all(any(one & names for names in told) for one in wanted) and all(
        any(one & names for one in wanted) for names in told
    )


def _names(actor: Actor, parties: Collection[str]) -> set[str]:
    """What an actor may be called in the labels: his words, and the code of his party, if the register knows it."""
    party = party_of(register(), actor.id)
    return {_bare(actor.name)} | ({party.side} if party and party.side in parties else set())


def _bare(name: str) -> str:
    return " ".join(w for w in name.lower().replace("’", "'").split() if w not in {"the", "a", "an"})


def _toll_keys(tolls: Sequence[LabelledToll]) -> Counter[tuple[str | None, str, int | None]]:
    return Counter((t.side, t.status, t.best) for t in tolls)


def _key(toll: Toll) -> tuple[str | None, str, int | None]:
    return toll.side, toll.status, toll.best
