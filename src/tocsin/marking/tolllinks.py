"""A word of loss and the counts round it in, the counts that it says are lost out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.lexicon.counting import load_losses, load_numbers
from tocsin.lexicon.words import words
from tocsin.marking.losscues import Cue
from tocsin.marking.nounphrase import PART, Lexis
from tocsin.marking.tokens import Token
from tocsin.model.marks import Count, TollStatus

_GAP = 12
_TOLL_REACH = 18
_JOINTS = (("and",), (",",), (",", "and"), ("or",), ("plus",), ("as", "well", "as"), ("along", "with"), (",", "as", "well", "as"), ("together", "with"), ("&",), ("and", "the"), ("and", "her"), ("and", "his"), ("and", "their"), ("and", "its"))  # fmt: skip
_QUOTES = frozenset('“”"„‟«»')
_CLAUSE_ENDS = words("losses").set("link.clause_ends")
_PREPOSITIONS = words("losses").set("link.prepositions")
_OPENERS = words("losses").set("link.openers")
_HEDGES = words("losses").set("link.hedges")
_LOOSE = words("losses").set("link.loose")
_RIGHT_GAP = words("losses").set("link.right_gap")
_HARDWARE = frozenset({"tank", "aircraft", "helicopter", "uav", "vehicle", "ship", "artillery"})


class Scene(NamedTuple):
    """A sentence ready for linking: text, tokens, counts with their token ranges, tables."""

    text: str
    tokens: tuple[Token, ...]
    counts: tuple[Count, ...]
    ranges: tuple[tuple[int, int], ...]
    lexis: Lexis


def scene_of(text: str, tokens: tuple[Token, ...], counts: Sequence[Count], standins: Mapping[str, str]) -> Scene:
    """Return the scene of one sentence; counts outside it are left out."""
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i + 1 for i, t in enumerate(tokens)}
    inside = tuple(c for c in counts if c.span[0] in starts and c.span[1] in ends)
    ranges = tuple((starts[c.span[0]], ends[c.span[1]]) for c in inside)
    return Scene(text, tokens, inside, ranges, Lexis(load_numbers(), load_losses(), standins))


def lost_counts(scene: Scene, cue: Cue, cues: Sequence[Cue]) -> list[int]:
    """Return the indices of the counts that ``cue`` says are lost; ``cues`` are all words of loss of the sentence."""
    if cue.form == "toll":
        return _after_toll(scene, cue)
    if cue.form in {"object", "nominal"}:
        return _objects(scene, cue, cues)
    if cue.form in {"subject", "adjective"} or cue.passive:
        return _subjects(scene, cue, cues)
    objects = _objects(scene, cue, cues)
    subjects = _subjects(scene, cue, cues)
    near = bool(subjects) and _near(scene, subjects[-1], cue)
    if objects and not (near and _taken_after(scene, objects[0], cue, cues)):
        return objects
    return subjects if near else []


def _near(scene: Scene, n: int, cue: Cue) -> bool:
    """Tell whether count ``n`` stands right before a participle without "be", or holds it."""
    start, end = scene.ranges[n]
    gap = scene.tokens[end : cue.first]
    return start < cue.first < end or all(
        _light(t) or t.text in _QUOTES or t.text == "," or t.lower in _HEDGES for t in gap
    )


def status_of(scene: Scene, cue: Cue, count: Count) -> TollStatus | None:
    """Return what was lost of ``count`` by ``cue``, or null if it cannot be said of such a thing."""
    losses, what = scene.lexis.losses, count.what
    if what == "other" or (count.elliptic is False and what is None and not _sayable(cue, scene)):
        return None
    if cue.key in losses.needs_noun and what is None and not cue.passive:
        return None
    if what in {None, "people"}:
        return _of_people(cue, count, scene)
    return _of_things(cue, count)


def _sayable(cue: Cue, scene: Scene) -> bool:
    losses = scene.lexis.losses
    return cue.status in losses.unknown_people or cue.status in losses.unknown_things


def _of_people(cue: Cue, count: Count, scene: Scene) -> TollStatus | None:
    losses = scene.lexis.losses
    if cue.status in {"destroyed", "damaged"}:
        fighters = cue.key == "destroyed" and count.kind == "military"
        if cue.key == "loss of" and count.what == "people":
            return "killed"
        return "killed" if fighters else (None if count.what == "people" else cue.status)
    if cue.key in losses.not_of_fighters and count.kind in {"military", "police"}:
        return None
    return "killed" if cue.status == "lost" else cue.status


def _of_things(cue: Cue, count: Count) -> TollStatus | None:
    hardware = count.what in _HARDWARE
    if cue.status in {"killed", "killed_or_wounded"}:
        return "killed" if count.what == "animal" else ("destroyed" if hardware else None)
    if cue.status == "lost":
        return "destroyed" if hardware else None
    if cue.status in {"captured", "missing"}:
        return cue.status if hardware else None
    return cue.status if cue.status in {"destroyed", "damaged"} else None


def _after_toll(scene: Scene, cue: Cue) -> list[int]:
    losses, before = scene.lexis.losses, scene.lexis.words.toll_before | {":", "("}
    if cue.key in losses.short_tolls:
        return _after_short(scene, cue)
    for n, (start, _) in enumerate(scene.ranges):
        gap = [t.lower for t in scene.tokens[cue.end : start]]
        near = cue.end < start <= cue.end + _TOLL_REACH and gap[-1] in before and not {";", "said"} & set(gap)
        if near and status_of(scene, cue, scene.counts[n]):
            return [n]
    return []


def _after_short(scene: Scene, cue: Cue) -> list[int]:
    """Take "put the dead at 27", "the dead included two guards and a cook": the number follows at once."""
    for n, (start, _) in enumerate(scene.ranges):
        gap = [t.lower for t in scene.tokens[cue.end - cue.key.endswith(" at") : start]]
        if gap and len(gap) <= 4 and {gap[0], gap[-1]} <= scene.lexis.losses.after_short | scene.lexis.words.owners:
            return _chained_right(scene, n, cue, ())
    return []


def _objects(scene: Scene, cue: Cue, cues: Sequence[Cue]) -> list[int]:
    for n, (start, _) in enumerate(scene.ranges):
        gap = [t for t in scene.tokens[cue.end : start] if t.text not in _QUOTES]
        if start >= cue.end and len(gap) <= 3 and all(_light(t) for t in gap):
            return _chained_right(scene, n, cue, cues) if status_of(scene, cue, scene.counts[n]) else []
    return []


def _light(token: Token) -> bool:
    return token.lower in _RIGHT_GAP or token.lower.endswith("ly")


def _chained_right(scene: Scene, n: int, cue: Cue, cues: Sequence[Cue]) -> list[int]:
    chain = [n]
    for m in range(n + 1, len(scene.counts)):
        joint = tuple(t.lower for t in scene.tokens[scene.ranges[m - 1][1] : scene.ranges[m][0]])
        if PART in scene.counts[m].traits:
            continue
        if joint not in _JOINTS or _taken_after(scene, m, cue, cues) or not status_of(scene, cue, scene.counts[m]):
            break
        chain.append(m)
    return chain


def _taken_after(scene: Scene, n: int, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell whether words of loss stand right behind count ``n``: it is theirs."""
    end = scene.ranges[n][1]
    if end < len(scene.tokens) and scene.tokens[end].lower in scene.lexis.words.be | scene.lexis.words.have:
        return True
    return any(c is not cue and c.group == end and c.form != "object" for c in cues)


