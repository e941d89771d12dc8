"""The table of saying in, look-ups out: verbs by any of their forms, and the small words around them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tocsin.errors import TocsinError
from tocsin.lexicon.words import words

_FRAMES = frozenset(
    ["that", "bare", "quote", "object", "to", "tail", "invert", "heard", "whom", "of", "predicate", "plain"]
)
_VOWELS = "aeiou"


class Verb(NamedTuple):
    """One verb of saying: its base form, kind, frames and what must stand with it (see ``saying.toml``)."""

    base: str
    kind: str
    takes: frozenset[str]
    particles: frozenset[str]
    needs: frozenset[str]
    hedged: bool


class Form(NamedTuple):
    """One written form: its readings as (verb, form), form being ``base``, ``s``, ``past``, ``participle`` or ``ing``."""

    verbs: tuple[Verb, ...]
    forms: frozenset[str]


@cache
def verb_forms() -> dict[str, Form]:
    """Return every inflected form of the verbs of saying, lower case, with its readings in the table's order."""
    readings: dict[str, list[tuple[Verb, str]]] = {}
    for row in words("saying").table["verbs"]:
        for entry in row["words"].split():
            verb, forms = _verb(row, entry)
            for name, form in forms:
                readings.setdefault(form, []).append((verb, name))
    return {
        form: Form(tuple(dict.fromkeys(v for v, _ in found)), frozenset(n for _, n in found))
        for form, found in readings.items()
    }


def _verb(row: dict[str, str], entry: str) -> tuple[Verb, list[tuple[str, str]]]:
    takes = frozenset(row["takes"].split())
    if not takes <= _FRAMES:
        message = f"lexicon/words/saying.toml: {entry} takes unknown frames {sorted(takes - _FRAMES)}"
        raise TocsinError(message, do=f"Frames there are: {', '.join(sorted(_FRAMES))}")
    base, *given = entry.split("/")
    verb = Verb(
        base,
        row["kind"],
        takes,
        frozenset(row.get("particles", "").split()),
        frozenset(row.get("needs", "").split()),
        bool(row.get("hedged")),
    )
    return verb, _inflect(base, given)


def _inflect(base: str, given: list[str]) -> list[tuple[str, str]]:
    """Return (name, form) pairs; a form given as ``_`` or left out is regular."""
    past = _given(given, 0) or _regular_past(base)
    participle = _given(given, 1) or past
    ing = _given(given, 2) or (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing"
    return [("base", base), ("s", _regular_s(base)), ("past", past), ("participle", participle), ("ing", ing)]


def _given(given: list[str], at: int) -> str:
    return given[at] if at < len(given) and given[at] != "_" else ""


def _regular_s(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{base}s"


def _regular_past(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}d" if base.endswith("e") else f"{base}ed"


@cache
def small_words(key: str) -> frozenset[str]:
    """Return the list ``key`` of the table, lower case (``speakers.people``, ``adjuncts.times``)."""
    return frozenset(word.lower() for word in words("saying").list(key))


@cache
def speaker_nouns() -> frozenset[str]:
    """Return the nouns and pronouns that can speak, texts such as a statement included."""
    return small_words("speakers.people") | small_words("speakers.things") | small_words("outlets.nouns")


@cache
def prepositions() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the prepositional cues by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(words("saying").list("prepositions.phrases"), key=lambda p: -p.count(" ")):
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(rests) for first, rests in found.items()}


@cache
def cue_words() -> frozenset[str]:
    """Return every word or sign that can begin an attribution: a sentence without one needs no closer look."""
    signs = frozenset(":-–—“")
    return (
        frozenset(verb_forms())
        | frozenset(prepositions())
        | small_words("hearsay.adverbs")
        | small_words("nouns.that")
        | small_words("relays.citing")
        | small_words("relays.verbs")
        | signs
    )
