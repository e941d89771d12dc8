"""Which place is meant: a name in its text, the other names and the atlas go in, a point with a radius comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from tocsin.grounding.candidates import (
    Choice,
    Context,
    chosen,
    context_of,
    core_of,
)
from tocsin.lexicon.atlas import Atlas, Place, distance_km, folded
from tocsin.lexicon.place_phrases import BorderPhrase, PlacePhrase, border_phrases, phrase_around, undetermined
from tocsin.model.claim import Country, Where
from tocsin.model.marks import Name
from tocsin.model.spans import Because, Span, hull


def where_of(name: Name, text: str, names: Sequence[Name], sides: tuple[str, ...], atlas: Atlas) -> Where:
    """Return where the place named by ``name`` lies, as a point with a radius and the reasons.

    A section of a border lies on the border, in both countries, never at the town that names it. A place that the
    atlas does not know keeps its name and words, without a point.

    Args:
        name: a name of a place; its ``core``, where there is one, is the name within the phrase.
        text: the whole report.
        names: every name of the report (parties and other places).
        sides: alpha-3 codes or slugs of the sides of the report.
        atlas: known places.
    """
    span = undetermined(text, name.span)
    border = _border_at(text, span)
    if border is not None:
        return _whole_border(border, span, text, context_of(span, text, names, sides, atlas), atlas)
    core = name.core or core_of(text, span, atlas)
    phrase = phrase_around(text, core)
    phrase = msgspec.structs.replace(phrase, span=hull(span, phrase.span))
    context = context_of(core, text, names, sides, atlas)
    if phrase.relation == "section":
        return _border_section(phrase, text, context, atlas)
    choice = chosen(phrase, text, context, atlas)
    if choice is None:
        return _unknown(text, phrase.span)
    return _placed(phrase, choice, text, context, atlas)


def _border_at(text: str, span: Span) -> BorderPhrase | None:
    """The name is a border by itself: ``border``, ``Kastrian-Velish border``."""
    found = [b for b in border_phrases(text[span[0] : span[1] + 40]) if b.span[0] == 0]
    if not found or found[0].span[1] < span[1] - span[0]:
        return None
    return BorderPhrase(span=(span[0], span[0] + found[0].span[1]), states=found[0].states)


def _whole_border(border: BorderPhrase, span: Span, text: str, context: Context, atlas: Atlas) -> Where:
    told = tuple((code, border.span) for code in border.states)
    told = told if len(told) > 1 else (*told, *_states_of(span, context))
    codes = sorted(list(dict.fromkeys(code for code, _ in told))[:2])
    rule = "place/border-named" if len(border.states) > 1 else "place/border-of-sides"
    because = (Because(rule=rule, spans=tuple(sorted({spot for code, spot in told if code in codes}))),)
    words = hull(span, border.span)
    line = _own_line(text, words, context.sides, atlas)
    place = line or (atlas.border(*codes) if len(codes) == 2 else None)
    countries = line.countries if line else tuple(Country(code=code) for code in codes)
    if place is None:
        return Where(name=text[slice(*words)], words=(words,), countries=countries, because=because)
    return _where(text, words, place, countries, because)


def _own_line(text: str, words: Span, sides: tuple[str, ...], atlas: Atlas) -> Place | None:
    """A line that bears a name of its own (``line of contact``) and suits the sides of the report."""
    lines = [p for p in atlas.find(text[slice(*words)]) if p.feature == "line"]
    suited = [p for p in lines if len(set(p.parties) & set(sides)) > 1]
    suited = suited or [p for p in lines if set(p.parties) & set(sides)]
    return suited[0] if suited else None


def _states_of(span: Span, context: Context) -> tuple[tuple[str, Span], ...]:
    """Return the states the report is about: its sides, or where they are not two, those of the sentence."""
    ours = tuple((code, span) for code in context.sides)
    return ours if len(ours) > 1 else (*ours, *context.sentence)


def _border_section(phrase: PlacePhrase, text: str, context: Context, atlas: Atlas) -> Where:
    """Known sections first; else the middle between the place and the nearest place across the border."""
    span = phrase.span
    because = Because(rule="place/border-section", spans=(span,))
    known = _known_section(text[slice(*phrase.core)], context, atlas)
    if known:
        return _where(text, span, known, known.countries, (because, Because(rule="place/own-layer", spans=(span,))))
    at = PlacePhrase(span=phrase.core, core=phrase.core)
    choice = chosen(at, text, context, atlas)
    if choice is None:
        pair = tuple(Country(code=code) for code in sorted(context.sides)[:2]) if len(context.sides) == 2 else ()
        return Where(name=text[slice(*span)], words=(span,), countries=pair, because=(because,))
    line = _own_line(text, phrase.line, context.sides, atlas) if phrase.line else None
    if line:
        return _where(text, span, _grown(choice.place, 10.0), line.countries, (because, *choice.because))
    return _across(choice, (because, *choice.because), text, context, atlas)


def _known_section(word: str, context: Context, atlas: Atlas) -> Place | None:
    sections = [p for p in atlas.find(word) if p.feature == "border_section"]
    here = {*context.sides, *(code for code, _ in context.report)}
    suited = [p for p in sections if {c.code for c in p.countries} & here]
    return next(iter(suited or sections), None)


def _across(choice: Choice, because: tuple[Because, ...], text: str, context: Context, atlas: Atlas) -> Where:
    place, span = choice.place, because[0].spans[0]
    mine = place.countries[0].code if place.countries else ""
    told = (*context.sides, *(code for code, _ in (*context.sentence, *context.report)))
    for other in dict.fromkeys(code for code in told if code != mine):
        near = atlas.beside(place, other)
        if near:
            both = tuple(Country(code=code) for code in sorted((mine, other)))
            reasons = (*because, Because(rule="place/across", spans=(span,), note=f"and {near.name}"))
            return _where(text, span, _midway(place, near), both, reasons)
    codes = next(((mine, code) for code in told if code != mine), (mine,))
    countries = tuple(Country(code=code) for code in sorted(codes))
    return _where(text, span, _grown(place, 20.0), countries, because)


def _placed(phrase: PlacePhrase, choice: Choice, text: str, context: Context, atlas: Atlas) -> Where:
    place, because, span = choice.place, choice.because, phrase.span
    relative = Because(rule="place/relative", spans=(span,))
    if phrase.relation == "near":
        return _where(text, span, _beside(place, phrase), place.countries, (relative, *because))
    if phrase.relation == "part" and folded(text[slice(*phrase.core)]) in {folded(n.name) for n in place.names}:
        return _where(text, span, _part(place, phrase), place.countries, (relative, *because))
    if phrase.relation == "between" and phrase.other:
        at = PlacePhrase(span=phrase.other, core=phrase.other)
        end = chosen(at, text, context, atlas)
        if end:
            return _where(text, span, _midway(place, end.place), _joined(place, end.place), (relative, *because))
    if phrase.relation == "sector" and place.feature != "border_section":
        return _where(text, span, _grown(place, 10.0), place.countries, (relative, *because))
    return _where(text, span, place, place.countries, because)


def _beside(place: Place, phrase: PlacePhrase) -> Place:
    """``10 km east of X`` moves the point; ``east of X`` moves it by the place's own extent and 10 km."""
    if phrase.bearing is None:
        return _grown(place, phrase.distance_km if phrase.distance_km is not None else max(10.0, place.radius_km))
    way = phrase.distance_km if phrase.distance_km is not None else place.radius_km + 10.0
    doubt = place.radius_km + 0.3 * way + 2.0
    return _moved(place, phrase.bearing, way, doubt)


