"""One sentence or clause in, the counts of people and things in it out, with what, whose and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from tocsin.lexicon.counting import Numbers, load_losses, load_numbers
from tocsin.marking.figures import Value, phrase_at, value_at
from tocsin.marking.nounphrase import PART, Counted, Lexis, counted_at
from tocsin.marking.tokens import Token, tokens_of
from tocsin.model import Span
from tocsin.model.marks import Count, Qualifier

_DASHES = frozenset("-–‑—")
_YEARS = range(1500, 2101)


def find_counts(text: str, span: Span, standins: Mapping[str, str]) -> tuple[Count, ...]:
    """Return the counts told in ``text[span]``, in text order; dates, measures, votes and names of models are none.

    ``standins`` maps one-word stand-ins to party slugs. A qualifier is part of the count's span, a verb never.
    Counts that are part of another one bear the trait ``part``.
    """
    if not _opening().search(text, *span):
        return ()
    return counts_in(text, tokens_of(text, span), standins)


def counts_in(text: str, tokens: Sequence[Token], standins: Mapping[str, str]) -> tuple[Count, ...]:
    """Return the counts among ``tokens`` of ``text``."""
    lexis = Lexis(load_numbers(), load_losses(), standins)
    counts: list[Count] = []
    i = 0
    while i < len(tokens):
        i, count = _count_at(text, tokens, i, lexis, counts)
        if count is not None:
            counts.append(count)
    return tuple(counts)


@cache
def _opening() -> re.Pattern[str]:
    """A pattern that every text with a count matches: a cheap way to rule out the rest."""
    words = load_numbers()
    first = {*words.cardinals, *words.fixed, *words.zero, *words.vague, *words.scales, "a", "an", "another"}
    return re.compile(r"\d|\b(?:" + "|".join(sorted(first, key=lambda w: (-len(w), w))) + r")\b", re.IGNORECASE)


def _count_at(
    text: str, tokens: Sequence[Token], i: int, lexis: Lexis, before: Sequence[Count]
) -> tuple[int, Count | None]:
    """Return the index to go on from, and the count that begins at token ``i`` if there is one."""
    start, qualifier = qualified(tokens, i, lexis.words)
    at = _another(tokens, start, lexis.words)
    value = value_at(text, tokens, at, lexis.words)
    if value is None:
        return _single(tokens, i, lexis, before) if start == i else (i + 1, None)
    value = _doubled(text, tokens, value, lexis.words)
    if (
        at > 1
        and before
        and tokens[at - 1].lower == "of"
        and before[-1].span[1] == tokens[at - 2].end
        and before[-1].best == 1
    ):
        return value.end, None  # "a man of 70"
    if _refused(tokens, at, value, lexis.words):
        return value.end, None
    first = at if qualifier and tokens[i].lower in lexis.words.qualifier_verbs else i
    return _phrased(text, tokens, (first, at), sure(value, qualifier), lexis=lexis, before=before)


def qualified(tokens: Sequence[Token], i: int, words: Numbers) -> tuple[int, Qualifier | None]:
    """Return where the number begins behind a qualifier ("at least") that begins at token ``i``, and the qualifier."""
    if tokens[i].lower == "between":
        return i + 1, None
    found = phrase_at(tokens, i, words.qualifiers)
    if found is None:
        return i, None
    more = phrase_at(tokens, found[0], words.qualifiers)
    return (more or found)[0], found[1]


def _another(tokens: Sequence[Token], i: int, words: Numbers) -> int:
    """Step over "another", "the", "all" before a number."""
    while i < len(tokens) - 1 and (tokens[i].lower in words.another or tokens[i].lower == "the"):
        i += 1
    return i


def _doubled(text: str, tokens: Sequence[Token], value: Value, words: Numbers) -> Value:
    """Take in the same number said again in brackets, footnote marks, and "or more" after the number."""
    after = phrase_at(tokens, value.end, words.after_number)
    if after:
        return sure(value, after[1])._replace(end=after[0])
    if [t.text for t in tokens[value.end : value.end + 3 : 2]] not in (["(", ")"], ["[", "]"]):
        return value
    again = value_at(text, tokens, value.end + 1, words)
    if again is None or again.end != value.end + 2:
        return value
    if tokens[value.end].text == "[" or again.best == value.best:
        return value._replace(end=again.end + 1)
    return Value(None, None, None, "vague", again.end + 1)


def sure(value: Value, qualifier: Qualifier | None) -> Value:
    """Return the value as far as its qualifier lets it be known."""
    if value.qualifier != "exact" or qualifier is None:
        return value
    low = None if qualifier == "at_most" else value.low
    high = None if qualifier == "at_least" else value.high
    return value._replace(low=low, high=high, qualifier=qualifier)


def _refused(tokens: Sequence[Token], at: int, value: Value, words: Numbers) -> bool:
    """Tell whether the words round a number make it a date, a measure, a vote, a name and no count."""
    after = tokens[value.end].lower if value.end < len(tokens) else ""
    if after in words.refuse_after and value.qualifier != "none":
        return not (after in {"may", "second", "m"} and not value.figures)
    return _joined(tokens, at, value) or _named(tokens, at, value, after, words)


def _joined(tokens: Sequence[Token], at: int, value: Value) -> bool:
    """Tell whether a dash ties the number to another that makes no range with it (a score, a telephone number)."""
    after = tokens[value.end].text if value.end < len(tokens) else ""
    if after in _DASHES and value.end + 1 < len(tokens) and tokens[value.end].start == tokens[value.end - 1].end:
        return True
    if at < 2 or tokens[at - 1].text not in _DASHES:
        return False
    return tokens[at - 2].end == tokens[at - 1].start and tokens[at - 1].end == tokens[at].start


def _named(tokens: Sequence[Token], at: int, value: Value, after: str, words: Numbers) -> bool:
    """Tell whether the words before make the number a name, a date or a figure left behind ("rose from 11 to 16")."""
    if at == 0:
        return False
    before = tokens[at - 1]
    if before.lower == "from" and after == "to":
        return True
    day_before = before.lower in words.months and at > 1 and tokens[at - 2].text.isdecimal()
    if day_before and value.best not in _YEARS:
        return False  # "on 12 July 16 died"
    return value.figures and (before.lower in words.refuse_before or _year(tokens, at, value, words))


def _year(tokens: Sequence[Token], at: int, value: Value, words: Numbers) -> bool:
    if value.best not in _YEARS or value.end != at + 1 or not tokens[at].text.isdecimal():
        return False
    noun = phrase_at(tokens, value.end, words.nouns)
    return tokens[at - 1].lower in words.year_before or noun is None


def _phrased(
    text: str, tokens: Sequence[Token], at: tuple[int, int], value: Value, *, lexis: Lexis, before: Sequence[Count]
) -> tuple[int, Count | None]:
    words, (first, number) = lexis.words, at
    j, more = value.end, tokens[number - 1].lower in words.another if number else False
    while j < len(tokens) and tokens[j].lower in words.more:
        j, more = j + 1, True
    if [t.lower for t in tokens[j : j + 2]] == ["of", "others"]:
        j, more = j + 2, True
    j, of_whom = _of(tokens, j, words)
    counted = None if of_whom else counted_at(tokens, j, lexis)
    if _share(tokens, value, j, words):
        return j + 2, None
    end = counted.end if counted else j
    if counted is None and not (more or of_whom) and not _bare(text, tokens, first, end, lexis):
        return value.end, None
    part = of_whom or _in_part(tokens, first, before, words)
    made = _made(tokens, (first, number, value.end, end), value, counted, part=part and bool(before))
    return end, made


def _of(tokens: Sequence[Token], j: int, words: Numbers) -> tuple[int, bool]:
    """Step over "of its", "of the"; the second result is true for "of them", "of the wounded"."""
    if j + 1 >= len(tokens) or tokens[j].lower != "of":
        return j, False
    skip = j + 2 < len(tokens) and tokens[j + 1].lower == "the" and tokens[j + 2].lower.endswith("ly")
    pronoun = _of_hurt(tokens, j + 3) if skip else phrase_at(tokens, j + 1, words.pronouns)
    if pronoun and not phrase_at(tokens, pronoun[0], words.nouns):
        return pronoun[0], True
    j += 1
    while j < len(tokens) - 1 and (tokens[j].lower in words.owners or tokens[j].lower in words.cardinals):
        j += 1
    return j, False


def _of_hurt(tokens: Sequence[Token], i: int) -> tuple[int, bool] | None:
    """Take "of the critically wounded" as a pronoun."""
    return (i + 1, True) if i < len(tokens) and tokens[i].lower in {"wounded", "injured", "hurt"} else None


def _share(tokens: Sequence[Token], value: Value, j: int, words: Numbers) -> bool:
    """Tell whether the number is a share ("one in four")."""
    if j + 1 >= len(tokens) or tokens[j].lower != "in" or value.best != 1:
        return False
    return tokens[j + 1].lower in words.cardinals or tokens[j + 1].text.isdecimal()


def _bare(text: str, tokens: Sequence[Token], first: int, end: int, lexis: Lexis) -> bool:
    """Tell whether a number without a noun counts something: next to a word of loss or a verb, or after a toll."""
    words = lexis.words
    after = tokens[end].lower if end < len(tokens) else ""
    if after in words.be or after in words.have or _loss_behind(tokens, end, lexis):
        return True
    return _loss_before(tokens, first, lexis) or _after_toll(text, tokens, first, words)


def _loss_behind(tokens: Sequence[Token], end: int, lexis: Lexis) -> bool:
    k = end
    while k < min(len(tokens), end + 2) and tokens[k].lower.endswith("ly"):
        k += 1
    return phrase_at(tokens, k, lexis.losses.cues) is not None


def _loss_before(tokens: Sequence[Token], first: int, lexis: Lexis) -> bool:
    found = [phrase_at(tokens, k, lexis.losses.cues) for k in range(max(0, first - 4), first)]
    return any(cue is not None and first - 3 < cue[0] <= first and cue[1].form != "toll" for cue in found)


def _after_toll(text: str, tokens: Sequence[Token], first: int, words: Numbers) -> bool:
    before = tokens[first - 1] if first else None
    near = tokens[first].lower in words.qualifier_verbs
    if before is not None:
        near = near or before.lower in words.toll_before or before.text in {":", "("}
    start = tokens[first].start
    return near and words.toll_words.search(text, max(0, start - 120), start) is not None


def _in_part(tokens: Sequence[Token], first: int, before: Sequence[Count], words: Numbers) -> bool:
    """Tell whether the count is part of the one before: "including two women", "two women and a child" after it."""
    for k in range(max(0, first - 3), first):
        opened = phrase_at(tokens, k, words.part)
        if opened and opened[0] <= first and tokens[k].lower != "of":
            return _includes(tokens, k)
    if before and PART in before[-1].traits and before[-1].span[1] + 1 == tokens[first].start:
        return True
    joined = first > 0 and tokens[first - 1].lower in {",", "and"}
    return joined and bool(before) and PART in before[-1].traits and before[-1].span[1] + 6 > tokens[first].start


def _includes(tokens: Sequence[Token], k: int) -> bool:
    """Tell "killed 12, including two women" from "the dead included two women", which counts anew."""
    return tokens[k].lower not in {"included", "includes"} or (
        k > 0 and tokens[k - 1].lower not in {"dead", "killed", "victims", "wounded"}
    )


def _made(
    tokens: Sequence[Token], at: tuple[int, int, int, int], value: Value, counted: Counted | None, *, part: bool
) -> Count:
    first, number, number_end, end = at
    span, figure = (tokens[first].start, tokens[end - 1].end), (tokens[number].start, tokens[number_end - 1].end)
    count = count_at(span, figure, value, counted)
    traits = (*count.traits, PART) if part else count.traits
    return msgspec.structs.replace(count, elliptic=counted is None, traits=traits)


def count_at(span: Span, number: Span | None, value: Value, counted: Counted | None) -> Count:
    """Return the count of ``value`` on the words at ``span``; ``counted`` is the noun phrase, if there is one."""
    return Count(
        span=span,
        number=number,
        low=value.low,
        best=value.best,
        high=value.high,
        qualifier=value.qualifier,
        what=counted.what if counted else None,
        kind=counted.kind if counted else None,
        party=counted.party if counted else None,
        traits=counted.traits if counted else (),
    )


def _single(tokens: Sequence[Token], i: int, lexis: Lexis, before: Sequence[Count]) -> tuple[int, Count | None]:
    """Return the count of one that "a" or "an" makes with a noun of the tables: ``a 30-year-old man``."""
    if tokens[i].lower not in {"a", "an"}:
        return i + 1, None
    counted = counted_at(tokens, i + 1, lexis, one=True)
    if counted is None or counted.what == "other" or (counted.head is not None and counted.head.plural):
        return i + 1, None
    part = _in_part(tokens, i, before, lexis.words) and bool(before)
    one = Value(1, 1, 1, "exact", i + 1)
    return counted.end, _made(tokens, (i, i, i + 1, counted.end), one, counted, part=part)
