"""Events of a sentence: which losses, dates and places each takes, and whose words it is told in."""

from __future__ import annotations

from tocsin.line import mark_page
from tocsin.model import Claim, Page, Reading


def read(*paragraphs: str) -> Reading:
    text = "\n".join(("News from Orm", *paragraphs, ""))
    return mark_page(Page(content=text.encode(), media="text/plain", path="telling.txt", published="2031-03-07"))


def only(*paragraphs: str) -> Claim:
    (claim,) = read(*paragraphs).claims
    return claim


def test_a_date_outside_the_content_dates_the_saying() -> None:
    claim = only("The army said on Monday that rebels had shelled a village.")
    assert claim.said is not None
    assert claim.said.earliest == "2031-03-03"


def test_a_date_inside_the_content_dates_the_act() -> None:
    claim = only("The army said rebels had shelled a village on Monday.")
    assert claim.said is None
    assert claim.when is not None
    assert (claim.when.earliest, claim.when.latest) == ("2031-03-03", "2031-03-03")


def test_losses_sit_on_the_nearest_act_of_their_sentence() -> None:
    far, near = read("Rebels shelled a village at dawn and later raided a market, killing nine people.").claims
    assert ([t.best for t in far.tolls], [t.best for t in near.tolls]) == ([], [9])


def test_losses_do_not_leave_their_sentence() -> None:
    act, losses = read("Rebels shelled a village. Nine people were killed.").claims
    assert ([t.best for t in act.tolls], [t.best for t in losses.tolls]) == ([], [9])


def test_the_principal_holds_the_floor_after_his_spokesman() -> None:
    *_, losses = read("The premier condemned the attack, his spokesman said. Nine people were killed.").claims
    assert losses.speaker.name == "The premier"
    assert losses.speaker.told == "carried"


def test_a_speaker_of_one_clause_does_not_speak_in_the_next_paragraph() -> None:
    *_, losses = read("The premier condemned the attack, his spokesman said.", "Nine people were killed.").claims
    assert losses.speaker.told == "outlet"


def test_places_after_the_act_come_before_those_ahead_of_it() -> None:
    claim = only("From Kabul, a ministry said rebels had shelled a village near Kandahar.")
    assert claim.where is not None
    assert "Kandahar" in claim.where.name
