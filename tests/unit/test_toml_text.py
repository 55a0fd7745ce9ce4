"""TOML as the standard library reads it, but for what would take it for ever."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.metadata.handlers import PlainTomlHandler
from reader.library.metadata.safe_yaml import UnreadableError
from reader.toml_text import MAX_LENGTH, MAX_PARTS, TomlError, loads

PARTS = 20_000
LONG_KEYS = {
    "a key": "a." * PARTS + "a = 1",
    "a table": "[" + "a." * PARTS + "a]",
    "a list of tables": "[[" + "a . " * PARTS + "a]]",
    "in a table of one line": "x = {" + "a." * PARTS + "a = 1}",
    "behind a quoted sign": '"=".' + "a." * PARTS + "a = 1",
    "in quotes": '"a".' * PARTS + "'a' = 1",
    "behind a string that ends with a quote": 'x = {b = """a"""", ' + "a." * PARTS + "a = 1}",
    "behind an open string": '"""a"""" \n' + "a." * PARTS + "a = 1",
}


@pytest.mark.parametrize("text", LONG_KEYS.values(), ids=LONG_KEYS.keys())
def test_a_key_of_thousands_of_parts_comes_to_no_parser(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tomllib, "loads", lambda *_, **__: pytest.fail("it was parsed"))
    with pytest.raises(TomlError, match="a key has more than 64 parts"):
        loads(text)
    with pytest.raises(UnreadableError):
        PlainTomlHandler().load(text)


@pytest.mark.parametrize(
    "text",
    [
        ".".join("a" * MAX_PARTS) + " = 1",
        'x = "' + "a." * 200 + '"',
        'x = """' + "a.\n" * 200 + '"""',
        "# " + "a." * 200,
        "x = [" + "1.5, " * 200 + "]",
        "\n".join(f"a.b{number} = 1.5" for number in range(200)),
    ],
)
def test_what_people_write_is_read(text: str) -> None:
    assert loads(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x" * (MAX_LENGTH + 1), "characters"),
        ("x = " + "[" * 10_000, "nested too deeply"),
        ("x = 1\ny = " + "9" * 5_000, "line 2: a number or a name has more than"),
        ("x = -" + "9" * 5_000, "line 1"),
        ("x = = 1", "line 1"),
    ],
)
def test_what_cannot_be_read_is_one_kind_of_error(text: str, what: str) -> None:
    with pytest.raises(TomlError, match=what):
        loads(text)


@given(st.text("\"'\\.=[]{}#a1 \n", max_size=60))
def test_short_text_is_read_as_ever(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except ValueError:
        with pytest.raises(TomlError):
            loads(text)
    else:
        assert loads(text) == expected
