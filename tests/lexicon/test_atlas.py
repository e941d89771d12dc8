"""The atlas: folding, the own layer, look-ups with and without the compiled part, and compiling it."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import AtlasError
from tocsin.lexicon.atlas import Atlas, atlas_path, folded, own_layer, phrase_table, states
from tocsin.lexicon.gazetteer import Sources, city_radius_km, compile_atlas
from tocsin.lexicon.place_phrases import border_phrases, phrase_around

_ROWS = [  # name, id, subdivision row, population, lat, lon, other names
    ("Ormé", "101", "1", 90_000, 10.0, 20.0, ["Orm", "ORM", "twwz", "Орм"]),
    ("Vell", "102", "2", 5_000, 10.2, 20.4, ["Orm"]),
    ("Saint-Tarn", "103", "1", 700, 10.5, 20.1, []),
]


def _sources() -> Sources:
    cities = "".join(f"{n}\t{i}\t{s}\t{s}\t{p}\t{lat}\t{lon}\n" for n, i, s, p, lat, lon, _ in _ROWS)
    towns = {i: {"population": p, "alternatenames": names} for _, i, _, p, _, _, names in _ROWS}
    near = {
        "AM": {"iso3": "KAS", "neighbours": "AZ"},
        "AZ": {"iso3": "VEL", "neighbours": "AM"},
    }
    return Sources(
        towns=json.dumps(towns),
        states=json.dumps(near),
        cities=cities,
        subdivisions="Upland\t\t\t201\tProvince\tUplands\t1\t\t1\nLowland\t\t\t202\tProvince\t\t1\t\t2\n",
        countries="Kastria\tKS\tKAS\nVelland\tVL\tVEL\n",
    )


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return Atlas.open(compile_atlas(tmp_path / "atlas.sqlite", sources=_sources()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xankəndi", "XANKENDI"),
        ("Sa’ada", "Sa'ada"),
        ("Nagorno-Karabakh", "nagorno karabakh"),
        ("Nagorno–Karabakh", "Nagorno-Karabakh"),
        ("St. Tarn", "Saint Tarn"),
        ("Łódź", "Lodz"),
        ("Preševo\u00a0Valley", "Presevo Valley"),
    ],
)
def test_two_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Shusha", "Shushi"), ("Orm", "Orme"), ("Tarn", "St Tarn")])
def test_two_names_do_not_fold_alike(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


def test_own_ids_are_unique() -> None:
    ids = [place.id for place in own_layer()]
    assert len(ids) == len(set(ids))


def test_every_own_place_lies_on_the_globe_and_has_an_extent() -> None:
    for place in own_layer():
        assert -90 <= place.lat <= 90, place.id
        assert -180 <= place.lon <= 180, place.id
        assert place.radius_km > 0, place.id
        assert place.names, place.id


def test_countries_of_own_places_are_states_in_alphabetical_order() -> None:
    known = {state.code for state in states()} | {"ESH"}
    for place in own_layer():
        codes = [country.code for country in place.countries]
        assert codes == sorted(set(codes)), place.id
        assert set(codes) <= known, place.id


def test_a_disputed_town_is_found_by_the_name_of_either_side() -> None:
    atlas = Atlas(own_layer())
    for pair in (("Shushi", "Shusha"), ("Stepanakert", "Khankendi"), ("Kobane", "Ain al-Arab"), ("Heglig", "Panthou")):
        one, other = (atlas.find(name)[0] for name in pair)
        assert one == other, pair
        assert len({naming.side for naming in one.names}) > 1, pair


def test_a_place_claimed_by_two_states_says_who_says_so() -> None:
    crimea = Atlas(own_layer()).find("Crimea")[0]
    assert [(c.code, c.said_by) for c in crimea.countries] == [("RUS", "RUS"), ("UKR", "UN")]


def test_without_the_compiled_part_the_atlas_is_incomplete_and_says_what_to_do(tmp_path: Path) -> None:
    atlas = Atlas.open(tmp_path / "absent.sqlite")
    assert not atlas.complete
    assert "tocsin doctor --atlas" in (atlas.remark or "")
    assert atlas.knows("Syria")
    assert not atlas.knows("Vell")


def test_a_compiled_atlas_is_complete(atlas: Atlas) -> None:
    assert (atlas.complete, atlas.remark) == (True, None)


def test_candidates_come_by_population(atlas: Atlas) -> None:
    assert [(p.name, p.countries[0].code) for p in atlas.find("Orm")] == [("Ormé", "KAS"), ("Vell", "VEL")]


def test_transcriptions_and_other_scripts_are_no_names(atlas: Atlas) -> None:
    assert [atlas.knows(name) for name in ("Orm", "twwz", "Орм")] == [True, False, False]


def test_a_name_is_found_with_and_without_its_article(atlas: Atlas) -> None:
    assert atlas.find("al-Orm") == atlas.find("Orm")
    assert atlas.knows("The Vell")
    assert not atlas.knows("alorm")


def test_a_province_lies_amid_its_towns_and_reaches_over_them(atlas: Atlas) -> None:
    (upland,) = atlas.find("Uplands")
    assert (upland.feature, upland.lat, upland.lon) == ("admin1", 10.25, 20.05)
    assert upland.radius_km > atlas.find("Orm")[0].radius_km


def test_neighbours_have_a_border_between_their_towns(tmp_path: Path) -> None:
    atlas_file = compile_atlas(tmp_path / "atlas.sqlite", sources=_sources())
    place = Atlas((), sqlite3.connect(atlas_file)).border("VEL", "KAS")
    assert place is not None
    assert [country.code for country in place.countries] == ["KAS", "VEL"]
    assert (place.lat, place.lon) == (10.225, 20.225)
    assert Atlas((), sqlite3.connect(atlas_file)).border("KAS", "TAR") is None


def test_the_nearest_town_across_is_found_only_within_reach(atlas: Atlas) -> None:
    orm = atlas.find("Orm")[0]
    across = atlas.beside(orm, "VEL")
    assert across is not None
    assert across.name == "Vell"
    assert atlas.beside(orm, "VEL", within_km=10.0) is None


def test_a_larger_town_reaches_further_within_bounds() -> None:
    assert city_radius_km(0) == 2.0
    assert city_radius_km(1_000_000) == 15.0
    assert city_radius_km(30_000_000) == 40.0


def test_compiling_twice_gives_the_same_answers(tmp_path: Path) -> None:
    one, other = (compile_atlas(tmp_path / name, sources=_sources()) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_compilers_side_by_side_leave_one_whole_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "atlas.sqlite"
    threads = [Thread(target=compile_atlas, args=(target, None, _sources())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in tmp_path.iterdir()] == ["atlas.sqlite"]
    assert Atlas.open(target).knows("Vell")


def test_progress_is_told(tmp_path: Path) -> None:
    lines: list[str] = []
    compile_atlas(tmp_path / "atlas.sqlite", lines.append, _sources())
    assert lines[0].startswith("3 populated places")


@pytest.mark.parametrize("damage", ["text", "empty", "short", "schema"])
def test_a_damaged_file_is_an_error_that_names_the_file(tmp_path: Path, damage: str) -> None:
    file = compile_atlas(tmp_path / "atlas.sqlite", sources=_sources())
    if damage == "schema":
        link = sqlite3.connect(file)
        link.execute("UPDATE meta SET value = '0'")
        link.commit()
        link.close()
    else:
        whole = file.read_bytes()
        file.write_bytes({"text": b"no atlas", "empty": b"", "short": whole[: len(whole) - 4096]}[damage])
    with pytest.raises(AtlasError, match=re.escape(str(file))):
        Atlas.open(file)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AtlasError, match="cannot be written"):
        compile_atlas(tmp_path / "file" / "atlas.sqlite", sources=_sources())


def test_the_usual_place_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TOCSIN_ATLAS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert re.fullmatch(r"atlas-[0-9a-f]{16}\.sqlite", atlas_path().name)
    assert atlas_path().parent == tmp_path / "tocsin"
    monkeypatch.setenv("TOCSIN_ATLAS", str(tmp_path / "mine"))
    assert atlas_path() == tmp_path / "mine"


@pytest.mark.parametrize("row", phrase_table()["phrase"], ids=lambda row: row["fires"])
def test_every_phrase_row_fires_on_its_example_and_not_on_its_near_miss(row: dict[str, str]) -> None:
    text = re.sub(r"[\[\]<>]", "", row["fires"])
    start = text.index("Orm")
    phrase = phrase_around(text, (start, start + 3))
    wanted = re.sub(r"[<>]", "", row["fires"].split("[")[1].split("]")[0])
    assert text[slice(*phrase.span)] == wanted
    assert phrase.relation == row["relation"]
    start = row["misses"].index("Orm")
    assert phrase_around(row["misses"], (start, start + 3)).relation != row["relation"]


def test_widening_goes_outwards_through_several_rows() -> None:
    text = "It fell 10 miles north-east of the village of Orm."
    phrase = phrase_around(text, (46, 49))
    assert text[slice(*phrase.span)] == "10 miles north-east of the village of Orm"
    assert (phrase.kind, phrase.distance_km, phrase.bearing) == ("village", 16.09, 45.0)


@pytest.mark.parametrize(
    ("text", "words", "named"),
    [
        ("along the Syrian-Turkish border", "Syrian-Turkish border", ("SYR", "TUR")),
        ("Armenia’s border with Iran is calm", "Armenia’s border with Iran", ("ARM", "IRN")),
        ("the border between Chad and Sudan", "border between Chad and Sudan", ("TCD", "SDN")),
        ("the situation on the border", "border", ()),
    ],
)
def test_a_border_names_its_states(text: str, words: str, named: tuple[str, ...]) -> None:
    (border,) = border_phrases(text)
    assert text[slice(*border.span)] == words
    assert border.states == named


@pytest.mark.parametrize("text", ["three border guards", "Kastria borders Velland", "cross-border fire", "borderline"])
def test_what_only_holds_the_word_is_no_border(text: str) -> None:
    assert list(border_phrases(text)) == []
