"""The training itself, where torch is there: a few steps, broken off and taken up, exported and asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-train" / "bin" / "python"
if not PYTHON.exists():
    print("ABSENT: .venv-train; the training is not tried (make train-setup)", file=sys.stderr)
    pytest.skip("NO TORCH HERE: THE TRAINING IS NOT TRIED (make train-setup)", allow_module_level=True)


def test_a_few_steps_train_go_on_and_export() -> None:
    done = subprocess.run(
        [str(PYTHON), "-m", "training.smoke"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
