"""Bad files: each is refused with what, where and what to do, or read; nothing crashes, and work grows as words do.

Odd characters and manners within a report are in ``test_odd_texts.py``.
"""

from __future__ import annotations

import base64
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

import pytest

from tocsin.errors import TocsinError
from tocsin.line import read_page
from tocsin.model import Page, Reading
from tocsin.reading.file import Unread, page_of, page_of_text, pages
from tocsin.writing.jsonl import lines_of

ROOT = Path(__file__).parents[1]
SUITES = ROOT.parent / "shared" / "suites"
if not SUITES.is_dir():
    print(f"ABSENT: {SUITES}; its hostile strings are not read", file=sys.stderr)

REPORT = (
    "Army shells village\n\n"
    "The army said on Monday that four soldiers were killed when rebels attacked a post near the town of Orm.\n"
)
RUSSIAN = "Ярмарка урожая открылась в пятницу, сообщил городской совет. Торговцы ждут гостей, день был тёплым.\n" * 5
SMALL = 65_000
"""Bytes of the largest pathological page that is read here; larger ones only take longer."""

REFUSED: Mapping[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \r\n\t\n", "is empty"),
    "binary.txt": (random.Random(7).randbytes(4000), "binary, not text"),  # noise, not a secret
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(400), "a PNG picture"),
    "windows-1251.txt": (RUSSIAN.encode("cp1251"), "is in Russian"),
    "zero.txt": (REPORT.replace("four", "fo\0ur").encode(), "NUL bytes"),
    "line.txt": (b"word " * 10_000_000, "more than 250,000 words"),
    "run.txt": (b"a" * 50_000_000, "more than 250,000 words"),
    "words.txt": (b"The army waits.\n" * 83_334, "more than 250,000 words"),
    "script.html": (b"<html><body><script>var words = 1;</script></body></html>", "no readable text"),
    "tags.html": (b"<html><body>" + b"<i>" * 1_000_001, "tags"),
}
READ: Mapping[str, bytes] = {
    "utf-16.txt": REPORT.encode("utf-16"),
    "utf-16-without-mark.txt": REPORT.encode("utf-16-le"),
    "windows-1251-quotes.txt": REPORT.replace("Army", "«Army»").encode("cp1251"),
    "controls.txt": REPORT.replace(" village", "\x07\x1b[2J village").encode(),
    "surrogates.txt": REPORT.encode().replace(b" village", b" \xed\xa0\x80 village"),
    "override.txt": REPORT.replace("village", "\u202evillage\u202c").encode(),
    "deep.html": b"<html><body>" + b"<div>" * 200_000 + f"<p>{REPORT}</p>".encode() + b"</div>" * 200_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_where_and_what_to_do(name: str, tmp_path: Path) -> None:
    content, said = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    error = refusal(tmp_path / name)
    assert name in error.what
    assert said in str(error)
    assert error.do


@pytest.mark.parametrize(
    ("name", "said"), [("nowhere.txt", "does not exist"), ("folder", "holds no reports"), ("no\0name", "is no path")]
)
def test_a_path_that_leads_to_no_report_is_named(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "picture.png").write_bytes(b"")
    error = refusal(tmp_path / name)
    assert said in str(error)
    assert error.do


@pytest.mark.parametrize("name", READ)
def test_odd_files_are_read_and_written_and_their_losses_are_found(name: str) -> None:
    reading = read_page(page_of(READ[name], path=name))
    assert len(list(lines_of(reading))) == 1 + len(reading.claims) + len(reading.disputes)
    assert [toll.best for claim in reading.claims for toll in claim.tolls] == [4]
    assert any("soldiers were killed" in words for claim in reading.claims for words in claim.quoted)


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "windows-1251.txt", "line.txt", "tags.html"])
def test_the_command_line_says_it_in_two_lines_and_ends_with_3(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(REFUSED[name][0])
    done = tocsin("read", name, folder=tmp_path)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (3, "")
    assert first.startswith(f"tocsin: {name} ")
    assert second.startswith("  ")


def test_the_command_line_reads_the_rest_and_ends_with_4(tmp_path: Path) -> None:
    for name in ("utf-16.txt", "override.txt", "deep.html"):
        (tmp_path / name).write_bytes(READ[name])
    (tmp_path / "zero.txt").write_bytes(REFUSED["zero.txt"][0])
    done = tocsin("read", str(tmp_path), "nowhere.txt", folder=tmp_path)
    kinds = [json.loads(line)["kind"] for line in done.stdout.splitlines()]
    assert (done.returncode, kinds.count("report")) == (4, 3)
    said = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("tocsin: ")]
    assert said == [str(tmp_path / "zero.txt"), "nowhere.txt"]


