"""The claim: one act or speech act about a conflict that someone asserts, on exactly which words."""

from __future__ import annotations

from typing import Literal

from tocsin.model.marks import Layer, Qualifier, Stance, Status, TollKind, TollStatus, TollWhat
from tocsin.model.spans import Because, Noun, Span
from tocsin.model.when import When

Told = Literal["explicit", "carried", "outlet", "inferred"]
Named = Literal["person", "office", "group", "anonymous"]
ActorRole = Literal["initiator", "target", "participant", "mediator", "addressee", "victim"]
ActorKind = Literal[
    "state_force", "rebel", "militia", "police", "civilian", "authority", "state", "igo", "ngo", "media", "unknown"
]
LinkRole = Literal["outlet", "agency", "relay", "spokesman", "speaker"]


class Content(Noun, frozen=True, kw_only=True):
    """The act wanted, offered or threatened, as it is wanted (an end to clashes: ``clash``, ``ended``)."""

    type: str
    status: Status | None = None


class Speaker(Noun, frozen=True, kw_only=True):
    """Who answers for the claim.

    Attributes:
        name: as written, or null for the outlet.
        id: register id, or null.
        span: the words that name the speaker; for a carried one, where it was last named.
        side: ISO 3166-1 alpha-3 or slug if the speaker belongs to a party to this conflict, else null.
        told: ``explicit`` in the claim's own sentence, ``carried`` from an earlier one, ``outlet``, ``inferred``.
        cue: the words of saying, or null.
        members: of a joint statement, the names of the others.
    """

    name: str | None
    id: str | None
    span: Span | None
    side: str | None
    told: Told
    named: Named
    cue: Span | None = None
    members: tuple[str, ...] = ()


class Link(Noun, frozen=True, kw_only=True):
    """One link of the chain of telling, outlet first and speaker last."""

    role: LinkRole
    name: str | None
    id: str | None
    span: Span | None
    told: Told


class Allegiance(Noun, frozen=True, kw_only=True):
    """Whose side someone says an actor is on."""

    side: str
    said_by: str | None = None


class Actor(Noun, frozen=True, kw_only=True):
    """Someone with a part in the act, as named by the speaker."""

    role: ActorRole
    name: str
    span: Span
    id: str | None
    kind: ActorKind
    side: str | None
    allegiance: tuple[Allegiance, ...] = ()


class SpokenOf(Noun, frozen=True, kw_only=True):
    """An agreement, statement or format that the claim speaks of."""

    kind: Literal["agreement", "statement", "format"]
    name: str
    span: Span
    parties: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Control(Noun, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A place passing hands. Field names on the wire are ``from``, ``to``, ``span``."""

    from_: str | None
    to: str | None
    span: Span | None


class Country(Noun, frozen=True, kw_only=True):
    """A country a place lies in, and who says so (null: nobody disputes it)."""

    code: str
    said_by: str | None = None


class Where(Noun, frozen=True, kw_only=True):
    """A point with a radius.

    Attributes:
        name: as written.
        id: ``geonames:NNN`` or ``own:slug``; null when the atlas knows none.
        lat, lon: WGS 84 degrees, or null; ``radius_km``: extent of the place or of the doubt.
        words: the spans that say it.
    """

    name: str
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    countries: tuple[Country, ...] = ()
    words: tuple[Span, ...] = ()
    told: Told = "explicit"
    because: tuple[Because, ...] = ()


class Toll(Noun, frozen=True, kw_only=True):
    """A count of losses. ``None`` is not zero; "several" has a low and no high."""

    what: TollWhat
    side: str | None
    status: TollStatus
    kind: TollKind
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    span: Span
    traits: tuple[str, ...] = ()
    severity: Literal["minor", "serious", "critical"] | None = None
    denied: bool = False
    scope: Literal["incident", "period", "conflict"] = "incident"
    since: When | None = None


class About(Noun, frozen=True, kw_only=True):
    """Another claim that this one denies, confirms, updates, corrects or retracts."""

    id: str
    how: Literal["denies", "confirms", "updates", "corrects", "retracts"]


class Confidence(Noun, frozen=True, kw_only=True):
    """Share of such claims that are fully right on gold, with its sample size."""

    share: float
    n: int


class Claim(Noun, frozen=True, kw_only=True, tag_field="kind", tag="claim"):
    """One line of the ledger. Field by field in docs/reference/claim.md; the names are the interface."""

    id: str
    report: str
    version: str
    quote: tuple[Span, ...]
    quoted: tuple[str, ...]
    type: str
    status: Status | None
    layer: Layer
    speaker: Speaker
    chain: tuple[Link, ...]
    content: Content | None = None
    stance: Stance | None = None
    said: When | None = None
    actors: tuple[Actor, ...] = ()
    object: SpokenOf | None = None
    control: Control | None = None
    when: When | None = None
    where: Where | None = None
    tolls: tuple[Toll, ...] = ()
    about: tuple[About, ...] = ()
    because: tuple[Because, ...] = ()
    confidence: Confidence | None = None
