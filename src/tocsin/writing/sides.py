"""A reading in; who speaks in it, for which side, and how many independent origins that makes, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from tocsin.lexicon.register import register
from tocsin.lexicon.sides import party_of_side
from tocsin.model import Claim, Noun, Reading, Report, Speaker
from tocsin.writing.visible import one_line

Counted = Literal["own", "other", "third"]
OUTLET = "the outlet itself"


class Voice(Noun, frozen=True, kw_only=True):
    """One speaker with all that it claims in a report, in text order."""

    name: str
    side: str | None
    claims: tuple[Claim, ...]


def voices(claims: Sequence[Claim], report: Report) -> tuple[Voice, ...]:
    """Return the claims grouped by who answers for them, in the order in which they first speak."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(_identity(claim.speaker), []).append(claim)
    return tuple(_voice(group, report) for group in groups.values())


def speaker_name(speaker: Speaker, report: Report) -> str:
    """Return the speaker as written; the outlet by its own name where nobody else answers for the claim."""
    if speaker.name is None:
        return f"{one_line(report.outlet)} (outlet)" if report.outlet else OUTLET
    joint = f" with {', '.join(map(one_line, speaker.members))}" if speaker.members else ""
    return one_line(speaker.name) + joint


def side_names(reading: Reading) -> Mapping[str, str]:
    """Return a name for each side that has a part in the claims, sorted by the name shown.

    The name is the register's, else the one most used in this report for the party itself, else the side's code.
    """
    sides = {actor.side for claim in reading.claims for actor in claim.actors}
    sides |= {toll.side for claim in reading.claims for toll in claim.tolls}
    named = {side: _name_of(side, reading) for side in sides if side}
    return dict(sorted(named.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def counted_by(speaker: Speaker, side: str, sides: Mapping[str, str]) -> Counted:
    """Tell whose figure a loss of ``side`` is: its own, the other side's, or a third party's."""
    if speaker.side == side:
        return "own"
    return "other" if speaker.side in sides else "third"


def origins(claims: Sequence[Claim]) -> tuple[int, int]:
    """Return the least and the greatest number of independent origins that the claims can have.

    Who stays anonymous, or is named only as the party whose office speaks as well, may be one of the others.
    """
    speakers = {_identity(claim.speaker): claim.speaker for claim in claims}
    unsure = sum(1 for one in speakers.values() if _may_be_another(one, speakers))
    certain = len(speakers) - unsure
    return max(certain, min(len(speakers), 1)), len(speakers)


def _identity(speaker: Speaker) -> str:
    if speaker.name is None:
        return "outlet"
    return speaker.id or f"named {speaker.name.casefold()}"


def _voice(claims: list[Claim], report: Report) -> Voice:
    names = [speaker_name(claim.speaker, report) for claim in claims]
    return Voice(name=max(names, key=len), side=claims[0].speaker.side, claims=tuple(claims))


def _may_be_another(speaker: Speaker, speakers: Mapping[str, Speaker]) -> bool:
    if speaker.named == "anonymous":
        return True
    return bool(speaker.id) and any(other.startswith(f"{speaker.id}.") for other in speakers)


def _name_of(side: str, reading: Reading) -> str:
    party = party_of_side(register(), side)
    if party is not None:
        return f"{party.name} ({side})"
    text = reading.report.text
    spans = [name.core or name.span for name in reading.marks.names if _names_party(name.party, name.organ, side)]
    written = Counter(one_line(text[start:end]) for start, end in spans)
    written.update(
        one_line(actor.name)
        for claim in reading.claims
        for actor in claim.actors
        if actor.side == side and actor.id and actor.id.casefold() == side.casefold()
    )
    known = sorted(written.items(), key=lambda pair: (-pair[1], pair[0]))
    return f"{known[0][0]} ({side})" if known else side


def _names_party(party: str | None, organ: str | None, side: str) -> bool:
    return organ is None and party is not None and party.casefold() == side.casefold()
