"""HTML -> text with regions and facts."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.cleaning import clean
from tocsin.cleaning.markup import read_markup
from tocsin.errors import TocsinError
from tocsin.model import Page, Text
from tocsin.reading import page_of_text

SHARED = Path(__file__).parents[3] / "shared"
NEWS = """<!doctype html><html lang="en"><head><title>Drone hits depot in Orm | Vell Post</title>
<meta property="og:title" content="Drone hits depot in Orm"><meta property="og:site_name" content="Vell Post">
<meta property="article:published_time" content="2031-05-04T06:30:00Z">
<link rel="canonical" href="https://vellpost.example/2031/05/04/depot">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2031-05-04T06:31:00+00:00",
 "author": [{"name": "Dana Orm"}]}]}</script><style>p { color: red }</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Drone hits depot in&nbsp;Orm</h1><p class="standfirst">Fire service counts four hurt</p>
<p class="byline">By <a rel="author" href="/d">Dana Orm</a></p>
<figure><img src="x.jpg" alt="smoke"><figcaption>Smoke over the depot</figcaption></figure>
<p>A drone hit a <b>fuel</b> depot in Orm before dawn, the fire service said &amp; showed.<br>It burnt for hours, residents of the town said.</p>
<div class="related-links"><a href="/1">Read also: Ferry to Brezna runs again</a></div>
<p>Four workers were hurt, a doctor at the hospital of Orm told reporters on Sunday.</p>
<h2>Who flew it</h2>
<p>Kastria denied that the drone was its own, and blamed the Free Lowlands Army for it.</p>
<p hidden>Nine hundred were killed in the blast, said nobody.</p><p style="display: none">Ghost words stand here.</p>
</article></main>
<aside><h3>Most read</h3><a href="/2">Harvest fair opens in Vell</a> <time datetime="2031-05-05">5 May 2031</time></aside>
<div id="comments"><p>I think that the depot was old and should have been moved, wrote a reader.</p></div>
<footer>© 2031 Vell Post</footer></body></html>"""


def read(html: str) -> Text:
    return clean(page_of_text(html, media="text/html"))


def words_of(text: Text, kind: str) -> list[str]:
    return [text.text[slice(*region.span)] for region in text.regions if region.kind == kind]


def needed(path: Path) -> Path:
    if not path.exists():
        print(f"\nSKIPPED LOUDLY: {path} is absent")
        pytest.skip(f"{path} is absent")
    return path


def test_a_news_page_gives_its_title_standfirst_byline_caption_and_body() -> None:
    text = read(NEWS)
    assert words_of(text, "title") == ["Drone hits depot in\xa0Orm"]
    assert words_of(text, "standfirst") == ["Fire service counts four hurt"]
    assert words_of(text, "byline") == ["By Dana Orm"]
    assert words_of(text, "caption") == ["Smoke over the depot"]
    assert words_of(text, "body") == [
        "A drone hit a fuel depot in Orm before dawn, the fire service said & showed.",
        "It burnt for hours, residents of the town said.",
        "Four workers were hurt, a doctor at the hospital of Orm told reporters on Sunday.",
        "Kastria denied that the drone was its own, and blamed the Free Lowlands Army for it.",
    ]


def test_menus_links_headings_comments_and_footer_are_furniture_and_stay_in_the_text() -> None:
    furniture = "\n".join(words_of(read(NEWS), "furniture"))
    for words in ("Home", "Read also", "Who flew it", "Most read", "Harvest fair", "wrote a reader", "© 2031"):
        assert words in furniture


def test_hidden_words_scripts_and_styles_are_not_in_the_text() -> None:
    text = read(NEWS).text
    for words in ("Nine hundred", "Ghost words", "datePublished", "color", "smoke\n"):
        assert words not in text


def test_facts_come_from_metadata_with_the_tag_that_says_so() -> None:
    text = read(NEWS)
    assert [(fact.value, fact.source) for fact in text.published][:3] == [
        ("2031-05-04T06:31:00+00:00", "metadata (JSON-LD datePublished)"),
        ("2031-05-04T06:30:00Z", "metadata (article:published_time)"),
        ("2031-05-05", "metadata (time)"),
    ]
    assert text.outlet
    assert (text.outlet.value, text.outlet.source) == ("Vell Post", "metadata (og:site_name)")
    assert text.author
    assert text.author.value == "Dana Orm"
    assert text.url == "https://vellpost.example/2031/05/04/depot"
    assert [fact.value for fact in text.captured] == ["2031-05-05"]


def test_what_the_user_knows_comes_first() -> None:
    page = page_of_text(NEWS, media="text/html", url="https://a.example/x", outlet="Own", published="2031-05-03")
    text = clean(page)
    assert (text.published[0].value, text.published[0].source) == ("2031-05-03", "given")
    assert text.outlet
    assert (text.outlet.value, text.outlet.source) == ("Own", "given")
    assert text.url == "https://a.example/x"


def test_an_element_that_calls_itself_furniture_but_holds_the_report_is_not_believed() -> None:
    html = NEWS.replace("<main>", '<main><div class="has sidebar share">').replace("</main>", "</div></main>")
    assert words_of(read(html), "body") == words_of(read(NEWS), "body")


def test_a_value_that_is_no_date_is_no_candidate() -> None:
    page = '<meta name="date" content="soon"><meta name="pubdate" content="31/31/2031"><p>Shells fell on Orm.</p>'
    assert read(page).published == ()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000 + "Shells fell on Orm.",
        "<b>" * 100_000 + "Shells fell on Orm.",
        "<ul><li>" * 20_000 + "Shells fell on Orm.",
        "<p " + " ".join(f"a{n}={n}" for n in range(50_000)) + ">Shells fell on Orm.",
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script><p>Shells fell on Orm.",
        "<!-- " * 50_000 + "--><p>Shells fell on Orm.",
        "<p>Shells fell on Orm.<p>\ud83d",
    ],
    ids=["divs", "open-b", "lists", "attributes", "json", "comments", "surrogate"],
)
def test_a_hostile_page_still_gives_its_sentence(html: str) -> None:
    assert "Shells fell on Orm." in read(html).text


def suite(name: str) -> list[dict[str, Any]]:
    lines = needed(SHARED / "suites" / name / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_tree_of_the_html_suite_gives_regions_that_lie_in_its_text() -> None:
    for case in suite("html_tree"):
        markup = read_markup(base64.b64decode(case["b64"]).decode("utf-8", "replace"))
        assert all(0 <= line.span[0] < line.span[1] <= len(markup.text) for line in markup.lines), case["id"]


@pytest.mark.parametrize("name", ["xss", "naughty_strings"])
def test_hostile_strings_pass_through_as_text_and_vanish_or_stay_as_html(name: str) -> None:
    cases = suite(name)
    for case in cases:
        words = base64.b64decode(case["b64"]).decode("utf-8", "replace")
        told = f"Shells fell on Orm, the army of Kastria said. {words}"
        try:
            assert clean(page_of_text(told)).text == told
            clean(page_of_text(f"<p>{told}</p>", media="text/html"))
        except TocsinError as error:
            assert error.do, case["id"]  # noqa: PT017
    assert len(cases) > 300


def test_the_bodies_of_real_pages_are_found_as_often_as_before() -> None:
    rows = needed(SHARED / "data/html_pages/dev.jsonl").read_text("utf-8").strip().split("\n")
    right = total = 0
    for row in map(json.loads, rows):
        try:
            text = clean(Page(content=row["html"].encode(), encoding="utf-8", media="text/html", path=row["id"]))
        except TocsinError:
            continue
        kinds = {"title", "standfirst", "dateline", "body"}
        body = " ".join(" ".join(text.text[slice(*r.span)] for r in text.regions if r.kind in kinds).split())
        right += sum(" ".join(words.split()) in body for words in row["with"])
        right += sum(" ".join(words.split()) not in body for words in row["without"])
        total += len(row["with"]) + len(row["without"])
    print(f"\nhtml_pages, English: {right} of {total} strings right ({right / total:.3f})")
    assert total >= 50
    assert right / total >= 0.9
