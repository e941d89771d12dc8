from __future__ import annotations

import io
import re

import msgspec
import pytest
from rich.console import Console, Group
from tests import examples

from tocsin.model import Reading
from tocsin.writing.table import HUES, report_view

WIDTHS = (112, 100, 80, 60)
VERDICTS = re.compile(
    r"\b(true|truth|false|lie|verified|confirmed|proven|regime|terrorists?|total|allegedly)\b", re.IGNORECASE
)


def printed(view: Group, width: int, *, color: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, force_terminal=color)
    console.print(view)
    return out.getvalue()


def shown(reading: Reading, width: int = 112, *, background: bool = False, color: bool = False) -> str:
    return printed(report_view(reading, width=width, background=background), width, color=color)


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(len(line) for line in shown(examples.reading(), width, background=True).splitlines()) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_no_figure_and_no_date_is_shortened_at_any_width(width: int) -> None:
    page = flat(shown(examples.reading(), width, background=True))
    for words in ("4 killed (military)", "2 or more wounded", "3 Mar 2031", "~3–4 Mar 2031", "since 1994"):
        assert words in page
    assert "…" not in page


@pytest.mark.parametrize("width", WIDTHS)
def test_every_quoted_word_is_shown_at_any_width(width: int) -> None:
    reading = examples.reading()
    page = flat(shown(reading, width, background=True))
    assert all(words in page for claim in reading.claims for words in claim.quoted)


@pytest.mark.parametrize("width", WIDTHS)
def test_long_figures_are_never_cut(width: int) -> None:
    reading = examples.reading()
    toll = examples.toll("Four", "killed_or_wounded", "KAS", None, low=1_200_000, high=1_350_000, qualifier="range")
    first = msgspec.structs.replace(reading.claims[0], tolls=(toll,) * 2)
    page = flat(shown(msgspec.structs.replace(reading, claims=(first, *reading.claims[1:])), width))
    assert "1,200,000–1,350,000 killed or wounded (military)" in page


def test_from_a_hundred_columns_on_claims_stand_in_a_table_and_below_in_records() -> None:
    heads = re.compile(r"^Claim +Status +What +Where +When +Losses *$", re.MULTILINE)
    assert heads.search(shown(examples.reading(), 100))
    assert not heads.search(shown(examples.reading(), 99))


def test_claims_are_grouped_by_who_says_them_in_the_order_of_the_report() -> None:
    page = shown(examples.reading())
    assert re.findall(r"■ (.*?) says", page) == ["Kastria’s defence ministry", "The Vell army", "A Norden envoy"]


def test_background_is_hidden_until_asked_for_and_its_rows_are_counted() -> None:
    assert "1 more with --background." in shown(examples.reading())
    assert examples.PAST not in shown(examples.reading())
    assert examples.PAST in shown(examples.reading(), background=True)


def test_a_speech_act_shows_no_status() -> None:
    row = next(line for line in shown(examples.reading()).splitlines() if "appeal to de-escalate" in line)
    assert re.match(r"clm_\w{8} {2,}appeal", row)


def test_a_reasoned_date_has_a_tilde_and_a_told_one_has_none() -> None:
    page = shown(examples.reading())
    assert "~3–4 Mar 2031" in page
    assert "~3 Mar 2031" not in page


def test_the_heading_counts_claims_background_disputes_and_origins() -> None:
    first = shown(examples.reading()).splitlines()[0]
    assert first == "report.txt: 445 characters, 4 claims, 1 background, 1 dispute, 3 origins."


def test_the_date_of_the_report_names_its_facts_and_its_assumption() -> None:
    page = shown(examples.reading())
    assert "Date: 4 Mar 2031, on the assumption date/recency." in page
    assert "“3 March”, chars 123–130 (date/day-month)" in page


def test_a_report_without_a_date_says_so() -> None:
    assert "Date: nothing in the report narrows it" in shown(examples.quiet_reading())


