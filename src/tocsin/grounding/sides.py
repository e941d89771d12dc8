"""Drafts of one report in, the parties to its conflict out; then slugs of parties become sides on every claim.

A side is a party that is initiator, target, participant or victim of a news act of the report (DESIGN §4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import Register
from tocsin.lexicon.sides import party_of
from tocsin.model import Actor, Claim, Control, Draft, Speaker, Toll

_ROLES = frozenset({"initiator", "target", "participant", "victim"})


def sides_of(drafts: Sequence[Draft], register: Register) -> dict[str, str]:
    """Return the sides of the report: party slug to side code, in order of slug."""
    acts = [d.claim for d in drafts if d.claim.layer == "news" and not codebook().row(d.claim.type).speech]
    slugs = {a.side for claim in acts for a in claim.actors if a.side and a.role in _ROLES and _takes_part(claim)}
    slugs |= {t.side for claim in acts for t in claim.tolls if t.side}
    return {slug: register.party(slug).side for slug in sorted(slugs)}


def _takes_part(claim: Claim) -> bool:
    """Mediators, donors and judges of an act are no parties to the conflict."""
    return codebook().family(claim.type) not in {"mediation", "talks", "aid", "sanction", "statement", "protest"}


def with_sides(claim: Claim, sides: Mapping[str, str], register: Register) -> Claim:
    """Return ``claim`` with sides in place of party slugs, null for actors and speakers who are no side."""
    return msgspec.structs.replace(
        claim,
        speaker=_speaker(claim.speaker, sides, register),
        actors=tuple(_actor(actor, sides) for actor in claim.actors),
        tolls=tuple(_toll(toll, register) for toll in claim.tolls),
        control=_control(claim.control, register),
    )


def _speaker(speaker: Speaker, sides: Mapping[str, str], register: Register) -> Speaker:
    party = party_of(register, speaker.id)
    slug = party.slug if party else speaker.side
    return msgspec.structs.replace(speaker, side=sides.get(slug or ""))


def _actor(actor: Actor, sides: Mapping[str, str]) -> Actor:
    return msgspec.structs.replace(actor, side=sides.get(actor.side or ""))


def _toll(toll: Toll, register: Register) -> Toll:
    """The dead of a war before this one have a side too, though it does nothing in the news."""
    return msgspec.structs.replace(toll, side=register.party(toll.side).side if toll.side else None)


def _control(control: Control | None, register: Register) -> Control | None:
    if control is None:
        return None
    before, after = (register.party(slug).side if slug else None for slug in (control.from_, control.to))
    return msgspec.structs.replace(control, from_=before, to=after)
