"""The rules of ``lexicon/words/time.toml`` in; compiled rules, filled templates and TIMEX3 values out.

TIMEX3 values hold what the phrase alone tells, ``X`` for the rest: ``XXXX-07-12``, ``XXXX-WXX-1TNI``, ``P3D``,
``PXD``, ``PAST_REF``; a stretch has ``begin/end``; relative phrases (yesterday) have ``XXXX-XX-XX``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from tocsin.lexicon.times import JoinRule, PhraseRule, WordClass, WrapRule, time_words
from tocsin.model.when import Expr, parse_expr

_SPACE = r"(?:[ \t\xa0\u2009\u202f]+|[ \t]*\n[ \t]*)"
_DASH = r"[-\u2010-\u2015\u2212]"
_APOSTROPHE = r"['\u2019\u02bc]"
_PLACE = re.compile(r"<([a-z_]+?)(\d*)>")
_FIELD = re.compile(r"\{(,?)(\w+)(?::(\w))?\}")
_FIRST_WORD = re.compile(r"\w+")


class Phrase(NamedTuple):
    """A compiled phrase rule: tried where its first word stands, with its guards on the text around."""

    rule: PhraseRule
    pattern: re.Pattern[str]
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


class Join(NamedTuple):
    """A compiled join rule."""

    rule: JoinRule
    glue: re.Pattern[str]
    after: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


class Wrap(NamedTuple):
    """A compiled wrap rule; ``words`` ends where the phrase begins."""

    rule: WrapRule
    words: re.Pattern[str]
    not_before: re.Pattern[str] | None


@cache
def phrases_by_first() -> dict[str, tuple[Phrase, ...]]:
    """Return the phrase rules by the word that they begin with; ``#`` for a digit."""
    table: dict[str, list[Phrase]] = {}
    for rule in time_words().phrases:
        phrase = Phrase(
            rule,
            _compiled(rule.pattern),
            _optional(rule.after),
            _optional(rule.not_after),
            _optional(rule.not_before, cased=True),
        )
        for word in sorted({form for name in rule.first for form in _first_forms(name)}):
            table.setdefault(word, []).append(phrase)
    return {word: tuple(rules) for word, rules in table.items()}


@cache
def joins_at(level: int) -> tuple[Join, ...]:
    """Return the join rules of one level."""
    rules = (rule for rule in time_words().joins if rule.level == level)
    return tuple(
        Join(r, _compiled(r.glue), _optional(r.after), _optional(r.tail), _optional(r.not_before)) for r in rules
    )


@cache
def wraps_at(level: int) -> tuple[Wrap, ...]:
    """Return the wrap rules of one level."""
    rules = (rule for rule in time_words().wraps if rule.level == level)
    return tuple(Wrap(r, _compiled(rf"\b{r.words}$"), _optional(r.not_before)) for r in rules)


def filled(template: str, captured: dict[str, str | None]) -> str:
    """Fill the template of an expression with captured words, each as its value.

    A field that is not captured is ``????``; ``{,x}`` is left out with its comma; ``:2`` writes two digits,
    ``:c`` the century of a year; ``{clock}`` is made of hour, minute and half of the day.
    """

    def value(field: re.Match[str]) -> str:
        comma, name, how = field.groups()
        raw = _clock(captured) if name == "clock" else captured.get(name)
        if raw is None:
            return "" if comma else "????"
        told = raw if name == "clock" else _value(name, raw)
        return comma + _written(told, how)

    return _FIELD.sub(value, template)


def timex(expr: str) -> str:
    """Return the TIMEX3 value of an expression, as far as the phrase alone tells."""
    return _timex(parse_expr(expr))


def _compiled(pattern: str, *, cased: bool = False) -> re.Pattern[str]:
    shielded = re.sub(r"\(\?P<(\w+)>", "(?P\0\\1\0", pattern).replace("<->", _DASH).replace("<q>", _APOSTROPHE)
    spaced = re.sub(r"(?<!\[)(?<!\\) (?!\])", lambda _: _SPACE, shielded)
    placed = _PLACE.sub(lambda m: f"(?P\0{m[1]}{m[2]}\0{_class_pattern(m[1])})", spaced)
    named = re.sub("\0(\\w+)\0", r"<\1>", placed)
    return re.compile(named, re.NOFLAG if cased else re.IGNORECASE)


def _optional(pattern: str, *, cased: bool = False) -> re.Pattern[str] | None:
    return _compiled(pattern, cased=cased) if pattern else None


@cache
def _class_pattern(name: str) -> str:
    words = time_words()
    if name in words.patterns:
        return words.patterns[name].replace("<->", _DASH)
    known = words.classes[name]
    forms = sorted(_spellings(known), key=lambda form: (-len(form), form))
    escaped = "|".join(re.escape(form).replace(r"\ ", _SPACE) for form in forms)
    bounded = rf"(?:{escaped})(?!\w)"
    also = f"|{known.also}" if known.also else ""
    return f"(?-i:{bounded}{also})" if known.cased else f"(?:{bounded}{also})"


def _spellings(known: WordClass) -> Iterable[str]:
    if not known.cased:
        return known.forms
    return {*known.forms, *(form.upper() for form in known.forms), *known.lower}


def _first_forms(name: str) -> Iterable[str]:
    if name == "#":
        return ("#",)
    forms = _spellings(time_words().classes[name[1:-1]]) if name.startswith("<") else (name,)
    cased = name.startswith("<") and time_words().classes[name[1:-1]].cased
    words = (found[0] for form in forms if (found := _FIRST_WORD.match(form)))
    return (
        words if cased else (form for word in words for form in (word, word.lower(), word.capitalize(), word.upper()))
    )


