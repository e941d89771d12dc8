"""Tellings in, groups of tellings of one act by one speaker out: each group is one claim."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from tocsin.claiming.speakers import name_at, names_over
from tocsin.claiming.telling import Telling
from tocsin.lexicon.codebook import codebook
from tocsin.model import Name, Role


class Mentions(NamedTuple):
    """Tellings of one act by one speaker, in text order."""

    tellings: tuple[Telling, ...]

    @property
    def first(self) -> Telling:
        """The first telling in the body, else the first: the claim's fields come from it."""
        return next((t for t in self.tellings if not t.headline), self.tellings[0])


class _Traits(NamedTuple):
    """What two tellings of one act must not differ in."""

    speaker: str
    type: str
    initiators: frozenset[str]
    targets: frozenset[str]
    tolls: frozenset[tuple[str, int | None]]
    dates: frozenset[str]
    places: frozenset[str]
    negated: bool


class _Told(NamedTuple):
    """A telling with its traits."""

    telling: Telling
    traits: _Traits


def mentions_of(tellings: Sequence[Telling], names: Sequence[Name], text: str) -> tuple[Mentions, ...]:
    """Return the groups in text order of their first body telling."""
    groups: list[list[_Told]] = []
    of_family: dict[str, list[list[_Told]]] = {}
    for telling in tellings:
        told = _Told(telling, _traits(telling, names, text))
        alike = of_family.setdefault(codebook().family(telling.event.type), [])
        home = next((g for g in alike if _same_act(g, told)), None)
        if home is None:
            home = []
            groups.append(home)
            alike.append(home)
        home.append(told)
    mentions = [Mentions(tuple(told.telling for told in g)) for g in groups]
    return tuple(sorted(mentions, key=lambda m: m.first.event.trigger))


def _same_act(group: Sequence[_Told], told: _Told) -> bool:
    one, other = next((t for t in group if not t.telling.headline), group[0]).traits, told.traits
    loose = all(t.telling.headline for t in group)
    alike = one.type == other.type or loose or _one_appeal(group[-1].telling, told.telling)
    if not alike or one.negated != other.negated:
        return False
    if one.speaker != other.speaker and not (loose and _may_be(one.speaker, other.speaker)):
        return False
    if codebook().row(other.type).speech:
        return _agree(one.targets, other.targets)
    first = group[0].telling
    return all(
        _agrees(t.traits, other) and (_shares(t.traits, other) or (loose and _tells_only_the_act(first))) for t in group
    ) or _again(group[-1].telling, told.telling)


def _tells_only_the_act(headline: Telling) -> bool:
    """A headline that tells no more than the act joins whatever act of its kind comes first: "Shells on Orm"."""
    told = {role.slot for role in headline.event.roles} - {"place", "time"}
    return not told and not headline.tolls and headline.event.stance in {None, "reports"}


def _again(before: Telling, telling: Telling) -> bool:
    """Words of one sentence that tell nothing of their own are the same act: "a bomb killed three".

    So are losses: "four were killed and three wounded".
    """
    bare = any(not t.event.roles and not t.tolls for t in (before, telling))
    losses = all(t.event.type == "losses" for t in (before, telling))
    return (bare or losses) and before.sentence == telling.sentence


def _one_appeal(before: Telling, telling: Telling) -> bool:
    """Calls for calm in one sentence are one call, whatever they are worded as: "de-escalate and show restraint"."""
    return before.sentence == telling.sentence and all(t.event.type.startswith("appeal.") for t in (before, telling))


def _may_be(one: str, other: str) -> bool:
    """A headline may leave its speaker out, or give the party (``Baku``) for its office and the other way round."""
    return one == "outlet" or one == other.partition(".")[0] or other == one.partition(".")[0]


def _pairs(one: _Traits, other: _Traits) -> tuple[tuple[AbstractSet[object], AbstractSet[object]], ...]:
    return (
        (one.initiators, other.initiators),
        (one.targets, other.targets),
        (one.dates, other.dates),
        (one.places, other.places),
        (one.tolls, other.tolls),
    )


def _agrees(one: _Traits, other: _Traits) -> bool:
    return all(_agree(a, b) for a, b in _pairs(one, other))


def _shares(one: _Traits, other: _Traits) -> bool:
    return any(a and b for a, b in _pairs(one, other))


def _agree(one: AbstractSet[object], other: AbstractSet[object]) -> bool:
    """Nothing told agrees with anything; what is told must share something."""
    return not one or not other or bool(set(one) & set(other))


def _traits(telling: Telling, names: Sequence[Name], text: str) -> _Traits:
    event = telling.event
    speaker = telling.voice.speaker
    return _Traits(
        speaker="outlet" if speaker.told == "outlet" else speaker.id or _bare(speaker.name or ""),
        type=event.type,
        initiators=_parties(event.roles, {"initiator", "participant"}, names, text),
        targets=_parties(event.roles, {"target", "addressee"}, names, text),
        tolls=frozenset((t.status, t.count.best if t.count else None) for t in telling.tolls),
        dates=frozenset(d.expr for d in telling.dates),
        places=frozenset(text[slice(*(n.core or n.span))].lower() for n in _placed(telling.places, names)[:1]),
        negated=event.status == "not_happened",
    )


_EVERYBODY = frozenset({"all", "both", "everybody", "everyone", "others", "parties", "sides"})
"""Words of an addressee that name nobody, so that any other may be meant."""

_LEADING = frozenset({"the", "a", "an", "its", "their", "his", "her", "our"})


def _bare(name: str) -> str:
    """A name without article and capitals: a headline's ``Governor`` is ``the governor``."""
    return " ".join(word for word in name.lower().split() if word not in _LEADING)


def _placed(places: Sequence[Name], names: Sequence[Name]) -> list[Name]:
    """Places apart from those that are a party's name too: which of these the atlas knows must not change a claim."""
    return [p for p in places if not any(n.party for n in names_over(names, p.span))]


def _parties(roles: Sequence[Role], slots: set[str], names: Sequence[Name], text: str) -> frozenset[str]:
    """Who fills ``slots``: by id where known, else by the words; addressees that name nobody say nothing."""
    found: set[str] = set()
    for role in roles:
        if role.slot not in slots:
            continue
        name = name_at(names, role.span)
        known = (name.party or name.id) if name else None
        told = _bare(text[role.span[0] : role.span[1]])
        if known or role.slot != "addressee" or not _EVERYBODY & set(told.split()):
            found.add(known or told)
    return frozenset(found)
