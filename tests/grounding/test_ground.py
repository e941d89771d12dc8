"""Drafts in, claims out: dated, placed, in their order; what an act without a place takes from the one before."""

from __future__ import annotations

import pytest

from tocsin.line import mark_page
from tocsin.model import Claim, Page

SHELLED = "Rebels shelled a village near Kandahar."
RAIDED = "Rebels raided a market."


def claims(*paragraphs: str, published: str | None = "2031-03-07") -> tuple[Claim, ...]:
    text = "\n".join(("News", *paragraphs, ""))
    return mark_page(Page(content=text.encode(), media="text/plain", path="ground.txt", published=published)).claims


def placed(claim: Claim) -> tuple[str, str] | None:
    return (claim.where.name, claim.where.told) if claim.where else None


def days(claim: Claim) -> tuple[str | None, str | None] | None:
    return (claim.when.earliest, claim.when.latest) if claim.when else None


def test_an_act_without_a_place_takes_that_of_the_act_before() -> None:
    first, second = claims(SHELLED, RAIDED)
    assert first.where is not None
    assert second.where is not None
    assert (first.where.told, second.where.told) == ("explicit", "carried")
    assert (second.where.id, second.where.lat) == (first.where.id, first.where.lat)
    assert [(b.rule, b.spans) for b in second.where.because] == [("place/carried", first.where.words)]


def test_an_act_before_any_place_has_none() -> None:
    first, second = claims(RAIDED, SHELLED)
    assert placed(first) is None
    assert placed(second) is not None


def test_a_speech_act_carries_no_place() -> None:
    _, concern = claims(SHELLED, "The premier voiced concern over the fighting.")
    assert (concern.type, placed(concern)) == ("concern", None)


def test_the_background_carries_no_place() -> None:
    *_, past = claims(SHELLED, "In 1994 rebels raided a market.")
    assert (past.layer, placed(past)) == ("background", None)


def test_a_weekday_is_reckoned_from_the_report_s_date() -> None:
    (claim,) = claims("Rebels shelled a village on Monday.")
    assert days(claim) == ("2031-03-03", "2031-03-03")


def test_an_undated_act_lies_between_the_latest_dated_act_and_the_report() -> None:
    _, claim = claims("Rebels shelled a village on Monday.", RAIDED)
    assert claim.when is not None
    assert (claim.when.precision, days(claim)) == ("bounded", ("2031-03-03", "2031-03-07"))


def test_a_speech_act_is_dated_by_its_saying() -> None:
    (claim,) = claims("The premier voiced concern over the fighting on Monday.")
    assert (claim.said, days(claim)) == (None, ("2031-03-03", "2031-03-03"))


def test_claims_keep_the_order_of_their_drafts() -> None:
    starts = [claim.quote[0] for claim in claims(SHELLED, RAIDED, "Rebels attacked a convoy.")]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("year", "told"),
    [("2012", "UN Secretary-General Ban Ki-moon"), ("2019", "UN Secretary-General Antonio Guterres")],
)
def test_an_undated_report_lies_within_the_term_of_the_office_holder_it_names(year: str, told: str) -> None:
    text = f"News\n{told} condemned the attack near Heglig on Thursday.\n"
    report = mark_page(Page(content=text.encode(), media="text/plain", path="ground.txt")).report
    assert report.published is None or (
        (report.published.earliest or "") <= f"{year}-12-31" and (report.published.latest or "9999") >= f"{year}-01-01"
    )
