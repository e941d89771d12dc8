"""Reports as they are done in; a line that counts them on standard error out, where a person looks on."""

from __future__ import annotations

from typing import TextIO


class Progress:
    """A counter on one line of a terminal; silent where the stream is none."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._shown = stream.isatty() and not quiet

    def show(self, line: str) -> None:
        """Put ``line`` where the line before it stood."""
        if self._shown:
            self._stream.write(f"\r\x1b[2K{line}")
            self._stream.flush()

    def count(self, done: int, of: int | None, what: str) -> None:
        """Show how many of how many are done; ``of`` is null where nobody knows yet."""
        self.show(f"{done:,} of {of:,} {what}" if of else f"{done:,} {what}")

    def clear(self) -> None:
        """Take the line away."""
        self.show("")
