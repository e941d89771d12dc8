"""Which place is meant, and where it lies: scoring of candidates, phrases about places, borders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.grounding.places import where_of
from tocsin.lexicon.atlas import Atlas, kilometres, own_layer
from tocsin.lexicon.gazetteer import Sources, compile_atlas
from tocsin.model.claim import Where
from tocsin.model.marks import Name

_TOWNS = [  # name, id, subdivision row, country row, population, lat, lon, other names
    ("Orm", 101, 1, 1, 90_000, 10.0, 20.0, []),
    ("Vell", 102, 2, 2, 120_000, 10.2, 20.4, []),
    ("Tarn", 103, 1, 1, 3_000, 10.3, 20.1, ["Dunmark"]),
    ("Dunmark", 104, 2, 2, 15_000, 10.4, 20.5, []),
    ("Lisk", 105, 1, 1, 9_000, 10.1, 19.9, []),
    ("Lisk", 106, 3, 3, 60_000, -30.0, 80.0, []),
    ("Far Orm", 107, 3, 3, 8_000, -30.3, 80.2, ["Orm"]),
    ("Sella", 108, 3, 3, 300_000, -31.0, 80.1, []),
]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    cities = "".join(f"{n}\t{i}\t{s}\t{c}\t{p}\t{lat}\t{lon}\n" for n, i, s, c, p, lat, lon, _ in _TOWNS)
    sources = Sources(
        towns=json.dumps({i: {"population": p, "alternatenames": names} for _, i, _, _, p, _, _, names in _TOWNS}),
        states=json.dumps({"KS": {"iso3": "KAS", "neighbours": "VL"}, "VL": {"iso3": "VEL", "neighbours": "KS"}}),
        cities=cities,
        subdivisions="Upland\t\t\t201\tProvince\t\t1\t\t1\nLowland\t\t\t202\tProvince\t\t1\t\t2\nOrm\t\t\t203\tProvince\t\t1\t\t3\n",
        countries="Kastria\tKS\tKAS\nVelland\tVL\tVEL\nSellmark\tSE\tSEL\n",
    )
    return Atlas.open(compile_atlas(tmp_path_factory.mktemp("atlas") / "atlas.sqlite", sources=sources))


_PARTIES = {"Kastria": "kas", "Velland": "vel", "Armenia": "arm", "Azerbaijan": "aze", "Ukraine": "ukr"}


def _where(text: str, words: str, atlas: Atlas, sides: tuple[str, ...] = (), also: tuple[str, ...] = ()) -> Where:
    """Ground the first ``words`` of ``text``; ``also`` are other places named in it."""
    places = [_name(text, word, "place") for word in also]
    parties = [
        Name(span=_name(text, word, "place").span, kind="state", party=slug)
        for word, slug in _PARTIES.items()
        if word in text
    ]
    return where_of(_name(text, words, "place"), text, [*places, *parties], sides, atlas)


def _name(text: str, words: str, kind: str) -> Name:
    assert kind == "place"
    at = text.index(words)
    return Name(span=(at, at + len(words)), kind="place")


def _codes(where: Where) -> list[str]:
    return [country.code for country in where.countries]


def _rules(where: Where) -> list[str]:
    return [because.rule for because in where.because]


def test_a_place_nobody_knows_keeps_its_words_and_has_no_point(atlas: Atlas) -> None:
    where = _where("Shots rang out in Qwert.", "Qwert", atlas)
    assert (where.name, where.words, where.lat, where.lon, where.id) == ("Qwert", ((18, 23),), None, None, None)
    assert _rules(where) == ["place/unknown"]


def test_the_larger_of_two_towns_is_meant_where_nothing_else_is_told(atlas: Atlas) -> None:
    assert _where("Shots rang out in Lisk.", "Lisk", atlas).id == "geonames:106"


def test_a_party_to_the_report_draws_the_place_into_its_country(atlas: Atlas) -> None:
    where = _where("Kastria said shots rang out in Lisk.", "Lisk", atlas)
    assert where.id == "geonames:105"
    assert "place/party-country" in _rules(where)


def test_the_sides_of_the_report_draw_the_place_too(atlas: Atlas) -> None:
    assert _where("Shots rang out in Lisk.", "Lisk", atlas, sides=("KAS", "VEL")).id == "geonames:105"


def test_other_places_of_the_report_draw_the_place_near_them(atlas: Atlas) -> None:
    where = _where("Shots rang out in Lisk. Sella is calm.", "Lisk", atlas, also=("Sella",))
    assert where.id == "geonames:106"
    where = _where("Shots rang out in Lisk. Vell is calm.", "Lisk", atlas, also=("Vell",))
    assert where.id == "geonames:105"
    assert "place/company" in _rules(where)


def test_the_province_told_after_the_name_decides(atlas: Atlas) -> None:
    where = _where("Shots rang out in Lisk, Upland, at noon.", "Lisk", atlas)
    assert where.id == "geonames:105"
    assert "place/within" in _rules(where)
    assert _where("The village of Lisk in the Upland province burned.", "Lisk", atlas).id == "geonames:105"


def test_a_main_name_goes_before_an_alternative_one_and_because_names_the_others(atlas: Atlas) -> None:
    where = _where("Kastria and Velland fought in Dunmark.", "Dunmark", atlas, sides=("KAS", "VEL"))
    assert where.id == "geonames:104"
    note = next(because.note for because in where.because if because.rule == "place/chosen")
    assert note == "Dunmark (city, VEL), not Tarn (city, KAS)"


def test_the_alternative_name_is_meant_in_a_report_on_its_country_alone(atlas: Atlas) -> None:
    text = "Kastria said a bus left Dunmark for Lisk."
    assert _where(text, "Dunmark", atlas, sides=("KAS",), also=("Lisk",)).id == "geonames:103"


def test_the_word_of_kind_chooses_between_a_town_and_a_province(atlas: Atlas) -> None:
    assert _where("Sellmark sent men to the Orm province.", "Orm", atlas).id == "geonames:203"
    assert _where("Sellmark sent men to the town of Orm.", "Orm", atlas).id == "geonames:101"


@pytest.mark.parametrize(
    ("text", "words", "lat", "lon"),
    [
        ("It fell 20 km north of Orm.", "20 km north of Orm", 10.18, 20.0),
        ("It fell ten miles to the east of Orm.", "ten miles to the east of Orm", 10.0, 20.147),
        ("It fell in Orm.", "Orm", 10.0, 20.0),
    ],
)
def test_a_distance_and_a_direction_move_the_point(text: str, words: str, lat: float, lon: float, atlas: Atlas) -> None:
    where = _where(text, "Orm", atlas)
    assert where.name == words
    assert where.lat == pytest.approx(lat, abs=0.01)
    assert where.lon == pytest.approx(lon, abs=0.01)


def test_near_a_place_reaches_further_than_the_place(atlas: Atlas) -> None:
    near, at = _where("It fell near Orm.", "Orm", atlas), _where("It fell in Orm.", "Orm", atlas)
    assert (near.lat, near.lon) == (at.lat, at.lon)
    assert (near.radius_km or 0) >= 10 > (at.radius_km or 0)
    assert "place/relative" in _rules(near)
    assert "place/relative" not in _rules(at)


def test_between_two_places_lies_midway_and_is_neither(atlas: Atlas) -> None:
    where = _where("The road between Orm and Vell is cut.", "Orm", atlas)
    assert (where.lat, where.lon, where.id) == (10.1, 20.2, None)
    assert _codes(where) == ["KAS", "VEL"]


def test_a_part_of_a_place_is_smaller_and_lies_to_that_side(atlas: Atlas) -> None:
    part, whole = _where("It snowed in northern Syria.", "Syria", atlas), _where("It snowed in Syria.", "Syria", atlas)
    assert (part.lat or 0) > (whole.lat or 0)
    assert (part.radius_km or 0) < (whole.radius_km or 0)


def test_a_section_of_a_border_lies_between_the_town_and_the_other_side(atlas: Atlas) -> None:
    text = "Kastria shelled Velland at the Orm section of the border."
    where = _where(text, "Orm section of the border", atlas, sides=("VEL", "KAS"))
    assert _codes(where) == ["KAS", "VEL"]
    assert (where.lat, where.lon) == (10.1, 20.2)
    assert where.id is None
    assert {"place/border-section", "place/across"} <= set(_rules(where))


def test_a_section_of_something_else_is_the_town(atlas: Atlas) -> None:
    where = _where("A leak shut the Orm section of the pipeline.", "Orm", atlas, sides=("KAS", "VEL"))
    assert (where.lat, where.lon) == (10.0, 20.0)
    assert "place/border-section" not in _rules(where)


def test_a_bare_border_is_that_of_the_two_sides(atlas: Atlas) -> None:
    where = _where("Guns fell silent on the border.", "border", atlas, sides=("VEL", "KAS"))
    assert _codes(where) == ["KAS", "VEL"]
    assert where.lat is not None
    assert _rules(where) == ["place/border-of-sides"]


def test_a_bare_border_of_nobody_has_no_point_and_no_countries(atlas: Atlas) -> None:
    where = _where("Guns fell silent on the border.", "border", atlas)
    assert (where.lat, where.countries) == (None, ())


def test_a_border_with_named_states_is_theirs_whatever_the_sides(atlas: Atlas) -> None:
    where = _where("Troops left the Syrian-Turkish border.", "Syrian-Turkish border", atlas, sides=("KAS", "VEL"))
    assert _codes(where) == ["SYR", "TUR"]
    assert "place/border-named" in _rules(where)


def test_a_line_of_contact_is_that_of_the_sides() -> None:
    atlas = Atlas(own_layer())
    text = "Fire was traded along the line of contact."
    assert _where(text, "line of contact", atlas, sides=("ARM", "AZE")).id == "own:karabakh-line-of-contact"
    assert _where(text, "line of contact", atlas, sides=("RUS", "UKR")).id == "own:donbas-contact-line"
    assert _where(text, "line of contact", atlas, sides=("KAS", "VEL")).id is None


def test_a_sector_of_the_line_of_control_is_on_the_line_and_the_town_is_not() -> None:
    atlas = Atlas(own_layer())
    sector = _where("Mortars hit the Poonch sector.", "Poonch sector", atlas)
    assert sector.id == "own:poonch-loc"
    assert _where("A bus left Poonch at dawn.", "Poonch", atlas).id == "own:poonch"


def test_the_determiner_is_not_among_the_words(atlas: Atlas) -> None:
    where = _where("It burned in the village of Lisk.", "the village of Lisk", atlas)
    assert where.name == "village of Lisk"


def test_tovuz_is_a_district_of_azerbaijan_unless_its_border_is_meant() -> None:
    atlas = Atlas(own_layer())
    text = "Azerbaijan told Armenia to quit Tovuz; Armenia spoke of the Tovuz section of the frontier."
    town = _where(text, "Tovuz", atlas, sides=("ARM", "AZE"))
    section = _where(text, "Tovuz section of the frontier", atlas, sides=("ARM", "AZE"))
    assert _codes(town) == ["AZE"]
    assert _codes(section) == ["ARM", "AZE"]
    assert (town.lat, town.lon) != (section.lat, section.lon)


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("Tovuz section", "border", ["ARM", "AZE"]),
        ("border situation", "border", ["ARM", "AZE"]),
        ("Armenian-Azerbaijani", "border", ["ARM", "AZE"]),
        ("Nagorno-Karabakh", "Karabakh", ["AZE"]),
    ],
)
def test_the_places_of_the_seed_come_out_right(first: str, last: str, codes: list[str]) -> None:
    seed = Path(__file__).parents[2].parent / "shared" / "design" / "tovuz-2020.txt"
    if not seed.exists():
        pytest.skip(f"SEED ABSENT: {seed}")
    text = seed.read_text(encoding="utf-8")
    start = text.index(first)
    span = (start, text.index(last, start) + len(last))
    where = where_of(Name(span=span, kind="place"), text, (), ("ARM", "AZE"), Atlas(own_layer()))
    assert (where.words, where.name, _codes(where)) == ((span,), text[slice(*span)], codes)
    assert where.lat is not None


@given(
    kilometre=st.integers(min_value=1, max_value=90), way=st.sampled_from(["north", "south-east", "west", "northwest"])
)
def test_the_place_named_lies_within_reach_of_the_point_that_is_moved(kilometre: int, way: str) -> None:
    atlas = Atlas(own_layer())
    where = _where(f"It fell {kilometre} km {way} of Hadrut.", "Hadrut", atlas)
    hadrut = atlas.find("Hadrut")[0]
    assert where.lat is not None
    assert where.lon is not None
    assert kilometres((hadrut.lat, hadrut.lon), (where.lat, where.lon)) == pytest.approx(kilometre, abs=1.0)
    assert (where.radius_km or 0) >= hadrut.radius_km
