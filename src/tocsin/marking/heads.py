"""What the network's heads say, in the order in which they say it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import get_args

from tocsin.lexicon.codebook import codebook
from tocsin.model import Layer, Slot, Stance, Status, TollStatus

SAID: tuple[str, ...] = tuple(
    f"{part} {edge}" for part in ("source", "cue", "content") for edge in ("in", "begin", "end")
)
"""Yes/no tags of attributions: within, first word, last word."""

ROWS: tuple[str, ...] = tuple(sorted(codebook().rows))
FAMILIES: tuple[str, ...] = ("", *dict.fromkeys(codebook().family(row) for row in ROWS))
"""The first is "no trigger"."""

STATUSES: tuple[Status, ...] = get_args(Status)
STANCES: tuple[Stance, ...] = get_args(Stance)
LAYERS: tuple[Layer, ...] = get_args(Layer)

ROLES: tuple[Slot, ...] = tuple(slot for slot in get_args(Slot) if slot not in {"object", "loss"})
"""Of a word to a trigger; before them stands "none"."""

TOLLS: tuple[TollStatus, ...] = get_args(TollStatus)
"""Of a counted word to a trigger: what became of the counted; before them stands "none"."""

WANTED: tuple[str, ...] = ("", *ROWS)
"""What a speech act wants, offers or threatens; the first is "nothing told"."""

LINKS: tuple[str, ...] = ("speaker", "source", "cue", "party", "doer", "sufferer")
"""Yes/no between two words: trigger to speaker, content to source and to cue, anybody to the party he belongs to,
trigger to the party that does the act and to the party that it is done to, even where its clause names neither."""

TOKEN_HEADS: Mapping[str, int] = {
    "said": len(SAID),
    "family": len(FAMILIES),
    "begins": 1,
    "row": len(ROWS),
    "status": len(STATUSES),
    "stance": len(STANCES),
    "layer": len(LAYERS),
    "wanted": len(WANTED),
    "wished": len(STATUSES),
}
"""Heads on single words, in the order of the network's first output, with their widths."""

PAIR_HEADS: Mapping[str, int] = {"role": 1 + len(ROLES), "toll": 1 + len(TOLLS), **dict.fromkeys(LINKS, 1)}
"""Heads on two words, in the order of its second output: what the second word is to the first."""


def signature() -> str:
    """Return a hash of all that the heads can say: weights trained for other rows or roles do not fit."""
    said = (SAID, FAMILIES, ROWS, STATUSES, STANCES, LAYERS, ROLES, TOLLS, WANTED, LINKS)
    return hashlib.sha256(repr(said).encode()).hexdigest()
