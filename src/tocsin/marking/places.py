"""Finding places: a text and its regions go in, the names of places with the phrase around each come out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from tocsin.lexicon.atlas import Atlas, Place, folded, own_layer, phrase_table, states
from tocsin.lexicon.place_phrases import PlacePhrase, border_phrases, phrase_around
from tocsin.model.marks import Name
from tocsin.model.spans import Because, Noun, Span, overlaps
from tocsin.model.text import Region

_LONGEST = 5
"""Words in the longest name that is looked up, small words included."""

_WORD = re.compile(r"[^\W\d_][\w’'ʻ]*(?:-[^\W\d_][\w’'ʻ]*)*")
_GENITIVE = re.compile(r"['’]s?$")


class _Word(Noun, frozen=True, kw_only=True):
    """A word with its span; ``joined`` when only a space, or a full stop and a space, stands between it and the word before."""

    span: Span
    text: str
    joined: bool

    @property
    def capital(self) -> bool:
        """Tell whether it is written like a name."""
        return self.text[0].isupper()


class _Find(Noun, frozen=True, kw_only=True):
    """A name that the atlas knows: words ``at`` to ``end`` of the sentence's words."""

    at: int
    end: int
    core: Span
    places: tuple[Place, ...]


def find_places(text: str, regions: Sequence[Region], atlas: Atlas) -> tuple[Name, ...]:
    """Return the places that a text names, in text order, none overlapping another.

    Each span is the phrase (``Orm section of the border``, ``10 km east of Orm``), its ``core`` the name.
    A state or a capital that speaks (``Moscow said``) or a name within a longer name (``Minsk Group``) is no place.

    Args:
        text: the report, not blinded.
        regions: what to look at (furniture is left out); the whole text where there are none.
        atlas: known places.
    """
    found: list[Name] = []
    spans = [r.span for r in regions if r.kind not in ("furniture", "byline")] or [(0, len(text))]
    lower = frozenset(word for word in re.findall(r"[^\W\d_]+", text) if word.islower())
    for span in spans:
        found += _borders(text, span)
        found += _lines(text, span, atlas)
        found += _named(text, span, atlas, lower)
    return _longest_first(found)


def _longest_first(found: list[Name]) -> tuple[Name, ...]:
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (n.span[0] - n.span[1], n.span[0])):
        if not any(overlaps(name.span, other.span) for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda n: n.span))


def _borders(text: str, span: Span) -> Iterator[Name]:
    for border in border_phrases(text[slice(*span)]):
        yield _name((span[0] + border.span[0], span[0] + border.span[1]), None, "place/border")


def _lines(text: str, span: Span, atlas: Atlas) -> Iterator[Name]:
    """Own names that are written small: ``line of contact``, ``safe zone``."""
    for match in _small_names().finditer(text, *span):
        if atlas.knows(match[0]):
            yield _name(match.span(), match.span(), "place/own-name")


def _named(text: str, span: Span, atlas: Atlas, lower: frozenset[str]) -> Iterator[Name]:
    words = _words(text, span)
    at = 0
    while at < len(words):
        find = _longest_known(text, words, at, atlas) if words[at].capital else None
        if find is None:
            at += 1
            continue
        phrase = phrase_around(text, find.core)
        if _is_place(text, words, find, phrase, lower):
            yield _name(phrase.span, find.core, "place/named")
        at = find.end


def _name(span: Span, core: Span | None, rule: str) -> Name:
    return Name(span=span, core=core, kind="place", because=(Because(rule=rule, spans=(core or span,)),))


def _words(text: str, span: Span) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(text, *span):
        gap = text[found[-1].span[1] : match.start()] if found else "\n"
        joined = gap in (" ", "\u00a0", ". ")
        found.append(_Word(span=match.span(), text=match[0], joined=joined))
    return found


def _longest_known(text: str, words: list[_Word], at: int, atlas: Atlas) -> _Find | None:
    for end in range(min(len(words), at + _LONGEST), at, -1):
        run = words[at:end]
        if not run[-1].capital or not all(word.joined for word in run[1:]):
            continue
        core = (run[0].span[0], run[-1].span[0] + len(_GENITIVE.sub("", run[-1].text)))
        name = text[slice(*core)]
        if name.lower() not in _guard("never") and not _is_acronym(name, atlas) and (places := atlas.find(name)):
            return _Find(at=at, end=end, core=core, places=places)
    return None


