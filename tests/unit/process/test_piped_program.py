"""Programs of others: fed, read, bounded and ended."""

from __future__ import annotations

import os

import pytest

from reader.errors import ReaderError
from reader.process.piped_program import PipedProgram

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a shell")


def shell(line: str) -> PipedProgram:
    return PipedProgram(["/bin/sh", "-c", line])


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_is_fed_and_says_how_it_ended() -> None:
    program = shell("cat; echo no >&2; exit 3")
    assert b"".join(program.output(b"x" * 100_000, 1 << 20, 60)) == b"x" * 100_000 + b"no\n"
    assert program.status == 3
    assert not program.is_cut
    assert not program.is_late


def test_one_that_reads_nothing_is_no_failure() -> None:
    program = shell("exit 0")
    assert b"".join(program.output(b"x" * 1_000_000, 10, 60)) == b""
    assert program.status == 0


def test_one_that_writes_for_ever_is_cut() -> None:
    program = shell("yes")
    assert len(b"".join(program.output(b"", 1_000, 60))) == 1_000
    assert program.is_cut


def test_one_that_takes_too_long_is_ended_with_its_children() -> None:
    program = shell("sleep 1000 & echo $!; wait")
    (line,) = program.output(b"", 1_000, 0.3)
    assert program.is_late
    assert program.status is not None
    assert not is_running(int(line)) or _is_zombie(int(line))


def test_one_that_is_killed_writes_no_more() -> None:
    program = shell("echo a; sleep 1000")
    output = program.output(b"", 1_000, 60)
    assert next(output) == b"a\n"
    program.kill()
    assert list(output) == []
    assert not program.is_late


def test_one_that_cannot_be_started_is_told_of() -> None:
    with pytest.raises(ReaderError, match="could not start"):
        PipedProgram(["/nowhere/at/all"])
    with pytest.raises(ReaderError, match="too long"):
        PipedProgram(["/bin/echo", "x" * 10_000_000])


def _is_zombie(process: int) -> bool:
    with open(f"/proc/{process}/stat", encoding="utf-8") as file:  # noqa: PTH123 - no path to keep
        return file.read().split()[2] == "Z"
