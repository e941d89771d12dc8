"""Reports in, as they lie in the repository and beside it; streams of documents for the benches out.

The bundled reports are always there. Real news (``../shared/data/news/news.jsonl``) is there for the project's own
machines; where it is absent, its streams are left out with a loud line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tocsin.model import Page

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = ROOT / "gold" / "open"
NEWS = ROOT.parent / "shared" / "data" / "news" / "news.jsonl"

_STRIDE = 37
"""News pages are taken at this distance, so that a short stream holds something of every outlet and year."""


class Document(NamedTuple):
    """One report as text; ``conflict`` is the guess that the news file holds."""

    name: str
    text: str
    conflict: bool

    @property
    def words(self) -> int:
        """Words between white space."""
        return len(self.text.split())

    def page(self) -> Page:
        """Return the document as reading would hand it over."""
        return Page(content=self.text.encode("utf-8", "replace"), media="text/plain", path=self.name)


def bundled() -> list[Document]:
    """Return the bundled plain-text reports, by name."""
    return [Document(path.stem, path.read_text("utf-8"), conflict=True) for path in sorted(BUNDLED.glob("*.txt"))]


def news() -> Iterator[Document]:
    """Yield the news pages, spread evenly over the file, the whole file in the end; none where it is absent."""
    if not NEWS.exists():
        print("SKIPPING the streams of real news: ../shared/data/news/news.jsonl is absent", file=sys.stderr)
        return
    lines = NEWS.read_text("utf-8").splitlines()
    for start in range(_STRIDE):
        yield from map(_document, lines[start::_STRIDE])


def reports(number: int) -> list[Document]:
    """Return ``number`` reports: news, or where that is absent the bundled ones again and again."""
    found = list(islice(news(), number)) or bundled()
    return [found[i % len(found)]._replace(name=f"{i:04}") for i in range(number)] if found else []


def upto(documents: Iterable[Document], words: int) -> list[Document]:
    """Return documents from the front until they hold ``words`` words."""
    taken: list[Document] = []
    for document in documents:
        if words <= 0:
            break
        taken.append(document)
        words -= document.words
    return taken


def _document(line: str) -> Document:
    page = json.loads(line)
    return Document(page["id"], f"{page['title']}\n{page['text']}", page["guess"] == "conflict")
