"""Values of the ledger in; the words that tables use for them out."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from tocsin.model import Actor, Claim, Content, Noun, Qualifier, Toll, TollWhat
from tocsin.writing.visible import one_line

NO_FIGURE = "no figure in this record"


class Phrases(Noun, frozen=True, kw_only=True):
    """The tables of ``phrases.toml``."""

    type: dict[str, str]
    status: dict[str, str]
    over: dict[str, str]
    force: dict[str, str]
    loss: dict[str, str]
    counted: dict[TollWhat, tuple[str, str]]
    qualifier: dict[Qualifier, str]
    reason: dict[str, str]


def what_of(claim: Claim) -> str:
    """Return what is claimed, and who is told to do it to whom: ``artillery attack: A → B``."""
    kind = type_phrase(claim.type)
    wanted = f" ({content_phrase(claim.content)})" if claim.content else ""
    told = roles_of(claim)
    return f"{kind}: {told}{wanted}" if told else f"{kind}{wanted}"


def roles_of(claim: Claim) -> str:
    """Return who → whom in the names as written; empty if the speaker alone has a part in it."""
    actors = [actor for actor in claim.actors if claim.status or actor.name != claim.speaker.name]
    who = _names(actors, "initiator") or _names(actors, "participant")
    whom = _names(actors, "target") or _names(actors, "addressee")
    victims, mediators = _names(actors, "victim"), _names(actors, "mediator")
    told = _towards(who, whom) or victims
    if told and victims and told != victims and not whom:
        told = f"{told} → {victims}"
    return "; ".join(part for part in (told, f"mediator {mediators}" if mediators else "") if part)


def _towards(who: str, whom: str) -> str:
    return f"{who} → {whom}" if who and whom else f"→ {whom}" if whom else who


def type_phrase(key: str) -> str:
    """Return the words for a codebook key; a key without words of its own is shown as it is."""
    return _table().type.get(key, key)


def status_phrase(status: str | None) -> str:
    """Return the words for a status, or nothing: what is done by saying has none."""
    return _table().status.get(status, status) if status else ""


def over_phrase(over: str) -> str:
    """Return the question that a dispute is over."""
    return _table().over[over]


def force_phrase(force: str) -> str:
    """Return what a dispute excludes."""
    return _table().force[force]


def content_phrase(content: Content) -> str:
    """Return the act wanted, offered or threatened, as it is wanted."""
    state = status_phrase(content.status)
    return f"{type_phrase(content.type)}, {state}" if state else type_phrase(content.type)


def reason_field(rule: str) -> str:
    """Return the field of ``tocsin why`` that a rule speaks for."""
    return _table().reason.get(rule.split("/", 1)[0], "Rules")


def toll_phrase(toll: Toll, text: str) -> str:
    """Return a loss in words: ``at least 4 killed (police)``, ``“several” wounded``; never a zero for the unknown."""
    lost = _table().loss.get(toll.status, toll.status)
    head = f"{_number(toll, text)} {_counted(toll)} {lost}".replace("  ", " ")
    remarks = [*_remarks(toll)]
    return f"{head} ({', '.join(remarks)})" if remarks else head


def _number(toll: Toll, text: str) -> str:
    if toll.qualifier == "none":
        return _table().qualifier["none"]
    figure = _figure(toll)
    if figure is None:
        start, end = toll.span
        return f"“{one_line(text[start:end])}”"
    return _table().qualifier[toll.qualifier].format(n=figure)


def _figure(toll: Toll) -> str | None:
    low, high = toll.low, toll.high
    if toll.qualifier == "vague":
        return f"{low:,} or more" if low is not None and high is None else _range(low, high)
    if toll.best is not None and toll.qualifier != "range":
        return f"{toll.best:,}"
    return _range(low, high)


def _range(low: int | None, high: int | None) -> str | None:
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,}–{high:,}"
    known = low if low is not None else high
    return None if known is None else f"{known:,}"


def _counted(toll: Toll) -> str:
    if toll.what == "people":
        return ""
    one, many = _table().counted[toll.what]
    return one if toll.best == 1 else many


def _remarks(toll: Toll) -> list[str]:
    kind = [toll.kind.replace("_", " ")] if toll.kind != "unknown" else []
    severity = [toll.severity] if toll.severity else []
    scope = [] if toll.scope == "incident" else [f"whole {toll.scope}"]
    return [*kind, *toll.traits, *severity, *scope, *(["denied"] if toll.denied else [])]


def _names(actors: Sequence[Actor], role: str) -> str:
    return ", ".join(dict.fromkeys(one_line(actor.name) for actor in actors if actor.role == role))


@cache
def _table() -> Phrases:
    return msgspec.convert(tomllib.loads(files("tocsin.writing").joinpath("phrases.toml").read_text("utf-8")), Phrases)
