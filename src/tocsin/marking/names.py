"""Tagged sentences of blinded text in, names out: each noun phrase that stands for someone, with kind, party and organ.

Parties are seen as stand-ins only; which register entry a stand-in hides is looked up through the blinding's map,
never by the words. Bodies, offices and organs are the register's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tocsin.lexicon.register import Body, OfficeNamed, Organ, Register, shadow
from tocsin.lexicon.words import words
from tocsin.marking.blind import Blinded, Segment
from tocsin.marking.phrases import Clause, Phrase
from tocsin.model import Because, Name, NameForm, NameKind, Span


class _Found(NamedTuple):
    """What the words of one phrase were recognised as."""

    kind: NameKind
    rule: str
    form: NameForm = "name"
    id: str | None = None
    party: str | None = None
    organ: str | None = None
    core: Span | None = None
    span: Span | None = None  # where it is not the whole phrase


def find_names(blinded: Blinded, clauses: Sequence[Clause], register: Register) -> tuple[Name, ...]:
    """Return the names in ``clauses``, in text order, with offsets into the blinded text."""
    found: list[Name] = []
    for clause in clauses:
        taken = 0
        for phrase in clause.phrases:
            if phrase.start < taken:
                continue
            wide = _widest(clause, phrase, blinded, register)
            name = name_of(clause, wide, blinded, register)
            if name is not None:
                found.append(name)
                taken = wide.end
    return tuple(found)


def name_of(clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> Name | None:
    """Return what ``phrase`` names, or null when it names nobody."""
    for rule in _RULES:
        found = rule(clause, phrase, blinded, register)
        if found is not None:
            span = found.span or phrase.span
            return Name(
                span=span,
                kind=found.kind,
                id=found.id,
                party=found.party,
                organ=found.organ,
                core=found.core,
                form=found.form,
                because=(Because(rule=found.rule, spans=(span,)),),
            )
    return None


def _widest(clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> Phrase:
    """``ministry of defence of X`` and ``president of X`` are one name; ``soldiers of X`` too."""
    body = body_at(blinded.text, phrase.span, register)
    if body is not None and body[1][1] > phrase.span[1]:
        end = clause.index_at(body[1][1] - 1) + 1
        return phrase._replace(end=end, head=end - 1, span=(phrase.span[0], clause.tokens[end - 1].end))
    wide = clause.with_of(phrase)
    if wide.end == phrase.end:
        return phrase
    tail = (clause.tokens[phrase.end].end, wide.span[1])
    named = any(True for _ in blinded.segments_in(tail)) or register.organ_named(_text(blinded, wide.span)) is not None
    return wide if named and _stands_for_someone(clause, phrase, blinded, register) else phrase


def _stands_for_someone(clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> bool:
    head = clause.tokens[phrase.head].lower
    return register.organ_named(_text(blinded, phrase.span)) is not None or head in _kinds() or head in _set("organs")


def _body(_clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> _Found | None:
    found = body_at(blinded.text, phrase.span, register)
    if found is None:
        return None
    body, span = found
    office = register.office_named(_text(blinded, phrase.span))
    if office is not None:
        return _holder(office, phrase, blinded)
    return _Found(_name_kind(body.kind), "name/body", "name", body.id, core=span)


def _office(_clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> _Found | None:
    office = register.office_named(_text(blinded, phrase.span))
    if office is None:
        return None
    return _holder(office, phrase, blinded)


def _holder(office: OfficeNamed, phrase: Phrase, blinded: Blinded) -> _Found:
    """An office of a body, by its title or by its holder; core is the holder's own name where it stands."""
    words_of = shadow(_text(blinded, phrase.span))
    at = words_of.find(office.holder) if office.holder else -1
    core = (phrase.span[0] + at, phrase.span[0] + at + len(office.holder or "")) if at >= 0 else phrase.span
    return _Found("igo", "name/office", "person" if office.holder else "office", office.slug, core=core)


def _led_by(clause: Clause, phrase: Phrase, blinded: Blinded, _register: Register) -> _Found | None:
    """``X-led coalition``: a force of its own, whoever stands behind it."""
    first = next(iter(blinded.segments_in(phrase.span)), None)
    if first is None or not _is_patron(clause, first.blinded) or not _leads_force(clause, phrase):
        return None
    return _Found("state_force", "name/led-by", "description")


