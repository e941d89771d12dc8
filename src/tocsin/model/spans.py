"""Where words stand, and why something was decided: the two things every other noun carries."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

T = TypeVar("T")
Span = tuple[int, int]
"""Half-open [start, end) character offsets into the report's text (Unicode code points)."""


class Noun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every noun: frozen, keyword-only; decoding refuses unknown fields."""


class Because(Noun, frozen=True, kw_only=True):
    """One reason: the rule, the words it saw, and for a learned mark its head, score and weights.

    Attributes:
        rule: rule id such as ``floor/carried`` or ``tolls/number-word``.
        spans: the words the rule saw, in text order.
        note: one short remark for a person, or null.
        head: name of the marker's head, or null for a rule.
        score: the marker's score for this mark in [0, 1], rounded to 4 digits, or null.
        weights: version of the weights, or null.
    """

    rule: str
    spans: tuple[Span, ...] = ()
    note: str | None = None
    head: str | None = None
    score: float | None = None
    weights: str | None = None


def contains(outer: Span, inner: Span) -> bool:
    """Tell whether ``inner`` lies wholly within ``outer``."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlaps(one: Span, other: Span) -> bool:
    """Tell whether two spans share at least one character."""
    return one[0] < other[1] and other[0] < one[1]


def parted(one: Span, other: Span, rooms: Iterable[Span]) -> bool:
    """Tell whether one of ``rooms`` holds ``one`` and not ``other``, or the other way round."""
    return any(contains(room, one) != contains(room, other) for room in rooms)


def within(items: Sequence[T], outer: Span, span_of: Callable[[T], Span]) -> list[T]:
    """Return the items that lie within ``outer``; ``items`` stand in text order, so only those are looked at."""
    first = bisect_left(items, outer[0], key=lambda item: span_of(item)[0])
    last = bisect_left(items, outer[1], lo=first, key=lambda item: span_of(item)[0])
    return [item for item in items[first:last] if span_of(item)[1] <= outer[1]]


def hull(*spans: Span) -> Span:
    """Return the least span that holds all of ``spans`` (at least one)."""
    return min(s[0] for s in spans), max(s[1] for s in spans)
