"""In: lines. Out: the same lines, those that are furniture, byline or caption by a rule of the table marked as such."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from tocsin.cleaning.dates import lone_date
from tocsin.cleaning.line import Line, ends_a_sentence, is_prose, stripped_span, word_count
from tocsin.model import Noun, RegionKind

_LOOK = 400
"""Characters of a line that a pattern sees: no line costs more, however long it is."""

_TAIL = 60
"""Characters that a pattern for the end of a line sees."""

_END_LINES = 6


class Rule(Noun, frozen=True, kw_only=True):
    """One row of ``lexicon/words/furniture.toml``; its head says what the fields mean."""

    id: str
    sense: str
    where: Literal["whole", "lead", "tail"]
    at: Literal["any", "start", "end"]
    pattern: str
    kind: RegionKind
    fires: tuple[str, ...]
    misses: tuple[str, ...]
    rest: RegionKind | None = None


class Labels(Noun, frozen=True, kw_only=True):
    """Section labels: those that open a list wherever they are glued on, and those that do so only alone."""

    glued: tuple[str, ...]
    alone: tuple[str, ...]


class MarkupWords(Noun, frozen=True, kw_only=True):
    """Words in class, id, role or rel that say what an element is; tags never shown, tags inside a line."""

    furniture: tuple[str, ...]
    byline: tuple[str, ...]
    standfirst: tuple[str, ...]
    caption: tuple[str, ...]
    hidden: tuple[str, ...]
    hidden_tags: tuple[str, ...]
    inline_tags: tuple[str, ...]


class MetadataNames(Noun, frozen=True, kw_only=True):
    """Names of meta tags, best first."""

    published: tuple[str, ...]
    outlet: tuple[str, ...]
    author: tuple[str, ...]
    title: tuple[str, ...]
    standfirst: tuple[str, ...]


class LanguageWords(Noun, frozen=True, kw_only=True):
    """Function words of English, and the names of other languages by ISO 639-1 code."""

    english: tuple[str, ...]
    names: dict[str, str]


class Words(Noun, frozen=True, kw_only=True):
    """The whole table of site words."""

    labels: Labels
    rule: tuple[Rule, ...]
    agencies: dict[str, tuple[str, ...]]
    markup: MarkupWords
    metadata: MetadataNames
    language: LanguageWords


@cache
def site_words() -> Words:
    """Return the table of site words as it is in the package."""
    file = resources.files("tocsin.lexicon") / "words" / "furniture.toml"
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")), Words)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def fires(rule: Rule, words: str) -> re.Match[str] | None:
    """Return the match of a rule on a line; a whole-line rule sees no line longer than the look."""
    pattern = _pattern(rule.pattern)
    match rule.where:
        case "whole":
            return pattern.match(words) if len(words) <= _LOOK else None
        case "lead":
            return pattern.match(words[:_LOOK])
        case "tail":
            return pattern.search(words, max(0, len(words) - _TAIL))


def marked(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with furniture, bylines and captions marked; a line may be cut where a label leads it.

    Lines whose kind is known stay as they are. Passes: rules of the table, labels that open a list,
    lists of headline and date, the list at the end, lines in capitals, headings between paragraphs.
    """
    ruled = list(_by_rules(text, lines))
    for sweep in (_label_lists, _headline_dates, _capitals, _closing_list, _crossheads):
        ruled = sweep(text, ruled)
    return ruled