def _officer(clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> _Found | None:
    """``X's president``, ``Foreign Minister Y of X``: a post of a party, or somebody who holds one."""
    first, party = _party_in(clause, phrase, blinded)
    if first is None or party is None:
        return None
    held = next((s for s in blinded.segments_in(phrase.span) if s.office), None)
    if held is not None:
        return _Found("authority", "name/office-holder", "person", held.office, party, core=first.blinded)
    post = _has_post(clause, phrase)
    if post is None or _organ(clause, first, phrase, blinded, register) is not None:
        return None
    form: NameForm = "person" if any(clause.tokens[i].capital for i in range(post + 1, phrase.end)) else "office"
    slug = register.post_named(party, _text(blinded, phrase.span))
    return _Found("authority", "name/office-holder", form, slug, party, core=first.blinded)


def _party_organ(clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> _Found | None:
    """``X's Defence Ministry``, ``four X soldiers``."""
    first, party = _party_in(clause, phrase, blinded)
    organ = _organ(clause, first, phrase, blinded, register) if first else None
    if first is None or organ is None:
        return None
    slug = f"{party}.{organ.slug}"
    return _Found(organ.kind, "name/organ", _organ_form(clause, phrase), slug, party, organ.slug, first.blinded)


def _party_people(clause: Clause, phrase: Phrase, blinded: Blinded, _register: Register) -> _Found | None:
    """``X villagers``."""
    first, party = _party_in(clause, phrase, blinded)
    kind = _kinds().get(clause.tokens[phrase.head].lower)
    if first is None or kind is None:
        return None
    return _Found(kind, "name/people-of-party", "description", None, party, core=first.blinded)


def _party(clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> _Found | None:
    """``X``, ``the X side``; of ``X's attack`` the party alone is the name."""
    first, party = _party_in(clause, phrase, blinded)
    if first is None or party is None:
        return None
    segments = list(blinded.segments_in(phrase.span))
    head = clause.tokens[phrase.head].lower
    whole = phrase.span[1] <= segments[-1].blinded[1] or head in _set_of("heads.party")
    span = phrase.span if whole and len(segments) == 1 else first.blinded
    return _Found(register.party(party).kind, "name/party", "name", party, party, core=first.blinded, span=span)


def _party_in(clause: Clause, phrase: Phrase, blinded: Blinded) -> tuple[Segment | None, str | None]:
    """Return the first stand-in of the phrase and its party; one that only backs somebody does not count."""
    first = next(iter(blinded.segments_in(phrase.span)), None)
    if first is None or _is_patron(clause, first.blinded):
        return None, None
    return first, blinded.party_at(first.blinded)


def _is_patron(clause: Clause, span: Span) -> bool:
    """``X-led``, ``X-backed``: X stands behind whoever is named, but is not that one."""
    token = clause.tokens[clause.index_at(span[0])]
    return token.lower.endswith(words("people").list("patrons.endings"))


def _leads_force(clause: Clause, phrase: Phrase) -> bool:
    return any(clause.tokens[i].lower in _set_of("patrons.heads") for i in range(phrase.start, phrase.end))


def _organ_alone(clause: Clause, phrase: Phrase, blinded: Blinded, register: Register) -> _Found | None:
    organ = register.organ_named(_text(blinded, phrase.span))
    if organ is None or not _heads(clause, phrase, organ):
        return None
    refers = clause.tokens[phrase.start].lower == "the" or clause.tokens[phrase.start].lower in {"its", "his", "their"}
    form: NameForm = "reference" if refers else "description"
    return _Found(organ.kind, "name/organ-alone", form, None, None, organ.slug)


def _reference(clause: Clause, phrase: Phrase, _blinded: Blinded, _register: Register) -> _Found | None:
    head = clause.tokens[phrase.head].lower
    if head in _set("any"):
        return _Found("other", "name/pronoun", "reference")
    definite = clause.tokens[phrase.start].lower in {"the", "both", "that", "this", "all", "two"}
    if head in _set("both") and definite:
        return _Found("state", "name/both-sides", "reference")
    if head in _set("organs") and definite and phrase.end - phrase.start <= 3:
        return _Found(_kinds().get(head, "other"), "name/definite", "reference")
    return None


def _people(clause: Clause, phrase: Phrase, _blinded: Blinded, _register: Register) -> _Found | None:
    for i in range(phrase.end - 1, phrase.start - 1, -1):
        kind = _kinds().get(clause.tokens[i].lower)
        if kind is not None:
            return _Found(kind, "name/people", "description")
    return None


def _person(clause: Clause, phrase: Phrase, _blinded: Blinded, _register: Register) -> _Found | None:
    """Two capitalised words, or one after a title or an office: a person the register does not know."""
    capitals = [
        i for i in range(phrase.start, phrase.end) if clause.tokens[i].capital and clause.tokens[i].lower != "the"
    ]
    before = clause.tokens[phrase.start - 1].lower if phrase.start else ""
    if before in _set_of("places.prepositions"):
        return None
    titled = any(
        clause.tokens[i].lower.rstrip(".") in _set_of("forms.person") | _set_of("forms.office")
        for i in range(phrase.start, phrase.end)
    )
    if titled and capitals:
        return _Found("person", "name/titled", "person")
    if len(capitals) == phrase.end - phrase.start and 2 <= len(capitals) <= 4:
        return _Found("person", "name/capitals", "person")
    return None


def _place_like(clause: Clause, phrase: Phrase, _blinded: Blinded, _register: Register) -> _Found | None:
    """``in Tel Abyad``: capitals behind a preposition of place, unknown to the register and perhaps to the atlas."""
    before = clause.tokens[phrase.start - 1].lower if phrase.start else ""
    told = all(clause.tokens[i].capital for i in range(phrase.start, phrase.end) if clause.tokens[i].word)
    if before not in _set_of("places.prepositions") or not told or clause.tags[phrase.head] != "N":
        return None
    return _Found("place", "name/place-like", core=phrase.span)


_RULES = (
    _led_by,
    _officer,
    _party_organ,
    _party_people,
    _party,
    _body,
    _office,
    _organ_alone,
    _reference,
    _people,
    _place_like,
    _person,
)
"""From the surest to the least sure; the first that recognises the phrase names it."""


def body_at(text: str, span: Span, register: Register) -> tuple[Body, Span] | None:
    """Return the longest body whose name begins within ``span`` (it may end beyond), with the name's span."""
    found = [(body, s) for body, s in register.bodies_in(text, span) if s[0] >= span[0]]
    return max(found, key=lambda pair: (pair[1][1] - pair[1][0], -pair[1][0]), default=None)


def _organ(clause: Clause, segment: Segment, phrase: Phrase, blinded: Blinded, register: Register) -> Organ | None:
    """Return the organ the phrase names: by its words, else by a name that stands for one (Pentagon)."""
    named = register.organ_named(_text(blinded, phrase.span))
    if named is not None and _heads(clause, phrase, named):
        return named
    return register.organs.get(segment.organ) if segment.organ else None


def _heads(clause: Clause, phrase: Phrase, organ: Organ) -> bool:
    """The organ's words end the phrase, or a proper name or a post follows them: no ``army action``, no ``artillery systems``."""
    last = {words_of.split()[-1] for words_of in (*organ.words, *organ.belongings)}
    at = next((i for i in range(phrase.end - 1, phrase.start - 1, -1) if clause.tokens[i].lower in last), None)
    if at is None:
        return False
    behind = clause.tokens[at + 1 : phrase.end]
    return all(t.capital or not t.word or t.lower in _kinds() or t.lower in {"'s", "of", "the"} for t in behind)


def _organ_form(clause: Clause, phrase: Phrase) -> NameForm:
    counted = any(clause.tags[i] == "M" for i in range(phrase.start, phrase.end))
    plural = clause.tokens[phrase.head].lower.endswith("s")
    return (
        "description"
        if counted or (plural and clause.tokens[phrase.head].lower not in {"forces", "services"})
        else "name"
    )


def _has_post(clause: Clause, phrase: Phrase) -> int | None:
    """Return the index of the first word of a post in the phrase."""
    posts = _set_of("forms.office")
    return next((i for i in range(phrase.start, phrase.end) if clause.tokens[i].lower in posts), None)


def _name_kind(kind: str) -> NameKind:
    return _BODY_KINDS.get(kind, "igo")


_BODY_KINDS: dict[str, NameKind] = {"igo": "igo", "ngo": "ngo", "format": "igo", "media": "media"}


def _text(blinded: Blinded, span: Span) -> str:
    return blinded.text[span[0] : span[1]]


@cache
def _kinds() -> dict[str, NameKind]:
    kinds: tuple[NameKind, ...] = ("state_force", "authority", "media", "ngo", "civilian", "militia", "rebel")
    return {word: kind for kind in kinds for word in words("people").list(f"kinds.{kind}")}


def _set(key: str) -> frozenset[str]:
    return _set_of(f"references.{key}")


@cache
def _set_of(key: str) -> frozenset[str]:
    return words("people").set(key)


def names_in(names: Sequence[Name], span: Span) -> Iterator[Name]:
    """Yield the names that lie within ``span``."""
    return (n for n in names if span[0] <= n.span[0] and n.span[1] <= span[1])
