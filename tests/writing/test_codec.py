from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import examples

from tocsin.errors import DecodeError
from tocsin.model import Because, Claim, Dispute, Report, Span, Speaker, Toll, When, Where
from tocsin.writing.codec import check, decode_line, encode, schema, spans_in

READING = examples.reading()
WORDS = st.text(st.characters(codec="utf-8")) | st.sampled_from(["a\ud800", "\udc80b", '\u2028\x00"\\'])
SPANS = st.tuples(st.integers(0, 9000), st.integers(0, 9000))


def nouns(kind: type) -> st.SearchStrategy[Any]:
    """Build values of a noun field by field from its type."""
    fields = {field.name: values(field.type) for field in msgspec.inspect.type_info(kind).fields}  # type: ignore[attr-defined]
    return st.builds(kind, **fields)


def values(kind: msgspec.inspect.Type) -> st.SearchStrategy[Any]:  # noqa: PLR0911  # one line for each kind
    match kind:
        case msgspec.inspect.StrType():
            return WORDS
        case msgspec.inspect.IntType():
            return st.integers(0, 10**9)
        case msgspec.inspect.FloatType():
            return st.floats(-180, 180, allow_nan=False)
        case msgspec.inspect.BoolType():
            return st.booleans()
        case msgspec.inspect.LiteralType():
            return st.sampled_from(kind.values)
        case msgspec.inspect.UnionType():
            return st.one_of(*(values(part) for part in kind.types))
        case msgspec.inspect.TupleType():
            return st.tuples(*(values(part) for part in kind.item_types))
        case msgspec.inspect.VarTupleType():
            return st.lists(values(kind.item_type), max_size=2).map(tuple)
        case msgspec.inspect.StructType():
            return nouns(kind.cls)
    return st.none()


@pytest.mark.parametrize("kind", [Report, Claim, Dispute])
@given(st.data())
def test_encoding_and_decoding_give_back_the_same_noun(kind: type, data: st.DataObject) -> None:
    noun = data.draw(nouns(kind))
    assert decode_line(encode(noun)) == noun


def test_a_line_is_one_line_of_utf8_with_keys_in_the_order_of_the_noun_and_nulls_kept() -> None:
    claim = READING.claims[4]
    line = encode(claim)
    assert b"\n" not in line
    record = json.loads(line.decode("utf-8"))
    wire = ["from" if name == "from_" else name for name in claim.__struct_fields__]
    assert list(record) == ["kind", *wire]
    assert record["content"] is None
    assert list(record["control"]) == ["from", "to", "span"]


def test_a_lone_surrogate_is_written_as_its_escape_so_that_the_line_is_valid_utf8() -> None:
    line = encode(msgspec.structs.replace(READING.claims[0], quoted=("a\ud800b",)))
    assert b"a\\ud800b" in line
    assert line.decode("utf-8")


def record() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(encode(READING.claims[1]))
    return made


def refused(changed: object) -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        decode_line(json.dumps(changed), 7)
    return caught.value


def test_an_unknown_field_is_refused_by_name_and_line() -> None:
    error = refused(record() | {"verdict": "x"})
    assert "verdict" in str(error)
    assert "line 7" in str(error)


def test_a_wrong_type_deep_inside_is_refused_with_its_path() -> None:
    changed = record()
    changed["tolls"][0]["low"] = "4"
    assert "tolls[0].low" in str(refused(changed))


def test_an_unknown_field_deep_inside_is_refused_with_its_path() -> None:
    changed = record()
    changed["speaker"]["mood"] = "angry"
    error = str(refused(changed))
    assert "mood" in error
    assert "speaker" in error


def test_a_value_outside_its_list_is_refused_with_its_path() -> None:
    assert "status" in str(refused(record() | {"status": "maybe"}))


def test_a_missing_field_is_refused_by_name() -> None:
    changed = record()
    del changed["quoted"]
    assert "quoted" in str(refused(changed))


