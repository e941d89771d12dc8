"""A stretch of tagged tokens in, drafts of attributions out: one small rule a way of telling who says what.

Which words the rules look for is data (``lexicon/words/saying.toml``). Drafts are ranges of token indices; what is
said after a cue is cut off later, where the next attribution begins (``attributions.py``).
"""

from __future__ import annotations

from tocsin.marking.attribution_content import aside_after, forward_content, goes_on, prefix_of
from tocsin.marking.attribution_subjects import (
    DASHES,
    Range,
    Stretch,
    chain_after,
    group_of,
    is_speaker,
    subject_of,
)
from tocsin.marking.attribution_verbs import Found, floor_of, verb_draft
from tocsin.marking.saying import prepositions, small_words, verb_forms

_AS_SAYING = 14


def find_cues(line: Stretch) -> list[Found]:
    """Return the drafts of one stretch in the order of their cues."""
    found: list[Found] = []
    for i in range(line.n):
        draft = _draft_at(line, i, found)
        if draft is not None:
            found.append(draft)
    return _colons(line, found) or _headline(line)


def _draft_at(line: Stretch, i: int, found: list[Found]) -> Found | None:
    word = line.lower(i)
    if word in prepositions():
        return _preposition(line, i)
    if word in small_words("relays.citing") or word in small_words("relays.verbs"):
        return _relay(line, i, found)
    if word in small_words("hearsay.adverbs"):
        return _hearsay(line, i)
    form = verb_forms().get(word)
    draft = verb_draft(line, i, form, found) if form else None
    if draft is None and word in small_words("nouns.that"):
        return _noun(line, i, found)
    return draft


def _preposition(line: Stretch, i: int) -> Found | None:
    """Read "According to X, …" and "…, according to X"."""
    rest = next((r for r in prepositions()[line.lower(i)] if _stands(line, i + 1, r)), None)
    if rest is None:
        return None
    end = i + 1 + len(rest)
    source = chain_after(line, end)
    if source is None or not _is_source(line, i, source):
        return None
    aside = aside_after(line, source[1])
    draft = Found("attributions/according", (i, end), source, i, aside=aside)
    if _opens(line, i, source):
        follows = _after_source(line, source[1], aside)
        return draft._replace(forward=follows) if follows else None
    outer = i - 1 if line.lower(i - 1) in DASHES | {","} else i
    return draft._replace(outer=outer, backward=(0, outer), after=goes_on(line, source[1]))


def _is_source(line: Stretch, i: int, source: Range) -> bool:
    """Tell "according to the mayor" from "according to plan", and "per the mayor" from "per head"."""
    if line.lower(source[1] - 1) in small_words("prepositions.no_source"):
        return False
    return line.lower(i) not in small_words("prepositions.of_speakers") or is_speaker(line, source)


def _opens(line: Stretch, i: int, source: Range) -> bool:
    """Tell whether the source stands before all that is said."""
    parted = i > 1 and line.lower(i - 1) == "," and line.tag(source[1] + 1) in "XV"
    return not (parted or line.has_verb(0, i) or any(line.folded(k) for k in range(i)))


def _stands(line: Stretch, i: int, rest: tuple[str, ...]) -> bool:
    return all(line.lower(i + k) == word for k, word in enumerate(rest))


def _after_source(line: Stretch, p: int, aside: Range | None) -> int | None:
    """Return where the clause begins after a fronted source and its apposition."""
    comma = next((k for k in range(p, line.n) if line.lower(k) in {",", ":"} or line.folded(k)), None)
    if comma is None:
        return p if p < line.n and line.has_verb(p, line.n) else None
    if aside and aside[1] < line.n and line.lower(aside[1]) == "," and not line.has_verb(*aside):
        comma = aside[1]
    after = comma if line.folded(comma) else comma + 1
    return after if after < line.n else None


def _relay(line: Stretch, i: int, found: list[Found]) -> Found | None:
    """Read "citing Y", "quoted by Y", "X was quoted as saying": words that pass on what another says."""
    word = line.lower(i)
    if word in small_words("relays.citing"):
        cited = chain_after(line, i + 1)
        outer = i - 1 if line.lower(i - 1) == "," else i
        speaks = cited is not None and is_speaker(line, cited)
        return Found("attributions/citing", (i, i + 1), cited, outer, kind="relay") if speaks else None
    near = range(i + 2, min(i + _AS_SAYING, line.n))
    saying = next((k for k in near if line.lower(k) == "saying" and line.lower(k - 1) == "as"), None)
    if saying is not None:
        return _quoted_as_saying(line, i, saying, floor_of(found, i))
    if line.lower(i + 1) == "by" and word in small_words("relays.quoted"):
        return _quoted_by(line, i)
    return None


def _quoted_by(line: Stretch, i: int) -> Found | None:
    relay, start = chain_after(line, i + 2), group_of(line, i).start
    outer = start - 1 if line.lower(start - 1) in {"as", ","} else start
    return Found("attributions/cited-by", (i, i + 1), relay, outer, kind="relay") if relay else None


