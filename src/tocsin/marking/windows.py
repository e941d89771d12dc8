"""Sentences of the blinded text in, windows for the encoder out: whole sentences, each read once with some before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tocsin.marking.hints import hints_of
from tocsin.marking.pieces import CLS, SEP, pieces_of, words_of
from tocsin.model import Noun, Span

LONGEST = 256
"""Pieces of one window, marks of beginning and end included (DESIGN §6)."""

BEFORE = 40
"""About so many pieces of earlier sentences stand before those that a window decodes."""

SHAPES = ("lower", "capital", "capitals", "number", "mark", "opens", "closes", "party")
_EDGES = 2
"""The marks at both ends of a window."""

_OPENING, _CLOSING = "“‘«„", "”»"


class Word(Noun, frozen=True, kw_only=True):
    """One word: where it stands, its pieces, its shape (index into ``SHAPES``), its hint, its sentence and paragraph."""

    span: Span
    pieces: tuple[int, ...]
    shape: int
    hint: int
    sentence: int
    paragraph: int


class Window(Noun, frozen=True, kw_only=True):
    """What the encoder reads at once.

    Attributes:
        words: in text order.
        first: index of the first word that is decoded here; those before are context.
        ids: numbers of the pieces, paragraphs parted by a mark.
        heads: for each word the place of its first piece in ``ids``.
    """

    words: tuple[Word, ...]
    first: int
    ids: tuple[int, ...]
    heads: tuple[int, ...]


def windows_of(
    text: str,
    sentences: Sequence[tuple[Span, int]],
    parties: Sequence[Span],
    longest: int = LONGEST,
) -> Iterator[Window]:
    """Yield the windows that decode every word of ``sentences`` once.

    Args:
        text: the blinded text.
        sentences: their spans with the number of their paragraph, in text order.
        parties: spans of the stand-ins, in text order.
        longest: most pieces of a window.
    """
    taken: list[tuple[list[Word], int]] = []
    context = 0
    for chunk in _chunks(text, sentences, parties, longest):
        if len(taken) > context and _size([*taken, chunk]) > longest:
            yield _window(taken, context)
            taken = _tail(taken)
            context = len(taken)
            while taken and _size([*taken, chunk]) > longest:
                taken.pop(0)
                context -= 1
        taken.append(chunk)
    if len(taken) > context:
        yield _window(taken, context)


def _chunks(
    text: str, sentences: Sequence[tuple[Span, int]], parties: Sequence[Span], longest: int
) -> Iterator[tuple[list[Word], int]]:
    """Yield the words of each sentence with its paragraph; a sentence that no window holds is cut."""
    named = {start for start, _ in parties}
    for number, (span, paragraph) in enumerate(sentences):
        words: list[Word] = []
        pieces = _EDGES
        places = list(words_of(text, span))
        hints = hints_of([text[slice(*at)].lower() for at in places])
        for at, hint in zip(places, hints, strict=True):
            word = Word(
                span=at,
                pieces=pieces_of(text[slice(*at)]),
                shape=_shape(text, at, named),
                hint=hint,
                sentence=number,
                paragraph=paragraph,
            )
            if pieces + len(word.pieces) > longest:
                yield words, paragraph
                words, pieces = [], _EDGES
            pieces += len(word.pieces)
            words.append(word)
        if words:
            yield words, paragraph


def _size(chunks: Sequence[tuple[Sequence[Word], int]]) -> int:
    breaks = sum(a != b for (_, a), (_, b) in pairwise(chunks))
    return _EDGES + breaks + sum(len(word.pieces) for words, _ in chunks for word in words)


def _tail(chunks: Sequence[tuple[list[Word], int]]) -> list[tuple[list[Word], int]]:
    """Return the last sentences that together have at most ``BEFORE`` pieces."""
    kept: list[tuple[list[Word], int]] = []
    for chunk in reversed(chunks):
        if _size([chunk, *kept]) > BEFORE:
            break
        kept.insert(0, chunk)
    return kept


def _window(chunks: Sequence[tuple[list[Word], int]], context: int) -> Window:
    ids, heads, words = [CLS], [], []
    for i, (chunk, paragraph) in enumerate(chunks):
        if i and chunks[i - 1][1] != paragraph:
            ids.append(SEP)
        for word in chunk:
            heads.append(len(ids))
            ids += word.pieces
            words.append(word)
    first = sum(len(chunk) for chunk, _ in chunks[:context])
    return Window(words=tuple(words), first=first, ids=(*ids, SEP), heads=tuple(heads))


def _shape(text: str, span: Span, named: set[int]) -> int:
    word = text[slice(*span)]
    return SHAPES.index(_shape_of(word, text, span) if span[0] not in named else "party")


def _shape_of(word: str, text: str, span: Span) -> str:
    if not word[0].isalnum():
        return _mark(word, text, span)
    if word[0].isdigit():
        return "number"
    if word.isupper() and len(word) > 1:
        return "capitals"
    return "capital" if word[0].isupper() else "lower"


def _mark(word: str, text: str, span: Span) -> str:
    if word in _OPENING:
        return "opens"
    if word in _CLOSING:
        return "closes"
    if word in "\"'":
        before = text[span[0] - 1 : span[0]]
        return "opens" if not before or before.isspace() or before in "(—–" else "closes" if word == '"' else "mark"
    return "mark"
