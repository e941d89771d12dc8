"""A stretch of tagged tokens in, ranges of tokens out: who the subject of a verb is, where adjuncts end.

A stretch is one sentence with its quotations folded to one token each, or one sentence inside a quotation. No parser:
in English what stands between the last break and the verb group is the subject, if fronted phrases are taken off.
"""

from __future__ import annotations

from typing import NamedTuple

from tocsin.marking.phrases import Clause
from tocsin.marking.saying import small_words, speaker_nouns

Range = tuple[int, int]
FOLDED = "“"
_BREAKS = frozenset(",;:–—-…(") | {FOLDED}
_RELATIVE = frozenset({"who", "which", "that", "whose"})
CONTRACTED = ("'d", "'ll", "'ve", "'re", "'m")
DASHES = frozenset("-–—")
_CONTRASTS = frozenset({"while", "whereas", "though", "although"})
_BE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "get",
        "gets",
        "got",
        "getting",
    ]
)
_MODALS = frozenset(
    [
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "won't",
        "wouldn't",
        "can't",
        "cannot",
        "couldn't",
    ]
)
_LONGEST_ASIDE = 18


class Stretch(NamedTuple):
    """Tagged tokens, and how many of them stand before the final punctuation."""

    clause: Clause
    n: int

    def lower(self, i: int) -> str:
        """Return the lower-case word at ``i``, empty beyond the ends."""
        return self.clause.tokens[i].lower if 0 <= i < self.n else ""

    def tag(self, i: int) -> str:
        """Return the tag at ``i``; beyond the ends it is punctuation."""
        return self.clause.tags[i] if 0 <= i < self.n else "."

    def folded(self, i: int) -> bool:
        """Tell whether token ``i`` is a whole quotation."""
        return 0 <= i < len(self.clause.tokens) and len(self.clause.tokens[i].text) > 1 and self.lower(i) == FOLDED

    def has_verb(self, start: int, end: int) -> bool:
        """Tell whether a verb or an auxiliary stands in [start, end)."""
        return any(self.tag(k) in "VX" or self.lower(k).endswith(CONTRACTED) for k in range(start, end))


class Group(NamedTuple):
    """A verb with what stands before it: where its auxiliaries begin and what they make of it."""

    start: int
    passive: bool
    progressive: bool
    perfect: bool
    negated: bool
    modal: bool
    infinitive: bool


class Subject(NamedTuple):
    """Who does the saying.

    Attributes:
        source: the tokens naming him, without apposition; null if the verb shares an earlier subject.
        outer: where the words of this attribution begin: the break or conjunction before the subject.
        aside: the apposition or parenthesis between subject and verb, or null.
        shared: the subject is that of the verb before.
    """

    source: Range | None
    outer: int
    aside: Range | None = None
    shared: bool = False
    relative: bool = False


def group_of(line: Stretch, i: int) -> Group:
    """Return the verb group whose main verb is token ``i``."""
    start, aux, negated = i, [], False
    while start > 0 and _before_verb(line, start - 1):
        start -= 1
        word = line.lower(start)
        negated = negated or word in {"not", "never", "n't"} or word.endswith("n't")
        if line.tag(start) == "X":
            aux.append(word)
    nearest = aux[0] if aux else ""
    return Group(
        start=start,
        passive=nearest in _BE and not line.lower(i).endswith("ing"),
        progressive=nearest in _BE,
        perfect=nearest in {"has", "have", "had", "having"},
        negated=negated,
        modal=any(word in _MODALS for word in aux),
        infinitive=line.lower(start - 1) == "to",
    )


def _before_verb(line: Stretch, i: int) -> bool:
    return (line.tag(i) in "RXT" and line.lower(i) != "there") or line.lower(i) == "yet"


