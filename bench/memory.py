"""Two hundred reports in; the peak memory of the process that reads them out, beside its goal."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.measured import Measured, show
from bench.streams import Document, reports

GOAL_MIB = 450
READ = (0, 4)
"""Exit codes of a run that read: all reports, or all but some that are no English text."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench/memory.py", description="Peak memory of one process.")
    parser.add_argument("--reports", type=int, default=200, help="how many it reads (default: 200)")
    given = parser.parse_args()
    documents = reports(given.reports)
    words = sum(document.words for document in documents)
    how = f"tocsin read FOLDER --format jsonl, {len(documents)} reports, {words:,} words"
    show([Measured("peak memory", f"< {GOAL_MIB} MiB", f"{peak_mib(documents):.0f} MiB", how)])


def peak_mib(documents: Sequence[Document]) -> float:
    """Return the peak resident memory, in MiB, of ``tocsin read`` on a folder of ``documents``."""
    with tempfile.TemporaryDirectory() as folder:
        for document in documents:
            Path(folder, f"{document.name}.txt").write_text(document.text, "utf-8", "replace")
        command = [sys.executable, "-m", "tocsin", "read", folder, "--format", "jsonl", "--quiet"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in READ:
        sys.exit(f"bench: tocsin read left with {process.returncode}; its memory says nothing")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss / unit


if __name__ == "__main__":
    main()
