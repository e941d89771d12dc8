"""Tables of number words, counted nouns and words of loss → look-ups that marking walks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar

from tocsin.lexicon.words import words
from tocsin.model.marks import Qualifier, TollKind, TollStatus, TollWhat

Phrase = tuple[str, ...]
"""A phrase as lower-case tokens."""
Form = Literal["participle", "adjective", "subject", "object", "nominal", "toll"]
V = TypeVar("V")


class NounEntry(NamedTuple):
    """What a counted noun tells: what it is, kind of people, traits, and a loss that is in the noun itself."""

    what: TollWhat
    kind: TollKind | None
    traits: tuple[str, ...]
    loss: str | None
    open: bool
    plural: bool


class Numbers(NamedTuple):
    """The tables of ``words/numbers.toml``, ready for look-up; phrases by their first word, longest first."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    fixed: Mapping[str, tuple[tuple[Phrase, int], ...]]
    zero: Mapping[str, tuple[tuple[Phrase, int], ...]]
    vague: Mapping[str, tuple[tuple[Phrase, int], ...]]
    qualifiers: Mapping[str, tuple[tuple[Phrase, Qualifier], ...]]
    after_number: Mapping[str, tuple[tuple[Phrase, Qualifier], ...]]
    qualifier_verbs: frozenset[str]
    refuse_after: frozenset[str]
    refuse_before: frozenset[str]
    months: frozenset[str]
    year_before: frozenset[str]
    toll_before: frozenset[str]
    toll_words: re.Pattern[str]
    more: frozenset[str]
    another: frozenset[str]
    pronouns: Mapping[str, tuple[tuple[Phrase, bool], ...]]
    owners: frozenset[str]
    part: Mapping[str, tuple[tuple[Phrase, bool], ...]]
    stop: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    compound: frozenset[str]
    nouns: Mapping[str, tuple[tuple[Phrase, NounEntry], ...]]
    modifiers: Mapping[str, TollKind]


class CueEntry(NamedTuple):
    """A word of loss: its status (``lost`` where the noun decides) and where the lost stand."""

    status: TollStatus | Literal["lost"]
    form: Form
    key: str


class Losses(NamedTuple):
    """The tables of ``words/losses.toml``, ready for look-up."""

    cues: Mapping[str, tuple[tuple[Phrase, CueEntry], ...]]
    people: frozenset[str]
    things: frozenset[str]
    unknown_people: frozenset[str]
    unknown_things: frozenset[str]
    not_of_fighters: frozenset[str]
    needs_noun: frozenset[str]
    lives_verbs: frozenset[str]
    harm_verbs: frozenset[str]
    harm_nouns: frozenset[str]
    uncounted: Mapping[str, TollStatus]
    uncounted_verbs: frozenset[str]
    severity: Mapping[str, Literal["minor", "serious", "critical"]]
    modals: frozenset[str]
    modal_have: frozenset[str]
    to_real: frozenset[str]
    forced: frozenset[str]
    wanted: frozenset[str]
    short_tolls: frozenset[str]
    after_short: frozenset[str]
    take_keys: frozenset[str]
    take_verbs: frozenset[str]
    denial_before: frozenset[str]
    denial_after: re.Pattern[str]
    denial_not: frozenset[str]
    denial_any: frozenset[str]
    unknown: frozenset[str]
    returned: frozenset[str]
    conflict: re.Pattern[str]
    period: re.Pattern[str]
    since: re.Pattern[str]


@cache
def load_numbers() -> Numbers:
    """Return the tables of number words and counted nouns."""
    raw = words("numbers").table
    refuse, ellipsis, stop = raw["refuse"], raw["ellipsis"], raw["stop"]
    listed = {k: v for k, v in raw["qualifiers"].items() if k != "verbs"}
    before = [(p, k) for k, v in listed.items() if not k.startswith("after_") for p in v]
    after = [(p, k.removeprefix("after_")) for k, v in listed.items() if k.startswith("after_") for p in v]
    return Numbers(
        cardinals=raw["cardinals"],
        scales=_with_plurals(raw["scales"]),
        fixed=_by_first_word(raw["fixed"].items()),
        zero=_by_first_word((p, 0) for p in raw["zero"]["words"]),
        vague=_by_first_word(raw["vague"].items()),
        qualifiers=_by_first_word(before),
        after_number=_by_first_word(after),
        qualifier_verbs=frozenset(raw["qualifiers"]["verbs"]),
        refuse_after=frozenset(refuse["after"]),
        refuse_before=frozenset(refuse["before"]),
        months=frozenset(refuse["months"]),
        year_before=frozenset(refuse["year_before"]),
        toll_before=frozenset(refuse["toll_before"]),
        toll_words=re.compile(r"\b(?:" + "|".join(map(re.escape, refuse["toll_words"])) + r")\b", re.IGNORECASE),
        more=frozenset(ellipsis["more"]),
        another=frozenset(ellipsis["another"]),
        pronouns=_by_first_word((p, True) for p in ellipsis["pronouns"]),
        owners=frozenset(ellipsis["owners"]),
        part=_by_first_word((p, True) for p in ellipsis["part"]),
        stop=frozenset(stop["words"]),
        be=frozenset(stop["be"]),
        have=frozenset(stop["have"]),
        compound=frozenset(raw["compound"]["heads"]),
        nouns=_by_first_word(pair for row in raw["noun"] for pair in _nouns_of(row)),
        modifiers={word: kind for kind, words in raw["modifiers"].items() for word in words},
    )