LISTENING = ("env", "--default-signal=INT")
"""What a shell starts in the background ignores interrupts, and so do its children unless they are told not to."""


def test_an_interrupt_in_the_midst_of_a_long_report_is_130(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(REPORT, "utf-8")
    (tmp_path / "long.txt").write_text(story(4000), "utf-8")
    command = [*LISTENING, sys.executable, "-m", "tocsin", "read", "short.txt", "long.txt"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said


SHAPES: Mapping[str, Callable[[str], str]] = {
    "paragraphs": str,
    "one paragraph": lambda told: told.replace("\n\n", " "),
    "one sentence": lambda told: told.replace(".", " and").replace("\n\n", " "),
    "capitals": str.upper,
    "no punctuation": lambda told: "".join(c for c in told if c.isalnum() or c in " \n"),
    "one date": lambda told: f"{REPORT}\n" + "12 July " * (len(told) // 16),
    "one clause": lambda told: f"{REPORT}\n" + "the ministry said that " * (len(told) // 32),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_words_are_at_most_two_and_a_half_times_the_work(shape: str) -> None:
    """Work is counted in calls of Python functions, which are the same number each time."""
    shaped = SHAPES[shape]
    calls_of(shaped(story(2)))
    once, twice = (calls_of(shaped(story(number))) for number in (40, 80))
    assert twice <= 2.5 * once


@pytest.mark.skipif(not SUITES.is_dir(), reason="../shared/suites IS ABSENT: ITS HOSTILE STRINGS ARE NOT READ")
@pytest.mark.parametrize("suite", ["text", "naughty_strings", "prompt_injection", "xss"])
def test_the_strings_of_the_suites_are_read_or_refused_and_their_words_stay(suite: str) -> None:
    cases = list(strings_of(suite))
    assert len(cases) > 100
    for name, text in cases:
        for page in (page_of_text(text), page_of_text(f"{REPORT}\n{text}"), page_of_text(text, media="text/html")):
            reading = read_or_refuse(page, name)
            words = reading.report.text if reading else ""
            claims = reading.claims if reading else ()
            assert all(words[slice(*q)] == w for c in claims for q, w in zip(c.quote, c.quoted, strict=True)), name


@pytest.mark.skipif(not SUITES.is_dir(), reason="../shared/suites IS ABSENT: ITS PAGES ARE NOT READ")
def test_the_pathological_pages_of_the_suites_are_read_or_refused(tmp_path: Path) -> None:
    maker = [sys.executable, str(SUITES / "text" / "make_text.py"), str(tmp_path)]
    subprocess.run(maker, check=True, capture_output=True)
    made = sorted(path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size <= SMALL)
    assert len(made) >= 40
    for path in made:
        found = next(pages([str(path)]))
        if isinstance(found, Page):
            read_or_refuse(found, path.name)


def read_or_refuse(page: Page, name: str) -> Reading | None:
    """Return the reading, or null for a refusal that says what to do; anything else is the fault looked for."""
    try:
        reading = read_page(page)
    except TocsinError as error:
        what_to_do = error.do
    else:
        assert list(lines_of(reading)), name
        return reading
    assert what_to_do, name
    return None


def refusal(path: Path) -> TocsinError:
    """Return why a path is not read, by the reader or by the line."""
    (found,) = pages([str(path)])
    if isinstance(found, Unread):
        return found.error
    with pytest.raises(TocsinError) as caught:
        read_page(found)
    return caught.value


def strings_of(suite: str) -> Iterator[tuple[str, str]]:
    for line in (SUITES / suite / "manifest.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        if "b64" in case:
            yield case["id"], base64.b64decode(case["b64"]).decode("utf-8", "surrogatepass")


def story(number: int) -> str:
    """Return a report of ``number`` paragraphs, no two of which tell the same."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    paragraphs = (
        f"The Kastrian ministry of defence said on {days[i % 7]} that Vellish forces had shelled the village of Orm{i} "
        f"with artillery, killing {i + 2} soldiers and wounding {i + 3} others. The governor of district {i} denied it "
        f"and called on both sides to stop fighting near the town of Tarn{i}. Two policemen were wounded, officials said."
        for i in range(number)
    )
    return "Shelling goes on along the border\n\n" + "\n\n".join(paragraphs)


def calls_of(text: str) -> int:
    """Return how many calls of Python functions it takes to read a text."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_page(page_of_text(text))
    finally:
        sys.setprofile(before)
    return calls


def tocsin(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tocsin", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    return os.environ | {"PYTHONPATH": path}
