"""The codebook: tables of event types in ``rows/`` in; types, roles, standards' codes and inflected trigger phrases out.

One TOML file a family, one ``[[row]]`` a type. How to add one: docs/how-to/add-an-event-type.md.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar, get_args

import msgspec

from tocsin.errors import DecodeError, UsageError
from tocsin.lexicon.inflection import Form, Irregular, Phrase, noun_forms, verb_forms
from tocsin.model.claim import Content
from tocsin.model.marks import Status
from tocsin.model.spans import Noun

Place = Literal["subject", "object", "by", "of", "on", "against", "at", "with", "between", "from", "to", "for", "in"]
Part = Literal["initiator", "target", "participant", "mediator", "addressee", "victim", "object", "place"]
Roles = dict[Place, Part]
T = TypeVar("T")

LEXICON = files("tocsin.lexicon")
NOT_FAMILIES = frozenset({"grammar.toml", "standards.toml"})
EVERY_STATUS: tuple[Status, ...] = get_args(Status)


class Plover(Noun, frozen=True, kw_only=True):
    """A type of PLOVER: event, mode where one fits, contexts."""

    event: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Acled(Noun, frozen=True, kw_only=True):
    """A type and sub-type of ACLED."""

    event_type: str
    sub_event_type: str


class Row(Noun, frozen=True, kw_only=True):
    """One event type.

    Attributes:
        id: the key; what stands before its first dot is the family.
        meaning: one sentence.
        speech: doing it is saying it (an appeal, a threat).
        statuses: allowed values; none for speech.
        verbs, nouns: lemma phrases that trigger the type by themselves; ``...`` is an optional gap.
        weak_verbs, weak_nouns: phrases that need a word of ``evidence`` of the row or its family in the same
            clause, or a force or a party as subject or object.
        evidence: words that turn the family's plain row into this one; ``~`` is an open ending. A word
            with a capital is to be matched as it stands.
        wanted: patterns of the thing wanted, offered or threatened; ``*`` is a gap of up to four words,
            ``~`` an open ending. The row of the family whose pattern comes first in the clause is taken.
        content: the act wanted, where the row fixes it.
        roles: what differs from the family's grammar.
        plover, cameo, acled: codes; null or empty where the standard has none that fits.
        ucdp: ``by_actors`` for lethal acts (state-based, non-state or one-sided is told by who acts on whom).
        takes_tolls: a count of losses in the sentence may sit on it.
        scored: name in the coarse list of types; ``by_content`` leaves it to the caller.
        examples, near_misses: sentences that tell this type, and some that look like it and do not.
    """

    id: str
    meaning: str
    speech: bool
    scored: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    statuses: tuple[Status, ...] = EVERY_STATUS
    verbs: tuple[str, ...] = ()
    weak_verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    weak_nouns: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    content: Content | None = None
    roles: Roles = msgspec.field(default_factory=dict)
    plover: Plover | None = None
    cameo: tuple[str, ...] = ()
    acled: Acled | None = None
    ucdp: Literal["by_actors"] | None = None
    takes_tolls: bool = False


class Frame(Noun, frozen=True, kw_only=True):
    """One written form of a trigger phrase.

    Attributes:
        key: the row it triggers.
        words: lower case, split at spaces only (``cease-fire`` is one word); ``...`` is an optional gap.
        form: which form of the phrase's head; forms that look alike are told one by one.
        lemma: the phrase as the row has it.
        weak: see ``Row.weak_verbs``.
    """

    key: str
    words: Phrase
    pos: Literal["verb", "noun"]
    form: Form
    lemma: str
    weak: bool


class Record(Noun, frozen=True, kw_only=True):
    """One type as ``tocsin codebook --format json`` prints it."""

    id: str
    meaning: str
    speech: bool
    statuses: tuple[Status, ...]
    plover: Plover | None
    cameo: tuple[str, ...]
    acled: Acled | None
    ucdp: str | None


class Codebook(Noun, frozen=True, kw_only=True):
    """All rows by key, in the order of their files, with each family's grammar."""

    rows: dict[str, Row]
    grammar: dict[str, Roles]
    irregular: Irregular

    def row(self, key: str) -> Row:
        """Return the row of a key.

        Raises:
            UsageError: no such key; names the nearest ones.
        """
        if key in self.rows:
            return self.rows[key]
        near = get_close_matches(key, self.rows, n=3, cutoff=0.5)
        do = f"Did you mean {' or '.join(near)}?" if near else "`tocsin codebook` lists all event types"
        message = f"no event type {key!r} in the codebook"
        raise UsageError(message, do=do)

    def family(self, key: str) -> str:
        """Return what stands before the first dot of a key that exists."""
        return self.row(key).id.partition(".")[0]

    def rows_of(self, family: str) -> tuple[Row, ...]:
        """Return the rows of a family in file order; none for a family that does not exist."""
        return tuple(row for key, row in self.rows.items() if key.partition(".")[0] == family)

    def siblings(self, key: str) -> tuple[Row, ...]:
        """Return the other rows of a key's family in file order."""
        return tuple(row for row in self.rows_of(self.family(key)) if row.id != key)

    def roles(self, key: str) -> Roles:
        """Return the role a party has at each grammatical place: the family's, overlaid by the row's."""
        return self.grammar[self.family(key)] | self.row(key).roles

    def frames(self) -> tuple[Frame, ...]:
        """Return every inflected trigger phrase, row by row; made at each call, so keep them."""
        return tuple(frame for row in self.rows.values() for frame in frames_of(row, self.irregular))

    def as_records(self) -> tuple[dict[str, object], ...]:
        """Return each type with its meaning and its codes in PLOVER, CAMEO, ACLED and UCDP; keys as in ``Record``."""
        return tuple(msgspec.to_builtins(record_of(row)) for row in self.rows.values())


