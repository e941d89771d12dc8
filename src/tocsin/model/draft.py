"""What claiming hands to grounding: a claim, and the marks that say when and where, not yet resolved."""

from __future__ import annotations

from tocsin.model.claim import Claim
from tocsin.model.marks import DateMark, Name
from tocsin.model.spans import Noun


class Draft(Noun, frozen=True, kw_only=True):
    """A claim whose ``when``, ``said`` and ``where`` are still words.

    Attributes:
        claim: complete but for ``when``, ``said`` and ``where``.
        dates: phrases that date the act, from its own clause or sentence, in text order.
        said: phrases that date the saying.
        places: names of places tied to the act, nearest first.
    """

    claim: Claim
    dates: tuple[DateMark, ...] = ()
    said: tuple[DateMark, ...] = ()
    places: tuple[Name, ...] = ()
