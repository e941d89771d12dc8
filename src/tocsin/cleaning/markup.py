"""In: HTML. Out: its visible text in lines, those outside the main content marked as furniture, and what tags say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from tocsin.cleaning.flow import Block, Flow, flow_of
from tocsin.cleaning.line import Line, is_prose
from tocsin.cleaning.metadata import Metadata, metadata_of
from tocsin.model import Fact, Noun, RegionKind

_LINKED = 0.5
_LINKED_PROSE = 0.8
_MAJORITY = 0.5
_ECHO = 0.8
_DEEP = 1_000
"""Deeper than this, the library's extraction takes time that grows with the square of the depth."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_TAG = 20_000
_ATTRIBUTES = 2_000


class Markup(Noun, frozen=True, kw_only=True):
    """A page as text in lines, with what its tags say about it."""

    text: str
    lines: tuple[Line, ...]
    published: tuple[Fact, ...] = ()
    outlet: Fact | None = None
    url: str | None = None
    author: Fact | None = None


def read_markup(html: str) -> Markup:
    """Return the visible words of a page, each line with its kind where the markup tells it.

    The body is what the library's main-content extraction and the page's own names (nav, related, share …) both
    leave; an element that calls itself furniture but holds most of the prose is not believed. A lone surrogate, which
    no parser takes, becomes U+FFFD.
    """
    source = _lighter(_SURROGATE.sub("\ufffd", html))
    tree = HTMLTree.parse(source)
    flow = flow_of(tree)
    metadata = metadata_of(tree)
    return Markup(
        text=flow.text,
        lines=tuple(_lines(flow, _main(source, flow), metadata)),
        published=metadata.published,
        outlet=metadata.outlet,
        url=metadata.url,
        author=metadata.author,
    )


def _lighter(html: str) -> str:
    """Strip tags of thousands of attributes to their names: the parser's time grows with the square of their number."""
    kept: list[str] = []
    done = 0
    at = html.find("<")
    while at >= 0:
        end = html.find(">", at)
        end = len(html) if end < 0 else end
        if end - at > _LONG_TAG and len(html[at:end].split(None, _ATTRIBUTES)) > _ATTRIBUTES:
            kept += (html[done:at], html[at:end].split(None, 1)[0])
            done = end
        at = html.find("<", end)
    return "".join((*kept, html[done:]))


def _main(html: str, flow: Flow) -> list[bool]:
    """Tell for each line whether it belongs to the main content."""
    aside = _asides(flow)
    own = [not aside[block.aside] and not _is_links(flow, block) for block in flow.blocks]
    if flow.depth > _DEEP:
        return own
    voted = _voted(html)
    both = [ours and _key(flow, block) in voted for ours, block in zip(own, flow.blocks, strict=True)]
    return _filled(flow, own, both) if _prose(flow, both) >= _MAJORITY * _prose(flow, own) else own


def _filled(flow: Flow, own: list[bool], both: list[bool]) -> list[bool]:
    """Take in the paragraphs between those that both found: one that is lost costs a claim."""
    prose = [is_prose(flow.text[slice(*block.span)]) for block in flow.blocks]
    found = [n for n, kept in enumerate(both) if kept and prose[n]]
    inside = range(found[0], found[-1]) if found else range(0)
    return [kept or (n in inside and own[n] and prose[n]) for n, kept in enumerate(both)]


def _asides(flow: Flow) -> list[bool]:
    """Tell for each element that calls itself furniture whether it is: not if it holds most of the prose."""
    held = [0] * len(flow.parents)
    total = 0
    for block in flow.blocks:
        size = block.span[1] - block.span[0]
        if not _is_links(flow, block) and is_prose(flow.text[slice(*block.span)]):
            held[block.aside] += size
            total += size
    for number in range(len(held) - 1, 0, -1):
        held[flow.parents[number]] += held[number]
    aside = [False] * len(held)
    for number in range(1, len(held)):
        aside[number] = aside[flow.parents[number]] or held[number] <= _MAJORITY * total
    return aside


def _is_links(flow: Flow, block: Block) -> bool:
    """Tell a line of links: half of a label, nearly all of a sentence."""
    limit = _LINKED_PROSE if is_prose(flow.text[slice(*block.span)]) else _LINKED
    return block.linked > limit * (block.span[1] - block.span[0])


def _voted(html: str) -> frozenset[str]:
    """Return the lines that the library takes for main content, without their white space."""
    main = extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False, preserve_formatting=True)
    return frozenset("".join(line.split()) for line in main.splitlines())


def _key(flow: Flow, block: Block) -> str:
    return "".join(flow.text[slice(*block.span)].split())


def _prose(flow: Flow, chosen: list[bool]) -> int:
    spans = (block.span for block, kept in zip(flow.blocks, chosen, strict=True) if kept)
    return sum(end - start for start, end in spans if is_prose(flow.text[start:end]))


def _lines(flow: Flow, main: list[bool], metadata: Metadata) -> Iterator[Line]:
    title = _title(flow, main, metadata)
    captioned = _captions_are_body(flow, main)
    first = next((n for n, kept in enumerate(main) if kept and is_prose(flow.text[slice(*flow.blocks[n].span)])), -1)
    for number, block in enumerate(flow.blocks):
        kind = "title" if number == title else _kind(flow, block, metadata, kept=main[number], early=number <= first)
        kind = None if kind == "caption" and captioned and main[number] else kind
        yield Line(span=block.span, kind=kind, rule=f"markup/{kind}" if kind else "")


def _captions_are_body(flow: Flow, main: list[bool]) -> bool:
    """Tell a page whose text stands in captions, as slide shows have it."""
    captions = [kept and block.role == "caption" for kept, block in zip(main, flow.blocks, strict=True)]
    return _prose(flow, captions) > _MAJORITY * _prose(flow, main)


def _title(flow: Flow, main: list[bool], metadata: Metadata) -> int | None:
    """Return the line of the title: the heading that says what the title tag says, else the first h1 there is."""
    heads = [n for n, block in enumerate(flow.blocks) if block.role == "h1"]
    others = [n for n, block in enumerate(flow.blocks) if block.role == "heading"]
    said = frozenset((metadata.title or "").lower().split())
    for number in (*heads, *others[:20]):
        words = flow.text[slice(*flow.blocks[number].span)].lower().split()
        if said and len(said.intersection(words)) >= _ECHO * len(words):
            return number
    return next((n for n in heads if main[n]), heads[0] if heads else None)


def _kind(flow: Flow, block: Block, metadata: Metadata, *, kept: bool, early: bool) -> RegionKind | None:
    """Return the kind that markup tells; None leaves the line to the rules for text."""
    words = flow.text[slice(*block.span)]
    if block.role == "caption":
        return "caption"
    if block.role == "byline" and early and len(words) <= 200 and not is_prose(words):
        return "byline"
    if metadata.standfirst and early and words == metadata.standfirst and block.role != "":
        return "standfirst"
    if not kept or (block.role in {"h1", "heading"} and not is_prose(words)):
        return "furniture"
    return "standfirst" if block.role == "standfirst" and early and len(words) <= 600 else None