def subject_of(line: Stretch, start: int, floor: int) -> Subject:
    """Return the subject of the verb group that begins at ``start``; nothing before token ``floor`` is looked at."""
    last = start - 1
    if last < floor or line.tag(last) == "C":
        return Subject(None, max(last, floor), shared=True)
    if line.lower(last) in _RELATIVE and last > floor:
        end = last - 1 if line.lower(last - 1) == "," else last
        return Subject(chain_before(line, end, floor), end, relative=True)
    if line.lower(last) == ")":
        opening = next((k for k in range(last, floor, -1) if line.lower(k) == "("), floor)
        return subject_of(line, opening, floor) if opening > floor else Subject(None, last, shared=True)
    if line.lower(last) == "," or line.lower(last) in DASHES:
        return _over_aside(line, last, floor)
    begin = _break_before(line, start, floor)
    source = _without_fronted(line, begin, start)
    return Subject(source, _outer(line, begin, floor), shared=source is None)


def _over_aside(line: Stretch, comma: int, floor: int) -> Subject:
    """Look over ", a spokesman for Velk," or ", in turn," to the subject before it."""
    mark, first = line.lower(comma), max(floor, comma - _LONGEST_ASIDE)
    opening = next((k for k in range(comma - 1, first, -1) if line.lower(k) == mark), None)
    if opening is None or line.has_verb(floor, opening) or any(line.folded(k) for k in range(opening, comma)):
        return Subject(None, comma, shared=True)
    begin = _break_before(line, opening, floor)
    source = _without_fronted(line, begin, opening)
    if source is None:
        return Subject(None, comma, shared=True)
    return Subject(source, _outer(line, begin, floor), aside=(opening + 1, comma))


def _outer(line: Stretch, begin: int, floor: int) -> int:
    if line.lower(begin - 1) in _CONTRASTS and line.lower(begin - 2) == ",":
        begin -= 1
    while begin > floor and (line.lower(begin - 1) in _BREAKS - {FOLDED, "("} or line.tag(begin - 1) == "C"):
        begin -= 1
    return begin


def _break_before(line: Stretch, end: int, floor: int) -> int:
    """Return where the clause begins that ends at ``end``: after the last break, subordinator or clausal "and"."""
    at = end
    while at > floor:
        word, tag = line.lower(at - 1), line.tag(at - 1)
        if word in _BREAKS or (tag == "S" and not _is_relative(line, at - 1)) or word == "as":
            break
        at -= 1
    clausal = (k + 1 for k in range(end - 1, at, -1) if line.tag(k) == "C" and line.has_verb(at, k))
    return next(clausal, at)


def _is_relative(line: Stretch, i: int) -> bool:
    return line.lower(i) in _RELATIVE and i > 0 and line.tag(i - 1) in "NQ'" and line.lower(i) != "that"


def _without_fronted(line: Stretch, begin: int, end: int) -> Range | None:
    """Return [begin, end) without leading adverbs, times and fronted prepositional phrases."""
    at = begin
    while at < end and (line.tag(at) in "RTCPX.V" or time_end(line, at) > at):
        at = time_end(line, at) if time_end(line, at) > at else _after_fronted(line, at, end)
    if at >= end:
        return chain_before(line, end, begin)
    if _main_verb(line, at, end):
        return chain_before(line, end, at)
    return (at, end)


def _after_fronted(line: Stretch, at: int, end: int) -> int:
    if line.tag(at) != "P":
        return at + 1
    phrase = line.clause.phrase_from(at + 1)
    return phrase.end if phrase and phrase.start == at + 1 and phrase.end <= end else at + 1


def _main_verb(line: Stretch, start: int, end: int) -> bool:
    """Tell whether a finite verb outside a relative clause stands in [start, end)."""
    relative = any(line.lower(k) in _RELATIVE for k in range(start, end))
    return not relative and any(
        line.tag(k) == "X" or (line.tag(k) == "V" and line.tag(k + 1) not in "PR") for k in range(start, end)
    )


