"""Figures on every labelled set that is there, one table, each beside the figure before.

``python -m gold.evaluate``            open sets: set x of the claims, the open half of PolNeAR dev, our own gold
``python -m gold.evaluate --closed``   set y, the closed half, ``gold/closed``: totals only, appended to gold/closed.log
``--write`` keeps the figures as those to compare with next time (gold/figures.json).

The sets lie beside the repository (``../shared/data``) and are read in place; one that is absent is skipped with a line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gold.gate import MEASURED, false_claims
from gold.labels import GOLD, reports
from gold.matching import tally
from gold.polnear import closed_half, open_half, predictions
from gold.rows import scored_row
from tocsin.cleaning import clean
from tocsin.lexicon.register import register
from tocsin.line import read_page
from tocsin.marking.blind import blind
from tocsin.marking.gate import gate
from tocsin.model import Page, Span, overlaps

DATA = GOLD.parent.parent / "shared" / "data"
FIGURES = GOLD / "figures.json"
LOG = GOLD / "closed.log"


def main(arguments: list[str]) -> int:
    """Print the table of the open sets, or measure the closed ones and log their totals."""
    closed = "--closed" in arguments
    figures = dict(_closed() if closed else _open())
    before: dict[str, float | None] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    print(f"{'figure':<58}{'now':>9}{'before':>9}")
    for name, value in figures.items():
        print(f"{name:<58}{_shown(value):>9}{_shown(before.get(name)):>9}")
    if closed:
        _log(figures)
    elif "--write" in arguments:
        FIGURES.write_text(json.dumps(before | figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def _open() -> Iterator[tuple[str, float | int | None]]:
    yield from _own("open")
    yield "own negatives: reports with a claim", len(false_claims())
    yield "own open: claims that pass the gate", _passing([(gold.page, gold.quotes) for gold in reports("open")])
    yield from _claims("x")
    yield from _polnear("open")


def _closed() -> Iterator[tuple[str, float | int | None]]:
    if (GOLD / "closed").is_dir():
        yield from _own("closed")
    yield from _claims("y")
    yield from _polnear("closed")


def _own(part: str) -> Iterator[tuple[str, float | int | None]]:
    counts = tally([(gold, read_page(gold.page)) for gold in reports(part)])
    for field in MEASURED:
        share = counts.share(field)
        yield f"own {part}: {field}", None if share is None else round(share, 4)


def _claims(name: str) -> Iterator[tuple[str, float | int | None]]:
    folder = DATA / "claims" / name
    if not folder.is_dir():
        _absent(f"claims set {name}")
        return
    if name == "x":
        yield "set x: claims that pass the gate", _passing(_quoted(folder))
    scored = _scored("score_claims.py", str(folder), _predicted_claims(folder))
    accuracy, head = scored["matched_accuracy"], f"set {name}"
    yield f"{head}: claims labelled", scored["gold_claims"]
    yield f"{head}: claims read", scored["pred_claims"]
    yield f"{head}: claim F1", scored["f1"]
    yield f"{head}: claim F1 with the right family", scored["with_right_family"]["f1"]
    yield f"{head}: fully right, lenient F1", scored["fully_right"]["lenient_f1"]
    yield f"{head}: tolls F1", scored["tolls"]["f1"]
    for field in (
        "type",
        "status",
        "claimant",
        "claimant_side",
        "claimant_explicit",
        "initiator",
        "target",
        "when_overlap",
        "where_50km",
        "background",
    ):
        yield f"{head}: {field} right on matched", accuracy[field]
    yield f"{head}: false claims on negatives", scored["hard_negatives"]["false_claims"]


def _passing(labelled: Sequence[tuple[Page, Sequence[Sequence[Span]]]]) -> float | None:
    """Share of labelled claims of which a quote lies in a region that the gate lets through."""
    passed = total = 0
    for page, quotes in labelled:
        blinded = blind(clean(page), register())
        kept = [blinded.to_original(blinded.regions[i].span) for i in gate(blinded.text, blinded.regions).regions]
        total += len(quotes)
        passed += sum(any(overlaps(span, region) for span in quote for region in kept) for quote in quotes)
    return round(passed / total, 4) if total else None


def _quoted(folder: Path) -> list[tuple[Page, list[list[Span]]]]:
    found: list[tuple[Page, list[list[Span]]]] = []
    for text in sorted((folder / "texts").glob("*.txt")):
        labels = json.loads((folder / f"{text.stem}.json").read_text(encoding="utf-8"))
        quotes = [[(a, b) for a, b in claim["quote"]] for claim in labels["claims"]]
        found.append((Page(content=text.read_bytes(), media="text/plain"), quotes))
    return found


def _predicted_claims(folder: Path) -> str:
    lines: list[str] = []
    for labels in sorted(folder.glob("*.json")):
        gold = json.loads(labels.read_text(encoding="utf-8"))
        text = folder / "texts" / f"{labels.stem}.txt"
        if not isinstance(gold, dict) or "sha256" not in gold or not text.is_file():
            continue
        page = Page(content=text.read_bytes(), media="text/plain", path=text.name, published=gold.get("published"))
        reading = read_page(page)
        rows = [scored_row(claim, reading.report.text) for claim in reading.claims]
        lines.append(json.dumps({"sha256": gold["sha256"], "claims": rows}))
    return "\n".join(lines) + "\n"


def _polnear(half: str) -> Iterator[tuple[str, float | int | None]]:
    source = DATA / "polnear" / "dev.jsonl"
    if not source.is_file():
        _absent("PolNeAR dev")
        return
    documents = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    chosen = list(open_half(documents) if half == "open" else closed_half(documents))
    gold = "".join(json.dumps(d) + "\n" for d in chosen)
    predicted = "".join(json.dumps(d) + "\n" for d in predictions(chosen))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(gold)
        file.flush()
        scored = _scored("score_spans.py", file.name, predicted)["by_label"]
    for label in ("content", "source", "cue"):
        for kind in ("exact", "overlap", "characters"):
            yield f"PolNeAR dev {half}: {label} {kind} F1", round(scored[label][kind]["f1"] / 100, 4)


def _scored(script: str, gold: str, predictions_: str, *options: str) -> dict[str, Any]:
    """Run one scorer of the sets on its own, as its authors meant it."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(predictions_)
        file.flush()
        done = subprocess.run(
            [sys.executable, str(DATA / script), gold, file.name, *options], capture_output=True, text=True, check=True
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _absent(name: str) -> None:
    print(f"SKIPPED {name}: not found under {DATA}", file=sys.stderr)


def _log(figures: Mapping[str, float | int | None]) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True, cwd=GOLD
    ).stdout.strip()
    totals = {name: value for name, value in figures.items() if value is not None}
    line = json.dumps({"date": date.today().isoformat(), "commit": commit, "figures": totals})  # noqa: DTZ011 - a local day is meant
    with LOG.open("a", encoding="utf-8") as log:
        log.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
