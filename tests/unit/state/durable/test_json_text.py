"""JSON that is written back as it was given."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.state.durable.json_text import DamagedError, Number, decode, encode
from reader.text.safe import escaped

SCALAR: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUE: st.SearchStrategy[object] = st.recursive(
    SCALAR, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUE)
def test_is_written_as_the_standard_library_does(value: object) -> None:
    """But for what would act on a terminal: that is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    written = encode(value)
    assert written.decode() == f"{escaped(text)}\n"
    assert json.loads(written) == json.loads(text)


@given(VALUE)
def test_comes_back_the_same(value: object) -> None:
    once = encode(value)
    decoded = decode(once)
    assert decoded.oddities == ()
    assert encode(decoded.document) == once


@pytest.mark.parametrize(
    "number", ["1e400", "-1E5", "1.50", "0.1", "9" * 5_000, "NaN", "-Infinity", "7"]
)
def test_a_number_keeps_its_spelling(number: str) -> None:
    assert encode(decode(f"[{number}]".encode()).document) == f"[\n  {number}\n]\n".encode()


def test_a_giant_number_changes_no_other() -> None:
    data = f'{{"big": {"9" * 5_000}, "block": 3}}'.encode()
    document = decode(data).document
    assert isinstance(document, dict)
    assert type(document["block"]) is int


def test_numbers_are_equal_if_they_are_spelled_alike() -> None:
    assert Number("1e400") == Number("1e400")
    assert Number("1e400") != Number("1e500")
    assert len({Number("1.50"), Number("1.50"), Number("1.5")}) == 2


def test_a_field_given_twice_is_kept_beside_the_last_and_named() -> None:
    data = b'{"id": "x", "note": "one", "note": "two", "note (1)": "own", "tags": [], "tags": []}'
    decoded = decode(data)
    assert decoded.document == {
        "id": "x",
        "note": "two",
        "note (1)": "own",
        "note (2)": "one",
        "tags": [],
    }
    (told,) = decoded.oddities
    assert "“note”" in told
    assert "entry x" in told


def test_true_is_not_one_of_two_equal_values() -> None:
    assert decode(b'{"a": 1, "a": true}').document == {"a": True, "a (1)": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_any_form_of_unicode_is_read(encoding: str) -> None:
    text = json.dumps({"note": "书签" * 400_000}, ensure_ascii=False)
    assert decode(text.encode(encoding)).document == json.loads(text)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"a": 1,\n "b": }', "line 2, column 7"),
        (b'{\n\n"a": "\xff"}', "line 3"),
        (b"[" * 100_000, "too deeply"),
        (b"[" * 70 + b"]" * 70, "too deeply"),
        (b"", "line 1, column 1"),
    ],
)
def test_damage_says_where_it_is(data: bytes, told: str) -> None:
    with pytest.raises(DamagedError, match=told):
        decode(data)
