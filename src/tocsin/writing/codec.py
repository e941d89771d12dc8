"""Ledger lines in and out: nouns to strict JSON and back, their schema, and the proof that spans match their words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from tocsin.errors import DecodeError
from tocsin.model.claim import Claim
from tocsin.model.marks import Marks
from tocsin.model.reading import Dispute
from tocsin.model.report import Report
from tocsin.model.spans import Because, Noun, Span

Line = Report | Claim | Dispute
T = TypeVar("T")

_SURROGATE = re.compile("[\ud800-\udfff]")
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?:key in )?(?P<where>.*)`)?$", re.DOTALL)


class Mismatch(Noun, frozen=True, kw_only=True):
    """A span whose words in the text are not the words stored beside it.

    Attributes:
        claim: id of the claim; ``field`` such as ``quoted[0]`` or ``actors[1].name``.
        stored: the words in the ledger; null where only the span is stored.
        found: the words in the text at ``span``; null if the span does not lie in the text.
    """

    claim: str
    field: str
    span: Span
    stored: str | None
    found: str | None


def encode(value: object) -> bytes:
    """Return ``value`` as one line of JSON in UTF-8, keys in the order of the nouns, null kept, without a newline.

    A lone surrogate, which UTF-8 cannot hold, is written as its JSON escape.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain).encode()


def decode(line: str | bytes, kind: type[T], number: int | None = None) -> T:
    """Return the noun of type ``kind`` that ``line`` holds.

    Raises:
        DecodeError: unknown or missing field, wrong type, value outside its list, or no JSON; names field and line.
    """
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.ValidationError as error:
        raise _refusal(str(error), number) from error
    except (msgspec.DecodeError, UnicodeError):
        return _decoded_slowly(line, kind, number)


def decode_line(line: str | bytes, number: int | None = None) -> Line:
    """Return the report, claim or dispute that one line of a ledger holds (errors as in :func:`decode`)."""
    return decode(line, Line, number)  # type: ignore[arg-type]  # a union is not a type to mypy


def check(claim: Claim, text: str) -> tuple[Mismatch, ...]:
    """Return every span of ``claim`` that does not match its words in ``text``, in the order of the fields."""
    found: list[Mismatch | None] = [_count_of_quotes(claim)] if len(claim.quote) != len(claim.quoted) else []
    pairs = zip(claim.quote, claim.quoted, strict=False)
    found += [_compared(claim.id, f"quoted[{n}]", span, words, text) for n, (span, words) in enumerate(pairs)]
    found += [_compared(claim.id, field, span, words, text) for field, span, words in _named(claim)]
    found += [_compared(claim.id, field, span, None, text) for field, span in spans_in(claim)]
    found += _place_named_otherwise(claim, text)
    return tuple(mismatch for mismatch in found if mismatch)


def spans_in(noun: Noun, path: str = "") -> Iterator[tuple[str, Span]]:
    """Yield every span anywhere in ``noun`` with the path of its field, in the order of the fields."""
    for field in noun.__struct_fields__:
        yield from _spans_of(getattr(noun, field), f"{path}.{field}" if path else field)


def schema(types: Sequence[str] = ()) -> dict[str, object]:
    """Return the JSON schema of a ledger line, with every closed list of values under ``enumerations``.

    Args:
        types: the keys of the codebook, which close ``Claim.type`` and ``Content.type``.
    """
    (line,), parts = msgspec.json.schema_components([Line], ref_template="#/$defs/{name}")
    lists = _closed_lists() | ({"Claim.type": list(types), "Content.type": list(types)} if types else {})
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "One line of a Tocsin ledger"}
    return {**head, **line, "$defs": parts, "enumerations": lists}


