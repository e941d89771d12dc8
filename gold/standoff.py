"""Labels of texts that are not ours: their hash and offsets in, the text found where it lies, labels checked against it.

``training/labels/<id>.yaml``; ``of`` names the set in ``../shared/data``: ``news`` (the line of news.jsonl with that id,
title and text joined by a line end), ``claims/x`` (the file texts/<id>.txt), ``design`` (the worked example). No word of
a text stands in a label.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
import yaml

from gold.labels import GOLD, LabelledReport
from gold.located import Located, located
from tocsin.errors import TocsinError
from tocsin.model import Noun, Span

DATA = GOLD.parent.parent / "shared" / "data"
LABELS = GOLD.parent / "training" / "labels"


class StandOff(Noun, frozen=True, kw_only=True):
    """The labels of one text that is not ours."""

    of: str
    sha256: str
    labeller: str
    published: str
    labels: Located


def standoff_of(
    report: LabelledReport, of: str, refs: Sequence[str | None], aside: Sequence[Span], *, attributed: bool
) -> StandOff:
    """Return the labels of ``report`` as offsets, each claim with the name it has in its set."""
    marks = located(report)
    claims = tuple(msgspec.structs.replace(c, ref=ref) for c, ref in zip(marks.claims, refs, strict=True))
    marks = msgspec.structs.replace(marks, claims=claims, attributed=attributed, aside=tuple(aside))
    labels = report.labels
    digest = hashlib.sha256(report.text.text.encode()).hexdigest()
    return StandOff(of=of, sha256=digest, labeller=labels.labeller, published=labels.published, labels=marks)


def dumped(page: StandOff) -> str:
    """Return the YAML of ``page``, one claim and one attribution a line."""
    value = msgspec.to_builtins(page)
    labels = value.pop("labels")
    rows = {part: labels.pop(part) for part in ("claims", "attributions")}
    head = yaml.safe_dump(value | labels, sort_keys=False, default_flow_style=None, width=10_000)
    lines = [head]
    for part, found in rows.items():
        lines.append(f"{part}:\n" if found else f"{part}: []\n")
        lines += [
            f"- {yaml.safe_dump(_bare(row), default_flow_style=True, sort_keys=False, width=10_000)}" for row in found
        ]
    return "".join(lines)


def _bare(row: dict[str, object]) -> dict[str, object]:
    told = {"doers", "sufferers"}
    return {k: v for k, v in row.items() if v is not None and (v != [] or k in told)}


def loaded(path: Path) -> StandOff:
    """Return the labels of one file.

    Raises:
        TocsinError: they do not decode; names the file.
    """
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    head = {k: value.pop(k) for k in ("of", "sha256", "labeller", "published")}
    try:
        return msgspec.convert(head | {"labels": value}, StandOff)
    except msgspec.ValidationError as error:
        what = f"{path.name}: {error}"
        raise TocsinError(what, do="Write it again with `python -m gold.notes standoff`.") from error


def texts() -> Iterator[tuple[StandOff, str]]:
    """Yield all stand-off labels with their texts, in order of id; nothing where the sets are absent.

    Raises:
        TocsinError: a text is not the one that was labelled.
    """
    if not DATA.is_dir():
        return
    for path in sorted(LABELS.glob("*.yaml")):
        page = loaded(path)
        text = _news()[page.labels.id] if page.of == "news" else _file(page)
        if hashlib.sha256(text.encode()).hexdigest() != page.sha256:
            what = f"{path.name}: the text in {page.of} is not the one that was labelled"
            raise TocsinError(what, do="Label it again, or put the old set back.")
        yield page, text


def _file(page: StandOff) -> str:
    folder = DATA.parent / "design" if page.of == "design" else DATA / page.of / "texts"
    return (folder / f"{page.labels.id}.txt").read_text(encoding="utf-8")


@cache
def _news() -> dict[str, str]:
    lines = (DATA / "news" / "news.jsonl").read_text(encoding="utf-8").splitlines()
    pages = (json.loads(line) for line in lines)
    return {page["id"]: f"{page['title']}\n{page['text']}" for page in pages}
