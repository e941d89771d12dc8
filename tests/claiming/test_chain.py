"""Links in, the chain out: its order, what is told once, and what is reasoned."""

from __future__ import annotations

import msgspec
import pytest

from tocsin.claiming.chain import chain_of
from tocsin.model import Fact, Link, Speaker, Text

TEXT = Text(text="Norden Dagblad", regions=())
SPEAKER = Speaker(name="the ministry", id="kas.ministry", span=(40, 52), side=None, told="explicit", named="office")
AGENCY = Link(role="agency", name="Norden", id="norden", span=(0, 6), told="explicit")
SPOKESMAN = Link(role="spokesman", name="Tam Aru", id=None, span=(20, 27), told="explicit")
RELAY = Link(role="relay", name="Radio Orm", id=None, span=(10, 19), told="explicit")


def roles(chain: tuple[Link, ...]) -> list[str]:
    return [link.role for link in chain]


@pytest.mark.parametrize("told", [[SPOKESMAN, RELAY, AGENCY], [AGENCY, RELAY, SPOKESMAN]])
def test_the_chain_goes_from_outlet_to_speaker_in_whatever_order_it_is_told(told: list[Link]) -> None:
    assert roles(chain_of(TEXT, told, None, SPEAKER)) == ["outlet", "agency", "relay", "spokesman", "speaker"]


def test_the_agency_of_the_report_is_inferred_where_no_mention_tells_it() -> None:
    assert chain_of(TEXT, [], AGENCY, SPEAKER)[1].told == "inferred"


def test_the_agency_of_a_mention_is_not_inferred() -> None:
    assert [link.told for link in chain_of(TEXT, [AGENCY], AGENCY, SPEAKER) if link.role == "agency"] == ["explicit"]


def test_the_same_spokesman_told_twice_is_one_link() -> None:
    again = msgspec.structs.replace(SPOKESMAN, span=(60, 67))
    assert [link.span for link in chain_of(TEXT, [SPOKESMAN, again], None, SPEAKER) if link.role == "spokesman"] == [
        (20, 27)
    ]


def test_two_spokesmen_are_two_links() -> None:
    other = msgspec.structs.replace(SPOKESMAN, name="Ana Sel")
    assert roles(chain_of(TEXT, [SPOKESMAN, other], None, SPEAKER)).count("spokesman") == 2


def test_a_chain_without_a_speaker_ends_at_the_outlet() -> None:
    nobody = Speaker(name=None, id=None, span=None, side=None, told="outlet", named="group")
    assert roles(chain_of(TEXT, [], None, nobody)) == ["outlet"]


def test_an_outlet_that_the_page_names_is_explicit() -> None:
    named = msgspec.structs.replace(TEXT, outlet=Fact(value="Norden Dagblad", source="metadata"))
    assert [(c[0].name, c[0].told) for c in (chain_of(t, [], None, SPEAKER) for t in (named, TEXT))] == [
        ("Norden Dagblad", "explicit"),
        (None, "inferred"),
    ]
