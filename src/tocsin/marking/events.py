"""Tagged sentences of blinded text in, acts told out: trigger, type, status, roles, what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple

import msgspec

from tocsin.lexicon.codebook import Row, codebook
from tocsin.lexicon.words import words
from tocsin.marking.charges import charged
from tocsin.marking.lossevents import losses_in
from tocsin.marking.patterns import Line, first_of, line_of
from tocsin.marking.phrases import Clause
from tocsin.marking.roles import CLAUSE_OPENERS, is_passive, roles_of
from tocsin.marking.status import Trigger, governors, group_start, status_of, verb_after
from tocsin.marking.triggers import Hit, hits_in
from tocsin.model import Because, Event, Name, Role, Sentence, Span, Status, TollMark, overlaps, within

_ACTORS = frozenset(
    {
        "state",
        "authority",
        "state_force",
        "police",
        "rebel",
        "militia",
        "civilian",
        "person",
        "office",
        "group",
        "igo",
        "other",
    }
)
_FOUGHT = frozenset({"attack", "clash", "ceasefire"})
_PEOPLE = frozenset({"state_force", "police", "rebel", "militia", "civilian", "person"})
NEAR = 40
"""Most characters between the words of a loss and the preposition that names its cause."""


class Seen(NamedTuple):
    """What was marked before the events: names and tolls of the same sentences, their layers, and what speakers say."""

    names: tuple[Name, ...]
    tolls: tuple[TollMark, ...]
    contents: tuple[Span, ...]
    sentences: tuple[Sentence, ...]


def find_events(clauses: Sequence[Clause], seen: Seen) -> tuple[Event, ...]:
    """Return the events told in ``clauses``, in text order, with offsets into the blinded text."""
    events: list[Event] = []
    for clause, sentence in zip(clauses, seen.sentences, strict=True):
        here = _here(seen, sentence.span)
        told = _told_in(clause, here, background=sentence.layer == "background")
        told += losses_in(clause, here.tolls, told, here.contents)
        events.extend(msgspec.structs.replace(event, layer=sentence.layer) for event in told)
    return tuple(sorted(events, key=lambda e: e.trigger))


def _here(seen: Seen, span: Span) -> Seen:
    """Return what stands within one sentence."""
    return Seen(
        tuple(within(seen.names, span, attrgetter("span"))),
        tuple(within(seen.tolls, span, attrgetter("span"))),
        tuple(within(seen.contents, span, lambda content: content)),
        (),
    )


def _told_in(clause: Clause, seen: Seen, *, background: bool) -> list[Event]:
    events: list[Event] = []
    scene = Scene(clause, line_of(clause.tokens), seen, background=background)
    scope_end = 0  # what stands inside a speech act's content is wanted, not told
    hits = _without_subjects(hits_in(clause))
    for hit in hits:
        if hit.start < scope_end or _is_light(clause, hit, hits):
            continue
        event = None if _is_aside(scene, hit, events) else _event(scene, hit, events)
        if event is None:
            continue
        events.append(event)
        if codebook().family(event.type) in words("status").set("wanting.families"):
            scope_end = _scope_end(clause, hit.end)
    return charged(events)


def _is_aside(scene: Scene, hit: Hit, told: Sequence[Event]) -> bool:
    """In history, what follows the main act in a clause of time (``after X lost control``) only dates it."""
    if not told or not scene.background:
        return False
    last = scene.clause.index_at(told[-1].trigger[1] - 1) + 1
    return any(scene.clause.tokens[i].lower in CLAUSE_OPENERS for i in range(last, hit.start))


class Scene(NamedTuple):
    """One sentence with what was marked in it."""

    clause: Clause
    line: Line
    seen: Seen
    background: bool


def _event(scene: Scene, hit: Hit, told: Sequence[Event]) -> Event | None:
    clause = scene.clause
    trigger = _trigger(clause, hit)
    row, why = _refined(scene, hit)
    roles = roles_of(clause, trigger, codebook().roles(row.id))
    if _only_counts(scene, hit, trigger, roles, told) or not _tells(scene, hit, trigger, roles):
        return None
    roles = _undergone(roles, scene.seen.tolls, _span(clause, hit.start, hit.end))
    status = None if row.speech else status_of(clause, trigger)
    content = _content(scene, hit, row) if row.speech else None
    return Event(
        trigger=_span(clause, hit.start, hit.end),
        type=row.id,
        clause=_span(clause, *_clause_bounds(clause, hit)),
        status=status.status if status else None,
        wanted=content,
        roles=roles,
        because=(why, *((status.because,) if status else ())),
    )


def _undergone(roles: tuple[Role, ...], tolls: Sequence[TollMark], trigger: Span) -> tuple[Role, ...]:
    """``two jets were lost and one pilot captured``: whoever is counted before the verb suffered it."""
    counted = [t.span for t in tolls if overlaps(t.cue, trigger) and t.span[1] <= trigger[0]]
    return tuple(
        msgspec.structs.replace(r, slot="victim")
        if r.slot == "initiator" and any(overlaps(r.span, span) for span in counted)
        else r
        for r in roles
    )


def _without_subjects(hits: Sequence[Hit]) -> list[Hit]:
    """``The war broke out``, ``clashes broke out``: one act. A war's verb tells it, any other act its own noun."""
    verbs = [h for h in hits if h.frame.pos == "verb"]
    wars = any(codebook().family(h.frame.key) == "conflict" for h in verbs)
    acts = any(h.frame.pos == "noun" and codebook().family(h.frame.key) in _FOUGHT for h in hits)
    return [
        h
        for h in hits
        if codebook().family(h.frame.key) != "conflict"
        or (h.frame.pos == "noun" and not wars)
        or (h.frame.pos == "verb" and not (acts and h.frame.weak and h.frame.key == "conflict.begins"))
    ]


