"""Inflection: a lemma phrase and a table of irregular words in, its written forms out."""

from __future__ import annotations

import re
from typing import Literal

from tocsin.model.spans import Noun

Form = Literal["base", "s", "past", "participle", "ing", "noun", "plural"]
Phrase = tuple[str, ...]

HISSING = re.compile(r"(?:s|x|z|ch|sh|[^aeiou]o)$")
CONSONANT_Y = re.compile(r"[^aeiou]y$")
SHORT = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")
PREPOSITIONS = frozenset(
    {
        "about",
        "against",
        "along",
        "among",
        "at",
        "between",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "over",
        "that",
        "to",
        "under",
        "with",
    }
)


class Irregular(Noun, frozen=True, kw_only=True):
    """Words that the rule gets wrong; several words of one form share a string, split by a space.

    Attributes:
        doubled: verbs of more than one syllable that double their last consonant (``patrolled``).
        verbs: lemma to its past and its participle.
        forms: lemma to other forms by name (``be``: ``base`` is ``be am are``).
        nouns: singular to plural.
    """

    doubled: frozenset[str]
    verbs: dict[str, tuple[str, str]]
    forms: dict[str, dict[Form, str]]
    nouns: dict[str, str]


def verb_forms(lemma: str, irregular: Irregular) -> tuple[tuple[Form, Phrase], ...]:
    """Return every written form of a phrase whose first word is a verb, with the name of the form."""
    head, *rest = lemma.lower().split()
    forms = regular_forms(head, doubled=head in irregular.doubled)
    if head in irregular.verbs:
        forms["past"], forms["participle"] = irregular.verbs[head]
    forms.update(irregular.forms.get(head, {}))
    return tuple((form, (word, *rest)) for form, words in forms.items() for word in words.split())


def noun_forms(lemma: str, irregular: Irregular) -> tuple[tuple[Form, Phrase], ...]:
    """Return the phrase and, where it has one of its own, its plural."""
    words = tuple(lemma.lower().split())
    at = head_of(words)
    plural = plural_of(words[at], irregular) if at >= 0 else None
    if plural is None or plural == words[at]:
        return (("noun", words),)
    return (("noun", words), ("plural", (*words[:at], plural, *words[at + 1 :])))


def regular_forms(verb: str, *, doubled: bool) -> dict[Form, str]:
    """Return the forms of a regular verb; only what follows its last hyphen is inflected."""
    start, hyphen, end = verb.rpartition("-")
    before = start + hyphen
    stem = end + end[-1] if doubled or SHORT.search(end) else end
    past = before + past_of(stem)
    return {
        "base": verb,
        "s": before + with_s(end),
        "past": past,
        "participle": past,
        "ing": before + ing_of(stem),
    }


def past_of(stem: str) -> str:
    """Return the past of a stem whose last consonant is doubled already where it must be."""
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if CONSONANT_Y.search(stem) else stem + "ed"


def ing_of(stem: str) -> str:
    """Return the -ing form of such a stem: ``dying``, ``fleeing``, ``firing``, ``shelling``."""
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    silent = stem.endswith("e") and not stem.endswith(("ee", "oe", "be"))
    return (stem[:-1] if silent else stem) + "ing"


def with_s(word: str) -> str:
    """Return the third person of a verb, or the plural of a regular noun."""
    if CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if HISSING.search(word) else "s")


def head_of(words: Phrase) -> int:
    """Return the index of the word before the first preposition, else of the last word; -1 if there is none."""
    for index, word in enumerate(words):
        if word in PREPOSITIONS:
            return index - 1
    return len(words) - 1


def plural_of(noun: str, irregular: Irregular) -> str | None:
    """Return the plural, or null for a noun that stands in the plural already."""
    if noun in irregular.nouns:
        return irregular.nouns[noun]
    before, hyphen, end = noun.rpartition("-")
    if end in irregular.nouns:
        return before + hyphen + irregular.nouns[end]
    if noun.endswith("sis"):
        return noun[:-2] + "es"
    return None if noun.endswith("s") and not noun.endswith(("ss", "us")) else with_s(noun)
