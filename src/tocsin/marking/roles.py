"""A trigger in its clause in, who did it to whom out: links from the trigger to noun phrases, each with its rule.

What fills which slot is data: the codebook says for each type what its subject, its object and what follows
each preposition are (``lexicon/rows/grammar.toml``); this file only finds those places around the trigger.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from tocsin.lexicon.codebook import Roles
from tocsin.lexicon.words import words
from tocsin.marking.phrases import Clause, Phrase
from tocsin.marking.status import Trigger, group_start, verb_after, verb_before
from tocsin.model import Because, Role, Slot

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am"])
CLAUSE_OPENERS = frozenset(["after", "before", "since", "until", "till", "as", "once", "when", "while"])
"""Words that open a clause of their own as well as a phrase: what follows them can be a subject."""

_SLOTS: dict[str, Slot] = {slot: slot for slot in get_args(Slot)}


def roles_of(clause: Clause, trigger: Trigger, grammar: Roles) -> tuple[Role, ...]:
    """Return the roles linked to ``trigger``; ``grammar`` maps grammatical places to slots."""
    finder = _nominal if trigger.noun else _passive if is_passive(clause, trigger) else _active
    slots = {str(place): part for place, part in grammar.items()}
    seen: dict[tuple[str, tuple[int, int]], Role] = {}
    for place, phrase in finder(clause, trigger):
        slot = _SLOTS.get(slots.get(place, ""))
        if slot is None:
            continue
        parts = _pair(clause, phrase) if place == "between" else _coordinated(clause, phrase)
        for part in parts:
            span = clause.with_of(part).span if place != "of" else part.span
            role = Role(slot=slot, span=span, because=(Because(rule=f"role/{place}", spans=(part.span,)),))
            seen.setdefault((slot, span), role)
    return tuple(seen.values())


def is_passive(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether the verb is told of its object: ``was shelled``, ``soldiers killed in``."""
    if trigger.noun or trigger.form == "ing":
        return False
    if any(clause.tokens[i].lower in _BE for i in range(trigger.group, trigger.start)):
        return True
    if trigger.form not in {"participle", "past"}:
        return False
    if trigger.group != trigger.start or trigger.end - trigger.start > 1:
        return False
    after = clause.tokens[trigger.end].lower if trigger.end < len(clause.tokens) else ""
    return after == "by" and _subject(clause, trigger) is not None


def _active(clause: Clause, trigger: Trigger) -> Iterator[tuple[str, Phrase]]:
    headline = _headline(clause, trigger)
    if headline:
        yield from headline
        return
    subject = _subject(clause, trigger)
    if subject is not None:
        yield "object" if _suffers(clause, trigger) else "subject", subject
    inner = clause.phrase_from(trigger.start + 1)
    if inner is not None and inner.end < trigger.end and not _carries(clause, trigger):
        yield "object", inner  # ``accused X of``
    behind = _right_after(clause, trigger.end)
    if behind is not None:
        yield _last_preposition(clause, trigger) or "object", behind
    yield from _prepositional(clause, behind.end if behind else trigger.end)


def _headline(clause: Clause, trigger: Trigger) -> list[tuple[str, Phrase]]:
    """``Soldiers shell village``: a verb tagged as a noun, its subject and object in one phrase with it."""
    phrase = clause.phrase_at(trigger.start)
    if (
        phrase is None
        or clause.tags[trigger.start] != "N"
        or phrase.start == trigger.start
        or phrase.end <= trigger.end
    ):
        return []
    parts = (("subject", phrase.start, trigger.start), ("object", trigger.end, phrase.end))
    return [(place, Phrase(a, b, b - 1, (clause.tokens[a].start, clause.tokens[b - 1].end))) for place, a, b in parts]


def _last_preposition(clause: Clause, trigger: Trigger) -> str | None:
    """``withdraw troops from``, ``open fire on``: what follows stands at the preposition that ends the phrase."""
    last = clause.tokens[trigger.end - 1].lower
    return (
        last
        if trigger.end - trigger.start > 1 and last in {"from", "on", "at", "against", "to", "with", "in", "of", "for"}
        else None
    )


def _carries(clause: Clause, trigger: Trigger) -> bool:
    """``launched an attack on``, ``fired a missile at``: what stands within the trigger is the act or its means."""
    carriers = words("status").set("light.verbs") | words("status").set("hurled.verbs")
    return clause.tokens[trigger.start].lower in carriers


