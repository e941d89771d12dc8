"""Claims of one report in, the pairs that give rival accounts out. Nobody is believed: a dispute only pairs sentences.

Each rule looks at two news claims of acts and says what they differ over, or nothing. A difference in detail
("at least 4" against "5") is no dispute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from tocsin.lexicon.codebook import codebook
from tocsin.model import Because, Claim, Dispute, Toll, make_id

Over = Literal["attribution", "denial", "figure", "place", "time", "control"]
Force = Literal["exclusive", "competing"]


class _Rivalry(NamedTuple):
    over: Over
    force: Force
    because: Because


def disputes_in(claims: Sequence[Claim]) -> tuple[Dispute, ...]:
    """Return the disputes among ``claims`` of one report, in text order of their first claim, one a pair."""
    acts = [c for c in claims if c.layer == "news" and not codebook().row(c.type).speech]
    found = [
        _dispute(one, other, rivalry) for one, other in combinations(acts, 2) for rivalry in _rivalries(one, other)
    ]
    found.extend(_bare_denials([c for c in claims if c.layer == "news"]))
    return tuple(found)


def _bare_denials(claims: Sequence[Claim]) -> Iterator[Dispute]:
    """``X denied it``: what stands right before it in another side's mouth is denied."""
    for before, denial in pairwise(claims):
        if denial.type != "denial" or codebook().row(before.type).speech or _same_speaker(before, denial):
            continue
        if before.speaker.side is None or before.speaker.side != denial.speaker.side:
            yield _dispute(
                before, denial, _Rivalry("denial", "exclusive", _because("dispute/denied-it", before, denial))
            )


def _dispute(one: Claim, other: Claim, rivalry: _Rivalry) -> Dispute:
    return Dispute(
        id=make_id("dsp", *sorted((one.id, other.id)), rivalry.over),
        of=(one.id, other.id),
        over=rivalry.over,
        force=rivalry.force,
        because=(rivalry.because,),
    )


def _rivalries(one: Claim, other: Claim) -> Iterator[_Rivalry]:
    """Yield at most one rivalry a pair: the first rule that finds one."""
    found = next((r for rule in _RULES if (r := rule(one, other)) is not None), None)
    if found is not None:
        yield found


def _attribution(one: Claim, other: Claim) -> _Rivalry | None:
    """Each side says that the other did, or tried to do, the same kind of act."""
    if _family(one) != _family(other) or one.status != other.status or not (one.stance == other.stance == "accuses"):
        return None
    doers, others = _sides(one, "initiator"), _sides(other, "initiator")
    crossed = one.speaker.side in others and other.speaker.side in doers and not doers & others
    if not crossed:
        return None
    return _Rivalry("attribution", "competing", _because("dispute/each-accuses", one, other))


def _denial(one: Claim, other: Claim) -> _Rivalry | None:
    """One tells an act that another speaker says did not happen."""
    denials = [c for c in (one, other) if c.status == "not_happened" or c.stance == "denies"]
    if len(denials) != 1 or _same_speaker(one, other):
        return None
    doers, others = _sides(one, "initiator"), _sides(other, "initiator")
    if _family(one) != _family(other) or not doers & others:
        return None
    return _Rivalry("denial", "exclusive", _because("dispute/denied", one, other))


def _figure(one: Claim, other: Claim) -> _Rivalry | None:
    """Two speakers count the same losses of one side and their figures cannot both hold."""
    if _same_speaker(one, other):
        return None
    for a in one.tolls:
        for b in other.tolls:
            if _same_losses(a, b) and not _meet(a, b):
                return _Rivalry("figure", "exclusive", Because(rule="dispute/figures", spans=(a.span, b.span)))
    return None


def _control(one: Claim, other: Claim) -> _Rivalry | None:
    """Two speakers say that different sides hold one place."""
    if one.control is None or other.control is None or _same_speaker(one, other):
        return None
    same_place = one.where is not None and other.where is not None and one.where.name == other.where.name
    if not same_place or one.control.to is None or one.control.to == other.control.to or other.control.to is None:
        return None
    return _Rivalry("control", "exclusive", _because("dispute/held-by", one, other))


_RULES: tuple[Callable[[Claim, Claim], _Rivalry | None], ...] = (_attribution, _denial, _figure, _control)


def _family(claim: Claim) -> str:
    return codebook().family(claim.type)


def _sides(claim: Claim, role: str) -> set[str]:
    return {actor.side for actor in claim.actors if actor.role == role and actor.side}


def _same_speaker(one: Claim, other: Claim) -> bool:
    a, b = one.speaker, other.speaker
    return (a.id or a.name) == (b.id or b.name)


def _same_losses(a: Toll, b: Toll) -> bool:
    return a.side is not None and (a.what, a.side, a.status, a.kind, a.scope) == (
        b.what,
        b.side,
        b.status,
        b.kind,
        b.scope,
    )


def _meet(a: Toll, b: Toll) -> bool:
    """Tell whether two ranges share a value; an open end is open, and a figure nobody gave meets any."""
    if (a.best is None and a.low is None) or (b.best is None and b.low is None):
        return True
    low = max(a.low or 0, b.low or 0)
    highs = [high for high in (a.high, b.high) if high is not None]
    return not highs or low <= min(highs)


def _because(rule: str, one: Claim, other: Claim) -> Because:
    return Because(rule=rule, spans=(one.quote[0], other.quote[0]))
