"""The tables of ``lexicon/parties`` in, the register's nouns out."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from tocsin.lexicon.register_nouns import Body, Form, FormKind, Guards, Office, Organ, Party, Post, Term

_FAMILY_NAME_FIRST = frozenset({"chn", "kor", "prk", "twn", "vnm", "khm"})
_Row = Mapping[str, str]


class _Person(NamedTuple):
    also: tuple[str, ...]
    surnames: tuple[str, ...]
    alone: bool


@cache
def parties() -> tuple[Party, ...]:
    """Return the states, then the groups, in file order, each with every form of its name."""
    return tuple(_state(row) for row in _rows("states")) + tuple(_group(row) for row in _rows("groups"))


@cache
def bodies() -> tuple[Body, ...]:
    """Return the bodies in file order; a body's names are composed with those of the body it belongs to."""
    made: dict[str, Body] = {}
    for row in _rows("bodies"):
        made[row["id"]] = _body(row, made.get(row["of"]))
    return tuple(made.values())


@cache
def terms() -> tuple[Term, ...]:
    """Return every term of office in file order."""
    return tuple(
        Term(
            office=row["office"],
            holder=row["holder"],
            earliest=_first_day(row["from"]),
            latest=_last_day(row["to"]),
            certain=row["certain"] == "yes",
            source=row["source"],
        )
        for row in _rows("offices")
    )


@cache
def offices() -> tuple[Office, ...]:
    """Return every office that somebody held, named as ``offices.toml`` says."""
    owners = {party.slug for party in parties()} | {body.id for body in bodies()}
    return tuple(_office(slug, owners) for slug in dict.fromkeys(term.office for term in terms()))


@cache
def posts() -> tuple[Post, ...]:
    """Return the kinds of office and how English names them."""
    return tuple(msgspec.convert(row, Post) for row in _toml("offices")["office"])


@cache
def organs() -> tuple[Organ, ...]:
    """Return the organs that any party may have."""
    return tuple(msgspec.convert(row, Organ) for row in _toml("organs")["organ"])


@cache
def guards() -> Guards:
    """Return where a known form does not mean the party."""
    table = _toml("guards")
    return Guards(
        phrases=tuple(phrase for group in table["phrases"].values() for phrase in group),
        given_names=frozenset(table["given"]["names"]),
        after_given_name=frozenset(table["given"]["forms"]),
        not_in_capitals=frozenset(table["capitals"]["forms"]),
        beside_its_state=frozenset(table["beside_its_state"]["forms"]),
        titled_only=frozenset(table["surnames"]["titled_only"]),
        unknown_heads=tuple(table["unknown"]["heads"]),
        not_names=frozenset(table["unknown"]["not_names"]),
    )


@cache
def standins() -> tuple[str, ...]:
    """Return the invented names that stand for parties, in the order in which they are given out."""
    return tuple(_toml("standins")["pool"].split())


@cache
def persons() -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """Return, for each holder with a row of its own, the other full names and whether a surname alone says who is meant."""
    return {holder: (person.also, person.alone) for holder, person in _persons().items()}


def _state(row: _Row) -> Party:
    slug = row["slug"]
    forms = [
        *_forms(slug, "name", row["name"], row["names"]),
        *_forms(slug, "adjective", row["adjectives"]),
        *_forms(slug, "people", row["peoples"]),
        *_forms(slug, "capital", row["capital"], row["capital_forms"]),
        *_forms(slug, "metonym", row["metonyms"]),
        *_organ_forms(slug, row["organs"]),
        *_holder_forms(slug),
    ]
    return Party(
        slug=slug,
        side=slug.upper(),
        name=row["name"],
        kind="state",
        the=bool(row["the"]),
        country=slug,
        forms=_distinct(forms),
    )


def _group(row: _Row) -> Party:
    slug = row["slug"]
    forms = [
        *_forms(slug, "name", row["name"], row["names"]),
        *_forms(slug, "adjective", row["adjectives"]),
        *_forms(slug, "people", row["peoples"]),
        *_forms(slug, "capital", row["seats"]),
        *_holder_forms(slug),
    ]
    kind: Any = row["kind"]
    return Party(
        slug=slug,
        side=slug,
        name=row["name"],
        kind=kind,
        the=bool(row["the"]),
        country=row["country"],
        forms=_distinct(forms),
    )