def _suffers(clause: Clause, trigger: Trigger) -> bool:
    """``came under attack``: the verb of the phrase says that its subject suffers what the noun in it tells."""
    long = trigger.end - trigger.start > 1
    return long and clause.tokens[trigger.start].lower in words("status").set("light.suffered")


def _passive(clause: Clause, trigger: Trigger) -> Iterator[tuple[str, Phrase]]:
    subject = _subject(clause, trigger)
    if subject is not None:
        yield "object", subject
    yield from _prepositional(clause, trigger.end)


def _nominal(clause: Clause, trigger: Trigger) -> Iterator[tuple[str, Phrase]]:
    phrase = clause.phrase_at(trigger.start)
    first = phrase.start if phrase else trigger.start
    end = max(trigger.end, phrase.end if phrase else 0)
    owner = _owner(clause, first, trigger.start)
    hanging = list(_prepositional(clause, _before_preposition(clause, trigger, end)))
    if owner is not None:
        yield "subject", owner
    verb = verb_before(clause, first)
    if verb is not None and owner is None:
        yield from _through_verb(clause, verb, taken={place for place, _ in hanging})
    yield from hanging
    if owner is None and verb is None:
        yield from _done_by_subject(clause, end)


def _before_preposition(clause: Clause, trigger: Trigger, end: int) -> int:
    """``withdrawal of``: a trigger that ends in a preposition takes what follows it."""
    last = trigger.end - 1
    return last if last > trigger.start and clause.tags[last] == "P" and end <= trigger.end else end


def _through_verb(clause: Clause, verb: int, taken: set[str]) -> Iterator[tuple[str, Phrase]]:
    """``launched an attack``: the subject did it; ``came under attack``: the subject suffered it."""
    word = clause.tokens[verb].lower
    subject = _subject(clause, _verb_trigger(clause, verb))
    if subject is None:
        return
    if word in words("status").set("light.suffered"):
        yield "object", subject
    elif word in words("status").set("light.verbs") and "by" not in taken:
        repels = word in words("status").set("attempted.verbs")
        yield ("object" if repels else "subject"), subject


def _done_by_subject(clause: Clause, end: int) -> Iterator[tuple[str, Phrase]]:
    """``the shelling was carried out by X``: the agent of the light verb did it."""
    verb = verb_after(clause, end)
    if verb is None or clause.tokens[verb].lower not in words("status").set("light.verbs"):
        return
    for place, phrase in _prepositional(clause, verb + 1):
        if place == "by":
            yield "subject", phrase


def _verb_trigger(clause: Clause, verb: int) -> Trigger:
    return Trigger(verb, verb + 1, group_start(clause, verb), noun=False, form="")


def _owner(clause: Clause, first: int, at: int) -> Phrase | None:
    """Return the possessor or the leading name within the trigger's own phrase: ``X's attempted attack``."""
    for i in range(at - 1, first - 1, -1):
        if clause.tags[i] == "'" and i > first:
            return Phrase(first, i, i - 1, (clause.tokens[first].start, clause.tokens[i - 1].end))
    names = [i for i in range(first, at) if clause.tags[i] == "N" and clause.tokens[i].capital]
    if not names:
        return None
    return Phrase(names[0], names[-1] + 1, names[-1], (clause.tokens[names[0]].start, clause.tokens[names[-1]].end))


def _subject(clause: Clause, trigger: Trigger) -> Phrase | None:
    """Return the phrase before the verb group, stepping over what hangs on it and over asides."""
    at = trigger.group
    while at > 0:
        phrase = clause.phrase_before(at)
        if phrase is None or _barred(clause, phrase.end, at):
            return _shared_subject(clause, at)
        if any(clause.tokens[i].text == "," for i in range(phrase.end, at)):
            return _main_subject(clause, trigger.group)
        before = clause.tokens[phrase.start - 1].lower if phrase.start else ""
        hangs = phrase.start > 0 and clause.tags[phrase.start - 1] == "P" and before not in CLAUSE_OPENERS
        if not hangs:
            head = _first_joined(clause, phrase)
            if head is phrase or not (head.start and clause.tags[head.start - 1] == "P"):
                return phrase
            phrase = head
        at = phrase.start - 1
    return None


