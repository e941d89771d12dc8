"""A reading in; a piece of HTML for a notebook out: no script, no request, everything escaped, at most 50 rows."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from tocsin.model import Actor, Claim, Dispute, Reading, Report, Span
from tocsin.writing.phrases import content_phrase, force_phrase, over_phrase, status_phrase, toll_phrase, type_phrase
from tocsin.writing.shortened import shortened
from tocsin.writing.sides import origins, speaker_name
from tocsin.writing.times import span_phrase, when_phrase
from tocsin.writing.visible import one_line

ROWS = 50
_HEADS = ("Claim", "Says", "Status", "What", "Where", "When", "Losses", "Words")
_CSS = (
    ".tocsin-reading{font:14px/1.4 system-ui,sans-serif}"
    ".tocsin-reading table{border-collapse:collapse;margin:.5em 0}"
    ".tocsin-reading th,.tocsin-reading td{text-align:start;vertical-align:top;padding:.2em .6em;"
    "border-bottom:1px solid #8886}"
    ".tocsin-reading q{font-family:serif;quotes:'“' '”';display:block}"
    ".tocsin-reading small{opacity:.7}"
)


def html_of(reading: Reading) -> str:
    """Return the claims table and the disputes of ``reading`` as one self-contained ``div``."""
    parts = [f"<style>{_CSS}</style>", _heading(reading), _claims(reading), *_disputes(reading)]
    return f'<div class="tocsin-reading" dir="auto">{"".join(parts)}</div>'


def _heading(reading: Reading) -> str:
    report = reading.report
    name = report.path or report.url or report.id
    news = [claim for claim in reading.claims if claim.layer == "news"]
    low, high = origins(news)
    date = f" · {_escaped(span_phrase(report.published))}" if report.published else ""
    counts = (
        f"{len(news):,} claims, {len(reading.claims) - len(news):,} background, {len(reading.disputes):,} disputes, "
        f"{low if low == high else f'{low}–{high}'} origins"
    )
    return f"<p><strong><bdi>{_escaped(name)}</bdi></strong>{date}<br>{counts}</p>"


def _claims(reading: Reading) -> str:
    if not reading.claims:
        return "<p>No claims found.</p>"
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    ids = shortened(claim.id for claim in reading.claims)
    rows = "".join(_row(claim, ids[claim.id], reading.report) for claim in reading.claims[:ROWS])
    hidden = len(reading.claims) - ROWS
    more = f"<p>and {hidden:,} more {'claim' if hidden == 1 else 'claims'}</p>" if hidden > 0 else ""
    foot = "<p><small>~ reasoned date: no words of the claim itself give it.</small></p>"
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}{foot}"


def _row(claim: Claim, short: str, report: Report) -> str:
    layer = "" if claim.layer == "news" else "<br><small>background</small>"
    told = "" if claim.speaker.told == "explicit" else f"<br><small>{claim.speaker.told}</small>"
    cells = (
        f"<code>{_escaped(short)}</code>{layer}",
        _bdi(speaker_name(claim.speaker, report)) + told,
        _escaped(status_phrase(claim.status)),
        _what(claim),
        _bdi(claim.where.name) if claim.where else "",
        _escaped(when_phrase(claim.when)),
        "<br>".join(_escaped(toll_phrase(toll, report.text)) for toll in claim.tolls),
        _words(claim.quote, claim.quoted),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _what(claim: Claim) -> str:
    kind = type_phrase(claim.type)
    wanted = f" ({content_phrase(claim.content)})" if claim.content else ""
    return "<br>".join([_escaped(kind + wanted), *(_part(actor) for actor in claim.actors)])


def _part(actor: Actor) -> str:
    return f"<small>{actor.role}</small> {_bdi(actor.name)}"


def _words(spans: Sequence[Span], words: Sequence[str]) -> str:
    pairs = zip(spans, words, strict=False)
    return "".join(f'<q dir="auto">{_escaped(one)}</q><small>{start}–{end}</small>' for (start, end), one in pairs)


def _disputes(reading: Reading) -> Iterator[str]:
    claims = {claim.id: claim for claim in reading.claims}
    for dispute in reading.disputes[:ROWS]:
        yield _dispute(dispute, [claims[one] for one in dispute.of if one in claims], reading.report)
    hidden = len(reading.disputes) - ROWS
    if hidden > 0:
        yield f"<p>and {hidden:,} more disputes</p>"
    if reading.disputes:
        yield "<p><small>Sides in alphabetical order. Tocsin takes no side.</small></p>"


def _dispute(dispute: Dispute, claims: Sequence[Claim], report: Report) -> str:
    both = sorted(claims, key=lambda claim: speaker_name(claim.speaker, report).casefold())
    heads = "".join(f'<th scope="col">{_bdi(speaker_name(claim.speaker, report))}</th>' for claim in both)
    cells = "".join(f"<td>{_what(claim)}{_words(claim.quote, claim.quoted)}</td>" for claim in both)
    title = f"Dispute over {dispute.over}: {over_phrase(dispute.over)} ({force_phrase(dispute.force)})"
    return f"<table><caption>{_escaped(title)}</caption><tr>{heads}</tr><tr>{cells}</tr></table>"


def _bdi(name: str) -> str:
    return f"<bdi>{_escaped(name)}</bdi>"


def _escaped(text: str) -> str:
    return html.escape(one_line(text))
