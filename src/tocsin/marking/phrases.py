"""Tokens of a sentence in, coarse tags and noun phrases out: no parser, closed classes and neighbours only.

Tags: D determiner, M number, J modifier, N noun or name, ' possessive, P preposition, C conjunction, S subordinator,
X auxiliary, V verb, G -ing form used as a verb, Q pronoun, R adverb, T time, ``.`` punctuation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tocsin.lexicon.words import words
from tocsin.marking.tokens import Token
from tocsin.model import Span

_CLASSES = "XQRCSPDM"
_PARTICLES = frozenset({"down", "up", "out", "back"})
_NOMINAL = frozenset("DMJN'")


class Phrase(NamedTuple):
    """A noun phrase: token indices [start, end), the index of its head, and its span."""

    start: int
    end: int
    head: int
    span: Span


class Clause(NamedTuple):
    """The tokens of one sentence with their tags and noun phrases."""

    tokens: tuple[Token, ...]
    tags: str
    phrases: tuple[Phrase, ...]

    def phrase_from(self, index: int) -> Phrase | None:
        """Return the noun phrase that begins at or after token ``index``."""
        at = bisect_left([p.end for p in self.phrases], index + 1)
        return self.phrases[at] if at < len(self.phrases) else None

    def phrase_before(self, index: int) -> Phrase | None:
        """Return the last noun phrase that ends at or before token ``index``."""
        at = bisect_left([p.end for p in self.phrases], index + 1)
        return self.phrases[at - 1] if at else None

    def phrase_at(self, index: int) -> Phrase | None:
        """Return the noun phrase that holds token ``index``."""
        return next((p for p in self.phrases if p.start <= index < p.end), None)

    def with_of(self, phrase: Phrase) -> Phrase:
        """Return ``phrase`` widened by what hangs on it with "of": ``the ministry of defence of Velk``."""
        end, tokens = phrase.end, self.tokens
        while end < len(tokens) and tokens[end].lower == "of":
            after = self.phrase_from(end)
            if after is None or after.start != end + 1:
                break
            end = after.end
        return phrase._replace(end=end, span=(phrase.span[0], tokens[end - 1].end))

    def index_at(self, offset: int) -> int:
        """Return the index of the first token that ends after ``offset``."""
        return bisect_left([t.end for t in self.tokens], offset + 1)


def clause_of(tokens: Sequence[Token], times: Sequence[Span] = (), solid: Sequence[Span] = ()) -> Clause:
    """Return the tagged tokens with their noun phrases.

    Args:
        tokens: of one sentence.
        times: phrases of time; their words never join a noun phrase.
        solid: known names; all their words are of one phrase ("Organization for Security and Cooperation").
    """
    tags = _tags(tokens, times, solid)
    return Clause(tuple(tokens), tags, tuple(_phrases(tokens, tags)))


def _tags(tokens: Sequence[Token], times: Sequence[Span], solid: Sequence[Span]) -> str:
    tags: list[str] = []
    shouted = _is_shouted(tokens)
    for i, token in enumerate(tokens):
        if any(a <= token.start < b for a, b in solid):
            tags.append("N")
        elif any(a <= token.start < b for a, b in times):
            tags.append("T")
        else:
            tags.append(_tag(tokens, i, tags, shouted=shouted))
    return "".join(tags)


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """A sentence in capitals: there they mark no name (stand-ins keep their own shape)."""
    words_of = [t for t in tokens if len(t.text) > 1 and t.text[0].isalpha()]
    return len(words_of) > 3 and sum(t.text.isupper() for t in words_of) > 0.7 * len(words_of)


def _tag(tokens: Sequence[Token], i: int, before: list[str], *, shouted: bool) -> str:
    token = tokens[i]
    if token.lower in {"'s", "'", "’"}:
        return "X" if token.lower == "'s" and before and before[-1] == "Q" else "'"
    if not token.word:
        return "N" if token.text == "." and i and tokens[i - 1].lower in _titles() and before[-1] == "N" else "."
    if token.text[0].isdigit():
        return "M"
    if token.capital and i and before[-1] != "." and not (shouted and token.text.isupper()):
        return "N"
    return _closed().get(token.lower) or _open(tokens, i, before)


def _open(tokens: Sequence[Token], i: int, before: list[str]) -> str:
    """Tag a word of the open classes by its form and its neighbours."""
    lower = tokens[i].lower
    last = before[-1] if before else "."
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if lower in _either():
        return "V" if _verb_place(tokens, i, before, following) else "N"
    if lower in _verbs():
        return "N" if last in {"D", "'"} and lower != "said" else "V"
    if lower.endswith("ly") and len(lower) > 4 and lower not in _ly_nouns():
        return "R"
    if lower.endswith("ing") and len(lower) > 4:
        return _ing(last, following)
    if lower.endswith("ed") and (len(lower) > 4 or lower.endswith("ied")):
        return _participle(last, following)
    opens = following is not None and _closed().get(following.lower, "") in {"D", "Q", "P"}
    plural = lower.endswith("s") and not lower.endswith(("ss", "us"))
    return "V" if opens and not plural and _after_to(tokens, i) else "N"


def _verb_place(tokens: Sequence[Token], i: int, before: Sequence[str], following: Token | None) -> bool:
    last = before[-1] if before else "."
    if last in {"X", "Q"} or _after_to(tokens, i) or (last == "R" and _verb_awaited(before)):
        return True
    if last != "N" or following is None:
        return False
    if following.lower in _PARTICLES:
        return True
    kind = _closed().get(following.lower, "N" if following.capital else "")
    doer = tokens[i - 1].capital or tokens[i - 1].lower.endswith("s")
    return kind in {"D", "M", "Q"} or (kind == "N" and doer)


def _verb_awaited(before: Sequence[str]) -> bool:
    """Tell whether adverbs alone part this word from an auxiliary: ``did not shell``, ``have again fired``."""
    return "".join(before).rstrip("R").endswith("X")


def _after_to(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether an infinitive stands here: ``to end``, ``to immediately end``."""
    at = i - 1
    while at > 0 and _closed().get(tokens[at].lower) == "R":
        at -= 1
    return at >= 0 and tokens[at].lower == "to"


