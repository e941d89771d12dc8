"""Which of the places that bear a name is meant: candidates and what speaks for each go in, one choice comes out."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from tocsin.lexicon.atlas import Atlas, Place, distance_km, folded, phrase_table
from tocsin.lexicon.place_phrases import PlacePhrase, kind_feature
from tocsin.model.marks import Name
from tocsin.model.spans import Because, Noun, Span, contains

_OWN, _MAIN, _KIND, _SIDE, _SENTENCE, _WITHIN, _COMPANY, _PARTIES = 1.5, 2.0, 3.0, 2.0, 1.0, 4.0, 2.0, 4.0
_STATE, _TOWN = 2.0, 1.0
"""Weights of a candidate, in units of two and a half orders of magnitude of population (see ``_score``)."""

_COMPANY_KM = 150.0
_COMPANY_MOST = 30
"""How near a place in the same report speaks for another, and how many of them are asked."""

_WITHIN_NAME = re.compile(
    r"(?:,? in (?:the )?|, (?:in )?(?:the )?)(?P<name>[A-Z][\w’'.-]*(?: [A-Z][\w’'-]*){0,2})(?P<kind> \w+)?"
)
_CAPITALISED = re.compile(r"[A-Z][\w’'ʻ-]*(?:[ -](?:(?:al|el|de|of|the)[ -])?[A-Z][\w’'ʻ-]*)*")


class Context(Noun, frozen=True, kw_only=True):
    """What speaks for a candidate: countries of the report and of the sentence, the place it lies in, its company."""

    sides: tuple[str, ...]
    report: tuple[tuple[str, Span], ...]
    sentence: tuple[tuple[str, Span], ...]
    within: tuple[Place, ...]
    company: tuple[Place, ...]


class Choice(Noun, frozen=True, kw_only=True):
    """A candidate with its score (higher is better; only the order counts) and the rules that fired."""

    place: Place
    score: float
    because: tuple[Because, ...]


def core_of(text: str, span: Span, atlas: Atlas) -> Span:
    """Return the name within a phrase: the whole of it, else the longest capitalised run that the atlas knows."""
    if atlas.knows(text[slice(*span)]):
        return span
    runs = [m.span() for m in _CAPITALISED.finditer(text, *span)]
    known = [run for run in runs if atlas.knows(text[slice(*run)])]
    return (known or runs or [span])[0]


def context_of(core: Span, text: str, names: Sequence[Name], sides: tuple[str, ...], atlas: Atlas) -> Context:
    """Return what the report says about the place at ``core``: parties, the place around it, other places."""
    sentence = _sentence(text, core)
    others = [n for n in names if n.kind == "place" and text[slice(*(n.core or n.span))] != text[slice(*core)]]
    heads = dict.fromkeys(text[slice(*(n.core or n.span))] for n in others)
    return Context(
        sides=tuple(code for code in sides if _is_state(code)),
        report=_named_states(names, (0, len(text))),
        sentence=_named_states(names, sentence),
        within=_within(text, core, atlas),
        company=tuple(place for head in heads if (place := _plain(head, atlas)))[:_COMPANY_MOST],
    )


def chosen(phrase: PlacePhrase, text: str, context: Context, atlas: Atlas) -> Choice | None:
    """Return the place that a phrase means, or None; an own name of the whole phrase goes first."""
    for words in dict.fromkeys((phrase.span, phrase.core)):
        found = atlas.find(text[slice(*words)])
        fit = [p for p in found if _fits(p, phrase, text[slice(*words)], context)]
        if words != phrase.core:
            fit = [p for p in fit if p.id.startswith("own:")]
        if fit:
            return _best(fit, words, phrase, text, context)
    return None


def _named_states(names: Sequence[Name], within: Span) -> tuple[tuple[str, Span], ...]:
    return tuple(
        (n.party.upper(), n.core or n.span)
        for n in names
        if n.party and _is_state(n.party.upper()) and contains(within, n.span)
    )


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isalpha() and code.isupper()


def _sentence(text: str, span: Span) -> Span:
    """Return a rough sentence about ``span``: full stops and line breaks end it, an abbreviation may cut it short."""
    start = max(text.rfind(". ", 0, span[0]) + 2, text.rfind("\n", 0, span[0]) + 1, 0)
    ends = [at for at in (text.find(". ", span[1]), text.find("\n", span[1])) if at >= 0]
    return (start if start > 1 else 0), min(ends, default=len(text))


def _within(text: str, core: Span, atlas: Atlas) -> tuple[Place, ...]:
    """Return the places that may hold the name: ``X in the Y district``, ``X, Y``."""
    after = re.compile(r"(?: \w+)?").match(text, core[1])
    for start in dict.fromkeys((core[1], after.end() if after else core[1])):
        match = _WITHIN_NAME.match(text, start)
        if match:
            word = phrase_table()["abbreviation"].get(match["name"].rstrip("."), match["name"])
            return tuple(p for p in atlas.find(word) if p.feature in ("admin1", "admin2", "country", "region"))
    return ()


def _plain(head: str, atlas: Atlas) -> Place | None:
    """The place a name means when nothing else is known; none where it is small or shared by several."""
    found = [p for p in atlas.find(head) if p.feature not in ("line", "border_section", "sea")]
    return found[0] if found and (len(found) == 1 or found[0].population > 5 * found[1].population) else None


def _fits(place: Place, phrase: PlacePhrase, word: str, context: Context) -> bool:
    """A section of a border is meant only by a phrase that says so; a common noun only where its parties are."""
    if place.feature == "border_section":
        return phrase.relation == "sector"
    return not (place.parties and word.islower() and not _present(place, context))


def _present(place: Place, context: Context) -> bool:
    here = {*context.sides, *(code for code, _ in context.report)}
    return bool(here & set(place.parties))


def _best(fit: list[Place], words: Span, phrase: PlacePhrase, text: str, context: Context) -> Choice:
    choices = [_score(place, words, phrase, text, context) for place in fit]
    ranked = sorted(choices, key=lambda c: (-c.score, -c.place.population, c.place.id))
    best = ranked[0]
    if len(ranked) == 1:
        return best
    others = "; ".join(_shown(choice.place) for choice in ranked[1:4])
    note = Because(rule="place/chosen", spans=(words,), note=f"{_shown(best.place)}, not {others}")
    return Choice(place=best.place, score=best.score, because=(*best.because, note))


def _shown(place: Place) -> str:
    return f"{place.name} ({place.feature}, {'/'.join(c.code for c in place.countries)})"


def _score(place: Place, words: Span, phrase: PlacePhrase, text: str, context: Context) -> Choice:
    """Add up what speaks for a candidate: a rule that fires adds its weight and its reason."""
    reasons = [
        (_OWN, _own_reason(place, words)),
        (_MAIN, _name_reason(place, words, text)),
        (_KIND, _kind_reason(place, phrase)),
        (_STATE, _bare_reason(place, words, ("country",))),
        (_TOWN, _bare_reason(place, words, ("city",))),
        (_SIDE, _country_reason(place, context.report, context.sides)),
        (_SENTENCE, _country_reason(place, context.sentence, ())),
        (_WITHIN, _within_reason(place, context, words)),
        (_COMPANY, _company_reason(place, context, words)),
        (_PARTIES, _parties_reason(place, context, words)),
    ]
    fired = [(weight, because) for weight, because in reasons if because is not None]
    score = sum(weight for weight, _ in fired) + 0.4 * math.log10(place.population + 1)
    because = dict.fromkeys(b for _, b in fired) or {Because(rule="place/population", spans=(words,)): None}
    return Choice(place=place, score=round(score, 4), because=tuple(because))


def _own_reason(place: Place, words: Span) -> Because | None:
    return Because(rule="place/own-layer", spans=(words,)) if place.id.startswith("own:") else None


def _name_reason(place: Place, words: Span, text: str) -> Because | None:
    key = folded(text[slice(*words)])
    main = any(folded(naming.name) == key for naming in place.names)
    return Because(rule="place/main-name", spans=(words,)) if main else None


def _kind_reason(place: Place, phrase: PlacePhrase) -> Because | None:
    if phrase.relation == "sector" and place.feature == "border_section":
        return Because(rule="place/border-section", spans=(phrase.span,))
    if phrase.kind is None or place.feature not in _kin(kind_feature(phrase.kind)):
        return None
    return Because(rule="place/kind", spans=(phrase.span,), note=phrase.kind)


def _bare_reason(place: Place, words: Span, features: tuple[str, ...]) -> Because | None:
    """A name that a state bears means the state, one of a town and its province the town, if nothing else is told."""
    return Because(rule=f"place/{place.feature}", spans=(words,)) if place.feature in features else None


def _kin(feature: str) -> tuple[str, ...]:
    """A province of one state is what another calls a region or a district."""
    areas = ("admin1", "admin2", "region")
    return areas if feature in areas else (feature,)


def _country_reason(place: Place, named: tuple[tuple[str, Span], ...], sides: tuple[str, ...]) -> Because | None:
    codes = {country.code for country in place.countries}
    spans = tuple(sorted({span for code, span in named if code in codes}))[:3]
    return Because(rule="place/party-country", spans=spans) if spans or codes & set(sides) else None


def _within_reason(place: Place, context: Context, words: Span) -> Because | None:
    holder = next((h for h in context.within if _holds(h, place)), None)
    return Because(rule="place/within", spans=(words,), note=f"in {holder.name}") if holder else None


def _holds(holder: Place, place: Place) -> bool:
    if holder.id == place.id or not {c.code for c in holder.countries} & {c.code for c in place.countries}:
        return False
    named = place.admin1 is not None and folded(place.admin1) in {folded(n.name) for n in holder.names}
    return holder.feature == "country" or named or distance_km(holder, place) <= holder.radius_km * 1.5 + 20


def _company_reason(place: Place, context: Context, words: Span) -> Because | None:
    near = [p for p in context.company if p.id != place.id and distance_km(p, place) <= _COMPANY_KM]
    if not near:
        near = [p for p in context.company if p.feature == "country" and p.countries == place.countries]
    return Because(rule="place/company", spans=(words,), note=f"near {near[0].name}") if near else None


def _parties_reason(place: Place, context: Context, words: Span) -> Because | None:
    both = place.parties and _present(place, context)
    return Because(rule="place/line-of-parties", spans=(words,)) if both else None
