"""Who is known: names in, the party, body, office or organ that they name out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from tocsin.errors import TocsinError
from tocsin.lexicon import register_tables as tables
from tocsin.lexicon.register_nouns import (
    Body,
    BodyKind,
    Form,
    FormKind,
    Guards,
    Office,
    OfficeNamed,
    Organ,
    OrganKind,
    Party,
    PartyKind,
    Post,
    Term,
)
from tocsin.lexicon.register_shadow import Finder, shadow
from tocsin.model import Noun, Span

__all__ = [
    "Body",
    "BodyKind",
    "Form",
    "FormKind",
    "Guards",
    "Office",
    "OfficeNamed",
    "Organ",
    "OrganKind",
    "Party",
    "PartyKind",
    "Post",
    "Register",
    "Term",
    "register",
    "shadow",
]

_LONGEST_BODY = 160
_WORD = re.compile(r"[^\W_][\w'-]*")


@cache
def register() -> Register:
    """Return the register, read once from ``lexicon/parties``."""
    return Register(
        parties={party.slug: party for party in tables.parties()},
        bodies={body.id: body for body in tables.bodies()},
        offices={office.slug: office for office in tables.offices()},
        posts=tables.posts(),
        terms=tables.terms(),
        organs={organ.slug: organ for organ in tables.organs()},
        guards=tables.guards(),
        standins=tables.standins(),
        alone=frozenset(holder for holder, (_, alone) in tables.persons().items() if alone),
    )


class Register(Noun, frozen=True, kw_only=True, eq=False):
    """States, groups, bodies, offices with their holders, organs; look-ups return null for what is not known.

    Attributes:
        parties: by slug, states first.
        bodies: by id.
        offices: by slug.
        posts: kinds of office.
        terms: every term of office.
        organs: by slug.
        guards: where a known form does not mean the party.
        standins: invented names for blinded text.
        alone: holders whose surname alone says who is meant.
    """

    parties: Mapping[str, Party]
    bodies: Mapping[str, Body]
    offices: Mapping[str, Office]
    posts: tuple[Post, ...]
    terms: tuple[Term, ...]
    organs: Mapping[str, Organ]
    guards: Guards
    standins: tuple[str, ...]
    alone: frozenset[str]

    def state(self, slug: str) -> Party:
        """Return the state with this slug (lower-case alpha-3)."""
        party = self.party(slug)
        if party.kind != "state":
            message = f"{slug} is no state in the register"
            raise TocsinError(message, do="Use Register.party for groups and authorities.")
        return party

    def party(self, slug: str) -> Party:
        """Return the state, group or authority with this slug."""
        if slug not in self.parties:
            message = f"The register has no party {slug}"
            raise TocsinError(message, do="Slugs are listed in lexicon/parties/states.tsv and groups.tsv.")
        return self.parties[slug]

    def forms(self) -> tuple[Form, ...]:
        """Return all forms of all parties."""
        return tuple(form for party in self.parties.values() for form in party.forms)

    def office(self, slug: str) -> Office | None:
        """Return the office with this slug, if anybody is known to have held it."""
        return self.offices.get(slug)

    def holders(self, office: str, day: str) -> tuple[Term, ...]:
        """Return who may have held ``office`` on ``day`` (ISO); terms without any day known are left out."""
        return tuple(
            term
            for term in self.terms
            if term.office == office
            and (term.earliest or term.latest)
            and (term.earliest or day) <= day <= (term.latest or day)
        )

    def terms_of(self, name: str) -> tuple[Term, ...]:
        """Return the terms of the person with this full name, under any known spelling."""
        return _terms(self).get(shadow(name), ())

    def body_named(self, words: str) -> Body | None:
        """Return the body that ``words`` name; "the" and a possessive ending do not count."""
        plain = shadow(words)
        return _bodies(self).get(re.sub(r"^[Tt]he |'s?$", "", plain)) or _bodies(self).get(plain)

    def bodies_in(self, text: str, span: Span) -> Iterator[tuple[Body, Span]]:
        """Yield the bodies whose names begin within ``span`` of ``text`` (a name may end beyond), the longest of overlapping ones."""
        folded = shadow(text[span[0] : span[1] + _LONGEST_BODY])
        longest: dict[int, int] = {}
        for start, end in _finder(self).found(folded):
            touches = start == 0 and span[0] > 0 and text[span[0] - 1].isalnum()
            if start < span[1] - span[0] and not touches:
                longest[start] = max(end, longest.get(start, 0))
        done = 0
        for start, end in sorted(longest.items()):
            if start >= done:
                done = end
                yield _bodies(self)[folded[start:end]], (span[0] + start, span[0] + end)

    def organ_named(self, words: str) -> Organ | None:
        """Return the organ that ``words`` name: the longest known phrase in them, of equally long ones the last."""
        tokens = [token.removesuffix("'s") for token in _WORD.findall(shadow(words).lower())]
        for size in range(min(5, len(tokens)), 0, -1):
            for start in range(len(tokens) - size, -1, -1):
                organ = _organs(self).get(" ".join(tokens[start : start + size]))
                if organ is not None:
                    return organ
        return None

    def office_named(self, words: str) -> OfficeNamed | None:
        """Return the office of a body that ``words`` name, by the holder's name or by body and title."""
        return _by_holder(self, words) or _by_title(self, words)

    def post_named(self, party: str, words: str) -> str | None:
        """Return the slug of the party's office that ``words`` name by its title (``aze.defence-minister``)."""
        lower = shadow(words).lower()
        posts = [post for post in self.posts if not post.bodies]
        best = max(posts, key=lambda post: _title_length(post, lower))
        return _post_slug(self, party, best) if _title_length(best, lower) else None


