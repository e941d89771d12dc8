"""Drafts of one report in, whether anybody in it fights, threatens or makes peace out.

Words of war stand in reports of chess, prices and storms; armies and parties to a conflict do not act in them. The
gate's score (``marking/gate.py``) and the acts of known parties and of armed people decide together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.words import words
from tocsin.model import Claim, Draft

ARMED = frozenset({"state_force", "rebel", "militia"})
ENOUGH = 1.95
"""At this sum a report is about a conflict whose parties nobody knows."""

ARMED_ACT, SURE_ACT, SURE = 0.4, 0.1, 0.9
"""What each act of armed people adds to the gate's score, what each act of fighting does that the marker is so sure of.
Chosen on gold/negatives, gold/open and those reports of gold/train that the weights of that day had not seen."""


LIVING = 1900
"""Acts dated before this year are history, and so are those told behind them: nobody reports them."""


def tells_of_conflict(drafts: Sequence[Draft], score: float) -> bool:
    """Tell whether a report is about a conflict.

    Args:
        drafts: what was read in it.
        score: what the gate made of its words.
    """
    drafts = list(takewhile(lambda d: not _is_history(d), drafts))
    claims = [d.claim for d in drafts if d.claim.layer == "news"]
    told = ARMED_ACT * sum(_of_armed(c) for c in claims) + SURE_ACT * sum(_is_sure(d.claim) for d in drafts)
    return any(_of_party(c) for c in claims) or score + told >= ENOUGH


def _is_history(draft: Draft) -> bool:
    years = [int(date.value[:4]) for date in draft.dates if date.value[:4].isdigit()]
    return any(year < LIVING for year in years)


def _is_sure(claim: Claim) -> bool:
    """An act in which people fight or hold ground, marked without a doubt; history counts too."""
    fighting = codebook().family(claim.type) in words("gate").set("fighting_families") - {"displacement"}
    return fighting and any(b.head == "trigger" and (b.score or 0) >= SURE for b in claim.because)


def _of_party(claim: Claim) -> bool:
    if claim.content is not None and codebook().family(claim.content.type) in words("gate").set("fighting_families"):
        return any(a.id for a in claim.actors)
    acts = codebook().family(claim.type) in words("gate").set("party_families")
    return acts and any(a.id and a.side for a in claim.actors)


def _of_armed(claim: Claim) -> bool:
    """Forces, rebels or militia as actors, or soldiers among the losses; what kind of party a name hides does not count."""
    if codebook().family(claim.type) not in words("gate").set("armed_families"):
        return False
    return any(a.kind in ARMED and (a.side is None or a.id != a.side) for a in claim.actors) or any(
        t.kind in {"military", "peacekeeper"} for t in claim.tolls
    )
