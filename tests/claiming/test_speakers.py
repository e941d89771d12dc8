"""Attributions and names: who answers, through whom it came, and whose words a document holds."""

from __future__ import annotations

from tocsin.claiming.speakers import OUTLET, Hearing, author_of, is_document, name_at, speaker_at, voice_of
from tocsin.model import Attribution, Event, Name, Role, Span, Speaker

TEXT = "Premier Ilo Marn condemned it, his spokesman said, the Norden agency reported. She added. The ministry’s statement said."
HOLDER = Speaker(name="Premier Ilo Marn", id="kas.premier", span=(0, 16), side="kas", told="explicit", named="person")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


PREMIER = Name(span=span("Premier Ilo Marn"), kind="person", id="kas.premier", party="kas", form="person")
SPOKESMAN = Name(span=span("his spokesman"), kind="authority", form="reference")
AGENCY = Name(span=span("the Norden agency"), kind="media", id="norden")
MINISTRY = Name(span=span("The ministry’s statement"), kind="authority", form="description")
NAMES = (PREMIER, SPOKESMAN, AGENCY, MINISTRY)
CONTENT = span("Premier Ilo Marn condemned it")
SAID = Attribution(source=SPOKESMAN.span, cue=span("said"), content=(CONTENT,), via=(SPOKESMAN.span,))
REPORTED = Attribution(source=AGENCY.span, cue=span("reported"), content=((0, span(", the Norden")[0]),))
CONDEMNED = Event(
    trigger=span("condemned"),
    type="condemnation",
    clause=CONTENT,
    roles=(Role(slot="initiator", span=PREMIER.span),),
)
ATTACK = Event(trigger=span("condemned"), type="attack", clause=CONTENT, status="happened")


def hearing(holder: Speaker | None = None) -> Hearing:
    return Hearing(NAMES, TEXT, holder)


def test_the_subject_of_a_speech_act_speaks_and_whoever_tells_of_it_is_a_link() -> None:
    voice = voice_of(CONDEMNED, [SAID, REPORTED], hearing(), own_words=True)
    assert voice is not None
    assert (voice.speaker.name, voice.speaker.told) == ("Premier Ilo Marn", "explicit")
    assert {(link.role, link.name) for link in voice.links} == {
        ("agency", "the Norden agency"),
        ("spokesman", "his spokesman"),
    }


def test_his_spokesman_speaks_for_whoever_holds_the_floor() -> None:
    voice = voice_of(ATTACK, [SAID], hearing(HOLDER), own_words=False)
    assert voice is not None
    assert (voice.speaker.id, voice.speaker.told) == ("kas.premier", "carried")
    assert [link.role for link in voice.links] == ["spokesman"]


def test_a_spokesman_answers_himself_where_nobody_holds_the_floor() -> None:
    voice = voice_of(ATTACK, [SAID], hearing(), own_words=False)
    assert voice is not None
    assert voice.speaker.name == "his spokesman"


def test_the_innermost_teller_speaks() -> None:
    army = Attribution(source=MINISTRY.span, cue=span("added"), content=(CONTENT,))
    voice = voice_of(ATTACK, [REPORTED, army], hearing(), own_words=False)
    assert voice is not None
    assert [link.role for link in voice.links] == ["agency"]


def test_no_attribution_gives_no_voice() -> None:
    assert voice_of(ATTACK, [], hearing(HOLDER), own_words=False) is None


def test_an_attribution_of_other_words_gives_no_voice() -> None:
    elsewhere = Attribution(source=AGENCY.span, cue=span("reported"), content=(span("She added"),))
    assert voice_of(ATTACK, [elsewhere], hearing(), own_words=False) is None


def test_a_source_of_nobody_is_the_outlet_in_doubt() -> None:
    hearsay = Attribution(source=None, cue=span("said"), content=(CONTENT,), hedged=True)
    voice = voice_of(ATTACK, [hearsay], hearing(HOLDER), own_words=False)
    assert voice is not None
    assert (voice.speaker, voice.hedged) == (OUTLET, True)


def test_a_named_source_that_claims_is_not_in_doubt() -> None:
    claimed = Attribution(source=AGENCY.span, cue=span("reported"), content=(CONTENT,), hedged=True)
    voice = voice_of(ATTACK, [claimed], hearing(), own_words=False)
    assert voice is not None
    assert not voice.hedged


def test_a_pronoun_is_whoever_holds_the_floor_carried() -> None:
    speaker = speaker_at(span("She"), span("added"), hearing(HOLDER))
    assert (speaker.name, speaker.told, speaker.cue) == ("Premier Ilo Marn", "carried", span("added"))


def test_a_name_is_never_carried() -> None:
    assert speaker_at(AGENCY.span, None, hearing(HOLDER)).told == "explicit"


def test_a_ministry_s_statement_is_a_document_of_the_ministry() -> None:
    document = span("The ministry’s statement")
    assert is_document(document, hearing())
    assert author_of(document, hearing()) == span("The ministry")


def test_an_agency_is_no_document() -> None:
    assert not is_document(AGENCY.span, hearing())


def test_a_statement_of_nobody_has_no_author() -> None:
    assert author_of(span("statement"), hearing()) is None


def test_the_name_that_covers_most_of_a_span_is_the_name_there() -> None:
    place = Name(span=span("Premier Ilo Marn"), kind="place")
    assert name_at((place, PREMIER, AGENCY), (0, 40)) == PREMIER
    assert name_at((place,), (0, 40)) is None
