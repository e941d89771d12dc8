"""Readings with exact spans, in our own words about invented parties, made without the line."""

from __future__ import annotations

import msgspec

from tocsin.model import (
    Actor,
    Attribution,
    Because,
    Claim,
    Content,
    Control,
    Count,
    Country,
    DateMark,
    Dispute,
    Event,
    Link,
    Marks,
    Name,
    Reading,
    Region,
    Report,
    Sentence,
    Span,
    Speaker,
    SpokenOf,
    Toll,
    TollMark,
    When,
    Where,
    make_id,
    version_of,
)

TITLE = "Kastria and Vell trade blame over Orm"
ATTACK = "Kastria’s defence ministry said Vell troops had tried to shell its posts near Orm on 3 March."
LOSSES = "Four Kastrian soldiers were killed and several others were wounded."
RIVAL = "The Vell army said in turn that Kastrian guns had opened fire first, hurting two policemen."
APPEAL = "A Norden envoy urged Kastria and Vell to end the clashes."
PAST = "The two states have fought over Orm since 1994."
FURNITURE = "Latest news Harvest fair opens Share this page"
TEXT = "".join(f"{line}\n" for line in (TITLE, ATTACK, LOSSES, RIVAL, APPEAL, PAST, FURNITURE))


def span(words: str, text: str = TEXT) -> Span:
    """Return where ``words`` first stand."""
    start = text.index(words)
    return start, start + len(words)


def why(rule: str, *words: str) -> Because:
    return Because(rule=rule, spans=tuple(span(one) for one in words))


def claim(number: int, sentence: str, type_: str, speaker: Speaker, **fields: object) -> Claim:
    made = Claim(
        id=make_id("clm", "example", number),
        report=make_id("rep", "example"),
        version=version_of(TEXT.encode()),
        quote=(span(sentence),),
        quoted=(sentence,),
        type=type_,
        status="happened",
        layer="news",
        speaker=speaker,
        chain=(Link(role="outlet", name=None, id=None, span=None, told="inferred"), _last_link(speaker)),
    )
    return msgspec.structs.replace(made, **fields)


def _last_link(speaker: Speaker) -> Link:
    return Link(role="speaker", name=speaker.name, id=speaker.id, span=speaker.span, told=speaker.told)


def actor(role: str, words: str, side: str | None, kind: str = "state_force") -> Actor:
    fields = {"role": role, "name": words, "span": span(words), "id": None, "kind": kind, "side": side}
    return msgspec.convert(fields, type=Actor)


def toll(words: str, status: str, side: str | None, number: int | None, **fields: object) -> Toll:
    made: dict[str, object] = {
        "what": "people",
        "side": side,
        "status": status,
        "kind": "military",
        "qualifier": "exact",
    }
    made |= {"low": number, "best": number, "high": number, "span": span(words)}
    return msgspec.convert(made | fields, type=Toll)


KASTRIA = Speaker(
    name="Kastria’s defence ministry",
    id="kas.defence-ministry",
    span=span("Kastria’s defence ministry"),
    side="KAS",
    told="explicit",
    named="office",
    cue=span("said"),
)
VELL = Speaker(
    name="The Vell army",
    id="vel.army",
    span=span("The Vell army"),
    side="VEL",
    told="explicit",
    named="office",
    cue=span("said in turn"),
)
ENVOY = Speaker(name="A Norden envoy", id=None, span=span("A Norden envoy"), side=None, told="explicit", named="person")
OUTLET = Speaker(name=None, id=None, span=None, side=None, told="outlet", named="group")
THIRD_OF_MARCH = When(
    earliest="2031-03-03",
    latest="2031-03-03",
    precision="day",
    words=(span("3 March"),),
    assumes=("date/recency",),
    because=(why("date/day-month", "3 March"),),
)
AROUND = When(earliest="2031-03-03", latest="2031-03-04", precision="bounded", assumes=("date/recency",))
NEAR_ORM = Where(
    name="Orm",
    id="own:orm",
    lat=12.5,
    lon=-3.25,
    radius_km=25.0,
    countries=(Country(code="KAS", said_by="kas"), Country(code="VEL", said_by="vel")),
    words=((span("Orm on 3 March")[0], span(" on 3 March")[0]),),
    because=(why("place/near", "near Orm"),),
)


