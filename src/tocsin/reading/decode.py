"""In: the bytes of a file and what is declared about them. Out: the name of their encoding, or why there is none.

The order is: byte order mark, valid UTF-8, the encoding declared from outside, the one declared in the page,
UTF-16 without a mark, a guess. Nothing is decoded for good here: ``Page.encoding`` carries the answer.
"""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from tocsin.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longest first: the mark of UTF-16 is the beginning of the mark of UTF-32."""

_BINARY = (
    (b"%PDF-", "a PDF file", "Save its text as .txt, for example with pdftotext"),
    (
        b"PK\x03\x04",
        "a ZIP archive (docx, xlsx, odt and epub are such archives)",
        "Unpack it, or save the text as .txt",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save its text as .txt"),
    (b"{\\rtf", "an RTF file", "Save its text as .txt"),
    (b"\x89PNG", "a PNG picture", "Give the text, not a picture of it"),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the text, not a picture of it"),
    (b"GIF89a", "a GIF picture", "Give the text, not a picture of it"),
    (b"GIF87a", "a GIF picture", "Give the text, not a picture of it"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first, for example with gunzip"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it first, for example with unzstd"),
    (b"\xfd7zXZ", "an xz archive", "Unpack it first, for example with unxz"),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first"),
    (b"Rar!\x1a", "a RAR archive", "Unpack it first"),
    (b"\x7fELF", "a program", "Give a text or HTML file"),
    (b"SQLite format 3\x00", "an SQLite database", "Give a text or HTML file"),
)

_CODECS = {"shift_jis": "cp932", "euc_kr": "cp949", "gbk": "gb18030", "iso8859-11": "cp874"}
"""Encodings that browsers take more widely than Python does (WHATWG Encoding Standard)."""

_LABELS = {"x-mac-cyrillic": "mac-cyrillic", "x-mac-ukrainian": "mac-cyrillic"}
"""Labels of the Encoding Standard that the library does not know."""

_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})[\"']")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HEAD_BYTES = 8192
_GUESS_BYTES = 65536


def encoding_of(content: bytes, *, name: str, declared: str | None = None) -> str:
    """Return the Python name of the encoding of ``content``.

    Args:
        content: the bytes as they were read.
        name: what messages call the input.
        declared: an encoding label from outside, such as an HTTP header's; an unknown label is passed over.

    Raises:
        UnreadableError: the bytes are not text, or in no encoding that can be told.
    """
    _refuse_binary(content, name)
    marked = next((codec for mark, codec in _MARKS if content.startswith(mark)), None)
    if marked:
        return marked
    if b"\x00" in content:
        return _wide(content, name)
    if not content.isascii() and _decodes(content, "utf-8"):
        return "utf-8"
    return _labelled(content, declared) or _sniffed(content, name)


def _refuse_binary(content: bytes, name: str) -> None:
    for magic, kind, do in _BINARY:
        if content.startswith(magic):
            what = f"{name} is {kind}, not text or HTML"
            raise UnreadableError(what, do=f"{do}.")


def _wide(content: bytes, name: str) -> str:
    """Tell UTF-16 without a mark from binary: there, nearly every second byte of English is NUL."""
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = content[first::2]
        if half.count(0) > 0.7 * len(half) and content.count(0) < 0.6 * len(content) and _decodes(content, codec):
            return codec
    at = content.index(0)
    what = f"{name} holds NUL bytes (number: {content.count(0)}, the first at byte {at}): binary, not text"
    raise UnreadableError(
        what,
        do="If it is a text, remove them (tr -d '\\000') or save it as UTF-8.",
    )


def _decodes(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _labelled(content: bytes, declared: str | None) -> str | None:
    """Return the declared encoding; a page that is read byte by byte cannot be UTF-16, whatever it says."""
    if codec := _codec(declared):
        return codec
    head = _COMMENT.sub(b"", content[:_HEAD_BYTES])
    found = _XML.search(head) or _META.search(head)
    codec = _codec(found[1].decode("ascii")) if found else None
    return "utf-8" if codec and codec.startswith("utf-16") else codec


def _codec(label: str | None) -> str | None:
    """Return Python's name for a label as browsers take it, or None if the label is unknown."""
    cleaned = (label or "").split(";")[0].strip(" \t\"'").lower()
    known = map_encoding_to_html5(cleaned, fallback_utf8=False) if cleaned else None
    standard = known or _LABELS.get(cleaned)
    if not standard:
        return None
    try:
        return codecs.lookup(_CODECS.get(standard, standard)).name
    except LookupError:
        return None


def _sniffed(content: bytes, name: str) -> str:
    if content.isascii() or _mostly_utf8(content):
        return "utf-8"
    guess = _codec(detect_encoding(content[:_GUESS_BYTES]))
    for codec in (guess, "cp1252"):
        if codec and codec != "utf-8" and _decodes(content, codec):
            return codec
    tried = ", ".join(dict.fromkeys(("UTF-8", guess or "a guess from its letters", "windows-1252")))
    what = f"{name} is in no encoding that Tocsin can tell (tried {tried})"
    raise UnreadableError(
        what,
        do="Save it as UTF-8, for example with: iconv -f ENCODING -t UTF-8 OLD > NEW.",
    )


def _mostly_utf8(content: bytes) -> bool:
    """Tell damaged UTF-8 (cut, or with a few foreign bytes) from another encoding by what decodes."""
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    letters = sum(not c.isascii() for c in text) - damaged
    return letters >= damaged
