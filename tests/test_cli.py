from __future__ import annotations

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests import examples

VERBS = ("read", "mark", "why", "verify", "codebook", "schema", "doctor")
QUIET = "The harvest fair in Orm opens on Friday, the town council said.\n"
FRENCH = (
    "La foire des moissons ouvre vendredi\n"
    "Le conseil de la ville a déclaré que la foire des moissons serait ouverte vendredi à tous les habitants.\n"
    "Les marchands attendent beaucoup de monde, car la récolte a été bonne dans toute la région cette année.\n"
)
ESC = "\x1b"


def _line_is_there() -> bool:
    try:
        import tocsin.line  # noqa: PLC0415  # that it can be imported is the question
    except ImportError:
        return False
    return bool(tocsin.line)


LINE = _line_is_there()
if not LINE:
    print("SKIPPING the command-line tests that read reports: tocsin.line is not there yet", file=sys.stderr)
needs_line = pytest.mark.skipif(not LINE, reason="TOCSIN.LINE IS NOT THERE YET: nothing reads reports")
needs_codebook = pytest.mark.skipif(
    find_spec("tocsin.lexicon.codebook") is None, reason="THE CODEBOOK IS NOT THERE YET"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with one report, a folder of two, and what cannot be read."""
    (tmp_path / "report.txt").write_text(examples.TEXT, "utf-8")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(examples.TEXT, "utf-8")
    (reports / "b.txt").write_text(QUIET, "utf-8")
    (tmp_path / "french.txt").write_text(FRENCH, "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    return tmp_path


def tocsin(desk: Path, *arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tocsin", *arguments],
        cwd=desk,
        input=given,
        capture_output=True,
        encoding="utf-8",
        env=_environment() | environment,
        check=False,
        timeout=120,
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "TOCSIN_DEBUG")}
    source = str(Path(__file__).parent.parent / "src")
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")]))}


def records(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def a_claim(desk: Path) -> str:
    done = tocsin(desk, "read", "report.txt")
    return str(next(line["id"] for line in records(done.stdout) if line["kind"] == "claim"))


def ledger(desk: Path) -> Path:
    path = desk / "ledger.jsonl"
    path.write_text(tocsin(desk, "read", "report.txt").stdout, "utf-8")
    return path


def examples_of(page: str) -> list[str]:
    return [line.strip() for line in page.partition("Examples:")[2].splitlines() if line.strip()]


def test_help_lists_every_verb_and_imports_nothing_heavy(desk: Path) -> None:
    done = tocsin(desk, "--help")
    assert done.returncode == 0
    assert all(re.search(rf"^  {verb} ", done.stdout, re.MULTILINE) for verb in VERBS)
    probe = "import sys, tocsin.cli; print(sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, env=_environment(), check=True
    )
    assert not re.search(r"'(rich|resiliparse|ahocorasick|py3langid|numpy|sqlite3)'", loaded.stdout)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_help_page_ends_with_three_examples(desk: Path, verb: str) -> None:
    assert len(examples_of(tocsin(desk, *filter(None, [verb]), "--help").stdout)) == 3


@needs_line
@needs_codebook
@pytest.mark.parametrize("verb", ["", *VERBS])
def test_the_examples_of_every_help_page_run(desk: Path, verb: str) -> None:
    program = f"{shlex.quote(sys.executable)} -m tocsin"
    environment = _environment() | {"TOCSIN_ATLAS": str(desk / "atlas.sqlite")}
    for command in examples_of(tocsin(desk, *filter(None, [verb]), "--help").stdout):
        line = re.sub(r"\btocsin (?=[a-z-])", f"{program} ", command).replace("| less", "| cat")
        if "eqbwuyoa" in line:
            line = re.sub(r"(?<= )(clm_)?eqbwuyoa", a_claim(desk), line)
        if "verify ledger" in line:
            ledger(desk)
        done = subprocess.run(
            ["/bin/bash", "-o", "pipefail", "-c", line], cwd=desk, capture_output=True, env=environment, check=False
        )
        assert (command, done.returncode, done.stderr[-500:]) == (command, 0, done.stderr[-500:])


def test_the_version_is_printed(desk: Path) -> None:
    assert re.fullmatch(r"tocsin \d+\.\d+\.\d+\n", tocsin(desk, "--version").stdout)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "PATH"),
        (["raed"], "Did you mean 'read'"),
        (["read", "report.txt", "--format", "xml"], "xml"),
        (["read", "--no-such"], "--no-such"),
    ],
)
def test_wrong_usage_is_2_and_says_what_and_what_to_do(desk: Path, arguments: list[str], said: str) -> None:
    done = tocsin(desk, *arguments)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert first.startswith("tocsin: ")
    assert said in first
    assert second.startswith("  See tocsin ")


@needs_line
@pytest.mark.parametrize("date", ["soon", "2031-13-01", "31/12/2031", "2031"])
def test_a_date_that_is_none_is_wrong_usage(desk: Path, date: str) -> None:
    done = tocsin(desk, "read", "report.txt", "--published", date)
    assert done.returncode == 2
    assert date in done.stderr


@needs_line
@pytest.mark.parametrize("paths", [["reports"], ["report.txt", "report.txt"]])
def test_one_address_for_several_reports_is_wrong_usage(desk: Path, paths: list[str]) -> None:
    assert tocsin(desk, "read", *paths, "--url", "https://example.org/a").returncode == 2


@needs_line
def test_piped_reading_is_jsonl_without_progress_or_remarks(desk: Path) -> None:
    done = tocsin(desk, "read", "reports")
    assert (done.returncode, done.stderr) == (0, "")
    kinds = [line["kind"] for line in records(done.stdout)]
    assert kinds.count("report") == 2
    assert "claim" in kinds


@needs_line
def test_standard_input_gives_the_claims_that_the_file_gives(desk: Path) -> None:
    piped = records(tocsin(desk, "read", "-", given=examples.TEXT).stdout)
    from_file = records(tocsin(desk, "read", "report.txt").stdout)
    assert piped[0]["path"] == "-"
    assert piped[1:] == from_file[1:]


@needs_line
def test_json_is_one_array_of_groups(desk: Path) -> None:
    groups = json.loads(tocsin(desk, "read", "reports", "--format", "json").stdout)
    assert [list(group) for group in groups] == [["report", "claims", "disputes"]] * 2


@needs_line
def test_json_of_nothing_is_an_empty_array(desk: Path) -> None:
    done = tocsin(desk, "read", "nowhere.txt", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (3, [])


@needs_line
def test_a_table_can_be_asked_for_and_obeys_the_columns(desk: Path) -> None:
    for columns in ("112", "100", "80", "60"):
        page = tocsin(desk, "read", "report.txt", "--format", "table", COLUMNS=columns).stdout
        assert max(map(len, page.splitlines())) <= int(columns)
        assert page.startswith("report.txt: 445 characters")
        assert ESC not in page


@needs_line
def test_what_the_user_knows_better_is_taken(desk: Path) -> None:
    options = ("--published", "2031-03-04", "--outlet", "Norden Dagblad", "--url", "https://example.org/a")
    report = records(tocsin(desk, "read", "report.txt", *options).stdout)[0]
    assert report["published"]["earliest"] == "2031-03-04"
    assert report["outlet"] == "Norden Dagblad"
    assert report["url"] == "https://example.org/a"


@needs_line
def test_nothing_found_is_done_unless_asked_otherwise(desk: Path) -> None:
    assert tocsin(desk, "read", "reports/b.txt").returncode == 0
    assert tocsin(desk, "read", "reports/b.txt", "--fail-empty").returncode == 7
    assert tocsin(desk, "read", "report.txt", "--fail-empty").returncode == 0


@needs_line
@pytest.mark.parametrize("path", ["nowhere.txt", "empty.txt", "french.txt"])
def test_if_no_input_can_be_read_it_is_3_and_the_input_is_named(desk: Path, path: str) -> None:
    done = tocsin(desk, "read", path)
    assert (done.returncode, done.stdout) == (3, "")
    first, second, *_ = done.stderr.splitlines()
    assert first.startswith("tocsin: ")
    assert path in first
    assert second.startswith("  ")


@needs_line
def test_if_some_cannot_be_read_it_is_4_each_is_named_and_the_rest_is_done(desk: Path) -> None:
    done = tocsin(desk, "read", "nowhere.txt", "report.txt", "french.txt")
    assert done.returncode == 4
    assert "nowhere.txt" in done.stderr
    assert "french.txt" in done.stderr
    assert [line["path"] for line in records(done.stdout) if line["kind"] == "report"] == ["report.txt"]


@needs_line
def test_quiet_still_names_what_could_not_be_read(desk: Path) -> None:
    assert "nowhere.txt" in tocsin(desk, "read", "--quiet", "nowhere.txt", "report.txt").stderr


@needs_line
def test_a_reader_that_leaves_early_is_no_error(desk: Path) -> None:
    many = " ".join(["report.txt"] * 60)
    line = f"{shlex.quote(sys.executable)} -m tocsin read {many} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["/bin/bash", "-c", line], cwd=desk, capture_output=True, text=True, env=_environment(), check=False
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


@needs_line
def test_an_interrupt_is_130_with_a_clean_message(desk: Path) -> None:
    with subprocess.Popen(
        [
            "env",
            "--default-signal=INT",
            sys.executable,
            "-m",
            "tocsin",
            "read",
            "report.txt",
            "-",
        ],  # even if we ignore it
        cwd=desk,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(),
    ) as process:
        assert process.stdout
        first = process.stdout.readline()  # the first report is out, or a fault is; now it waits for standard input
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    assert first.startswith(b'{"kind":"report"')
    assert process.returncode == 130
    assert rest.endswith(b"tocsin: interrupted. What was printed before stands.\n")


FAULTY = """
import sys, tocsin.line
def read_page(page):
    raise ZeroDivisionError("boom")
tocsin.line.read_page = read_page
from tocsin.cli import run
run(sys.argv[1:])
"""


@needs_line
@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_ours_is_1_and_says_how_to_report_it(desk: Path, *, debug: bool) -> None:
    command = [sys.executable, "-c", FAULTY, "read", "report.txt", *(["--debug"] if debug else [])]
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, env=_environment(), check=False)
    assert done.returncode == 1
    assert "a fault of Tocsin on report.txt" in done.stderr
    assert "report it" in done.stderr.lower()
    assert ("Traceback" in done.stderr) is debug


@needs_line
def test_marked_text_keeps_every_word_and_brackets_claims(desk: Path) -> None:
    page = tocsin(desk, "mark", "report.txt", NO_COLOR="1").stdout
    assert ESC not in page
    assert "⟦clm_" in page
    assert re.sub(r"⟦\S+ |⟧", "", page).startswith(examples.TEXT)


@needs_line
def test_mark_as_jsonl_gives_lines_whose_words_are_at_their_spans(desk: Path) -> None:
    lines = records(tocsin(desk, "mark", "report.txt", "--format", "jsonl").stdout)
    assert {"sentence", "attribution", "date"} <= {line["kind"] for line in lines}
    assert all(examples.TEXT[slice(*line["span"])] == line["text"] for line in lines)
    assert all({"lat", "lon", "radius_km"} <= set(line) for line in lines if line["kind"] == "place")
    assert all({"earliest", "latest", "value"} <= set(line) for line in lines if line["kind"] == "date")


@needs_line
def test_why_takes_the_beginning_of_an_id_and_prints_its_fields(desk: Path) -> None:
    claim = a_claim(desk)
    done = tocsin(desk, "why", claim[:12], "report.txt")
    assert done.returncode == 0
    assert done.stdout.startswith(claim)
    for label in ("Words", "Says", "Type"):
        assert re.search(rf"^{label} ", done.stdout, re.MULTILINE)


@needs_line
@pytest.mark.parametrize("beginning", ["clm_", "clm_0"])
def test_why_refuses_a_beginning_that_fits_several_claims_or_none(desk: Path, beginning: str) -> None:
    assert tocsin(desk, "why", beginning, "report.txt").returncode == 2


@needs_line
def test_verify_proves_a_ledger_against_its_report(desk: Path) -> None:
    done = tocsin(desk, "verify", str(ledger(desk)), "report.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "report.txt" in done.stdout


@needs_line
def test_verify_finds_the_report_by_its_bytes_whatever_it_is_called_now(desk: Path) -> None:
    path = ledger(desk)
    (desk / "report.txt").rename(desk / "renamed.txt")
    assert "renamed.txt" in tocsin(desk, "verify", str(path), "renamed.txt").stdout


@needs_line
def test_verify_proves_nothing_with_a_changed_file_under_another_name(desk: Path) -> None:
    path = ledger(desk)
    (desk / "changed.txt").write_text(examples.TEXT.replace("e", "3"), "utf-8")
    done = tocsin(desk, "verify", str(path), "changed.txt")
    assert done.returncode == 5
    assert "changed.txt: no report of the ledger" in done.stderr


@needs_line
def test_verify_remarks_on_a_file_of_another_ledger_and_on_other_bytes_with_the_same_words(desk: Path) -> None:
    path = ledger(desk)
    (desk / "report.txt").write_text(examples.TEXT + "\n", "utf-8")
    done = tocsin(desk, "verify", str(path), "report.txt", "reports/b.txt")
    assert done.returncode == 0
    assert "report.txt is not the version that was read" in done.stderr
    assert "reports/b.txt belongs to no report of the ledger" in done.stderr
    assert not tocsin(desk, "verify", "--quiet", str(path), "report.txt", "reports/b.txt").stderr


@needs_line
def test_one_changed_character_in_the_report_is_5_and_shows_the_first_mismatch(desk: Path) -> None:
    path = ledger(desk)
    (desk / "report.txt").write_text(examples.TEXT.replace("near Orm on", "near Arm on"), "utf-8")
    done = tocsin(desk, "verify", str(path), "report.txt")
    assert (done.returncode, done.stdout) == (5, "")
    assert re.search(
        r"claim clm_\w{26}, \S+, span \d+–\d+: stored “.*Orm.*”, found “.*Arm.*” in report.txt", done.stderr
    )


@needs_line
def test_one_changed_word_in_the_ledger_is_5(desk: Path) -> None:
    path = ledger(desk)
    first, second, *rest = path.read_text("utf-8").splitlines()
    claim = json.loads(second)
    claim["quoted"][0] += "!"
    path.write_text("\n".join([first, json.dumps(claim), *rest]), "utf-8")
    assert tocsin(desk, "verify", str(path)).returncode == 5


@needs_line
def test_a_claim_without_any_text_to_compare_with_is_5(desk: Path) -> None:
    path = ledger(desk)
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[1:]), "utf-8")
    done = tocsin(desk, "verify", str(path))
    assert done.returncode == 5
    assert "Name its report file" in done.stderr
    assert tocsin(desk, "verify", str(path), "report.txt").returncode == 0


def test_a_ledger_that_is_none_is_3_and_names_the_line(desk: Path) -> None:
    done = tocsin(desk, "verify", "report.txt")
    assert done.returncode == 3
    assert "line 1" in done.stderr
    assert tocsin(desk, "verify", "nowhere.jsonl").returncode == 3
    assert tocsin(desk, "verify", "empty.txt").returncode == 3


@needs_codebook
def test_the_codebook_as_json_gives_each_type_its_meaning_and_codes(desk: Path) -> None:
    rows = json.loads(tocsin(desk, "codebook", "--format", "json").stdout)
    assert {"id", "meaning", "plover", "cameo", "acled", "ucdp"} <= set(rows[0])
    page = tocsin(desk, "codebook").stdout
    assert all(row["id"] in page for row in rows)


@needs_codebook
def test_the_schema_is_json_and_closes_every_list(desk: Path) -> None:
    printed = json.loads(tocsin(desk, "schema").stdout)
    assert {"Claim.type", "Claim.status", "Toll.what", "Region.kind", "When.precision"} <= set(printed["enumerations"])


def test_the_doctor_says_what_is_there_and_what_an_absence_costs(desk: Path) -> None:
    done = tocsin(desk, "doctor", TOCSIN_ATLAS=str(desk / "none.sqlite"))
    assert done.returncode == 0
    assert re.search(r"^msgspec +\d", done.stdout, re.MULTILINE)
    assert re.search(r"^atlas +missing: places get no coordinates", done.stdout, re.MULTILINE)


def on_a_terminal(desk: Path, *arguments: str, **environment: str) -> str:
    """Return what a person sees: standard output and error on one pseudo-terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tocsin", *arguments]
    seen = b""
    with subprocess.Popen(
        command, cwd=desk, stdin=theirs, stdout=theirs, stderr=theirs, env=_environment() | environment
    ) as process:
        os.close(theirs)
        while chunk := _next(ours):
            seen += chunk
        process.wait(60)
    os.close(ours)
    return seen.decode("utf-8")


def _next(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


@needs_line
def test_a_person_gets_a_table_with_colours_progress_and_a_last_line_of_counts(desk: Path) -> None:
    page = on_a_terminal(desk, "read", "reports", "nowhere.txt", COLUMNS="112", TERM="xterm-256color")
    assert f"{ESC}[1m" in page
    assert "0 reports read" in page
    assert "Read 2 reports: 1 with claims, 1 without, 1 could not be read." in page


@needs_line
@pytest.mark.parametrize("off", ["option", "environment"])
def test_colours_can_be_turned_off(desk: Path, off: str) -> None:
    arguments = ["read", "report.txt", "--quiet", *(["--no-color"] if off == "option" else [])]
    environment = {"NO_COLOR": "1"} if off == "environment" else {}
    page = on_a_terminal(desk, *arguments, TERM="xterm-256color", **environment)
    assert "says" in page
    assert not re.search(rf"{ESC}\[[0-9;]*3[0-9]", page)
