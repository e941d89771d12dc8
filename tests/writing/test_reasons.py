from __future__ import annotations

from tests import examples

from tocsin.model import Because
from tocsin.writing.reasons import because_line, chain_line, why

READING = examples.reading()


def fields(number: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label, line in why(READING.claims[number], READING):
        found.setdefault(label, []).append(line)
    return found


def test_the_words_stand_first_with_where_they_stand() -> None:
    label, line = why(READING.claims[1], READING)[0]
    assert (label, line) == ("Words", f"“{examples.LOSSES}” (chars 132–199)")


def test_each_rule_stands_with_the_field_it_speaks_for() -> None:
    found = fields(1)
    assert found["Says"][-1] == "“Kastria’s defence ministry”, chars 38–64 (floor/bare-sentence)"
    assert found["Losses"][-1] == "“Four”, chars 132–136 (tolls/number-word)"


def test_an_own_figure_is_called_one() -> None:
    assert fields(1)["Losses"][0].startswith("KAS, own figure: 4 killed (military).")


def test_a_date_that_no_words_say_tells_so_and_names_its_assumption() -> None:
    assert fields(1)["When"] == ["~3–4 Mar 2031; no date in the sentence. Assumes date/recency."]


def test_a_place_tells_its_radius_its_countries_and_who_says_so() -> None:
    assert "12.500, -3.250 within 25 km, in KAS (says kas), VEL (says vel) (own:orm)" in fields(0)["Where"][0]


def test_a_rule_for_no_field_is_still_printed() -> None:
    odd = Because(rule="odd/rule", note="a remark")
    claim = examples.claim(7, examples.LOSSES, "losses", examples.VELL, because=(odd,))
    assert ("Rules", "a remark (odd/rule)") in why(claim, READING)


def test_furniture_is_named_as_not_used() -> None:
    assert fields(0)["Not used"] == [
        "“Latest news Harvest fair opens Share this page”, chars 398–444: site furniture (clean/latest-news)"
    ]


def test_a_learned_mark_shows_head_and_score() -> None:
    line = because_line(Because(rule="marker", spans=((0, 7),), head="source", score=0.91), examples.TEXT)
    assert line == "“Kastria”, chars 0–7 (marker, source 0.91)"


def test_a_reasoned_link_has_a_star_but_the_outlet_has_none() -> None:
    assert chain_line(READING.claims[0].chain) == "outlet ← Kastria’s defence ministry"
    agency = READING.claims[0].chain[1]
    reasoned = type(agency)(role="agency", name="Orm Wire", id=None, span=None, told="inferred")
    assert chain_line((READING.claims[0].chain[0], reasoned, agency)).startswith("outlet ← Orm Wire* ← ")