def _ing(last: str, following: Token | None) -> str:
    after = _closed().get(following.lower, "") if following and following.word else "."
    if last in {"D", "'", "M", "J"} or (following and following.lower == "of"):
        return "N"
    if last in {"V", "C", ".", "P"} and (after in {".", "P", "X", "C", "R"} or _is_verb(following)):
        return "N"
    return "G"


def _participle(last: str, following: Token | None) -> str:
    after = _closed().get(following.lower, "") if following and following.word else "."
    if last in {"D", "'", "M", "J", "P", "C", "."} and after == "":
        return "J"
    return "V"


def _is_verb(token: Token | None) -> bool:
    return token is not None and (token.lower in _verbs() or token.lower.endswith("ed"))


def _phrases(tokens: Sequence[Token], tags: str) -> list[Phrase]:
    found: list[Phrase] = []
    start = 0
    while start < len(tags):
        end = _phrase_end(tokens, tags, start)
        if end > start:
            found.append(Phrase(start, end, end - 1, (tokens[start].start, tokens[end - 1].end)))
        start = max(end, start + 1)
    return found


def _phrase_end(tokens: Sequence[Token], tags: str, start: int) -> int:
    """Return where the noun phrase from ``start`` ends, ``start`` itself if none begins there."""
    if tags[start] == "Q":
        return start + 1
    end = start
    while end < len(tags) and (tags[end] in _NOMINAL or _acronym(tokens, tags, end)):
        if end > start and tags[end] == "D" and tokens[end - 1].lower not in {"all", "both", "half"}:
            break
        end = _acronym(tokens, tags, end) or end + 1
    while end > start and tags[end - 1] in "'." and not (end - start > 3 and _acronym(tokens, tags, end - 3)):
        end -= 1
    return end if any(tag in "NMJD" for tag in tags[start:end]) else start


def _acronym(tokens: Sequence[Token], tags: str, i: int) -> int:
    """Return the index after ``(OSCE)`` when a name is followed by its acronym in brackets, else 0."""
    if not 0 < i < len(tokens) - 2 or tokens[i].text != "(" or tokens[i + 2].text != ")":
        return 0
    return i + 3 if tokens[i + 1].text.isupper() and tags[i - 1] == "N" else 0


@cache
def _closed() -> dict[str, str]:
    return {word: letter for letter in reversed(_CLASSES) for word in words("function").list(letter)}


@cache
def _titles() -> frozenset[str]:
    return words("abbreviations").set("titles")


@cache
def _verbs() -> frozenset[str]:
    return words("function").set("V")


@cache
def _ly_nouns() -> frozenset[str]:
    return words("function").set("ly_nouns")


@cache
def _either() -> frozenset[str]:
    return words("function").set("either")
