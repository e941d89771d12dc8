"""Compiling: the GeoNames files of two installed packages go in, one SQLite file of the atlas comes out."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tocsin.errors import AtlasError
from tocsin.lexicon.atlas import SCHEMA, SOURCES, atlas_path, folded, kilometres, source_file
from tocsin.model.spans import Noun

Progress = Callable[[str], None]
Point = tuple[float, float]

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE place (id TEXT PRIMARY KEY, name TEXT, lat REAL, lon REAL, radius_km REAL, country TEXT, feature TEXT,
    population INTEGER, admin1 TEXT) WITHOUT ROWID;
CREATE TABLE name (folded TEXT, place TEXT, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE border (one TEXT, other TEXT, lat REAL, lon REAL, radius_km REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""
_INDEX = "CREATE INDEX near ON place (country, lat) WHERE feature = 'city'"
_CELL = 0.5
"""Degrees: two states meet where cells of this size with their populated places touch."""


class Subdivision(Noun, frozen=True, kw_only=True):
    """A row of the subdivisions: its level (1 or 2), parent (row number) and country (row number)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    level: int
    country: int


class City(Noun, frozen=True, kw_only=True):
    """A populated place, with the row numbers of the subdivisions that it lies in."""

    id: str
    name: str
    at: Point
    population: int
    country: str
    parts: tuple[int, ...]


class Sources(Noun, frozen=True, kw_only=True):
    """The five files as text, in the order of ``atlas.SOURCES``."""

    towns: str
    states: str
    cities: str
    subdivisions: str
    countries: str


Row = tuple[str, str, float, float, float, str, str, int, str | None]


def compile_atlas(path: Path | None = None, progress: Progress | None = None, sources: Sources | None = None) -> Path:
    """Compile GeoNames into the atlas file and return its path; a file there is replaced in one step.

    Args:
        path: where to; by default where ``Atlas.open`` looks.
        progress: called with one line for each step.
        sources: what to compile; by default the files of the installed packages.

    Raises:
        AtlasError: the sources are not installed, or the folder cannot be written.
    """
    target, tell = path or atlas_path(), progress or (lambda _line: None)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
    except OSError as error:
        what = f"{target} cannot be written ({error.strerror})"
        raise AtlasError(what, do="Set TOCSIN_ATLAS to another path.") from error
    try:
        _fill(Path(beside), sources or _installed(tell), tell)
        _put(Path(beside), target)
    finally:
        Path(beside).unlink(missing_ok=True)
    tell(f"wrote {target}")
    return target


def city_radius_km(population: int) -> float:
    """Return the extent of a town: 0.015 km times the root of its people, within 2 and 40 km."""
    return round(min(40.0, max(2.0, 0.015 * math.sqrt(population))), 1)


