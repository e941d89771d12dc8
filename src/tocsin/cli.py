"""The command line: arguments in; results on standard output, remarks on standard error, an exit code out.

Thin: every verb calls the line and hands what comes back to ``tocsin.writing``. Nothing heavy is imported before
a verb needs it.
"""

# ruff: noqa: PLC0415  # imported when a verb needs it, so that help and small verbs stay quick
from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tocsin.errors import DecodeError, TocsinError, UnreadableError, UsageError, VerifyError

if TYPE_CHECKING:
    from rich.console import Console

DONE, FAULT, USAGE, NOTHING_READ, SOME_UNREAD, MISMATCH, EMPTY, INTERRUPTED = 0, 1, 2, 3, 4, 5, 7, 130
"""Exit codes."""

PIPED_WIDTH = 112
"""Columns of a table that is asked for though nobody looks on, unless COLUMNS says otherwise."""


class Format(StrEnum):
    """How ``read`` prints."""

    table = "table"
    jsonl = "jsonl"
    json = "json"


class MarkFormat(StrEnum):
    """How ``mark`` prints."""

    text = "text"
    jsonl = "jsonl"


class ListFormat(StrEnum):
    """How ``codebook`` prints."""

    table = "table"
    json = "json"


app = typer.Typer(
    name="tocsin",
    help="Reads reports of armed conflict and writes a ledger of claims: who says what happened, on which words.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def examples(*lines: str) -> str:
    """Return the end of a help page: commands that can be typed as they stand."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


Published = Annotated[str | None, typer.Option(metavar="DATE", help="When the report appeared, if you know it.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")]
Url = Annotated[str | None, typer.Option(metavar="URL", help="Its address; for one report only.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR in the environment does the same.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no remarks; errors are still said.")]


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = given[: given.index("--")] if "--" in given else given
    if "--debug" in options:
        given.remove("--debug")
        os.environ["TOCSIN_DEBUG"] = "1"
    sys.exit(_left_with(given))


def _left_with(given: list[str]) -> int:
    """Return the exit code, whatever happens, and say what happened."""
    try:
        code = app(given, prog_name="tocsin", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # typer leaves by itself only where nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        code = INTERRUPTED
    except typer.TyperException as error:
        return _misused(error, given)
    except TocsinError as error:
        say(f"tocsin: {error}")
        return code_of(error)
    except Exception as error:  # noqa: BLE001  # the last room before the user
        return fault(error)
    if code == INTERRUPTED:
        say("tocsin: interrupted. What was printed before stands.")
    return code if isinstance(code, int) else DONE


def say(line: str) -> None:
    """Put a remark on standard error."""
    from tocsin.writing.visible import visible

    print(visible(line), file=sys.stderr, flush=True)  # noqa: T201  # this is the command line


def code_of(error: TocsinError) -> int:
    """Return the exit code for an error that ends a command."""
    codes = ((UsageError, USAGE), (VerifyError, MISMATCH), (UnreadableError, NOTHING_READ), (DecodeError, NOTHING_READ))
    return next((code for kind, code in codes if isinstance(error, kind)), FAULT)


def fault(error: Exception, path: str = "") -> int:
    """Say that Tocsin is at fault, on which input, and how to report it."""
    debug = "TOCSIN_DEBUG" in os.environ
    if debug:
        import traceback

        traceback.print_exception(error)
    at = f" on {path}" if path else ""
    how = "Report it with" if debug else "Run the same command with --debug and report it with what that prints,"
    say(f"tocsin: a fault of Tocsin{at}, not of the input: {type(error).__name__}: {error}.")
    say(f"  {how} the version (tocsin --version) and, if you may share it, the input.")
    return FAULT


def console(*, no_color: bool = False) -> Console:
    """Return where tables are printed: the width of the terminal, and nothing in the text is taken for markup."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    return Console(width=width, highlight=False, markup=False, emoji=False, no_color=no_color or None)


def write_line(line: bytes) -> None:
    """Print bytes and a newline, past every encoding of the terminal."""
    sys.stdout.buffer.write(line + b"\n")


def _misused(error: typer.TyperException, given: Sequence[str]) -> int:
    message = error.format_message().rstrip(".?")
    if message.startswith("Usage:"):
        say(error.format_message())
        return USAGE
    verbs = {command.callback.__name__ for command in app.registered_commands if command.callback}
    verb = next((word for word in given if word in verbs), "")
    say(f"tocsin: {message}.\n  See {' '.join(part for part in ('tocsin', verb, '--help') if part)}.")
    return USAGE


def _show_version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tocsin {version('tocsin')}")
        raise typer.Exit


@app.callback(
    epilog=examples("tocsin read report.txt", "tocsin read reports --format jsonl > ledger.jsonl", "tocsin codebook")
)
def _tocsin(
    *,
    version: Annotated[  # acted on by its callback
        bool,
        typer.Option(
            "--version", callback=lambda wanted: _show_version(wanted=wanted), is_eager=True, help="Print the version."
        ),
    ] = False,
    debug: Annotated[  # taken out by run(), anywhere on the line; here for the help page
        bool, typer.Option("--debug", help="After a fault of ours, print the traceback.")
    ] = False,
) -> None:
    pass


@app.command(
    epilog=examples(
        "tocsin read report.txt --published 2031-03-04",
        "cat report.txt | tocsin read - --outlet 'Norden Dagblad'",
        "tocsin read reports --format jsonl > ledger.jsonl",
    )
)
def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Text or HTML files, folders, or -.")],
    *,
    format_: Annotated[
        Format | None, typer.Option("--format", help="Default: table on a terminal, else jsonl.", show_default=False)
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    background: Annotated[bool, typer.Option("--background", help="Also show claims about the past.")] = False,
    fail_empty: Annotated[bool, typer.Option("--fail-empty", help="Exit with 7 if no claim was found.")] = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Read reports and print who claims what."""
    from tocsin import cli_read

    given = cli_read.Given.checked(paths, published=published, outlet=outlet, url=url)
    asked = format_ or (Format.table if sys.stdout.isatty() else Format.jsonl)
    printer = cli_read.printer_for(asked, background=background, no_color=no_color)
    tally = cli_read.read_and_print(paths, given, printer, quiet=quiet)
    raise typer.Exit(cli_read.exit_code(tally, fail_empty=fail_empty))


@app.command(
    epilog=examples(
        "tocsin mark report.txt", "tocsin mark report.txt --no-color | less", "tocsin mark report.txt --format jsonl"
    )
)
def mark(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text or HTML file, or -.")],
    *,
    format_: Annotated[MarkFormat, typer.Option("--format", help="jsonl: one line for each mark.")] = MarkFormat.text,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    no_color: NoColor = False,
) -> None:
    """Print a report with claims, speakers, places, dates, losses and site furniture marked in its text."""
    from tocsin import cli_read, line
    from tocsin.writing.marked import legend, marked
    from tocsin.writing.marklines import mark_lines

    given = cli_read.Given.checked([file], published=published, outlet=outlet, url=url)
    reading = line.mark_page(cli_read.page_at(file, given))
    if format_ is MarkFormat.jsonl:
        for each in mark_lines(reading, line.places_of(reading), line.dates_of(reading)):
            write_line(each)
        return
    screen = console(no_color=no_color)
    screen.print(marked(reading), soft_wrap=True)
    for entry in legend(reading):
        screen.print(entry, style="dim")


@app.command(
    epilog=examples(
        "tocsin why clm_eqbwuyoa report.txt",
        "tocsin why eqbwuyoa report.txt --no-color",
        "cat report.txt | tocsin why clm_eqbwuyoa -",
    )
)
def why(
    claim: Annotated[str, typer.Argument(metavar="CLAIM_ID", help="Id of the claim, or its beginning.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="The report it stands in, or -.")],
    *,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    no_color: NoColor = False,
) -> None:
    """Print every decision behind a claim: field by field, the rules and the words they saw."""
    from tocsin import cli_read, line
    from tocsin.writing.reasons import why as reasons
    from tocsin.writing.records import fields_view
    from tocsin.writing.shortened import meant

    given = cli_read.Given.checked([file], published=published, outlet=outlet, url=url)
    reading = line.read_page(cli_read.page_at(file, given))
    known = {one.id: one for one in reading.claims}
    found = known[meant(claim, list(known))]
    console(no_color=no_color).print(fields_view(found.id, reasons(found, reading)))


@app.command(
    epilog=examples(
        "tocsin verify ledger.jsonl report.txt",
        "tocsin verify ledger.jsonl reports",
        "tocsin read report.txt --format jsonl | tocsin verify - report.txt",
    )
)
def verify(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER.jsonl", help="What `read --format jsonl` wrote, or -.")],
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT...", help="The reports, to compare with their own words.")
    ] = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Prove that every span of every claim still matches its words; exit with 5 and the first that does not."""
    from tocsin import cli_verify

    found = cli_verify.verified(ledger, reports or [])
    for remark in () if quiet else found.remarks:
        say(f"tocsin: {remark}")
    if not quiet:
        typer.echo(found.line)


@app.command(
    epilog=examples("tocsin codebook", "tocsin codebook --format json", "tocsin codebook --no-color | grep ceasefire")
)
def codebook(
    *,
    format_: Annotated[ListFormat, typer.Option("--format", help="json: every field.")] = ListFormat.table,
    no_color: NoColor = False,
) -> None:
    """Print the types of claim with their meanings and their codes in PLOVER, CAMEO, ACLED and UCDP."""
    from tocsin.lexicon.codebook import codebook as rows
    from tocsin.writing.codec import encode
    from tocsin.writing.records import records_view

    records = rows().as_records()
    if format_ is ListFormat.json:
        write_line(encode(records))
        return
    console(no_color=no_color).print(records_view(records))


@app.command(
    epilog=examples("tocsin schema", "tocsin schema > tocsin.schema.json", "tocsin schema | grep -A 12 Claim.status")
)
def schema() -> None:
    """Print the JSON schema of a ledger line and every closed list of values."""
    import json

    from tocsin.lexicon.codebook import codebook as rows
    from tocsin.writing.codec import schema as schema_of

    keys = [str(record["id"]) for record in rows().as_records()]
    typer.echo(json.dumps(schema_of(keys), indent=2, ensure_ascii=False))


@app.command(epilog=examples("tocsin doctor", "tocsin doctor --atlas", "tocsin doctor --quiet"))
def doctor(
    *,
    atlas: Annotated[bool, typer.Option("--atlas", help="Compile the atlas of places now.")] = False,
    quiet: Quiet = False,
) -> None:
    """Print versions, and what is installed and what is missing."""
    from tocsin import cli_doctor

    if atlas:
        cli_doctor.compile_places(quiet=quiet)
    for each in cli_doctor.findings():
        typer.echo(each)
