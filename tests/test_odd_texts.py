"""Bad input through the whole line: each is read, or refused with what, where and what to do; nothing hangs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tocsin
from tocsin.errors import BudgetError, LanguageError, UnreadableError
from tocsin.line import mark_page, read_page
from tocsin.model import Page
from tocsin.writing.jsonl import lines_of

TOLD = "Guns over Orm\nRebels shelled the village of Orm on Monday, the governor said. Two soldiers were killed."


def plain(words: str) -> Page:
    return Page(content=words.encode("utf-8", "surrogatepass"), media="text/plain", path="report.txt")


def claims(words: str) -> list[str]:
    return [claim.type for claim in read_page(plain(words)).claims]


def test_the_report_is_read_when_nothing_is_wrong_with_it() -> None:
    assert claims(TOLD) == ["attack.artillery", "losses"]


@pytest.mark.parametrize(
    "words",
    [
        TOLD.replace("village", "vil\x01lage \x1b[31m of \x7f"),
        TOLD.replace("village", "\u202evillage\u202c"),
        TOLD.replace("Two", "\ufeffTwo"),
        TOLD.replace("\n", "\r\n"),
        TOLD.replace(" ", "\u00a0"),
        TOLD + "\n" + "“" * 3000,
        TOLD + "\n" + "(" * 3000,
        TOLD + "\n" + "😀" * 3000,
    ],
    ids=["controls", "right-to-left", "byte-order mark", "crlf", "no-break spaces", "quotes", "brackets", "emoji"],
)
def test_odd_characters_cost_no_claim(words: str) -> None:
    assert set(claims(words)) == {"attack.artillery", "losses"}


def test_lone_surrogates_are_kept_and_written_as_valid_json() -> None:
    reading = tocsin.read_text(TOLD.replace("Orm on", "Orm \ud800 on"))
    lines = list(lines_of(reading))
    assert json.loads(lines[0])["text"] == reading.report.text
    assert "\ud800" in reading.report.text
    assert len(lines) == 1 + len(reading.claims)


def test_a_line_of_fifty_megabytes_is_refused_by_count_with_a_way_out() -> None:
    with pytest.raises(BudgetError, match="250,000") as refused:
        read_page(plain("a" * 50_000_000))
    assert "Split it" in str(refused.value)


def test_a_report_of_more_than_the_budget_of_words_is_refused_and_one_below_is_not() -> None:
    with pytest.raises(BudgetError, match="250,000"):
        read_page(plain("Title\n" + "word " * 250_001))
    assert claims("Title\n" + TOLD + "\n" + "The river is long and the road beside it is dusty.\n" * 400) != []


def test_two_hundred_thousand_nested_tags_are_read() -> None:
    nested = "<div>" * 200_000 + f"<p>{TOLD.splitlines()[1]}</p>" + "</div>" * 200_000
    page = Page(content=f"<html><body><h1>Guns over Orm</h1>{nested}</body></html>".encode(), media="text/html")
    assert "attack.artillery" in [claim.type for claim in read_page(page).claims]


def test_another_language_is_named_and_not_read() -> None:
    french = (
        "Les rebelles ont bombardé le village lundi, a déclaré le gouverneur de la province. Trois soldats sont morts "
        "et une dizaine de maisons ont brûlé près du pont. L'armée dit avoir repris la colline avant la nuit, mais "
        "personne n'a pu le vérifier jusqu'à présent."
    )
    with pytest.raises(LanguageError) as refused:
        read_page(plain("Un village bombardé\n" + french))
    assert "French" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"   \n\t ", b"<html><script>let x = 1</script></html>"])
def test_no_text_is_an_error_that_says_so(content: bytes) -> None:
    media = "text/html" if b"<" in content else "text/plain"
    with pytest.raises(UnreadableError):
        read_page(msgspec.structs.replace(plain(""), content=content, media=media))


@pytest.mark.parametrize(
    "words",
    [
        TOLD.upper(),
        TOLD.replace(".", "").replace(",", ""),
        "Title\n" + TOLD.split("\n")[1] * 200,
        "Title\n" + TOLD.split("\n")[1].replace(".", " and") * 120,
    ],
    ids=["capitals", "no punctuation", "one long paragraph", "one endless sentence"],
)
def test_a_report_in_an_odd_manner_still_gives_its_attack(words: str) -> None:
    assert any(kind.startswith("attack") for kind in claims(words))


QUOTES = {
    "straight": '""',
    "single": "‘’",
    "guillemets": "«»",
    "low": "„“",
    "turned": "»«",
    "apostrophes": "''",
    "backticks": ("``", "''"),
    "brackets": "「」",
}
REPORTS = sorted((Path(__file__).parents[1] / "gold" / "open").glob("*.txt"))
LEAST_KEPT = 0.6
"""Share of its claims that a report keeps in an odd manner; its plain form is not so easily read as one thinks."""


def kept(changed: Callable[[str], str]) -> float:
    """Return how many claims the bundled reports have when changed, as a share of those that they have as they are."""
    return sum(len(claims(changed(words))) for words in told()) / plainly()


@cache
def told() -> tuple[str, ...]:
    """Every other bundled report."""
    return tuple(path.read_text("utf-8") for path in REPORTS[::2])


@cache
def plainly() -> int:
    return sum(len(claims(words)) for words in told())


@pytest.mark.parametrize("marks", QUOTES.values(), ids=QUOTES)
def test_every_style_of_quotation_marks_keeps_the_claims(marks: tuple[str, str]) -> None:
    assert kept(lambda words: words.replace("“", marks[0]).replace("”", marks[1])) >= 0.9


@pytest.mark.parametrize(
    "changed",
    [str.upper, str.lower, lambda words: re.sub(r"[^\w\s]", "", words)],
    ids=["capitals", "small letters", "no punctuation"],
)
def test_whole_reports_in_an_odd_manner_keep_most_of_their_claims(changed: Callable[[str], str]) -> None:
    assert kept(changed) >= LEAST_KEPT


def test_the_end_of_a_paragraph_of_twenty_thousand_characters_is_read() -> None:
    filling = "Farmers by the river brought in their barley while the weather held. " * 290
    assert len(filling) > 20_000
    long = f"Guns over Orm\n{filling}{TOLD.split(chr(10))[1]}"
    assert set(claims(long)) == {"attack.artillery", "losses"}


def test_words_that_the_vocabulary_lacks_are_read_over_and_cost_no_claim() -> None:
    strange = "ꙮꙮ 𓂀𓆣 ⠓⠑⠇⠇⠕ ᚠᚢᚦ 你好世界 🜚🜛 xqzzvkwj-pfftgh"
    assert set(claims(TOLD.replace("village", f"{strange} village") + f" {strange}.")) == {"attack.artillery", "losses"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_no_text_whatever_makes_the_line_fail(words: str) -> None:
    try:
        reading = mark_page(plain(f"Title of it\n{TOLD}\n{words}"))
    except UnreadableError:
        return
    assert all(claim.quoted == tuple(reading.report.text[a:b] for a, b in claim.quote) for claim in reading.claims)
