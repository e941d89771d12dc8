"""The digest: the bundled reports give the claims that are kept, whatever kind of CPU computes the scores."""

from __future__ import annotations

import json

from gold.digest import KEPT, digests


def test_the_claims_whose_decisions_are_not_close_are_those_that_are_kept() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    found = digests()
    assert sum(map(len, kept.values())) > 200
    assert {name: sorted(set(hashes) ^ set(found.get(name, []))) for name, hashes in kept.items()} == {
        name: [] for name in kept
    }
