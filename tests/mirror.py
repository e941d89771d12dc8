"""A text and two parties in, the text with every known form of the one and of the other changed about out.

Reads the register's tables but shares no code with the blinding: words are found by walking over word beginnings with
a dictionary, so that a fault of the blinding's matcher cannot hide here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tocsin.lexicon.register import Form, Register, register
from tocsin.model import Span, Text
from tocsin.model.text import Region

_TWINS = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\t": " ", "\n": " "}
_SAY_NOTHING = frozenset({"surname"})


class Hit(NamedTuple):
    """Words of a text that the register knows: a form of a party, or (form null) a name that guards one."""

    span: Span
    form: Form | None


def as_report(text: str) -> Text:
    """Return a plain report: the first line is the title, every other line a paragraph."""
    spans = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    kinds = ["title", *["body"] * len(spans)]
    regions = tuple(Region(kind=kind, span=span) for kind, span in zip(kinds, spans, strict=False))  # type: ignore[arg-type]
    return Text(text=text, regions=regions)


def two_most_named(text: str) -> tuple[str, str] | None:
    """Return the slugs of the two parties named most (of equals the one named first), or null."""
    counted = Counter(hit.form.party for hit in hits(text) if hit.form)
    order = [slug for slug, _ in counted.most_common(2)]
    return (order[0], order[1]) if len(order) == 2 else None


def swap(text: str, one: str, other: str, *, grammar: bool = False) -> str:
    """Return ``text`` with the two parties' forms changed about; with ``grammar``, "the" and "a/an" are set right too."""
    found = hits(text)
    return _changed(text, found, {one: _table(one, other, found), other: _table(other, one, found)}, grammar=grammar)


def level(text: str, one: str, other: str) -> str:
    """Return ``text`` with the two parties' persons and organs that have no counterpart told of by their party's name.

    An officer becomes his party's name in the mirror where the other party has no officer; so he is one here too.
    """
    found = hits(text)
    return _changed(text, found, {one: _names_for(one, other, found), other: _names_for(other, one, found)})


def _changed(
    text: str, found: Sequence[Hit], tables: Mapping[str, Mapping[tuple[str, str], str]], *, grammar: bool = False
) -> str:
    done = 0
    parts: list[str] = []
    for hit in found:
        new = tables.get(hit.form.party, {}).get(_key(hit.form)) if hit.form else None
        if hit.form is None or new is None:
            continue
        start, end = hit.span
        new = _cased(new, text[start:end])
        before = text[done:start]
        parts += (_article(before, hit.form, new) if grammar else before, new)
        done = end
    return "".join((*parts, text[done:]))


def left_over(text: str, one: str, other: str) -> list[str]:
    """Return the forms of the two parties that stand in ``text`` as whole words and that ``swap`` would not touch."""
    folded = _fold(text)
    covered = [hit.span for hit in hits(text)]
    explained = {match[1] for match in re.finditer(r"\(([A-Z]{2,6})\)", folded)}
    forms = [
        form for slug in (one, other) for form in register().party(slug).forms if form.kind not in {"surname", "prefix"}
    ]
    found = (
        (form.text, match.span())
        for form in forms
        for match in re.finditer(rf"(?<!\w){re.escape(form.text)}(?!\w)", folded)
    )
    loose = [words for words, (start, end) in found if not any(a <= start and end <= b for a, b in covered)]
    return [words for words in loose if words not in explained]


def hits(text: str) -> list[Hit]:
    """Return what the register knows in the lines of ``text``, first come and longest first served."""
    folded = _fold(text)
    full = {form.holder for form in _holders_named(folded)}
    found: list[Hit] = []
    place = 0
    while place < len(folded):
        hit = _hit_at(folded, place, full, text)
        found += [hit] if hit else []
        place = hit.span[1] if hit else place + 1
    weak = register().guards.beside_its_state
    sure = {hit.form.party for hit in found if hit.form and hit.form.text not in weak}
    found = [hit for hit in found if not hit.form or hit.form.text not in weak or hit.form.party in sure]
    other = {folded[slice(*hit.span)] for hit in found if hit.form and _explained_otherwise(folded, hit, found)}
    return [hit for hit in found if folded[slice(*hit.span)] not in other]


