"""Events of one sentence in, the same out with accusations and denials settled on the acts they are about.

DESIGN §4: an accusation is a stance on the act told, not a second claim.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tocsin.lexicon.codebook import codebook
from tocsin.model import Event, overlaps


def charged(events: Sequence[Event]) -> list[Event]:
    """Acts told in an accusation or a denial carry its stance, and take its place: ``denied that it shelled X``."""
    kept: list[Event] = []
    charge: Event | None = None
    for event in events:
        family = codebook().family(event.type)
        if family in {"accusation", "denial"}:
            charge = event
            kept.append(event)
        elif charge is not None and not codebook().row(event.type).speech:
            kept = [e for e in kept if e is not charge]
            kept.append(_under(charge, event))
        else:
            kept.append(event)
    return kept


def _under(charge: Event, event: Event) -> Event:
    if codebook().family(charge.type) == "denial":
        return msgspec.structs.replace(
            event, status="not_happened", stance="denies", because=(*event.because, *charge.because)
        )
    accused = tuple(r for r in charge.roles if r.slot == "target")
    has_doer = any(
        r.slot == "initiator" and not any(overlaps(r.span, c.span) for c in charge.roles if c.slot == "initiator")
        for r in event.roles
    )
    doers = () if has_doer else tuple(msgspec.structs.replace(r, slot="initiator") for r in accused)
    others = tuple(r for r in event.roles if has_doer or r.slot != "initiator")
    return msgspec.structs.replace(
        event, stance="accuses", roles=(*doers, *others), because=(*event.because, *charge.because)
    )
