"""What the register knows, as frozen nouns: parties with their forms, bodies, offices with terms, organs, guards."""

from __future__ import annotations

from typing import Literal

from tocsin.model import Noun

FormKind = Literal["name", "adjective", "prefix", "people", "capital", "metonym", "organ", "holder", "surname"]
PartyKind = Literal["state", "authority", "rebel", "militia"]
BodyKind = Literal["igo", "ngo", "format", "media"]
OrganKind = Literal["state_force", "police", "authority", "rebel", "militia", "civilian", "media"]


class Form(Noun, frozen=True, kw_only=True):
    """One way of naming a party.

    Attributes:
        text: as written in English, diacritics folded away.
        party: slug of the party.
        kind: ``prefix`` stands before a hyphen only (Sino-); ``surname`` counts only where its holder is known to be meant.
        office: for holders and surnames the office last held.
        holder: for holders and surnames the full name.
        organ: for organs such as IDF or Pentagon the slug of the organ.
    """

    text: str
    party: str
    kind: FormKind
    office: str | None = None
    holder: str | None = None
    organ: str | None = None


class Party(Noun, frozen=True, kw_only=True):
    """A state, an armed group or a de-facto authority.

    Attributes:
        slug: lower-case alpha-3 for states, a stable slug for others.
        side: ISO 3166-1 alpha-3 for states (XKX, which ISO leaves to users, for Kosovo), the slug for others.
        the: whether English puts "the" before the name.
        country: slug of the state where a group mainly acts; a state's own slug.
    """

    slug: str
    side: str
    name: str
    kind: PartyKind
    the: bool
    country: str
    forms: tuple[Form, ...]


class Body(Noun, frozen=True, kw_only=True):
    """An international body, a format of talks, an organisation or an outlet: nobody's side.

    Attributes:
        of: id of the body it belongs to; that one's names may stand before its own.
        names: every name in full, composed ones too.
        members: party slugs, where a format has fixed ones.
    """

    id: str
    kind: BodyKind
    name: str
    names: tuple[str, ...]
    of: str | None = None
    members: tuple[str, ...] = ()


class Office(Noun, frozen=True, kw_only=True):
    """A post and how English names it.

    Attributes:
        owner: slug of the party or id of the body.
        named: phrases in lower case, without the owner's name.
        titles: words in lower case that may stand before the holder's surname.
        principal: for a spokesman whom he speaks for: an office, or an organ of the owner.
    """

    slug: str
    owner: str
    named: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    principal: str | None = None
    kind: Literal["holder", "spokesman"] = "holder"


class Post(Noun, frozen=True, kw_only=True):
    """An office that many parties or bodies have, and how English names it.

    Attributes:
        ends: what slugs of such offices end in; the first is the usual one.
        named, titles, kind: as in ``Office``; ``principal`` without the owner.
        bodies: whether bodies alone have it.
    """

    ends: tuple[str, ...]
    named: tuple[str, ...]
    titles: tuple[str, ...]
    principal: str | None = None
    kind: Literal["holder", "spokesman"] = "holder"
    bodies: bool = False


class Term(Noun, frozen=True, kw_only=True):
    """One person's time in an office.

    Attributes:
        earliest, latest: first and last day (ISO) on which the holder may have held it; where the source gives a
            month or a year only, the widest reading; null where no end is known.
        certain: whether the days are known, not only month or year.
        source: what says so.
    """

    office: str
    holder: str
    earliest: str | None
    latest: str | None
    certain: bool
    source: str


class OfficeNamed(Noun, frozen=True, kw_only=True):
    """What a phrase names: an office, and its holder where the phrase holds the name."""

    slug: str
    holder: str | None = None


class Organ(Noun, frozen=True, kw_only=True):
    """A kind of force, ministry or people that any party may have; words and belongings are lower-case phrases."""

    slug: str
    kind: OrganKind
    words: tuple[str, ...]
    belongings: tuple[str, ...] = ()


class Guards(Noun, frozen=True, kw_only=True):
    """Where a known form does not mean the party; reasons stand in ``parties/guards.toml``."""

    phrases: tuple[str, ...]
    given_names: frozenset[str]
    after_given_name: frozenset[str]
    not_in_capitals: frozenset[str]
    beside_its_state: frozenset[str]
    titled_only: frozenset[str]
    unknown_heads: tuple[str, ...]
    not_names: frozenset[str]