@cache
def codebook() -> Codebook:
    """Read the codebook.

    Raises:
        DecodeError: a table does not hold what it should; names the file and the field.
    """
    tables = LEXICON / "rows"
    families = sorted(name for file in tables.iterdir() if (name := file.name) not in NOT_FAMILIES)
    rows = [row for name in families for row in table(tables / name, dict[Literal["row"], tuple[Row, ...]])["row"]]
    return Codebook(
        rows={row.id: row for row in rows},
        grammar=table(tables / "grammar.toml", dict[str, Roles]),
        irregular=table(LEXICON / "words" / "irregular.toml", Irregular),
    )


def table(file: Traversable, kind: type[T]) -> T:
    """Return a TOML file of the lexicon as a value of ``kind``."""
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = f"the lexicon table {file.name} cannot be read"
        raise DecodeError(message, where=str(error), do="Compare it with docs/how-to/add-an-event-type.md") from error


def frames_of(row: Row, irregular: Irregular) -> tuple[Frame, ...]:
    """Return the frames of one row, verbs before nouns, strong before weak."""
    verbs = [(lemma, weak) for weak, lemmas in ((False, row.verbs), (True, row.weak_verbs)) for lemma in lemmas]
    nouns = [(lemma, weak) for weak, lemmas in ((False, row.nouns), (True, row.weak_nouns)) for lemma in lemmas]
    return (
        *(
            Frame(key=row.id, words=words, pos="verb", form=form, lemma=lemma, weak=weak)
            for lemma, weak in verbs
            for form, words in verb_forms(lemma, irregular)
        ),
        *(
            Frame(key=row.id, words=words, pos="noun", form=form, lemma=lemma, weak=weak)
            for lemma, weak in nouns
            for form, words in noun_forms(lemma, irregular)
        ),
    )


def record_of(row: Row) -> Record:
    """Return a row's meaning and codes."""
    return Record(
        id=row.id,
        meaning=row.meaning,
        speech=row.speech,
        statuses=row.statuses,
        plover=row.plover,
        cameo=row.cameo,
        acled=row.acled,
        ucdp=row.ucdp,
    )