def _explained_otherwise(folded: str, hit: Hit, found: list[Hit]) -> bool:
    """Tell whether the text itself gives a bracketed abbreviation another meaning: Tovara Defence Force (TDF)."""
    start, end = hit.span
    words = folded[start:end]
    pattern = r"\W+".join(rf"{letter}[\w'-]*(?:\W+[a-z]+)*" for letter in words) + r" \($" if words.isalpha() else "$^"
    if (
        not words.isupper()
        or folded[end : end + 1] != ")"
        or not re.search(pattern, folded[max(0, start - 120) : start])
    ):
        return False
    return not any(h.span[1] == start - 2 and h.form and hit.form and h.form.party == hit.form.party for h in found)


def _hit_at(folded: str, place: int, full: set[str | None], text: str) -> Hit | None:
    if not folded[place].isalnum() or (place and folded[place - 1].isalnum()):
        return None
    for size in _sizes()[folded[place]]:
        end = place + size
        words = folded[place:end]
        if (
            words not in _known()
            or "\n" in text[place:end]
            or (end < len(folded) and folded[end - 1 : end + 1].isalnum())
        ):
            continue
        form = _choose(_known()[words], words, folded, (place, end), full)
        if form is not None or not _known()[words]:
            return Hit((place, end), form)
    return None


def _choose(forms: tuple[Form, ...], words: str, folded: str, span: Span, full: set[str | None]) -> Form | None:
    guards = register().guards
    before = folded[: span[0]].rsplit(maxsplit=1)[-1:] or [""]
    if words in guards.after_given_name and before[0] in guards.given_names:
        return None
    for form in forms:
        if form.kind == "prefix" and folded[span[1] : span[1] + 1] != "-":
            continue
        if form.kind != "surname" or _surname_counts(form, words, folded, span, full):
            return form
    return None


def _surname_counts(form: Form, words: str, folded: str, span: Span, full: set[str | None]) -> bool:
    known = register()
    lead = folded[max(0, span[0] - 40) : span[0]].lower()
    if any(re.search(rf"(?<!\w){re.escape(title)} $", lead) for title in _titles(known, form.holder)):
        return True
    return words not in known.guards.titled_only and (form.holder in full or form.holder in known.alone)


def _holders_named(folded: str) -> list[Form]:
    forms = [form for form in register().forms() if form.kind == "holder"]
    return [form for form in forms if form.text in folded or form.text.upper() in folded]


def _table(mine: str, theirs: str, found: Sequence[Hit]) -> Mapping[tuple[str, str], str]:
    """Return what each form of the first party becomes: the other's form of the same kind, else its name."""
    known = register()
    name = _plain_name(known, theirs)
    people = _people_of(known, mine, theirs, found)
    table: dict[tuple[str, str], str] = {}
    for kind in ("name", "adjective", "prefix", "people", "capital", "metonym"):
        ours = [form for form in known.party(mine).forms if form.kind == kind]
        target = [form.text for form in known.party(theirs).forms if form.kind == kind]
        target = [text for text in target if text not in known.guards.beside_its_state] or [name]
        for i, form in enumerate(ours):
            table[_key(form)] = target[i % len(target)] if kind == "name" or len(ours) > 1 else target[0]
    for form in known.party(mine).forms:
        if form.kind in {"holder", "surname"}:
            table[_key(form)] = people.get((form.holder, form.kind), name)
        if form.kind == "organ":
            table[_key(form)] = _organ_of(known, theirs, form.organ) or name
    return table


def _names_for(mine: str, theirs: str, found: Sequence[Hit]) -> Mapping[tuple[str, str], str]:
    """Return the party's name for each of its persons and organs for whom ``_table`` finds none of the other's."""
    known = register()
    people = _people_of(known, mine, theirs, found)
    forms = [form for form in known.party(mine).forms if form.kind in {"holder", "surname", "organ"}]
    alone = [f for f in forms if (f.holder, f.kind) not in people and not _organ_of(known, theirs, f.organ)]
    return {_key(form): _plain_name(known, mine) for form in alone}


def _organ_of(known: Register, party: str, organ: str | None) -> str | None:
    return next((form.text for form in known.party(party).forms if organ and form.organ == organ), None)


