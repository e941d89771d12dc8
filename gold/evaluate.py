"""Figures on every labelled set that is there, one table, each beside the figure before.

``python -m gold.evaluate``            open sets: set x of the claims, the open half of PolNeAR dev, our own gold
``python -m gold.evaluate --closed``   set y, the closed half, ``gold/closed``: totals only, appended to gold/closed.log
The closed figures come with their 95 % intervals (gold/intervals.py), reports drawn with replacement.
``--write`` keeps the figures as those to compare with next time (gold/figures.json).

The sets lie beside the repository (``../shared/data``) and are read in place; one that is absent is skipped with a line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gold.gate import MEASURED, false_claims
from gold.intervals import intervals
from gold.labels import GOLD, reports
from gold.matching import tally, together
from gold.polnear import closed_half, open_half, predictions, with_right_source
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


Figures = dict[str, float | int | None]
CLAIM_FIELDS = (
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
)


class Measured(NamedTuple):
    """The figures of one set, and how to have them for any choice of its documents."""

    documents: int
    score: Callable[[Sequence[int]], Figures]

    @property
    def figures(self) -> Figures:
        """The figures of all documents."""
        return self.score(range(self.documents))


def main(arguments: list[str]) -> int:
    """Print the table of the open sets, or measure the closed ones with intervals and log their totals."""
    closed = "--closed" in arguments
    sets = list(_closed() if closed else _open())
    figures = {name: value for one in sets for name, value in one.figures.items()}
    between = {name: pair for one in sets for name, pair in _intervals(one).items()} if closed else {}
    before: dict[str, float | None] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    print(f"{'figure':<58}{'now':>9}{'before':>9}" + ("   95 % interval" if closed else ""))
    for name, value in figures.items():
        low_high = between.get(name)
        shown = f"   {low_high[0]:.3f} to {low_high[1]:.3f}" if low_high and isinstance(value, float) else ""
        print(f"{name:<58}{_shown(value):>9}{_shown(before.get(name)):>9}{shown}")
    if closed:
        _log(figures)
    elif "--write" in arguments:
        FIGURES.write_text(json.dumps(before | figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def _intervals(one: Measured) -> dict[str, tuple[float, float]]:
    return intervals(one.documents, one.score) if one.documents else {}


def _open() -> Iterator[Measured]:
    yield _own("open")
    yield _once("own negatives: reports with a claim", len(false_claims()))
    yield _once("own open: claims that pass the gate", _passing([(gold.page, gold.quotes) for gold in reports("open")]))
    yield from claims_of(DATA / "claims" / "x", "set x")
    yield from _polnear("open")


def _closed() -> Iterator[Measured]:
    if (GOLD / "closed").is_dir():
        yield _own("closed")
    yield from claims_of(DATA / "claims" / "y", "set y")
    yield from _polnear("closed")


def _once(name: str, value: float | None) -> Measured:
    return Measured(0, lambda _: {name: value})


def _own(part: str) -> Measured:
    tallies = [tally([(gold, read_page(gold.page))]) for gold in reports(part)]

    def score(chosen: Sequence[int]) -> Figures:
        counts = together([tallies[i] for i in chosen])
        shares = {field: counts.share(field) for field in MEASURED}
        return {f"own {part}: {field}": None if v is None else round(v, 4) for field, v in shares.items()}

    return Measured(len(tallies), score)


def claims_of(folder: Path, head: str, only: Collection[str] | None = None) -> Iterator[Measured]:
    """Yield the figures of a labelled set of claims in ``folder``; ``head`` begins their names.

    ``only``: ids of the reports to measure, all without it.
    """
    if not folder.is_dir():
        _absent(head)
        return
    if folder.name == "x" and only is None:
        yield _once(f"{head}: claims that pass the gate", _passing(_quoted(folder)))
    labels = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    labels = [gold for gold in labels if isinstance(gold, dict) and "sha256" in gold]
    labels = [gold for gold in labels if only is None or gold["id"] in only]
    rows = [_rows(gold, folder / "texts" / f"{gold['id']}.txt") for gold in labels]
    sides = (folder / "sides.json").read_text(encoding="utf-8")

    def score(chosen: Sequence[int]) -> Figures:
        """A report drawn twice goes to the scorer under two names."""
        with tempfile.TemporaryDirectory() as made:
            (Path(made) / "sides.json").write_text(sides, encoding="utf-8")
            for n, i in enumerate(chosen):
                (Path(made) / f"{n}.json").write_text(
                    json.dumps(labels[i] | {"sha256": str(n), "id": str(n)}), encoding="utf-8"
                )
            told = "".join(json.dumps({"sha256": str(n), "claims": rows[i]}) + "\n" for n, i in enumerate(chosen))
            return _claim_figures(head, _scored("score_claims.py", made, told))

    yield Measured(len(labels), score)


def _claim_figures(head: str, scored: Mapping[str, Any]) -> Figures:
    accuracy = scored["matched_accuracy"]
    return {
        f"{head}: claims labelled": scored["gold_claims"],
        f"{head}: claims read": scored["pred_claims"],
        f"{head}: claim F1": scored["f1"],
        f"{head}: claim F1 with the right family": scored["with_right_family"]["f1"],
        f"{head}: fully right, lenient F1": scored["fully_right"]["lenient_f1"],
        f"{head}: tolls F1": scored["tolls"]["f1"],
        **{f"{head}: {field} right on matched": accuracy[field] for field in CLAIM_FIELDS},
        f"{head}: false claims on negatives": scored["hard_negatives"]["false_claims"],
    }


def _rows(gold: Mapping[str, Any], text: Path) -> list[dict[str, Any]]:
    """Return the claims read in one report, as the scorer takes them."""
    page = Page(content=text.read_bytes(), media="text/plain", path=text.name, published=gold.get("published"))
    reading = read_page(page)
    return [scored_row(claim, reading.report.text) for claim in reading.claims]


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


def _polnear(half: str) -> Iterator[Measured]:
    source = DATA / "polnear" / "dev.jsonl"
    if not source.is_file():
        _absent("PolNeAR dev")
        return
    documents = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    gold = list(open_half(documents) if half == "open" else closed_half(documents))
    predicted = list(predictions(gold))

    def score(chosen: Sequence[int]) -> Figures:
        mine, said = ([rows[i] | {"id": str(n)} for n, i in enumerate(chosen)] for rows in (gold, predicted))
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write("".join(json.dumps(row) + "\n" for row in mine))
            file.flush()
            told = "".join(json.dumps(row) + "\n" for row in said)
            scored = _scored("score_spans.py", file.name, told)["by_label"]
        return {
            f"PolNeAR dev {half}: {label} {kind} F1": round(scored[label][kind]["f1"] / 100, 4)
            for label in ("content", "source", "cue")
            for kind in ("exact", "overlap", "characters")
        } | {f"PolNeAR dev {half}: content with the right source F1": with_right_source(mine, said)}

    yield Measured(len(gold), score)


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
