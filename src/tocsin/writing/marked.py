"""A reading in; the text of its report out with what was found in it marked, in colours and in brackets.

Brackets stay where colours are off: ``⟦place Vell⟧``. Where two marks cross, the one that goes on is closed
and opened again with ``+``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from tocsin.model import Noun, Reading, Span
from tocsin.writing.phrases import status_phrase, type_phrase
from tocsin.writing.shortened import shortened
from tocsin.writing.sides import speaker_name
from tocsin.writing.visible import visible

STYLES = {
    "claim": "bold",
    "furniture": "dim strike",
    "speaker": "cyan",
    "place": "magenta",
    "date": "blue",
    "toll": "yellow",
}
"""One hue a kind of mark, in the order of nesting: of two marks on the same words the earlier one is outside."""


class Marked(Noun, frozen=True, kw_only=True):
    """A stretch of text to be bracketed, with the label that opens it."""

    span: Span
    kind: str
    label: str


def marked(reading: Reading) -> Text:
    """Return the whole text of the report with every claim, speaker, place, date, toll and furniture marked."""
    text, view, open_now, last = reading.report.text, Text(), list[Marked](), 0
    marks = marks_of(reading)
    starts = {start: list(group) for start, group in groupby(marks, key=lambda mark: mark.span[0])}
    for at in sorted({edge for mark in marks for edge in mark.span}):
        view.append(visible(text[last:at]), _style(open_now))
        open_now = _closed(view, open_now, at)
        open_now = _opened(view, open_now, starts.get(at, []))
        last = at
    return view.append(visible(text[last:]))


def legend(reading: Reading) -> Iterator[str]:
    """Yield one line a claim: its id in the brackets, its type and status, and who says it."""
    ids = shortened(claim.id for claim in reading.claims)
    for claim in reading.claims:
        what = " ".join(part for part in (type_phrase(claim.type), status_phrase(claim.status)) if part)
        layer = "" if claim.layer == "news" else ", background"
        yield f"{ids[claim.id]}  {speaker_name(claim.speaker, reading.report)}: {what}{layer}"


def marks_of(reading: Reading) -> tuple[Marked, ...]:
    """Return what is marked, each stretch once a kind, in text order with the longer first."""
    found = dict.fromkeys([*_claims(reading), *_regions(reading), *_speakers(reading), *_others(reading)])
    order = list(STYLES)
    inside = [mark for mark in found if 0 <= mark.span[0] < mark.span[1] <= len(reading.report.text)]
    return tuple(sorted(inside, key=lambda mark: (mark.span[0], -mark.span[1], order.index(mark.kind))))


def _claims(reading: Reading) -> Iterator[Marked]:
    ids = shortened(claim.id for claim in reading.claims)
    for claim in reading.claims:
        for span in claim.quote:
            yield Marked(span=span, kind="claim", label=ids[claim.id])


def _regions(reading: Reading) -> Iterator[Marked]:
    for region in reading.report.regions:
        if region.kind == "furniture":
            yield Marked(span=region.span, kind="furniture", label="furniture")


def _speakers(reading: Reading) -> Iterator[Marked]:
    spans = [claim.speaker.span for claim in reading.claims]
    spans += [attribution.source for attribution in reading.marks.attributions]
    for span in spans:
        if span:
            yield Marked(span=span, kind="speaker", label="speaker")


def _others(reading: Reading) -> Iterator[Marked]:
    marks = reading.marks
    places = [name.span for name in marks.names if name.kind == "place"]
    places += [span for claim in reading.claims if claim.where for span in claim.where.words]
    dates = [mark.span for mark in marks.dates]
    dates += [span for claim in reading.claims if claim.when for span in claim.when.words]
    tolls = [mark.span for mark in marks.tolls] + [toll.span for claim in reading.claims for toll in claim.tolls]
    for kind, spans in (("place", places), ("date", dates), ("toll", tolls)):
        for span in spans:
            yield Marked(span=span, kind=kind, label=kind)


def _closed(view: Text, open_now: Sequence[Marked], at: int) -> list[Marked]:
    """Close whatever ends at ``at``; a mark that goes on but stands inside one that ends is opened again."""
    ending = [mark.span[1] == at for mark in open_now]
    if not any(ending):
        return list(open_now)
    outermost = ending.index(True)
    view.append("⟧" * (len(open_now) - outermost))
    going_on = [mark for mark in open_now[outermost:] if mark.span[1] > at]
    return _opened(view, list(open_now[:outermost]), going_on, again="+")


def _opened(view: Text, open_now: list[Marked], marks: Sequence[Marked], again: str = "") -> list[Marked]:
    for mark in marks:
        view.append(f"⟦{mark.label}{again} ", STYLES[mark.kind])
    return [*open_now, *marks]


def _style(open_now: Sequence[Marked]) -> str:
    return " ".join(dict.fromkeys(STYLES[mark.kind] for mark in open_now))
