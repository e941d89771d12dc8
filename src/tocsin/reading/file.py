"""In: paths, folders and standard input. Out: one ``Page`` for each report, or an ``Unread`` that says why not."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import TocsinError, UnreadableError
from tocsin.model import Media, Noun, Page
from tocsin.reading.decode import encoding_of

SUFFIXES = (".htm", ".html", ".txt", ".xhtml")
"""What is read inside a folder; a file that is named itself may have any name."""

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that one input may have."""

_HTML_SUFFIXES = frozenset({".htm", ".html", ".xhtml"})
_TEXT_SUFFIXES = frozenset({".txt", ".md"})
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_MARKUP_START = re.compile(
    r"\s*<(?:!doctype|html|head|body|title|meta|article|main|section|div|p|h[1-6]|table)\b", re.IGNORECASE
)
_LOOK_BYTES = 4096


class Unread(Noun, frozen=True, kw_only=True):
    """An input that gave no page.

    Attributes:
        path: as the user named it, or as it was found in a folder.
        error: what is wrong and what to do.
    """

    path: str
    error: TocsinError


def pages(paths: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Page | Unread]:
    """Yield a page or the reason for none, input by input, in the order given; one bad input stops no other.

    ``-`` is standard input. A folder is walked with its sub-folders, names sorted, hidden ones passed over; only
    ``SUFFIXES`` are read there. A folder reached twice, as through a link that leads back, is said and not read again.
    """
    for path in paths:
        named = str(path)
        if named == "-":
            yield _from_stdin(stdin)
        elif os.path.isdir(named):  # noqa: PTH112
            yield from _from_folder(named)
        else:
            yield _from_file(named)


def _from_stdin(stdin: BinaryIO | None) -> Page | Unread:
    try:
        if stdin is None:
            what = "standard input is closed"
            raise UnreadableError(what, do="Pipe a report into it, or name a file.")
        return page_of(stdin.read(SIZE_LIMIT + 1), path="-")
    except OSError as error:
        return Unread(path="-", error=_said(error, "standard input"))
    except TocsinError as error:
        return Unread(path="-", error=error)


def _from_file(path: str) -> Page | Unread:
    try:
        return page_of(_bytes_of(path), path=path)
    except (OSError, ValueError) as error:
        return Unread(path=path, error=_said(error, path))
    except TocsinError as error:
        return Unread(path=path, error=error)


def _bytes_of(path: str) -> bytes:
    mode = Path(path).stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        what = f"{path} is a device or socket, not a file"
        raise UnreadableError(what, do="Name a text file, an HTML file or a folder.")
    with Path(path).open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def _said(error: OSError | ValueError, name: str) -> UnreadableError:
    """Say in our words what the system said."""
    match error:
        case FileNotFoundError():
            return UnreadableError(f"{name} does not exist", do="Check the spelling of the path.")
        case PermissionError():
            return UnreadableError(f"{name} may not be read (permission denied)", do="Check its permissions: ls -l.")
        case OSError():
            return UnreadableError(f"{name} cannot be read ({error.strerror})", do="Check the path and the disk.")
        case _:
            return UnreadableError(f"{name!r} is no path ({error})", do="Check the spelling of the path.")


def page_of(content: bytes, *, path: str, encoding: str | None = None) -> Page:
    """Return the page that these bytes are.

    Args:
        content: at most ``SIZE_LIMIT`` bytes.
        path: the name for messages and for the report; ``-`` for standard input.
        encoding: a label declared from outside, or None.

    Raises:
        UnreadableError: too large, empty, binary, or in an encoding that cannot be told.
    """
    name = "standard input" if path == "-" else path
    if len(content) > SIZE_LIMIT:
        what = f"{name} is larger than 64 MiB"
        raise UnreadableError(what, do="One report is far smaller: split the file.")
    if not content.strip():
        what = f"{name} is empty"
        raise UnreadableError(what, do="Give a file with a report in it.")
    codec = encoding_of(content, name=name, declared=encoding)
    return Page(path=path, content=content, encoding=codec, media=_media(content, codec, path))


def page_of_text(
    text: str,
    *,
    media: Media = "text/plain",
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Page:
    """Return the page of a text given in Python, with what the caller knows about it; lone surrogates are kept."""
    content = text.encode("utf-8", "surrogatepass")
    return Page(content=content, media=media, encoding="utf-8", url=url, outlet=outlet, published=published)


def _media(content: bytes, codec: str, path: str) -> Media:
    """Tell HTML by its suffix, else by how it begins; a .txt or .md must begin as a whole page to be taken for one."""
    suffix = Path(path).suffix.lower()
    if suffix in _HTML_SUFFIXES:
        return "text/html"
    start = content[:_LOOK_BYTES].decode(codec, "ignore").lstrip("\ufeff")
    look = _PAGE_START if suffix in _TEXT_SUFFIXES else _MARKUP_START
    return "text/html" if _PAGE_START.match(start) or look.match(start) else "text/plain"


def _from_folder(folder: str) -> Iterator[Page | Unread]:
    found = False
    for item in _walk(folder):
        found = True
        yield _from_file(item) if isinstance(item, str) else item
    if not found:
        error = UnreadableError(
            f"{folder} holds no reports",
            do=f"In a folder, files ending in {', '.join(SUFFIXES)} are read; name other files one by one.",
        )
        yield Unread(path=folder, error=error)


def _walk(folder: str) -> Iterator[str | Unread]:
    """Yield report files and what went wrong, depth first, names sorted, without recursion."""
    seen: dict[tuple[int, int], str] = {}
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if not os.path.isdir(path):  # noqa: PTH112
                yield path
                continue
            yield from _again(path, seen)
            waiting.extend(_entries(path, seen))
        except OSError as error:
            yield Unread(path=path, error=_said(error, path))


def _again(path: str, seen: dict[tuple[int, int], str]) -> Iterator[Unread]:
    """Say it when a folder was read before under another name."""
    status = Path(path).stat()
    before = seen.get((status.st_dev, status.st_ino))
    if before is not None:
        error = UnreadableError(f"{path} is {before} again (a link)", do="Nothing is lost; it was read once.")
        yield Unread(path=path, error=error)


def _entries(path: str, seen: dict[tuple[int, int], str]) -> list[str]:
    """Return what of a folder is to be looked at, last name first, once."""
    status = Path(path).stat()
    if seen.setdefault((status.st_dev, status.st_ino), path) != path:
        return []
    names = sorted((name for name in os.listdir(path) if not name.startswith(".")), reverse=True)  # noqa: PTH208
    inside = [os.path.join(path, name) for name in names]  # noqa: PTH118
    return [item for item in inside if os.path.isdir(item) or Path(item).suffix.lower() in SUFFIXES]  # noqa: PTH112
