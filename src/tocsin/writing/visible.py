"""Words of a report in; the same words out, with whatever could drive a terminal or turn the line made visible."""

from __future__ import annotations

import unicodedata

_KEPT_FORMAT = "\u00ad\u200c\u200d"
"""Soft hyphen and the two joiners: harmless, and needed to write several languages."""

_PICTURES = 0x2400
"""Start of the Unicode block of control pictures, one for each control character below U+0020."""


def visible(text: str, *, keep: str = "\n\t") -> str:
    """Return ``text`` with control, direction-turning and surrogate characters replaced by visible signs.

    Args:
        text: words of a report.
        keep: control characters to leave as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep else _shown(c) for c in text)


def one_line(text: str) -> str:
    """Return ``text`` safe to show, each run of white space as one space."""
    return visible(" ".join(text.split()), keep="")


def opening(text: str, limit: int) -> str:
    """Return the first words of ``text`` on one line, with an ellipsis where words were left out."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0] + "…"


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    code = ord(character)
    if category == "Cc":
        return chr(_PICTURES + code) if code < 0x20 else "␡" if code == 0x7F else f"‹U+{code:04X}›"
    if category in ("Cs", "Zl", "Zp") or (category == "Cf" and character not in _KEPT_FORMAT):
        return f"‹U+{code:04X}›"
    return character