def _is_light(clause: Clause, hit: Hit, hits: Sequence[Hit]) -> bool:
    """``launched an attack``: the verb says no more than that its object was done."""
    says = hit.frame.pos == "noun" or codebook().row(hit.frame.key).speech
    if says or clause.tokens[hit.start].lower not in words("status").set("light.verbs"):
        return False
    phrase = clause.phrase_from(hit.end)
    return phrase is not None and any(phrase.start <= h.start < phrase.end and h.frame.pos == "noun" for h in hits)


def _content(scene: Scene, hit: Hit, row: Row) -> tuple[str, Status | None] | None:
    """Return the act wanted, offered or threatened: what the row fixes, else the first act its content names."""
    if row.content is not None:
        return row.content.type, row.content.status
    if codebook().family(row.id) not in words("status").set("contentful.families"):
        return None
    end = _scope_end(scene.clause, hit.end)
    acts = (h for h in hits_in(scene.clause) if hit.end <= h.start < end and not codebook().row(h.frame.key).speech)
    first = next(acts, None)
    return (first.frame.key, "happened") if first else None


def _trigger(clause: Clause, hit: Hit) -> Trigger:
    noun = hit.frame.pos == "noun"
    group = hit.start if noun else group_start(clause, hit.start)
    return Trigger(hit.start, hit.end, group, noun, hit.frame.form)


def _span(clause: Clause, start: int, end: int) -> Span:
    return clause.tokens[start].start, clause.tokens[end - 1].end


def _refined(scene: Scene, hit: Hit) -> tuple[Row, Because]:
    """Return the row of the family that the clause's evidence, or the thing wanted, points to."""
    row = codebook().row(_taken(scene, hit))
    span = _span(scene.clause, hit.start, hit.end)
    if row.speech:
        found = _first_row(scene, row, (hit.start, _scope_end(scene.clause, hit.end)), "wanted")
    elif row.id in words("status").set("refined.families"):
        found = _first_row(scene, row, _clause_bounds(scene.clause, hit), "evidence", not_in=_struck(scene.clause, hit))
    else:
        found = None
    if found is None:
        return row, Because(rule=f"event/{row.id}", spans=(span,))
    sibling, place = found
    return sibling, Because(rule=f"event/{sibling.id}", spans=(span, _span(scene.clause, *place)))


def _taken(scene: Scene, hit: Hit) -> str:
    """``captured`` takes people or ground: what it is done to decides between capture and seizure."""
    key = hit.frame.key
    if key not in {"capture", "seizure"} or hit.frame.pos == "noun":
        return key
    passive = is_passive(scene.clause, _trigger(scene.clause, hit))
    phrase = scene.clause.phrase_before(hit.start) if passive else scene.clause.phrase_from(hit.end)
    if phrase is None:
        return key
    if scene.clause.tokens[phrase.head].lower in words("status").set("ground.heads"):
        return "seizure"
    people = (n for n in scene.seen.names if n.kind in _PEOPLE and (n.party is None or n.id != n.party))
    return "capture" if any(overlaps(phrase.span, n.span) for n in people) else key


