from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from tocsin.errors import TocsinError
from tocsin.lexicon.register import register, shadow

KNOWN = register()


def test_there_are_193_members_two_observers_kosovo_and_taiwan() -> None:
    assert sum(party.kind == "state" for party in KNOWN.parties.values()) == 197


def test_no_form_names_two_parties() -> None:
    owners = defaultdict(set)
    for form in KNOWN.forms():
        if form.kind != "surname":
            owners[form.text].add(form.party)
    assert {text: slugs for text, slugs in owners.items() if len(slugs) > 1} == {}


def test_forms_are_written_as_the_shadow_sees_them() -> None:
    assert [form.text for form in KNOWN.forms() if shadow(form.text) != form.text or not form.text] == []


def test_sides_are_alpha_3_for_states_and_slugs_for_others() -> None:
    assert KNOWN.state("arm").side == "ARM"
    assert KNOWN.party("hamas").side == "hamas"
    with pytest.raises(TocsinError, match="no state"):
        KNOWN.state("hamas")
    with pytest.raises(TocsinError, match="no party"):
        KNOWN.party("kastria")


def test_every_group_acts_in_a_known_state() -> None:
    stray = {party.country for party in KNOWN.parties.values() if party.country not in KNOWN.parties}
    assert stray == {"esh"}, "Western Sahara alone has a code and no seat"


def test_every_office_belongs_to_a_known_party_or_body() -> None:
    assert [
        o.slug for o in KNOWN.offices.values() if o.owner not in KNOWN.parties and o.owner not in KNOWN.bodies
    ] == []


def test_every_member_of_a_format_is_known() -> None:
    assert {slug for body in KNOWN.bodies.values() for slug in body.members} <= set(KNOWN.parties)


def test_every_term_has_a_source_and_ends_after_it_began() -> None:
    for term in KNOWN.terms:
        days = [date.fromisoformat(day) for day in (term.earliest, term.latest) if day]
        assert term.source, term
        assert days == sorted(days), term


def test_terms_of_a_person_give_the_days_a_report_can_fall_on() -> None:
    guterres = KNOWN.terms_of("António Guterres")
    assert [(term.office, term.earliest, term.latest) for term in guterres] == [
        ("un.secretary-general", "2017-01-01", "2026-12-31")
    ]
    assert [term.earliest for term in KNOWN.terms_of("Stephane Dujarric")] == ["2005-07-01", "2014-03-10"]
    assert KNOWN.terms_of("Orm Vell") == ()


def test_a_month_is_read_as_wide_as_it_may_be() -> None:
    (term,) = KNOWN.terms_of("Eduard Kokoity")
    assert (term.earliest, term.latest, term.certain) == ("2001-12-01", "2011-12-31", False)


def test_the_holder_of_an_office_on_a_day() -> None:
    assert [term.holder for term in KNOWN.holders("un.secretary-general", "2011-02-06")] == ["Ban Ki-moon"]
    assert KNOWN.holders("un.secretary-general", "1950-01-01") == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("UN Secretary-General Antonio Guterres", ("un.secretary-general", "Antonio Guterres")),
        ("The UN chief", ("un.secretary-general", None)),
        ("the Secretary-General", ("un.secretary-general", None)),
        ("his spokesman Stéphane Dujarric", ("un.sg-spokesman", "Stephane Dujarric")),
        ("NATO Secretary General", ("nato.secretary-general", None)),
        ("EU foreign policy chief", ("eu.high-representative", None)),
        ("Mr. Guterres", ("un.secretary-general", "Antonio Guterres")),
        ("the Vell chief", None),
        ("UN agencies", None),
    ],
)
def test_offices_of_bodies_are_known_by_title_and_by_holder(
    words: str, expected: tuple[str, str | None] | None
) -> None:
    found = KNOWN.office_named(words)
    assert (found and (found.slug, found.holder)) == expected


@pytest.mark.parametrize(
    ("party", "words", "expected"),
    [
        ("aze", "Kastria's Defense Minister", "aze.defence-minister"),
        ("gbr", "Kastria’s defence secretary", "gbr.defence-secretary"),
        ("usa", "the Kastrian secretary of state", "usa.secretary-of-state"),
        ("sdn", "Kastrian army spokesman", "sdn.army.spokesman"),
        ("chl", "Kastrian vice president", "chl.vice-president"),
        ("chl", "Kastrian police chief", None),
    ],
)
def test_a_post_is_known_by_its_title_beside_any_party(party: str, words: str, expected: str | None) -> None:
    assert KNOWN.post_named(party, words) == expected


def test_a_spokesman_has_a_principal() -> None:
    office = KNOWN.office("un.sg-spokesman")
    assert office is not None
    assert (office.kind, office.principal) == ("spokesman", "un.secretary-general")
    assert KNOWN.office("vell.president") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("OSCE Minsk Group Co-Chairs", "osce.minsk-group.co-chairs"),
        (
            "Organization for Security and Cooperation in Europe (OSCE) Minsk Group Co-Chairs",
            "osce.minsk-group.co-chairs",
        ),
        ("the OSCE Minsk Group", "osce.minsk-group"),
        ("U.N. Security Council", "un.security-council"),
        ("the United Nations' ", None),
        ("TASS", "agency.tass"),
        ("Minsk", None),
        ("Commission", None),
        ("African Union Commission", "african-union.commission"),
    ],
)
def test_bodies_are_known_by_every_composed_name(words: str, expected: str | None) -> None:
    found = KNOWN.body_named(words)
    assert (found and found.id) == expected


def test_of_overlapping_bodies_the_longest_is_found() -> None:
    text = "talks of the OSCE Minsk Group, TASS reported; AUDIT"
    assert [(body.id, text[slice(*span)]) for body, span in KNOWN.bodies_in(text, (0, len(text)))] == [
        ("osce.minsk-group", "OSCE Minsk Group"),
        ("agency.tass", "TASS"),
    ]
    assert [body.id for body, _ in KNOWN.bodies_in(text, (14, 20))] == ["osce.minsk-group"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kastria's Defense Ministry", "defence-ministry"),
        ("the Kastrian Ministry of Foreign Affairs", "foreign-ministry"),
        ("Kastrian army units", "army"),
        ("Kastria’s positions", "army"),
        ("two Kastrian policemen", "police"),
        ("Kastrian border guards", "border-guard"),
        ("Kastrian villages", "people"),
        ("Kastria", None),
    ],
)
def test_organs_are_known_beside_any_party(words: str, expected: str | None) -> None:
    found = KNOWN.organ_named(words)
    assert (found and found.slug) == expected


def test_the_pool_of_stand_ins_is_larger_than_the_register_and_holds_no_known_word() -> None:
    known = {word.lower() for form in KNOWN.forms() for word in form.text.split()}
    pool = KNOWN.standins
    assert len(pool) >= len(KNOWN.parties) + 32
    assert len(set(pool)) == len(pool)
    assert [name for name in pool if name.lower() in known or name[0] in "AEIOU" or name.endswith("s")] == []


def test_a_guarding_phrase_holds_a_form_that_it_guards() -> None:
    forms = [form.text for form in KNOWN.forms() if form.kind != "surname"]
    idle = [phrase for phrase in KNOWN.guards.phrases if not any(form in phrase for form in forms)]
    assert idle == []


def test_every_guarded_form_is_a_form() -> None:
    guards = KNOWN.guards
    forms = {text for form in KNOWN.forms() for text in (form.text, form.text.upper())}
    assert guards.after_given_name | guards.not_in_capitals | guards.beside_its_state | guards.titled_only <= forms
