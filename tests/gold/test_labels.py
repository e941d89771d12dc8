"""Labels in, labelled reports out: what does not decode or does not stand in its text is named with its file."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from gold.labels import GOLD, PARTS, load, reports

from tocsin.errors import TocsinError

TEXT = "Night in Orm\nRebels shelled a village near Orm, the mayor said. Nine people were killed.\n"
HEAD = """
    id: T1
    writer: w1
    labeller: l1
    fiction: true
    published: "2031-03-04"
    claims:
"""
CLAIM = """
    - trigger: shelled
      type: attack.artillery
      status: happened
      quote: ["Rebels shelled a village near Orm, the mayor said."]
      speaker: the mayor
"""


def written(folder: Path, labels: str, text: str | None = TEXT) -> Path:
    if text is not None:
        (folder / "T1.txt").write_text(text, "utf-8")
    path = folder / "T1.yaml"
    path.write_text(dedent(labels), "utf-8")
    return path


def test_a_quote_is_found_where_it_stands(tmp_path: Path) -> None:
    report = load(written(tmp_path, HEAD + CLAIM))
    ((quote,),) = report.quotes
    assert report.text.text[slice(*quote)] == report.labels.claims[0].quote[0]


def test_what_is_left_out_takes_its_default(tmp_path: Path) -> None:
    (claim,) = load(written(tmp_path, HEAD + CLAIM)).labels.claims
    assert (claim.layer, claim.told, claim.tolls, claim.content) == ("news", "outlet", (), None)


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        pytest.param(HEAD + CLAIM + "      colour: red\n", "colour", id="a key of a claim that no claim has"),
        pytest.param("    mood: bad\n" + HEAD + CLAIM, "mood", id="a key of the head that no head has"),
        pytest.param(HEAD + CLAIM.replace("happened", "occurred"), "occurred", id="a status that is none"),
        pytest.param(HEAD + CLAIM + "      tolls: [{status: killed}]\n", "words", id="a toll without its words"),
        pytest.param(HEAD.replace("writer: w1", "") + CLAIM, "writer", id="a head without its writer"),
        pytest.param(HEAD.replace('"2031-03-04"', "2031-03-04") + CLAIM, "published", id="a date that is no string"),
        pytest.param(HEAD + CLAIM + "   - : :\n", "T1.yaml", id="no YAML"),
    ],
)
def test_labels_that_do_not_decode_are_named_with_their_file(tmp_path: Path, labels: str, named: str) -> None:
    with pytest.raises(TocsinError) as caught:
        load(written(tmp_path, labels))
    assert "T1.yaml" in str(caught.value)
    assert named in str(caught.value)


def test_words_that_do_not_stand_in_the_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(TocsinError, match=r"T1\.yaml.*Rebels shelled two villages"):
        load(written(tmp_path, HEAD + CLAIM.replace("a village near Orm", "two villages")))


def test_labels_without_a_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(TocsinError, match=r"T1\.yaml has no text beside it"):
        load(written(tmp_path, HEAD + CLAIM, text=None))


@pytest.mark.parametrize("part", [part for part in PARTS if (GOLD / part).is_dir()])
def test_every_labelled_report_of_the_repository_loads_under_its_own_name(part: str) -> None:
    found = list(reports(part))
    assert [report.labels.id for report in found] == [Path(report.path).stem for report in found] != []


def test_a_negative_claims_nothing() -> None:
    assert [report.labels.id for report in reports("negatives") if report.labels.claims] == []
