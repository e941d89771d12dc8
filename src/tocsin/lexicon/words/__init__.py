"""Word lists as data: the name of a table in, its lists out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.errors import TocsinError


class WordLists:
    """One TOML file of words. A list is a string of words with blanks between, or an array of phrases."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.table = table

    def list(self, key: str) -> tuple[str, ...]:
        """Return the words under ``key`` (dotted for sub-tables) in file order."""
        value: Any = self.table
        for part in key.split("."):
            if part not in value:
                message = f"lexicon/words/{self.name}.toml has no list {key}"
                raise TocsinError(message, do=f"Lists there: {', '.join(self.table)}")
            value = value[part]
        return tuple(value.split()) if isinstance(value, str) else tuple(value)

    def set(self, key: str) -> frozenset[str]:
        """Return the words under ``key`` for membership tests."""
        return frozenset(self.list(key))


@cache
def words(name: str) -> WordLists:
    """Return the lists of ``lexicon/words/<name>.toml``."""
    source = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return WordLists(name, tomllib.loads(source))
