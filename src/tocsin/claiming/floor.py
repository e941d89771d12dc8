"""Who is speaking at this point of the text: a state machine as a table, one sentence a step.

Each row of ``TABLE`` says, for what a sentence brings (``Signal``) and where it stands (``Place``), who is taken to
speak, how that is told, and who holds the floor afterwards. Rows carry an example that fires them and a near-miss
that another row takes; the tests run both.

    signal            same paragraph    new paragraph     headline          background
    names             take              take              take, then drop   take
    refers            keep              keep              keep, then drop   keep
    hides             outlet, drop      outlet, drop      outlet, drop      outlet, drop
    quotes            carry             carry             outlet, drop      carry
    bare              carry             outlet, drop      outlet, drop      outlet, drop
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from tocsin.model import Speaker

Signal = Literal["names", "refers", "hides", "quotes", "bare"]
"""``names``: a source is named. ``refers``: the source points back ("the ministry", "it"). ``hides``: said by nobody
in particular ("reportedly", "it was reported"). ``quotes``: only quoted words. ``bare``: none of these."""

Place = Literal["same", "new", "headline", "background"]
"""Where the sentence stands: in the paragraph of the one before, first of a new one, in a headline, or background."""


class Move(NamedTuple):
    """One row: its id, who speaks, who holds the floor next, an example and a near-miss (both our own)."""

    rule: str
    speaks: Literal["source", "holder", "outlet"]
    then: Literal["source", "holder", "nobody"]
    example: str
    near_miss: str


class Floor(NamedTuple):
    """Who holds the floor, and since which paragraph (index of its region)."""

    holder: Speaker | None = None
    region: int = -1


_TAKE = Move(
    "floor/takes",
    "source",
    "source",
    "The governor of Orm said the bridge was shelled.",
    "The bridge was shelled at dawn.",
)
_KEEP = Move(
    "floor/refers",
    "source",
    "source",
    "The Vell army said a post was hit. It added that two soldiers were killed.",
    "The Vell army said a post was hit. Two soldiers were killed.",
)
_CARRY = Move(
    "floor/carried",
    "holder",
    "holder",
    "The Vell army said a post was hit. Two soldiers were killed.",
    "The Vell army said a post was hit.\nTwo soldiers were killed.",
)
_QUOTE = Move(
    "floor/quoted",
    "holder",
    "holder",
    "The Vell army said a post was hit.\n“Guns were shelled.”",
    "The Vell army said a post was hit.\nGuns were shelled.",
)
_HIDDEN = Move(
    "floor/nobody-named",
    "outlet",
    "nobody",
    "A post was reportedly shelled.",
    "A post was shelled, the army reported.",
)
_DROP = Move(
    "floor/dropped",
    "outlet",
    "nobody",
    "The Vell army said a post was hit.\nTwo soldiers were killed.",
    "The Vell army said a post was hit. Two soldiers were killed.",
)
_HEAD = Move(
    "floor/headline",
    "source",
    "nobody",
    "Army says rebels shelled post",
    "Rebels shelled post",
)

TABLE: Mapping[tuple[Signal, Place], Move] = {
    ("names", "same"): _TAKE,
    ("names", "new"): _TAKE,
    ("names", "background"): _TAKE,
    ("names", "headline"): _HEAD,
    ("refers", "same"): _KEEP,
    ("refers", "new"): _KEEP,
    ("refers", "background"): _KEEP,
    ("refers", "headline"): _HEAD,
    ("hides", "same"): _HIDDEN,
    ("hides", "new"): _HIDDEN,
    ("hides", "background"): _HIDDEN,
    ("hides", "headline"): _HIDDEN,
    ("quotes", "same"): _QUOTE,
    ("quotes", "new"): _QUOTE,
    ("quotes", "background"): _QUOTE,
    ("quotes", "headline"): _DROP,
    ("bare", "same"): _CARRY,
    ("bare", "new"): _DROP,
    ("bare", "headline"): _DROP,
    ("bare", "background"): _DROP,
}


def step(floor: Floor, signal: Signal, place: Place, region: int, source: Speaker | None) -> tuple[Floor, Move]:
    """Return the floor after a sentence and the row that ruled; who speaks in it is ``speaker_of(move, ...)``."""
    move = TABLE[signal, place]
    holder = {"source": source, "holder": floor.holder, "nobody": None}[move.then]
    return Floor(holder, region), move


def speaker_of(move: Move, floor: Floor, source: Speaker | None) -> Speaker | None:
    """Return who speaks under ``move``: the source, the holder of ``floor`` (before the step), or null for the outlet."""
    return {"source": source, "holder": floor.holder, "outlet": None}[move.speaks]


def place_of(region: int, floor: Floor, *, headline: bool, background: bool) -> Place:
    """Return where a sentence stands, seen from the floor before it."""
    if headline:
        return "headline"
    if background:
        return "background"
    return "same" if region == floor.region else "new"
