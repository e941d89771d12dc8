"""A name that points back in, the name it stands for out: "the ministry", "it", "the sides", "three soldiers"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tocsin.model import Name


def resolved(names: Sequence[Name]) -> tuple[Name, ...]:
    """Return ``names`` with the ids, parties and kinds of what they point back to; those that point nowhere stay."""
    done: list[Name] = []
    for name in names:
        done.append(_resolved(name, done, names))
    return tuple(done)


def _resolved(name: Name, before: Sequence[Name], names: Sequence[Name]) -> Name:
    if name.form == "description" and name.organ and not name.party:
        return _of_party(name, _joined(name, before))
    if name.kind in GROUPS and not name.party and name.form in {"description", "reference"}:
        return _of_only_group(name, names)
    if name.form != "reference" or name.id or name.kind == "state":
        return name
    earlier = _antecedent(name, before)
    if earlier is None:
        return name
    return msgspec.structs.replace(
        name, id=earlier.id, party=earlier.party, organ=earlier.organ or name.organ, kind=earlier.kind
    )


GROUPS = frozenset({"rebel", "militia"})


def _of_only_group(name: Name, names: Sequence[Name]) -> Name:
    """``the militants``: where the report speaks of the militants of one party and of no other, they are its men.

    What the register knows of a party's kind does not count: a report with two parties changed about reads the same.
    """
    named = {n.party for n in names if n.kind in GROUPS and n.party and n.form == "description"}
    if len(named) != 1:
        return name
    party = named.pop()
    return msgspec.structs.replace(name, party=party, id=party)


def _antecedent(name: Name, before: Sequence[Name]) -> Name | None:
    """Return the nearest earlier name that fits: same organ, else anyone who can speak or act."""
    for earlier in reversed(before):
        if earlier.kind in {"place", "format", "weapon"} or not (earlier.id or earlier.party):
            continue
        if name.organ and earlier.organ != name.organ:
            continue
        if not name.organ and name.kind == "authority" and not _can_be_one(earlier):
            continue
        if earlier.form == "description":
            continue
        return earlier
    return None


def _can_be_one(earlier: Name) -> bool:
    """Tell whether "the president" may point to it: an office, a person or a body, never a party by its own name."""
    return earlier.kind in {"authority", "igo", "person"} and (earlier.party is None or earlier.id != earlier.party)


def _joined(name: Name, before: Sequence[Name]) -> Name | None:
    """Return the name that ends within 8 characters before this one: ``two X policemen and three soldiers``."""
    near = [
        n for n in [n for n in before[-4:] if n.kind != "place"][-2:] if 0 <= name.span[0] - n.span[1] <= 8 and n.party
    ]
    return near[-1] if near else None


def _of_party(name: Name, joined: Name | None) -> Name:
    if joined is None:
        return name
    return msgspec.structs.replace(name, party=joined.party, id=f"{joined.party}.{name.organ}")