def _subjects(scene: Scene, cue: Cue, cues: Sequence[Cue]) -> list[int]:
    k = _left_edge(scene, cue)
    inner = _holding(scene, cue)
    if inner is not None:
        return [inner]
    for n in range(len(scene.counts) - 1, -1, -1):
        end = scene.ranges[n][1]
        if end > k or not status_of(scene, cue, scene.counts[n]):
            continue
        fit = _fit(scene, n, k, cue)
        if fit == "direct" and _after_preposition(scene, n) and (outer := _outer(scene, n, k, cue)) is not None:
            return _chained_left(scene, outer, cue, cues)
        if fit != "past":
            return _chained_left(scene, n, cue, cues) if fit else []
    return []


def _holding(scene: Scene, cue: Cue) -> int | None:
    """Return the count whose words hold the cue as an adjective: ``two wounded men``."""
    if cue.form not in {"participle", "adjective"}:
        return None
    return next((n for n, (start, end) in enumerate(scene.ranges) if start < cue.first < end), None)


def _left_edge(scene: Scene, cue: Cue) -> int:
    k = cue.group
    while k > 0 and (
        scene.tokens[k - 1].lower in _LOOSE
        or scene.tokens[k - 1].lower.endswith("ly")
        or scene.tokens[k - 1].text in _QUOTES
    ):
        k -= 1
    return k


