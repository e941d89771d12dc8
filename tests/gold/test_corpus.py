"""What the corpus command counts, what it calls too alike or too easy, and that it shows no word of the closed part."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from gold.agreement import FIELDS, Twice, agreed, agreement_lines, attribution_f1, paired_claims
from gold.corpus import allowed, coverage_lines, families_of, main, part_lines, style_lines, style_of, triggers_of
from gold.hardness import Masked, fighting_phrases, holds, masked, picker_f1, shared_runs
from gold.labels import GOLD, LabelledContent, load
from gold.located import Located, LocatedActor, LocatedAttribution, LocatedClaim
from gold.sets import Document, document_of, own, quotations_in, sentences_outside
from gold.standoff import StandOff, dumped, loaded

TITLE = "A night in Orm"
SHELLED = "Rebels shelled a mill near Orm, the mayor said."
URGED = "The mayor urged them to stop the shelling of farms."
RAIN = "Rain fell on the hills until noon."
BODY = (SHELLED, URGED, RAIN)

ATTACK = {
    "trigger": "shelled",
    "type": "attack.artillery",
    "status": "happened",
    "told": "explicit",
    "quote": [SHELLED],
    "speaker": "the mayor",
    "cue": "said",
    "actors": [{"role": "initiator", "name": "Rebels", "party": "rebels"}],
    "place": "near Orm",
}
APPEAL = {"trigger": "urged", "type": "appeal.deescalate", "told": "explicit", "quote": [URGED], "speaker": "The mayor"}
SAID = {"cue": "said", "source": "the mayor", "content": ["Rebels shelled a mill near Orm"]}


def write(folder: Path, name: str, body: tuple[str, ...] = BODY, claims: tuple[Any, ...] = (ATTACK, APPEAL)) -> Path:
    """Lay a labelled report down and return the path of its labels."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text("\n".join((TITLE, *body)), "utf-8")
    head = {"id": name, "writer": "w1", "labeller": "l1", "fiction": True, "published": "2031-03-04"}
    head |= {"parties": {"rebels": ["Rebels"]}, "attributions": [SAID] if SHELLED in body else []}
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(head | {"claims": list(claims)}), "utf-8")
    return path


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return document_of(load(write(tmp_path, "T1")))


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty gold folder with no other set beside it."""
    folder = tmp_path / "gold"
    for module in ("gold.sets", "gold.agreement"):
        monkeypatch.setattr(f"{module}.GOLD", folder)
    for module in ("gold.sets", "gold.standoff"):
        monkeypatch.setattr(f"{module}.DATA", tmp_path / "nowhere")
    return folder


def unlabelled(*lines: str) -> Document:
    text = "\n".join(lines)
    return Document(id="n1", text=text, sentences=sentences_outside(text, ()))


def row(lines: list[str], head: str) -> list[str]:
    """The cells of the line that begins with ``head``."""
    return next(line.removeprefix(head).split() for line in lines if line.startswith(head))


def test_a_line_of_parts_counts_reports_words_sentences_and_labels(document: Document) -> None:
    words = sum(len(line.split()) for line in (TITLE, *BODY))
    assert row(list(part_lines({"gold/train": [document]})), "gold/train") == ["1", str(words), "4", "2", "2", "1"]


def test_sentences_that_touch_what_is_set_aside_are_left_out_and_the_others_keep_their_numbers() -> None:
    text = f"{TITLE}\nShare this page\n{RAIN}"
    menu = (text.index("Share"), text.index("page"))
    assert [text[slice(*span)] for span in sentences_outside(text, [menu]).values()] == [TITLE, RAIN]
    assert list(sentences_outside(text, [menu])) == [0, 2]


def test_a_part_that_is_not_there_is_skipped_loudly(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not gold.exists()
    assert own("train") is None
    assert "SKIPPED gold/train" in capsys.readouterr().err


@pytest.mark.parametrize(("part", "shown"), [("train", True), ("closed", False)])
def test_labels_that_do_not_load_are_named_and_of_closed_ones_no_word_is_shown(
    gold: Path, capsys: pytest.CaptureFixture[str], part: str, *, shown: bool
) -> None:
    write(gold / part, "T1", claims=({**ATTACK, "quote": ["Ostriches shelled it"]},))
    assert main([]) == 1
    said = capsys.readouterr()
    assert f"LEFT OUT gold/{part}/T1.yaml" in said.err
    assert ("Ostriches" in said.err + said.out) is shown


def test_style_is_words_a_sentence_and_the_share_of_them_within_quotation_marks() -> None:
    page = unlabelled("Two words", "He called it “a grave mistake” and left.", 'She said: "No.')
    style = style_of([page])
    assert (style.mean, style.median, style.claimless) == ((2 + 8 + 3) / 3, 3, None)
    assert style.quoted == pytest.approx((3 + 1) / 13)


def test_an_apostrophe_opens_no_quotation_and_a_paragraph_closes_every_one() -> None:
    text = "It's the mayor’s\n“open\nnext “one” line"
    assert [text[slice(*span)] for span in quotations_in(text)] == ["“open", "“one”"]


@pytest.mark.parametrize(("words", "marked"), [(10, False), (8, False), (13, True), (7, True)])
def test_a_closed_part_more_than_a_fifth_off_news_is_marked(words: int, *, marked: bool) -> None:
    pages = {n: unlabelled(" ".join(["word"] * n)) for n in (words, 10)}
    lines = list(style_lines({"gold/closed": [pages[words]]}, [pages[10]]))
    assert any("more than a fifth off" in line for line in lines) is marked


def test_forms_of_one_phrase_are_one_trigger(tmp_path: Path) -> None:
    shelling = {**ATTACK, "trigger": "shelling", "quote": [URGED], "place": None, "cue": None, "actors": []}
    claims = (ATTACK, {**shelling, "speaker": "The mayor"}, APPEAL)
    counts = triggers_of([document_of(load(write(tmp_path, "T1", claims=claims)))])
    assert counts == {"shell": 2, "urge": 1}


def test_rows_that_lack_a_status_are_listed_with_what_they_have(document: Document) -> None:
    lacking = {line.partition(":")[0].strip(): line for line in coverage_lines([document]) if ": " in line}
    assert "happened 1, ongoing 0" in lacking["attack.artillery"]
    assert lacking["appeal.deescalate"].endswith(": said 1")
    five = list(coverage_lines([document] * 5))
    assert not any(line.strip().startswith("appeal.deescalate:") for line in five)
    assert ": ongoing 0," in next(line for line in five if line.strip().startswith("attack.artillery:"))


def test_speech_has_no_status_to_cover_and_deeds_have_all_that_the_row_allows() -> None:
    assert allowed("threat") == ("said",)
    assert {"happened", "doubted"} <= set(allowed("clash"))


def test_families_are_counted_by_what_stands_before_the_dot(document: Document) -> None:
    assert families_of([document]) == {"attack": 1, "appeal": 1}


def test_the_picker_is_right_where_an_attack_is_told_and_wrong_where_its_word_stands_in_an_appeal(
    document: Document,
) -> None:
    assert picker_f1([document], fighting_phrases(weak=False)) == 2 * 1 / (2 + 2)
    assert picker_f1([document], frozenset({("rain",)})) == 0.0
    assert picker_f1([], fighting_phrases(weak=False)) is None


def test_a_phrase_is_found_in_any_case_and_not_within_a_word() -> None:
    for sentence, found in (("Troops Opened fire.", True), ("Shellfish opened markets.", False)):
        assert holds(sentence, (0, len(sentence)), fighting_phrases(weak=False)) is found


def test_weak_triggers_are_picked_only_when_asked_for() -> None:
    assert ("struck",) in fighting_phrases(weak=True) - fighting_phrases(weak=False)
    assert ("shelled",) in fighting_phrases(weak=False)
    assert ("urged",) not in fighting_phrases(weak=True)


def test_names_and_numbers_become_one_mask_and_the_word_that_begins_a_sentence_stays() -> None:
    text = "Rebels of General Tam Aru held twenty-two men, 1,200 sheep and one’s breath"
    assert masked(text, (0, len(text))) == (
        *("rebels", "of", "_", "held", "_", "men", "_", "sheep", "and", "one's", "breath"),
    )


def sentence(name: str, number: int, text: str) -> Masked:
    return Masked("gold/train", name, number, masked(text, (0, len(text))))


ROAD = "The convoy left Orm with nine trucks and took the only road that is open"
SAME = "A column left Vell with 40 trucks and took the only road that winds"
LESS = "He left Vell with 40 trucks and took it"


def test_sentences_that_differ_in_names_and_numbers_alone_share_one_run_and_that_is_the_longest() -> None:
    (run,) = shared_runs([sentence("T1", 3, ROAD), sentence("T2", 1, SAME), sentence("T3", 1, LESS)])
    assert (run.one.name, run.other.name) == ("T1:s3", "T2:s1")
    assert " ".join(run.words) == "left _ with _ trucks and took the only road that"


def test_seven_words_in_a_row_are_no_shared_run() -> None:
    assert shared_runs([sentence("T1", 3, ROAD), sentence("T2", 1, LESS)]) == []


@pytest.mark.parametrize(("number", "runs"), [(0, 0), (2, 1)])
def test_a_page_may_repeat_its_own_title_but_no_other_sentence(number: int, runs: int) -> None:
    assert len(shared_runs([sentence("T1", number, ROAD), sentence("T1", 5, ROAD)])) == runs


GARDENER = "The gardener kept walking along the frozen canal with seven geese"


@pytest.mark.parametrize(("other", "shown"), [("train", True), ("closed", False)])
def test_shared_runs_fail_the_command_and_are_shown_of_training_texts_alone(
    gold: Path, capsys: pytest.CaptureFixture[str], other: str, *, shown: bool
) -> None:
    write(gold / "train", "T1", (GARDENER,), ())
    write(gold / other, "T2", (GARDENER,), ())
    assert main([]) == 1
    said = capsys.readouterr()
    assert "1 pairs of sentences" in said.out
    assert ("frozen canal" in said.out + said.err) is shown


def test_a_corpus_that_keeps_its_promises_passes(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(gold / "train", "T1")
    write(gold / "closed", "C1", ("The envoy offered to mediate between them, and both said no.",), ())
    assert main([]) == 0
    assert "0 pairs of sentences" in capsys.readouterr().out


def test_a_closed_part_that_a_picker_of_fighting_words_reads_well_fails_the_command(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(gold / "closed", "C1", claims=(ATTACK,))
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "over 0.35" in said
    assert "shelled" not in said


CLAIM = LocatedClaim(
    trigger=(10, 17),
    type="attack.artillery",
    quote=((0, 50),),
    status="happened",
    stance="accuses",
    told="explicit",
    speaker=(30, 39),
    actors=(LocatedActor(role="initiator", span=(0, 6)), LocatedActor(role="target", span=(18, 24))),
    place=(25, 29),
    time=(40, 45),
)


def test_two_hands_that_label_alike_agree_in_every_field() -> None:
    for field in FIELDS:
        found = agreed(field, [(CLAIM, CLAIM)])
        assert (found.judged, found.right, found.filled) == (1, 1, 1), field


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"type": "attack.drone"}, {"type"}),
        ({"type": "clash"}, {"type", "family"}),
        ({"status": "planned"}, {"status"}),
        ({"stance": None}, {"stance"}),
        ({"layer": "background"}, {"layer"}),
        ({"told": "carried"}, {"told"}),
        ({"speaker": None}, {"speaker"}),
        ({"speaker": (35, 39)}, set()),
        ({"actors": CLAIM.actors[1:]}, {"initiator"}),
        ({"actors": (*CLAIM.actors, LocatedActor(role="addressee", span=(45, 50)))}, {"target"}),
        ({"place": (46, 50)}, {"place"}),
        ({"time": None}, {"time"}),
        ({"content": LabelledContent(type="clash")}, set()),
    ],
)
def test_hands_disagree_in_the_field_that_differs_and_in_no_other(change: dict[str, Any], wrong: set[str]) -> None:
    other = msgspec.structs.replace(CLAIM, **change)
    assert {field for field in FIELDS if not agreed(field, [(CLAIM, other)]).right} == wrong


def test_a_field_that_neither_hand_filled_agrees_and_is_not_counted_as_filled() -> None:
    bare = LocatedClaim(trigger=(10, 17), type="concern", quote=((0, 50),))
    found = agreed("place", [(bare, bare)])
    assert (found.right, found.filled) == (1, 0)


def test_an_overlapping_trigger_decides_before_the_family_and_a_shared_sentence_pairs_what_is_left() -> None:
    clash = msgspec.structs.replace(CLAIM, type="clash")
    other = msgspec.structs.replace(CLAIM, trigger=(40, 45))
    assert paired_claims([CLAIM], [other, clash]) == [(CLAIM, clash)]
    assert paired_claims([CLAIM, other], [clash, CLAIM]) == [(CLAIM, CLAIM), (other, clash)]
    assert paired_claims([CLAIM], [msgspec.structs.replace(CLAIM, trigger=(60, 65), quote=((55, 80),))]) == []


def test_spans_of_an_attribution_are_scored_part_by_part() -> None:
    said = LocatedAttribution(cue=(10, 14), source=(0, 9), content=((15, 30),))
    more = LocatedAttribution(cue=(40, 44))
    labels = [Located(id="T1", claims=(), attributions=those) for those in ((said, more), (said,))]
    assert dict(attribution_f1([Twice(*labels)])) == {"source": 1.0, "cue": pytest.approx(2 / 3), "content": 1.0}
    assert dict(attribution_f1([])) == {"source": None, "cue": None, "content": None}


@pytest.fixture
def second(gold: Path, document: Document) -> Callable[[str], Path]:
    """The folder of second labels, with the same labels by a second hand, made of a given text."""
    write(gold / "train", "T1")

    def made(text: str) -> Path:
        assert document.labels is not None
        digest = hashlib.sha256(text.encode()).hexdigest()
        page = StandOff(of="second", sha256=digest, labeller="l2", published="2031-03-04", labels=document.labels)
        folder = gold / "second"
        folder.mkdir()
        (folder / "T1.yaml").write_text(dumped(page), "utf-8")
        (folder / "T1.notes.yaml").write_text("{}", "utf-8")
        return folder

    return made


def test_second_labels_are_compared_with_the_first_of_the_same_text(
    second: Callable[[str], Path], document: Document
) -> None:
    lines = list(agreement_lines(second(document.text)))
    assert lines[0] == "1 texts by two hands; 4 claims of both, 2 pairs"
    assert row(lines, "claim found, F1") == row(lines, "attribution content, F1") == ["1.000"]
    assert row(lines, "speaker") == ["2", "1.000", "2", "1.000"]


def test_the_command_reads_the_folder_of_second_labels_unless_another_is_named(
    second: Callable[[str], Path], document: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = second(document.text)
    elsewhere = home.rename(tmp_path / "elsewhere")
    assert main([]) == 0
    said = capsys.readouterr()
    assert "texts by two hands" not in said.out
    assert "SKIPPED agreement" in said.err
    assert main(["--second", str(elsewhere)]) == 0
    assert "1 texts by two hands" in capsys.readouterr().out
    elsewhere.rename(home)
    assert main([]) == 0
    assert "1 texts by two hands" in capsys.readouterr().out


def test_second_labels_of_a_text_that_is_not_there_are_skipped_loudly(
    second: Callable[[str], Path], document: Document, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = second(document.text)
    (gold / "train" / "T1.yaml").unlink()
    assert list(agreement_lines(folder)) == []
    assert "SKIPPED T1.yaml: no text of that id" in capsys.readouterr().err


TAKEN = [path for path in sorted((GOLD / "second").glob("*.yaml")) if (GOLD / "train" / path.name).is_file()]


@pytest.mark.parametrize("path", TAKEN, ids=lambda path: path.stem)
def test_second_labels_fit_the_text_and_its_head_names_their_hand(path: Path) -> None:
    page, report = loaded(path), load(GOLD / "train" / path.name)
    assert page.sha256 == hashlib.sha256(report.text.text.encode()).hexdigest()
    assert (page.of, page.labels.id, page.labeller) == ("second", report.labels.id, report.labels.second)
    assert page.labeller != report.labels.labeller


def test_second_labels_of_a_text_that_has_changed_are_skipped_loudly(
    second: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(agreement_lines(second("another text"))) == []
    assert "T1.yaml: the text was changed" in capsys.readouterr().err