def _is_acronym(name: str, atlas: Atlas) -> bool:
    """``EU`` and ``HIV`` are villages too; what our own layer writes in capitals (``UAE``) is a place."""
    return name.isupper() and len(name) < 5 and name not in atlas.own_names()


def _is_place(text: str, words: list[_Word], find: _Find, phrase: PlacePhrase, lower: frozenset[str]) -> bool:
    worded = phrase.span != phrase.core
    if not worded and _in_longer_name(text, words, find):
        return False
    before = _before(text, words, find, phrase)
    if not worded and _speaks(words, find):
        return False
    if _is_state_or_capital(find):
        return (worded and phrase.relation != "sector") or before in _guard("inside")
    needed = "inside" if _is_hamlet(find) else "prepositions"
    return worded or before in _guard(needed) or _listed(text, find) or _well_known(find, text, lower)


def _is_hamlet(find: _Find) -> bool:
    best = find.places[0]
    return best.population < phrase_table()["guard"]["hamlet"] and not best.id.startswith("own:")


def _in_longer_name(text: str, words: list[_Word], find: _Find) -> bool:
    """A capitalised neighbour joins the name to a body's or a person's name, save small words and nations."""
    after = words[find.end] if find.end < len(words) else None
    if after and after.joined and after.capital and text[find.core[1] : after.span[0]] == " ":
        return True
    before = words[find.at - 1] if find.at else None
    if before is None or text[before.span[1] : find.core[0]] not in (" ", "-", ". "):
        return False
    word = before.text.lower()
    if word in _guard("titles"):
        return True
    return before.capital and word not in _guard("before") and before.text not in _nations()


def _before(text: str, words: list[_Word], find: _Find, phrase: PlacePhrase) -> str:
    """Return the word before the phrase, articles and adjectives of nations left out."""
    ahead = [w for w in words[max(0, find.at - 4) : find.at] if w.span[1] <= phrase.span[0]]
    while ahead and (ahead[-1].text.lower() in ("the", "city", "both") or ahead[-1].text in _nations()):
        ahead.pop()
    if not ahead or text[ahead[-1].span[1] : phrase.span[0]].strip(" \u00a0") not in ("", "the", "the "):
        return ahead[-1].text.lower() if ahead and not re.search(r"[.!?,;:\n]", _gap(text, ahead, phrase)) else ""
    return ahead[-1].text.lower()


def _gap(text: str, ahead: list[_Word], phrase: PlacePhrase) -> str:
    return text[ahead[-1].span[1] : phrase.span[0]]


def _speaks(words: list[_Word], find: _Find) -> bool:
    after = words[find.end] if find.end < len(words) else None
    genitive = bool(_GENITIVE.search(words[find.end - 1].text)) and _is_state_or_capital(find)
    return genitive or (after is not None and after.joined and after.text in _guard("saying"))


def _is_state_or_capital(find: _Find) -> bool:
    first = find.places[0]
    return first.feature == "country" or folded(first.name) in _capitals()


def _listed(text: str, find: _Find) -> bool:
    """``Orm, Vell and Tarn``, ``Orm, Kentucky``: a name that a comma joins to another capitalised one."""
    after = re.compile(r", [A-Z][\w’'-]*").match(text, find.core[1])
    big = find.places[0].population >= 20_000 or find.places[0].id.startswith("own:")
    return bool(after) and big and text[slice(*find.core)].lower() not in _guard("needs_preposition")


def _well_known(find: _Find, text: str, lower: frozenset[str]) -> bool:
    name = text[slice(*find.core)]
    if name.lower() in _guard("needs_preposition") or name.lower() in lower:
        return False
    best = find.places[0]
    if best.id.startswith("own:"):
        return True
    return folded(best.name) == folded(name) and best.population >= phrase_table()["guard"]["population"]


@functools.cache
def _guard(key: str) -> frozenset[str]:
    return frozenset(phrase_table()["guard"][key])


@functools.cache
def _capitals() -> frozenset[str]:
    return frozenset(folded(word) for state in states() for word in state.capitals)


@functools.cache
def _nations() -> frozenset[str]:
    return frozenset(word for state in states() for word in state.adjectives)


@functools.cache
def _small_names() -> re.Pattern[str]:
    names = sorted({n.name for p in own_layer() for n in p.names if n.name[0].islower()}, key=lambda n: (-len(n), n))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
