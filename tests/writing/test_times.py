from __future__ import annotations

import pytest

from tocsin.model import Precision, When
from tocsin.writing.times import when_phrase

WORDS = ((0, 4),)

CASES: tuple[tuple[str | None, str | None, Precision, str], ...] = (
    ("2031-03-03", "2031-03-03", "day", "3 Mar 2031"),
    ("2031-03-03", "2031-03-05", "days", "3–5 Mar 2031"),
    ("2031-02-27", "2031-03-05", "days", "27 Feb – 5 Mar 2031"),
    ("2030-12-30", "2031-01-02", "days", "30 Dec 2030 – 2 Jan 2031"),
    ("1988-01-01", "1988-12-31", "year", "1988"),
    ("1991-01-01", "1994-12-31", "years", "1991–1994"),
    ("2032-02-01", "2032-02-29", "month", "Feb 2032"),
    ("2031-02-01", "2031-02-28", "month", "Feb 2031"),
    ("2031-02-01", "2031-02-27", "days", "1–27 Feb 2031"),
    ("1992-01-01", None, "open", "since 1992"),
    ("1992-05-08", None, "open", "since 8 May 1992"),
    (None, "1994-12-31", "open", "until 1994"),
    (None, "1994-05-12", "open", "until 12 May 1994"),
    ("2031-03-03T14:05", "2031-03-03T14:05", "time", "3 Mar 2031 14:05"),
    ("2031-03-03T14:05", "2031-03-03T16:00", "time", "3 Mar 2031 14:05–16:00"),
    ("2031-03-03T22:00", "2031-03-04T06:00", "night", "3 Mar 2031 22:00 – 4 Mar 2031 06:00"),
    (None, None, "open", ""),
)


@pytest.mark.parametrize(("earliest", "latest", "precision", "words"), CASES)
def test_an_interval_is_written_in_the_fewest_words_that_lose_nothing(
    earliest: str | None, latest: str | None, precision: Precision, words: str
) -> None:
    when = When(earliest=earliest, latest=latest, precision=precision, words=WORDS)
    assert when_phrase(when) == words


def test_a_date_is_marked_reasoned_if_no_words_say_it_or_others_bound_it() -> None:
    told = When(earliest="2031-03-03", latest="2031-03-03", precision="day", words=WORDS)
    bounded = When(earliest="2031-03-03", latest="2031-03-03", precision="bounded", words=WORDS)
    wordless = When(earliest="2031-03-03", latest="2031-03-03", precision="day")
    assert [when_phrase(when)[0] for when in (told, bounded, wordless)] == ["3", "~", "~"]


def test_no_date_is_no_words() -> None:
    assert not when_phrase(None)
