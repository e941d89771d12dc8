"""The import law of DESIGN §3: a stage sees the nouns, the lexicon, the errors and its own folder."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "tocsin"
STAGES = ("reading", "cleaning", "marking", "claiming", "grounding", "merging", "writing")
ALLOWED = {"model": set(), "lexicon": {"model", "errors"}, "errors": set()} | {
    s: {"model", "lexicon", "errors"} for s in STAGES
}
NAMES_REFUSED = {"utils", "helpers", "core", "base", "common", "manager"}


def imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and not n.level]
    modules += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
    inside = [m.split(".") for m in modules if m.split(".")[0] == "tocsin"]
    return {parts[1] if len(parts) > 1 else "tocsin" for parts in inside}


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_the_law_allows(room: str) -> None:
    files = sorted((SRC / room).rglob("*.py")) if (SRC / room).is_dir() else [SRC / f"{room}.py"]
    assert files
    broken = {str(f.relative_to(SRC)): extra for f in files if (extra := imported_rooms(f) - ALLOWED[room] - {room})}
    assert broken == {}


def test_no_file_is_a_drawer_for_what_nobody_placed() -> None:
    assert [p for p in SRC.rglob("*") if p.stem in NAMES_REFUSED] == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        str(p.relative_to(SRC)): n
        for p in SRC.rglob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
