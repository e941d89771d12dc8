"""Answers of the network into spans and links: what language does not allow is not decoded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.lexicon.codebook import codebook
from tocsin.marking.decode import decoded
from tocsin.marking.heads import FAMILIES, PAIR_HEADS, ROLES, ROWS, SAID, STATUSES, TOKEN_HEADS
from tocsin.marking.scored import Answer, Decoded, Scores, span_of
from tocsin.marking.windows import Window, windows_of

TEXT = "Temban shelled two farms near Dolm, the reeve said. Nobody was hurt there."
SURE = 8.0


def window() -> Window:
    end = TEXT.index(" Nobody")
    (found,) = windows_of(TEXT, [((0, end), 0), ((end + 1, len(TEXT)), 0)], [(0, 6)])
    return found


def index(word: str) -> int:
    at = TEXT.index(word)
    return next(i for i, w in enumerate(window().words) if w.span[0] == at)


class Said:
    """An answer under construction: everything is a sure no, save what is put in."""

    def __init__(self) -> None:
        n = len(window().words)
        self.words: Scores = np.full((n, sum(TOKEN_HEADS.values())), -SURE, dtype=np.float32)
        self.pairs: Scores = np.full((sum(PAIR_HEADS.values()), n, n), -SURE, dtype=np.float32)
        self.column("family", 0)[:] = SURE
        for head in ("role", "toll"):
            self.pairs[self._first(PAIR_HEADS, head)] = SURE

    def _first(self, heads: object, name: str) -> int:
        widths = dict(heads)  # type: ignore[call-overload]
        return sum(width for _, width in list(widths.items())[: list(widths).index(name)])

    def column(self, head: str, offset: int) -> Scores:
        return self.words[:, self._first(TOKEN_HEADS, head) + offset]

    def tag(self, part: str, first: str, last: str) -> Said:
        a, b = index(first), index(last)
        self.column("said", SAID.index(f"{part} in"))[a : b + 1] = SURE
        self.column("said", SAID.index(f"{part} begin"))[a] = SURE
        self.column("said", SAID.index(f"{part} end"))[b] = SURE
        return self

    def act(self, word: str, row: str, status: str = "happened") -> Said:
        at = index(word)
        self.column("family", 0)[at] = -SURE
        self.column("family", FAMILIES.index(codebook().family(row)))[at] = SURE
        self.column("row", ROWS.index(row))[at] = SURE
        self.column("status", STATUSES.index(status))[at] = SURE
        return self

    def link(self, head: str, offset: int, one: str, other: str) -> Said:
        self.pairs[self._first(PAIR_HEADS, head) + offset, index(one), index(other)] = 2 * SURE
        return self

    def read(self) -> Decoded:
        return decoded(window(), Answer(self.words, self.pairs))


def words(found: range) -> str:
    return TEXT[slice(*span_of(window(), found))]


def test_nothing_is_decoded_where_the_network_is_sure_of_nothing() -> None:
    assert Said().read() == Decoded((), ())


def test_a_content_is_linked_to_its_source_and_cue() -> None:
    said = Said().tag("content", "Temban", "Dolm").tag("source", "the reeve", "reeve").tag("cue", "said", "said")
    for content in ("Temban", "farms", "Dolm"):
        said = said.link("source", 0, content, "the reeve").link("source", 0, content, "reeve")
        said = said.link("cue", 0, content, "said")
    (saying,) = said.read().sayings
    assert saying.source is not None
    assert saying.cue is not None
    assert [words(c.words) for c in saying.contents] == ["Temban shelled two farms near Dolm"]
    assert (words(saying.source.words), words(saying.cue.words)) == ("the reeve", "said")


def test_a_content_without_a_link_has_no_source() -> None:
    (saying,) = Said().tag("content", "Temban", "Dolm").tag("source", "the reeve", "reeve").read().sayings
    assert saying.source is None


def test_source_and_cue_side_by_side_tell_the_rest_of_their_sentence() -> None:
    (saying,) = Said().tag("source", "the reeve", "reeve").tag("cue", "said", "said").read().sayings
    assert saying.source is not None
    assert [words(c.words) for c in saying.contents] == ["Temban shelled two farms near Dolm"]


def test_a_source_apart_from_its_cue_tells_nothing() -> None:
    assert Said().tag("source", "Temban", "Temban").tag("cue", "said", "said").read().sayings == ()


def test_losses_that_an_act_of_their_sentence_has_are_no_act_of_their_own() -> None:
    said = Said().act("shelled", "attack.artillery").act("near", "losses").link("toll", 1, "near", "farms")
    assert len(said.read().acts) == 2
    (act,) = said.link("toll", 1, "shelled", "farms").read().acts
    assert act.row == "attack.artillery"


def test_words_that_are_nearly_of_a_role_hold_it_together() -> None:
    said = Said().act("shelled", "attack.artillery")
    target = 1 + ROLES.index("target")
    for word in ("two", "near"):
        said = said.link("role", target, "shelled", word)
    assert [words(run.words) for _, run in said.read().acts[0].fillers] == ["two", "near"]
    said.link("role", target, "shelled", "farms").pairs[target, index("shelled"), index("farms")] = SURE - 1
    assert [words(run.words) for _, run in said.read().acts[0].fillers] == ["two farms near"]


def test_the_parties_of_an_act_are_those_that_all_their_mentions_speak_for() -> None:
    act = Said().act("shelled", "attack.artillery").link("doer", 0, "shelled", "Temban").read().acts[0]
    assert [words(one.words) for one in act.doers] == ["Temban"]
    assert act.sufferers == ()


def test_a_part_ends_with_its_sentence() -> None:
    contents = [s.contents[0].words for s in Said().tag("content", "farms", "hurt").read().sayings]
    assert [words(c) for c in contents] == ["farms near Dolm, the reeve said.", "Nobody was hurt"]


def test_a_row_is_one_of_its_family() -> None:
    said = Said().act("shelled", "attack.artillery")
    said.words[index("shelled"), -1] = 0
    said.column("row", ROWS.index("talks"))[index("shelled")] = 3 * SURE
    assert [act.row for act in said.read().acts] == ["attack.artillery"]


def test_words_of_different_families_are_different_acts() -> None:
    acts = Said().act("shelled", "attack.artillery").act("two", "losses").read().acts
    assert [(words(a.trigger.words), a.row) for a in acts] == [("shelled", "attack.artillery"), ("two", "losses")]


def test_neighbouring_words_are_one_trigger_unless_the_second_begins_anew() -> None:
    one = Said().act("two", "losses").act("farms", "losses")
    assert [words(a.trigger.words) for a in one.read().acts] == ["two farms"]
    one.column("begins", 0)[index("farms")] = SURE
    assert [words(a.trigger.words) for a in one.read().acts] == ["two", "farms"]


def test_a_role_is_a_run_of_words_and_knows_its_party() -> None:
    said = (
        Said().act("shelled", "attack.artillery").link("party", 0, "two", "Temban").link("party", 0, "farms", "Temban")
    )
    for word in ("two", "farms"):
        said = said.link("role", 1 + ROLES.index("target"), "shelled", word)
    ((role, run),) = said.read().acts[0].fillers
    assert (role, words(run.words)) == ("target", "two farms")
    assert run.party == index("Temban")


@pytest.mark.parametrize("seed", range(5))
def test_any_answer_is_decoded_into_words_of_the_window(seed: int) -> None:
    draw = np.random.default_rng(seed)
    n = len(window().words)
    answer = Answer(
        draw.normal(0, 3, (n, sum(TOKEN_HEADS.values()))).astype(np.float32),
        draw.normal(0, 3, (sum(PAIR_HEADS.values()), n, n)).astype(np.float32),
    )
    found = decoded(window(), answer)
    spans = [a.trigger for a in found.acts] + [c for s in found.sayings for c in s.contents]
    assert spans
    assert all(0 <= s.words.start < s.words.stop <= n and 0 <= s.score <= 1 for s in spans)


@given(st.floats(min_value=0.01, max_value=0.99))
@settings(deadline=None)  # the machine may be busy
def test_a_higher_threshold_never_finds_more(at: float) -> None:
    draw = np.random.default_rng(7)
    n = len(window().words)
    words_ = draw.normal(0, 2, (n, sum(TOKEN_HEADS.values()))).astype(np.float32)
    answer = Answer(words_, np.zeros((sum(PAIR_HEADS.values()), n, n), dtype=np.float32))
    low = {i for a in decoded(window(), answer, at / 2).acts for i in a.trigger.words}
    high = {i for a in decoded(window(), answer, at).acts for i in a.trigger.words}
    assert high <= low
