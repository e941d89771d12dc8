from __future__ import annotations

from html.parser import HTMLParser

from tests import examples

from tocsin.writing.html import ROWS, html_of

VOID = {"br"}


class Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.balanced = True
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        self.balanced &= bool(self.open) and self.open.pop() == tag


def test_it_is_one_balanced_element_with_no_script_and_no_request() -> None:
    seen = Seen(html_of(examples.reading()))
    assert seen.balanced
    assert not seen.open
    assert not {"script", "link", "img", "iframe", "a"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name in ("src", "href", "style") or name.startswith("on")]
    assert "url(" not in html_of(examples.reading())
    assert "@import" not in html_of(examples.reading())


def test_every_rule_of_its_style_is_scoped() -> None:
    style = html_of(examples.reading()).split("<style>")[1].split("</style>")[0]
    selectors = [one for rule in style.split("}") if rule for one in rule.split("{")[0].split(",")]
    assert all(one.startswith(".tocsin-reading") for one in selectors)


def test_words_of_the_report_are_escaped_and_cannot_turn_the_line() -> None:
    page = html_of(examples.hostile_reading())
    assert "<b>" not in page
    assert "army of &lt;b&gt;Vell&lt;/b&gt;" in page
    assert "\u202e" not in page
    assert "\x1b" not in page


def test_names_are_isolated() -> None:
    assert "<bdi>Kastria’s defence ministry</bdi>" in html_of(examples.reading())


def test_at_most_fifty_rows_are_shown_and_a_line_says_how_many_more() -> None:
    page = html_of(examples.long_reading(ROWS + 3))
    assert page.count("<tr><td>") == ROWS
    assert "and 3 more claims" in page
    assert "more claim" not in html_of(examples.long_reading(ROWS))


def test_a_dispute_shows_both_sentences_and_no_judgement() -> None:
    page = html_of(examples.reading())
    assert page.count(examples.ATTACK) == 2
    assert "Tocsin takes no side" in page


def test_nothing_found_is_said() -> None:
    assert "No claims found." in html_of(examples.quiet_reading())
