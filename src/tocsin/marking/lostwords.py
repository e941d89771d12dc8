"""Words that the network ties to an act as its losses in, what they count out: a number, one, or nobody knows how many.

``counts.py`` finds the counts that grammar tells; here the words are known to be of people or things lost, so that a
bare number, a name or "the schoolmaster" counts too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.lexicon.counting import load_losses, load_numbers
from tocsin.marking.counts import count_at, qualified, sure
from tocsin.marking.figures import Value, value_at
from tocsin.marking.nounphrase import Counted, Lexis, counted_at
from tocsin.marking.tokens import Token, tokens_of
from tocsin.model import Span
from tocsin.model.marks import Count

_ONE = frozenset({"a", "an", "another", "one"})
_THE = frozenset({"the", "this", "that", "his", "her", "its", "their", "our", "my", "your"})
_HIM = frozenset({"he", "him", "himself", "she", "her", "herself"})
_NOBODY = frozenset({"any", "anyone", "anybody"})


def count_of(text: str, span: Span, standins: Mapping[str, str]) -> Count:
    """Return what the lost words at ``span`` count.

    A number in them is the count. Else names are as many as they are, "a guard", "the guard" and "a seventh" are one,
    "nobody" is none; of all else ("houses", "shepherds") the number is not told.
    """
    tokens = tokens_of(text, span)
    lexis = Lexis(load_numbers(), load_losses(), standins)
    value, at = _number(text, tokens, lexis)
    counted = _counted(tokens, value.end if value else 0, lexis)
    value = value or _without_number(tokens, counted)
    number = None if at is None else (tokens[at].start, tokens[value.end - 1].end)
    return count_at(span, number, value, counted)


def _number(text: str, tokens: Sequence[Token], lexis: Lexis) -> tuple[Value | None, int | None]:
    """Return the first number of the words, and the token where it begins."""
    for i in range(len(tokens)):
        start, qualifier = qualified(tokens, i, lexis.words)
        value = value_at(text, tokens, start, lexis.words) if start < len(tokens) else None
        if value is not None and not (value.best == 1 and value.figures) and not _is_share(tokens, value.end):
            return sure(value, qualifier), start
    return None, None


def _is_share(tokens: Sequence[Token], end: int) -> bool:
    """``75 percent of``, ``75 per cent of``: no number of people."""
    behind = " ".join(t.lower for t in tokens[end : end + 2])
    return behind.startswith(("percent", "per cent", "%"))


def _counted(tokens: Sequence[Token], start: int, lexis: Lexis) -> Counted | None:
    """Return the noun phrase of the words, behind number and article."""
    while start < len(tokens) and tokens[start].lower in _ONE | _THE | {"of", "more", "other"}:
        start += 1
    return counted_at(tokens, start, lexis) if start < len(tokens) else None


def _without_number(tokens: Sequence[Token], counted: Counted | None) -> Value:
    words = [t for t in tokens if t.word]
    if not words or words[0].lower in _NOBODY:
        return Value(0, 0, 0, "none", 0) if words else _untold()
    if _is_name(words):
        return _exactly(1 + sum(t.lower in {"and", "&"} for t in words))
    if words[0].lower in _ONE or (len(words) == 1 and words[0].lower in _HIM):
        return _exactly(1)
    head = counted.head if counted else None
    plural = head.plural if head else any(t.lower.endswith("s") and not t.lower.endswith("ss") for t in words[1:])
    if head is not None and counted and counted.what == "people" and not plural:
        return _exactly(1)
    return _exactly(1) if words[0].lower in _THE and not plural else _untold()


def _is_name(words: Sequence[Token]) -> bool:
    """Capitals from the last word backwards make a name: "the trader Anso Vill"; a single one may begin a sentence."""
    told = [t.text for t in words]
    last = [w for w in told[-2:] if w[:1].isupper() and not w.isupper()]
    return len(last) == 2 and not told[-1].endswith("s")


def _exactly(number: int) -> Value:
    return Value(number, number, number, "exact", 0)


def _untold() -> Value:
    return Value(None, None, None, "vague", 0)
