from __future__ import annotations

import json
from typing import Any

import msgspec
from tests import examples

from tocsin.model import When, Where
from tocsin.writing.marklines import KINDS, mark_lines


def lines(**known: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in mark_lines(examples.reading(), **known)]


def of_kind(kind: str, **known: Any) -> list[dict[str, Any]]:
    return [line for line in lines(**known) if line["kind"] == kind]


def test_every_kind_has_a_line_and_every_line_its_words() -> None:
    assert {line["kind"] for line in lines()} == set(KINDS)
    assert all(examples.TEXT[slice(*line["span"])] == line["text"] for line in lines())


def test_lines_are_in_text_order() -> None:
    starts = [line["span"][0] for line in lines()]
    assert starts == sorted(starts)


def test_a_place_has_coordinates_and_a_radius() -> None:
    (place,) = of_kind("place")
    assert (place["lat"], place["lon"], place["radius_km"]) == (12.5, -3.25, 25.0)


def test_a_date_has_its_interval_and_its_value() -> None:
    (date,) = of_kind("date")
    assert (date["earliest"], date["latest"], date["value"]) == ("2031-03-03", "2031-03-03", "XXXX-03-03")


def test_what_nothing_resolves_is_null_and_what_the_caller_resolves_is_taken() -> None:
    reading = msgspec.structs.replace(examples.reading(), claims=())
    bare = [json.loads(line) for line in mark_lines(reading)]
    assert [line["lat"] for line in bare if line["kind"] == "place"] == [None]
    assert [line["earliest"] for line in bare if line["kind"] == "date"] == [None]
    orm = {examples.NEAR_ORM.words[0]: Where(name="Orm", lat=1.0, lon=2.0, radius_km=3.0)}
    fifth = {examples.span("3 March"): When(earliest="2031-03-05", latest="2031-03-05", precision="day")}
    told = [json.loads(line) for line in mark_lines(reading, orm, fifth)]
    assert [line["lat"] for line in told if line["kind"] == "place"] == [1.0]
    assert [line["latest"] for line in told if line["kind"] == "date"] == ["2031-03-05"]


def test_where_a_claim_holds_the_place_or_the_date_the_claim_decides() -> None:
    orm = {examples.NEAR_ORM.words[0]: Where(name="Orm", lat=1.0, lon=2.0, radius_km=3.0)}
    (place,) = of_kind("place", places=orm)
    assert place["lat"] == 12.5


def test_an_attribution_has_source_cue_and_content() -> None:
    told, untold = of_kind("attribution")
    assert examples.TEXT[slice(*told["source"])] == "Kastria’s defence ministry"
    assert examples.TEXT[slice(*told["cue"])] == "said"
    assert examples.TEXT[slice(*told["content"][0])].startswith("Vell troops")
    assert untold["source"] is None


def test_a_sentence_tells_its_layer() -> None:
    assert [line["layer"] for line in of_kind("sentence")][-2:] == ["news", "background"]
