"""Drafts of one report in, whether anybody in it fights, threatens or makes peace out.

Words of war stand in reports of chess, prices and storms; armies and parties to a conflict do not act in them. This
is asked of reports that the gate let through without being sure (``marking/gate.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.words import words
from tocsin.model import Claim, Draft

ARMED = frozenset({"state_force", "rebel", "militia"})
UNNAMED = 3
"""So many acts of armed people whom the register does not know stand for one of a party it knows."""


def tells_of_conflict(drafts: Sequence[Draft]) -> bool:
    """Tell whether a known party takes part in an act of force or of peace, or armed people do again and again."""
    claims = [d.claim for d in drafts]
    return any(_of_party(c) for c in claims) or sum(_of_armed(c) for c in claims) >= UNNAMED


def _of_party(claim: Claim) -> bool:
    if claim.content is not None and codebook().family(claim.content.type) in words("gate").set("fighting_families"):
        return any(a.id for a in claim.actors)
    acts = codebook().family(claim.type) in words("gate").set("party_families")
    return acts and any(a.id and a.side for a in claim.actors)


def _of_armed(claim: Claim) -> bool:
    """Forces, rebels or militia as actors, or soldiers among the losses; what kind of party a name hides does not count."""
    if codebook().family(claim.type) not in words("gate").set("armed_families"):
        return False
    return any(a.kind in ARMED and a.id != a.side for a in claim.actors) or any(
        t.kind in {"military", "peacekeeper"} for t in claim.tolls
    )