def _quoted_as_saying(line: Stretch, i: int, saying: int, floor: int) -> Found | None:
    """Read "X was quoted by Y as saying that …" and "Y quoted X as saying that …": X is the source."""
    group = group_of(line, i)
    subject = subject_of(line, group.start, floor)
    by = next((k for k in range(i + 1, min(saying + 3, line.n)) if line.lower(k) == "by"), None)
    relay = chain_after(line, by + 1) if by else None
    source = subject.source if group.passive else chain_after(line, i + 1)
    if source is None:
        return None
    if source[1] > saying - 1 > source[0]:
        source = (source[0], saying - 1)  # "as saying" is no part of the name
    via = relay if group.passive else subject.source
    say = verb_forms()["say"].verbs[0]
    begin = relay[1] if relay and relay[0] > saying else saying + 1
    forward = forward_content(line, begin, say)
    prefix = prefix_of(line, subject.outer)
    draft = Found("attributions/quoted", (i, i + 1), source, subject.outer, via=(via,) if via else ())
    if forward is not None:
        return draft._replace(forward=forward)
    return draft._replace(backward=prefix) if prefix else None


def _hearsay(line: Stretch, i: int) -> Found | None:
    """Read "reportedly": the clause around it is hearsay."""
    begin = next((k + 1 for k in range(i - 1, -1, -1) if line.lower(k) in {",", ";", ":", "that"}), 0)
    back = (begin, i) if begin < i else None
    draft = Found("attributions/hearsay", (i, i + 1), None, i, kind="hearsay", hedged=True)
    return draft._replace(forward=i + 1, backward=back, nested=True)


def _noun(line: Stretch, i: int, found: list[Found]) -> Found | None:
    """Read "Velk's claim that …" and "claims by Velk that …"."""
    if any(f.forward is not None and f.forward <= i <= f.forward + 4 for f in found):
        return None
    by = chain_after(line, i + 2) if line.lower(i + 1) == "by" else None
    after = by[1] if by else i + 1
    of = line.lower(after) == "of" and line.lower(i) in small_words("nouns.of")
    if line.lower(after) != "that" and not of:
        return None
    source = by or _owner(line, i)
    hedged = line.lower(i) in small_words("nouns.hedged")
    if source is None and not hedged:
        return None
    draft = Found("attributions/noun", (i, i + 1), source, i, kind="claim", hedged=hedged)
    return draft._replace(forward=after + (1 if of else 0), nested=True)


def _owner(line: Stretch, i: int) -> Range | None:
    phrase = line.clause.phrase_at(i)
    if phrase is None:
        return None
    mark = next((k for k in range(i - 1, phrase.start, -1) if line.tag(k) == "'"), None)
    return (phrase.start, mark) if mark else None


def _colons(line: Stretch, found: list[Found]) -> list[Found]:
    """Add a quotation behind a colon that no cue has taken: its source is the subject of the clause before."""
    colon = next((k for k in range(1, line.n - 1) if line.lower(k) == ":" and line.folded(k + 1)), None)
    if colon is None or any(f.forward in {colon, colon + 1} for f in found):
        return found
    verb = next((k for k in range(1, colon) if line.tag(k) in "VX"), None)
    source = subject_of(line, group_of(line, verb).start, 0).source if verb else None
    if source is None or not is_speaker(line, source):
        return found
    return [*found, Found("attributions/colon", (colon, colon + 1), source, 0, forward=colon + 1)]


def _headline(line: Stretch) -> list[Found]:
    """Read "Ministry: shelling kills two" and "Shelling kills two - ministry", where no other cue stands."""
    if line.n < len(line.clause.tokens) or line.n < 3:
        return []
    return _leading_label(line) or _trailing_label(line)


def _leading_label(line: Stretch) -> list[Found]:
    colon = next((k for k in range(1, min(9, line.n - 1)) if line.lower(k) == ":"), None)
    if colon is None or not _label(
        line, (0, colon), named=line.lower(colon + 1) in small_words("contents.quotation_marks")
    ):
        return []
    return [Found("attributions/headline", (colon, colon + 1), (0, colon), 0, forward=colon + 1)]


def _trailing_label(line: Stretch) -> list[Found]:
    mark = next((k for k in range(line.n - 2, max(1, line.n - 9), -1) if line.lower(k) in DASHES | {":"}), None)
    if mark is None or not _label(line, (mark + 1, line.n), named=False):
        return []
    return [Found("attributions/headline", (mark, mark + 1), (mark + 1, line.n), mark, backward=(0, mark))]


def _label(line: Stretch, span: Range, *, named: bool) -> bool:
    nouns = small_words("speakers.people") | small_words("outlets.nouns") | small_words("outlets.names")
    words = [line.lower(k) for k in range(*span)]
    if any(line.tag(k) in "VXS." for k in range(*span)):
        return False
    return any(word in nouns for word in words) or (named and is_speaker(line, span))
