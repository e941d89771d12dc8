"""Roles of an event and the names they point to in, the actors of its claim out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from tocsin.claiming.speakers import name_at
from tocsin.claiming.telling import Telling
from tocsin.lexicon.codebook import codebook
from tocsin.model import Actor, ActorKind, ActorRole, Name, Role, Span, Speaker, TollMark, overlaps

_ROLES: dict[str, ActorRole] = {
    "initiator": "initiator",
    "target": "target",
    "participant": "participant",
    "mediator": "mediator",
    "addressee": "addressee",
    "victim": "victim",
}
_KINDS: dict[str, ActorKind] = {
    "state": "state",
    "authority": "authority",
    "state_force": "state_force",
    "police": "police",
    "rebel": "rebel",
    "militia": "militia",
    "civilian": "civilian",
    "igo": "igo",
    "format": "igo",
    "ngo": "ngo",
    "media": "media",
}


def actors_of(telling: Telling, names: Sequence[Name], text: str) -> tuple[Actor, ...]:
    """Return the actors in the order initiator, target, participant, mediator, addressee, victim.

    The side is left to grounding, which knows the parties to the conflict; until then it is the party's slug.
    """
    event, speaker = telling.event, telling.voice.speaker
    actors = [a for role in event.roles if (a := _actor(role, names, text)) is not None]
    actors = _possessed(actors, speaker)
    says = codebook().row(event.type).speech
    if says and speaker.span is not None and not any(a.role == "initiator" for a in actors):
        actors.insert(0, _of_span("initiator", speaker.span, names, text))
    if event.type == "mediation":
        actors.extend(_mediators(telling, names, text))
    actors.extend(_victims(telling.tolls, names, text, taken=[a.span for a in actors if a.role == "victim"]))
    order = list(_ROLES.values())
    return tuple(sorted(_distinct(actors), key=lambda a: (order.index(a.role), a.span)))


_OWN = ("its ", "their ", "our ")


def _possessed(actors: Sequence[Actor], speaker: Speaker) -> list[Actor]:
    """``its posts`` are the speaker's, unless whoever does the act is of the speaker's party too."""
    rivals = {a.side for a in actors if a.role == "initiator" and a.side} - {speaker.side}
    own = [a.role != "target" or bool(rivals) for a in actors]
    return [
        msgspec.structs.replace(a, side=speaker.side) if yes and not a.side and a.name.lower().startswith(_OWN) else a
        for a, yes in zip(actors, own, strict=True)
    ]


def _mediators(telling: Telling, names: Sequence[Name], text: str) -> Iterator[Actor]:
    """Bodies and parties named behind the trigger of a mediation mediate: "under X, led by A, B and C"."""
    end = telling.event.clause[1]
    for name in names:
        whole = name.kind == "igo" or (name.party is not None and name.id == name.party)
        if whole and name.form == "name" and telling.event.trigger[1] <= name.span[0] < end:
            yield _of_name("mediator", name, text)


def _actor(role: Role, names: Sequence[Name], text: str) -> Actor | None:
    kind = _ROLES.get(role.slot)
    name = name_at(names, role.span)
    if kind is None or name is None:
        return None
    actor = _of_name(kind, name, text)
    return actor if actor.side or role.party is None else msgspec.structs.replace(actor, side=role.party)


def _of_span(role: ActorRole, span: Span, names: Sequence[Name], text: str) -> Actor:
    name = name_at(names, span)
    if name is None:
        return Actor(role=role, name=text[span[0] : span[1]], span=span, id=None, kind="unknown", side=None)
    return _of_name(role, name, text)


def _of_name(role: ActorRole, name: Name, text: str) -> Actor:
    span = name.core if name.kind in {"igo", "ngo", "format"} and name.form == "name" and name.core else name.span
    return Actor(
        role=role,
        name=text[span[0] : span[1]],
        span=span,
        id=name.id,
        kind=_KINDS.get(name.kind, "unknown"),
        side=name.party,
    )


def _victims(tolls: Sequence[TollMark], names: Sequence[Name], text: str, taken: Sequence[Span]) -> Iterator[Actor]:
    """Whoever is counted among the losses, where the words say who it is ("four others" do not)."""
    for toll in tolls:
        count = toll.count
        if count is None or count.elliptic or toll.denied or count.what not in {None, "people"}:
            continue
        name = name_at(names, toll.span)
        if name is None or any(overlaps(toll.span, span) for span in taken):
            continue
        yield Actor(
            role="victim",
            name=text[toll.span[0] : toll.span[1]],
            span=toll.span,
            id=name.id,
            kind=_KINDS.get(name.kind, "unknown"),
            side=name.party,
        )


def _distinct(actors: Sequence[Actor]) -> list[Actor]:
    kept: dict[tuple[str, Span], Actor] = {}
    for actor in actors:
        kept.setdefault((actor.role, actor.span), actor)
    return list(kept.values())
