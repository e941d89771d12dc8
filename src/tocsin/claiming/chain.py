"""Links told in the text in, the chain from outlet to speaker out: outlet ← agency ← relay ← spokesman ← speaker."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tocsin.model import Link, LinkRole, Speaker, Text

_ORDER: tuple[LinkRole, ...] = ("outlet", "agency", "relay", "spokesman", "speaker")


def chain_of(text: Text, told: Sequence[Link], agency: Link | None, speaker: Speaker) -> tuple[Link, ...]:
    """Return the chain, outlet first.

    ``agency`` is the agency of the whole report; where no mention of the claim tells it, the link is inferred.
    """
    links = [_outlet(text), *_distinct(told)]
    if agency is not None and all(link.role != "agency" for link in links):
        links.append(msgspec.structs.replace(agency, told="inferred"))
    if speaker.told != "outlet":
        links.append(_speaker(speaker))
    return tuple(sorted(links, key=lambda link: _ORDER.index(link.role)))


def _outlet(text: Text) -> Link:
    if text.outlet is None:
        return Link(role="outlet", name=None, id=None, span=None, told="inferred")
    return Link(role="outlet", name=text.outlet.value, id=None, span=text.outlet.span, told="explicit")


def _speaker(speaker: Speaker) -> Link:
    return Link(role="speaker", name=speaker.name, id=speaker.id, span=speaker.span, told=speaker.told)


def _distinct(links: Sequence[Link]) -> list[Link]:
    """Keep the first telling of each link; the same office or name in the same role is one link."""
    kept: dict[tuple[str, str | None], Link] = {}
    for link in links:
        kept.setdefault((link.role, link.id or link.name), link)
    return list(kept.values())
