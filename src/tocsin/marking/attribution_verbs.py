"""A verb of saying in its stretch in, a draft of an attribution out: who says it, and on which side of it what is said.

The ways of telling are tried in order: passive, participle, subject behind the verb, subject before it.
"""

from __future__ import annotations

from typing import NamedTuple

from tocsin.marking.attribution_content import (
    aside_after,
    bare_clause,
    closes,
    forward_content,
    goes_on,
    interrupted,
    outlet_told,
    prefix_of,
    skip_adjuncts,
)
from tocsin.marking.attribution_subjects import (
    DASHES,
    Group,
    Range,
    Stretch,
    Subject,
    chain_after,
    chain_before,
    group_of,
    is_speaker,
    subject_of,
)
from tocsin.marking.saying import Form, Verb, small_words


class Found(NamedTuple):
    """A draft of an attribution, in token indices of its stretch.

    Attributes:
        outer: where its own words begin; what an earlier cue says ends there unless this one is nested in it.
        forward: where content after the cue begins, or null.
        backward: content before it, complete; the stretch's beginning is moved where an earlier one ends.
        nested: it lies within what an earlier cue says.
        shared: its source is that of the attribution before it.
        aside: the apposition to the source, or null.
        ends: where its content ends before a relay ("…, citing Y"), or null.
        after: where content after a mid-sentence attribution goes on, or null.
    """

    rule: str
    cue: Range
    source: Range | None
    outer: int
    forward: int | None = None
    backward: Range | None = None
    after: int | None = None
    nested: bool = False
    shared: bool = False
    kind: str = "report"
    hedged: bool = False
    aside: Range | None = None
    via: tuple[Range, ...] = ()
    ends: int | None = None


class _Spot(NamedTuple):
    """A verb of saying where it stands: its table row, its group, where its subject may begin, and what was found."""

    line: Stretch
    i: int
    verb: Verb
    group: Group
    floor: int
    found: list[Found]

    def draft(self, way: str, source: Range | None, outer: int) -> Found:
        """Return a draft without content."""
        cue = (self.i, self.i + 1)
        return Found(f"attributions/{way}", cue, source, outer, kind=self.verb.kind, hedged=self.verb.hedged)


def verb_draft(line: Stretch, i: int, form: Form, found: list[Found]) -> Found | None:
    """Return the draft of the verb form at ``i``, null if no reading of it says anything here."""
    group = group_of(line, i)
    if not _is_verb(line, i, form, group):
        return None
    floor = floor_of(found, i)
    drafts = (_reading(_Spot(line, i, verb, group, floor, found), form) for verb in form.verbs)
    return next((draft for draft in drafts if draft is not None), None)


def floor_of(found: list[Found], i: int) -> int:
    """Return the first token that the subject of the verb at ``i`` may hold."""
    said = [f for f in found if f.kind != "relay"]
    return max((f.forward if f.forward is not None and f.forward <= i else f.cue[1] for f in said), default=0)


def _is_verb(line: Stretch, i: int, form: Form, group: Group) -> bool:
    """Tell a verb from a noun or adjective of the same form by what stands around it."""
    before = line.tag(group.start - 1) if group.start else "."
    if group.infinitive or group.modal:
        return not group.infinitive or "base" in form.forms
    if before in "DJM'" and group.start == i:
        return False
    if "ing" in form.forms:
        return before != "P" or line.lower(i - 1) in small_words("present.before_gerund")
    if form.forms & {"past", "participle"}:
        return before != "P"
    return _is_present(line, i, before)


def _is_present(line: Stretch, i: int, before: str) -> bool:
    """Tell "residents report shelling" from "police reports": the forms in -s and without ending are often nouns."""
    if line.lower(i) in small_words("present.never_nouns"):
        return before != "P"
    if line.clause.tokens[i].capital and i:
        return False
    if before in "QS" or (before == "." and line.folded(i - 1)):
        return True
    ends = i + 1 == line.n and any(line.lower(k) == "," for k in range(i))
    opens = (
        ends or line.tag(i + 1) in "DMQSGT" or line.folded(i + 1) or line.lower(i + 1) in small_words("present.openers")
    )
    if before == "C":
        return opens and line.lower(i).endswith("s") and line.has_verb(0, i)
    return before == "N" and i > 0 and _after_noun(line, i, opens=opens)


