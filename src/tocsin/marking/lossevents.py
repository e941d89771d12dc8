"""The losses of one sentence and the acts told in it in, the claim of losses that no act explains out."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.lexicon.codebook import codebook
from tocsin.marking.phrases import Clause
from tocsin.model import Because, Event, Span, TollMark, parted


def losses_in(
    clause: Clause, tolls: Sequence[TollMark], told: Sequence[Event], contents: Sequence[Span]
) -> list[Event]:
    """Return the event of losses whose cause no act of the sentence names: one or none.

    An act in one speaker's mouth is no cause of the losses in another's: ``contents`` are what speakers say.
    """
    acts = [e.trigger for e in told if codebook().row(e.type).takes_tolls]
    tolls = [t for t in tolls if all(parted(t.cue, act, contents) for act in acts)]
    if not tolls:
        return []
    denied = all(t.denied or (t.count is not None and t.count.high == 0) for t in tolls)
    return [
        Event(
            trigger=tolls[0].cue,
            type=_loss_type(tolls),
            clause=(clause.tokens[0].start, clause.tokens[-1].end),
            status="not_happened" if denied else "happened",
            because=(Because(rule="event/losses", spans=(tolls[0].cue,)),),
        )
    ]


def _loss_type(tolls: Sequence[TollMark]) -> str:
    """People taken, freed or driven out are told as that act; the dead, wounded, missing and things lost as losses."""
    kinds = {_OF_STATUS.get(toll.status, "losses") for toll in tolls}
    return kinds.pop() if len(kinds) == 1 else "losses"


_OF_STATUS = {"captured": "capture", "detained": "capture", "released": "release", "displaced": "displacement"}
