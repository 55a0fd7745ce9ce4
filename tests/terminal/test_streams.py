"""Streams that are closed, full or read by nobody: one line at most, and a status that says so."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.terminal.conftest import Launch

READER = f"{sys.executable} -m reader"
COMMANDS = (
    "list articles",
    "list articles --json",
    "search reader articles",
    "index articles",
    "cat articles/essays/禁则.md",
    "bookmarks",
    "bookmarks export",
    "forget articles",
    "--help",
    "list --help",
    "--version",
)
HAS_FULL = Path("/dev/full").exists()
PRINTING = [each for each in COMMANDS if each not in ("index articles", "forget articles")]


def shell(environment: dict[str, str], command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_the_app_says_in_one_line_that_it_has_no_terminal(
    environment: dict[str, str], closed: str
) -> None:
    done = shell(environment, f"{READER} articles {closed}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == ("2>&-" not in closed)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "</dev/null", "</dev/null >/dev/null"])
def test_the_app_needs_all_of_its_terminal(launch: Launch, closed: str) -> None:
    terminal = launch("-c", f"{READER} articles {closed}", program="/bin/bash")
    assert terminal.wait_for_end() == 2
    assert terminal.raw.startswith(b"reader: ")
    assert terminal.raw.count(b"\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_needs_stdout(environment: dict[str, str], command: str) -> None:
    done = shell(environment, f"{READER} {command} >&-")
    assert (done.returncode, done.stderr) == (2, "reader: stdout is closed\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_does_without_stdin(environment: dict[str, str], command: str) -> None:
    done, usual = (shell(environment, f"{READER} {command} {end}") for end in ("<&-", ""))
    assert (done.returncode, done.stderr) == (usual.returncode, usual.stderr)


@pytest.mark.skipif(not HAS_FULL, reason="/dev/full is Linux's")
@pytest.mark.parametrize("command", [each for each in PRINTING if each != "bookmarks"])
def test_a_full_stdout_is_one_line(environment: dict[str, str], command: str) -> None:
    done = shell(environment, f"{READER} {command} >/dev/full")
    assert (done.returncode, done.stderr) == (2, "reader: output: No space left on device\n")


@pytest.mark.skipif(not HAS_FULL, reason="/dev/full is Linux's")
@pytest.mark.parametrize("command", ["nowhere", "cat nowhere.md", "list --no-such", "list nowhere"])
def test_a_mistake_that_cannot_be_told_has_its_status(
    environment: dict[str, str], command: str
) -> None:
    full, usual = (shell(environment, f"{READER} {command} {end}") for end in ("2>/dev/full", ""))
    assert usual.stderr.count("\n") == 1
    assert (full.returncode, full.stderr) == (usual.returncode, "")


@pytest.mark.parametrize("command", PRINTING)
def test_output_that_nobody_reads_ends_it_silently(
    environment: dict[str, str], command: str
) -> None:
    done = shell(environment, f"{READER} {command} | true; {READER} {command} | head -n 1")
    assert done.stderr == ""


def test_what_is_to_be_imported_from_a_closed_stdin_is_missed(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = shell(environment, f"{READER} bookmarks import - <&-")
    assert done.returncode == 2
    assert done.stderr.startswith("reader: stdin is closed")
    assert not (tmp_path / "data" / "bookmarks.json").exists()


def test_a_file_that_is_opened_never_takes_the_place_of_a_stream(
    environment: dict[str, str],
) -> None:
    program = (
        "import os, sys; from reader.process import streams; missing = streams.closed();"
        "file = open('README.md'); os.write(1, repr((missing, file.fileno() > 2)).encode())"
    )
    done = shell(environment, f"{sys.executable} -c {program!r} <&- 2>&-")
    assert done.stdout == "(('stdin', 'stderr'), True)"


def test_control_c_ends_a_command_without_a_word(environment: dict[str, str]) -> None:
    # Whoever runs the tests may have it ignored, as what runs in the background has.
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from reader.__main__ import main; main()"
    )
    command = [sys.executable, "-c", program, "bookmarks", "import", "-"]
    with subprocess.Popen(
        command, env=environment, cwd=PROJECT, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b" " * (1 << 20))  # more than a pipe holds: it is reading
        # One that comes between two reads of a buffer is heard with the next.
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        assert process.stderr.read() == b""
        # The next may come when Python has put the system's own way back, at its very end.
        assert process.returncode in (130, -signal.SIGINT)