@cache
def _values(name: str) -> dict[str, str]:
    known = time_words().classes.get(name)
    return {form.casefold(): str(value) for form, value in known.forms.items()} if known else {}


def _value(name: str, raw: str) -> str:
    folded = " ".join(raw.casefold().split())
    told = _values(name.rstrip("0123456789")).get(folded)
    if told is not None:
        return told
    digits = re.match(r"\d+", raw)
    return digits[0] if digits and not re.search(r"[-:]", raw) else raw


def _written(told: str, how: str | None) -> str:
    if how == "c":
        return told[:2]
    return told.zfill(int(how)) if how else told


def _clock(captured: dict[str, str | None]) -> str | None:
    said = next((captured[k] for k in ("hour", "hour12", "hour24", "hour_word") if captured.get(k)), None)
    if said is None:
        return None
    half = captured.get("ap") or captured.get("ap_words")
    hour = int(_value("hour_word", said.lower()))
    if half:
        hour = hour % 12 + (12 if _value("ap" if captured.get("ap") else "ap_words", half) == "pm" else 0)
    minute = captured.get("minute") or captured.get("minute2") or "00"
    return f"{hour % 24:02}:{minute}"


_DAY = "XXXX-XX-XX"
_PARTS = {
    "morning": "MO", "dawn": "DA", "noon": "MI", "afternoon": "AF", "evening": "EV", "dusk": "EV", "night": "NI",
}  # fmt: skip
_UNITS = {
    "minute": "TXM", "hour": "TXH", "day": "XD", "week": "XW", "fortnight": "XW", "month": "XM", "year": "XY",
    "decade": "XE", "century": "XC",
}  # fmt: skip
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
_RELATIVE = {
    "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "year": "XXXX", "century": "XX", "day": _DAY,
}  # fmt: skip
_REFS = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}


def _timex(expr: Expr) -> str:
    rule = _TIMEX.get(expr.name)
    return rule(expr) if rule else _DAY


def _timex_length(count: str, unit: str) -> str:
    if unit == "fortnight" and count.isdigit():
        return f"P{int(count) * 2}W"
    if count == "0.5":
        return {"hour": "PT30M", "day": "PT12H", "year": "P6M"}.get(unit, "P0.5" + _UNITS.get(unit, "XD")[-1])
    return "P" + _UNITS.get(unit, "XD").replace("X", count)


def _timex_part(expr: Expr) -> str:
    inner, part = _timex(expr.args[1]), _PARTS.get(expr.args[0].name)
    return f"{inner.split('T')[0]}T{part}" if part and not inner.startswith("P") else inner


def _timex_at(expr: Expr) -> str:
    return f"{_timex(expr.args[1]).split('T')[0]}T{_timex(expr.args[0]).split('T')[-1]}"


def _timex_clock(expr: Expr) -> str:
    zone = expr.word(1)
    return f"{_DAY}T{expr.args[0].name}{zone if zone and zone != 'local' else ''}"


def _timex_in(expr: Expr) -> str:
    inner, outer = _timex(expr.args[0]), _timex(expr.args[1])
    return outer if outer.count("X") < inner.count("X") else inner


def _timex_night(expr: Expr) -> str:
    inner = expr.args[0]
    first = inner.args[0] if inner.name == "range" else inner
    return f"{_timex(first).split('T')[0]}TNI"


def _timex_date(expr: Expr) -> str:
    return expr.args[0].name.replace("?", "X")


def _of(index: int) -> Callable[[Expr], str]:
    return lambda expr: _timex(expr.args[index])


_TIMEX: dict[str, Callable[[Expr], str]] = {
    "date": _timex_date,
    "weekday": lambda e: f"XXXX-WXX-{e.args[0].name}",
    "decade": lambda e: e.args[0].name[:3] if len(e.args[0].name) == 4 else "XXX",
    "century": lambda e: f"{int(e.args[0].name) - 1:02}" if int(e.args[0].name) > 1 else "XX",
    "quarter": lambda e: f"{e.args[1].name}-Q{e.args[0].name}",
    "half": lambda e: f"{e.args[1].name}-H{e.args[0].name}",
    "season": lambda e: f"{e.args[1].name if e.args[1].name.isdigit() else 'XXXX'}-{_SEASONS[e.args[0].name]}",
    "part": _timex_part,
    "night": _timex_night,
    "at": _timex_at,
    "clock": _timex_clock,
    "pair": _of(0),
    "in": _timex_in,
    "range": lambda e: f"{_timex(e.args[0])}/{_timex(e.args[1])}",
    "either": _of(0),
    "since": _of(0),
    "until": _of(0),
    "by": _of(0),
    "before": _of(0),
    "after": _of(0),
    "coming": _of(0),
    "for": _of(0),
    "dur": lambda e: _timex_length(e.args[0].name, e.args[1].name),
    "past": lambda e: _timex_length(e.args[0].name, e.args[1].name),
    "next": lambda e: _timex_length(e.args[0].name, e.args[1].name),
    "ref": lambda e: _REFS.get(e.args[0].name, _DAY),
    "week": lambda _: _RELATIVE["week"],
    "weekend": lambda _: _RELATIVE["weekend"],
    "month": lambda _: _RELATIVE["month"],
    "year": lambda _: _RELATIVE["year"],
}
