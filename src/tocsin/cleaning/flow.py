"""In: a parsed page. Out: its visible words as text, one block a line, each line with where it stood in the page.

The walk is iterative, so that deep nesting costs no stack; its state lives in one ``_Flow`` and never leaves this file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from resiliparse.parse.html import ELEMENT, TEXT, HTMLTree

from tocsin.cleaning.furniture import site_words
from tocsin.model import Noun, Span

_ROLES = {"h1": "h1", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading"}
_ROLES |= {
    "figcaption": "caption",
    "nav": "furniture",
    "aside": "furniture",
    "footer": "furniture",
    "form": "furniture",
}
_WHOLE = frozenset({"html", "body", "main", "article"})
_STYLE = re.compile(r"(?:display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:0)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_TOKEN = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+")
_ATTRIBUTE = 300


class Block(Noun, frozen=True, kw_only=True):
    """One line of the page's text.

    Attributes:
        role: ``h1``, ``heading``, ``caption``, ``byline``, ``standfirst`` or empty.
        aside: number of the innermost element that calls itself furniture, or 0; see ``Flow.parents``.
        linked: characters that stand in links.
    """

    span: Span
    role: str
    aside: int
    linked: int


class Flow(Noun, frozen=True, kw_only=True):
    """The visible text and its lines.

    Attributes:
        parents: ``parents[n]`` is the furniture element around furniture element ``n``.
        depth: elements inside each other where the page is deepest.
    """

    text: str
    blocks: tuple[Block, ...]
    parents: tuple[int, ...]
    depth: int


def flow_of(tree: HTMLTree) -> Flow:
    """Return the visible words of a page in order.

    White space is collapsed as browsers do (kept in ``pre``), ``br`` and blocks begin a line. Left out: scripts,
    styles, templates, forms' own text, and what hides itself by attribute, inline style or a class for screen readers.
    """
    flow = _Flow()
    node: Any = tree.body or tree.document
    depth = 0
    while node is not None:
        if flow.enter(node) and node.first_child is not None:
            node, depth = node.first_child, depth + 1
            continue
        flow.leave(node)
        while depth and node.next is None:
            node, depth = node.parent, depth - 1
            flow.leave(node)
        node = node.next if depth else None
    return flow.finished()


@dataclass(frozen=True, slots=True)
class _Frame:
    block: bool
    link: bool
    pre: bool
    role: str
    aside: int


@dataclass(slots=True)
class _Flow:
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(block=True, link=False, pre=False, role="", aside=0)])
    parents: list[int] = field(default_factory=lambda: [0])
    done: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    depth: int = 0
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    opened: _Frame | None = None

    def enter(self, node: Any) -> bool:
        """Take a node in; False when nothing below it is visible."""
        if node.type == TEXT:
            self._words(node.value or "")
            return False
        if node.type != ELEMENT:
            return True
        frame = self._frame(node)
        if frame.block or node.tag == "br":
            self._break()
        self.frames.append(frame)
        self.depth = max(self.depth, len(self.frames))
        return not _is_hidden(node)

    def leave(self, node: Any) -> None:
        """Close what ``enter`` opened."""
        if node.type == ELEMENT and self.frames.pop().block:
            self._break()

    def finished(self) -> Flow:
        """Return what was gathered."""
        self._break()
        return Flow(text="\n".join(self.done), blocks=tuple(self.blocks), parents=tuple(self.parents), depth=self.depth)

    def _frame(self, node: Any) -> _Frame:
        outer = self.frames[-1]
        tag = node.tag
        role = _role(node, tag)
        aside = outer.aside
        if role == "furniture":
            self.parents.append(aside)
            aside = len(self.parents) - 1
        return _Frame(
            block=tag not in _names().inline_tags,
            link=outer.link or tag == "a",
            pre=outer.pre or tag in {"pre", "plaintext", "xmp", "listing"},
            role=outer.role if role in {"", "furniture"} else role,
            aside=aside,
        )

    def _words(self, raw: str) -> None:
        frame = self.frames[-1]
        if frame.pre:
            for number, piece in enumerate(re.split(r"\r\n|\n|\r", raw)):
                if number:
                    self._break()
                self._add(piece, frame)
            return
        words = _SPACE.sub(" ", raw)
        if words[:1] == " " and (not self.parts or self.parts[-1].endswith(" ")):
            words = words[1:]
        self._add(words, frame)

    def _add(self, words: str, frame: _Frame) -> None:
        if not words:
            return
        if not self.parts or (self.opened is None and words.strip()):
            self.opened = frame if words.strip() else None
        self.parts.append(words)
        self.linked += len(words) if frame.link else 0

    def _break(self) -> None:
        if not self.parts:
            return
        line = "".join(self.parts).rstrip()
        if line.strip() and self.opened is not None:
            start = self.length + len(line) - len(line.lstrip())
            end = self.length + len(line)
            frame = self.opened
            block = Block(span=(start, end), role=frame.role, aside=frame.aside, linked=min(self.linked, end - start))
            self.blocks.append(block)
            self.done.append(line)
            self.length = end + 1
        self.parts.clear()
        self.linked, self.opened = 0, None


def _is_hidden(node: Any) -> bool:
    if node.tag in _names().hidden_tags:
        return True
    if not node.attrs:
        return False
    if node.hasattr("hidden") or (node.tag == "dialog" and not node.hasattr("open")):
        return True
    style = node.getattr("style")
    if style and _STYLE.search(style[:_ATTRIBUTE].replace(" ", "")):
        return True
    classes = node.getattr("class")
    return bool(classes) and not _names().hidden.isdisjoint(classes[:_ATTRIBUTE].lower().split())


class _Names(Noun, frozen=True, kw_only=True):
    furniture: frozenset[str]
    byline: frozenset[str]
    standfirst: frozenset[str]
    caption: frozenset[str]
    hidden: frozenset[str]
    hidden_tags: frozenset[str]
    inline_tags: frozenset[str]


@cache
def _names() -> _Names:
    words = site_words().markup
    return _Names(
        furniture=frozenset(words.furniture),
        byline=frozenset(words.byline),
        standfirst=frozenset(words.standfirst),
        caption=frozenset(words.caption),
        hidden=frozenset(words.hidden),
        hidden_tags=frozenset(words.hidden_tags),
        inline_tags=frozenset(words.inline_tags),
    )


def _role(node: Any, tag: str) -> str:
    """Return what an element calls itself, by its tag, else by the words of its attributes."""
    if tag in _ROLES:
        return _ROLES[tag]
    if tag in _WHOLE or not node.attrs:
        return ""
    said = " ".join(filter(None, (node.getattr(name) for name in ("class", "id", "role", "rel", "itemprop"))))
    if not said:
        return ""
    tokens = frozenset(token.lower() for token in _TOKEN.findall(said[:_ATTRIBUTE]))
    names = _names()
    for role, wanted in (("byline", names.byline), ("furniture", names.furniture), ("caption", names.caption)):
        if not wanted.isdisjoint(tokens):
            return role
    return "standfirst" if not names.standfirst.isdisjoint(tokens) else ""
