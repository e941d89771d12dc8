from __future__ import annotations

import io
import json

from tests import examples

from tocsin.writing.codec import decode_line
from tocsin.writing.jsonl import group_of, lines_of
from tocsin.writing.progress import Progress


def test_the_report_comes_first_then_claims_then_disputes() -> None:
    kinds = [json.loads(line)["kind"] for line in lines_of(examples.reading())]
    assert kinds == ["report", *["claim"] * 5, "dispute"]


def test_lines_decode_to_what_they_were_made_of() -> None:
    reading = examples.reading()
    assert [decode_line(line) for line in lines_of(reading)] == [reading.report, *reading.claims, *reading.disputes]


def test_a_group_holds_the_same_three_parts() -> None:
    reading = examples.reading()
    group = json.loads(group_of(reading))
    assert list(group) == ["report", "claims", "disputes"]
    assert [claim["id"] for claim in group["claims"]] == [claim.id for claim in reading.claims]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_to_a_person_and_to_nobody_else() -> None:
    looked_at, piped, hushed = Terminal(), io.StringIO(), Terminal()
    for stream, quiet in ((looked_at, False), (piped, False), (hushed, True)):
        progress = Progress(stream, quiet=quiet)
        progress.count(1200, None, "reports read")
        progress.clear()
    assert "1,200 reports read" in looked_at.getvalue()
    assert looked_at.getvalue().endswith("\x1b[2K")
    assert not piped.getvalue()
    assert not hushed.getvalue()
