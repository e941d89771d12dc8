"""Tables of sentences: who says what in each, near-misses included; and what must hold for any text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tocsin.marking.attributions import find_attributions
from tocsin.marking.quotations import find_quotations
from tocsin.marking.sentences import sentences_of
from tocsin.model import Attribution, Sentence, Span

SEED = Path(__file__).parents[3] / "shared" / "design"
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "attributions.yaml").read_text("utf-8")
)


def attributions_in(text: str) -> tuple[Attribution, ...]:
    sentences: list[Sentence] = []
    at = 0
    for region, paragraph in enumerate(text.split("\n")):
        span = (at, at + len(paragraph))
        sentences.extend(Sentence(span=s, region=region) for s in sentences_of(text, span))
        at += len(paragraph) + 1
    return find_attributions(text, sentences, find_quotations(text, (0, len(text))))


def shown(text: str, one: Attribution) -> dict[str, Any]:
    def of(spans: Sequence[Span]) -> list[str]:
        return [text[a:b] for a, b in spans]

    row: dict[str, Any] = {"cue": text[slice(*one.cue)], "content": of(one.content)}
    if one.source:
        row["source"] = text[slice(*one.source)]
    if one.via:
        row["via"] = of(one.via)
    if one.hedged:
        row["hedged"] = True
    return row


def expected(row: dict[str, Any]) -> dict[str, Any]:
    content = row["content"]
    return {**row, "content": content if isinstance(content, list) else [content]}


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"])[:60] for case in CASES])
def test_the_table_of_attributions_comes_out_as_written(case: dict[str, Any]) -> None:
    found = [shown(case["text"], one) for one in attributions_in(case["text"])]
    assert found == [expected(row) for row in case["says"]]


def test_there_are_a_hundred_cases_and_a_score_of_near_misses() -> None:
    assert len(CASES) >= 100
    assert sum(not case["says"] for case in CASES) >= 20


def test_every_way_of_telling_has_a_case_that_fires_it() -> None:
    fired = {
        one.because[0].rule.removeprefix("attributions/") for case in CASES for one in attributions_in(case["text"])
    }
    ways = "according citing colon headline hearsay heard inverted noun participle passive quoted shared verb"
    assert set(ways.split()) <= fired


def test_a_sentence_of_nothing_but_quotation_goes_to_the_speaker_before_it_in_its_paragraph() -> None:
    text = "“We are leaving,” the captain said. “There is no water. There is no bread.”\nThe road was empty."
    (one,) = attributions_in(text)
    assert shown(text, one)["content"] == ["“We are leaving,”", "“There is no water. There is no bread.”"]


def test_a_bare_quotation_in_a_new_paragraph_is_not_given_to_the_last_speaker() -> None:
    text = "“We are leaving now,” the captain said.\n“There is no water in the well.”"
    (one,) = attributions_in(text)
    assert shown(text, one)["content"] == ["“We are leaving now,”"]


def test_a_quotation_over_two_paragraphs_is_one_content() -> None:
    text = "The captain said: “We are leaving tonight.\n“There is no water.”"
    (one,) = attributions_in(text)
    assert shown(text, one)["content"] == ["“We are leaving tonight.\n“There is no water.”"]


def test_a_long_quotation_of_many_sentences_is_whole_though_its_last_sentence_alone_holds_the_cue() -> None:
    speech = "“" + " ".join(f"We saw {n} trucks on the road to the dam that night." for n in range(20, 32)) + "”"
    text = speech[:-1] + ",” the farmer said."
    found = [shown(text, one) for one in attributions_in(text)]
    assert {"source": "the farmer", "cue": "said", "content": [speech[:-1] + ",”"]} in found


def test_belief_in_a_speakers_own_words_is_no_attribution_of_its_own() -> None:
    text = "“I think the war is over,” the colonel said."
    assert [text[slice(*one.cue)] for one in attributions_in(text)] == ["said"]


def test_curly_and_straight_marks_give_the_same_attributions() -> None:
    curly = "“We’ve lost the hill,” Velk’s general said. “It’s gone for good.”"
    straight = curly.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"})
    assert [(o.source, o.cue, o.content) for o in attributions_in(curly)] == [
        (o.source, o.cue, o.content) for o in attributions_in(straight)
    ]


def test_the_speakers_and_cues_of_the_seed_are_found() -> None:
    if not SEED.exists():
        pytest.skip(f"THE SEED IS ABSENT: {SEED}")
    with (SEED / "tovuz-2020.txt").open(encoding="utf-8", newline="") as handle:
        text = handle.read()
    found = {(one.source, one.cue) for one in attributions_in(text)}
    rows = [json.loads(row) for row in (SEED / "tovuz-2020.claims.jsonl").read_text("utf-8").splitlines()]
    told = [row["speaker"] for row in rows if row["kind"] == "claim" and row["speaker"].get("cue")]
    missing = [s["name"] for s in told if (tuple(s["span"]), tuple(s["cue"])) not in found]
    assert told
    assert missing == []


WORDS = st.sampled_from(
    [
        "Velk",
        "said",
        "that",
        "“",
        "”",
        '"',
        "'",
        ",",
        ".",
        ":",
        "-",
        "(",
        ")",
        "the",
        "army",
        "told",
        "Reuters",
        "according",
        "to",
        "citing",
        "Orm",
        "denied",
        "reportedly",
        "and",
        "who",
        "as",
        "by",
        "was",
        "quoted",
        "saying",
        "claims",
        "’",
        "ministry's",
        "\n",
        "he",
        "in",
        "July",
        "12",
        "spokesman",
        "for",
    ]
)


@given(st.lists(WORDS, max_size=40))
def test_any_text_gives_spans_within_it_in_order_and_the_same_twice(parts: list[str]) -> None:
    text = " ".join(parts)
    found = attributions_in(text)
    spans = [s for one in found for s in (one.cue, *one.content, *one.via, *([one.source] if one.source else []))]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert [one.cue for one in found] == sorted(one.cue for one in found)
    assert found == attributions_in(text)


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_it(text: str) -> None:
    assert all(one.content for one in attributions_in(text))