def area_radius_km(centre: Point, points: list[Point], least: float) -> float:
    """Return the extent of a district or province: four fifths of its places lie within it, and 5 km more."""
    reach = sorted(kilometres(centre, point) for point in points)
    return round(max(least, reach[min(len(reach) - 1, len(reach) * 4 // 5)] + 5.0), 1)


def _installed(tell: Progress) -> Sources:
    tell("reading the sources")
    towns, states, cities, subdivisions, countries = (_read(distribution, name) for distribution, name in SOURCES)
    return Sources(towns=towns, states=states, cities=cities, subdivisions=subdivisions, countries=countries)


def _fill(file: Path, sources: Sources, tell: Progress) -> None:
    towns, states = json.loads(sources.towns), json.loads(sources.states)
    codes = _codes(sources.countries)
    parts = _subdivisions(sources.subdivisions)
    cities = _cities(sources.cities, codes, towns)
    tell(f"{len(cities)} populated places, {len(parts)} subdivisions")
    link = sqlite3.connect(file)
    link.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    rows = [*_city_rows(cities, parts), *_area_rows(cities, parts, codes)]
    link.executemany("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", sorted(rows))
    tell("names")
    link.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", sorted(_names(rows, towns, parts)))
    tell("borders")
    link.executemany("INSERT INTO border VALUES (?, ?, ?, ?, ?)", _borders(cities, states))
    link.execute(_INDEX)
    link.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA),))
    link.commit()
    link.close()


def _put(beside: Path, target: Path) -> None:
    with beside.open("rb") as handle:
        os.fsync(handle.fileno())
    beside.chmod(0o644)
    beside.replace(target)


def _read(distribution: str, name: str) -> str:
    try:
        return source_file(distribution, name).read_text(encoding="utf-8")
    except (OSError, ImportError) as error:
        what = f"{name} is missing"
        raise AtlasError(what, do=f"Install the package {distribution} again.") from error


def _codes(table: str) -> tuple[str, ...]:
    """Return the alpha-3 code of each row; rows are counted from 1 in the other tables."""
    return ("", *(line.split("\t")[2] for line in table.splitlines()))


def _subdivisions(table: str) -> tuple[Subdivision, ...]:
    cells = [line.split("\t") for line in table.split("\n") if line]
    return tuple(
        Subdivision(
            id=f"geonames:{row[3]}" if row[3] else f"iso:{row[1]}",
            name=row[0],
            aliases=tuple(alias for alias in row[5].split("|") if alias),
            level=int(row[6]),
            country=int(row[8]),
        )
        for row in cells
    )


def _cities(table: str, codes: tuple[str, ...], towns: dict[str, Any]) -> tuple[City, ...]:
    return tuple(_city(line.rstrip("\r").split("\t"), codes, towns) for line in table.split("\n") if line)


def _city(row: list[str], codes: tuple[str, ...], towns: dict[str, Any]) -> City:
    """``name, id, subdivisions, country, population, lat, lon``; the larger package's population is newer."""
    town = towns.get(row[1])
    return City(
        id=f"geonames:{row[1]}",
        name=row[0],
        at=(float(row[5]), float(row[6])),
        population=town["population"] if town else int(row[4]),
        country=codes[int(row[3])],
        parts=tuple(int(part) - 1 for part in row[2].split("|") if part),
    )


def _city_rows(cities: Iterable[City], parts: tuple[Subdivision, ...]) -> Iterator[Row]:
    for city in cities:
        first = next((parts[at].name for at in city.parts if parts[at].level == 1), None)
        yield (
            city.id,
            city.name,
            *city.at,
            city_radius_km(city.population),
            city.country,
            "city",
            city.population,
            first,
        )


def _area_rows(cities: Iterable[City], parts: tuple[Subdivision, ...], codes: tuple[str, ...]) -> Iterator[Row]:
    """The sources give subdivisions no coordinates: each lies in the middle of its populated places."""
    held: dict[int, list[City]] = defaultdict(list)
    for city in cities:
        for at in city.parts:
            held[at].append(city)
    for at, inside in sorted(held.items()):
        part, points = parts[at], [city.at for city in inside]
        first = part.level <= 1
        centre, people = _middle(points), sum(city.population for city in inside)
        radius = area_radius_km(centre, points, 15.0 if first else 8.0)
        feature = "admin1" if first else "admin2"
        yield part.id, part.name, *centre, radius, codes[part.country], feature, people, None


def _middle(points: list[Point]) -> Point:
    """Return the mean of the cells that hold places, so that a crowded corner does not draw it."""
    cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for point in points:
        cells[_cell(point, 0.25)].append(point)
    means = [(sum(p[0] for p in held) / len(held), sum(p[1] for p in held) / len(held)) for held in cells.values()]
    return round(sum(m[0] for m in means) / len(means), 4), round(sum(m[1] for m in means) / len(means), 4)


def _names(rows: list[Row], towns: dict[str, Any], parts: tuple[Subdivision, ...]) -> Iterator[tuple[str, str]]:
    aliases = {part.id: part.aliases for part in parts}
    for key, name, *_rest in rows:
        town = towns.get(key.removeprefix("geonames:"))
        others = aliases.get(key, ()) + tuple(town["alternatenames"] if town else ())
        for word in (name, *(other for other in others if _reads_as_name(other))):
            if text := folded(word):
                yield text, key


def _reads_as_name(word: str) -> bool:
    """Leave out other scripts, codes of airports and GeoNames' letter-for-letter transcriptions (``twwz``)."""
    code = len(word) <= 3 and word.isupper()
    return word[:1].isupper() and not code and unicodedata.name(word[0], "").startswith("LATIN")


def _borders(cities: Iterable[City], states: dict[str, Any]) -> Iterator[tuple[str, str, float, float, float]]:
    """Yield for each pair of neighbours the middle of where their populated places come together."""
    held: dict[str, dict[tuple[int, int], list[Point]]] = defaultdict(lambda: defaultdict(list))
    for city in cities:
        held[city.country][_cell(city.at, _CELL)].append(city.at)
    for one, other in _neighbours(states):
        points = [point for cell, spots in held[one].items() for point in _meeting(cell, spots, held[other])]
        if points:
            centre = _middle(points)
            yield one, other, *centre, area_radius_km(centre, points, 20.0)


def _neighbours(states: dict[str, Any]) -> list[tuple[str, str]]:
    alpha3 = {key: state["iso3"] for key, state in states.items()}
    pairs = {
        tuple(sorted((alpha3[key], alpha3[near])))
        for key, state in states.items()
        for near in (state["neighbours"] or "").split(",")
        if near in alpha3
    }
    return sorted((pair[0], pair[1]) for pair in pairs)


def _meeting(cell: tuple[int, int], spots: list[Point], other: dict[tuple[int, int], list[Point]]) -> Iterator[Point]:
    across = [point for a in (-1, 0, 1) for b in (-1, 0, 1) for point in other.get((cell[0] + a, cell[1] + b), ())]
    for spot in spots if across else ():
        near = min(across, key=lambda point: (kilometres(spot, point), point))
        yield (spot[0] + near[0]) / 2, (spot[1] + near[1]) / 2


def _cell(point: Point, size: float) -> tuple[int, int]:
    return math.floor(point[0] / size), math.floor(point[1] / size)


def _main() -> None:
    compile_atlas(progress=lambda line: print(line, file=sys.stderr))  # noqa: T201


if __name__ == "__main__":
    _main()
