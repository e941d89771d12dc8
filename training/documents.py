"""Every set that may train in, documents with what they label out; a set that is absent is skipped with a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby

import msgspec

from gold.labels import GOLD, reports
from gold.located import Located, LocatedAttribution, located
from gold.standoff import DATA, StandOff, texts
from tocsin.cleaning import clean
from tocsin.model import Noun, Page, Region, Span, Text


class Document(Noun, frozen=True, kw_only=True):
    """A text with labels, and for which heads they speak.

    Attributes:
        source: the set it comes from (``gold/train``, ``claims/x``, ``polnear`` …).
        invented: its parties are, so that no register knows them.
        events: every act told is labelled, with its type, status and roles.
        said: every attribution is labelled.
    """

    source: str
    text: Text
    labels: Located
    invented: bool = False
    events: bool = True
    said: bool = True


def documents() -> Iterator[Document]:
    """Yield the documents of every training set that is there, in a fixed order."""
    yield from _own("train")
    yield from _stand_off()
    yield from _polnear()


def _own(part: str) -> Iterator[Document]:
    if not (GOLD / part).is_dir():
        return
    for report in reports(part):
        labels = located(report)
        yield Document(
            source=f"gold/{part}",
            text=report.text,
            labels=labels,
            invented=report.labels.fiction,
            said=labels.attributed,
        )


def _stand_off() -> Iterator[Document]:
    if not DATA.is_dir():
        _absent("stand-off labels")
        return
    for page, words in texts():
        text = clean(Page(content=words.encode(), media="text/plain", published=page.published))
        labels = msgspec.structs.replace(page.labels, aside=(*page.labels.aside, *_open_questions(page)))
        yield Document(source=page.of, text=text, labels=labels, said=labels.attributed)


def _open_questions(page: StandOff) -> Iterator[Span]:
    """Yield the spans where the set itself leaves open whether a claim is made."""
    beside = DATA / page.of / f"{page.labels.id}.json"
    if page.of.startswith("claims/"):
        yield from ((a, b) for a, b in json.loads(beside.read_text(encoding="utf-8"))["optional"])


def _polnear() -> Iterator[Document]:
    source = DATA / "polnear" / "train.jsonl"
    if not source.is_file():
        _absent("PolNeAR")
        return
    for line in source.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels = Located(
            id=row["id"], claims=(), attributions=tuple(a for one in row["attributions"] for a in _attribution(one))
        )
        yield Document(source="polnear", text=paragraphs_of(row["text"]), labels=labels, events=False)


def _attribution(row: dict[str, list[list[int]]]) -> Iterator[LocatedAttribution]:
    """One attribution; parts of a parted source or cue after the first are left to their own."""
    source, cue, content = ([(a, b) for a, b in row[part]] for part in ("source", "cue", "content"))
    if content:
        yield LocatedAttribution(
            cue=cue[0] if cue else None, source=source[0] if source else None, content=tuple(content)
        )


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


def _stripped(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())


def _absent(name: str) -> None:
    print(f"SKIPPED {name}: not found under {DATA}", file=sys.stderr)
