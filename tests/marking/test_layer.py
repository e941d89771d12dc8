"""Layers: the table in ``cases/layer.yaml``, and the year of the news."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.marking.dates import find_dates
from tocsin.marking.layer import layer_of, news_year_of
from tocsin.model import Because, Sentence

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "layer.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_sentence_has_the_layer_of_the_table(case: dict[str, Any]) -> None:
    text = case["text"]
    layer, because = layer_of(text, (0, len(text)), find_dates(text, 0, len(text)), case["year"])
    assert layer == case["layer"]
    assert (because.rule if because else None) == case["rule"]
    assert all(text[a:b].strip() for a, b in (because.spans if because else ()))


def test_a_date_of_another_sentence_decides_nothing() -> None:
    text = "In 1994 the two fought. Velk shelled the port."
    dates = find_dates(text, 0, len(text))
    assert layer_of(text, (24, len(text)), dates, 2031) == ("news", None)


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("On 3 March 2030 and 4 April 2031 they met.", None, 2031),
        ("On 3 March 2030 they met.", "2031-03-04", 2031),
        ("They fought in 1994.", None, None),
        ("They met.", None, None),
    ],
)
def test_the_year_of_the_news_is_that_of_publication_else_of_the_latest_full_date(
    text: str, published: str | None, year: int | None
) -> None:
    assert news_year_of(text, find_dates(text, 0, len(text)), published) == year


@pytest.mark.parametrize(
    ("before", "text", "layer"),
    [
        ("layer/years", "Thousands fled their homes.", "background"),
        ("layer/goes-on", "Thousands fled their homes.", "background"),
        ("layer/years", "Thousands fled their homes on Monday.", "news"),
        ("layer/history-word", "Thousands fled their homes.", "news"),
    ],
)
def test_an_undated_sentence_goes_on_with_the_history_before_it(before: str, text: str, layer: str) -> None:
    earlier = Sentence(span=(0, 1), region=0, layer="background", because=(Because(rule=before),))
    found, _ = layer_of(text, (0, len(text)), find_dates(text, 0, len(text)), 2031, earlier)
    assert found == layer
