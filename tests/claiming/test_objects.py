"""What a claim speaks of: the agreement, the format, the place that passes hands."""

from __future__ import annotations

import pytest

from tocsin.claiming.objects import control_of, object_of
from tocsin.line import mark_page
from tocsin.model import Control, Event, Name, Page, Role, Span

TEXT = "India lost Uri to Pakistan; all kept the 2003 ceasefire."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


INDIA = Name(span=span("India"), kind="state", id="ind", party="ind")
PAKISTAN = Name(span=span("Pakistan"), kind="state", id="pak", party="pak")
NAMES = (INDIA, PAKISTAN)
HANDS = (Role(slot="initiator", span=INDIA.span), Role(slot="target", span=PAKISTAN.span))


def control(type_: str, *roles: Role) -> Control | None:
    return control_of(Event(trigger=span("lost"), type=type_, clause=(0, 26), roles=roles), NAMES)


def hands(type_: str, *roles: Role) -> tuple[str | None, str | None]:
    found = control(type_, *roles)
    assert found is not None
    return found.from_, found.to


def test_what_is_lost_goes_from_the_loser_to_the_taker() -> None:
    assert hands("control.lost", *HANDS) == ("ind", "pak")


def test_what_is_gained_comes_from_the_other_to_the_taker() -> None:
    assert hands("control.gained", *HANDS) == ("pak", "ind")


def test_a_taker_who_is_not_told_is_null() -> None:
    assert hands("control.lost", HANDS[0]) == ("ind", None)
    assert hands("control.held", HANDS[0]) == (None, "ind")


def test_the_place_that_passes_hands_is_its_span() -> None:
    found = control("control.lost", *HANDS, Role(slot="object", span=span("Uri")))
    assert found is not None
    assert found.span == span("Uri")


def test_an_attack_passes_no_place() -> None:
    assert control("attack", *HANDS) is None


def test_an_act_of_a_truce_speaks_of_the_agreement_named_behind_it() -> None:
    event = Event(trigger=span("kept"), type="ceasefire.observed", clause=(0, len(TEXT)))
    found = object_of(event, (0, len(TEXT)), NAMES, TEXT)
    assert found is not None
    assert (found.kind, found.name, found.span) == ("agreement", "the 2003 ceasefire", span("the 2003 ceasefire"))


def test_an_agreement_before_the_trigger_is_not_its_object() -> None:
    event = Event(trigger=(len(TEXT) - 1, len(TEXT)), type="ceasefire.observed", clause=(0, len(TEXT)))
    assert object_of(event, (0, len(TEXT)), NAMES, TEXT) is None


def test_an_attack_speaks_of_no_agreement() -> None:
    event = Event(trigger=span("kept"), type="attack", clause=(0, len(TEXT)))
    assert object_of(event, (0, len(TEXT)), NAMES, TEXT) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("France voiced support for the mediation of the OSCE Minsk Group.", "Minsk Group"),
        ("France voiced support for the mediation of the United Nations.", None),
    ],
)
def test_support_for_mediation_names_a_format_and_no_other_body(words: str, found: str | None) -> None:
    page = Page(content=f"News\n{words}\n".encode(), media="text/plain", path="objects.txt")
    support = next(claim for claim in mark_page(page).claims if claim.type.startswith("support"))
    assert (support.object and support.object.name) == found