def _after_noun(line: Stretch, i: int, *, opens: bool) -> bool:
    """Tell "Velk reports losses" and "residents report a raid" from the compound nouns "army report", "peace calls"."""
    before = line.clause.tokens[i - 1]
    plural = before.lower.endswith("s") or before.lower in small_words("present.plurals")
    agrees = line.lower(i).endswith("s") or plural
    return agrees and (opens or (before.capital and line.tag(i + 1) in "NJ"))


def _reading(spot: _Spot, form: Form) -> Found | None:
    """Return what one row of the table makes of the verb: passive, participle, subject behind it, subject before it."""
    group = spot.group
    if group.passive or _reduced_passive(spot, form):
        return _passive(spot)
    if group.negated and spot.verb.kind != "deny":
        return None
    if "ing" in form.forms and not group.progressive:
        return _participle(spot)
    if group.infinitive:
        return None
    return _inverted(spot) or _active(spot)


def _active(spot: _Spot) -> Found | None:
    subject = subject_of(spot.line, spot.group.start, spot.floor)
    source = _shared_source(spot, subject.outer) if subject.shared else subject.source
    if source is None or spot.line.lower(source[0]) in small_words("silent.sources"):
        return None
    draft = spot.draft("shared" if subject.shared else "verb", source, subject.outer)._replace(
        aside=subject.aside, shared=subject.shared, via=outlet_told(spot.line, spot.i, spot.verb)
    )
    full = _with_content(spot, draft, subject)
    return full if full and _fits(spot, source, full.forward) else None


def _fits(spot: _Spot, source: Range, forward: int | None) -> bool:
    """Tell whether such a source can say it: some verbs take a mere object only after one who can speak."""
    line = spot.line
    told = forward is None or line.lower(forward) == "that" or line.folded(forward)
    return told or "plain" not in spot.verb.takes or is_speaker(line, source)


def _with_content(spot: _Spot, draft: Found, subject: Subject) -> Found | None:
    """Return the draft with its content: after the cue, else before it, else on both sides."""
    line, after = spot.line, spot.i + 1
    forward = forward_content(line, after, spot.verb)
    prefix = prefix_of(line, subject.outer) or interrupted(line, spot.i, spot.verb, subject.outer)
    told_after = "tail" not in spot.verb.takes or subject.shared or subject.relative or prefix is None
    quoted = line.folded(subject.outer - 1) or (prefix is not None and line.folded(prefix[1] - 1))
    if told_after or (forward is not None and not quoted):
        return None if forward is None else draft._replace(forward=forward, nested=_nests(spot, draft))
    if forward is not None:
        return draft._replace(backward=prefix, forward=forward if line.folded(forward) else None)
    rest = skip_adjuncts(line, after, spot.verb)
    return draft._replace(backward=prefix, after=goes_on(line, rest)) if closes(line, rest) else None


def _nests(spot: _Spot, draft: Found) -> bool:
    line = spot.line
    breaks = line.lower(draft.outer) in DASHES | {",", ";", ":"} or line.tag(draft.outer) == "C"
    return spot.floor > 0 and not draft.shared and not breaks


def _inverted(spot: _Spot) -> Found | None:
    """Read ", said X": what is said stands before the verb, the subject after it."""
    line, i = spot.line, spot.i
    follows_quote = line.folded(i - 1)
    if "invert" not in spot.verb.takes or not (follows_quote or line.lower(i - 1) in DASHES | {","}):
        return None
    outer = i if follows_quote else i - 1
    source, prefix = chain_after(line, i + 1), prefix_of(line, outer)
    if source is None or prefix is None or line.lower(i + 1) == "that":
        return None
    if not follows_quote and (line.tag(source[1]) in "XV" or not is_speaker(line, source)):
        return None
    aside = aside_after(line, source[1])
    rest = aside[1] if aside else source[1]
    again = next((k for k in (rest, rest + 1) if line.folded(k)), None)
    return spot.draft("inverted", source, outer)._replace(backward=prefix, after=again, aside=aside)


