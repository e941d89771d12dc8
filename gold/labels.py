"""Labelled reports of DESIGN §9 in, their claims with offsets out; a label that does not fit its text is named.

A report is ``gold/<part>/<id>.txt`` or ``.html`` beside ``<id>.yaml``. Labels hold words; offsets are found here, in
the text that cleaning makes of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from tocsin.cleaning import clean
from tocsin.errors import TocsinError
from tocsin.model import Layer, Noun, Page, Qualifier, Span, Stance, Status, Text, TollKind, TollStatus, TollWhat

GOLD = Path(__file__).parent
PARTS = ("train", "open", "closed", "negatives")


class Phrase(Noun, frozen=True, kw_only=True):
    """Words of the text; ``nth`` counts their places in the quote, from 1."""

    text: str
    nth: int = 1


class LabelledActor(Noun, frozen=True, kw_only=True):
    """Who has which part: the words, and the party as the head of the file names it."""

    role: Literal["initiator", "target", "participant", "mediator", "addressee", "victim"]
    name: str
    party: str | None = None


class LabelledToll(Noun, frozen=True, kw_only=True):
    """Losses as worded; ``words`` are the counted words."""

    status: TollStatus
    words: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    what: TollWhat = "people"
    kind: TollKind = "unknown"
    side: str | None = None
    denied: bool = False


class Days(Noun, frozen=True, kw_only=True):
    """An interval of days, ``YYYY-MM-DD``; null is open."""

    earliest: str | None = None
    latest: str | None = None


class LabelledContent(Noun, frozen=True, kw_only=True):
    """The act wanted, offered or threatened."""

    type: str
    status: Status | None = None


class LabelledClaim(Noun, frozen=True, kw_only=True):
    """One claim of the gold: words, not offsets. ``speaker`` null is the outlet.

    ``doers``, ``sufferers``: the parties of the two parts of the act where the words of the claim name none: as the
    rest of the report tells them; empty where it tells none, null where the labels leave it open.
    """

    trigger: str | Phrase
    type: str
    quote: tuple[str, ...]
    status: Status | None = None
    stance: Stance | None = None
    layer: Layer = "news"
    told: Literal["explicit", "carried", "outlet", "inferred"] = "outlet"
    speaker: str | None = None
    speaker_party: str | None = None
    cue: str | None = None
    via: tuple[str, ...] = ()
    actors: tuple[LabelledActor, ...] = ()
    place: str | None = None
    time: str | None = None
    when: Days | None = None
    tolls: tuple[LabelledToll, ...] = ()
    content: LabelledContent | None = None
    doers: tuple[str, ...] | None = None
    sufferers: tuple[str, ...] | None = None
    name: str | None = None


class LabelledAttribution(Noun, frozen=True, kw_only=True):
    """Who says what, whether or not a claim hangs on it; ``nth`` of a phrase counts its places in the whole text."""

    cue: str | Phrase
    source: str | Phrase | None = None
    content: tuple[str | Phrase, ...] = ()


class Labels(Noun, frozen=True, kw_only=True):
    """The head of a labelled report and its claims."""

    id: str
    writer: str
    labeller: str
    fiction: bool
    published: str
    outlet: str | None = None
    second: str | None = None
    source: str | None = None
    form: Literal["text", "html", "scraped"] = "text"
    parties: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    furniture: tuple[str, ...] = ()
    claims: tuple[LabelledClaim, ...] = ()
    attributions: tuple[LabelledAttribution, ...] = ()
    disputes: tuple[tuple[str, str, str], ...] = ()
    marks: tuple[dict[str, Any], ...] = ()


class LabelledReport(Noun, frozen=True, kw_only=True):
    """A report with its labels: the page as it lies on disk, the cleaned text, and where each quote stands."""

    path: str
    page: Page
    text: Text
    labels: Labels
    quotes: tuple[tuple[Span, ...], ...]


def reports(part: str) -> Iterator[LabelledReport]:
    """Yield the labelled reports of one part in order of id.

    Raises:
        TocsinError: labels that do not decode, or words that do not stand in the text; names file and words.
    """
    for labels in sorted((GOLD / part).glob("*.yaml")):
        yield load(labels)


def load(path: Path) -> LabelledReport:
    """Return one labelled report.

    Raises:
        TocsinError: as ``reports``.
    """
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        what = f"{path.name}: {error}"
        raise TocsinError(what, do="Mend the labels; their form is in gold/GUIDE.md.") from error
    labels = labels_of(value, path.name)
    source = next((p for p in (path.with_suffix(".txt"), path.with_suffix(".html")) if p.is_file()), None)
    if source is None:
        what = f"{path.name} has no text beside it"
        raise TocsinError(what, do=f"Write {path.stem}.txt or {path.stem}.html.")
    page = Page(
        content=source.read_bytes(),
        media="text/html" if source.suffix == ".html" else "text/plain",
        path=source.name,
        published=labels.published,
    )
    return labelled(labels, page, str(source))


def labels_of(value: Any, name: str) -> Labels:
    """Return the labels that a decoded YAML file ``name`` holds.

    Raises:
        TocsinError: they do not have the form of the guide.
    """
    try:
        return msgspec.convert(value, Labels, str_keys=True, builtin_types=())
    except msgspec.ValidationError as error:
        what = f"{name}: {error}"
        raise TocsinError(what, do="Mend the labels; their form is in gold/GUIDE.md.") from error


def labelled(labels: Labels, page: Page, path: str, quotes: Sequence[Sequence[Span]] | None = None) -> LabelledReport:
    """Return the report of ``page`` with its labels; ``quotes`` are the claims' spans where they are known.

    Raises:
        TocsinError: a quote does not stand in the text.
    """
    text = clean(page)
    if quotes is None:
        name = f"{labels.id}.yaml"
        quotes = [[_place(text.text, words, name) for words in claim.quote] for claim in labels.claims]
    return LabelledReport(path=path, page=page, text=text, labels=labels, quotes=tuple(map(tuple, quotes)))


def _place(text: str, words: str, where: str) -> Span:
    at = text.find(words)
    if at < 0:
        what = f"{where}: these words do not stand in the text: {words!r}"
        raise TocsinError(what, do="Copy them from the text as they are.")
    return at, at + len(words)
