"""What the public sets teach: where a label of theirs lands, and that all they leave open is masked."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from training.blinding import blinding, hidings
from training.document import Document
from training.public import (
    DiscourseRow,
    DiscourseSentence,
    PetrarchEvent,
    PetrarchRow,
    PloverActor,
    PloverRow,
    newsdiscourse,
    petrarch,
    plover,
    public_documents,
    row_of_event,
    rows_of_code,
)
from training.tensors import IGNORED, Ints, Taught, taught

from tocsin.lexicon.register import register
from tocsin.marking.heads import FAMILIES, LAYERS, ROLES, ROWS
from training import public


def coded(text: str, event: str, words: str, *, source: str = "", target: str = "", mode: str = "") -> list[Document]:
    parties = {"source": source, "target": target}
    actors = {part: (PloverActor(text=name),) for part, name in parties.items() if name}
    return list(plover([PloverRow(id="P1", text=text, event=event, mode=mode, event_text=words, **actors)]))


def listed(text: str, *codes: str) -> list[Document]:
    return list(petrarch([PetrarchRow(id="Q1", text=text, events=tuple(PetrarchEvent(code=code) for code in codes))]))


def story(*sentences: tuple[str, str], name: str = "N1") -> DiscourseRow:
    told = tuple(DiscourseSentence(text=text, label=label) for text, label in sentences)
    return DiscourseRow(id=name, headline="A night in Orm", sentences=told)


def acts(documents: list[Document]) -> list[tuple[str, str]]:
    return [(c.type, d.text.text[slice(*c.trigger)]) for d in documents for c in d.labels.claims]


def window(of: Document) -> tuple[Taught, list[str]]:
    blind = blinding(of, hidings(of, register()), register().standins, Random(1))
    (found,) = taught(of, blind, 256)
    return found, [blind.blinded.text[slice(*word.span)] for word in found.window.words]


def told(targets: Ints, words: list[str], value: int) -> list[str]:
    return [word for word, target in zip(words, targets, strict=True) if target == value]


SHELLED = "Kastrian gunners shelled the Vell militia on Monday after a raid, a herder said, killing two."


def test_an_act_of_plover_stands_at_its_words_with_its_parties() -> None:
    (found,) = coded(SHELLED, "FIGHT", "shelled", source="Kastrian gunners", target="Vell militia")
    assert acts([found]) == [("attack.artillery", "shelled")]
    (claim,) = found.labels.claims
    assert [(a.role, SHELLED[slice(*a.span)]) for a in claim.actors] == [
        ("initiator", "Kastrian gunners"),
        ("target", "Vell militia"),
    ]


def test_beside_the_one_labelled_act_no_word_teaches_whether_it_tells_one() -> None:
    (of,) = coded(SHELLED, "FIGHT", "shelled", source="Kastrian gunners", target="Vell militia")
    found, words = window(of)
    assert told(found.family, words, FAMILIES.index("attack")) == ["shelled"]
    assert told(found.family, words, IGNORED) == [word for word in words if word != "shelled"]
    assert told(found.row, words, ROWS.index("attack.artillery")) == ["shelled"]


def test_of_a_labelled_act_its_parties_are_taught_and_what_is_not_labelled_is_open() -> None:
    (of,) = coded(SHELLED, "FIGHT", "shelled", source="Kastrian gunners", target="Vell militia")
    found, words = window(of)
    assert told(found.roles[0], words, 1 + ROLES.index("target")) == ["Vell", "militia"]
    assert "Monday" in told(found.roles[0], words, IGNORED)
    assert 0 not in found.roles
    unknown = (found.status, found.stance, found.layer, found.wanted, found.said, found.tolls, found.speakers)
    assert all((head == IGNORED).all() for head in (*unknown, found.doers, found.sufferers))
    assert not len(found.who)


def test_an_act_without_labelled_parties_teaches_no_roles() -> None:
    (of,) = coded(SHELLED, "FIGHT", "shelled")
    found, _ = window(of)
    assert not len(found.at)


@pytest.mark.parametrize("words", ["shelled raid", "bombed", "a", ""])
def test_an_act_whose_words_do_not_stand_once_in_one_piece_is_skipped(words: str) -> None:
    assert coded(f"{SHELLED} It was a long day.", "FIGHT", words) == []


def test_of_the_words_of_an_act_those_that_bear_out_its_row_are_the_trigger() -> None:
    assert acts(coded("Orm has bitterly denounced Vell.", "DISAPPROVE", "has bitterly denounced")) == [
        ("condemnation", "denounced")
    ]
    assert acts(coded("Orm gave a warm nod to Vell.", "SUPPORT", "gave a warm nod")) == [("support", "gave a warm nod")]


@pytest.mark.parametrize(
    ("event", "mode", "hints", "row"),
    [
        ("ASSAULT", "", ["attack.mine"], "attack.mine"),
        ("ASSAULT", "", [], None),
        ("ASSAULT", "drone", ["attack.mine"], None),
        ("FIGHT", "", ["clash"], "clash"),
        ("DEMAND", "", ["attack"], "appeal"),
        ("DEMAND", "", ["appeal.ceasefire"], "appeal.ceasefire"),
        ("INVESTIGATE", "", ["statement.inquiry"], "statement.inquiry"),
        ("INVESTIGATE", "", ["accusation"], None),
        ("THREATEN", "relations", [], "threat"),
        ("REJECT", "", [], None),
        ("COERCE", "arrest", ["capture"], None),
        ("NO-SUCH", "", ["attack"], None),
    ],
)
def test_the_row_of_an_event_is_the_one_hinted_at_or_the_plain_one_of_a_single_family(
    event: str, mode: str, hints: list[str], row: str | None
) -> None:
    assert row_of_event(event, mode, hints) == row


@pytest.mark.parametrize(
    ("event", "mode", "text", "words", "role"),
    [
        ("DEMAND", "", "The Orm council urged the Vell mayor to wait.", "urged", "addressee"),
        ("CONSULT", "", "The Orm council met the Vell mayor on Friday.", "met", "participant"),
        ("DISAPPROVE", "", "The Orm council denounced the Vell mayor again.", "denounced", "target"),
        ("COERCE", "deport", "The Orm council deported the Vell mayor again.", "deported", None),
    ],
)
def test_the_other_party_plays_the_part_that_the_familys_grammar_has_for_it(
    event: str, mode: str, text: str, words: str, role: str | None
) -> None:
    (of,) = coded(text, event, words, target="Vell mayor", mode=mode)
    assert [a.role for a in of.labels.claims[0].actors] == ([role] if role else [])


@pytest.mark.parametrize(
    ("before", "roles"), [("in", []), ("near the old", []), ("on", ["target"]), ("within sight of", ["target"])]
)
def test_a_target_that_is_but_the_place_is_left_open(before: str, roles: list[str]) -> None:
    (of,) = coded(f"Kastrian guns opened fire {before} Vell, a herder said.", "FIGHT", "opened fire", target="Vell")
    assert [a.role for a in of.labels.claims[0].actors] == roles


def test_a_party_named_twice_is_left_open() -> None:
    (of,) = coded("Orm denounced Vell, and Vell shrugged.", "DISAPPROVE", "denounced", source="Orm", target="Vell")
    assert [a.role for a in of.labels.claims[0].actors] == ["initiator"]


def test_a_code_of_petrarch_stands_at_the_one_stretch_that_hints_at_its_family() -> None:
    found = listed("Orm gunners shelled Vell while its mayor urged calm in the market.", "190")
    assert acts(found) == [("attack.artillery", "shelled")]
    assert [d.events for d in found] == ["some"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Orm gunners shelled Vell and then bombed Mira.", ["190"]),
        ("Orm gunners slept near Vell.", ["190"]),
        ("Orm gunners shelled Vell.", ["193"]),
        ("Orm gunners shelled Vell.", ["999"]),
        ("The mayor of Orm announced a fair.", ["116"]),
    ],
)
def test_a_code_without_just_one_fitting_stretch_is_skipped(text: str, codes: list[str]) -> None:
    assert listed(text, *codes) == []


def test_a_finer_code_outdoes_a_plain_word() -> None:
    assert acts(listed("Rebels from Orm attacked the Vell post.", "193")) == [("attack.small_arms", "attacked")]


def test_each_family_coded_for_a_sentence_finds_its_own_word() -> None:
    found = listed("Orm gunners shelled Vell and its mayor condemned Mira.", "190", "111", "190")
    assert acts(found) == [("attack.artillery", "shelled"), ("condemnation", "condemned")]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("195", ("attack.air", "attack.drone")),
        ("1124", ("accusation",)),
        ("023", ("appeal",)),
        ("191", ("attack.siege",)),
        ("197", ()),
        ("904", ()),
    ],
)
def test_an_unknown_code_is_looked_up_as_a_wider_one_where_that_names_one_family(
    code: str, rows: tuple[str, ...]
) -> None:
    assert rows_of_code(code) == rows


def test_a_sentence_without_codes_tells_no_act_but_for_words_that_hint_at_one() -> None:
    (of,) = listed("Bakers from Orm opened a shop after the raid on Vell.")
    found, words = window(of)
    assert told(found.family, words, IGNORED) == ["raid"]
    assert {"Bakers", "shop"} <= set(told(found.family, words, 0))
    assert (found.said == IGNORED).all()


NEWS = "Gunmen attacked a farm near Orm on Monday."
BEFORE = "In 2019 rebels shelled the same farm."
VIEW = "Few expect that troops will be deployed."


def test_the_role_of_a_sentence_is_the_layer_of_its_hinted_words_and_of_no_others() -> None:
    (of,) = newsdiscourse([story((NEWS, "Main"), (BEFORE, "Distant_Historical"), (VIEW, "Distant_Evaluation"))])
    found, words = window(of)
    assert told(found.layer, words, LAYERS.index("news")) == ["attacked"]
    assert told(found.layer, words, LAYERS.index("background")) == ["shelled"]
    assert "deployed" in told(found.layer, words, IGNORED)


def test_a_story_teaches_nothing_but_layers() -> None:
    (of,) = newsdiscourse([story((NEWS, "Main"))])
    found, _ = window(of)
    assert all((head == IGNORED).all() for head in (found.family, found.row, found.status, found.begins, found.said))
    assert not len(found.at) + len(found.who) + len(found.inside)


def test_a_story_without_a_layer_makes_no_window() -> None:
    (of,) = newsdiscourse([story((VIEW, "Distant_Evaluation"))])
    blind = blinding(of, hidings(of, register()), register().standins, Random(1))
    assert list(taught(of, blind, 256)) == []


def test_the_stories_that_tell_most_of_conflict_are_kept_whatever_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "MOST", 2)
    monkeypatch.setattr(public, "_score", lambda text: float(text.text.count("shelled")))
    quiet = story((VIEW, "Main"), name="A")
    loud = story((BEFORE, "Main"), (BEFORE, "Main"), name="B")
    alike = [story((BEFORE, "Main"), name=name) for name in "DC"]
    for rows in ([quiet, *alike, loud], [loud, *reversed(alike), quiet]):
        assert [d.labels.id for d in newsdiscourse(rows)] == ["B", "C"]


def test_sets_are_read_from_their_files_and_absent_ones_skipped_with_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {
        "id": "Q7",
        "text": "Orm gunners shelled Vell.",
        "language": "en",
        "events": [{"source": "ORM", "code": "190"}],
    }
    (tmp_path / "petrarch").mkdir()
    (tmp_path / "petrarch" / "gsr_en_train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert [d.labels.id for d in public_documents(tmp_path)] == ["Q7"]
    skipped = capsys.readouterr().err.splitlines()
    assert [line.split()[1].rstrip(":") for line in skipped] == [
        "plover/train.jsonl",
        "petrarch/unit_en_train.jsonl",
        "newsdiscourse/train.jsonl",
    ]