def _post_slug(known: Register, party: str, post: Post) -> str:
    return next((f"{party}.{end}" for end in post.ends if f"{party}.{end}" in known.offices), f"{party}.{post.ends[0]}")


def _by_holder(known: Register, words: str) -> OfficeNamed | None:
    plain = shadow(words)
    names = [plain[start:end] for start, end in _person_finder(known).found(plain)]
    if not names:
        return _by_surname(known, plain)
    terms = known.terms_of(max(names, key=len))
    lower = plain.lower()
    best = max(terms, key=lambda term: _title_length(known.offices[term.office], lower))
    return OfficeNamed(slug=best.office, holder=best.holder)


def _by_surname(known: Register, plain: str) -> OfficeNamed | None:
    found = _body_surnames(known).get(re.sub(r"^(?:Mr|Mrs|Ms|Dr)\.? |'s?$", "", plain))
    return OfficeNamed(slug=found.office, holder=found.holder) if found else None


def _by_title(known: Register, words: str) -> OfficeNamed | None:
    plain = shadow(words)
    lower = plain.lower().removeprefix("the ").removesuffix("'s")
    if lower in {"secretary-general", "secretary general", "sg"}:
        return OfficeNamed(slug="un.secretary-general")
    named = list(known.bodies_in(plain, (0, len(plain))))
    for body, (_, end) in named:
        rest = plain[end:].lower()
        offices = [office for office in known.offices.values() if office.owner == body.id]
        best = max(offices, key=lambda office: _title_length(office, rest), default=None)
        if best is not None and _title_length(best, rest):
            return OfficeNamed(slug=best.slug)
    return None


def _title_length(office: Office | Post, lower: str) -> int:
    return max((len(name) for name in office.named if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lower)), default=0)


@cache
def _terms(known: Register) -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, tuple[Term, ...]] = {}
    for term in known.terms:
        also, _ = tables.persons().get(term.holder, ((), False))
        for name in dict.fromkeys((term.holder, *also)):
            found[name] = (*found.get(name, ()), term)
    return found


@cache
def _bodies(known: Register) -> Mapping[str, Body]:
    found: dict[str, Body] = {}
    for body in known.bodies.values():
        for name in body.names:
            found.setdefault(name, body)
    return found


@cache
def _finder(known: Register) -> Finder:
    return Finder(_bodies(known))


@cache
def _person_finder(known: Register) -> Finder:
    return Finder(name for name, terms in _terms(known).items() if any(_of_body(known, term) for term in terms))


@cache
def _body_surnames(known: Register) -> Mapping[str, Term]:
    return {term.holder.split()[-1]: term for term in known.terms if _of_body(known, term)}


def _of_body(known: Register, term: Term) -> bool:
    return known.offices[term.office].owner in known.bodies


@cache
def _organs(known: Register) -> Mapping[str, Organ]:
    found: dict[str, Organ] = {}
    for organ in known.organs.values():
        for phrase in (*organ.words, *organ.belongings):
            found.setdefault(phrase, organ)
    return found