def _first_joined(clause: Clause, phrase: Phrase) -> Phrase:
    """Return the first phrase of the list that ``phrase`` ends: ``of Western and Arab nations``."""
    return [phrase, *_joined_before(clause, phrase)][-1]


def _main_subject(clause: Clause, before: int) -> Phrase | None:
    """Return the first phrase that hangs on nothing: the subject behind an aside or a list of verbs.

    ``The council, whose envoy was there, denied it``; ``X called it grave, stood by Y and asked Z``.
    """
    told = max((i for i in range(before) if clause.tokens[i].lower == "that" and clause.tags[i] == "S"), default=-1)
    free = (p for p in clause.phrases if p.start > told and not (p.start and clause.tags[p.start - 1] == "P"))
    first = next(free, None)
    return first if first is not None and first.end <= before else None


def _barred(clause: Clause, start: int, end: int) -> bool:
    """Another verb, a conjunction or the end of a clause stands between a phrase and the verb."""
    return any(clause.tags[i] in "VGC" or clause.tokens[i].text in {";", ":"} for i in range(start, end))


def _shared_subject(clause: Clause, at: int) -> Phrase | None:
    """``X shelled A and bombed B``: the second verb takes the subject of the first."""
    if at < 2 or clause.tags[at - 1] != "C":
        return None
    earlier = next((i for i in range(at - 2, -1, -1) if clause.tags[i] == "V"), None)
    if earlier is None:
        return None
    return _subject(clause, _verb_trigger(clause, earlier))


def _right_after(clause: Clause, end: int) -> Phrase | None:
    """Return the noun phrase that follows at once, adverbs and quotation marks aside."""
    at = end
    while at < len(clause.tags) and (clause.tags[at] == "R" or clause.tokens[at].text in {'"', "“", "‘"}):
        at += 1
    phrase = clause.phrase_from(at)
    return phrase if phrase is not None and phrase.start == at else None


def _prepositional(clause: Clause, end: int) -> Iterator[tuple[str, Phrase]]:
    """Yield (preposition, phrase) to the right, up to the next verb or clause."""
    i = end
    while i < len(clause.tags):
        tag = clause.tags[i]
        if tag in "VGSX" or clause.tokens[i].text in {";", ":", "—", "–"} or (tag == "C" and _opens_clause(clause, i)):
            return
        if tag == "P" and (phrase := _right_after(clause, i + 1)) is not None:
            yield clause.tokens[i].lower, phrase
            i = phrase.end
        else:
            i += 1


def _opens_clause(clause: Clause, conjunction: int) -> bool:
    """Tell whether a conjunction joins clauses, not phrases: a verb follows before the next stop."""
    for i in range(conjunction + 1, len(clause.tags)):
        if clause.tags[i] in "VX":
            return True
        if clause.tokens[i].text in {",", ";", ":"} or clause.tags[i] in "PS":
            return False
    return False


def _pair(clause: Clause, phrase: Phrase) -> Iterator[Phrase]:
    """``between A and B``: whatever follows B, the two are joined."""
    yield phrase
    other = clause.phrase_from(phrase.end + 1)
    if other is not None and other.start == phrase.end + 1 and clause.tags[phrase.end] == "C":
        yield other


def _coordinated(clause: Clause, phrase: Phrase) -> Iterator[Phrase]:
    """Yield ``phrase`` and the phrases joined to it: ``two policemen and three soldiers``, ``A, B and C``."""
    yield phrase
    yield from _joined_before(clause, phrase)
    last = phrase
    while (after := _joined_after(clause, last)) is not None:
        yield after
        last = after


def _joined_after(clause: Clause, phrase: Phrase) -> Phrase | None:
    link = phrase.end
    if link >= len(clause.tags):
        return None
    following = clause.phrase_from(link + 1)
    if following is None or following.start != link + 1:
        return None
    if clause.tags[link] == "C" and not _opens_clause(clause, link):
        return following
    listed = clause.tokens[link].text == "," and _joined_after(clause, following) is not None
    return following if listed else None


def _joined_before(clause: Clause, phrase: Phrase) -> Iterator[Phrase]:
    """Walk left over ``A, B and`` when the phrase is the last of a list that is the subject."""
    at = phrase
    while at.start > 1 and clause.tags[at.start - 1] == "C":
        before = clause.phrase_before(at.start - 1)
        if before is None or before.end != at.start - 1 or (before.start and clause.tags[before.start - 1] == "V"):
            return
        yield before
        at = before
