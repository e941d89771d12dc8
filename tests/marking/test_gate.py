"""The gate: every example of the codebook passes, labelled claims pass, and what it keeps out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from gold.labels import reports

from tocsin.cleaning import clean
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import register
from tocsin.marking.blind import blind
from tocsin.marking.gate import FEWEST, SURE, Passed, features, gate, passes
from tocsin.model import Page, Region, Span, Text, overlaps

SHARED = Path(__file__).parents[3] / "shared" / "data"
SETS = {"x": SHARED / "claims" / "x", "own": SHARED / "own"}
ABSENT = [name for name, folder in SETS.items() if not folder.is_dir()]
if ABSENT:
    print(f"ABSENT: {ABSENT} under {SHARED}; the gate's recall is held on gold/open alone", file=sys.stderr)
EXAMPLES = [(row.id, sentence) for row in codebook().rows.values() for sentence in row.examples]
LEAST = 0.99


class Passing(NamedTuple):
    """Of one set: labelled claims, those whose report and paragraph pass; reports without claims, those that pass."""

    claims: int
    passed: int
    quiet: int
    let_through: int


@cache
def seen(page: Page) -> tuple[Text, frozenset[int]]:
    """Return the text of a page and the indices of the regions that the gate lets through."""
    text = clean(page)
    blinded = blind(text, register())
    return text, frozenset(gate(blinded.text, blinded.regions).regions)


def any_passes(page: Page, spans: Sequence[Span]) -> bool:
    """Tell whether a region that any of ``spans`` touches is let through."""
    text, kept = seen(page)
    return any(overlaps(text.regions[i].span, span) for i in kept for span in spans)


def labelled(name: str) -> Iterator[tuple[Page, list[list[Span]]]]:
    """Yield the pages of a set with the quotes of their claims."""
    if name in {"open", "negatives"}:
        for gold in reports(name):
            text = clean(gold.page).text
            yield gold.page, [[placed(text, q) for q in claim.quote] for claim in gold.labels.claims]
        return
    for path in sorted((SETS[name] / "texts").glob("*.txt")):
        labels = json.loads((SETS[name] / f"{path.stem}.json").read_text(encoding="utf-8"))
        quotes = [[(a, b) for a, b in claim["quote"]] for claim in labels["claims"]]
        yield Page(content=path.read_bytes(), media="text/plain"), quotes


def placed(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


@cache
def passing(name: str) -> Passing:
    claims = passed = quiet = let_through = 0
    for page, quotes in labelled(name):
        claims += len(quotes)
        passed += sum(any_passes(page, spans) for spans in quotes)
        if not quotes:
            quiet += 1
            let_through += bool(seen(page)[1])
    print(f"gate, {name}: {passed} of {claims} claims pass; {let_through} of {quiet} reports without claims pass")
    return Passing(claims, passed, quiet, let_through)


@pytest.mark.parametrize(("key", "sentence"), EXAMPLES, ids=[f"{key}: {sentence[:40]}" for key, sentence in EXAMPLES])
def test_every_example_of_the_codebook_passes(key: str, sentence: str) -> None:
    assert passes(sentence), key


def test_nearly_every_labelled_claim_passes() -> None:
    found = [passing(name) for name in ("open", *(name for name in SETS if name not in ABSENT))]
    assert sum(one.passed for one in found) >= LEAST * sum(one.claims for one in found)
    assert passing("open").claims > 0


def test_the_gate_shuts_out_most_quiet_reports_of_our_own_set() -> None:
    """The bundled negatives are written to pass it: standing (claiming/standing.py) and the gold gate hold those."""
    if "own" in ABSENT:
        pytest.skip(f"SKIPPED LOUDLY: {SHARED / 'own'} is absent, so nothing quiet is there that the gate must stop")
    found = passing("own")
    assert found.let_through < found.quiet / 2


@pytest.mark.parametrize(
    "text",
    [
        "Mill Lane bakery: new ovens, old recipes.",
        "The puppet theatre sells tickets from Friday.",
        "A troublesome guest sang.",  # no word of the tables stands within another word
    ],
)
def test_plain_sentences_do_not_pass(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize(
    "text", ["A cease‑fire holds.", "ROCKETS FELL", "the “truce”", "(shelling)", "They’d shelled it."]
)
def test_marks_and_capitals_around_a_word_do_not_hide_it(text: str) -> None:
    assert passes(text)


def test_furniture_never_passes() -> None:
    text = "Rebels shelled the town.\nRebels shelled the mill."
    regions = (Region(kind="body", span=(0, 24)), Region(kind="furniture", span=(25, len(text))))
    assert gate(text, regions).regions == (0,)


def test_a_text_too_short_to_judge_is_judged_by_its_paragraphs_alone() -> None:
    text = "Rebels shelled the town.\nThe puppet theatre sells tickets."
    regions = (Region(kind="body", span=(0, 24)), Region(kind="body", span=(25, len(text))))
    assert len(features(text)) < FEWEST
    assert gate(text, regions) == Passed((0,), SURE)


def test_a_long_report_of_quiet_words_is_kept_out_though_a_paragraph_would_pass() -> None:
    quiet = "The orchard museum sells jam, honey, cider, baskets, postcards, candles, soap, thread, kettles and spoons"
    more = "while children paint apples, pears, plums, quinces, wagons, ladders, barrels, gates, geese and a mill wheel"
    rest = (
        "beside benches, hedges, lanterns, ponds, swings, paths, maps, hats, scarves, boots, umbrellas, songs and soup"
    )
    text = f"{quiet} {more} {rest}, and old neighbours strike a bargain over cheese, bread, butter, milk, eggs, tea, salt, oats, rye, dates or figs."
    assert len(features(text)) >= FEWEST
    assert passes(text)
    assert not gate(text, (Region(kind="body", span=(0, len(text))),)).regions


def test_names_are_no_features() -> None:
    assert features("The envoy of Velk left Orm. Velk stayed.") == frozenset(
        {"the", "envoy", "of", "left", "velk", "stayed"}
    )
