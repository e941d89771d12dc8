"""``tocsin read``: paths in; each reading printed as it is done, each input that could not be read named."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from tocsin import cli
from tocsin.errors import TocsinError, UnreadableError, UsageError
from tocsin.line import read_page
from tocsin.model import Noun, Page, Reading
from tocsin.reading import pages
from tocsin.writing.jsonl import group_of, lines_of
from tocsin.writing.progress import Progress
from tocsin.writing.table import report_view

_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")


class Given(Noun, frozen=True, kw_only=True):
    """What the user knows better than the page."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None

    @classmethod
    def checked(cls, paths: Sequence[str], *, published: str | None, outlet: str | None, url: str | None) -> Given:
        """Return what was given.

        Raises:
            UsageError: a date that is none, or one address for several reports.
        """
        if published is not None and not _is_date(published):
            what = f"--published {published!r} is no date"
            raise UsageError(what, do="Write it as 2031-03-04 or 2031-03-04T18:30.")
        if url is not None and (len(paths) > 1 or Path(paths[0]).is_dir()):
            what = "--url is the address of one report"
            raise UsageError(what, do="Read that report alone.")
        return cls(published=published, outlet=outlet, url=url)

    def put_on(self, page: Page) -> Page:
        """Return ``page`` with what the user knows better."""
        known = {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}
        return msgspec.structs.replace(page, **known)


class Tally(Noun, frozen=True, kw_only=True):
    """How the inputs ended."""

    with_claims: int = 0
    without: int = 0
    unread: int = 0
    faults: int = 0

    def plus(self, ending: str) -> Tally:
        """Return the tally with one more of ``ending``."""
        return msgspec.structs.replace(self, **{ending: getattr(self, ending) + 1})


class Printer(Protocol):
    """Prints readings one by one."""

    def show(self, reading: Reading) -> None:
        """Print one reading."""

    def end(self) -> None:
        """Print what must stand after the last."""


def read_and_print(paths: Sequence[str], given: Given, printer: Printer, *, quiet: bool) -> Tally:
    """Read every input and print each as it is done; one bad input stops no other."""
    tally, progress = Tally(), Progress(sys.stderr, quiet=quiet)
    for done, page in enumerate(pages(paths, sys.stdin.buffer)):
        progress.count(done, None, "reports read")
        reading = _outcome(given.put_on(page)) if isinstance(page, Page) else page.error
        progress.clear()
        tally = tally.plus(_ending(reading, page.path or "-"))
        if isinstance(reading, Reading):
            printer.show(reading)
            sys.stdout.flush()
    printer.end()
    if not quiet and sys.stderr.isatty() and sum(msgspec.structs.astuple(tally)) > 1:
        cli.say(summary(tally))
    return tally


def summary(tally: Tally) -> str:
    """Return the last line: how many of each."""
    read = tally.with_claims + tally.without
    parts = [f"{tally.with_claims:,} with claims, {tally.without:,} without"]
    parts += [f"{tally.unread:,} could not be read"] if tally.unread else []
    parts += [f"{tally.faults:,} failed by a fault of Tocsin"] if tally.faults else []
    return f"Read {read:,} {'report' if read == 1 else 'reports'}: {', '.join(parts)}."


def exit_code(tally: Tally, *, fail_empty: bool) -> int:
    """Return the exit code that the tally comes to."""
    if tally.faults:
        return cli.FAULT
    if not tally.with_claims + tally.without:
        return cli.NOTHING_READ
    if tally.unread:
        return cli.SOME_UNREAD
    return cli.EMPTY if fail_empty and not tally.with_claims else cli.DONE


def page_at(path: str, given: Given) -> Page:
    """Return the one page at ``path``.

    Raises:
        UnreadableError: it cannot be read; UsageError: it is a folder.
    """
    if path != "-" and Path(path).is_dir():
        what = f"{path} is a folder"
        raise UsageError(what, do="Name one report of it.")
    for page in pages([path], sys.stdin.buffer):
        if isinstance(page, Page):
            return given.put_on(page)
        raise page.error
    what = f"{path} holds no report"
    raise UnreadableError(what)


def printer_for(asked: str, *, background: bool, no_color: bool) -> Printer:
    """Return the printer for ``--format``."""
    if asked == "table":
        return _Tables(background=background, no_color=no_color)
    return _Groups() if asked == "json" else _Lines()


class _Lines:
    def show(self, reading: Reading) -> None:
        for line in lines_of(reading):
            cli.write_line(line)

    def end(self) -> None:
        pass


class _Groups:
    def __init__(self) -> None:
        self._before = b"["

    def show(self, reading: Reading) -> None:
        cli.write_line(self._before + group_of(reading))
        self._before = b","

    def end(self) -> None:
        cli.write_line(b"]" if self._before == b"," else b"[]")


class _Tables:
    def __init__(self, *, background: bool, no_color: bool) -> None:
        self._background = background
        self._screen = cli.console(no_color=no_color)

    def show(self, reading: Reading) -> None:
        self._screen.print(report_view(reading, width=self._screen.width, background=self._background))
        self._screen.print()

    def end(self) -> None:
        pass


def _outcome(page: Page) -> Reading | Exception:
    try:
        return read_page(page)
    except Exception as error:  # noqa: BLE001  # one bad report never stops the rest
        return error


def _ending(outcome: Reading | Exception, path: str) -> str:
    """Return how an input ended, and say so if it ended badly."""
    if isinstance(outcome, Reading):
        return "with_claims" if outcome.claims else "without"
    if isinstance(outcome, TocsinError):
        cli.say(f"tocsin: {outcome}")
        return "unread"
    cli.fault(outcome, path)
    return "faults"


def _is_date(written: str) -> bool:
    if not _DATE.fullmatch(written):
        return False
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True
