"""The marks of losses of one claim in, its tolls out: elliptic counts completed, parts folded into their whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from tocsin.model.claim import Toll
from tocsin.model.marks import Count, TollKind, TollMark, TollWhat

_PART = "part"
_FAMILIES = "families"
_SHARE = re.compile(
    r"\b(?:many|most|some|several|all|half|third|quarter|per ?cent|majority|bulk|number)\s+of\s+"
    r"(?:them|whom|those|these|the (?:dead|killed|victims|casualties|wounded|injured))\b"
    r"|\b(?:vast|great|overwhelming|large) majority\b",
    re.IGNORECASE,
)
"""Words that tell of what people the counted were: "32 people, at least a third of them civilians"."""

_BEYOND = 20
"""A share may go on so many characters behind the counted words: "a third" of them."""

_COORDINATION = re.compile(r"\W*(?:and|or|plus|as well as|along with)?\W*", re.IGNORECASE)


class _Before(NamedTuple):
    """What the marks so far leave for the next: the last count's noun, its mark, and that mark's toll."""

    what: TollWhat | None = None
    kind: TollKind | None = None
    party: str | None = None
    mark: TollMark | None = None


def tolls_of(marks: Sequence[TollMark], text: str) -> tuple[Toll, ...]:
    """Return the tolls of one claim, in text order; ``side`` is the party slug, which grounding maps to a code.

    ``four others`` takes noun, kind and party from the count before; coordinated counts take the party. A part
    (``including two children``) adds no toll but gives its traits to the whole. The same words count once.
    """
    tolls: list[Toll] = []
    before = _Before()
    for mark in sorted(marks, key=lambda m: (m.span, m.cue)):
        if any(toll.span == mark.span for toll in tolls):
            continue
        count = mark.count
        if (
            count is not None
            and _PART in count.traits
            and before.mark is not None
            and before.mark.status == mark.status
        ):
            tolls[-1] = _with_traits(tolls[-1], count)
            continue
        if _is_share(mark, before, text):
            continue
        tolls.append(_toll(mark, before, text))
        before = _Before(tolls[-1].what, tolls[-1].kind, tolls[-1].side, mark)
    return tuple(tolls)


def _is_share(mark: TollMark, before: _Before, text: str) -> bool:
    """Tell words that say which people the counted before them were, in the same sentence and of the same fate."""
    counted = before.mark
    if counted is None or counted.status != mark.status or counted.count is None or counted.span[1] > mark.span[0]:
        return False
    share = _SHARE.search(text, counted.span[1], min(len(text), mark.span[1] + _BEYOND))
    return share is not None and share.start() <= mark.span[1] and "." not in text[counted.span[1] : mark.span[0]]


def _with_traits(toll: Toll, count: Count) -> Toll:
    more = tuple(trait for trait in count.traits if trait not in {_PART, *toll.traits})
    return msgspec.structs.replace(toll, traits=toll.traits + more)


def _toll(mark: TollMark, before: _Before, text: str) -> Toll:
    what, kind, named = _noun(mark, before, text)
    party = named or mark.party
    count = None if mark.count is None or _FAMILIES in mark.count.traits else mark.count
    return Toll(
        what=what,
        side=party,
        status=mark.status,
        kind=kind,
        low=count.low if count else None,
        best=count.best if count else None,
        high=count.high if count else None,
        qualifier=count.qualifier if count else "vague",
        span=mark.span,
        traits=tuple(trait for trait in mark.count.traits if trait != _PART) if mark.count else (),
        severity=mark.severity,
        denied=mark.denied,
        scope=mark.scope,
    )


def _noun(mark: TollMark, before: _Before, text: str) -> tuple[TollWhat, TollKind, str | None]:
    count = mark.count
    things = mark.status in {"destroyed", "damaged"}
    if count is None:
        return ("other" if things else "people"), "unknown", None
    if count.elliptic and before.what is not None and (before.what == "people") != things:
        return before.what, before.kind or "unknown", count.party or before.party
    what: TollWhat = count.what or ("other" if things else "people")
    party = count.party or (before.party if _coordinated(mark, before, text) else None)
    return what, count.kind or "unknown", party


def _coordinated(mark: TollMark, before: _Before, text: str) -> bool:
    """Tell whether the mark shares verb and sentence with the one before: "two Velk policemen and three soldiers"."""
    if before.mark is None or before.mark.cue != mark.cue:
        return False
    return bool(_COORDINATION.fullmatch(text, before.mark.span[1], mark.span[0]))
