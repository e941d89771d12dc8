"""A trigger in its clause in, the status of the act out, with the words that say so; rules are rows, first match wins."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from tocsin.lexicon.words import words
from tocsin.marking.phrases import Clause
from tocsin.model import Because, Status

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'s"])


class Trigger(NamedTuple):
    """Where a trigger stands: token indices [start, end), the start of its verb group, and its form."""

    start: int
    end: int
    group: int
    noun: bool
    form: str


class Ruling(NamedTuple):
    """What a rule of this table found."""

    status: Status
    because: Because


def status_of(clause: Clause, trigger: Trigger) -> Ruling:
    """Return the status the words give to the act told by ``trigger``, ``happened`` if nothing says otherwise."""
    for status, rule, finds in _RULES:
        at = finds(clause, trigger)
        if at is not None:
            return Ruling(status, Because(rule=rule, spans=(clause.tokens[at].span,)))
    return Ruling("happened", Because(rule="status/told-as-done"))


def group_start(clause: Clause, verb: int) -> int:
    """Return where the verb group of the verb at ``verb`` begins: ``had tried to`` attack."""
    at = verb
    while at > 0:
        before = clause.tokens[at - 1].lower
        joins = clause.tags[at - 1] in "XR" or before == "to" or (before in governors() and clause.tags[at - 1] != "N")
        ends = before in {"and", "or"} and at > 1 and clause.tags[at - 2] == "V"
        if not joins or ends:
            break
        at -= 1
    return at


def _governor(status: str) -> Callable[[Clause, Trigger], int | None]:
    """The word stands in the verb group before the trigger: ``tried to``, ``will``."""

    def finds(clause: Clause, trigger: Trigger) -> int | None:
        wanted = words("status").set(f"{status}.governors")
        return next((i for i in range(trigger.group, trigger.start) if clause.tokens[i].lower in wanted), None)

    return finds


def _modifier(status: str) -> Callable[[Clause, Trigger], int | None]:
    """The word stands before a nominal trigger in its own noun phrase: ``attempted attack``."""

    def finds(clause: Clause, trigger: Trigger) -> int | None:
        if not trigger.noun:
            return None
        wanted = words("status").set(f"{status}.modifiers")
        phrase = clause.phrase_at(trigger.start)
        first = phrase.start if phrase else max(0, trigger.start - 2)
        return next((i for i in range(first, trigger.start) if clause.tokens[i].lower in wanted), None)

    return finds


def _head(status: str) -> Callable[[Clause, Trigger], int | None]:
    """The trigger hangs on the word: ``an attempt to seize``, ``plans to attack``, ``an attempt at shelling``."""

    def finds(clause: Clause, trigger: Trigger) -> int | None:
        wanted = words("status").set(f"{status}.heads")
        first = trigger.group if not trigger.noun else _phrase_start(clause, trigger)
        link = clause.tokens[first].lower if not trigger.noun and first < trigger.start else ""
        at = first - 1 if link == "to" else first - 2
        linked = link == "to" or (at >= 0 and clause.tokens[at + 1].lower in {"at", "of", "for"})
        return at if linked and at >= 0 and clause.tokens[at].lower in wanted else None

    return finds


def _subject_of(status: str) -> Callable[[Clause, Trigger], int | None]:
    """A nominal trigger is the subject of the word, or its object: ``clashes continued``, ``repelled an attack``."""

    def finds(clause: Clause, trigger: Trigger) -> int | None:
        if not trigger.noun:
            return None
        wanted = words("status").set(f"{status}.verbs")
        after = verb_after(clause, trigger.end)
        if after is not None and clause.tokens[after].lower in wanted and status != "attempted":
            return after
        if (
            after is not None
            and status == "attempted"
            and _passive(clause, after)
            and clause.tokens[after].lower in wanted
        ):
            return after
        before = verb_before(clause, _phrase_start(clause, trigger))
        return before if before is not None and clause.tokens[before].lower in wanted else None

    return finds


def verb_after(clause: Clause, at: int) -> int | None:
    """Return the main verb of which the phrase that ends before ``at`` is the subject, skipping what hangs on it."""
    i = at
    while i < len(clause.tags):
        tag = clause.tags[i]
        if tag == "V" and not (clause.tags[i - 1] == "N" and i > at and clause.tags[i - 1] == "'"):
            return i
        if tag in "SC;" or clause.tokens[i].text in {";", ":"}:
            return None
        i += 1
    return None


def verb_before(clause: Clause, at: int) -> int | None:
    """Return the verb whose object begins at token ``at``, or null: only particles and adverbs may stand between."""
    i = at - 1
    if i > 0 and clause.tags[i] == "C" and (joined := clause.phrase_before(i)) is not None and joined.end == i:
        i = joined.start - 1
    while i >= 0 and (
        clause.tags[i] == "R" or clause.tokens[i].lower in {"out", "up", "off", "on", "to", "in", "into", "under"}
    ):
        i -= 1
    return i if i >= 0 and clause.tags[i] in "VG" else None


def _phrase_start(clause: Clause, trigger: Trigger) -> int:
    phrase = clause.phrase_at(trigger.start)
    return phrase.start if phrase else trigger.start


def _passive(clause: Clause, verb: int) -> bool:
    return any(clause.tokens[i].lower in _BE for i in range(group_start(clause, verb), verb))


def _negation(clause: Clause, trigger: Trigger) -> int | None:
    negations = words("status").set("not_happened.words")
    first = trigger.group if not trigger.noun else _phrase_start(clause, trigger)
    for i in range(first, trigger.start):
        token = clause.tokens[i].lower
        if token in negations or token.endswith("n't"):
            return i
    before = clause.tokens[first - 1].lower if first else ""
    return first - 1 if before in {"without", "no"} else None


def _opener(clause: Clause, trigger: Trigger) -> int | None:
    """``if`` or ``unless`` opens the clause of the trigger."""
    wanted = words("status").set("conditional.openers")
    i = trigger.group - 1
    while i >= 0 and clause.tokens[i].text not in {",", ";", ":"} and clause.tags[i] != "V":
        if clause.tokens[i].lower in wanted:
            return i
        i -= 1
    return None


def _progressive(clause: Clause, trigger: Trigger) -> int | None:
    """``is shelling``, ``are being shelled``; "was shelling" told of the past is ongoing then, not now."""
    if trigger.noun or trigger.form != "ing":
        return None
    return next(
        (i for i in range(trigger.group, trigger.start) if clause.tokens[i].lower in {"is", "are", "been"}), None
    )


def _purpose(clause: Clause, trigger: Trigger) -> int | None:
    """``pushed forward to seize the town``: an infinitive that nothing governs tells what the act was for."""
    opens = not trigger.noun and trigger.group < trigger.start and clause.tokens[trigger.group].lower == "to"
    if not opens or trigger.group == 0 or clause.tags[trigger.group - 1] not in "NT":
        return None
    aim = clause.tokens[trigger.start].lower in words("status").set("purpose.verbs")
    return trigger.group if aim else None


def _since(clause: Clause, trigger: Trigger) -> int | None:
    """``have been held since 1992``: a perfect with "since" goes on."""
    del trigger
    since = next((i for i, t in enumerate(clause.tokens) if t.lower == "since"), None)
    if since is None:
        return None
    return since if any(clause.tokens[i].lower in {"has", "have"} for i in range(since)) else None


@cache
def governors() -> frozenset[str]:
    """Return the words that govern another verb and tell no act of their own: ``tried``, ``will``."""
    tables = ("attempted", "failed", "planned", "conditional", "ongoing", "ended", "doubted", "not_happened")
    return frozenset().union(*(words("status").set(f"{name}.governors") for name in tables))


_RULES: tuple[tuple[Status, str, Callable[[Clause, Trigger], int | None]], ...] = (
    ("not_happened", "status/negated", _negation),
    ("not_happened", "status/refused", _governor("not_happened")),
    ("failed", "status/failed-to", _governor("failed")),
    ("failed", "status/failed-noun", _modifier("failed")),
    ("attempted", "status/tried-to", _governor("attempted")),
    ("attempted", "status/attempted-noun", _modifier("attempted")),
    ("attempted", "status/attempt-to", _head("attempted")),
    ("attempted", "status/repelled", _subject_of("attempted")),
    ("conditional", "status/if", _opener),
    ("conditional", "status/would", _governor("conditional")),
    ("planned", "status/will", _governor("planned")),
    ("planned", "status/planned-noun", _modifier("planned")),
    ("planned", "status/plan-to", _head("planned")),
    ("attempted", "status/in-order-to", _purpose),
    ("ended", "status/stopped", _governor("ended")),
    ("ended", "status/stopped-noun", _subject_of("ended")),
    ("doubted", "status/reportedly", _governor("doubted")),
    ("doubted", "status/alleged", _modifier("doubted")),
    ("ongoing", "status/continued-to", _governor("ongoing")),
    ("ongoing", "status/goes-on", _subject_of("ongoing")),
    ("ongoing", "status/ongoing-noun", _modifier("ongoing")),
    ("ongoing", "status/progressive", _progressive),
    ("ongoing", "status/since", _since),
)
"""Status, rule id, finder; the first that finds wins: what did not happen outranks how it would have."""
