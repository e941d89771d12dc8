from __future__ import annotations

import msgspec
import pytest
from tests import examples

from tocsin.errors import UsageError
from tocsin.model import Claim, Speaker
from tocsin.writing.shortened import meant, shortened
from tocsin.writing.sides import counted_by, origins, side_names, voices

READING = examples.reading()


def spoken_by(**fields: object) -> Claim:
    speaker: Speaker = msgspec.structs.replace(examples.VELL, **fields)
    return examples.claim(8, examples.LOSSES, "losses", speaker)


def test_a_side_is_called_by_the_name_the_report_uses_else_by_its_code() -> None:
    assert dict(side_names(READING)) == {"KAS": "Kastria (KAS)", "VEL": "VEL"}


def test_a_figure_is_own_or_the_other_sides_or_a_third_partys() -> None:
    sides = side_names(READING)
    said = [counted_by(one, "KAS", sides) for one in (examples.KASTRIA, examples.VELL, examples.ENVOY)]
    assert said == ["own", "other", "third"]


def test_one_speaker_under_two_names_is_one_voice() -> None:
    told = [spoken_by(), spoken_by(name="the army")]
    assert [voice.name for voice in voices(told, READING.report)] == ["The Vell army"]


def test_an_anonymous_source_is_no_certain_further_origin() -> None:
    assert origins([spoken_by(), spoken_by(id=None, name="a source", named="anonymous")]) == (1, 2)


def test_a_capital_and_its_ministry_may_be_one_origin() -> None:
    assert origins([spoken_by(), spoken_by(id="vel", name="Vell")]) == (1, 2)
    assert origins([spoken_by(), spoken_by(id="kas", name="Kastria")]) == (2, 2)


def test_no_claims_have_no_origin() -> None:
    assert origins([]) == (0, 0)


def test_ids_are_shortened_as_far_as_they_differ() -> None:
    ids = ["clm_aaaaaaaabbbb", "clm_aaaaaaaabcbb", "clm_zzzzzzzzzzzz"]
    assert list(shortened(ids).values()) == ["clm_aaaaaaaabb", "clm_aaaaaaaabc", "clm_zzzzzzzz"]


def test_a_unique_beginning_means_its_id_with_or_without_the_prefix() -> None:
    ids = ["clm_abcd", "clm_abxy"]
    assert [meant(word, ids) for word in ("clm_abc", "abx", "clm_abcd")] == ["clm_abcd", "clm_abxy", "clm_abcd"]


@pytest.mark.parametrize("word", ["clm_ab", "ab", "clm_q", ""])
def test_a_beginning_of_several_ids_or_of_none_is_refused(word: str) -> None:
    with pytest.raises(UsageError):
        meant(word, ["clm_abcd", "clm_abxy"])