def _plain_name(known: Register, slug: str) -> str:
    weak = known.guards.beside_its_state
    return next(form.text for form in known.party(slug).forms if form.text not in weak)


def _people_of(known: Register, mine: str, theirs: str, found: Sequence[Hit]) -> dict[tuple[str | None, str], str]:
    """Return who stands for whom: a holder of the same office, else of any, as well known by surname; nobody where there is none.

    Persons named in the same text stand for different ones: where two became one, the mirror would be of another text.
    """
    target = list(dict.fromkeys(form.holder for form in known.party(theirs).forms if form.kind == "surname"))
    people: dict[tuple[str | None, str], str] = {}
    full = {hit.form.holder for hit in found if hit.form and hit.form.kind == "holder"}
    named = {hit.form.holder for hit in found if hit.form}
    used: set[str | None] = set()
    for holder in dict.fromkeys(form.holder for form in known.party(mine).forms if form.holder in named):
        known_alike = [twin for twin in target if holder in full or holder not in known.alone or twin in known.alone]
        alike = [twin for twin in known_alike if _posts(known, holder) <= _posts(known, twin)]
        alike = alike or [
            twin for twin in known_alike if holder in full or _titles(known, holder) <= _titles(known, twin)
        ]
        twin = next((one for one in alike if one not in used), None)
        if twin is None:
            continue
        used.add(twin)
        forms = [form for form in known.party(theirs).forms if form.holder == twin]
        people[holder, "holder"] = next(form.text for form in forms if form.kind == "holder")
        people[holder, "surname"] = next(form.text for form in forms if form.kind == "surname")
    return people


def _posts(known: Register, holder: str | None) -> set[str]:
    return {term.office.partition(".")[2] for term in known.terms if term.holder == holder}


def _titles(known: Register, holder: str | None) -> set[str]:
    return {title for term in known.terms if term.holder == holder for title in known.offices[term.office].titles}


def _key(form: Form) -> tuple[str, str]:
    return form.text, form.kind


def _cased(new: str, old: str) -> str:
    return new.upper() if old.isupper() and len(old) > 3 and len(new) > 3 else new


def _article(before: str, form: Form, new: str) -> str:
    """Set the words before a swapped form right: "an" or "a" by its sound, "the" by what the new party's name takes."""
    if not before.endswith(" "):
        return before
    vowel = new[0] in "AEIOU" and not new.startswith(("US", "U.S", "UA", "UK", "U.K", "Un", "Ur", "Ug", "Eu"))
    before = re.sub(r"(?<![\w'-])([Aa])n? $", r"\1n " if vowel else r"\1 ", before)
    if form.kind != "name" or re.search(r"(?<![\w'-])[Aa]n? $", before):
        return before
    taken = {text.name for text in register().parties.values() if text.the}
    if new in taken:
        return before if re.search(r"(?<![\w'-])[Tt]he $", before) else before + "the "
    return re.sub(r"(?<![\w'-])[Tt]he $", "", before)


@cache
def _known() -> Mapping[str, tuple[Form, ...]]:
    known = register()
    found: dict[str, tuple[Form, ...]] = {}
    for form in sorted(known.forms(), key=lambda form: form.kind in _SAY_NOTHING):
        for words in {form.text, form.text.upper() if len(form.text) > 3 else form.text}:
            found[words] = (*found.get(words, ()), form)
    guarding = [*known.guards.phrases, *(name for body in known.bodies.values() for name in body.names)]
    for name in guarding:
        for words in {name, name.upper() if len(name) > 3 else name}:
            found.setdefault(words, ())
    return found


@cache
def _sizes() -> Mapping[str, list[int]]:
    sizes: dict[str, set[int]] = {}
    for words in _known():
        sizes.setdefault(words[0], set()).add(len(words))
    table: dict[str, list[int]] = {first: sorted(found, reverse=True) for first, found in sizes.items()}
    return _Sizes(table)


class _Sizes(dict[str, list[int]]):
    def __missing__(self, key: str) -> list[int]:
        return []


def _fold(text: str) -> str:
    return "".join(_TWINS.get(char, unicodedata.normalize("NFD", char)[0]) for char in text)