def chain_before(line: Stretch, end: int, floor: int) -> Range | None:
    """Return the noun phrase that ends at ``end`` with those it hangs on: ``sources in the ministry``."""
    phrase = line.clause.phrase_before(end)
    if phrase is None or phrase.start < floor or phrase.end < end:
        return None
    start = phrase.start
    while start - 2 >= floor and line.lower(start - 1) in {"of", "for", "in", "at", "from", "with"}:
        before = line.clause.phrase_before(start - 1)
        if before is None or before.end != start - 1 or before.start < floor:
            break
        start = before.start
    return (start, end)


def chain_after(line: Stretch, start: int) -> Range | None:
    """Return the noun phrase that begins at ``start`` with what hangs on it, up to a time, break or verb."""
    phrase = line.clause.phrase_from(start)
    if phrase is None or phrase.start > start:
        return None
    end = phrase.end
    while end < line.n and time_end(line, end) == end and not carrier_end(line, end):
        joined = line.clause.phrase_from(end + 1)
        hangs = line.tag(end) == "P" or (line.lower(end) in {"and", "&"} and end + 1 < line.n)
        if not hangs or joined is None or joined.start != end + 1 or joined.end > line.n:
            break
        if line.tag(end) == "C" and line.tag(joined.end) in "XV":
            break
        end = joined.end
    return (start, min(end, line.n))


_COUNTED = frozenset({"later", "earlier", "ago", "before", "after"})


def time_end(line: Stretch, at: int) -> int:
    """Return where the time words from ``at`` end (``on July 12``, ``late Monday evening``), ``at`` if none begin."""
    months, times = small_words("adjuncts.months"), small_words("adjuncts.times")
    parts = small_words("adjuncts.parts")
    if line.tag(at) in "DM" and line.lower(at + 1) in small_words("adjuncts.units") and line.lower(at + 2) in _COUNTED:
        return at + 3
    p = at
    while line.lower(p) in small_words("adjuncts.lead"):
        p += 1
    first = p
    if line.lower(p) in {"the", "this", "last"} and (line.lower(p + 1) in parts or line.lower(p + 1) in times):
        p += 1
    while (
        line.lower(p) in times
        or line.lower(p) in months
        or (p > at and line.lower(p) in parts)
        or (line.tag(p) == "M" and _dates(line, p))
    ):
        p += 1
    return p if p > first else at


def _dates(line: Stretch, p: int) -> bool:
    months = small_words("adjuncts.months")
    comma = line.lower(p - 1) == "," and len(line.lower(p)) == 4
    return line.lower(p - 1) in months or line.lower(p + 1) in months or comma


def carrier_end(line: Stretch, at: int) -> int:
    """Return where "in a statement to Velk TV" from ``at`` ends, 0 if no such phrase begins there."""
    if line.lower(at) not in small_words("adjuncts.whence"):
        return 0
    phrase = line.clause.phrase_from(at + 1)
    if phrase is None or phrase.start != at + 1:
        return 0
    carriers, end = small_words("adjuncts.carriers"), phrase.end
    found = next((k + 1 for k in range(phrase.start, phrase.end) if line.lower(k) in carriers), 0)
    if not found:
        return 0
    return end if found == end or line.tag(end) in "P.SC" or line.lower(end) == "that" else found


def is_speaker(line: Stretch, span: Range) -> bool:
    """Tell whether [start, end) can speak: a name, a pronoun of persons or a noun of the table of speakers."""
    start, end = span
    stop = next((k for k in range(start, end) if line.tag(k) in "PS" or line.lower(k) == ","), end)
    pronouns = small_words("speakers.pronouns")
    nouns = speaker_nouns()
    tokens = line.clause.tokens
    return any(
        line.lower(k) in nouns
        or line.lower(k).removesuffix("s") in nouns
        or line.lower(k) in pronouns
        or (tokens[k].capital and (k > 0 or line.tag(k) == "N") and line.tag(k) in "NJ")
        for k in range(start, stop)
    )
