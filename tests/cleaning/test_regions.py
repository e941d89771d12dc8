"""Plain text -> regions: a table, properties, and the seed read in place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tocsin.cleaning import clean
from tocsin.cleaning.furniture import Rule, fires, site_words
from tocsin.model import Text
from tocsin.reading import page_of_text, pages

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/furniture.yaml").read_text("utf-8"))
RULES = site_words().rule


def read(words: str) -> Text:
    return clean(page_of_text(words))


def needed(path: Path) -> Path:
    if not path.exists():
        print(f"\nSKIPPED LOUDLY: {path} is absent")
        pytest.skip(f"{path} is absent")
    return path


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_text_has_the_regions_of_the_table(case: dict[str, Any]) -> None:
    text = read(case["text"])
    found = [[region.kind, text.text[slice(*region.span)]] for region in text.regions]
    wanted = case["regions"]
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted]
    assert [words[: len(start)] for (_, words), (_, start) in zip(found, wanted, strict=True)] == [w for _, w in wanted]
    if "captured" in case:
        assert [fact.value for fact in text.captured] == case["captured"]
    if "published" in case:
        assert [fact.value for fact in text.published] == case["published"]
    if "agency" in case:
        assert [fact.value for fact in text.agency] == case["agency"]
    if "author" in case:
        assert text.author
        assert text.author.value == case["author"]


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_each_rule_fires_on_its_examples_and_on_no_near_miss(rule: Rule) -> None:
    assert [words for words in rule.fires if not fires(rule, words)] == []
    assert [words for words in rule.misses if fires(rule, words)] == []
    assert rule.fires
    assert rule.misses


LINES = st.lists(
    st.one_of(
        st.sampled_from([words for rule in RULES for words in (*rule.fires, *rule.misses)]),
        st.text(max_size=60),
        st.sampled_from(["Latest news", "3 May 2031", "Shells fell on Orm for a third night, the governor said.", ""]),
    ),
    min_size=1,
    max_size=20,
)


@given(LINES)
def test_regions_are_ordered_and_hold_every_word(lines: list[str]) -> None:
    words = "\n".join(["The army of Kastria said that it had been hit.", *lines])
    text = read(words)
    assert text.text == words
    end = 0
    for region in text.regions:
        assert end <= region.span[0] < region.span[1] <= len(words)
        assert not words[end : region.span[0]].strip()
        end = region.span[1]
    assert not words[end:].strip()


@given(LINES)
def test_body_regions_have_no_white_space_around_them_and_facts_lie_in_the_text(lines: list[str]) -> None:
    text = read("\n".join(["The army of Kastria said that it had been hit.", *lines]))
    for region in text.regions:
        if region.kind == "body":
            assert text.text[slice(*region.span)] == text.text[slice(*region.span)].strip()
    for fact in (*text.captured, *text.published, *text.agency):
        assert fact.span
        assert 0 <= fact.span[0] < fact.span[1] <= len(text.text)


def test_the_seed_has_the_regions_that_its_first_line_names() -> None:
    folder = needed(SHARED / "design")
    wanted = json.loads((folder / "tovuz-2020.claims.jsonl").read_text("utf-8").splitlines()[0])["regions"]
    [page] = pages([folder / "tovuz-2020.txt"])
    text = clean(page)  # type: ignore[arg-type]
    kinds = {region["kind"] for region in wanted}
    assert [{"kind": r.kind, "span": list(r.span)} for r in text.regions if r.kind in kinds] == wanted
    assert [r.span for r in text.regions if r.kind == "standfirst"] == [(64, 224)]
    assert [r.span for r in text.regions if r.kind == "body"][0::8] == [(225, 409), (2284, 2461)]
    assert text.captured[0].value == "2026-01-14"
    assert len(text.captured) == 11


@pytest.mark.parametrize(("folder", "precision", "recall"), [("claims/x", 0.93, 0.85), ("own", 0.93, 0.82)])
def test_furniture_of_labelled_reports_is_found_and_no_claim_is_lost(
    folder: str, precision: float, recall: float
) -> None:
    place = needed(SHARED / "data" / folder)
    both = marked = gold = 0
    lost = []
    for path in sorted((place / "texts").glob("*.txt")):
        label = json.loads((place / f"{path.stem}.json").read_text("utf-8"))
        [page] = pages([path])
        text = clean(page)  # type: ignore[arg-type]
        ours = _letters(text.text, [r.span for r in text.regions if r.kind in {"furniture", "byline", "dateline"}])
        theirs = _letters(text.text, label["furniture"])
        both, marked, gold = both + len(ours & theirs), marked + len(ours), gold + len(theirs)
        for claim in label["claims"]:
            mentions = [_letters(text.text, [span]) for span in claim["quote"]]
            if all(2 * len(mention & ours) > len(mention) for mention in mentions):
                lost.append((path.stem, claim["id"]))
    print(f"\n{folder}: furniture precision {both / marked:.3f}, recall {both / gold:.3f} of characters")
    assert lost == []
    assert both / marked >= precision
    assert both / gold >= recall


def _letters(text: str, spans: list[Any]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}
