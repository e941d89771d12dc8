"""In: a parsed page. Out: what its tags say about it: when, by whom and where it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from resiliparse.parse.html import HTMLTree

from tocsin.cleaning.dates import iso_moment
from tocsin.cleaning.furniture import site_words
from tocsin.model import Fact, Noun

_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|_|$)")
_JSON_LIMIT = 1_000_000
_OBJECTS = 2_000


class Metadata(Noun, frozen=True, kw_only=True):
    """What a page's tags say about it; ``title`` and ``standfirst`` are compared with the text, never added to it."""

    title: str | None = None
    standfirst: str | None = None
    published: tuple[Fact, ...] = ()
    outlet: Fact | None = None
    url: str | None = None
    author: Fact | None = None


def metadata_of(tree: HTMLTree) -> Metadata:
    """Return what JSON-LD, meta tags, ``time``, ``title`` and the canonical link say, in this order of trust."""
    names = site_words().metadata
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    url = _url(tree, metas)
    author = _named(linked, "author") or _meta(metas, names.author)
    return Metadata(
        title=_first(metas, names.title) or _tag_text(tree, "title"),
        standfirst=_first(metas, names.standfirst),
        published=tuple(_published(tree, metas, linked, url)),
        outlet=_meta(metas, names.outlet) or _named(linked, "publisher"),
        url=url,
        author=author if author and not author.value.startswith("http") else None,
    )


def _metas(tree: HTMLTree) -> dict[str, str]:
    """Return the first value of each meta tag by its lower-case name."""
    found: dict[str, str] = {}
    for node in _tags(tree, "meta"):
        name = node.getattr("property") or node.getattr("name") or node.getattr("itemprop")
        value = " ".join((node.getattr("content") or "").split())
        if name and value:
            found.setdefault(name.lower(), value)
    return found


def _tags(tree: HTMLTree, name: str) -> Iterator[Any]:
    if tree.document is not None:
        yield from tree.document.get_elements_by_tag_name(name)


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _meta(metas: dict[str, str], names: tuple[str, ...]) -> Fact | None:
    return next((Fact(value=metas[name], source=f"metadata ({name})") for name in names if name in metas), None)


def _tag_text(tree: HTMLTree, tag: str) -> str | None:
    for node in _tags(tree, tag):
        return " ".join((node.text or "").split()) or None
    return None


def _linked_data(tree: HTMLTree) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, outermost first; what is no JSON is passed over."""
    for node in _tags(tree, "script"):
        raw = node.text if (node.getattr("type") or "").lower().startswith("application/ld+json") else ""
        if not raw or len(raw) > _JSON_LIMIT:
            continue
        try:
            yield from _objects(msgspec.json.decode(raw.encode("utf-8", "replace")))
        except (msgspec.DecodeError, RecursionError):
            continue


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    for _ in range(_OBJECTS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting.extend(v for v in item.values() if isinstance(v, dict | list))
        elif isinstance(item, list):
            waiting.extend(item)


def _named(linked: list[dict[str, Any]], key: str) -> Fact | None:
    """Return the name under ``key``, which may be a string, an object with a name, or a list of these."""
    for item in linked:
        value = item.get(key)
        value = value[0] if isinstance(value, list) and value else value
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip():
            return Fact(value=" ".join(name.split()), source=f"metadata (JSON-LD {key})")
    return None


def _published(tree: HTMLTree, metas: dict[str, str], linked: list[dict[str, Any]], url: str | None) -> Iterator[Fact]:
    """Yield dates of publication, best first, each source once."""
    told = [(item["datePublished"], "JSON-LD datePublished") for item in linked if "datePublished" in item][:1]
    told += [(metas[name], name) for name in site_words().metadata.published if name in metas]
    told += [(value, "time") for value in _times(tree)][:1]
    for value, tag in told:
        moment = iso_moment(value) if isinstance(value, str) else None
        if moment:
            yield Fact(value=moment, source=f"metadata ({tag})")
    found = _URL_DATE.search(url or "")
    moment = iso_moment("-".join(found.groups())) if found else None
    if moment:
        yield Fact(value=moment, source="metadata (url)")


def _times(tree: HTMLTree) -> Iterator[str]:
    for node in _tags(tree, "time"):
        if value := node.getattr("datetime"):
            yield value


def _url(tree: HTMLTree, metas: dict[str, str]) -> str | None:
    """Return the canonical address, if it is a web address."""
    links = _tags(tree, "link")
    canonical = (node.getattr("href") for node in links if "canonical" in (node.getattr("rel") or "").lower().split())
    found = next((href for href in (*canonical, metas.get("og:url")) if href), None)
    return found if found and found.lower().startswith(("http://", "https://")) else None