def _fit(scene: Scene, n: int, k: int, cue: Cue) -> str:
    """Return how count ``n`` stands to the verb at ``k``: "direct", "bridged", "past" (look further left) or ""."""
    start, end = scene.ranges[n]
    gap = scene.tokens[end:k]
    if not gap or all(t.text in _QUOTES for t in gap):
        taken = cue.key not in scene.lexis.losses.take_keys or any(
            t.lower in scene.lexis.losses.take_verbs for t in scene.tokens[max(0, start - 3) : start]
        )
        return "direct" if taken else ""
    if PART in scene.counts[n].traits:
        return "past"
    if [t.lower for t in gap] == [","]:
        return _after_comma(scene, n, cue)
    if not _bridge(gap, lone=scene.counts[n].best == 1):
        return ""
    return "past" if _after_preposition(scene, n) else "bridged"


def _after_comma(scene: Scene, n: int, cue: Cue) -> str:
    """Take "Orlo, a field commander, was killed" and "two men, lightly wounded in the arm, …"."""
    start = scene.ranges[n][0]
    if start and scene.tokens[start - 1].text == ",":
        return "past" if any(end == start - 1 for _, end in scene.ranges) else "bridged"
    return "bridged" if cue.form == "participle" and not cue.passive else ""


def _after_preposition(scene: Scene, n: int) -> bool:
    start = scene.ranges[n][0]
    return start > 0 and scene.tokens[start - 1].lower in _PREPOSITIONS


def _outer(scene: Scene, n: int, k: int, cue: Cue) -> int | None:
    """Return the count that "from a single family" hangs on in "six people from a single family were killed"."""
    for m in range(n - 1, -1, -1):
        if status_of(scene, cue, scene.counts[m]) and _bridge(scene.tokens[scene.ranges[m][1] : k], lone=False):
            return m
    return None


def _bridge(gap: Sequence[Token], *, lone: bool) -> bool:
    """Tell whether the words between a subject and its verb belong to the subject: ``in the village of Orm``."""
    words = [t.lower for t in gap]
    if len(words) > _GAP or _CLAUSE_ENDS & set(words):
        return False
    if words[0] == ",":
        return words[-1] == "," and len(words) > 1
    joined = "and" in words and not gap[min(words.index("and") + 1, len(gap) - 1)].capital
    return words[0] in _OPENERS and "," not in words[:-1] and not (lone and joined)


def _chained_left(scene: Scene, n: int, cue: Cue, cues: Sequence[Cue]) -> list[int]:
    chain = [n]
    for m in range(n - 1, -1, -1):
        joint = tuple(t.lower for t in scene.tokens[scene.ranges[m][1] : scene.ranges[chain[-1]][0]])
        if PART in scene.counts[m].traits or joint not in _JOINTS or not status_of(scene, cue, scene.counts[m]):
            break
        start = scene.ranges[m][0]
        if any(
            c is not cue and start - 2 <= c.end <= start and c.form not in {"subject", "adjective"} and not c.passive
            for c in cues
        ):
            break
        chain.append(m)
    return chain[::-1]