def _forms(slug: str, kind: FormKind, *cells: str) -> Iterator[Form]:
    for text in (text for cell in cells for text in _split(cell)):
        if text.endswith("-"):
            yield Form(text=text[:-1], party=slug, kind="prefix")
        else:
            yield from (Form(text=spelling, party=slug, kind=kind) for spelling in _spellings(text))


def _organ_forms(slug: str, cell: str) -> Iterator[Form]:
    for part in _split(cell):
        organ, names = part.split("=")
        yield from (Form(text=name, party=slug, kind="organ", organ=organ) for name in names.split(", "))


def _holder_forms(slug: str) -> Iterator[Form]:
    for holder, office in _holders_of().get(slug, {}).items():
        person = _persons().get(holder)
        for name in (holder, *(person.also if person else ())):
            for text in _spellings(name):
                yield Form(text=text, party=slug, kind="holder", office=office, holder=holder)
        for name in person.surnames if person else _surname(slug, holder):
            for text in _spellings(name):
                yield Form(text=text, party=slug, kind="surname", office=office, holder=holder)


def _surname(slug: str, holder: str) -> tuple[str, ...]:
    last = holder.split()[0 if slug in _FAMILY_NAME_FIRST else -1]
    return (last, last[3:]) if last.startswith("al-") else (last,)


@cache
def _holders_of() -> Mapping[str, dict[str, str]]:
    """Return, for each party, its holders and the office each held last."""
    slugs = frozenset(row["slug"] for table in ("states", "groups") for row in _rows(table))
    found: dict[str, dict[str, str]] = {}
    for term in terms():
        owner = term.office.split(".")[0]
        if owner in slugs:
            found.setdefault(owner, {})[term.holder] = term.office
    return found


@cache
def _persons() -> Mapping[str, _Person]:
    return {
        row["holder"]: _Person(_split(row["also"]), _split(row["surnames"]), bool(row["alone"]))
        for row in _rows("persons")
    }


def _spellings(text: str) -> tuple[str, ...]:
    """Return ``text`` and, for an Arabic article, the usual other ways of writing it."""
    if not re.search(r"\bal-", text):
        return (text,)
    return tuple(dict.fromkeys(re.sub(r"\bal-", article, text) for article in ("al-", "Al-", "al ", "Al ")))


def _body(row: _Row, parent: Body | None) -> Body:
    own = (row["name"], *_split(row["names"]))
    alone = [name for name in own if not name.startswith("+")]
    joined = [f"{front} {name.lstrip('+')}" for front in (parent.names if parent else ()) for name in own]
    both = [f"{name} ({short})" for name in alone for short in alone if short.isupper() and not name.isupper()]
    kind: Any = row["kind"]
    return Body(
        id=row["id"],
        kind=kind,
        name=own[0].lstrip("+"),
        names=tuple(dict.fromkeys((*alone, *both, *joined))),
        of=row["of"] or None,
        members=tuple(row["members"].split()),
    )


def _office(slug: str, owners: set[str]) -> Office:
    parts = slug.split(".")
    owner = next(".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1) if ".".join(parts[:n]) in owners or n == 1)
    rest = slug[len(owner) + 1 :]
    fit, post = max(((_fit(rest, end), post) for post in posts() for end in post.ends), key=lambda pair: pair[0])
    if not fit:
        return Office(slug=slug, owner=owner)
    principal = f"{owner}.{post.principal}" if post.principal else None
    return Office(slug=slug, owner=owner, named=post.named, titles=post.titles, principal=principal, kind=post.kind)


def _fit(rest: str, end: str) -> int:
    return len(end) if rest == end or rest.endswith(f".{end}") else 0


def _distinct(forms: list[Form]) -> tuple[Form, ...]:
    """Return the first form of each text; surnames may be shared by two holders and all stay."""
    kept: dict[tuple[str, str | None], Form] = {}
    for form in forms:
        kept.setdefault((form.text, form.holder if form.kind == "surname" else None), form)
    return tuple(kept.values())


def _first_day(text: str) -> str | None:
    return f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01" if len(text) == 7 else text or None


def _last_day(text: str) -> str | None:
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]:02}"
    return text or None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def _rows(name: str) -> tuple[_Row, ...]:
    lines = _read(f"{name}.tsv").splitlines()
    head = lines[0].split("\t")
    return tuple(dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:] if line)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_read(f"{name}.toml"))


def _read(name: str) -> str:
    return files(__package__).joinpath("parties", name).read_text(encoding="utf-8")