def _part(place: Place, phrase: PlacePhrase) -> Place:
    if phrase.bearing is None:
        return place
    return _moved(place, phrase.bearing, place.radius_km / 2, place.radius_km * 0.6)


def _moved(place: Place, bearing: float, way: float, radius: float) -> Place:
    turn = math.radians(bearing)
    lat = place.lat + way * math.cos(turn) / 111.2
    lon = place.lon + way * math.sin(turn) / (111.2 * max(0.05, math.cos(math.radians(place.lat))))
    return _with(place, lat, lon, radius)


def _midway(one: Place, other: Place) -> Place:
    """A point between two places is neither of them, so it has no id."""
    radius = distance_km(one, other) / 2 + 5.0
    return _with(one, (one.lat + other.lat) / 2, (one.lon + other.lon) / 2, radius, "")


def _grown(place: Place, by: float) -> Place:
    return _with(place, place.lat, place.lon, place.radius_km + by)


def _with(place: Place, lat: float, lon: float, radius: float, key: str | None = None) -> Place:
    return Place(
        id=place.id if key is None else key,
        name=place.name,
        names=place.names,
        lat=round(lat, 4),
        lon=round((lon + 180.0) % 360.0 - 180.0, 4),
        radius_km=round(radius, 1),
        countries=place.countries,
        feature=place.feature,
    )


def _joined(one: Place, other: Place) -> tuple[Country, ...]:
    both = {country.code: country for country in (*other.countries, *one.countries)}
    return tuple(both[code] for code in sorted(both))


def _where(text: str, words: Span, place: Place, countries: tuple[Country, ...], because: tuple[Because, ...]) -> Where:
    return Where(
        name=text[slice(*words)],
        id=place.id or None,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        countries=countries,
        words=(words,),
        because=because,
    )


def _unknown(text: str, span: Span) -> Where:
    because = (Because(rule="place/unknown", spans=(span,)),)
    return Where(name=text[slice(*span)], words=(span,), because=because)
