"""A claim in, the row a coarse scorer of claims reads out: names, not codes.

The scorer's list of types is coarser than the codebook and mixes what happened with how it was said; the way from
one to the other goes through type, stance, status, content and cue, in that order of need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from gold.located import places_of
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import Party, register
from tocsin.lexicon.sides import party_of, party_of_side
from tocsin.model import Actor, Claim, Speaker, Toll

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
        "initiator": _names(claim.actors, ("initiator", "participant", "mediator"), text),
        "target": _names(claim.actors, ("target", "addressee", "victim"), text),
        "claimant": _claimant(speaker, text),
        "claimant_explicit": speaker.told == "explicit",
        "when": {"earliest": claim.when.earliest, "latest": claim.when.latest} if claim.when else {},
        "where": {"name": claim.where.name, "lat": claim.where.lat, "lon": claim.where.lon} if claim.where else {},
        "tolls": [_toll(t, text) for t in claim.tolls if not t.denied and t.best != 0],
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


def _names(actors: Sequence[Actor], roles: Sequence[str], text: str) -> list[str]:
    """Parties and people; the list knows no things and places as actors, nor people beside the party that they are of."""
    told = [a for a in actors if a.role in roles and (a.side or a.id or a.kind != "unknown" or a.role == "victim")]
    if any(a.side for a in told):
        told = [a for a in told if a.side or a.role != "victim"]
    return list(dict.fromkeys(_party_name(a, text) for a in told))


def _party_name(actor: Actor, text: str) -> str:
    """The party's name; people of none are civilians on the list."""
    party = party_of(register(), actor.id) or party_of_side(register(), actor.side)
    if party is not None:
        return _as_told(party, text)
    return "civilians" if actor.role == "victim" and actor.kind in {"civilian", "unknown"} else actor.name


@lru_cache(maxsize=1024)
def _as_told(party: Party, text: str) -> str:
    """The party as the report names it most: the list takes names from the reports ("Palestinians", not "Palestine")."""
    forms = [form.text for form in party.forms if form.kind in {"name", "people", "adjective"}]
    told = [sum(1 for _ in places_of(form, text)) for form in forms]
    return forms[told.index(max(told))] if any(told) else party.name


def _claimant(speaker: Speaker, text: str) -> str | None:
    """The speaker's words, with the party where they do not name it; one proper name (an acronym, a surname) needs none."""
    party = party_of(register(), speaker.id) or party_of_side(register(), speaker.side)
    if speaker.name is None or party is None or party.name.lower() in speaker.name.lower():
        return speaker.name
    if len(own := speaker.name.removeprefix("the ").removeprefix("The ").split()) == 1 and own[0][:1].isupper():
        return speaker.name
    return f"{speaker.name} ({_as_told(party, text)})"


def _toll(toll: Toll, text: str) -> dict[str, Any]:
    side = party_of_side(register(), toll.side)
    return {
        "side": _as_told(side, text) if side else None,
        "status": "captured" if toll.status == "detained" else toll.status,
        "kind": toll.kind,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
    }
