"""The bundled reports in, a digest of the claims whose decisions are not close: ``python -m gold.digest [--write]``.

Another kind of CPU may move a score in its last places, and a decision that lies within 0.001 of its threshold with it.
A report is read with every threshold as it is, 0.001 higher and 0.001 lower; a claim that comes out the same three
times is in the digest, without scores and confidence. ``gold/digest.json``: by report, a hash for each such claim.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import msgspec

from gold.labels import GOLD, reports
from tocsin.claiming import standing
from tocsin.line import read_page
from tocsin.marking import decode, gate, sayings
from tocsin.model import Page

KEPT = GOLD / "digest.json"
CLOSE = 0.001
THRESHOLDS = (
    (decode, "TRIGGER"),
    (decode, "SURELY"),
    (decode, "LIKELY"),
    (decode, "BETWEEN"),
    (decode, "LIKELIER"),
    (sayings, "LEAST"),
    (standing, "ENOUGH"),
    (standing, "SURE"),
    (gate, "SURE"),
)
"""Modules and their constants that decide."""

_UNSURE = frozenset({"score", "confidence", "weights"})


def main(arguments: Sequence[str]) -> int:
    """Print how many claims the digest covers; write it, or name the reports whose digest is another."""
    found = digests()
    total = sum(len(read_page(gold.page).claims) for gold in reports("open"))
    print(f"{sum(map(len, found.values()))} of {total} claims have no decision within {CLOSE} of a threshold")
    if "--write" in arguments:
        KEPT.write_text(json.dumps(found, indent=0) + "\n", encoding="utf-8")
        return 0
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    other = [name for name in kept.keys() | found.keys() if kept.get(name) != found.get(name)]
    print("\n".join(f"{name}: other claims than in {KEPT.name}" for name in sorted(other)) or "all as kept")
    return int(bool(other))


def digests() -> dict[str, list[str]]:
    """Return by report the hashes of its claims that no threshold within ``CLOSE`` changes."""
    return {gold.labels.id: sorted(_stable(gold.page)) for gold in reports("open")}


def _stable(page: Page) -> frozenset[str]:
    read = [frozenset(_claims(page, moved)) for moved in (0.0, CLOSE, -CLOSE)]
    return read[0] & read[1] & read[2]


def _claims(page: Page, moved: float) -> Iterator[str]:
    """Yield a hash for each claim, with all thresholds ``moved``."""
    with ExitStack() as stack:
        for module, name in THRESHOLDS:
            stack.enter_context(patch.object(module, name, getattr(module, name) + moved))
        claims = read_page(page).claims
    for claim in claims:
        told = json.dumps(_bare(msgspec.to_builtins(claim)), sort_keys=True, ensure_ascii=False)
        yield hashlib.sha256(told.encode()).hexdigest()[:16]


def _bare(value: Any) -> Any:
    """Return ``value`` without scores."""
    if isinstance(value, Mapping):
        return {key: _bare(v) for key, v in value.items() if key not in _UNSURE}
    return [_bare(v) for v in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
