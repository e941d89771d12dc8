"""A text with regions in, the paragraphs that can hold a claim out: one pass over the codebook's own words.

DESIGN §7: the gate decides per report and paragraph what the marker sees. It looks for words only, so that it can
be wrong in one direction: letting through.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ahocorasick

from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.words import words
from tocsin.model import Region, Span

_PLAIN = str.maketrans("’‘‑", "''-")


def gate(text: str, regions: Sequence[Region]) -> tuple[int, ...]:
    """Return the indices of the regions that the marker should see; none when the report tells of no conflict."""
    seen = [(i, _hits(text, region.span)) for i, region in enumerate(regions) if region.kind != "furniture"]
    if not any(strong for _, (_, strong) in seen):
        return ()
    return tuple(i for i, (some, _) in seen if some)


def passes(text: str) -> bool:
    """Tell whether a stretch of text on its own could hold a claim."""
    return _hits(text, (0, len(text)))[0]


def _hits(text: str, span: Span) -> tuple[bool, bool]:
    """Tell whether any word of the codebook stands in ``span``, and whether one that tells of fighting does."""
    folded = f" {text[span[0] : span[1]].lower().translate(_PLAIN)} "
    some = False
    for end, (word, strong) in _automaton().iter(folded):
        start = end - len(word) + 1
        if folded[start - 1].isalnum() or (end + 1 < len(folded) and folded[end + 1].isalnum()):
            continue
        if strong:
            return True, True
        some = True
    return some, False


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, strong in sorted(_vocabulary().items()):
        automaton.add_word(word, (word, strong))
    automaton.make_automaton()
    return automaton


def _vocabulary() -> dict[str, bool]:
    """Words that let a text through; true for those of families in which people fight, die or hold ground."""
    fighting = words("gate").set("fighting_families")
    found: dict[str, bool] = dict.fromkeys(words("gate").list("also"), False)
    for frame in codebook().frames():
        fixed = [word for word in frame.words if word != "..."]
        phrase = " ".join(fixed) if len(fixed) == len(frame.words) else fixed[0]
        strong = codebook().family(frame.key) in fighting and not frame.weak and len(fixed) == len(frame.words)
        found[phrase] = found.get(phrase, False) or strong
    found.update(dict.fromkeys(words("gate").list("strong"), True))
    return found
