"""The marker: whatever the text, its marks lie in it, sentences cover its paragraphs, and nothing raises."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mirror import as_report

from tocsin.lexicon.atlas import Atlas
from tocsin.lexicon.codebook import codebook
from tocsin.lexicon.register import register
from tocsin.marking.blind import blind
from tocsin.marking.marker import mark
from tocsin.model import Marks, Noun, Region, Span, Text

ATLAS = Atlas.open()
WORDS = [
    "the",
    "The",
    "of",
    "and",
    ",",
    ".",
    "“",
    "”",
    "’s",
    "not",
    "to",
    "said",
    "that",
    "was",
    "were",
    "by",
    "in",
    "on",
    "after",
    "Armenia",
    "Azerbaijani",
    "UN",
    "ministry",
    "troops",
    "rebels",
    "four",
    "killed",
    "shelled",
    "attack",
    "attacked",
    "denied",
    "accused",
    "tried",
    "truce",
    "(",
    ")",
    "—",
    "12",
    "July",
    "2020",
    "Monday",
    "no",
    "an",
    "if",
    "will",
]
SENTENCES = [sentence for row in codebook().rows.values() for sentence in (*row.examples, *row.near_misses)]


def marks_of(text: Text, only: tuple[int, ...] | None = None) -> Marks:
    return mark(text, blind(text, register()), register(), ATLAS, only)


def spans_in(value: object) -> list[Span]:
    """Return every pair of numbers anywhere in ``value``."""
    if isinstance(value, Noun):
        return [span for field in value.__struct_fields__ for span in spans_in(getattr(value, field))]
    if isinstance(value, tuple):
        if len(value) == 2 and all(type(part) is int for part in value):
            return [value]
        return [span for part in value for span in spans_in(part)]
    return []


def assert_sound(text: Text) -> None:
    marks = marks_of(text)
    assert all(0 <= start <= end <= len(text.text) for start, end in spans_in(marks))
    for i, region in enumerate(text.regions):
        spans = [s.span for s in marks.sentences if s.region == i]
        covered = {at for start, end in spans for at in range(start, end)}
        told = range(*region.span) if region.kind != "furniture" else range(0)
        assert all(at in covered for at in told if not text.text[at].isspace())
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(st.text(max_size=160))
@settings(max_examples=80, deadline=None)
def test_any_text_is_marked_within_its_bounds(text: str) -> None:
    assert_sound(as_report(text))


@given(st.lists(st.sampled_from([*WORDS, "\n"]), max_size=30))
@settings(max_examples=80, deadline=None)
def test_any_run_of_telling_words_is_marked_within_its_bounds(words: list[str]) -> None:
    assert_sound(as_report(" ".join(words)))


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.sampled_from([" ", "\n"]))
@settings(max_examples=40, deadline=None)
def test_any_run_of_sentences_of_the_codebook_is_marked_within_its_bounds(sentences: list[str], joint: str) -> None:
    assert_sound(as_report(joint.join(sentences)))


def test_furniture_is_never_marked() -> None:
    text = "Rebels shelled the town.\nRebels shelled the mill."
    regions = (Region(kind="body", span=(0, 24)), Region(kind="furniture", span=(25, len(text))))
    marks = marks_of(Text(text=text, regions=regions))
    assert {e.trigger for e in marks.events} == {(7, 14)}
    assert all(end <= 24 for _, end in spans_in(marks))


def test_only_the_regions_asked_for_are_marked_but_dates_everywhere() -> None:
    text = as_report("Rebels shelled the town on 3 July.\nRebels shelled the mill on 4 July.")
    marks = marks_of(text, only=(1,))
    assert {s.region for s in marks.sentences} == {1}
    assert len(marks.events) == 1
    assert [text.text[slice(*d.span)] for d in marks.dates] == ["3 July", "4 July"]


def test_marks_of_an_unblinded_party_point_at_its_own_words() -> None:
    text = as_report("Title\nAn Armenian soldier was killed.")
    (name,) = (n for n in marks_of(text).names if n.party)
    assert text.text[slice(*name.span)] == "An Armenian soldier"


@pytest.mark.parametrize("sentence", ["The Tovara Road Bank spoke.", "The OSCE spoke."])
def test_a_body_holds_no_place_of_its_own_name(sentence: str) -> None:
    text = as_report(f"Title\n{sentence}")
    bodies = [n.span for n in marks_of(text).names if n.kind == "igo"]
    places = [n.span for n in marks_of(text).names if n.kind == "place"]
    assert not any(a <= p[0] and p[1] <= b for a, b in bodies for p in places)


def test_an_act_lies_in_the_layer_of_its_sentence() -> None:
    text = as_report(
        "Guns fire on Orm\nRebels shelled the port of Orm on Monday, killing four dockers, the governor said.\n"
        "Back in 1994 rebels had shelled the town for six weeks before a truce was signed."
    )
    layers = [event.layer for event in marks_of(text).events if event.type == "attack.artillery"]
    assert (layers[0], layers[-1]) == ("news", "background")
