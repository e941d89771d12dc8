"""Tokens and a place among them in, the number told there out: figures, number words, vague words, ranges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from tocsin.lexicon.counting import Numbers, Phrase
from tocsin.marking.tokens import Token
from tocsin.model.marks import Qualifier

_CLEAN = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3}){1,2}")
_DECIMAL = re.compile(r"\d+\.\d+")
_GROUP = re.compile(r"\d{3}")
_SPACES = (" ", "\u00a0", "\u202f", "\u2009", "'", "’")
_DASHES = frozenset("-–‑—")
_STICKS_LEFT = frozenset("−-_#+/$€£")
_STICKS_RIGHT = frozenset("_/%½")
_LIMIT = 1_000_000_000
V = TypeVar("V")


class Value(NamedTuple):
    """A number as worded: low, best, high, how sure, the index after its last token, and whether figures tell it."""

    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    end: int
    figures: bool = False


def phrase_at(
    tokens: Sequence[Token], i: int, rows: Mapping[str, tuple[tuple[Phrase, V], ...]]
) -> tuple[int, V] | None:
    """Return the index after the longest phrase of ``rows`` that begins at token ``i``, and its value."""
    if i >= len(tokens):
        return None
    for phrase, value in rows.get(tokens[i].lower, ()):
        end = i + len(phrase)
        if tuple(t.lower for t in tokens[i:end]) == phrase:
            return end, value
    return None


def value_at(text: str, tokens: Sequence[Token], i: int, words: Numbers) -> Value | None:
    """Return the number told from token ``i`` on, ranges included, without the qualifier before it.

    A figure that no prose would hold (12,00; 1.200; a billion dead) is a vague value without numbers.
    """
    zero = phrase_at(tokens, i, words.zero)
    if zero:
        return Value(0, 0, 0, "none", zero[0])
    vague = phrase_at(tokens, i, words.vague)
    if vague:
        return Value(vague[1] or None, None, None, "vague", vague[0])
    first = _cardinal(text, tokens, i, words)
    return first and _range(text, tokens, i, first, words)


def _range(text: str, tokens: Sequence[Token], i: int, first: Value, words: Numbers) -> Value:
    joint = first.end
    if first.best is None or joint >= len(tokens) - 1 or (i and tokens[i - 1].lower == "from"):
        return first
    between = i > 0 and tokens[i - 1].lower == "between"
    if tokens[joint].lower not in {"to", "or", *_DASHES, *({"and"} if between else ())}:
        return first
    second = _cardinal(text, tokens, joint + 1, words)
    if second is None or second.best is None or second.best == first.best:
        return first
    if tokens[joint].lower in _DASHES and (second.best < first.best or tokens[joint + 1].text.startswith("0")):
        return first
    low, high = sorted((first.best, second.best))
    return Value(low, None, high, "range", second.end, first.figures)


def _cardinal(text: str, tokens: Sequence[Token], i: int, words: Numbers) -> Value | None:
    if i >= len(tokens):
        return None
    fixed = phrase_at(tokens, i, words.fixed)
    if fixed:
        return _exact(fixed[1], fixed[0])
    if tokens[i].text[0].isdigit():
        return _figure(text, tokens, i, words)
    return _spelled(tokens, i, words)


def _exact(number: int, end: int, *, figures: bool = False) -> Value:
    return Value(number, number, number, "exact", end, figures)


def _unsure(end: int) -> Value:
    return Value(None, None, None, "vague", end, figures=True)


def _figure(text: str, tokens: Sequence[Token], i: int, words: Numbers) -> Value | None:
    end, digits = _grouped(text, tokens, i)
    digits = unicodedata.normalize("NFKC", digits.rstrip("¹²³⁴⁵⁶⁷⁸⁹⁰"))
    scale, after = _scale(tokens, end, words)
    if _glued(tokens, i, end):
        return None
    if _DECIMAL.fullmatch(digits):
        product = float(digits) * scale
        whole = product == int(product) and (scale > 1 or digits.endswith(".0"))
        return _exact(int(product), after, figures=True) if whole else _unsure(after)
    if not _CLEAN.fullmatch(digits):
        odd = all(c.isdigit() or c in ",." for c in digits)
        return _unsure(after) if odd else None
    number = int(digits.replace(",", "")) * scale
    return _exact(number, after, figures=True) if number < _LIMIT else _unsure(after)


def _grouped(text: str, tokens: Sequence[Token], i: int) -> tuple[int, str]:
    """Join groups of three figures set apart by spaces or apostrophes (1 200, 1'200)."""
    digits, end = tokens[i].text, i + 1
    if not (digits.isdecimal() and len(digits) <= 3 and not digits.startswith("0")):
        return end, digits
    while end < len(tokens):
        nxt = end + (tokens[end].text in _SPACES)
        if nxt >= len(tokens) or not _GROUP.fullmatch(tokens[nxt].text):
            break
        if text[tokens[end - 1].end : tokens[nxt].start] not in _SPACES:
            break
        digits, end = digits + tokens[nxt].text, nxt + 1
    return end, digits


def _glued(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Tell whether letters, signs or footnote marks that change the number stick to the figure (1e9, −3, 1_000)."""
    before = tokens[i - 1] if i else None
    after = tokens[end] if end < len(tokens) else None
    left = before is not None and before.end == tokens[i].start and (before.word or before.text in _STICKS_LEFT)
    right = (
        after is not None
        and after.start == tokens[end - 1].end
        and (after.text in _STICKS_RIGHT or after.text[0].isalpha())
    )
    sign = left and before is not None and before.text == "-" and i > 1 and tokens[i - 2].text[0].isdigit()
    return right or (left and not sign)


def _scale(tokens: Sequence[Token], i: int, words: Numbers) -> tuple[int, int]:
    scale = 1
    while i < len(tokens) and tokens[i].lower in words.scales:
        scale, i = scale * words.scales[tokens[i].lower], i + 1
    return scale, i


def _spelled(tokens: Sequence[Token], i: int, words: Numbers) -> Value | None:
    total, group, j, told = 0, 0, i, False
    if tokens[i].lower in {"a", "an"} and i + 1 < len(tokens) and tokens[i + 1].lower in words.scales:
        group, j, told = 1, i + 1, True
    while j < len(tokens):
        word = tokens[j].lower
        if word == "and" and told and _continues(tokens, j, words):
            j += 1
            continue
        unit = _unit(word, words)
        if unit is None and word not in words.scales:
            break
        if unit is not None:
            if told and not _room(tokens[j - 1].lower, unit, words):
                break
            group += unit
        elif not told:
            return None
        elif words.scales[word] >= 1000:
            total, group = total + group * words.scales[word], 0
        else:
            group *= words.scales[word]
        told, j = True, j + 1
    return _exact(total + group, j) if told else None


def _continues(tokens: Sequence[Token], j: int, words: Numbers) -> bool:
    """Tell whether "and" stands inside a number: after hundred or thousand and before a smaller number."""
    big = words.scales.get(tokens[j - 1].lower, 0)
    return big >= 20 and j + 1 < len(tokens) and _unit(tokens[j + 1].lower, words) is not None


def _room(before: str, unit: int, words: Numbers) -> bool:
    """Tell whether ``unit`` may follow the number word ``before``: after a scale, or a unit after a ten."""
    if before in words.scales or before == "and":
        return True
    ten = words.cardinals.get(before, 0)
    return ten >= 20 and ten % 10 == 0 and unit < 10


def _unit(word: str, words: Numbers) -> int | None:
    if word in words.cardinals:
        return words.cardinals[word]
    ten, dash, unit = word.partition("-")
    if not dash:
        return None
    high, low = words.cardinals.get(ten, 0), words.cardinals.get(unit, 0)
    return high + low if high >= 20 and 0 < low < 10 else None
