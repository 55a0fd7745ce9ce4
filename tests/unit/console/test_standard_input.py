"""Standard input: read to its end, with a word for who waits."""

from __future__ import annotations

import io
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from reader.console import standard_input
from reader.console.standard_input import named_as_piped, piped_file, read_standard_input
from reader.errors import MisuseError, ReaderError

Feed = Callable[..., int]


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Feed]:
    """Put a pipe in the place of stdin, with data in it; gives its other end if it stays open."""
    opened: list[int] = []

    def put(data: bytes, *, is_open: bool = False) -> int:
        reading, writing = os.pipe()
        os.write(writing, data)
        monkeypatch.setattr(sys, "stdin", os.fdopen(reading, encoding="utf-8"))
        if is_open:
            opened.append(writing)
        else:
            os.close(writing)
        return writing

    yield put
    sys.stdin.close()
    for number in opened:
        os.close(number)


class Screen(io.StringIO):
    """A stream that says it is a terminal, and tells when something is written."""

    def __init__(self, written: Callable[[], object]) -> None:
        super().__init__()
        self._written = written

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        count = super().write(text)
        written, self._written = self._written, lambda: None
        written()
        return count


def test_all_of_it_is_read(feed: Feed) -> None:
    feed("字\0\r\n".encode())
    assert read_standard_input() == "字\0\r\n".encode()


def test_of_too_much_no_more_is_read_than_tells_it(feed: Feed) -> None:
    feed(b"x" * 1000, is_open=True)
    assert read_standard_input(limit=10) == b"x" * 11


def test_it_may_be_a_file_while_it_is_needed(feed: Feed) -> None:
    feed(b"x" * 9)
    with piped_file(most=9) as path:
        assert path.read_bytes() == b"x" * 9
    assert not path.parent.exists()


def test_too_much_for_a_file_is_an_error(feed: Feed) -> None:
    feed(b"x" * 10)
    with pytest.raises(ReaderError, match="more than"), piped_file(most=9):
        pass


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_nothing_at_all_is_an_error(feed: Feed, data: bytes) -> None:
    feed(data)
    with pytest.raises(ReaderError, match="standard input: is empty"):
        read_standard_input()


def test_a_closed_stdin_is_misuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(MisuseError, match="closed"):
        read_standard_input()


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a POSIX matter")
def test_a_terminal_is_misuse_rather_than_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = os.openpty()
    with os.fdopen(ends[1], encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        with pytest.raises(MisuseError, match="nothing is piped in"):
            read_standard_input()
    os.close(ends[0])


@pytest.mark.skipif(os.name != "posix", reason="Windows opens no folder")
def test_a_folder_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = os.open(tmp_path, os.O_RDONLY)

    class Folder(io.StringIO):
        def fileno(self) -> int:
            return number

    monkeypatch.setattr(sys, "stdin", Folder())
    with pytest.raises(ReaderError, match="standard input: cannot be read: is a directory"):
        read_standard_input()
    os.close(number)


def test_who_waits_is_told_and_the_line_goes_again(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = feed(b"text", is_open=True)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    screen = Screen(lambda: os.dup2(nowhere, writing))  # the end of the input
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(standard_input, "PATIENCE", 0.0)
    assert read_standard_input() == b"text"
    assert screen.getvalue() == "reading standard input ...\r\x1b[K"
    os.close(nowhere)


def test_who_does_not_wait_is_told_nothing(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(b"text")
    screen = Screen(lambda: None)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(standard_input, "PATIENCE", 1000.0)
    read_standard_input()
    assert screen.getvalue() == ""


def test_no_line_goes_into_a_file(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(b"text")
    stream = io.StringIO()
    started: list[Thread] = []
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(standard_input, "Timer", lambda *_: started.append(Thread()))
    read_standard_input()
    assert (stream.getvalue(), started) == ("", [])


@pytest.mark.parametrize("folder", ["reader-stdin-x", "with a blank/reader-stdin-x"])
def test_errors_name_standard_input_and_not_its_file(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / folder / "stdin"
    for name in (str(path), f"{folder}/stdin"):
        monkeypatch.chdir(tmp_path)
        error = ReaderError("is a PDF", path=path, hint=f"pdftotext {shlex.quote(name)} -")
        with pytest.raises(ReaderError) as caught, named_as_piped(path):
            raise error
        assert str(caught.value) == "standard input: is a PDF (pdftotext FILE -)"
