"""The regions of a report and the register in, every mention of a known party out: which words, which party, what form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from tocsin.lexicon.register import Form, Register, shadow
from tocsin.lexicon.register_shadow import Finder, is_whole
from tocsin.model import Noun, Span

_UPPER_FROM = 4
"""Names shorter than this have no upper-case twin: too many are words."""


class Mention(Noun, frozen=True, kw_only=True):
    """The words that name a party, without article and possessive ending."""

    span: Span
    form: Form


class Found(Noun, frozen=True, kw_only=True):
    """Mentions in text order, and the spans of names that hold a party's form but name no party."""

    mentions: tuple[Mention, ...]
    shielded: tuple[Span, ...]


def find_mentions(folded: str, stretches: Sequence[Span], known: Register) -> Found:
    """Return the parties mentioned in ``stretches`` of a shadow; the longest name wins."""
    forms = _forms(known)
    spans = _candidates(folded, stretches, known)
    free = bytearray(b"\1" * len(folded))
    settled = _longest_first([span for span in spans if not _only_surname(forms[folded[slice(*span)]])], free)
    mentions = [
        Mention(span=span, form=next(form for form in forms[folded[slice(*span)]] if form.kind != "surname"))
        for span in settled
        if forms[folded[slice(*span)]]
    ]
    mentions = _not_meant_otherwise(folded, _beside_their_state(mentions, known))
    rest = _longest_first([span for span in spans if _only_surname(forms[folded[slice(*span)]])], free)
    return Found(
        mentions=tuple(sorted((*mentions, *_surnames(folded, rest, mentions, known)), key=lambda found: found.span)),
        shielded=tuple(sorted(span for span in settled if not forms[folded[slice(*span)]])),
    )


def _only_surname(forms: Sequence[Form]) -> bool:
    return bool(forms) and all(form.kind == "surname" for form in forms)


def _longest_first(spans: Iterable[Span], free: bytearray) -> list[Span]:
    """Return those of ``spans`` all of whose characters are free, the longest served first, and take their characters."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if 0 not in free[start:end]:
            free[start:end] = bytes(end - start)
            kept.append((start, end))
    return sorted(kept)


@cache
def _forms(known: Register) -> Mapping[str, tuple[Form, ...]]:
    """Return what each string may name; nothing for names that only guard the forms inside them."""
    found: dict[str, tuple[Form, ...]] = {}
    for form in known.forms():
        for text in _cases(shadow(form.text)):
            found[text] = (*found.get(text, ()), form)
    names = (name for body in known.bodies.values() for name in body.names)
    for name in (*known.guards.phrases, *names):
        for text in _cases(shadow(name)):
            found.setdefault(text, ())
    return found


def _cases(text: str) -> tuple[str, ...]:
    upper = text.upper()
    return (text, upper) if upper != text and len(text) >= _UPPER_FROM else (text,)


@cache
def _finder(known: Register) -> Finder:
    return Finder(_forms(known))


def _candidates(folded: str, stretches: Iterable[Span], known: Register) -> list[Span]:
    found: list[Span] = []
    for stretch in stretches:
        capitals = _in_capitals(folded[slice(*stretch)])
        spans = _finder(known).found(folded, stretch)
        found += [span for span in spans if not _guarded(folded, span, known, capitals=capitals)]
    return found


def _guarded(folded: str, span: Span, known: Register, *, capitals: bool) -> bool:
    words = folded[slice(*span)]
    guards = known.guards
    if capitals and words in guards.not_in_capitals:
        return True
    if words in guards.after_given_name:
        before = re.search(r"([A-Z][a-zA-Z]+) $", folded[max(0, span[0] - 20) : span[0]])
        return before is not None and before[1] in guards.given_names
    forms = _forms(known)[words]
    return bool(forms) and all(form.kind == "prefix" for form in forms) and folded[span[1] : span[1] + 1] != "-"


def _in_capitals(stretch: str) -> bool:
    """Tell whether a paragraph or headline is set in capitals."""
    letters = [char for char in stretch if char.isalpha()]
    return sum(char.isupper() for char in letters) > 0.8 * len(letters)


def _beside_their_state(mentions: list[Mention], known: Register) -> list[Mention]:
    weak = known.guards.beside_its_state
    named = {mention.form.party for mention in mentions if mention.form.text not in weak}
    return [mention for mention in mentions if mention.form.text not in weak or mention.form.party in named]


def _not_meant_otherwise(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out abbreviations that the report itself explains as another name: Tovara Defence Force (TDF)."""
    ends = {mention.span[1]: mention.form.party for mention in mentions}
    other = {
        folded[slice(*mention.span)]
        for mention in mentions
        if _spelt_out(folded, mention.span) and ends.get(mention.span[0] - 2) != mention.form.party
    }
    return [mention for mention in mentions if folded[slice(*mention.span)] not in other]


def _spelt_out(folded: str, span: Span) -> bool:
    """Tell whether a bracketed abbreviation follows words with just these initials."""
    words = folded[slice(*span)]
    if not words.isupper() or folded[span[0] - 2 : span[0]] != " (" or folded[span[1] : span[1] + 1] != ")":
        return False
    before = re.findall(r"[\w'-]+", folded[max(0, span[0] - 120) : span[0] - 2])
    initials = "".join(word[0] for word in before if word[0].isupper())
    return initials.endswith(words)


def _surnames(folded: str, spans: Iterable[Span], mentions: Sequence[Mention], known: Register) -> Iterator[Mention]:
    """Yield the surnames whose holder is named in full, or by title, somewhere in the text, or is known by it alone."""
    meant = [(m.span[0], m.form.holder) for m in mentions if m.form.kind == "holder"]
    open_spans = sorted(spans)
    titled = {span: form for span in open_spans for form in _titled(folded, span, known)}
    meant += [(span[0], form.holder) for span, form in titled.items()]
    places: dict[str | None, list[int]] = {}
    for place, holder in sorted(meant, key=lambda pair: pair[0]):
        places.setdefault(holder, []).append(place)
    for span in open_spans:
        words = folded[slice(*span)]
        form = titled.get(span) or _meant(span[0], _forms(known)[words], places, known)
        if form is not None and (span in titled or words not in known.guards.titled_only):
            yield Mention(span=span, form=form)


def _titled(folded: str, span: Span, known: Register) -> Iterator[Form]:
    """Yield the holder's form if a title of his stands right before the surname."""
    before = folded[max(0, span[0] - 30) : span[0]].lower()
    for form in _forms(known)[folded[span[0] : span[1]]]:
        titles = _titles(known).get(form.holder or "", frozenset())
        if form.kind == "surname" and any(_ends_with(before, title) for title in titles):
            yield form


def _ends_with(before: str, title: str) -> bool:
    start = len(before) - len(title) - 1
    return before.endswith(f"{title} ") and is_whole(before, (start, len(before) - 1))


@cache
def _titles(known: Register) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for term in known.terms:
        titles = known.offices[term.office].titles
        found[term.holder] = found.get(term.holder, frozenset()) | frozenset(titles)
    return found


def _meant(
    start: int, forms: Sequence[Form], places: Mapping[str | None, Sequence[int]], known: Register
) -> Form | None:
    """Return the form of the holder last named before ``start``, else of the first named after it."""
    named = [form for form in forms if form.holder in places]
    before = [(places[form.holder][i - 1], form) for form in named if (i := bisect_left(places[form.holder], start))]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    if named:
        return min(named, key=lambda form: places[form.holder][0])
    return next((form for form in forms if form.holder in known.alone), None)
