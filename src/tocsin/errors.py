"""One base error; what a user sees of any of them is: what, where, and what to do next."""

from __future__ import annotations


class TocsinError(Exception):
    """Something a person can act on.

    Args:
        what: what is wrong, naming the thing (``page.html has no readable text``).
        do: what to do next, one sentence; empty if there is nothing to do.
        where: a place inside the thing (a line, an offset, a field), if ``what`` does not say it.
    """

    def __init__(self, what: str, *, do: str = "", where: str = "") -> None:
        self.what = what
        self.do = do
        self.where = where
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.what} ({self.where})" if self.where else self.what
        return f"{head}.\n  {self.do}" if self.do else f"{head}."


class UnreadableError(TocsinError):
    """An input that yields no text: missing, empty, binary, in an unknown encoding."""


class LanguageError(UnreadableError):
    """Text in a language that Tocsin does not read yet."""


class BudgetError(UnreadableError):
    """A report that asks for more work than one report may have (counted in words and windows)."""


class DecodeError(TocsinError):
    """A record that is not what the schema says; names the field."""


class VerifyError(TocsinError):
    """A span whose words are not the words stored beside it."""


class AtlasError(TocsinError):
    """The compiled atlas is missing or damaged; costs coordinates, nothing else."""


class UsageError(TocsinError):
    """An option or argument that cannot be taken as given."""
