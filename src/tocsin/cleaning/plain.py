"""In: text without markup. Out: its paragraphs, one a line, or blocks of lines where the text is hard-wrapped."""

from __future__ import annotations

from itertools import pairwise

from tocsin.cleaning.line import Line, ends_a_sentence, lines_of

_WRAPPED = (50, 100)
"""Characters of a line that was broken to fit a terminal or a letter."""


def paragraphs_of(text: str) -> list[Line]:
    """Return the paragraphs of a plain text; of a hard-wrapped one, a paragraph is what blank lines part."""
    lines = lines_of(text)
    return _joined(lines) if _is_wrapped(text, lines) else lines


def _is_wrapped(text: str, lines: list[Line]) -> bool:
    """Tell hard-wrapped text: no line is long, and most lines that another follows are full and stop in mid-sentence."""
    if max((line.span[1] - line.span[0] for line in lines), default=0) > _WRAPPED[1]:
        return False
    followed = [line for line, after in pairwise(lines) if not after.gap]
    full = [line for line in followed if line.span[1] - line.span[0] >= _WRAPPED[0]]
    broken = [line for line in full if not ends_a_sentence(text[line.span[0] : line.span[1]])]
    return len(broken) >= 3 and len(full) >= 0.6 * len(followed) and len(broken) >= 0.5 * len(full)


def _joined(lines: list[Line]) -> list[Line]:
    blocks: list[Line] = []
    for line in lines:
        if blocks and not line.gap:
            first = blocks.pop()
            blocks.append(Line(span=(first.span[0], line.span[1]), gap=first.gap))
        else:
            blocks.append(line)
    return blocks
