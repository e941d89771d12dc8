"""The gold gate: the bundled reports are read, each field's share right is held to its floor; floors may only rise.

``python -m gold.gate`` prints the table and exits 1 when a figure is below its floor or a negative yields a claim.
``--write`` sets each floor to the landed figure less one standard error, where that is higher than the floor.
"""

from __future__ import annotations

import json
import sys
from math import sqrt

from gold.labels import GOLD, LabelledReport, reports
from gold.matching import FIELDS, Tally, tally
from tocsin.line import read_page
from tocsin.model import Reading

FLOORS = GOLD / "floors.json"
MEASURED = ("claim", *FIELDS, "fully_right")


def main(arguments: list[str]) -> int:
    """Print the table; return 1 when the gate is shut."""
    counts = tally([(gold, read_page(gold.page)) for gold in reports("open")])
    false = false_claims()
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    print(f"{'field':<14}{'right':>7}{'judged':>8}{'share':>8}{'floor':>8}")
    low = [field for field in MEASURED if not _row(field, counts, floors.get(field))]
    print(f"negatives with a claim: {len(false)}" + "".join(f"\n  {name}: {n}" for name, n in false.items()))
    if "--write" in arguments:
        FLOORS.write_text(json.dumps(raised(counts, floors), indent=2) + "\n", encoding="utf-8")
        return 0
    if low:
        print(
            f"Below the floor: {', '.join(low)}. Mend the line, or lower one floor with a decision record.",
            file=sys.stderr,
        )
    return 1 if low or false else 0


def _row(field: str, counts: Tally, floor: float | None) -> bool:
    share = counts.share(field)
    shown = "-" if share is None else f"{share:.3f}"
    print(
        f"{field:<14}{counts.right[field]:>7}{counts.judged[field]:>8}{shown:>8}{'-' if floor is None else f'{floor:.3f}':>8}"
    )
    return floor is None or (share is not None and share >= floor)


def raised(counts: Tally, floors: dict[str, float]) -> dict[str, float]:
    """Return the floors that today's figures allow: the share less one standard error, never below the old floor."""
    found: dict[str, float] = {}
    for field in MEASURED:
        share = counts.share(field)
        if share is None:
            continue
        error = sqrt(share * (1 - share) / counts.judged[field])
        found[field] = max(floors.get(field, 0.0), round(share - error, 4))
    return found


def false_claims() -> dict[str, int]:
    """Return the hard negatives that yield claims, with how many."""
    read: list[tuple[LabelledReport, Reading]] = [(gold, read_page(gold.page)) for gold in reports("negatives")]
    return {gold.labels.id: len(reading.claims) for gold, reading in read if reading.claims}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
