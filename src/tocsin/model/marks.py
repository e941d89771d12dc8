"""What the marker hands to claiming: typed spans with evidence. Nothing downstream knows how they were made.

All spans are offsets into the report's own text (the stand-ins of the blinding are already undone).
"""

from __future__ import annotations

from typing import Literal

from tocsin.model.spans import Because, Noun, Span

Layer = Literal["news", "background"]
NameKind = Literal[
    "state",
    "authority",
    "state_force",
    "police",
    "rebel",
    "militia",
    "civilian",
    "igo",
    "ngo",
    "media",
    "person",
    "office",
    "group",
    "place",
    "format",
    "weapon",
    "other",
]
NameForm = Literal["name", "person", "office", "description", "reference"]
Status = Literal[
    "happened", "ongoing", "ended", "attempted", "failed", "planned", "conditional", "not_happened", "doubted"
]
Stance = Literal["own_act", "accuses", "admits", "denies", "reports"]
Qualifier = Literal["exact", "at_least", "at_most", "about", "range", "vague", "none"]
TollStatus = Literal[
    "killed",
    "wounded",
    "killed_or_wounded",
    "captured",
    "detained",
    "missing",
    "released",
    "displaced",
    "destroyed",
    "damaged",
]
TollKind = Literal[
    "military", "police", "civilian", "peacekeeper", "journalist", "medic", "aid_worker", "mixed", "unknown"
]
TollWhat = Literal[
    "people",
    "tank",
    "aircraft",
    "helicopter",
    "uav",
    "vehicle",
    "ship",
    "artillery",
    "building",
    "post",
    "animal",
    "other",
]
Slot = Literal[
    "initiator", "target", "participant", "mediator", "addressee", "victim", "place", "time", "object", "loss"
]


class Sentence(Noun, frozen=True, kw_only=True):
    """One sentence, with its paragraph (index of the region) and its layer."""

    span: Span
    region: int
    layer: Layer = "news"
    because: tuple[Because, ...] = ()


class Name(Noun, frozen=True, kw_only=True):
    """A name or a description that stands for someone: ``Tovuz``, ``Armenian army units``, ``the ministry``.

    Attributes:
        span: the whole noun phrase as it would be shown, number and determiner included.
        kind: what it names.
        id: register id such as ``arm.army``; null if the register does not know it.
        party: register slug of the party it belongs to (``arm``), or null.
        organ: organ of the party (``army``, ``defence-ministry``), or null.
        core: the words of the party or body proper within the phrase (``Armenian``).
        form: ``name``; ``person`` and ``office`` for people by name or by post; ``description`` (``four soldiers``,
            ``residents``); ``reference`` when it points back (``the ministry``, ``he``, ``both sides``).
    """

    span: Span
    kind: NameKind
    id: str | None = None
    party: str | None = None
    organ: str | None = None
    core: Span | None = None
    form: NameForm = "name"
    because: tuple[Because, ...] = ()


class DateMark(Noun, frozen=True, kw_only=True):
    """A phrase that tells time.

    Attributes:
        span: the phrase without its preposition, save ``since``, ``until``, ``through`` and the like.
        expr: what it says, unresolved; the grammar is in ``marking/dates.py``, resolved by ``grounding/calendar.py``.
        value: TIMEX3 value as far as the phrase alone tells (``XXXX-07-12``, ``XXXX-WXX-1``).
    """

    span: Span
    expr: str
    value: str
    because: tuple[Because, ...] = ()


class Count(Noun, frozen=True, kw_only=True):
    """A number of something: ``two Armenian policemen``, ``four others``, ``at least 30 houses``.

    Attributes:
        span: the counted words, number and qualifier included, never the verb.
        number: the number words alone; null where none is told.
        low, best, high: as worded; null where the words give none.
        what: what is counted, when the noun tells it.
        kind: kind of people, when the noun tells it.
        party: slug of the party named in the phrase, or null.
        elliptic: ``four others``, ``three more``: the noun is taken from the count before it.
        traits: ``women``, ``children``.
    """

    span: Span
    number: Span | None
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    what: TollWhat | None = None
    kind: TollKind | None = None
    party: str | None = None
    elliptic: bool = False
    traits: tuple[str, ...] = ()


class TollMark(Noun, frozen=True, kw_only=True):
    """A count tied to a loss: who or what was lost, and how.

    Attributes:
        span: the counted words (the span of ``count`` or of an uncounted phrase such as ``heavy losses``).
        cue: the words that tell the loss (``were killed``, ``received minor wounds``).
        count: null for an uncounted loss.
        severity: ``minor``, ``serious``, ``critical`` or null.
        denied: the loss is said not to be.
        scope: ``incident``, ``period`` or ``conflict``; ``since`` words in ``because``.
        party: register slug of the party that the lost belong to, where the counted words do not name it, or null.
    """

    span: Span
    cue: Span
    status: TollStatus
    count: Count | None = None
    severity: Literal["minor", "serious", "critical"] | None = None
    denied: bool = False
    scope: Literal["incident", "period", "conflict"] = "incident"
    party: str | None = None
    because: tuple[Because, ...] = ()


class Quotation(Noun, frozen=True, kw_only=True):
    """Words in quotation marks, the marks included; ``scare`` when it is a word or two with no speech."""

    span: Span
    scare: bool = False


class Attribution(Noun, frozen=True, kw_only=True):
    """Who says what: source, cue and content, linked.

    Attributes:
        source: words that name the source, or null (``it was reported that``).
        cue: the words of saying (``said``, ``according to``).
        content: what is said, one or more spans.
        via: a spokesman or agency named in the same attribution, nearest to the principal first.
        hedged: the outlet distances itself (``claimed``, ``alleged``, ``without giving evidence``).
        party: register slug of the party that the source belongs to, where his own words do not name it, or null.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    via: tuple[Span, ...] = ()
    hedged: bool = False
    party: str | None = None
    because: tuple[Because, ...] = ()


class Role(Noun, frozen=True, kw_only=True):
    """A link from a trigger to the words that fill a slot.

    Attributes:
        party: register slug of the party that the filler belongs to, where his own words do not name it, or null.
    """

    slot: Slot
    span: Span
    party: str | None = None
    because: tuple[Because, ...] = ()


class Event(Noun, frozen=True, kw_only=True):
    """An act told: trigger, type, and what is linked to it.

    Attributes:
        trigger: the words that tell the act.
        type: codebook key.
        status: null for types whose doing is saying.
        stance: of the speaker to the act as far as the words tell; claiming decides.
        wanted: for speech acts, codebook key and status of the act wanted, offered or threatened.
        clause: the clause that holds the trigger.
        layer: news of the report, or background to it.
    """

    trigger: Span
    type: str
    clause: Span
    status: Status | None = None
    stance: Stance | None = None
    wanted: tuple[str, Status | None] | None = None
    layer: Layer = "news"
    roles: tuple[Role, ...] = ()
    because: tuple[Because, ...] = ()


class Marks(Noun, frozen=True, kw_only=True):
    """Everything that claiming needs, each list in text order."""

    sentences: tuple[Sentence, ...] = ()
    names: tuple[Name, ...] = ()
    dates: tuple[DateMark, ...] = ()
    counts: tuple[Count, ...] = ()
    tolls: tuple[TollMark, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