def _by_rules(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    prose = [n for n, line in enumerate(lines) if line.kind is None and is_prose(_words(text, line))]
    first = prose[0] if prose else len(lines)
    for number, line in enumerate(lines):
        places = {"any"}
        if number <= first:
            places.add("start")
        if number >= len(lines) - _END_LINES and number > first:
            places.add("end")
        yield from _cut(text, line, frozenset(places)) if line.kind is None else (line,)


def _words(text: str, line: Line) -> str:
    return text[line.span[0] : line.span[1]]


def _cut(text: str, line: Line, places: frozenset[str]) -> tuple[Line, ...]:
    words = _words(text, line)
    for rule in site_words().rule:
        match = fires(rule, words) if rule.at in places else None
        if match and rule.where == "whole":
            return (_as(line, rule.kind, rule.id),)
        if match and rule.where == "tail":
            return _split_tail(text, line, rule, line.span[0] + match.start())
        if match and match.end():
            return _split(text, line, rule, line.span[0] + match.end())
    return (line,)


def _as(line: Line, kind: RegionKind, rule: str) -> Line:
    return Line(span=line.span, kind=kind, rule=rule, gap=line.gap)


def _split(text: str, line: Line, rule: Rule, at: int) -> tuple[Line, ...]:
    """Cut a line behind the label that leads it."""
    head = Line(span=stripped_span(text, (line.span[0], at)), kind=rule.kind, rule=rule.id, gap=line.gap)
    rest = stripped_span(text, (at, line.span[1]))
    if rest[0] == rest[1]:
        return (head,)
    kind = None if rule.rest == "title" else rule.rest
    return (head, Line(span=rest, kind=kind, rule=rule.id if kind else ""))


def _split_tail(text: str, line: Line, rule: Rule, at: int) -> tuple[Line, ...]:
    head = stripped_span(text, (line.span[0], at))
    tail = Line(span=stripped_span(text, (at, line.span[1])), kind=rule.kind, rule=rule.id)
    return (tail,) if head[0] == head[1] else (Line(span=head, gap=line.gap), tail)


def _headline_dates(text: str, lines: list[Line]) -> list[Line]:
    """Mark dates that stand alone, and the headlines of a list of headline and date (at least two pairs)."""
    dated = [line.kind is None and lone_date(_words(text, line)) is not None for line in lines]
    pairs = [
        n for n in range(1, len(lines) - 1)
        if dated[n + 1] and lines[n].kind is None and not dated[n] and not is_closed(_words(text, lines[n]))
    ]  # fmt: skip
    listed = set(pairs) if len(pairs) >= 2 else set()
    return [
        _as(line, "furniture", "furniture/date") if dated[n]
        else _as(line, "furniture", "furniture/headline-date") if n in listed
        else line
        for n, line in enumerate(lines)
    ]  # fmt: skip


def is_closed(words: str) -> bool:
    """Tell whether the words can only be running text: long, or prose that ends."""
    return is_prose(words) or (ends_a_sentence(words) and words.rstrip()[-1] in ".;")


@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of a section label: alone (perhaps with a colon), or glued to what follows."""
    labels = site_words().labels
    glued = "|".join(re.escape(word).replace("'", "['’]") for word in labels.glued)
    alone = "|".join(re.escape(word).replace("'", "['’]") for word in (*labels.glued, *labels.alone))
    return re.compile(rf"(?:(?i:{glued})(?=[A-Z“\"'‘])|(?i:(?:{alone})\s*[:»>…]?\s*$))")


def _label_lists(text: str, lines: list[Line]) -> list[Line]:
    """Mark what a section label opens, up to the next line that can only be running text."""
    found: list[Line] = []
    open_list = False
    for number, line in enumerate(lines):
        words = _words(text, line)
        if line.kind is None and number and _label().match(words[:_LOOK]):
            open_list = True
            found.append(_as(line, "furniture", "furniture/label"))
        elif line.kind is None and open_list and not is_closed(words):
            found.append(_as(line, "furniture", "furniture/label-list"))
        else:
            open_list = open_list and line.kind == "furniture"
            found.append(line)
    return found


def _capitals(text: str, lines: list[Line]) -> list[Line]:
    """Mark headlines in capitals between paragraphs, unless the report itself is in capitals."""
    loud = [n for n, line in enumerate(lines) if line.kind is None and n and _is_loud(_words(text, line))]
    if len(loud) > 0.3 * len(lines):
        return lines
    chosen = set(loud)
    return [_as(line, "furniture", "furniture/capitals") if n in chosen else line for n, line in enumerate(lines)]


def _is_loud(words: str) -> bool:
    head = words[:_LOOK]
    return head == words and head.isupper() and word_count(head) >= 3 and not head.endswith((".", "!", '"', "”"))


def _closing_list(text: str, lines: list[Line]) -> list[Line]:
    """Mark three or more headlines in a row that end the page after at least three paragraphs."""
    start = len(lines)
    while start and (lines[start - 1].kind == "furniture" or _is_headline(text, lines[start - 1])):
        start -= 1
    open_lines = [line for line in lines[start:] if line.kind is None]
    before = sum(line.kind is None and is_prose(_words(text, line)) for line in lines[:start])
    if len(open_lines) < 3 or before < 3:
        return lines
    tail = [line if line.kind else _as(line, "furniture", "furniture/closing-list") for line in lines[start:]]
    return lines[:start] + tail


def _is_headline(text: str, line: Line) -> bool:
    words = _words(text, line)
    return line.kind is None and len(words) <= 100 and not is_closed(words) and words[0] not in "•*-–—·▪◦"


def _crossheads(text: str, lines: list[Line]) -> list[Line]:
    """Mark a short heading between two paragraphs."""
    prose = [line.kind is None and is_prose(_words(text, line)) for line in lines]
    found: list[Line] = []
    after_prose = False
    for number, line in enumerate(lines):
        follows = number + 1 < len(lines) and any(prose[number + 1 : number + 3])
        heading = line.kind is None and after_prose and follows and _is_heading(_words(text, line))
        found.append(_as(line, "furniture", "furniture/crosshead") if heading else line)
        after_prose = after_prose or prose[number]
    return found


def _is_heading(words: str) -> bool:
    """Tell a heading: at most seven words, no end of a sentence but a question mark, no list mark, no figure first."""
    if word_count(words) > 7 or len(words) > 80 or not (words[0].isupper() or words[0] in "'‘"):
        return False
    return words.endswith("?") or not (ends_a_sentence(words) or words.endswith(","))
