"""Whatever bytes a terminal sends, they become text, keys and mouse reports, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from reader.ui.terminal.typed_input import EscapeKey, Typed


@given(st.lists(st.binary(max_size=12), max_size=8))
def test_no_bytes_are_too_strange(pieces: list[bytes]) -> None:
    typed = Typed()
    for piece in pieces:
        typed.text(piece).encode()


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1b"), max_size=20),
    st.data(),
)
def test_text_comes_through_however_it_is_cut(text: str, data: st.DataObject) -> None:
    whole, typed, got = text.encode(), Typed(), ""
    while whole:
        at = data.draw(st.integers(1, len(whole)))
        got += typed.text(whole[:at])
        whole = whole[at:]
    assert got == text


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (b"a\xffb", "ab"),
        ("中文".encode("gb18030") + b"j", "j"),
        ("朡".encode("gb18030") + b"j", "j"),  # its second byte is a letter's
        ("許".encode("big5") + b"j", "j"),
        (b"\xed\xa0\x80j", "j"),  # half of a UTF-16 pair
        (b"\xe4\xb8" + b"j", "j"),  # two thirds of a character
    ],
)
def test_another_encoding_is_left_out_and_types_no_letters(sent: bytes, text: str) -> None:
    assert Typed().text(sent) == text


def test_a_key_after_half_a_character_is_a_key() -> None:
    typed = Typed()
    assert typed.text(b"\xd6") == ""
    assert typed.text(b"Q") == "Q"


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (b"\x1b[M !!", "\x1b[<0;1;1M"),
        (b"\x1b[M \xe9\xff", "\x1b[<0;201;223M"),
        (b"\x1b[M#!!", "\x1b[<3;1;1m"),
        (b"\x1b[Ma!!", "\x1b[<65;1;1M"),
        (b"\x1b[M\x1b\x1b\x1b", "\x1b[<0;0;0M"),
    ],
)
@pytest.mark.parametrize("at", range(3, 6))
def test_a_mouse_report_in_bytes_is_one_in_digits(sent: bytes, text: str, at: int) -> None:
    typed = Typed()
    assert typed.text(sent[:at]) + typed.text(sent[at:]) == text
    assert typed.text(b"\x1b") == "\x1b"


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("\x1b[97;1;97u", "\x1b[97;1;97u"),
        ("\x1b[97u", "\x1b[97u"),
        ("\x1b[97:65;2:1;65:66u", "\x1b[97;2;65:66u"),
        ("\x1b[1;2A", "\x1b[1;2A"),
        ("\x1b[1114112u", ""),
        ("\x1b[97;1;55296u", ""),
        ("\x1b[99999999999999999999u", ""),
        ("\x1b[1114112~", ""),
        ("\x1b[:\x1b[:uu", ""),
    ],
)
def test_numbers_of_keys_are_those_of_characters(sent: str, text: str) -> None:
    assert Typed().text(sent.encode()) == text


@given(st.lists(st.sampled_from([*"\x1b[M<;:?019u~$yRtA", "\x1b[", "200", "55296"]), max_size=24))
def test_what_passes_is_no_fault_to_textual(parts: list[str]) -> None:
    text = Typed().text("".join(parts).encode())
    for event in XTermParser().feed(text) if text else ():
        assert not isinstance(event, events.Key) or event.key


def test_an_escape_that_a_key_follows_quickly_is_two_keys() -> None:
    escape = EscapeKey(0.1)
    assert escape.take("\x1b", 1.0) == (False, "")
    assert escape.take("j", 1.01) == (True, "j")
    assert escape.take("k", 1.02) == (False, "k")
    assert escape.take("\x1b", 2.0) == (False, "")
    assert escape.take("\x1b", 2.01) == (True, "")
    assert escape.take("[", 2.02) == (True, "[")


def test_a_lone_escape_is_a_key_when_nothing_follows() -> None:
    escape = EscapeKey(0.1)
    escape.take("\x1b", 1.0)
    assert escape.wait(5.0, 1.04) == pytest.approx(0.06)
    assert escape.take("", 1.05) == (False, "")
    assert escape.take("", 1.1) == (True, "")
    assert escape.wait(5.0, 1.2) == 5.0


@pytest.mark.parametrize("sent", ["\x1bj", "\x1b[1;3C", "\x1b\x1b", "中", "\x1b[A\x1b"])
def test_what_comes_at_once_belongs_together(sent: str) -> None:
    assert EscapeKey(0.1).take(sent, 1.0) == (False, sent)


@pytest.mark.parametrize("rest", ["[A", "OP", "[<0;3;4M", "]11;rgb:0/0/0\x07"])
def test_a_sequence_that_a_slow_line_parts_is_one(rest: str) -> None:
    escape = EscapeKey(0.1)
    escape.take("\x1b", 1.0)
    assert escape.take(rest, 1.05) == (False, f"\x1b{rest}")
