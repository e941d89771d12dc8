"""One sentence or clause with its counts in, the losses told in it out: what was lost, how, and on which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from tocsin.lexicon.counting import load_losses, load_numbers
from tocsin.lexicon.words import words
from tocsin.marking.figures import phrase_at
from tocsin.marking.losscues import Cue, cues_in
from tocsin.marking.nounphrase import PART
from tocsin.marking.tokens import tokens_of
from tocsin.marking.tolllinks import Scene, lost_counts, scene_of, status_of
from tocsin.marking.uncounted import bare_lost, uncounted_in
from tocsin.model import Because, Span, overlaps
from tocsin.model.marks import Count, TollMark, TollStatus

Severity = Literal["minor", "serious", "critical"]
Scope = Literal["incident", "period", "conflict"]
_REMAINS = words("losses").set("link.remains")
_DENIAL_ENDS = words("losses").set("link.denial_ends")


def find_tolls(text: str, span: Span, counts: Sequence[Count], standins: Mapping[str, str]) -> tuple[TollMark, ...]:
    """Return the losses told in ``text[span]``, in text order; ``counts`` are those of ``find_counts`` there.

    Losses that are wished, feared, threatened or conditional give none. A loss without a number has a count of
    nulls. A count that is part of another (trait ``part``) is returned with the status of its whole.
    """
    scene = scene_of(text, tokens_of(text, span), counts, standins)
    cues = cues_in(scene.tokens, load_losses(), load_numbers())
    marks = [mark for cue in cues for mark in _of_cue(scene, cue, cues)]
    marks += _in_nouns(scene)
    marks = _once([*marks, *(m for m in _uncounted(scene) if not any(overlaps(m.span, o.cue) for o in marks))])
    return tuple(_with_parts(scene, marks))


def _of_cue(scene: Scene, cue: Cue, cues: Sequence[Cue]) -> Iterator[TollMark]:
    found = [scene.counts[n] for n in lost_counts(scene, cue, cues)]
    if not found:
        bare = bare_lost(scene, cue, denied=_denied(scene, cue))
        found = [bare] if bare else []
    for count in found:
        status = status_of(scene, cue, count)
        returned = cue.key in scene.lexis.losses.returned and _loss_noun(scene, count) is not None
        if status is not None and not returned:
            yield _mark(scene, cue, _with_party(scene, cue, count), status)


def _mark(scene: Scene, cue: Cue, count: Count, status: TollStatus) -> TollMark:
    words = (scene.tokens[cue.group].start, scene.tokens[cue.end - 1].end)
    wounded = status in {"wounded", "killed_or_wounded"}
    return _scoped(
        scene,
        TollMark(
            span=count.span,
            cue=words,
            status=status,
            count=count,
            severity=_severity(scene, cue, count) if wounded else None,
            denied=_denied(scene, cue),
            because=(Because(rule=f"tolls/{cue.form}", spans=(words, count.span)),),
        ),
    )


def _with_party(scene: Scene, cue: Cue, count: Count) -> Count:
    """Give a count the party told beside it: "the Velk death toll", "Velk lost 40 men", "on the Velk side"."""
    if count.party is not None:
        return count
    slug = _side_after(scene, cue, count) or _loser(scene, cue) or _sufferer(scene, count)
    return count if slug is None else msgspec.structs.replace(count, party=slug)


def _side_after(scene: Scene, cue: Cue, count: Count) -> str | None:
    tokens, after = scene.tokens, max(count.span[1], scene.tokens[cue.end - 1].end)
    first = next((i for i, t in enumerate(tokens) if t.start >= after), len(tokens))
    for i in range(first, min(first + 6, len(tokens) - 2)):
        if (
            tokens[i].lower == "on"
            and tokens[i + 1].lower in {"the", "our"}
            and [t.lower for t in tokens[i + 3 : i + 4]] == ["side"]
        ):
            return scene.lexis.standins.get(tokens[i + 2].text)
        if tokens[i].text in {",", ";"} or tokens[i].lower == "and":
            return None
    return None


def _loser(scene: Scene, cue: Cue) -> str | None:
    reach = 2 if cue.form == "toll" else 5 if cue.status == "lost" else 0
    near = [t.text for t in scene.tokens[max(0, cue.first - reach) : cue.first] if t.text in scene.lexis.standins]
    return scene.lexis.standins[near[-1]] if near else None


def _sufferer(scene: Scene, count: Count) -> str | None:
    """Return the party of "the Velk army suffered 20 casualties"."""
    first = next((i for i, t in enumerate(scene.tokens) if t.start == count.span[0]), 0)
    if not first or scene.tokens[first - 1].lower not in scene.lexis.losses.harm_verbs - {"with"}:
        return None
    near = [t.text for t in scene.tokens[max(0, first - 5) : first] if t.text in scene.lexis.standins]
    return scene.lexis.standins[near[-1]] if near else None


def _scoped(scene: Scene, mark: TollMark) -> TollMark:
    losses = scene.lexis.losses
    start, end = scene.tokens[0].start, scene.tokens[-1].end
    scope: Scope = "incident"
    if losses.conflict.search(scene.text, start, end):
        scope = "conflict"
    elif losses.period.search(scene.text, start, end):
        scope = "period"
    since = losses.since.search(scene.text, start, end)
    if scope == "incident" or since is None:
        return msgspec.structs.replace(mark, scope=scope)
    reason = Because(rule="tolls/since", spans=(since.span(),))
    return msgspec.structs.replace(mark, scope=scope, because=(*mark.because, reason))


def _severity(scene: Scene, cue: Cue, count: Count) -> Severity | None:
    grades = scene.lexis.losses.severity
    after = scene.tokens[cue.end : cue.end + 4]
    near = scene.tokens[max(0, cue.group - 1) : cue.end]
    if after and after[0].lower not in {"in", "and", ","} and not after[0].lower.endswith("ly"):
        after = ()
    for token in (*near, *after):
        if token.lower in grades and not (token.start < count.span[0] < token.end):
            return grades[token.lower]
    return None


def _denied(scene: Scene, cue: Cue) -> bool:
    """Tell whether the loss is said not to be: by "not", by a verb of denial before, by "is false" after."""
    losses = scene.lexis.losses
    if cue.negated:
        return True
    for token in scene.tokens[cue.first - 1 :: -1] if cue.first else ():
        if token.lower in losses.denial_before:
            return True
        if token.lower in _DENIAL_ENDS:
            break
    return bool(losses.denial_after.search(scene.text, scene.tokens[cue.end - 1].end, scene.tokens[-1].end))


def _in_nouns(scene: Scene) -> Iterator[TollMark]:
    """Yield the losses that the counted noun itself tells: ``20 casualties``, ``no fatalities``, ``claimed 14 lives``."""
    for count, (start, end) in zip(scene.counts, scene.ranges, strict=True):
        found = _loss_noun(scene, count)
        if found is None:
            continue
        last, loss = found
        after = {t.lower for t in scene.tokens[end : end + 4]}
        bodiless = count.best == 0 and scene.tokens[last].lower in _REMAINS
        if bodiless or after & scene.lexis.losses.returned or (loss == "life" and not _took(scene, start)):
            continue
        cue = Cue(last, last + 1, last, "killed", "nominal", loss, passive=False, negated=False)
        yield _mark(scene, cue, _with_party(scene, cue, count), _noun_status(loss))


def _loss_noun(scene: Scene, count: Count) -> tuple[int, str] | None:
    """Return the index of the counted noun that is a loss in itself (``casualties``), and which."""
    for i, token in enumerate(scene.tokens):
        if count.span[0] <= token.start < count.span[1]:
            found = phrase_at(scene.tokens, i, scene.lexis.words.nouns)
            if found and found[1].loss:
                return i, found[1].loss
    return None


def _noun_status(loss: str) -> TollStatus:
    named: dict[str, TollStatus] = {
        "killed_or_wounded": "killed_or_wounded",
        "wounded": "wounded",
        "displaced": "displaced",
    }
    return named.get(loss, "killed")


def _took(scene: Scene, start: int) -> bool:
    return any(t.lower in scene.lexis.losses.lives_verbs for t in scene.tokens[max(0, start - 3) : start])


def _uncounted(scene: Scene) -> Iterator[TollMark]:
    for i, status, count in uncounted_in(scene):
        cue = Cue(i, i + 1, i, status, "nominal", "", passive=False, negated=False)
        yield _mark(scene, cue, _with_party(scene, cue, count), status)


def _once(marks: Sequence[TollMark]) -> list[TollMark]:
    """Keep one mark a count: that of the verb rather than of a participle within the counted words."""
    best: dict[Span, TollMark] = {}
    for mark in sorted(marks, key=lambda m: m.span[0] <= m.cue[0] < m.span[1]):
        best.setdefault(mark.span, mark)
    return sorted(best.values(), key=lambda m: m.span)


def _with_parts(scene: Scene, marks: Sequence[TollMark]) -> Iterator[TollMark]:
    """Yield the marks with those of parts, which share status and cue with the whole before them."""
    told = {mark.span: mark for mark in marks}
    whole: TollMark | None = None
    rest = iter([m for m in marks if all(m.span != c.span for c in scene.counts)])
    made: list[TollMark] = list(rest)
    for count in scene.counts:
        mark = told.get(count.span)
        if mark is None and PART in count.traits and whole is not None:
            mark = msgspec.structs.replace(whole, span=count.span, count=count, severity=None)
        elif mark is not None and PART not in count.traits:
            whole = mark
        if mark is not None:
            made.append(mark)
    yield from sorted(made, key=lambda m: m.span)
