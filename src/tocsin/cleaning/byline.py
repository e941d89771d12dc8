"""In: the lines between title and text. Out: bylines that no "by" opens, and the author's name of a byline."""

from __future__ import annotations

import re

_NAME = r"(?:[A-ZÀ-Þ][\w'’.\-]*|al-\w+|de|van|von|bin|el|la)"
_NAMES = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}}(?:(?:,| and| &|, and) {_NAME}(?: {_NAME}){{1,2}}){{0,4}}")
_OUTLET = re.compile(r"[–—-] [A-Z][\w&'’. ]{1,40}|[A-Z][A-Z0-9&. ]{2,30}|[A-Z][\w.]+\.(?:com|org|net)")
_AFTER_BY = re.compile(rf"(?i:(?:words: |text: |story |report )?by )({_NAME}(?: {_NAME}){{1,3}})")


def is_bare_byline(words: str) -> bool:
    """Tell a line that is only names, or only an outlet in capitals, such as stands between title and text."""
    return len(words) <= 120 and bool(_NAMES.fullmatch(words) or _OUTLET.fullmatch(words))


def author_in(words: str) -> tuple[str, int] | None:
    """Return (name, where it starts) of the first author that a byline names, or None."""
    match = _AFTER_BY.match(words)
    return (match[1], match.start(1)) if match else None
