"""Disputes in; pairs of sentences out, side by side or one above the other, in alphabetical order of the speakers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.model import Claim, Dispute, Reading
from tocsin.writing.phrases import force_phrase, over_phrase, status_phrase, toll_phrase, what_of
from tocsin.writing.reasons import chain_line
from tocsin.writing.shortened import shortened
from tocsin.writing.sides import speaker_name
from tocsin.writing.visible import one_line


def pairs(reading: Reading, *, wide: bool) -> Iterator[RenderableType]:
    """Yield each dispute with both accounts in full, and the order in which they stand."""
    claims = {claim.id: claim for claim in reading.claims}
    for number, dispute in enumerate(reading.disputes, 1):
        yield _title(dispute, number, len(reading.disputes))
        both = sides_of(dispute, claims, reading)
        yield _beside(both, reading) if wide else _below(both, reading)
    if reading.disputes:
        yield Text("* reasoned: no words of the sentence name this link. Tocsin takes no side.", "dim")
        yield Text()


def sides_of(dispute: Dispute, claims: Mapping[str, Claim], reading: Reading) -> tuple[Claim, ...]:
    """Return the claims of a dispute in alphabetical order of the speakers' names as shown."""
    known = [claims[one] for one in dispute.of if one in claims]
    return tuple(sorted(known, key=lambda claim: speaker_name(claim.speaker, reading.report).casefold()))


def _title(dispute: Dispute, number: int, of: int) -> Text:
    force = force_phrase(dispute.force)
    head = f"Dispute {number} of {of}   {dispute.over}: {over_phrase(dispute.over)} ({dispute.force}: {force})"
    return Text.assemble((head, "bold"), ("   sides in alphabetical order", "dim"))


def _beside(both: tuple[Claim, ...], reading: Reading) -> Table:
    table = Table(box=box.SQUARE, expand=True, show_lines=True)
    for claim in both:
        table.add_column(_account_head(claim, reading), ratio=1, overflow="fold")
    table.add_row(*(_account(claim, reading) for claim in both))
    return table


def _below(both: tuple[Claim, ...], reading: Reading) -> RenderableType:
    lines = Text()
    for number, claim in enumerate(both):
        lines.append("\n" if number else "")
        lines.append_text(_account_head(claim, reading)).append("\n").append_text(_account(claim, reading))
    return Padding(lines, (0, 0, 0, 2))


def _account_head(claim: Claim, reading: Reading) -> Text:
    status = status_phrase(claim.status)
    who = speaker_name(claim.speaker, reading.report)
    return Text(f"{who} says: {status}, {what_of(claim)}" if status else f"{who} says: {what_of(claim)}", "bold")


def _account(claim: Claim, reading: Reading) -> Text:
    lines = Text()
    for words in claim.quoted:
        lines.append(f"“{one_line(words)}”\n", "italic")
    for toll in claim.tolls:
        lines.append(f"{toll_phrase(toll, reading.report.text)}\n")
    spans = ", ".join(f"{start}–{end}" for start, end in claim.quote)
    short = shortened(other.id for other in reading.claims)[claim.id]
    if claim.chain:
        lines.append(f"{chain_line(claim.chain)}\n", "dim")
    return lines.append(f"chars {spans}  {short}", "dim")
