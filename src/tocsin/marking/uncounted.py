"""Losses told without a number in, counts of nulls (or of the one person meant) out."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.lexicon.words import words
from tocsin.marking.losscues import Cue
from tocsin.marking.nounphrase import Counted, counted_at
from tocsin.marking.tolllinks import Scene
from tocsin.model.marks import Count, TollStatus

_BACK = 4
_ONE = words("losses").set("link.one")
_HANGERS = words("losses").set("link.hangers")
_DEGREES = words("losses").set("link.degrees")
_CLOSE = words("losses").set("link.close")
_REVERSERS = words("losses").set("link.reversers")


def bare_lost(scene: Scene, cue: Cue, *, denied: bool) -> Count | None:
    """Return what ``cue`` says is lost where no count stands: ``civilians were killed``, ``killing their leader``."""
    if cue.form == "toll":
        return None
    if cue.form in {"subject", "adjective"} or cue.passive:
        return _bare_subject(scene, cue, denied=denied)
    found = _bare_object(scene, cue, denied=denied) if _has_subject(scene, cue) else None
    if found or cue.form != "participle":
        return found
    after = scene.tokens[cue.end].lower if cue.end < len(scene.tokens) else "."
    return _bare_subject(scene, cue, denied=denied) if after in _CLOSE else None


def _has_subject(scene: Scene, cue: Cue) -> bool:
    """Tell "rebels killed civilians" from the adjective of "wounded soldiers" and "take displaced people home"."""
    if cue.form != "participle":
        return True
    before = scene.tokens[cue.group - 1] if cue.group else None
    return cue.group < cue.first or (before is not None and before.word and before.lower not in scene.lexis.words.stop)


def uncounted_in(scene: Scene) -> Iterator[tuple[int, TollStatus, Count]]:
    """Yield the token index, status and count of nulls of each ``casualties``, ``heavy losses`` without a number."""
    losses = scene.lexis.losses
    for i, token in enumerate(scene.tokens):
        status = losses.uncounted.get(token.lower)
        if status is None or any(start <= i < end for start, end in scene.ranges):
            continue
        first = _modified(scene, i)
        before = scene.tokens[first - 1].lower if first else ""
        after = scene.tokens[i + 1].lower if i + 1 < len(scene.tokens) else "."
        if before in _REVERSERS or (first and scene.tokens[first - 1].lower in losses.unknown):
            continue
        if before in losses.uncounted_verbs or after in {"were", "was", "are"}:
            yield i, status, _nulls(scene, first, i + 1, Counted(i + 1, None, "people", "unknown"))


def _modified(scene: Scene, i: int) -> int:
    first = i
    while first and first > i - 3 and scene.tokens[first - 1].lower in _DEGREES:
        first -= 1
    return first


def _bare_subject(scene: Scene, cue: Cue, *, denied: bool) -> Count | None:
    k = cue.group
    while k and scene.tokens[k - 1].lower in {"who", "that", ","}:
        k -= 1
    for s in range(max(0, k - _BACK), k):
        counted = _known(scene, s)
        if counted is not None and counted.end == k and not _in_count(scene, k - 1):
            return None if _hangs(scene, s) else _worded(scene, s, counted, denied=denied)
    return _nobody(scene, k - 1, denied=denied) or _unknown_one(scene, cue, k)


def _hangs(scene: Scene, s: int) -> bool:
    """Tell whether the phrase at ``s`` is the object of a preposition: "a boy in the car was killed"."""
    while s and scene.tokens[s - 1].lower in _ONE:
        s -= 1
    return s > 0 and scene.tokens[s - 1].lower in _HANGERS


def _unknown_one(scene: Scene, cue: Cue, k: int) -> Count | None:
    """Return the one of "a falconer was hurt", whose noun no table has, where only people can be meant."""
    if cue.status not in scene.lexis.losses.unknown_people or not (cue.passive or cue.key == "died"):
        return None
    for s in range(k - 2, max(-1, k - 4), -1):
        words = [t.lower for t in scene.tokens[s + 1 : k]]
        if scene.tokens[s].lower in {"a", "an"} and all(
            w.isalpha() and w not in scene.lexis.words.stop and w not in scene.lexis.words.nouns for w in words
        ):
            return _nulls(scene, s, k, Counted(k, None, "people", "unknown"), number=1)
    return None


def _bare_object(scene: Scene, cue: Cue, *, denied: bool) -> Count | None:
    s = cue.end
    while s < len(scene.tokens) and scene.tokens[s].lower in _ONE | {"any"}:
        s += 1
    counted = _known(scene, s) if s < len(scene.tokens) else None
    if counted is not None and not _in_count(scene, s):
        return _worded(scene, s, counted, denied=denied)
    return _nobody(scene, cue.end, denied=denied)


def _known(scene: Scene, s: int) -> Counted | None:
    """Return the noun phrase at ``s`` if all its words are known: stand-ins, modifiers, nouns of the tables."""
    counted = counted_at(scene.tokens, s, scene.lexis, one=True)
    if counted is None or counted.head is None or counted.head.loss or counted.what == "other":
        return None
    lexis = scene.lexis
    first = scene.tokens[s]
    known = first.text in lexis.standins or first.lower in lexis.words.modifiers or first.lower in lexis.words.nouns
    return counted if known else None


def _in_count(scene: Scene, i: int) -> bool:
    return any(start <= i < end for start, end in scene.ranges)


def _worded(scene: Scene, s: int, counted: Counted, *, denied: bool) -> Count | None:
    before = scene.tokens[s - 1].lower if s else ""
    if before in scene.lexis.losses.denial_any:
        return _nulls(scene, s - 1, counted.end, counted, number=0) if denied else None
    if counted.head is not None and not counted.head.plural:
        return _nulls(scene, s - 1 if before in _ONE else s, counted.end, counted, number=1)
    return _nulls(scene, s, counted.end, counted)


def _nobody(scene: Scene, i: int, *, denied: bool) -> Count | None:
    """Return the zero of a denied "anyone"."""
    if (
        not denied
        or not 0 <= i < len(scene.tokens)
        or scene.tokens[i].lower not in scene.lexis.losses.denial_any - {"any"}
    ):
        return None
    return _nulls(scene, i, i + 1, Counted(i + 1, None, "people", "unknown"), number=0)


def _nulls(scene: Scene, first: int, end: int, counted: Counted, *, number: int | None = None) -> Count:
    start = scene.tokens[first].start
    return Count(
        span=(start, scene.tokens[end - 1].end),
        number=None,
        low=number,
        best=number,
        high=number,
        qualifier="vague" if number is None else ("exact" if number else "none"),
        what=counted.what,
        kind=counted.kind,
        party=counted.party,
        traits=counted.traits,
    )
