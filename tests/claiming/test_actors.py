"""Roles and names in, actors out: their order, whose posts "its posts" are, who counts as a victim."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tocsin.claiming.actors import actors_of
from tocsin.claiming.speakers import OUTLET, Voice
from tocsin.claiming.telling import Telling
from tocsin.model import Count, Event, Name, Role, Sentence, Slot, Span, Speaker, TollMark

TEXT = "Baku said Armenian units had shelled its posts, killing two soldiers and four others; the OSCE mediates."
WHOLE = (0, len(TEXT))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


BAKU = Name(span=span("Baku"), kind="state", id="aze", party="aze")
UNITS = Name(span=span("Armenian units"), kind="state_force", id="arm.army", party="arm")
POSTS = Name(span=span("its posts"), kind="state_force", form="description")
SOLDIERS = Name(span=span("two soldiers"), kind="state_force", form="description")
OSCE = Name(span=span("the OSCE"), kind="igo", id="osce", core=span("OSCE"))
NAMES = (BAKU, UNITS, POSTS, SOLDIERS, OSCE)
SPEAKER = Speaker(name="Baku", id="aze", span=BAKU.span, side="aze", told="explicit", named="office")


def role(slot: Slot, name: Name) -> Role:
    return Role(slot=slot, span=name.span)


def toll(words: str, **fields: object) -> TollMark:
    count = Count(span=span(words), number=span(words), low=2, best=2, high=2, qualifier="exact", what="people")
    return TollMark(
        span=count.span, cue=span("killing"), status="killed", count=msgspec.structs.replace(count, **fields)
    )


def actors(
    type_: str, *roles: Role, speaker: Speaker = SPEAKER, tolls: Sequence[TollMark] = (), trigger: str = "shelled"
) -> list[tuple[str, str, str | None]]:
    event = Event(trigger=span(trigger), type=type_, clause=WHOLE, status="happened", roles=roles)
    return [(a.role, a.name, a.side) for a in actors_of(telling(event, speaker, tolls), NAMES, TEXT)]


def telling(event: Event, speaker: Speaker, tolls: Sequence[TollMark] = ()) -> Telling:
    return Telling(
        event=event,
        sentence=Sentence(span=WHOLE, region=0),
        voice=Voice(speaker, (), ()),
        headline=False,
        tolls=tuple(tolls),
        dates=(),
        said=(),
        places=(),
    )


def test_actors_stand_in_the_order_of_their_roles() -> None:
    found = actors("attack", role("target", POSTS), role("initiator", UNITS))
    assert [a[0] for a in found] == ["initiator", "target"]


def test_its_posts_under_another_s_fire_are_the_speaker_s() -> None:
    assert actors("attack", role("initiator", UNITS), role("target", POSTS))[1] == ("target", "its posts", "aze")


def test_its_posts_are_nobody_s_where_the_doer_is_of_the_speaker_s_party() -> None:
    assert actors("attack", role("initiator", BAKU), role("target", POSTS))[1] == ("target", "its posts", None)


def test_its_posts_are_nobody_s_where_the_outlet_speaks() -> None:
    assert actors("attack", role("initiator", UNITS), role("target", POSTS), speaker=OUTLET)[1][2] is None


def test_the_speaker_of_a_speech_act_is_its_initiator() -> None:
    assert actors("concern") == [("initiator", "Baku", "aze")]


def test_the_speaker_of_an_act_is_not_its_initiator() -> None:
    assert actors("attack") == []


def test_the_counted_dead_are_victims() -> None:
    assert actors("attack", tolls=[toll("two soldiers")]) == [("victim", "two soldiers", None)]


def test_four_others_name_no_victim() -> None:
    assert actors("attack", tolls=[toll("four others", elliptic=True)]) == []


def test_counted_tanks_are_no_victims() -> None:
    assert actors("attack", tolls=[toll("two soldiers", what="tank")]) == []


def test_the_body_behind_a_mediation_mediates() -> None:
    assert actors("mediation", trigger="four others") == [("mediator", "OSCE", None)]


def test_the_body_behind_an_attack_does_not_mediate() -> None:
    assert actors("attack", trigger="four others") == []


def test_a_role_told_twice_is_one_actor() -> None:
    assert len(actors("attack", role("initiator", UNITS), role("initiator", UNITS))) == 1


def test_no_actor_is_made_of_words_that_name_nobody() -> None:
    assert actors("attack", Role(slot="initiator", span=span("shelled"))) == []


def test_the_kind_of_a_name_that_no_list_holds_is_unknown() -> None:
    odd = msgspec.structs.replace(UNITS, kind="weapon")
    event = Event(trigger=span("shelled"), type="attack", clause=WHOLE, roles=(role("initiator", odd),))
    assert [a.kind for a in actors_of(telling(event, SPEAKER), (odd,), TEXT)] == ["unknown"]
