"""The words of time, from ``words/time.toml``: classes of words, rules that find and join phrases, the almanac."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec


class WordClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one kind and what each stands for.

    Attributes:
        also: a further pattern of digits that counts as a form and stands for its number.
        forms: word as in the table → value (a number, or a name of the expression grammar).
        cased: matches only as written in the table and in capitals (``May`` is no modal verb).
        lower: of a cased class, the forms that may also be written small.
    """

    forms: dict[str, int | str]
    cased: bool = False
    lower: tuple[str, ...] = ()
    also: str = ""


class PhraseRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that finds a phrase by its own words.

    Attributes:
        id: rule id; sense: one line for a person.
        first: what the phrase begins with: ``<class>``, ``#`` (a digit) or a word.
        pattern: a regular expression in which ``<x>`` is a class or a pattern and a space any white space.
        expr: template of the expression; ``{x}`` a captured value, ``{x:2}`` two digits, ``{,x}`` optional.
        kind: kind of phrase, for the rules that join.
        after, not_after: patterns that the text before the phrase must, must not end with.
        not_before: pattern that must not follow the phrase.
        examples: sentences with the span in brackets; near_misses: sentences in which the rule finds nothing.
    """

    id: str
    sense: str
    first: tuple[str, ...]
    pattern: str
    expr: str
    kind: str
    after: str = ""
    not_after: str = ""
    not_before: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


class JoinRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that makes one phrase of two neighbours.

    Attributes:
        level: joins and wraps run level by level, joins first.
        left, right: kinds of the two; glue: pattern of what stands between them.
        after: pattern that the text before the left one must end with (``between``); the span leaves it out.
        tail: pattern after the right one that the span takes in where it stands (a closing bracket).
        expr: template; ``{left}``, ``{right}``, and ``{left<right}`` for the left one with its ``context``
            replaced by the right one.
    """

    id: str
    sense: str
    level: int
    left: tuple[str, ...]
    glue: str
    right: tuple[str, ...]
    expr: str
    kind: str
    after: str = ""
    tail: str = ""
    not_before: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


class WrapRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that takes the words before a phrase into its meaning.

    Attributes:
        level: as for joins.
        words: pattern of the words before; of: kinds of the phrase.
        expr: template in which ``{it}`` is the phrase.
        wide: whether the span takes the words in too.
    """

    id: str
    sense: str
    level: int
    words: str
    of: tuple[str, ...]
    expr: str
    kind: str
    wide: bool = True
    not_before: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


class Almanac(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the calendar has to know.

    Attributes:
        floor_year: no undated report is taken to be older (assumption ``date/web-age``).
        vague: for "days ago", least and most of each unit; most is absent where words set no bound.
        seasons: name → first month, number of months.
    """

    floor_year: int
    vague: dict[str, tuple[int, ...]]
    seasons: dict[str, tuple[int, int]]


class TimeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole table."""

    classes: dict[str, WordClass]
    patterns: dict[str, str]
    phrases: tuple[PhraseRule, ...]
    joins: tuple[JoinRule, ...]
    wraps: tuple[WrapRule, ...]
    almanac: Almanac


@cache
def time_words() -> TimeWords:
    """Return the table of time words."""
    source = files("tocsin.lexicon").joinpath("words/time.toml").read_bytes()
    return msgspec.toml.decode(source, type=TimeWords)
