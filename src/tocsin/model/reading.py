"""A reading: one report with its marks, claims and the disputes inside it."""

from __future__ import annotations

from typing import Literal

from tocsin.model.claim import Claim
from tocsin.model.marks import Marks
from tocsin.model.report import Report
from tocsin.model.spans import Because, Noun


class Dispute(Noun, frozen=True, kw_only=True, tag_field="kind", tag="dispute"):
    """Two claims that give rival accounts of one happening; ``of`` is in text order.

    ``exclusive`` if both cannot be right, ``competing`` if both could (each tried to attack first).
    """

    id: str
    of: tuple[str, str]
    over: Literal["attribution", "denial", "figure", "place", "time", "control"]
    force: Literal["exclusive", "competing"]
    state: Literal["open", "answered"] = "open"
    because: tuple[Because, ...] = ()


class Reading(Noun, frozen=True, kw_only=True):
    """What one report comes to."""

    report: Report
    marks: Marks
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
