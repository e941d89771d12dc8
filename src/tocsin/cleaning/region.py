"""In: lines, some of known kind. Out: the regions of the text: every word in one, paragraphs as body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tocsin.cleaning.byline import is_bare_byline
from tocsin.cleaning.dateline import dateline_of
from tocsin.cleaning.dates import ends_in_a_day
from tocsin.cleaning.line import Line, ends_a_sentence, is_prose, stripped_span, word_count
from tocsin.model import Because, Region, RegionKind

_TITLE_LENGTH = 250
_CONTENT = re.compile(r"[^\W_]{4,}")


def regions_of(text: str, lines: Sequence[Line]) -> tuple[Region, ...]:
    """Return the regions in text order; neighbouring furniture is one region, at the end up to the end of the text.

    A line that repeats the title is a second ``title`` region. A text whose every line is a headline keeps its
    first one as body, for something must be read.
    """
    known = _with_body(text, _opened(text, _titled(text, list(lines))))
    cut = [piece for line in _datelined(text, known) for piece in line]
    return tuple(_region(line) for line in _closed(text, _merged(cut)))


def _titled(text: str, lines: list[Line]) -> list[Line]:
    """Mark the title, unless markup did: the first open line, if it looks like a headline and more follows."""
    open_lines = [n for n, line in enumerate(lines) if line.kind is None]
    if not any(line.kind == "title" for line in lines) and len(open_lines) > 1:
        first = open_lines[0]
        following = lines[open_lines[1]]
        if _is_title(text[slice(*lines[first].span)], gap=following.gap):
            lines[first] = _as(lines[first], "title", "title/first-line")
    return _repeated(text, lines)


def _is_title(words: str, *, gap: bool) -> bool:
    if len(words) > _TITLE_LENGTH:
        return False
    return not words.endswith((".", ";", ",", ":")) or (gap and len(words) <= 120)


def _as(line: Line, kind: RegionKind, rule: str) -> Line:
    return Line(span=line.span, kind=kind, rule=rule, gap=line.gap)


def _repeated(text: str, lines: list[Line]) -> list[Line]:
    titles = {text[slice(*line.span)] for line in lines if line.kind == "title"}
    return [
        _as(line, "title", "title/repeated") if line.kind is None and text[slice(*line.span)] in titles else line
        for line in lines
    ]


def _opened(text: str, lines: list[Line]) -> list[Line]:
    """Mark what stands between the title and the first paragraph: names, a standfirst."""
    title = next((n for n, line in enumerate(lines) if line.kind == "title"), None)
    if title is None:
        return lines
    after = [n for n in range(title + 1, len(lines)) if lines[n].kind is None]
    first = next((n for n in after if is_prose(text[slice(*lines[n].span)])), None)
    if first is None:
        return lines
    for n in (n for n in after if n < first):
        lines[n] = _before_prose(text, lines[n])
    if not any(line.kind == "standfirst" for line in lines) and _is_echoed(text, lines, first, after):
        lines[first] = _as(lines[first], "standfirst", "standfirst/echoed")
    return lines


def _before_prose(text: str, line: Line) -> Line:
    words = text[slice(*line.span)]
    if is_bare_byline(words):
        return _as(line, "byline", "byline/bare")
    dateline = dateline_of(words, first=True)
    if dateline and dateline[1] == len(words):
        return _as(line, "dateline", dateline[0])
    if ends_in_a_day(words):
        return _as(line, "byline", "byline/dated")
    if word_count(words) >= 5 and not ends_a_sentence(words) and words[0] not in "•*-–—·▪◦":
        return _as(line, "standfirst", "standfirst/open")
    return line


def _is_echoed(text: str, lines: list[Line], first: int, after: list[int]) -> bool:
    """Tell a standfirst: one short paragraph whose words nearly all come again in one later paragraph."""
    words = text[slice(*lines[first].span)]
    wanted = _content(words)
    later = [n for n in after if n > first]
    if len(wanted) < 6 or len(words) > 400 or len(later) < 2:
        return False
    return any(_share(wanted, _content(text[slice(*lines[n].span)][:2000])) >= 0.75 for n in later[:12])


def _content(words: str) -> frozenset[str]:
    return frozenset(_CONTENT.findall(words.lower()))


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted)


def _with_body(text: str, lines: list[Line]) -> list[Line]:
    """Make what is still open body; without any, make the title body, else all that is not furniture."""
    bodied = [line if line.kind else _as(line, "body", "") for line in lines]
    if any(line.kind == "body" for line in bodied):
        return bodied
    kinds: tuple[RegionKind, ...] = ("standfirst", "title", "caption", "furniture")
    kind = next((k for k in kinds if any(line.kind == k and len(text) for line in bodied)), None)
    return [_as(line, "body", "body/nothing-else") if line.kind == kind else line for line in bodied]


def _datelined(text: str, lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Cut the dateline off the paragraph it opens; capitals and a dash open one only if they did so before."""
    first = True
    for line in lines:
        found = dateline_of(text[slice(*line.span)], first=first) if line.kind == "body" else None
        if line.kind == "body":
            first = first and found is not None
        yield _cut(text, line, *found) if found else (line,)


def _cut(text: str, line: Line, rule: str, length: int) -> tuple[Line, ...]:
    at = line.span[0] + length
    head = Line(span=stripped_span(text, (line.span[0], at)), kind="dateline", rule=rule)
    rest = stripped_span(text, (at, line.span[1]))
    return (head,) if rest[0] == rest[1] else (head, Line(span=rest, kind="body"))


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Join neighbouring furniture: a menu is one thing, whatever rules saw its parts."""
    merged: list[Line] = []
    for line in lines:
        if merged and line.kind == merged[-1].kind == "furniture":
            rules = dict.fromkeys((*merged[-1].rule.split(), line.rule))
            merged[-1] = Line(span=(merged[-1].span[0], line.span[1]), kind="furniture", rule=" ".join(rules))
        else:
            merged.append(line)
    return merged


def _closed(text: str, lines: list[Line]) -> list[Line]:
    if lines and lines[-1].kind == "furniture":
        last = lines[-1]
        return [*lines[:-1], Line(span=(last.span[0], len(text)), kind=last.kind, rule=last.rule)]
    return lines


def _region(line: Line) -> Region:
    because = tuple(Because(rule=rule, spans=(line.span,)) for rule in line.rule.split())
    return Region(kind=line.kind or "body", span=line.span, because=because)
