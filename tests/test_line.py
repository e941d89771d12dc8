"""A page in, a reading out: what the gate keeps out, what a report's id hangs on, and that words never move."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.line import mark_page, read_page, report_id
from tocsin.model import Page, Reading, Span, Text
from tocsin.model.text import Region

WAR = "Fire near Heglig\nSudan said South Sudan had shelled a village near Heglig.\nFour soldiers were killed.\n"
PEACE = sorted((Path(__file__).parents[1] / "gold" / "negatives").glob("*.txt"))


def page(text: str, **fields: str) -> Page:
    return Page(content=text.encode(), media="text/plain", path="line.txt", **fields)


def spans_of(reading: Reading) -> list[Span]:
    claims = reading.claims
    return [
        *(span for claim in claims for span in claim.quote),
        *(actor.span for claim in claims for actor in claim.actors),
        *(toll.span for claim in claims for toll in claim.tolls),
        *(claim.speaker.span for claim in claims if claim.speaker.span),
        *(span for claim in claims for because in claim.because for span in because.spans),
        *(region.span for region in reading.report.regions),
    ]


def test_a_report_of_war_yields_the_same_claims_through_the_gate_and_past_it() -> None:
    assert read_page(page(WAR)).claims == mark_page(page(WAR)).claims
    assert [claim.type for claim in read_page(page(WAR)).claims] == ["attack.artillery", "losses"]


@pytest.mark.parametrize("path", PEACE, ids=lambda path: path.stem)
def test_a_report_of_peace_yields_nothing_and_says_why(path: Path) -> None:
    reading = read_page(page(path.read_text("utf-8")))
    assert (reading.claims, reading.disputes) == ((), ())
    assert [because.rule for because in reading.report.because] == ["gate/no-conflict"]


def test_a_report_that_passed_says_nothing_of_the_gate() -> None:
    assert read_page(page(WAR)).report.because == ()


def test_the_report_keeps_its_text_as_it_was() -> None:
    odd = "Fire  near\u00a0Heglig\r\nSudan said  South Sudan had shelled a village.\r\n"
    assert mark_page(page(odd)).report.text == odd


@given(st.text(alphabet=st.sampled_from("“”’\u00a0éß😀 \n.")).map(lambda noise: f"{WAR}{noise}\n"))
@settings(max_examples=25, deadline=None)
def test_every_span_lies_in_the_text_whatever_stands_around_it(text: str) -> None:
    reading = mark_page(page(text))
    assert all(0 <= start < end <= len(reading.report.text) for start, end in spans_of(reading))
    assert [c.quoted for c in reading.claims] == [
        tuple(reading.report.text[a:b] for a, b in c.quote) for c in reading.claims
    ]


def test_the_same_page_gives_the_same_reading() -> None:
    assert read_page(page(WAR)) == read_page(page(WAR))


def as_text(words: str, *, furniture: str = "", url: str | None = None) -> Text:
    regions = (
        Region(kind="body", span=(0, len(words))),
        Region(kind="furniture", span=(len(words), len(words + furniture))),
    )
    return Text(text=words + furniture, regions=regions, url=url)


def test_a_report_s_id_hangs_on_its_words_and_not_on_its_furniture_or_spaces() -> None:
    plain = report_id(as_text("Rebels shelled a village."))
    assert report_id(as_text("Rebels  shelled\na village.", furniture="Share this")) == plain
    assert report_id(as_text("Rebels shelled two villages.")) != plain


def test_a_report_with_an_address_is_known_by_it() -> None:
    one, other = "norden.example/1", "norden.example/2"
    assert report_id(as_text("Rebels shelled.", url=one)) == report_id(as_text("Other words.", url=one))
    assert report_id(as_text("Rebels shelled.", url=one)) != report_id(as_text("Rebels shelled.", url=other))


def test_a_version_hangs_on_the_bytes() -> None:
    one, other = read_page(page(WAR)), read_page(page(WAR + "\n"))
    assert one.report.id == other.report.id
    assert one.report.version != other.report.version
