"""A stretch and the token after a cue in, token ranges out: where what is said begins, and what adjuncts come first."""

from __future__ import annotations

from tocsin.marking.attribution_subjects import CONTRACTED, DASHES, Range, Stretch, carrier_end, time_end
from tocsin.marking.saying import Verb, small_words

_LONGEST_PARENTHESIS = 10


def forward_content(line: Stretch, at: int, verb: Verb) -> int | None:
    """Return where what is said begins after a verb at ``at - 1``, or null if what follows is none for this verb."""
    p = skip_adjuncts(line, at, verb)
    if verb.particles:
        if line.lower(at) not in verb.particles:
            return None
        p = skip_adjuncts(line, at + 1, verb) if "that" in verb.takes and "of" not in verb.takes else at + 1
        if "of" in verb.takes:
            return p if p < line.n else None
    if p >= line.n:
        return None
    quote = p + 1 if line.lower(p) in {":", ","} and (line.folded(p + 1) or line.lower(p) == ":") else p
    if line.folded(quote) or quote > p:
        return quote if quote < line.n else None
    return p if _takes(line, p, verb) else None


def _takes(line: Stretch, p: int, verb: Verb) -> bool:
    word, tag = line.lower(p), line.tag(p)
    if word in small_words("silent.before"):
        return False
    if "that" in verb.takes and (word == "that" or (word in small_words("contents.question_words") and tag == "S")):
        return True
    if "to" in verb.takes and word == "to":
        return True
    if "of" in verb.takes and tag == "P":
        return True
    if "bare" in verb.takes and bare_clause(line, p):
        return True
    return _object(line, p, verb) or ("predicate" in verb.takes and _predicate(line, p))


def bare_clause(line: Stretch, p: int) -> bool:
    """Tell whether a clause without "that" stands at ``p``: a subject, and a verb somewhere behind it."""
    end = next((k for k in range(p, line.n) if line.lower(k) == ";"), line.n)
    if line.lower(p) in small_words("contents.subjects") or line.lower(p).endswith(CONTRACTED):
        return p + 1 < end and line.tag(p + 1) != "."
    starts = line.tag(p) in "DMJNQ'GSPT" or line.lower(p) in small_words("contents.quotation_marks")
    return starts and line.has_verb(p + 1, end)


def _object(line: Stretch, p: int, verb: Verb) -> bool:
    if "object" not in verb.takes or line.tag(p) not in "DMJNQG'V":
        return False
    end = min(line.n, p + 9)
    if verb.needs:
        return any(line.lower(k) in verb.needs for k in range(p, end))
    phrase = line.clause.phrase_from(p)
    return phrase is None or line.lower(phrase.end - 1) not in small_words("silent.objects")


def _predicate(line: Stretch, p: int) -> bool:
    """Tell whether an object and its predicate stand at ``p``: "the raid a crime", "it “barbaric”", "them as rebels"."""
    phrase = line.clause.phrase_from(p)
    if phrase is None or phrase.start != p:
        return False
    end = line.clause.with_of(phrase).end
    near = range(end, min(end + 6, line.n))
    return (
        any(
            line.folded(k) or line.lower(k) == "as" or line.lower(k) in small_words("contents.quotation_marks")
            for k in near
        )
        or line.tag(end) in "DJ"
    )


def skip_adjuncts(line: Stretch, p: int, verb: Verb) -> int:
    """Return where adjuncts from ``p`` end: times, adverbs, "in a statement", ", in turn,", and an addressee."""
    addressed = "whom" not in verb.takes
    while p < line.n:
        after = _one_adjunct(line, p)
        if after == p and not addressed:
            after, addressed = addressee_end(line, p), True
        if after == p:
            break
        p = after
    return p


def _one_adjunct(line: Stretch, p: int) -> int:
    after = time_end(line, p)
    if after > p:
        return after
    carried = carrier_end(line, p)
    if carried:
        return carried
    if line.tag(p) in "RT" and line.lower(p) != "there":
        return p + 1
    if line.lower(p) == ",":
        return _parenthesis_end(line, p)
    return _before_that(line, p)


