"""Windows in, the answers of the trained network out: one window at a time, its exact length, one thread."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from tocsin.errors import TocsinError
from tocsin.marking.heads import signature
from tocsin.marking.scored import Answer
from tocsin.marking.windows import Window

FILE = "marker.onnx"
FOLDER = files("tocsin.marking") / "weights"
"""Where the weights lie; training/trials.py measures others."""


def answer_to(window: Window) -> Answer:
    """Return what the network says of ``window``; the same bytes whatever was asked before."""
    session, _ = loaded()
    words, pairs = session.run(None, given(window))
    return Answer(words[0], pairs[0])


def given(window: Window) -> dict[str, npt.NDArray[np.int64]]:
    """Return what the network is given: one row of each input, nothing of the text but its pieces and shapes."""
    rows = {
        "ids": window.ids,
        "heads": window.heads,
        "shapes": [word.shape for word in window.words],
        "hints": [word.hint for word in window.words],
    }
    return {name: np.array([row], dtype=np.int64) for name, row in rows.items()}


def version() -> str:
    """Return the first twelve figures of the weights' sha256."""
    return loaded()[1][:12]


@cache
def loaded() -> tuple[ort.InferenceSession, str]:
    """Return the runtime's session and the weights' sha256, read once a process.

    Raises:
        TocsinError: the file is not the one that this version was measured with, or was trained for another codebook.
    """
    data = (FOLDER / FILE).read_bytes()
    expected = (FOLDER / "marker.sha256").read_text(encoding="ascii").strip()
    digest = hashlib.sha256(data).hexdigest()
    if digest != expected:
        message = f"The weights {FILE} are not those that this version was measured with (sha256 {digest[:12]}…)"
        raise TocsinError(message, do="Install tocsin again.")
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    if session.get_modelmeta().custom_metadata_map.get("heads") != signature():
        message = f"The weights {FILE} were trained for other rows of the codebook than are here"
        raise TocsinError(message, do="Train them anew: make train-setup, then make train.")
    return session, digest
