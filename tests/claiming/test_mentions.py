"""Which tellings are one act: what may differ between them, and what keeps them apart."""

from __future__ import annotations

import pytest

from tocsin.line import mark_page
from tocsin.model import Page

ONE = {
    "a title and its body": "Rebels shell village\nRebels shelled a village at dawn.",
    "a title that names nobody": "Night of shelling\nThe mayor said rebels had shelled a village.",
    "a title with its speaker, article aside": "Mayor: rebels shelled village\nThe mayor said rebels had shelled a village.",
    "the same words twice": "News\nRebels shelled a village on Monday.\nRebels shelled a village on Monday.",
    "a coarser word in the title": "Rebels attack village\nRebels shelled a village at dawn.",
    "a bomb that killed": "News\nA roadside bomb killed three soldiers.",
    "an appeal told twice": "News\nThe pope urged the army to end the clashes.\nThe pope urged the army to end the clashes.",
}
TWO = {
    "other days": "News\nRebels shelled a village on Monday. Rebels shelled a village on Tuesday.",
    "other doers": "News\nRebels shelled a village. Soldiers shelled a village.",
    "other targets": "News\nRebels shelled a village. Rebels shelled a convoy.",
    "other speakers": "News\nRebels shelled a village, the mayor said.\nRebels shelled a village, the army said.",
    "other types outside titles": "News\nRebels shelled a village. Rebels raided a village.",
    "an act and its denial": "News\nThe army said rebels shelled a village. The army said rebels had not shelled a village.",
    "other figures": "News\nNine people were killed. Twelve people were killed.",
    "appeals to others": "News\nThe pope called on the army to end the clashes.\nThe pope called on the rebels to end the clashes.",
    "a title of another doer": "Soldiers attacked village\nThe mayor said rebels had attacked a village.",
}


def claims(text: str) -> int:
    return len(mark_page(Page(content=f"{text}\n".encode(), media="text/plain", path="mentions.txt")).claims)


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_act_is_one_claim(text: str) -> None:
    assert claims(text) == 1


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_two_acts_are_two_claims(text: str) -> None:
    assert claims(text) == 2


def test_fields_come_from_the_body_and_the_quote_holds_the_title() -> None:
    text = "Rebels attack village near Orm\nThe mayor said rebels had shelled a village at dawn.\n"
    (claim,) = mark_page(Page(content=text.encode(), media="text/plain", path="mentions.txt")).claims
    assert (claim.type, claim.speaker.name) == ("attack.artillery", "The mayor")
    assert claim.quoted[0] == "Rebels attack village near Orm"
