"""What the marker is trained on: a text with labels, and for which heads they speak."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import Literal

import msgspec
from gold.located import Located

from tocsin.model import Layer, Noun, Region, Span, Text


class Document(Noun, frozen=True, kw_only=True):
    """A text with labels, and for which heads they speak.

    Attributes:
        source: the set it comes from (``gold/train``, ``claims/x``, ``polnear`` …).
        invented: its parties are, so that no register knows them.
        events: ``all``: every act told is labelled, with its type, status and roles. ``some``: the labelled acts have
            their words, their type and, it may be, actors; all else about them, and every other word, is open.
            ``none``: no act is labelled, and whether words tell one is open.
        said: every attribution is labelled.
        layers: words whose layer alone is labelled, should they tell an act.
        implied: for claims that tell the parties even where their clause does not: ``doer`` and
            ``sufferer``, by ``ref``.
    """

    source: str
    text: Text
    labels: Located
    invented: bool = False
    events: Literal["all", "some", "none"] = "all"
    said: bool = True
    layers: tuple[tuple[Span, Layer], ...] = ()
    implied: dict[str, dict[str, tuple[str, ...]]] = msgspec.field(default_factory=dict)


def paragraphs_of(text: str) -> Text:
    """Return a text that is all body, a paragraph a line."""
    regions: list[Region] = []
    at = 0
    for filled, lines in groupby(text.splitlines(keepends=True), key=lambda line: bool(line.strip())):
        for line in lines:
            if filled:
                regions.append(Region(kind="body", span=_stripped(text, (at, at + len(line)))))
            at += len(line)
    return Text(text=text, regions=tuple(regions))


def absent(name: str, data: Path) -> None:
    """Say that a set is not there."""
    print(f"SKIPPED {name}: not found under {data}", file=sys.stderr)


def _stripped(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())
