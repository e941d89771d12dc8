"""Language and budget: what is refused, and what only looks as if it should be."""

from __future__ import annotations

import pytest

from tocsin.cleaning import WORD_LIMIT, check_budget, clean
from tocsin.errors import BudgetError, LanguageError, UnreadableError
from tocsin.reading import page_of_text

FOREIGN = {
    "German": "Die Armee von Kastria beschoss in der Nacht zwei Dörfer bei Orm, wie der Gouverneur am Montag mitteilte. "
    "Vier Menschen wurden verletzt, zwei Häuser brannten ab, und die Straße nach Vell ist gesperrt.",
    "Russian": "Армия Кастрии обстреляла ночью два села под Ормом, сообщил губернатор. Четыре человека ранены.",
    "Spanish": "El ejército de Kastria bombardeó dos aldeas cerca de Orm durante la noche, dijo el gobernador el lunes. "
    "Cuatro personas resultaron heridas y la carretera a Vell sigue cerrada desde ayer.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_refused_by_its_name(language: str) -> None:
    with pytest.raises(LanguageError, match=language) as caught:
        clean(page_of_text(FOREIGN[language]))
    assert "English version" in caught.value.do


@pytest.mark.parametrize(
    "words",
    [
        "Generals Ustarbekov, Yzmirzade, Hroznivka and Çelikgüven met in Žďárek, Þorvik and Qırmızıtəpə, said Mr Szczęśniak.",
        "Kastria shells Orm",
        "Brezna: 4 hurt",
        "12 / 4 / 0",
        "The ministry said: «Мы не стреляли», and hung up on the reporter who had asked about it.",
    ],
)
def test_english_with_foreign_names_or_few_words_is_read(words: str) -> None:
    assert clean(page_of_text(words)).language == "en"


def test_more_words_than_the_limit_are_refused_with_the_limit_and_a_way_out() -> None:
    with pytest.raises(BudgetError, match="250,000 words") as caught:
        check_budget("a " * (WORD_LIMIT + 1))
    assert "one report a file" in caught.value.do


def test_exactly_the_limit_is_read() -> None:
    check_budget("a " * WORD_LIMIT)


def test_one_line_of_fifty_megabytes_is_refused_though_it_is_one_word() -> None:
    with pytest.raises(BudgetError):
        clean(page_of_text("a" * 50_000_000))


def test_a_page_of_too_many_tags_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(BudgetError, match=r"2,000,001 tags.*1,000,000"):
        clean(page_of_text("<b>" * 2_000_001, media="text/html"))


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no readable text"):
        clean(page_of_text(" \n\t "))


def test_lone_surrogates_of_a_text_given_in_python_are_kept() -> None:
    words = "Shells fell on Orm \ud83d in the night, the army of Kastria said."
    assert clean(page_of_text(words)).text == words


@pytest.mark.parametrize("character", ["\x00", "\x1b[31m", "\u202e", "\u200b", "\ufeff"])
def test_control_and_direction_characters_stay_where_they_are(character: str) -> None:
    words = f"Shells fell on Orm {character}in the night, the army of Kastria said."
    text = clean(page_of_text(words))
    assert text.text == words
    assert [region.kind for region in text.regions] == ["body"]
