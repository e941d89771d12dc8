"""Labels and claims: which is which, one to one, and which fields of each are right."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from gold.labels import Days, LabelledActor, LabelledClaim, LabelledReport, Labels
from gold.matching import judge, matched, tally
from tests import examples

from tocsin.model import Claim, Page, Reading, Report, Text, When

FIRST, SECOND, *_ = examples.claims()
TEXT = Text(text=examples.TEXT, regions=())


def label(words: str, type_: str, speaker: str | None = None, **fields: object) -> LabelledClaim:
    plain = LabelledClaim(trigger=words.split(maxsplit=1)[0], type=type_, quote=(words,), speaker=speaker)
    return msgspec.structs.replace(plain, **fields)


def gold(*labels: LabelledClaim, parties: tuple[str, ...] = ()) -> LabelledReport:
    head = Labels(
        id="T1",
        writer="w1",
        labeller="l1",
        fiction=True,
        published="2031-03-04",
        claims=labels,
        parties=dict.fromkeys(parties, ()),
    )
    quotes = tuple(tuple(examples.span(words) for words in one.quote) for one in labels)
    page = Page(content=examples.TEXT.encode(), media="text/plain")
    return LabelledReport(path=str(Path("T1.txt")), page=page, text=TEXT, labels=head, quotes=quotes)


def read(*claims: Claim) -> Reading:
    report: Report = examples.reading().report
    return Reading(report=report, marks=examples.marks(), claims=claims)


def pairs(report: LabelledReport, reading: Reading) -> list[tuple[str, str]]:
    return [(one.type, claim.type) for one, claim in matched(report, reading)]


def test_a_label_has_at_most_one_claim_and_a_claim_at_most_one_label() -> None:
    two = gold(label(examples.ATTACK, "attack.artillery"), label(examples.ATTACK, "attack.artillery"))
    assert len(matched(two, read(FIRST))) == 1
    assert len(matched(gold(label(examples.ATTACK, "attack.artillery")), read(FIRST, FIRST))) == 1


def test_the_right_type_wins_over_the_earlier_claim() -> None:
    other = msgspec.structs.replace(FIRST, type="concern")
    assert pairs(gold(label(examples.ATTACK, "attack.artillery")), read(other, FIRST)) == [
        ("attack.artillery", "attack.artillery")
    ]


def test_the_right_family_wins_over_another() -> None:
    other = msgspec.structs.replace(FIRST, type="concern")
    assert pairs(gold(label(examples.ATTACK, "attack.drone")), read(other, FIRST)) == [
        ("attack.drone", "attack.artillery")
    ]


def test_of_two_of_one_type_the_right_speaker_wins() -> None:
    ours = label(examples.ATTACK, "attack.artillery", "Kastria’s defence ministry")
    ((_, claim),) = matched(gold(ours), read(msgspec.structs.replace(FIRST, speaker=examples.VELL), FIRST))
    assert claim.speaker == examples.KASTRIA


def test_claims_of_other_sentences_never_match() -> None:
    assert pairs(gold(label(examples.APPEAL, "attack.artillery")), read(FIRST)) == []


def test_a_clause_matches_the_sentence_that_holds_it() -> None:
    assert len(pairs(gold(label("had tried to shell", "attack.artillery")), read(FIRST))) == 1


def verdict(one: LabelledClaim, claim: Claim = FIRST, parties: tuple[str, ...] = ("KAS", "VEL")) -> dict[str, bool]:
    return dict(judge(one, claim, parties))


RIGHT = label(
    examples.ATTACK,
    "attack.artillery",
    "Kastria's defence ministry",
    status="attempted",
    told="explicit",
    actors=(LabelledActor(role="initiator", name="Vell troops"), LabelledActor(role="target", name="its posts")),
)


def test_a_label_that_agrees_in_everything_is_fully_right() -> None:
    assert set(verdict(RIGHT).values()) == {True}


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("type", {"type": "attack.drone"}),
        ("status", {"status": "happened"}),
        ("speaker", {"speaker": None}),
        ("initiator", {"actors": (LabelledActor(role="initiator", name="gunmen"), RIGHT.actors[1])}),
        ("target", {"actors": RIGHT.actors[:1]}),
    ],
)
def test_one_wrong_field_is_wrong_alone_and_no_longer_fully_right(field: str, change: dict[str, object]) -> None:
    wrong = {name for name, right in verdict(msgspec.structs.replace(RIGHT, **change)).items() if not right}
    assert wrong == {field, "fully_right"}


@pytest.mark.parametrize(("field", "change"), [("told", {"told": "carried"}), ("layer", {"layer": "background"})])
def test_who_is_told_and_the_layer_do_not_spoil_a_claim(field: str, change: dict[str, object]) -> None:
    wrong = {name for name, right in verdict(msgspec.structs.replace(RIGHT, **change)).items() if not right}
    assert wrong == {field}


def test_dates_are_judged_by_their_days_and_only_where_the_label_has_them() -> None:
    assert "when" not in verdict(RIGHT)
    dated = msgspec.structs.replace(RIGHT, when=Days(earliest="2031-03-03", latest="2031-03-03"))
    clock = msgspec.structs.replace(
        FIRST, when=When(earliest="2031-03-03T10:00", latest="2031-03-03T11:00", precision="time")
    )
    assert verdict(dated, clock)["when"]
    assert not verdict(dated, msgspec.structs.replace(FIRST, when=None))["when"]


def test_the_tally_counts_what_was_labelled_and_what_was_read() -> None:
    counts = tally([(gold(RIGHT, label(examples.APPEAL, "appeal.deescalate")), read(FIRST, SECOND))])
    assert (counts.judged["labelled"], counts.judged["read"], counts.judged["type"]) == (2, 2, 1)
    assert counts.share("claim") == 2 / 4
    assert counts.share("type") == 1.0


def test_what_nobody_judged_has_no_share() -> None:
    assert tally([(gold(), read())]).share("when") is None
