"""Sentences and quotations in, attributions out: who says what, on which words, by word lists and small rules."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import structs

from tocsin.marking.attribution_rules import find_cues
from tocsin.marking.attribution_subjects import FOLDED, Range, Stretch, chain_after, is_speaker
from tocsin.marking.attribution_verbs import Found
from tocsin.marking.phrases import clause_of
from tocsin.marking.saying import cue_words, small_words
from tocsin.marking.sentences import sentences_of
from tocsin.marking.tokens import Token, tokens_of
from tocsin.model import Attribution, Because, Quotation, Sentence, Span, contains, overlaps

_FINAL = ".!?…"
_SPEECH = 4
_LONGEST = 600  # tokens; longer ones are tables and lists, and the rules look over a sentence more than once


def find_attributions(
    text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """Return the attributions of ``text`` in the order of their cues.

    ``source`` is the noun phrase that names the speaker, without an apposition behind a comma; ``cue`` the verb
    alone; ``content`` runs from "that" or the first word to the end of what is said, closing quotation mark included,
    final full stop not.  A spokesman is ``via`` and the one he speaks for is the ``source`` if the same words name him
    ("a spokesman for Velk said"); if not ("his spokesman Orm said"), the spokesman is both ``source`` and ``via``.
    An outlet that passes on ("Velk told the Orm agency", "the agency said, citing Velk") is ``via``.
    """
    speech = [q for q in quotations if not q.scare]
    told: list[Attribution] = []
    for sentence, inside in _with_quotations(sentences, speech):
        told.extend(_in_sentence(text, sentence, inside))
    found = _with_bare_speech(text, told, sentences, speech) + _inside_quotations(text, speech)
    return tuple(sorted(found, key=lambda a: (a.cue, a.source or (0, 0))))


def _with_quotations(
    sentences: Sequence[Sentence], speech: Sequence[Quotation]
) -> Iterator[tuple[Sentence, list[Quotation]]]:
    """Pair each sentence with the outermost quotations that touch it."""
    outer = _outermost(speech)
    at = 0
    for sentence in sentences:
        while at < len(outer) and outer[at].span[1] <= sentence.span[0]:
            at += 1
        end = at
        while end < len(outer) and outer[end].span[0] < sentence.span[1]:
            end += 1
        yield sentence, outer[at:end]


def _outermost(speech: Sequence[Quotation]) -> list[Quotation]:
    outer: list[Quotation] = []
    for quotation in speech:
        if not outer or quotation.span[0] >= outer[-1].span[1]:
            outer.append(quotation)
    return outer


def _in_sentence(text: str, sentence: Sentence, inside: Sequence[Quotation]) -> list[Attribution]:
    tokens = tokens_of(text, sentence.span)
    if len(tokens) > _LONGEST or (not inside and cue_words().isdisjoint(token.lower for token in tokens)):
        return []
    line = _stretch(tokens, inside)
    return _finished(line, find_cues(line), inside)


def _stretch(tokens: Sequence[Token], inside: Sequence[Quotation]) -> Stretch:
    """Fold each quotation to one token and tag the rest; ``n`` leaves out final punctuation."""
    folded = tuple(_folded(tokens, inside)) if inside else tuple(tokens)
    n = len(folded)
    while n and folded[n - 1].text in _FINAL:
        n -= 1
    return Stretch(clause_of(folded), n)


def _folded(tokens: Sequence[Token], inside: Sequence[Quotation]) -> Iterator[Token]:
    at, last = 0, None
    for token in tokens:
        while at < len(inside) and inside[at].span[1] <= token.start:
            at += 1
        if at == len(inside) or token.end <= inside[at].span[0]:
            yield token
        elif last != at:
            last = at
            end = min(inside[at].span[1], tokens[-1].end)
            yield Token(token.start, end, FOLDED * 2, FOLDED)


def _finished(line: Stretch, drafts: list[Found], inside: Sequence[Quotation]) -> list[Attribution]:
    joined = _relayed(drafts)
    made = (_attribution(line, joined, k, inside) for k in range(len(joined)))
    return [attribution for attribution in made if attribution is not None]


def _relayed(drafts: list[Found]) -> list[Found]:
    """Join "citing Y" and "as quoted by Y" to the attribution they hang on; alone they are one themselves."""
    said = [d for d in drafts if d.kind != "relay"]
    for relay in (d for d in drafts if d.kind == "relay"):
        at = _nearest(said, relay)
        if at is None:
            said.append(relay._replace(backward=(0, relay.outer)) if relay.outer else relay)
            continue
        host = said[at]
        if relay.rule == "attributions/citing":
            told = (host.source, *host.via) if host.source else host.via
            said[at] = host._replace(source=relay.source, via=told, aside=None, rule=relay.rule, ends=relay.outer)
        elif relay.source:
            said[at] = host._replace(via=(*host.via, relay.source), ends=relay.outer)
    return sorted(said, key=lambda d: d.cue)


def _nearest(said: list[Found], relay: Found) -> int | None:
    before = [k for k, d in enumerate(said) if d.cue < relay.cue and not d.nested]
    after = [k for k, d in enumerate(said) if d.cue > relay.cue]
    return before[-1] if before else next((k for k in after if said[k].outer <= relay.outer or not relay.outer), None)


def _attribution(line: Stretch, drafts: list[Found], k: int, inside: Sequence[Quotation]) -> Attribution | None:
    draft = drafts[k]
    content = tuple(_span(line, part, inside) for part in _parts(line, drafts, k))
    if not content:
        return None
    source, via = _spokesman_of(line, draft)
    cue = _span(line, draft.cue, ())
    return Attribution(
        source=source and _span(line, source, ()),
        cue=cue,
        content=content,
        via=tuple(_span(line, one, ()) for one in via),
        hedged=draft.hedged,
        because=(Because(rule=draft.rule, spans=(cue,), note=draft.kind),),
    )


def _parts(line: Stretch, drafts: list[Found], k: int) -> list[Range]:
    """Return the ranges of what is said: each ends where the next attribution of the same rank begins."""
    draft = drafts[k]
    parts: list[Range] = []
    if draft.backward is not None:
        parts.append((_begin(drafts, k, draft.backward[0]), draft.backward[1]))
    starts = [start for start in (draft.forward, draft.after) if start is not None]
    parts.extend((start, _end(line, drafts, k, start)) for start in starts)
    trimmed = [_trim(line, part) for part in parts]
    return [part for part in trimmed if part[0] < part[1]]


def _end(line: Stretch, drafts: list[Found], k: int, start: int) -> int:
    ends = [d.outer for d in drafts[k + 1 :] if not d.nested and d.outer > start]
    own = drafts[k].ends
    return min([*ends, own] if own is not None and own > start else [*ends, line.n], default=line.n)


def _begin(drafts: list[Found], k: int, start: int) -> int:
    """Return where what stands before a cue begins: after an earlier attribution that was complete."""
    complete = [max(d.cue[1], d.source[1]) for d in drafts[:k] if d.backward and not d.nested and d.source]
    return max([start, *complete])


def _trim(line: Stretch, part: Range) -> Range:
    start, end = part
    while start < end and (line.lower(start) in {",", ";", "-", "–", "—", ":"} or line.tag(start) == "C"):
        start += 1
    while start < end and line.lower(end - 1) in {",", ";", "-", "–", "—", ":", "("}:
        end -= 1
    return start, end


def _span(line: Stretch, part: Range, inside: Sequence[Quotation]) -> Span:
    """Return the characters of a range of tokens; a quotation at either end counts whole."""
    tokens = line.clause.tokens
    start, end = tokens[part[0]].start, tokens[part[1] - 1].end
    for quotation in inside:
        first, last = quotation.span
        start = first if first < start < last else start
        end = last if first < end < last else end
    return start, end


def _spokesman_of(line: Stretch, draft: Found) -> tuple[Range | None, tuple[Range, ...]]:
    """Return the source and the links of a draft: behind a spokesman stands whom he speaks for, if named there."""
    nouns = small_words("spokesman.nouns")
    for part in (draft.source, draft.aside):
        at = next((k for k in range(*part) if line.lower(k) in nouns), None) if part and draft.source else None
        if part is not None and at is not None and draft.source is not None:
            principal = _principal(line, part, at)
            return principal or draft.source, (draft.source, *draft.via)
    return draft.source, draft.via


def _principal(line: Stretch, part: Range, at: int) -> Range | None:
    """Return the tokens of whom the spokesman at ``at`` speaks for: behind "for", or before the noun."""
    if line.lower(at + 1) in small_words("spokesman.linking"):
        return chain_after(line, at + 2)
    start, end = part[0], at
    plain = small_words("spokesman.modifiers")
    if line.tag(end - 1) == "'":
        return (start, end - 1) if line.lower(start) not in small_words("spokesman.own") else None
    while start < end and line.lower(start) in plain:
        start += 1
    return (start, end) if start < end and is_speaker(line, (start, end)) else None


def _with_bare_speech(
    text: str, found: Sequence[Attribution], sentences: Sequence[Sentence], speech: Sequence[Quotation]
) -> list[Attribution]:
    """Give each sentence that is nothing but a quotation to the attribution before it in its paragraph."""
    out: list[Attribution] = []
    waiting = deque(sorted(found, key=lambda a: a.cue))
    for sentence, inside in _with_quotations(sentences, speech):
        while waiting and waiting[0].cue[0] < sentence.span[1]:
            out.append(waiting.popleft())
        if out and inside and _is_bare(text, sentence, inside) and _same_paragraph(text, out[-1], sentence):
            out[-1] = _extended(out[-1], [q.span for q in inside])
    return out + list(waiting)


def _same_paragraph(text: str, attribution: Attribution, sentence: Sentence) -> bool:
    return text.find("\n", attribution.cue[1], sentence.span[0]) < 0


def _is_bare(text: str, sentence: Sentence, inside: Sequence[Quotation]) -> bool:
    start, end = sentence.span
    for quotation in inside:
        if text[start : quotation.span[0]].strip(" .,"):
            return False
        start = max(start, quotation.span[1])
    return not text[start:end].strip(" .,!?…")


def _extended(attribution: Attribution, spans: Sequence[Span]) -> Attribution:
    new = tuple(s for s in spans if not any(overlaps(s, c) for c in attribution.content))
    return structs.replace(attribution, content=attribution.content + new)


def _inside_quotations(text: str, speech: Sequence[Quotation]) -> list[Attribution]:
    """Return the attributions told by a speaker within his own words."""
    found: list[Attribution] = []
    for quotation, inner in _nested(speech):
        start, end = quotation.span[0] + 1, quotation.span[1] - 1
        if text.count(" ", start, end) < _SPEECH:
            continue
        lines = [Sentence(span=span, region=0) for span in sentences_of(text, (start, end))]
        for sentence, inside in _with_quotations(lines, inner):
            found.extend(one for one in _in_sentence(text, sentence, inside) if not _own_belief(text, one))
    return found


def _nested(speech: Sequence[Quotation]) -> Iterator[tuple[Quotation, list[Quotation]]]:
    """Yield each outermost quotation with those inside it."""
    at = 0
    while at < len(speech):
        end = at + 1
        while end < len(speech) and contains(speech[at].span, speech[end].span):
            end += 1
        yield speech[at], list(speech[at + 1 : end])
        at = end


def _own_belief(text: str, one: Attribution) -> bool:
    """Tell "I think" from an attribution: in his own words a speaker's belief is what he says."""
    own = one.source is not None and text[slice(*one.source)].lower() in {"i", "we", "you"}
    return own and one.because[0].note == "belief"
