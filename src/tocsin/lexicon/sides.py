"""An id or a side code in, the party of the register it belongs to out."""

from __future__ import annotations

from functools import cache

from tocsin.lexicon.register import Party, Register


def party_of(register: Register, actor: str | None) -> Party | None:
    """Return the party of an actor's id (``arm.defence-ministry`` → ``arm``), or null for bodies and the unknown."""
    return register.parties.get(actor.partition(".")[0]) if actor else None


def party_of_side(register: Register, side: str | None) -> Party | None:
    """Return the party whose side code this is (``ARM``), or null."""
    return _by_side(register).get(side) if side else None


@cache
def _by_side(register: Register) -> dict[str, Party]:
    return {party.side: party for party in register.parties.values()}
