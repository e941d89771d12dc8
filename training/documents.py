"""Every set that may train in, documents with what they label out; a set that is absent is skipped with a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
from gold.labels import GOLD, reports
from gold.located import Located, LocatedAttribution, located
from gold.standoff import DATA, StandOff, texts

from tocsin.cleaning import clean
from tocsin.model import Page, Span
from training.document import Document, absent, paragraphs_of
from training.public import public_documents
from training.sentences import codebook_documents

__all__ = ["Document", "documents", "paragraphs_of"]


def documents() -> Iterator[Document]:
    """Yield the documents of every training set that is there, in a fixed order."""
    yield from _own("train")
    yield from _stand_off()
    yield from _polnear()
    yield from public_documents(DATA)
    yield from codebook_documents()


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
        absent("stand-off labels", DATA)
        return
    for page, words in texts():
        text = clean(Page(content=words.encode(), media="text/plain", published=page.published))
        labels = msgspec.structs.replace(page.labels, aside=(*page.labels.aside, *_open_questions(page)))
        yield Document(source=page.of, text=text, labels=labels, said=labels.attributed, implied=_implied(page, words))


def _open_questions(page: StandOff) -> Iterator[Span]:
    """Yield the spans where the set itself leaves open whether a claim is made."""
    beside = DATA / page.of / f"{page.labels.id}.json"
    if page.of.startswith("claims/"):
        yield from ((a, b) for a, b in json.loads(beside.read_text(encoding="utf-8"))["optional"])


def _implied(page: StandOff, text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return who does and who suffers each claim, for sets that tell it by party: names become the labels' parties.

    A part that names only parties which the text never names is left out: it teaches nothing.
    """
    if not page.of.startswith("claims/"):
        return {}
    folder = DATA / page.of
    sides = json.loads((folder / "sides.json").read_text(encoding="utf-8"))
    known = {name.lower(): side.lower() for name, side in sides.items()}
    named = {
        party: {form for s in spans for form in _forms(text[slice(*s)].lower(), known)}
        for party, spans in page.labels.parties.items()
    }
    claims = json.loads((folder / f"{page.labels.id}.json").read_text(encoding="utf-8"))["claims"]
    told: dict[str, dict[str, tuple[str, ...]]] = {}
    for claim in claims:
        parts = {}
        for part, field in (("doer", "initiator"), ("sufferer", "target")):
            parties = tuple(p for name in claim[field] if (p := _party_of(_forms(name.lower(), known), named)))
            if parties or not claim[field]:
                parts[part] = parties
        told[claim["id"]] = parts
    return told


def _forms(name: str, known: dict[str, str]) -> set[str]:
    return {name, known.get(name, name)}


def _party_of(names: set[str], named: dict[str, set[str]]) -> str | None:
    """Return the party one of whose forms is one of ``names``, else begins one or is begun by one."""
    whole = next((party for party, forms in named.items() if names & forms), None)
    alike = (p for p, forms in named.items() if any(n.startswith(f) or f.startswith(n) for n in names for f in forms))
    return whole or next(alike, None)


def _polnear() -> Iterator[Document]:
    source = DATA / "polnear" / "train.jsonl"
    if not source.is_file():
        absent("PolNeAR", DATA)
        return
    for line in source.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels = Located(
            id=row["id"], claims=(), attributions=tuple(a for one in row["attributions"] for a in _attribution(one))
        )
        yield Document(source="polnear", text=paragraphs_of(row["text"]), labels=labels, events="none")


def _attribution(row: dict[str, list[list[int]]]) -> Iterator[LocatedAttribution]:
    """One attribution; parts of a parted source or cue after the first are left to their own."""
    source, cue, content = ([(a, b) for a, b in row[part]] for part in ("source", "cue", "content"))
    if content:
        yield LocatedAttribution(
            cue=cue[0] if cue else None, source=source[0] if source else None, content=tuple(content)
        )