@cache
def load_losses() -> Losses:
    """Return the tables of words of loss."""
    raw = words("losses").table
    lost, unreal, denial, uncounted = raw["lost"], raw["unreal"], raw["denial"], raw["uncounted"]
    rows = [(word, CueEntry(row["status"], row["form"], word)) for row in raw["cue"] for word in row["words"]]

    return Losses(
        cues=_by_first_word(rows),
        people=frozenset(lost["people"]),
        things=frozenset(lost["things"]),
        unknown_people=frozenset(lost["unknown_people"]),
        unknown_things=frozenset(lost["unknown_things"]),
        not_of_fighters=frozenset(lost["not_of_fighters"]),
        needs_noun=frozenset(lost["needs_noun"]),
        lives_verbs=frozenset(lost["lives_verbs"]),
        harm_verbs=frozenset(raw["harm"]["verbs"]),
        harm_nouns=frozenset(raw["harm"]["nouns"]),
        uncounted={w: s for s in ("killed", "killed_or_wounded", "wounded") for w in uncounted[s]},
        uncounted_verbs=frozenset(uncounted["verbs"]),
        severity={word: grade for grade, words in raw["severity"].items() for word in words},
        modals=frozenset(unreal["modals"]),
        modal_have=frozenset(unreal["modal_have"]),
        to_real=frozenset(unreal["to_real"]),
        forced=frozenset(unreal["forced"]),
        wanted=frozenset(unreal["wanted"]),
        short_tolls=frozenset(raw["toll"]["short"]),
        after_short=frozenset(raw["toll"]["after_short"]),
        take_keys=frozenset(raw["take"]["keys"]),
        take_verbs=frozenset(raw["take"]["verbs"]),
        denial_before=frozenset(denial["before"]),
        denial_after=re.compile("|".join(map(re.escape, denial["after"])), re.IGNORECASE),
        denial_not=frozenset(denial["not"]),
        denial_any=frozenset(denial["any"]),
        unknown=frozenset(denial["unknown"]),
        returned=frozenset(denial["returned"]),
        conflict=re.compile("|".join(raw["scope"]["conflict"]), re.IGNORECASE),
        period=re.compile("|".join(raw["scope"]["period"]), re.IGNORECASE),
        since=re.compile(raw["scope"]["since"], re.IGNORECASE),
    )


def _by_first_word(pairs: Iterable[tuple[str, V]]) -> dict[str, tuple[tuple[Phrase, V], ...]]:
    rows: dict[str, list[tuple[Phrase, V]]] = {}
    for text, value in pairs:
        phrase = tuple(text.split())
        rows.setdefault(phrase[0], []).append((phrase, value))
    return {first: tuple(sorted(found, key=lambda row: -len(row[0]))) for first, found in rows.items()}


def _with_plurals(scales: Mapping[str, int]) -> dict[str, int]:
    return dict(scales) | {f"{word}s": value for word, value in scales.items() if word == "dozen"}


def _nouns_of(row: Mapping[str, Any]) -> Iterable[tuple[str, NounEntry]]:
    def entry(*, plural: bool) -> NounEntry:
        traits = tuple(row.get("traits", ()))
        return NounEntry(row["what"], row.get("kind"), traits, row.get("loss"), row.get("open", False), plural)

    for word in row["words"]:
        yield word, entry(plural=False)
        yield _plural(word), entry(plural=True)
    for form in row.get("forms", ()):
        yield form, entry(plural=form not in {"child", "body"})


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith(("life", "wife")):
        return word[:-2] + "ves"
    if word.endswith("y") and word[-2] not in "aeou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