def _struck(clause: Clause, hit: Hit) -> tuple[int, int]:
    """Return the tokens of what is struck: ``shot down a drone`` tells the target, ``fired a missile`` the means."""
    if hit.frame.pos == "noun" or clause.tokens[hit.start].lower in words("status").set("hurled.verbs"):
        return 0, 0
    passive = is_passive(clause, _trigger(clause, hit))
    phrase = clause.phrase_before(hit.start) if passive else clause.phrase_from(hit.end)
    return (phrase.start, phrase.end) if phrase else (0, 0)


def _first_row(
    scene: Scene,
    row: Row,
    bounds: tuple[int, int],
    column: Literal["wanted", "evidence"],
    not_in: tuple[int, int] = (0, 0),
) -> tuple[Row, tuple[int, int]] | None:
    """Return the sibling whose pattern comes first within ``bounds``, with its place; ties go to the order of rows."""
    found: list[tuple[int, int, Row, tuple[int, int]]] = []
    for order, sibling in enumerate(_family(row.id)):
        patterns = sibling.wanted if column == "wanted" else sibling.evidence if sibling.id != row.id else ()
        place = first_of(patterns, scene.line, *bounds) if patterns else None
        if place is not None and not not_in[0] <= place[0] < not_in[1]:
            found.append((place[0], order, sibling, place))
    best = min(found, key=lambda f: (f[0], f[1]), default=None)
    return (best[2], best[3]) if best else None


def _only_counts(scene: Scene, hit: Hit, trigger: Trigger, roles: tuple[Role, ...], told: Sequence[Event]) -> bool:
    """The words tell losses and nobody who caused them: ``four soldiers were killed``; the losses have a claim of their own."""
    span = _span(scene.clause, hit.start, hit.end)
    if codebook().family(hit.frame.key) not in {"attack", "losses"}:
        return False
    tolls = [toll for toll in scene.seen.tolls if overlaps(span, toll.cue)]
    counted = bool(tolls)
    acts = [e.trigger for e in told if codebook().row(e.type).takes_tolls]
    if tolls and any(overlaps(r.span, act) for r in roles if r.slot == "initiator" for act in acts):
        return True  # ``the attack that killed 12``: the act is told, its losses sit on it
    if trigger.form == "ing" and tolls and any(codebook().row(e.type).takes_tolls for e in told):
        return True  # ``shelled X, killing two``
    done_by = any(r.slot == "initiator" and r.span[0] > span[1] for r in roles)
    done_to = any(toll.span[0] >= span[1] for toll in tolls)
    caused = any(r.slot == "initiator" for r in roles) and not trigger.noun and (done_to or done_by)
    return counted and not (caused and codebook().family(hit.frame.key) != "losses")


def _tells(scene: Scene, hit: Hit, trigger: Trigger, roles: tuple[Role, ...]) -> bool:
    """Tell an act from a mention: weak words need a party at them, nominal ones a role or a verb of happening."""
    actors = [n for n in scene.seen.names if n.kind in _ACTORS]
    filled = [r for r in roles if any(overlaps(r.span, n.span) for n in actors)]
    known = _objects_known(roles, scene.seen)
    if hit.frame.weak and not (filled and known) and not (_evidence_near(scene, hit) and (known or not _personal(hit))):
        return False
    if not trigger.noun:
        return not _governs(scene.clause, hit)
    if _happens(scene.clause, trigger) or _short(scene.clause) or _is_cause(scene, hit, trigger):
        return True
    return bool(filled) and not (_is_topic(scene.clause, trigger) and _only_modified(scene.clause, trigger, filled))


def _is_cause(scene: Scene, hit: Hit, trigger: Trigger) -> bool:
    """``three were killed in a drone strike``: the noun is the cause of losses told before it."""
    phrase = scene.clause.phrase_at(trigger.start)
    before = (phrase.start if phrase else trigger.start) - 1
    if before < 0 or scene.clause.tokens[before].lower not in words("status").set("causes.prepositions"):
        return False
    at = scene.clause.tokens[before].start
    return codebook().row(hit.frame.key).takes_tolls and any(0 <= at - toll.cue[1] <= NEAR for toll in scene.seen.tolls)