def _participle(spot: _Spot) -> Found | None:
    """Read ", saying that": the source is the subject before; in "a letter saying that" it is the letter."""
    line, start = spot.line, spot.group.start
    forward = forward_content(line, spot.i + 1, spot.verb)
    near = _paper(line, chain_before(line, start, spot.floor)) if line.tag(start - 1) in "NQ" else None
    source = near or _shared_source(spot, max(start - 1, 0))
    if forward is None or source is None or not _fits(spot, source, forward):
        return None
    outer = start if near or line.lower(start - 1) != "," else start - 1
    nested = near is not None and bool(spot.found)
    return spot.draft("participle", source, outer)._replace(forward=forward, nested=nested, shared=near is None)


def _paper(line: Stretch, near: Range | None) -> Range | None:
    """Return the noun before "saying", unless it is a paper that the subject hands out ("issued a note saying")."""
    if near is None or line.tag(near[0] - 1) != "V" or line.lower(near[1] - 1) not in small_words("speakers.things"):
        return near
    return None


def _shared_source(spot: _Spot, outer: int) -> Range | None:
    """Return the source of the attribution before ``outer``, else the subject of the stretch's first verb."""
    before = [f.source for f in spot.found if f.source is not None and f.cue[1] <= outer + 1]
    if before:
        return before[-1]
    verb = next((k for k in range(outer) if spot.line.tag(k) in "VX"), None)
    return subject_of(spot.line, verb, 0).source if verb else None


def _reduced_passive(spot: _Spot, form: Form) -> bool:
    """Tell "an attack claimed by X", "as reported by X": a participle without auxiliary and the speaker behind "by"."""
    participle = bool(form.forms & {"past", "participle"})
    return participle and not spot.group.perfect and spot.line.lower(spot.i + 1) == "by" and spot.i > 0


def _passive(spot: _Spot) -> Found | None:
    line, i, group = spot.line, spot.i, spot.group
    subject = subject_of(line, group.start, spot.floor)
    by = next((k for k in range(i + 1, min(i + 3, line.n)) if line.lower(k) == "by"), None)
    source = chain_after(line, by + 1) if by else None
    if source is not None and is_speaker(line, source) and not group.negated:
        return _said_by(spot, source, subject)
    if "heard" not in spot.verb.takes or not group.passive or group.negated:
        return None
    return _heard(spot, subject)


def _said_by(spot: _Spot, source: Range, subject: Subject) -> Found | None:
    """Read "as reported by X, …", "…, reported by X" and "the raid was condemned by X"."""
    line, start = spot.line, spot.group.start
    if start == 1 and line.lower(0) == "as":
        comma = source[1] + 1 if line.lower(source[1]) == "," else None
        return spot.draft("passive", source, 0)._replace(forward=comma)
    content = _passive_content(line, spot.group, subject)
    draft = spot.draft("passive", source, spot.i)._replace(backward=content, nested=spot.floor > 0)
    return draft if content else None


def _passive_content(line: Stretch, group: Group, subject: Subject) -> Range | None:
    last = group.start - 1
    if line.lower(last) == "as":
        return (0, last - 1 if line.lower(last - 1) == "," else last) if last > 1 else None
    if not group.passive and line.lower(last) == ",":
        return (0, last) if line.has_verb(0, last) else None
    return subject.source


def _heard(spot: _Spot, subject: Subject) -> Found | None:
    """Read "it was reported that" and "three are said to have died": somebody says so, nobody is named."""
    line, after, source = spot.line, spot.i + 1, subject.source
    forward = skip_adjuncts(line, after, spot.verb)
    draft = spot.draft("heard", None, subject.outer)._replace(hedged=True)
    if source is None:
        return None
    if line.lower(source[0]) == "it" and (line.lower(forward) == "that" or bare_clause(line, after)):
        return draft._replace(forward=forward)
    told = (
        line.lower(forward) == "to" or line.tag(after) in "JVDM" or line.lower(after) in small_words("present.states")
    )
    return draft._replace(forward=after, backward=source, nested=True) if told else None