def _parenthesis_end(line: Stretch, p: int) -> int:
    aside = line.tag(p + 1) == "R" or line.lower(p + 1) in small_words("adjuncts.asides")
    limit = min(line.n, p + _LONGEST_PARENTHESIS)
    closing = next((k for k in range(p + 1, limit) if line.lower(k) == ","), None)
    return closing + 1 if aside and closing is not None and closing + 1 < line.n else p


def _before_that(line: Stretch, p: int) -> int:
    """Look over prepositional phrases, but only if "that" or a quotation follows them."""
    q = p
    while line.tag(q) == "P":
        phrase = line.clause.phrase_from(q + 1)
        if phrase is None or phrase.start != q + 1:
            return p
        q = time_end(line, phrase.end)
    return q if q > p and (line.lower(q) in {"that", ":"} or line.folded(q) or line.folded(q + 1)) else p


def addressee_end(line: Stretch, p: int) -> int:
    """Return where the one spoken to ends, ``p`` itself if none stands there."""
    if line.lower(p) == "that" or line.folded(p):
        return p
    phrase = line.clause.phrase_from(p)
    if phrase is None or phrase.start != p:
        return p
    known = small_words("addressees.nouns") | small_words("outlets.names")
    early = next((k + 1 for k in range(p, phrase.end) if line.lower(k) in known), phrase.end)
    if early == phrase.end:
        early = line.clause.with_of(phrase).end
    return min(early, line.n)


def outlet_told(line: Stretch, i: int, verb: Verb) -> tuple[Range, ...]:
    """Return the outlet in "told the Orm news agency": one that was told is a link of the chain."""
    phrase = line.clause.phrase_from(i + 1) if "whom" in verb.takes else None
    if phrase is None or phrase.start != i + 1:
        return ()
    end = addressee_end(line, i + 1)
    outlets = small_words("outlets.names") | small_words("outlets.nouns")
    return ((i + 1, end),) if end > i + 1 and any(line.lower(k) in outlets for k in range(i + 1, end)) else ()


def aside_after(line: Stretch, p: int) -> Range | None:
    """Return the apposition behind a source that ends at ``p``, up to the next comma, quotation or the end."""
    if line.lower(p) != "," or line.tag(p + 1) not in "DNJQS":
        return None
    end = next((k for k in range(p + 1, line.n) if line.lower(k) == "," or line.folded(k)), line.n)
    return (p + 1, end)


def prefix_of(line: Stretch, outer: int) -> Range | None:
    """Return what stands before ", X said" if it can be what is said: a clause or a quotation, no mere adjunct."""
    if outer <= 0 or not (line.lower(outer) in DASHES | {","} or line.folded(outer - 1)):
        return None
    if not (line.has_verb(0, outer) or any(line.folded(k) for k in range(outer))):
        return None
    if line.tag(0) == "S" and line.lower(0) != "that" and not line.folded(outer - 1):
        return None
    return (0, outer)


def interrupted(line: Stretch, i: int, verb: Verb, outer: int) -> Range | None:
    """Return what stands before in "The bomb, the police said, had been hidden": it goes on behind the second comma."""
    rest = skip_adjuncts(line, i + 1, verb)
    opened = outer > 0 and (line.lower(outer) == "," or line.tag(outer) == "C")
    return (0, outer) if opened and line.lower(rest) == "," and line.tag(rest + 1) in "XVJ" else None


def closes(line: Stretch, p: int) -> bool:
    """Tell whether nothing but adjuncts stands from ``p`` to the end or to the next break."""
    end = next((k for k in range(p, line.n) if line.tag(k) == "." or line.tag(k) in "SC"), line.n)
    return end == p or (line.tag(p) in "PRTG" and not line.has_verb(p, end))


def goes_on(line: Stretch, p: int) -> int | None:
    """Return where what is said goes on behind ", X said,", null if only an apposition or a participle follows."""
    comma = next((k for k in range(p, line.n) if line.tag(k) == "."), line.n)
    if comma + 2 >= line.n or line.lower(comma) != ",":
        return None
    first = comma + 1
    ends = line.lower(first).endswith("ing") or line.lower(first) in small_words("contents.never_go_on")
    return None if ends else first
