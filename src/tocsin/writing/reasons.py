"""A claim in; every decision behind it out: field by field, with the rules and the words they saw."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.model import Actor, Because, Claim, Link, Reading, Region, Report, Span, Toll, When, Where
from tocsin.writing.phrases import content_phrase, reason_field, status_phrase, toll_phrase, type_phrase
from tocsin.writing.sides import speaker_name
from tocsin.writing.times import when_phrase
from tocsin.writing.visible import one_line, opening

Field = tuple[str, str]
"""A label and what stands beside it."""

_TOLD = {"explicit": "named in the sentence", "carried": "carried over from an earlier sentence"}
_TOLD |= {"outlet": "nobody else is named", "inferred": "reasoned; no words name it"}


def why(claim: Claim, reading: Reading) -> tuple[Field, ...]:
    """Return the fields of ``claim`` as people read them, each line with its reasons, in the order of the ledger."""
    report = reading.report
    fields = [*_words(claim), *_says(claim, report), *_act(claim), *_parts(claim), *_losses(claim, report)]
    fields += [*_dated("When", claim.when, report), *_dated("Said", claim.said, report), *_placed(claim.where, report)]
    fields += [*_about(claim), *_sure(claim), *_not_used(report)]
    return _with_rules(fields, claim, report)


def because_line(reason: Because, text: str) -> str:
    """Return one reason: the words it saw, where they stand, the rule, and its remark."""
    seen = ", ".join(quoted(span, text) for span in reason.spans)
    learned = f", {reason.head} {reason.score}" if reason.head and reason.score is not None else ""
    note = one_line(reason.note) if reason.note else ""
    return f"{': '.join(part for part in (seen, note) if part)} ({reason.rule}{learned})".lstrip()


def quoted(span: Span, text: str) -> str:
    """Return words of the report in quotation marks, with where they stand."""
    return f"“{one_line(text[span[0] : span[1]])}”, {chars(span)}"


def chars(span: Span) -> str:
    """Return a span as people write it."""
    return f"chars {span[0]}–{span[1]}"


def chain_line(chain: tuple[Link, ...]) -> str:
    """Return the chain of telling from the outlet to the speaker; ``*`` marks a link that is reasoned."""
    return " ← ".join(_link(link) for link in chain)


def _link(link: Link) -> str:
    name = one_line(link.name) if link.name else link.role
    return f"{name}*" if link.told == "inferred" and link.role != "outlet" else name


def _words(claim: Claim) -> Iterator[Field]:
    for span, words in zip(claim.quote, claim.quoted, strict=False):
        yield "Words", f"“{one_line(words)}” ({chars(span)})"


def _says(claim: Claim, report: Report) -> Iterator[Field]:
    speaker = claim.speaker
    words = f" {quoted(speaker.span, report.text)}." if speaker.span else ""
    cue = f" Cue {quoted(speaker.cue, report.text)}." if speaker.cue else ""
    yield "Says", f"{speaker_name(speaker, report)}: {_TOLD[speaker.told]}.{words}{cue}"
    if claim.chain:
        yield "Chain", chain_line(claim.chain)


def _act(claim: Claim) -> Iterator[Field]:
    yield "Type", f"{type_phrase(claim.type)} ({claim.type})"
    if claim.status:
        yield "Status", status_phrase(claim.status)
    if claim.content:
        yield "Wanted", content_phrase(claim.content)
    if claim.stance:
        yield "Stance", claim.stance.replace("_", " ")
    yield "Layer", claim.layer


def _parts(claim: Claim) -> Iterator[Field]:
    for actor in claim.actors:
        yield "Who", _actor(actor)
    if claim.object:
        yield "Object", f"{claim.object.kind} “{one_line(claim.object.name)}”, {chars(claim.object.span)}"
    if claim.control:
        yield "Control", f"from {claim.control.from_ or 'not told'} to {claim.control.to or 'not told'}"


def _actor(actor: Actor) -> str:
    side = f", side {actor.side}" if actor.side else ""
    known = f", {actor.id}" if actor.id else ""
    return f"{actor.role}: “{one_line(actor.name)}”, {chars(actor.span)} ({actor.kind.replace('_', ' ')}{known}{side})"


def _losses(claim: Claim, report: Report) -> Iterator[Field]:
    for toll in claim.tolls:
        yield "Losses", f"{_whose(toll, claim)}: {toll_phrase(toll, report.text)}. {quoted(toll.span, report.text)}."


def _whose(toll: Toll, claim: Claim) -> str:
    if toll.side is None:
        return "side not told"
    return f"{toll.side}, own figure" if toll.side == claim.speaker.side else toll.side


def _dated(label: str, when: When | None, report: Report) -> Iterator[Field]:
    if when is None:
        return
    words = ", ".join(quoted(span, report.text) for span in when.words) or "no date in the sentence"
    zone = f", UTC{when.zone}" if when.zone else ""
    assumed = f" Assumes {', '.join(when.assumes)}." if when.assumes else ""
    yield label, f"{when_phrase(when) or 'open'}{zone}; {words}.{assumed}"
    for reason in when.because:
        yield label, because_line(reason, report.text)


def _placed(where: Where | None, report: Report) -> Iterator[Field]:
    if where is None:
        return
    words = ", ".join(quoted(span, report.text) for span in where.words)
    yield "Where", f"{one_line(where.name)}: {_point(where)}. {_TOLD[where.told]}: {words or 'no words'}."
    for reason in where.because:
        yield "Where", because_line(reason, report.text)


def _point(where: Where) -> str:
    countries = ", ".join(c.code if c.said_by is None else f"{c.code} (says {c.said_by})" for c in where.countries)
    inside = f", in {countries}" if countries else ""
    if where.lat is None or where.lon is None:
        return f"no coordinates known{inside}"
    radius = "" if where.radius_km is None else f" within {where.radius_km:g} km"
    return f"{where.lat:.3f}, {where.lon:.3f}{radius}{inside}" + (f" ({where.id})" if where.id else "")


def _about(claim: Claim) -> Iterator[Field]:
    for about in claim.about:
        yield "About", f"{about.how} {about.id}"


def _sure(claim: Claim) -> Iterator[Field]:
    if claim.confidence:
        sure = claim.confidence
        yield "Right", f"in {sure.share:.0%} of such claims (n = {sure.n:,})"


def _not_used(report: Report) -> Iterator[Field]:
    regions = [region for region in report.regions if region.kind == "furniture"]
    for region in regions[:1]:
        more = f"; and {len(regions) - 1} more" if len(regions) > 1 else ""
        yield "Not used", f"{_stretch(region, report.text)}{more}"


def _stretch(region: Region, text: str) -> str:
    rules = ", ".join(reason.rule for reason in region.because)
    words = opening(text[region.span[0] : region.span[1]], 60)
    return f"“{words}”, {chars(region.span)}: site furniture" + (f" ({rules})" if rules else "")


def _with_rules(fields: list[Field], claim: Claim, report: Report) -> tuple[Field, ...]:
    """Put each rule of the claim after the last line of the field that it speaks for, else at the end."""
    lines = [(reason_field(reason.rule), because_line(reason, report.text)) for reason in claim.because]
    labels = list(dict.fromkeys(label for label, _ in fields))
    placed: list[Field] = []
    for label in labels:
        placed += [field for field in fields if field[0] == label]
        placed += [line for line in lines if line[0] == label]
    return (*placed, *(("Rules", text) for label, text in lines if label not in labels))
