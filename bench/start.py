"""The command line in; the wall time of ``tocsin --help`` and of a cold first report out, each beside its goal.

Cold means a new process; the files lie in the system's cache, as they do for anyone who runs a command twice.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from bench.measured import Measured, show
from bench.streams import BUNDLED

HELP_GOAL_S, REPORT_GOAL_S = 0.25, 1.2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench/start.py", description="Wall time of short commands.")
    parser.add_argument("--runs", type=int, default=7, help="runs of each command (default: 7)")
    runs = parser.parse_args().runs
    rows = [_row("tocsin --help", HELP_GOAL_S, ["--help"], runs)]
    report = next(iter(sorted(BUNDLED.glob("*.txt"))), None)
    if report is None:
        print("SKIPPING the cold first report: gold/open holds no report", file=sys.stderr)
    else:
        rows.append(_row("cold first report", REPORT_GOAL_S, ["read", str(report), "--format", "jsonl"], runs))
    show(rows)


def _row(what: str, goal: float, arguments: Sequence[str], runs: int) -> Measured:
    times = sorted(seconds(arguments) for _ in range(runs))
    how = f"median of {runs} runs, {times[0]:.2f} to {times[-1]:.2f} s"
    return Measured(what, f"< {goal} s", f"{statistics.median(times):.2f} s", how)


def seconds(arguments: Sequence[str]) -> float:
    """Return the wall time of one run of ``tocsin`` with ``arguments``."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tocsin", *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
