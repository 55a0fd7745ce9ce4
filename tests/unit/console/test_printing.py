"""What is printed acts on no terminal, whoever prints it; elsewhere it goes as it is."""

from __future__ import annotations

import io
import os
import sys

import pytest

from reader.console.printing import guarded, write_sequence
from tests.hostile import HOSTILE, acting


class Stream(io.TextIOWrapper):
    """Stands in for a stream of the process, a terminal or not."""

    def __init__(self, *, is_terminal: bool) -> None:
        self.raw_bytes = io.BytesIO()
        super().__init__(self.raw_bytes, encoding="utf-8")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    @property
    def written(self) -> bytes:
        self.flush()
        return self.raw_bytes.getvalue()


def replaced(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool) -> tuple[Stream, Stream]:
    streams = Stream(is_terminal=is_terminal), Stream(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    return streams


def test_nothing_acts_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = replaced(monkeypatch, is_terminal=True)
    print("before", end=" ")
    with guarded():
        print(f"字{HOSTILE}字")
        print(HOSTILE, file=sys.stderr)
    print("after")
    assert out.written.decode().startswith("before 字]0;")
    assert out.written.endswith("字\nafter\n".encode())
    assert not acting((out.written + err.written).decode().replace("\n", ""))


def test_sequences_of_our_own_do(monkeypatch: pytest.MonkeyPatch) -> None:
    out, _ = replaced(monkeypatch, is_terminal=True)
    with guarded():
        write_sequence(sys.stdout, "\x1b[1mbold\x1b[0m")
    assert out.written == b"\x1b[1mbold\x1b[0m"


def test_elsewhere_a_name_keeps_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = replaced(monkeypatch, is_terminal=False)
    name = os.fsdecode("文件".encode("gbk"))
    with guarded():
        print(f"字 {name} \x1b \ud800")
        print(name, file=sys.stderr)
        write_sequence(sys.stdout, "plain")
    assert out.written == "字 ".encode() + "文件".encode("gbk") + b" \x1b \\ud800\nplain"
    assert err.written.startswith(b"\\udc")


def test_the_streams_are_as_before_whatever_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = replaced(monkeypatch, is_terminal=True)
    with pytest.raises(KeyboardInterrupt), guarded():
        raise KeyboardInterrupt
    assert (sys.stdout, sys.stderr) == (out, err)
    assert not out.closed
