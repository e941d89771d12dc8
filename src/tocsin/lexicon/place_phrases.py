"""How text puts a place into words: a text and a name in it go in, the phrase around the name comes out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal

from tocsin.lexicon.atlas import phrase_table, states
from tocsin.model.spans import Noun, Span, hull

Relation = Literal["at", "kind", "sector", "section", "near", "part", "between"]

_NAME = r"[A-Z][\w’'ʻ-]*(?: (?:al-|el-|de |of |the )?[A-Z][\w’'ʻ-]*){0,3}"
_REACH = 60
"""Characters before and after a name in which its phrase is looked for."""


class PlacePhrase(Noun, frozen=True, kw_only=True):
    """A name with the words around it that say where, as seen from that name.

    Attributes:
        span: the phrase, without a leading determiner.
        core: the name.
        relation: how the place meant lies to the name; ``section`` is of a border, ``part`` ``northern X``.
        kind: the word of kind (``district``), or null.
        distance_km, bearing: as told, degrees from north; null where not told.
        line: the words of the border or line, or null.
        other: the second name of ``between X and Y``, or null.
    """

    span: Span
    core: Span
    relation: Relation = "at"
    kind: str | None = None
    distance_km: float | None = None
    bearing: float | None = None
    line: Span | None = None
    other: Span | None = None


class BorderPhrase(Noun, frozen=True, kw_only=True):
    """A border, with the states (alpha-3, in text order) that the words name; none for a bare ``border``."""

    span: Span
    states: tuple[str, ...]


class _Row(Noun, frozen=True, kw_only=True):
    relation: Relation
    left: str
    right: str
    widens: bool


def phrase_around(text: str, core: Span) -> PlacePhrase:
    """Return the widest phrase about the name at ``core`` that the rows of ``phrases.toml`` make."""
    phrase = PlacePhrase(span=core, core=core)
    rows = list(_rows())
    while rows:
        wider = next(((row, found) for row in rows if (found := _widened(text, phrase, row))), None)
        if wider is None:
            break
        rows.remove(wider[0])
        phrase = wider[1]
        if phrase.relation in ("section", "between"):
            break
    return phrase


def border_phrases(text: str) -> Iterator[BorderPhrase]:
    """Yield borders in text order: ``the Kastrian-Velish border``, ``the border with Kastria``, ``the border``."""
    for match in _border_pattern().finditer(text):
        words = (match["a"], match["b"], match["c"], match["d"])
        named = dict.fromkeys(_state_words()[word] for word in words if word)
        yield BorderPhrase(span=match.span(), states=tuple(named))


def kind_feature(kind: str) -> str:
    """Return the feature that a word of kind names (``village``: city)."""
    return str(phrase_table()["feature"][kind.lower()])


def undetermined(text: str, span: Span) -> Span:
    """Return ``span`` without a leading article or possessive."""
    match = re.compile(r"(?:the|a|an|their|its|our)\s+", re.IGNORECASE).match(text, span[0], span[1])
    return (match.end(), span[1]) if match else span


def _widened(text: str, phrase: PlacePhrase, row: _Row) -> PlacePhrase | None:
    left = _left(row.left).search(text, max(0, phrase.span[0] - _REACH), phrase.span[0]) if row.left else None
    right = _right(row.right).match(text, phrase.span[1], phrase.span[1] + _REACH) if row.right else None
    if (row.left and not left) or (row.right and not right):
        return None
    sides = [match for match in (left, right) if match]
    span = undetermined(text, hull(phrase.span, *(match.span() for match in sides))) if row.widens else phrase.span
    return PlacePhrase(
        span=span,
        core=phrase.core,
        relation=row.relation,
        kind=_told(sides, "kind") or phrase.kind,
        distance_km=_distance(sides),
        bearing=_bearing(sides),
        line=_spot(sides, "line"),
        other=_spot(sides, "other"),
    )


def _told(sides: list[re.Match[str]], group: str) -> str | None:
    return next((str(m[group]) for m in sides if m.groupdict().get(group)), None)


def _spot(sides: list[re.Match[str]], group: str) -> Span | None:
    return next((m.span(group) for m in sides if m.groupdict().get(group)), None)


def _distance(sides: list[re.Match[str]]) -> float | None:
    number, unit = _told(sides, "number"), _told(sides, "unit")
    if number is None or unit is None:
        return None
    worded = phrase_table()["number"].get(number.lower())
    amount = worded if worded is not None else float(number.replace(",", "."))
    return round(float(amount * phrase_table()["unit"][unit.lower()]), 2)


def _bearing(sides: list[re.Match[str]]) -> float | None:
    word = _told(sides, "bearing")
    degrees = phrase_table()["bearing"].get(word.lower()) if word else None
    return None if degrees is None else float(degrees)


@functools.cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(relation=row["relation"], left=row["left"], right=row["right"], widens=row.get("widens", True))
        for row in phrase_table()["phrase"]
    )


@functools.cache
def _left(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{_filled(pattern)})\Z")


@functools.cache
def _right(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_filled(pattern)}(?!\w)")


def _filled(pattern: str) -> str:
    table = phrase_table()
    towns = {kind: feature for kind, feature in table["feature"].items() if feature == "city"}
    lists = {name: table[name] for name in ("line", "section", "sector", "unit", "number")}
    lists |= {"kind": table["feature"], "town": towns, "direction": table["bearing"]}
    return pattern.format(name=_NAME, **{name: f"(?i:{_either(words)})" for name, words in lists.items()})


def _either(words: list[str] | dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def _state_words() -> dict[str, str]:
    """The first state keeps a shared word: ``Congolese`` and ``Dominican`` are read by table order."""
    found: dict[str, str] = {}
    for state in states():
        for word in (*state.adjectives, *(naming.name for naming in state.place.names)):
            found.setdefault(word.removeprefix("the "), state.code)
    return found


@functools.cache
def _border_pattern() -> re.Pattern[str]:
    table = phrase_table()
    state, line = _either(list(_state_words())), _either(table["line"])
    after = _either(table["not_after_line"])
    before = "".join(rf"(?<!{word}[- ])" for word in table["not_before_line"])
    pair = rf"(?P<a>{state})(?:['’]s?)?(?:(?:[-–/ ]| and )(?P<b>{state}))?[ -](?:(?:common|shared|state|land) )?"
    tail = rf"(?: (?:with|between|of) (?:the )?(?P<c>{state})(?:(?: and |[-–])(?:the )?(?P<d>{state}))?)?"
    return re.compile(rf"(?<![\w-]){before}(?:{pair})?(?i:{line})(?![\w-])(?! (?:{after})\b){tail}(?!\w)")