def test_nothing_found_is_said_in_words() -> None:
    page = shown(examples.quiet_reading())
    assert "No claims found." in page
    assert "Losses: no figure in this record." in page
    assert "Site furniture left out: none found." in page


def test_losses_stand_by_side_and_by_who_counted_and_unknown_cells_say_so() -> None:
    page = shown(examples.reading())
    assert page.count("no figure in this record") == 4
    row = flat(page[page.index("│ Kastria (KAS)") :])
    assert row.index("Kastria’s defence ministry:") < row.index("no figure in this record")


def test_sides_of_the_losses_are_in_alphabetical_order_and_the_page_says_so() -> None:
    page = shown(examples.reading())
    assert page.index("│ Kastria (KAS)") < page.index("│ VEL")
    assert "(sides in alphabetical order)" in page


def test_a_loss_without_a_side_is_not_given_one() -> None:
    assert "Side not told: army of <b>Vell</b>␛[31m: at least 1,200 buildings destroyed" in shown(
        examples.hostile_reading()
    )


def test_a_figure_stands_under_the_fullest_name_of_its_speaker() -> None:
    reading = examples.reading()
    short = msgspec.structs.replace(reading.claims[1].speaker, name="the ministry")
    told = (reading.claims[0], msgspec.structs.replace(reading.claims[1], speaker=short))
    page = shown(msgspec.structs.replace(reading, claims=told, disputes=()))
    assert "the ministry:" not in page[page.index("Losses, by side") :]


def test_a_name_of_a_place_is_not_broken_within_a_word() -> None:
    reading = examples.reading()
    far = msgspec.structs.replace(examples.NEAR_ORM, name="Upper-Kastrianovka valley")
    told = msgspec.structs.replace(reading.claims[1], where=far)
    page = shown(msgspec.structs.replace(reading, claims=(told,), disputes=()), 100)
    assert "Upper-Kastrianovka" in page


def test_a_dispute_shows_both_sides_alphabetically_whatever_their_order_in_the_text() -> None:
    reading = examples.reading()
    turned = msgspec.structs.replace(reading.disputes[0], of=reading.disputes[0].of[::-1])
    page = shown(msgspec.structs.replace(reading, disputes=(turned,)))
    pair = page[page.index("Dispute 1 of 1") :]
    assert pair.index("Kastria’s defence ministry says") < pair.index("The Vell army says")
    assert "sides in alphabetical order" in pair
    assert "Tocsin takes no side" in pair


def test_furniture_is_listed_with_its_place_its_first_words_and_its_rule() -> None:
    page = shown(examples.reading())
    assert "Site furniture left out: 1 stretch, 46 characters." in page
    assert "“Latest news Harvest fair opens Share this page” (clean/latest-news)" in page


@pytest.mark.parametrize("width", WIDTHS)
def test_outside_quotations_no_word_judges(width: int) -> None:
    page = flat(shown(examples.reading(), width, background=True))
    assert not VERDICTS.search(re.sub(r"“[^”]*”", "", page))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_cannot_drive_the_terminal(width: int) -> None:
    page = shown(examples.hostile_reading(), width)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "␛[2J" in page


def test_hues_go_by_position_so_swapping_who_speaks_first_swaps_them() -> None:
    reading = examples.reading()
    first, *_ = shown(reading, color=True).split("■ ")[1:]
    swapped = msgspec.structs.replace(reading, claims=(reading.claims[2], reading.claims[0]), disputes=())
    other, *_ = shown(swapped, color=True).split("■ ")[1:]
    assert first.startswith("Kastria")
    assert other.startswith("The Vell army")
    codes = [shown(one, color=True).split("■")[0].rsplit("\x1b", 1)[-1] for one in (reading, swapped)]
    assert codes[0] == codes[1]
    assert not {"red", "green"} & set(HUES)


def test_a_carried_speaker_is_shown_as_carried() -> None:
    assert "Kastria’s defence ministry, carried" in flat(shown(examples.reading()))
