"""``tocsin verify``: a ledger and its reports in; the proof that every span matches its words out, or the first that does not."""

# ruff: noqa: PLC0415  # imported when a verb needs it, so that help and small verbs stay quick
from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tocsin.errors import UnreadableError, VerifyError
from tocsin.model import Claim, Noun, Page, Report
from tocsin.writing.codec import Line, Mismatch, check, decode_line
from tocsin.writing.visible import one_line

SHOWN = 4
"""Sources named one by one; the rest is counted."""


class Verdict(Noun, frozen=True, kw_only=True):
    """What was compared, in one line, and what a person should know about it."""

    line: str
    remarks: tuple[str, ...] = ()


def verified(ledger: str, paths: Sequence[str]) -> Verdict:
    """Compare every claim of ``ledger`` with the text of its report line and of its report file.

    Raises:
        VerifyError: the first span whose words differ, or a claim that there is no text for.
        DecodeError: a line that is no record. UnreadableError: the ledger or a report cannot be read.
    """
    lines = list(_lines(ledger))
    if not lines:
        what = f"{'standard input' if ledger == '-' else ledger} is empty"
        raise UnreadableError(what, do="Give it what `tocsin read --format jsonl` wrote.")
    stored = {line.id: line for line in lines if isinstance(line, Report)}
    claims = [line for line in lines if isinstance(line, Claim)]
    files = _reports(paths) if paths else ()
    used = {claim.id: _texts(claim, stored, files) for claim in claims}
    if files and not any(_is_of(file, claims, stored, files) for file in files):
        names = ", ".join(file.name for file in files[:SHOWN])
        what = f"{names}: no report of the ledger, by address, bytes or words, so no claim was compared with it"
        raise VerifyError(
            what, do="Give the files that were read; if one was changed and renamed, give it its old name."
        )
    for claim in claims:
        _compare(claim, used[claim.id])
    return Verdict(line=_proved(claims, used), remarks=tuple(_remarks(claims, stored, files)))


def _is_of(file: Given, claims: Sequence[Claim], stored: Mapping[str, Report], files: Sequence[Given]) -> bool:
    """Tell whether a file is a report of the ledger, with claims or without."""
    known = any(file.report.version == line.version for line in stored.values())
    return known or any(_file_of(claim, stored.get(claim.report), files) is file for claim in claims)


class Given(Noun, frozen=True, kw_only=True):
    """A report file as it is read now."""

    name: str
    report: Report


Texts = Mapping[str, str]
"""The name of a source → its text."""


def _lines(ledger: str) -> Iterator[Line]:
    content = _content(ledger)
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            yield decode_line(line, number)


def _content(ledger: str) -> bytes:
    if ledger == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(ledger).read_bytes()
    except OSError as error:
        what = f"{ledger} cannot be read ({error.strerror})"
        raise UnreadableError(what, do="Name a file that `tocsin read --format jsonl` wrote.") from error


def _reports(paths: Sequence[str]) -> tuple[Given, ...]:
    """Read the report files exactly as ``tocsin read`` does, so that their texts can be compared."""
    from tocsin.line import read_page
    from tocsin.reading import pages

    found = []
    for page in pages(paths, sys.stdin.buffer):
        if not isinstance(page, Page):
            raise page.error
        found.append(Given(name=page.path or "-", report=read_page(page).report))
    return tuple(found)


def _texts(claim: Claim, stored: Mapping[str, Report], files: Sequence[Given]) -> Texts:
    """Return every text that the claim must match: that of its report line, and that of its file."""
    line = stored.get(claim.report)
    texts = {"the report line of the ledger": line.text} if line else {}
    file = _file_of(claim, line, files)
    return texts | ({file.name: file.report.text} if file else {})


def _file_of(claim: Claim, line: Report | None, files: Sequence[Given]) -> Given | None:
    """Return the file with the same bytes, else the same id, else the same path, else the same file name."""
    path = line.path if line else None
    tests = (
        lambda file: file.report.version == claim.version,
        lambda file: file.report.id == claim.report,
        lambda file: path is not None and file.name == path,
        lambda file: path is not None and Path(file.name).name == Path(path).name,
    )
    return next((file for test in tests for file in files if test(file)), None)


def _compare(claim: Claim, texts: Texts) -> None:
    if not texts:
        what = f"claim {claim.id} has no text to compare with: the ledger has no report line {claim.report}"
        raise VerifyError(what, do="Name its report file after the ledger.")
    for source, text in texts.items():
        mismatches = check(claim, text)
        if mismatches:
            raise VerifyError(_said(mismatches[0], source), do="The ledger or the report was changed; read it again.")


def _said(mismatch: Mismatch, source: str) -> str:
    start, end = mismatch.span
    stored = "any words" if mismatch.stored is None else f"“{one_line(mismatch.stored)}”"
    found = "outside the text" if mismatch.found is None else f"“{one_line(mismatch.found)}”"
    return f"claim {mismatch.claim}, {mismatch.field}, span {start}–{end}: stored {stored}, found {found} in {source}"


def _proved(claims: Sequence[Claim], used: Mapping[str, Texts]) -> str:
    sources = sorted({name for texts in used.values() for name in texts})
    shown = sources if len(sources) <= SHOWN else [*sources[:SHOWN], f"{len(sources) - SHOWN:,} more"]
    count = f"{len(claims):,} {'claim match' if len(claims) == 1 else 'claims match'}"
    return f"All spans of {count} their words: compared with {', '.join(map(one_line, shown)) or 'no text'}."


def _remarks(claims: Sequence[Claim], stored: Mapping[str, Report], files: Sequence[Given]) -> Iterator[str]:
    """Name the files that are not what was read: other bytes with the same words, or of another ledger."""
    used = {id(file): claim for claim in claims if (file := _file_of(claim, stored.get(claim.report), files))}
    read = {line.version for line in stored.values()}
    for file in files:
        claim = used.get(id(file))
        if claim is None and file.report.version not in read:
            yield f"{file.name} belongs to no report of the ledger."
        elif claim and file.report.version != claim.version:
            yield f"{file.name} is not the version that was read (its bytes differ); the words of the claims are."