@pytest.mark.parametrize("line", ["", "{", "[1]", "null", '{"kind": "rumour"}', "{}", "\xff", '{"kind": "claim"} x'])
def test_what_is_no_record_is_refused(line: str) -> None:
    with pytest.raises(DecodeError):
        decode_line(line)


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(DecodeError):
        decode_line(b'{"kind": "\xff"}')


def test_refusal_is_as_strict_where_the_line_holds_a_lone_surrogate() -> None:
    changed = record() | {"quoted": ["a\ud800"], "verdict": "x"}
    assert "verdict" in str(refused(changed))


def test_every_span_of_the_examples_matches_its_words() -> None:
    assert [check(claim, examples.TEXT) for claim in READING.claims] == [()] * 5


def moved(claim: Claim, **fields: object) -> list[str]:
    changed: Claim = msgspec.structs.replace(claim, **fields)
    return [mismatch.field for mismatch in check(changed, examples.TEXT)]


def test_quoted_words_that_are_not_at_their_span_are_found() -> None:
    first = READING.claims[0]
    assert moved(first, quoted=(first.quoted[0] + "x",)) == ["quoted[0]"]
    assert moved(first, quote=((39, 131),)) == ["quoted[0]"]


def test_quotes_and_spans_of_different_number_are_found() -> None:
    assert moved(READING.claims[0], quoted=()) == ["quoted"]


def test_a_name_that_is_not_the_words_of_its_span_is_found() -> None:
    first = READING.claims[0]
    speaker: Speaker = msgspec.structs.replace(first.speaker, name="Someone")
    assert moved(first, speaker=speaker) == ["speaker.name"]
    actors = (first.actors[0], msgspec.structs.replace(first.actors[1], name="posts"))
    assert moved(first, actors=actors) == ["actors[1].name"]
    where: Where = msgspec.structs.replace(examples.NEAR_ORM, name="Vell")
    assert moved(first, where=where) == ["where.name"]


def test_any_span_outside_the_text_is_found_wherever_it_hides() -> None:
    far: Span = (9000, 9001)
    told: Toll = msgspec.structs.replace(READING.claims[1].tolls[0], span=far)
    when: When = msgspec.structs.replace(examples.AROUND, because=(Because(rule="date/x", spans=((0, 1), far)),))
    assert moved(READING.claims[1], tolls=(told,)) == ["tolls[0].span"]
    assert moved(READING.claims[1], when=when) == ["when.because[0].spans[1]"]
    assert moved(READING.claims[1], because=(Because(rule="x", spans=((5, 4),)),)) == ["because[0].spans[0]"]


def test_one_changed_character_of_the_text_is_found() -> None:
    changed = examples.TEXT.replace("Four", "Five")
    assert [one.field for one in check(READING.claims[1], changed)] == ["quoted[0]"]


def test_spans_are_named_by_the_path_of_their_field() -> None:
    assert dict(spans_in(READING.claims[1]))["tolls[1].span"] == examples.span("several others")


def test_the_schema_lists_every_closed_enumeration() -> None:
    lists = schema(["attack", "clash"])["enumerations"]
    assert isinstance(lists, dict)
    assert "journalist" in lists["Toll.kind"]
    assert "furniture" in lists["Region.kind"]
    assert "bounded" in lists["When.precision"]
    assert "exclusive" in lists["Dispute.force"]
    assert "denies" in lists["About.how"]
    assert lists["Claim.type"] == ["attack", "clash"]


def test_the_schema_knows_every_field_of_every_line_and_no_other() -> None:
    parts = schema()["$defs"]
    assert isinstance(parts, dict)
    for noun in (READING.report, READING.claims[0], READING.disputes[0]):
        known = parts[type(noun).__name__]
        assert list(json.loads(encode(noun))) == list(known["properties"])
        assert known["additionalProperties"] is False
