"""A claim in, the row a coarse scorer of claims reads out: names, not codes.

The scorer's list of types is coarser than the codebook and mixes what happened with how it was said; the way from
one to the other goes through type, stance, status, content and cue, in that order of need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import register
from tocsin.lexicon.sides import party_of, party_of_side
from tocsin.model import Actor, Claim, Toll

ACCUSING = ("accus", "blam")
_SPEECH: Mapping[str, str] = {
    "appeal": "called_for",
    "offer": "offered",
    "threat": "threatened",
    "denial": "denied",
}
_STATUS: Mapping[str, str] = {
    "ended": "happened",
    "failed": "attempted",
    "conditional": "planned",
    "not_happened": "denied",
}


def scored_row(claim: Claim, text: str) -> dict[str, Any]:
    """Return the row of ``claim``; ``text`` is the report's text (the cue is read from it)."""
    kind, status = _kind(claim, text)
    speaker = claim.speaker
    return {
        "quote": [list(span) for span in claim.quote],
        "type": kind,
        "status": status,
        "initiator": _names(claim.actors, ("initiator", "participant", "mediator")),
        "target": _names(claim.actors, ("target", "addressee", "victim")),
        "claimant": speaker.name,
        "claimant_explicit": speaker.told == "explicit",
        "when": {"earliest": claim.when.earliest, "latest": claim.when.latest} if claim.when else {},
        "where": {"name": claim.where.name, "lat": claim.where.lat, "lon": claim.where.lon} if claim.where else {},
        "tolls": [_toll(t) for t in claim.tolls],
        "background": claim.layer == "background",
    }


def _kind(claim: Claim, text: str) -> tuple[str, str]:
    """Type and status on the scorer's list."""
    cue = text[slice(*claim.speaker.cue)].lower() if claim.speaker.cue else ""
    if cue.startswith(ACCUSING):
        return "accuse", "happened"
    if claim.stance == "denies" or claim.type == "denial" or claim.status == "not_happened":
        return "deny", "denied"
    family = codebook().family(claim.type)
    status = _SPEECH.get(family) or _STATUS.get(claim.status or "happened", claim.status or "happened")
    if family == "appeal":
        return _wanted(claim), "called_for"
    return codebook().row(claim.type).scored or "other", status


def _wanted(claim: Claim) -> str:
    """An appeal for X is X called for, where the list has X; a call to stop fighting has a type of its own."""
    content = claim.content
    if claim.type != "appeal" or (content is not None and content.status in {"ended", "not_happened"}):
        return "appeal_deescalate"
    return codebook().row(content.type).scored if content is not None else "other"


def _names(actors: Sequence[Actor], roles: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(_party_name(a.id, a.name) for a in actors if a.role in roles))


def _party_name(slug: str | None, words: str) -> str:
    party = party_of(register(), slug)
    return party.name if party else words


def _toll(toll: Toll) -> dict[str, Any]:
    side = party_of_side(register(), toll.side)
    return {
        "side": side.name if side else None,
        "status": toll.status,
        "kind": toll.kind,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
    }
