"""What the heads are taught: labels land on the words they speak of, and what is not labelled teaches nothing."""

from __future__ import annotations

from random import Random

import pytest
from gold.labels import labelled, labels_of
from gold.located import located
from training.blinding import blinding, hidings
from training.documents import Document
from training.tensors import IGNORED, Ints, Taught, taught

from tocsin.lexicon.register import register
from tocsin.marking.heads import FAMILIES, ROLES, ROWS, SAID, STATUSES, TOLLS
from tocsin.model import Page

TEXT = """Guns fall silent in Dolm
Upper League gunners shelled two farms near Dolm overnight, the reeve of Dolm said, killing two herders.
It had rained. The League said that Mira had fired first.
"""
LABELS = {
    "id": "Z1",
    "writer": "w1",
    "labeller": "w1",
    "fiction": True,
    "published": "2031-03-04",
    "parties": {"upl": ["Upper League", "League"], "mir": ["Mira"]},
    "attributions": [
        {"source": "the reeve of Dolm", "cue": {"text": "said", "nth": 1}, "content": ["killing two herders"]},
    ],
    "claims": [
        {
            "trigger": "shelled",
            "type": "attack.artillery",
            "status": "happened",
            "stance": "accuses",
            "told": "explicit",
            "quote": [
                "Guns fall silent in Dolm",
                "Upper League gunners shelled two farms near Dolm overnight, the reeve of Dolm said, killing two herders.",
            ],
            "speaker": "the reeve of Dolm",
            "actors": [
                {"role": "initiator", "name": "Upper League gunners", "party": "upl"},
                {"role": "target", "name": "two farms"},
            ],
            "time": "overnight",
            "tolls": [
                {"status": "killed", "words": "two herders", "low": 2, "best": 2, "high": 2, "qualifier": "exact"}
            ],
        },
    ],
}


def document(**more: object) -> Document:
    page = Page(content=TEXT.encode(), media="text/plain")
    report = labelled(labels_of({**LABELS, **more}, "Z1.yaml"), page, "Z1.txt")
    return Document(source="test", text=report.text, labels=located(report), invented=True)


def window(of: Document, seed: int = 1) -> tuple[Taught, list[str]]:
    blind = blinding(of, hidings(of, register()), register().standins, Random(seed))
    (found,) = taught(of, blind, 256)
    return found, [blind.blinded.text[slice(*word.span)] for word in found.window.words]


def told(targets: Ints, words: list[str], value: int) -> list[str]:
    return [word for word, target in zip(words, targets, strict=True) if target == value]


def test_a_trigger_teaches_family_row_status_and_the_rest_teach_none() -> None:
    found, words = window(document())
    assert told(found.family, words, FAMILIES.index("attack")) == ["shelled"]
    assert told(found.row, words, ROWS.index("attack.artillery")) == ["shelled"]
    assert told(found.status, words, STATUSES.index("happened")) == ["shelled"]
    assert told(found.family, words, 0)[:6] == [*told(found.family, words, 0)[:6]]
    assert "rained" in told(found.family, words, 0)


def test_a_further_mention_of_a_claim_teaches_the_trigger_head_nothing() -> None:
    found, words = window(document())
    assert told(found.family, words, IGNORED) == ["Guns", "fall", "silent", "in", "Dolm"]


def test_roles_and_losses_are_told_for_the_triggers_words() -> None:
    found, words = window(document())
    assert [words[i] for i in found.at] == ["shelled"]
    assert told(found.roles[0], words, 1 + ROLES.index("target")) == ["two", "farms"]
    assert told(found.roles[0], words, 1 + ROLES.index("time")) == ["overnight"]
    assert told(found.tolls[0], words, 1 + TOLLS.index("killed")) == ["two", "herders"]
    assert told(found.speakers[0], words, 1) == ["the", "reeve", "of", "Dolm"]


def test_an_actor_points_to_every_naming_of_its_party() -> None:
    found, words = window(document())
    rows = {words[i]: told(row, words, 1) for i, row in zip(found.who, found.belongs, strict=True)}
    assert len(rows["gunners"]) == 2
    assert rows["farms"] == []


def test_attributions_teach_where_parts_begin_and_end() -> None:
    found, words = window(document())
    assert told(found.said[:, SAID.index("content begin")], words, 1) == ["killing"]
    assert told(found.said[:, SAID.index("content end")], words, 1) == ["herders"]
    assert told(found.said[:, SAID.index("source in")], words, 1) == ["the", "reeve", "of", "Dolm"]
    assert told(found.cues[0], words, 1) == ["said"]


def test_a_report_whose_attributions_are_not_labelled_teaches_none() -> None:
    found, _ = window(document(attributions=[]))
    of = document(attributions=[])
    found, _ = window(Document(source="test", text=of.text, labels=of.labels, said=False))
    assert set(found.said.ravel()) == {IGNORED}


@pytest.mark.parametrize("seed", range(8))
def test_an_invented_party_has_one_stand_in_wherever_it_is_named(seed: int) -> None:
    of = document()
    blind = blinding(of, hidings(of, register()), register().standins, Random(seed))
    named = {blind.blinded.text[slice(*span)] for span in blind.standins}
    assert len(named) <= 2
    assert ("League" in blind.blinded.text) == (len(blind.standins) < 2)


def test_stand_ins_are_drawn_anew() -> None:
    of = document()
    hiding = hidings(of, register())
    texts = {blinding(of, hiding, register().standins, Random(seed)).blinded.text for seed in range(6)}
    assert len(texts) > 3
