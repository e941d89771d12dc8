"""Ids in; their shortest beginnings that tell them apart out, and back from a beginning to the one id it fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tocsin.errors import UsageError

_LEAST = len("clm_") + 8


def shortened(ids: Iterable[str]) -> Mapping[str, str]:
    """Return for each id its beginning of at least eight characters after the prefix that no other id shares."""
    known = sorted(set(ids))
    return {one: one[: _needed(one, known, at)] for at, one in enumerate(known)}


def meant(beginning: str, ids: Sequence[str]) -> str:
    """Return the one id that starts with ``beginning``; the prefix ``clm_`` may be left out.

    Raises:
        UsageError: no id or several fit.
    """
    fitting = [one for one in ids if one.startswith((beginning, f"clm_{beginning}"))]
    if len(fitting) == 1 or beginning in fitting:
        return beginning if beginning in fitting else fitting[0]
    if not fitting:
        do = "List the ids of this file with `tocsin read FILE`."
        what = f"no claim of this file has an id that begins with {beginning!r}"
        raise UsageError(what, do=do)
    do = f"Give more of the id: {', '.join(shortened(fitting).values())}."
    what = f"{len(fitting)} claims have ids that begin with {beginning!r}"
    raise UsageError(what, do=do)


def _needed(one: str, known: Sequence[str], at: int) -> int:
    """In sorted order only the two neighbours can share the longest beginning."""
    around = [known[near] for near in (at - 1, at + 1) if 0 <= near < len(known)]
    return max([_LEAST, *(_shared(one, other) + 1 for other in around)])


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
