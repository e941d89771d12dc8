"""A name that points back in, the name it stands for out: "the ministry", "it", "the sides", "three soldiers"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tocsin.model import Name

GROUPS = frozenset({"rebel", "militia"})
_AND = re.compile(r",? (?:and|or|as well as) |, |/", re.IGNORECASE)
_ANYONE, _OFFICE = "anyone", "an office"


def resolved(names: Sequence[Name], text: str) -> tuple[Name, ...]:
    """Return ``names`` with the ids, parties and kinds of what they point back to; those that point nowhere stay."""
    done: list[Name] = []
    latest: dict[str, Name] = {}
    group = _only_group(names)
    for name in names:
        done.append(_resolved(name, done, latest, group, text))
        latest.update(dict.fromkeys(_answers_to(done[-1]), done[-1]))
    return tuple(done)


def _resolved(name: Name, before: Sequence[Name], latest: Mapping[str, Name], group: str | None, text: str) -> Name:
    if name.form == "description" and name.organ and not name.party:
        return _of_party(name, _joined(name, before, text))
    if name.kind in GROUPS and not name.party and name.form in {"description", "reference"}:
        return msgspec.structs.replace(name, party=group, id=group) if group else name
    if name.form != "reference" or name.id or name.kind == "state":
        return name
    earlier = latest.get(name.organ or (_OFFICE if name.kind == "authority" else _ANYONE))
    if earlier is None:
        return name
    return msgspec.structs.replace(
        name, id=earlier.id, party=earlier.party, organ=earlier.organ or name.organ, kind=earlier.kind
    )


def _only_group(names: Sequence[Name]) -> str | None:
    """``the militants``: where the report speaks of the militants of one party and of no other, they are its men.

    What the register knows of a party's kind does not count: a report with two parties changed about reads the same.
    """
    named = {n.party for n in names if n.kind in GROUPS and n.party and n.form == "description"}
    return named.pop() if len(named) == 1 else None


def _answers_to(name: Name) -> Iterator[str]:
    """Yield what a later reference may call this name by: an organ, an office, or anyone who can speak or act."""
    if name.kind in {"place", "format", "weapon"} or name.form == "description" or not (name.id or name.party):
        return
    yield _ANYONE
    if _can_be_one(name):
        yield _OFFICE
    if name.organ:
        yield name.organ


def _can_be_one(earlier: Name) -> bool:
    """Tell whether "the president" may point to it: an office, a person or a body, never a party by its own name."""
    return earlier.kind in {"authority", "igo", "person"} and (earlier.party is None or earlier.id != earlier.party)


def _joined(name: Name, before: Sequence[Name], text: str) -> Name | None:
    """Return the name of a party that this one is coordinated with: ``two X policemen and three soldiers``."""
    near = [n for n in before[-4:] if n.kind != "place"][-2:]
    beside = [n for n in near if n.party and _AND.fullmatch(text, n.span[1], name.span[0])]
    return beside[-1] if beside else None


def _of_party(name: Name, joined: Name | None) -> Name:
    if joined is None:
        return name
    return msgspec.structs.replace(name, party=joined.party, id=f"{joined.party}.{name.organ}")
