"""What programs write is safe to show, however it comes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.services.desktop.program_output import ProgramOutput
from reader.text.safe import clean


def shown(*pieces: bytes) -> str:
    output = ProgramOutput()
    return "".join(output.take(piece) for piece in pieces) + output.take(b"", is_last=True)


def test_sequences_go_and_text_stays() -> None:
    colors = "\x1b[1;31mred\x1b[0m\x1b]0;title\x07"
    link = "\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\"
    assert shown(f"{colors} {link} N\x08NO\x07\n".encode()) == "red link NO\n"


def test_a_carriage_return_is_a_new_line() -> None:
    assert shown(b"10%\r20%\r\ndone") == "10%\n20%\ndone"


@given(st.text(st.sampled_from("a重\x1b[m]0;\x07\x08\n\r\\"), max_size=60), st.integers(0, 60))
def test_it_is_the_same_however_it_is_cut(text: str, at: int) -> None:
    data = text.encode()
    whole = shown(data)
    assert shown(data[:at], data[at:]) == whole
    assert whole == clean(whole)
    assert "\x1b" not in whole