def _decoded_slowly(line: str | bytes, kind: type[T], number: int | None) -> T:
    """Decode what the fast decoder refuses though it is JSON: an escaped lone surrogate."""
    try:
        plain = json.loads(line)
    except ValueError as error:
        what = f"No JSON: {error}"
        raise _refusal(what, number) from error
    try:
        return msgspec.convert(plain, type=kind)
    except msgspec.ValidationError as error:
        raise _refusal(str(error), number) from error


def _refusal(message: str, number: int | None) -> DecodeError:
    parts = _PLACE.match(message)
    what, where = (parts["what"], parts["where"]) if parts else (message, None)
    line = f"line {number}" if number is not None else "the line"
    return DecodeError(
        f"{line} is no record of a ledger: {what}",
        where=f"field {where.removeprefix('$.')}" if where else "",
        do="Write it again with `tocsin read --format jsonl`; `tocsin schema` prints what a line may hold.",
    )


def _named(claim: Claim) -> Iterator[tuple[str, Span, str]]:
    """Yield the path, span and words of whatever in ``claim`` bears a name as written."""
    for index, link in enumerate(claim.chain):
        if link.span and link.name:
            yield f"chain[{index}].name", link.span, link.name
    for index, actor in enumerate(claim.actors):
        yield f"actors[{index}].name", actor.span, actor.name
    if claim.speaker.span and claim.speaker.name:
        yield "speaker.name", claim.speaker.span, claim.speaker.name
    if claim.object:
        yield "object.name", claim.object.span, claim.object.name


def _compared(claim: str, field: str, span: Span, stored: str | None, text: str) -> Mismatch | None:
    start, end = span
    found = text[start:end] if 0 <= start < end <= len(text) else None
    if found is not None and stored in (None, found):
        return None
    return Mismatch(claim=claim, field=field, span=span, stored=stored, found=found)


def _count_of_quotes(claim: Claim) -> Mismatch:
    spans, words = len(claim.quote), len(claim.quoted)
    last = claim.quote[-1] if claim.quote else (0, 0)
    return Mismatch(claim=claim.id, field="quoted", span=last, stored=f"{words} pieces of text", found=f"{spans} spans")


def _place_named_otherwise(claim: Claim, text: str) -> list[Mismatch]:
    """Compare the place with its words: it may be named by one of its spans or by all of them together."""
    where = claim.where
    if not where or not where.words:
        return []
    whole = (where.words[0][0], where.words[-1][1])
    if any(text[start:end] == where.name for start, end in (*where.words, whole)):
        return []
    start, end = where.words[0]
    field = "where.name"
    return [Mismatch(claim=claim.id, field=field, span=where.words[0], stored=where.name, found=text[start:end])]


def _spans_of(value: object, path: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Noun):
        yield from spans_in(value, path)
    elif _is_span(value):
        yield path, value  # type: ignore[misc]  # just tested
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _spans_of(part, f"{path}[{index}]")


def _is_span(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)


def _closed_lists() -> dict[str, list[str]]:
    """Return every closed list of values, by noun and field."""
    lists: dict[str, list[str]] = {}
    for kind in msgspec.inspect.multi_type_info([Report, Claim, Dispute, Marks, Because]):
        _collect(kind, "", lists)
    return dict(sorted(lists.items()))


def _collect(kind: msgspec.inspect.Type, path: str, lists: dict[str, list[str]]) -> None:
    if isinstance(kind, msgspec.inspect.LiteralType):
        lists.setdefault(path, [str(value) for value in kind.values])
    elif isinstance(kind, msgspec.inspect.UnionType):
        for part in kind.types:
            _collect(part, path, lists)
    elif isinstance(kind, msgspec.inspect.VarTupleType):
        _collect(kind.item_type, path, lists)
    elif isinstance(kind, msgspec.inspect.TupleType):
        for part in kind.item_types:
            _collect(part, path, lists)
    elif isinstance(kind, msgspec.inspect.StructType):
        for field in kind.fields:
            _collect(field.type, f"{kind.cls.__name__}.{field.encode_name}", lists)
