"""The trained network: one window in, the same bytes out, whatever stands around it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import onnxruntime as ort
import pytest

from tocsin.errors import TocsinError
from tocsin.marking import network
from tocsin.marking.heads import PAIR_HEADS, TOKEN_HEADS
from tocsin.marking.network import answer_to, given, version
from tocsin.marking.windows import Window, windows_of

TEXT = (
    "Temban guns shelled two farms near Dolm overnight, the reeve of Dolm said, killing two herders. "
    "Traldin denied it. “Nobody fired,” its spokesman told the Dolm Gazette on Monday."
)
WEIGHTS = files("tocsin.marking") / "weights"


def windows(longest: int = 256) -> list[Window]:
    ends = [TEXT.index(" Traldin"), TEXT.index(" “Nobody"), len(TEXT)]
    starts = [0, ends[0] + 1, ends[1] + 1]
    return list(windows_of(TEXT, [(span, 0) for span in zip(starts, ends, strict=True)], [(0, 6)], longest))


def bytes_of(window: Window) -> bytes:
    answer = answer_to(window)
    return answer.words.tobytes() + answer.pairs.tobytes()


def test_an_answer_has_a_score_for_every_head_of_every_word() -> None:
    (window,) = windows()
    answer = answer_to(window)
    n = len(window.words)
    assert answer.words.shape == (n, sum(TOKEN_HEADS.values()))
    assert answer.pairs.shape == (sum(PAIR_HEADS.values()), n, n)


def test_a_window_alone_and_after_others_has_the_same_bytes() -> None:
    first, *rest = windows(40)
    alone = bytes_of(first)
    for other in rest:
        answer_to(other)
    assert bytes_of(first) == alone


@pytest.mark.parametrize("threads", [1, 2])
def test_one_thread_and_two_give_the_same_bytes(threads: int) -> None:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession((WEIGHTS / network.FILE).read_bytes(), options, providers=["CPUExecutionProvider"])
    (window,) = windows()
    words, pairs = session.run(None, given(window))
    assert words[0].tobytes() + pairs[0].tobytes() == bytes_of(window)


def test_the_weights_are_at_most_25_megabytes_and_their_version_is_their_hash() -> None:
    assert len((WEIGHTS / network.FILE).read_bytes()) <= 25_000_000
    assert (WEIGHTS / "marker.sha256").read_text(encoding="ascii").startswith(version())


def test_other_weights_than_those_that_were_measured_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / network.FILE).write_bytes(b"other")
    (tmp_path / "marker.sha256").write_text("0" * 64, encoding="ascii")
    monkeypatch.setattr(network, "FOLDER", tmp_path)
    network.loaded.cache_clear()
    try:
        with pytest.raises(TocsinError, match="Install tocsin again"):
            answer_to(windows()[0])
    finally:
        network.loaded.cache_clear()
