"""The mirror (DESIGN §2.3): with the two parties named most changed about in a report, its ledger is the mirror image.

Compared is everything but ids, offsets into the original words, ``where``, clock zones, and dates that rest on a term
of office; ``kind`` moves with the party. Spans are compared as the marker sees them: by region, in blinded offsets.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.mirror import left_over, level, swap, two_most_named

from tocsin.cleaning import clean
from tocsin.lexicon.register import register
from tocsin.line import read_page
from tocsin.marking.blind import Blinded, blind
from tocsin.marking.gate import Passed, gate
from tocsin.model import Media, Noun, Page, Reading, Report, Span, Text, contains

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BUNDLED = sorted(p for part in ("open", "negatives") for p in (ROOT / "gold" / part).iterdir() if p.suffix != ".yaml")
REAL = [*sorted((SHARED / "data" / "claims" / "x" / "texts").glob("*.txt")), *(SHARED / "design").glob("tovuz-*.txt")]
if not REAL:
    print(f"ABSENT: {SHARED}; the mirror is not held against real reports", file=sys.stderr)
REPORTS = [*BUNDLED, *REAL]

NOT_COMPARED: Mapping[str, frozenset[str]] = {
    "Report": frozenset({"id", "version", "text"}),
    "Claim": frozenset({"id", "report", "version", "quoted", "where"}),
    "Dispute": frozenset({"id"}),
    "When": frozenset({"zone"}),
    "Because": frozenset({"note"}),
}
"""Ids and hashes, words (their spans are compared, and the blinded words are the same), ``where``, clock zones."""

DATES = frozenset({"published", "when", "said", "since"})


class Seen(NamedTuple):
    """One report read, and what the marker saw of it."""

    text: Text
    blinded: Blinded
    reading: Reading


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_with_two_parties_changed_about_the_ledger_is_the_mirror_image(path: Path) -> None:
    two = _two(path)
    if two is None:
        pytest.skip(f"{path.name} names fewer than two parties: there is nothing to change about")
    page = level(_words(path), *two)
    changed = swap(page, *two)
    assert changed != page
    assert [left_over(_clean(words, path).text, *two) for words in (page, changed)] == [[], []]
    one, other = _seen(page, path), _seen(changed, path)
    assert _input(one) == _input(other)
    assert list(_differences(_ledger(one, other), _ledger(other, one))) == []


def test_the_reports_without_two_parties_are_few_and_counted() -> None:
    without = [path.stem for path in REPORTS if _two(path) is None]
    print(f"mirror: {len(REPORTS)} reports, {len(without)} of them name fewer than two parties: {' '.join(without)}")
    told = [path for path in REPORTS if not _is_negative(path)]
    assert [path.stem for path in told if _two(path) is None] == []


@pytest.mark.skipif(not REAL, reason="../shared/data IS ABSENT: the mirror is not held against real reports")
def test_at_least_five_reports_pair_a_state_with_a_body_that_is_none() -> None:
    pairs = [two for path in REPORTS if (two := _two(path))]
    kinds = [{register().party(slug).kind == "state" for slug in pair} for pair in pairs]
    assert kinds.count({True, False}) >= 5


def _is_negative(path: Path) -> bool:
    return path.parent.name == "negatives" or path.stem.startswith("N")


@cache
def _words(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@cache
def _two(path: Path) -> tuple[str, str] | None:
    return two_most_named(_clean(_words(path), path).text)


def _page(words: str, path: Path) -> Page:
    media: Media = "text/html" if path.suffix == ".html" else "text/plain"
    return Page(content=words.encode(), media=media, path=path.name)


def _clean(words: str, path: Path) -> Text:
    return clean(_page(words, path))


def _seen(words: str, path: Path) -> Seen:
    text = _clean(words, path)
    return Seen(text, blind(text, register()), read_page(_page(words, path)))


def _input(seen: Seen) -> tuple[list[tuple[str, str]], Passed]:
    """Return what gate and marker get, furniture aside, and what the gate lets through."""
    words, regions = seen.blinded.text, seen.blinded.regions
    told: list[tuple[str, str]] = [(r.kind, words[slice(*r.span)]) for r in regions if r.kind != "furniture"]
    return told, gate(words, regions)


def _ledger(seen: Seen, mirrored: Seen) -> Any:
    """Return what is compared of a reading, sides and party prefixes named by order of first mention."""
    reading = seen.reading
    return _Eye(seen, mirrored).told(
        {"report": reading.report, "marks": reading.marks, "claims": reading.claims, "disputes": reading.disputes}
    )


def _differences(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """Yield where two ledgers part: the path of the field and both values; of lists of unequal length only that."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _differences(one[key], other[key], f"{at}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for i, pair in enumerate(zip(one, other, strict=True)):
            yield from _differences(*pair, f"{at}[{i}]")
    elif one != other:
        yield f"{at}: {one} / {other}"