def _personal(hit: Hit) -> bool:
    """Talks and captures are of people: evidence alone does not make ``called the move grave`` a call."""
    return hit.frame.pos == "verb" and codebook().family(hit.frame.key) in words("status").set("personal.families")


def _objects_known(roles: tuple[Role, ...], seen: Seen) -> bool:
    """What a weak verb is done to is someone or somewhere: ``hold talks`` captures nobody."""
    objects = [r.span for r in roles if r.because and r.because[0].rule == "role/object"]
    return all(any(overlaps(span, name.span) for name in seen.names) for span in objects)


def _is_topic(clause: Clause, trigger: Trigger) -> bool:
    """``on the X settlement``, ``over the X attack``: the noun says what is talked about."""
    phrase = clause.phrase_at(trigger.start)
    before = phrase.start - 1 if phrase else trigger.start - 1
    if before < 0 or clause.tokens[before].lower not in words("status").set("topics.prepositions"):
        return False
    return clause.tokens[before - 1].lower != "responsibility" if before else True


def _only_modified(clause: Clause, trigger: Trigger, filled: Sequence[Role]) -> bool:
    """All that is told of the noun's parties stands before it, without a genitive."""
    start = clause.tokens[trigger.start].start
    genitive = trigger.start > 0 and any(clause.tags[i] == "'" for i in range(max(0, trigger.start - 4), trigger.start))
    return not genitive and all(r.span[1] <= start for r in filled)


def _governs(clause: Clause, hit: Hit) -> bool:
    """``tried to attack``: the word governs another verb and tells nothing itself."""
    follows = clause.tokens[hit.end].lower if hit.end < len(clause.tokens) else ""
    return follows == "to" and hit.end - hit.start == 1 and clause.tokens[hit.start].lower in governors()


def _evidence_near(scene: Scene, hit: Hit) -> bool:
    bounds = _clause_bounds(scene.clause, hit)
    return any(first_of(row.evidence, scene.line, *bounds) for row in _family(hit.frame.key) if row.evidence)


@cache
def _family(key: str) -> tuple[Row, ...]:
    book = codebook()
    return tuple(row for row in book.rows.values() if book.family(row.id) == book.family(key))


def _happens(clause: Clause, trigger: Trigger) -> bool:
    phrase = clause.phrase_at(trigger.start)
    first = phrase.start if phrase else trigger.start
    if first and clause.tags[first - 1] == "P":
        return False
    verb = verb_after(clause, phrase.end if phrase else trigger.end)
    return verb is not None and clause.tokens[verb].lower in words("status").set("happening.verbs")


def _short(clause: Clause) -> bool:
    """A headline or a caption without a verb: its noun is the telling."""
    return "V" not in clause.tags and "X" not in clause.tags and len(clause.tokens) <= 16


def _scope_end(clause: Clause, start: int) -> int:
    """Return where the content of a speech act ends: at the next finite clause of the same speaker or the end."""
    for i in range(start + 1, len(clause.tokens)):
        if clause.tokens[i].text in {";", ":"}:
            return i
        if clause.tags[i] == "C" and i + 1 < len(clause.tags) and clause.tags[i + 1] == "V" and _finite(clause, i + 1):
            return i
    return len(clause.tokens)


def _finite(clause: Clause, verb: int) -> bool:
    """``and called on``, not ``and start``: a past or third-person form."""
    word = clause.tokens[verb].lower
    return word.endswith(("ed", "s")) or word in {"said", "told", "made", "held", "gave", "took", "met", "began"}


def _clause_bounds(clause: Clause, hit: Hit) -> tuple[int, int]:
    """Token bounds of the clause around a trigger: between stops and conjunctions that open clauses."""
    start = next((i + 1 for i in range(hit.start - 1, -1, -1) if clause.tokens[i].text in {";", ":"}), 0)
    end = next(
        (i for i in range(hit.end, len(clause.tokens)) if clause.tokens[i].text in {";", ":"}), len(clause.tokens)
    )
    return start, end
