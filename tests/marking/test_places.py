"""Names of places in text: what is found, how far the phrase goes, and what is no place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.lexicon.atlas import Atlas, own_layer
from tocsin.marking.places import find_places
from tocsin.model.spans import overlaps
from tocsin.model.text import Region

_ATLAS = Atlas(own_layer())


def _found(text: str) -> list[str]:
    return [text[slice(*name.span)] for name in find_places(text, (), _ATLAS)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Shells hit the Tovuz section of the frontier.", ["Tovuz section of the frontier"]),
        ("A drone fell 10 km east of Hadrut.", ["10 km east of Hadrut"]),
        ("Calm held on the Armenian-Azerbaijani border.", ["Armenian-Azerbaijani border"]),
        ("He fled the village of Talish.", ["village of Talish"]),
        ("Guns spoke along the line of contact.", ["line of contact"]),
        ("They met in Syria on Monday.", ["Syria"]),
        ("They flew to northern Syria.", ["northern Syria"]),
        ("Convoys left Kobani and Afrin.", ["Kobani", "Afrin"]),
        ("Mortars hit the Poonch sector.", ["Poonch sector"]),
        ("The upland region of Nagorno-Karabakh is quiet.", ["Nagorno-Karabakh"]),
        ("Ships waited off Gaza.", ["off Gaza"]),
        ("A bus from the Gaza Strip’s edge", ["Gaza Strip’s edge"]),
    ],
)
def test_a_place_is_found_with_its_phrase(text: str, phrases: list[str]) -> None:
    assert _found(text) == phrases


@pytest.mark.parametrize(
    "text",
    [
        "Syria said it was ready.",
        "Armenia’s army fired first.",
        "Three border guards were hurt.",
        "The Kobani Group met again.",
        "General Hadrut resigned.",
        "Anna Hadrut resigned.",
        "Ukraine and Russia disagree.",
        "Hadrut said he would sue.",
    ],
)
def test_a_speaker_or_a_part_of_a_longer_name_is_no_place(text: str) -> None:
    assert _found(text) == []


def test_the_core_is_the_name_alone() -> None:
    text = "A drone fell 10 km east of Hadrut."
    (name,) = find_places(text, (), _ATLAS)
    assert name.core is not None
    assert text[slice(*name.core)] == "Hadrut"
    assert name.kind == "place"


def test_furniture_names_no_place() -> None:
    text = "Guns spoke in Hadrut.\nMore from Kobani"
    regions = (Region(kind="body", span=(0, 21)), Region(kind="furniture", span=(22, 38)))
    assert [text[slice(*n.span)] for n in find_places(text, regions, _ATLAS)] == ["Hadrut"]
    assert len(find_places(text, (), _ATLAS)) == 2


def test_a_bare_name_written_small_elsewhere_is_a_common_word() -> None:
    assert _found("Hadrut, he wrote.") == ["Hadrut"]
    assert _found("Reporters in Hadrut grow hadrut beans.") == ["Hadrut"]
    assert _found("Hadrut grows. They grow hadrut beans.") == []


@given(
    st.lists(
        st.sampled_from(
            ["Hadrut", "in", "Syria", "border", "the", "near", "Gaza", "and", "10 km east of", "said", ","]
        ),
        max_size=14,
    )
)
def test_places_stand_in_text_order_and_none_overlaps_another(words: list[str]) -> None:
    text = " ".join(words)
    names = find_places(text, (), _ATLAS)
    assert list(names) == sorted(names, key=lambda n: n.span)
    assert not any(overlaps(one.span, other.span) for one, other in pairwise(names))