def claims() -> tuple[Claim, ...]:
    carried = msgspec.structs.replace(KASTRIA, told="carried", cue=None)
    return (
        claim(
            1,
            ATTACK,
            "attack.artillery",
            KASTRIA,
            status="attempted",
            stance="accuses",
            actors=(actor("initiator", "Vell troops", "VEL"), actor("target", "its posts", "KAS")),
            when=THIRD_OF_MARCH,
            said=THIRD_OF_MARCH,
            where=NEAR_ORM,
            because=(why("floor/explicit", "Kastria’s defence ministry"), why("status/tried", "tried to")),
        ),
        claim(
            2,
            LOSSES,
            "losses",
            carried,
            when=AROUND,
            tolls=(
                toll("Four Kastrian soldiers", "killed", "KAS", 4),
                toll("several others", "wounded", "KAS", None, low=2, qualifier="vague"),
            ),
            because=(why("floor/bare-sentence", "Kastria’s defence ministry"), why("tolls/number-word", "Four")),
        ),
        claim(
            3,
            RIVAL,
            "attack.artillery",
            VELL,
            stance="accuses",
            actors=(actor("initiator", "Kastrian guns", "KAS"),),
            when=AROUND,
            tolls=(toll("two policemen", "wounded", "VEL", 2, kind="police", severity="minor"),),
        ),
        claim(
            4,
            APPEAL,
            "appeal.deescalate",
            ENVOY,
            status=None,
            content=Content(type="clash", status="ended"),
            actors=(
                actor("initiator", "A Norden envoy", None, "unknown"),
                actor("addressee", "Kastria", "KAS", "state"),
            ),
            object=SpokenOf(kind="statement", name="the clashes", span=span("the clashes")),
        ),
        claim(
            5,
            PAST,
            "conflict.fighting",
            OUTLET,
            layer="background",
            control=Control(from_=None, to="vel", span=span("fought over Orm")),
            when=When(earliest="1994-01-01", latest=None, precision="open", words=(span("since 1994"),)),
        ),
    )


def marks() -> Marks:
    four = Count(
        span=span("Four Kastrian soldiers"),
        number=span("Four"),
        low=4,
        best=4,
        high=4,
        qualifier="exact",
        what="people",
        kind="military",
        party="kas",
    )
    orm = NEAR_ORM.words[0]
    start = span("Kastria and Vell to end")[0]
    kastria = Name(span=(start, start + 7), kind="state", id="kas", party="kas", core=(start, start + 7))
    return Marks(
        sentences=tuple(
            Sentence(span=span(one), region=at, layer="background" if one == PAST else "news")
            for at, one in enumerate((TITLE, ATTACK, LOSSES, RIVAL, APPEAL, PAST))
        ),
        names=(kastria, Name(span=orm, kind="place", core=orm)),
        dates=(DateMark(span=span("3 March"), expr="day-month 3 3", value="XXXX-03-03"),),
        counts=(four,),
        tolls=(TollMark(span=four.span, cue=span("were killed"), status="killed", count=four),),
        attributions=(
            Attribution(source=KASTRIA.span, cue=span("said"), content=(span(ATTACK[32:-1]),)),
            Attribution(source=None, cue=span("in turn"), content=(span("Kastrian guns had opened fire first"),)),
        ),
        events=(
            Event(
                trigger=span("tried to shell"), type="attack.artillery", clause=span(ATTACK[32:-1]), status="attempted"
            ),
        ),
    )


def reading() -> Reading:
    """Return a reading with every kind of field filled somewhere, one dispute, and furniture."""
    told = claims()
    dispute = Dispute(id=make_id("dsp", "example"), of=(told[0].id, told[2].id), over="attribution", force="competing")
    report = Report(
        id=make_id("rep", "example"),
        version=version_of(TEXT.encode()),
        path="report.txt",
        url=None,
        outlet="Norden Dagblad",
        language="en",
        published=msgspec.structs.replace(THIRD_OF_MARCH, earliest="2031-03-04", latest="2031-03-04"),
        regions=(
            Region(kind="title", span=span(TITLE)),
            *(Region(kind="body", span=span(one)) for one in (ATTACK, LOSSES, RIVAL, APPEAL, PAST)),
            Region(kind="furniture", span=span(FURNITURE), because=(why("clean/latest-news", "Latest news"),)),
        ),
        text=TEXT,
        unknown=(("Vell", span("Vell")),),
        because=(Because(rule="language/identified", note="English"),),
    )
    return Reading(report=report, marks=marks(), claims=told, disputes=(dispute,))


def quiet_reading(text: str = "The harvest fair in Orm opens on Friday.\n") -> Reading:
    """Return a reading that found nothing."""
    report = Report(
        id=make_id("rep", text),
        version=version_of(text.encode("utf-8", "surrogatepass")),
        path="quiet.txt",
        url=None,
        outlet=None,
        language="en",
        published=None,
        regions=(Region(kind="body", span=(0, len(text.rstrip()))),),
        text=text,
    )
    return Reading(report=report, marks=Marks())


def hostile_reading() -> Reading:
    """Return a reading whose quoted words try to drive the terminal and turn the line around."""
    evil = "The \x1b[2Jarmy of <b>Vell</b> said\u202e 1,200 houses & 3 posts burned\x9b1m."
    told = claim(9, LOSSES, "losses", msgspec.structs.replace(OUTLET, name="army of <b>Vell</b>\x1b[31m", span=(8, 35)))
    losses = toll(LOSSES, "destroyed", None, 1200, what="building", kind="unknown", qualifier="at_least", span=(4, 9))
    told = msgspec.structs.replace(told, quote=((0, len(evil)),), quoted=(evil,), tolls=(losses,))
    return msgspec.structs.replace(quiet_reading(evil), claims=(told,))


def long_reading(number: int) -> Reading:
    """Return a reading with ``number`` claims."""
    told = tuple(claim(at, LOSSES, "losses", KASTRIA) for at in range(number))
    return msgspec.structs.replace(reading(), claims=told, disputes=())