class _Eye:
    """Turns one of two mirrored readings into what must be the same in both."""

    def __init__(self, seen: Seen, mirrored: Seen) -> None:
        self._blinded = seen.blinded
        self._claims = {claim.id: i for i, claim in enumerate(seen.reading.claims)}
        self._letters = {p.slug: f"party {i}" for i, p in enumerate(seen.blinded.parties)}
        self._letters |= {p.side: f"party {i}" for i, p in enumerate(seen.blinded.parties)}
        self._without = DATES if any(_rests_on_a_term(one.reading.report) for one in (seen, mirrored)) else frozenset()

    def told(self, value: Any, field: str = "") -> Any:
        if isinstance(value, Noun):
            return self._noun(value)
        if isinstance(value, dict):
            return {key: self.told(part, key) for key, part in value.items()}
        if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
            return _place(self._blinded, value)
        if isinstance(value, tuple):
            return [self.told(part, field) for part in value if not _is_place(part)]
        return self._word(value, field) if isinstance(value, str) else value

    def _noun(self, noun: Noun) -> Any:
        left_out = NOT_COMPARED.get(type(noun).__name__, frozenset()) | self._without
        span = getattr(noun, "span", None)
        left_out |= {"name"} if span else set()
        kept = {f: getattr(noun, f) for f in noun.__struct_fields__ if f not in left_out}
        return {field: self.told(value, field) for field, value in kept.items()} | self._kind_of(noun, kept)

    def _kind_of(self, noun: Noun, kept: Mapping[str, Any]) -> dict[str, str]:
        """A party by its own name, and what points back to it, is of the party's kind, whichever that is."""
        party = register().parties.get(getattr(noun, "id", None) or "")
        if party is None or "kind" not in kept:
            return {}
        refers = not any(self._blinded.segments_in(self._blinded.to_blinded(kept["span"])))
        return {"kind": "the party's"} if refers or kept["kind"] == party.kind else {}

    def _word(self, word: str, field: str) -> str:
        if field in {"side", "party", "from_", "to"}:
            return self._letters.get(word, word)
        if field in {"id", "of"}:
            return str(self._claims.get(word, self._letters.get(word.partition(".")[0], word)))
        return word


def _place(blinded: Blinded, span: Span) -> tuple[int, int, int]:
    """Return the region of a span and where it stands in that region as the marker sees it."""
    start, end = blinded.to_blinded(span)
    i = next((i for i, region in enumerate(blinded.regions) if contains(region.span, (start, start))), -1)
    if i < 0 or blinded.regions[i].kind == "furniture":
        return i, 0, 0
    return i, start - blinded.regions[i].span[0], end - blinded.regions[i].span[0]


def _is_place(value: object) -> bool:
    return getattr(value, "kind", None) == "place"


def _rests_on_a_term(report: Report) -> bool:
    return report.published is not None and any(b.rule == "date/office" for b in report.published.because)
