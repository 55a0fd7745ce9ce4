"""The real program in a real pseudo-terminal, read back through a terminal emulator."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are a POSIX matter")
import pyte  # noqa: E402 - after the check that the platform can run these tests at all

from tests.conftest import PROJECT  # noqa: E402
from tests.environment import TERMINAL, own_files  # noqa: E402
from tests.spawned import Spawned  # noqa: E402

PATIENCE = 60.0
"""Seconds that a slow machine may take for what is awaited; nothing waits longer than needed."""
BITE = 1024
"""Bytes after which a test looks at the screen: what was there for a moment is seen, however late
the test comes to read it."""
HOLDING = """\
import os, sys, time


class Holder:
    def find_spec(self, name, path=None, target=None):
        while name == "textual" and not os.path.exists({gate!r}):
            time.sleep(0.01)


sys.meta_path.insert(0, Holder())
"""
"""A `sitecustomize` that stays at the first picture until a file is there."""


def _heed_control_c() -> None:
    """As in a terminal, also where the tests are run in the background of a script."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """A running reader and what its terminal shows."""

    def __init__(
        self,
        arguments: list[str],
        env: dict[str, str],
        columns: int,
        rows: int,
        program: str | None = None,
        cwd: Path = PROJECT,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        """Every byte that reached the terminal, as far as somebody looked."""
        self._unseen = b""
        """What was read and is not on the screen yet."""
        self.process = Spawned(
            program or sys.executable,
            arguments if program else ["-m", "reader", *arguments],
            env=env,
            cwd=str(cwd),
            dimensions=(rows, columns),
            timeout=PATIENCE,
            preexec_fn=_heed_control_c,
        )

    @property
    def text(self) -> str:
        """The screen; pyte leaves an empty cell behind each wide character."""
        lines = []
        for y in range(self.screen.lines):
            row = self.screen.buffer[y]
            lines.append("".join(row[x].data for x in range(self.screen.columns)).rstrip())
        return "\n".join(lines)

    def pump(self, seconds: float) -> bool:
        """Take in what arrives within `seconds`; False at the end of the program."""
        if not self._unseen:
            try:
                self._unseen = self.process.read_nonblocking(65536, seconds)
            except pexpect.TIMEOUT:
                return True
            except pexpect.EOF:
                return False
        data, self._unseen = self._unseen[:BITE], self._unseen[BITE:]
        self.raw += data
        self._stream.feed(data)
        return True

    def wait_until(self, seen: Callable[[str], bool], what: str) -> None:
        """Read on until the screen satisfies `seen`."""
        end = time.monotonic() + PATIENCE
        while not seen(self.text):
            is_over = not self.pump(0.1)
            if is_over or time.monotonic() > end:
                why = "the reader ended" if is_over else f"{PATIENCE:.0f} s are over"
                pytest.fail(f"{why} before {what}; {self.raw[-80:]!r}; the screen:\n{self.text}")

    def wait_for(self, words: str) -> None:
        self.wait_until(lambda text: words in text, repr(words))

    def send(self, keys: str) -> None:
        self.process.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        self.process.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    def hang_up(self) -> None:
        """Take the terminal away, as when its window is closed; come back when the reader ended."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, self.process.fileno())
        os.close(nowhere)
        self.process.wait()

    def wait_for_end(self) -> int:
        """Read to the end; the exit status, or minus the signal that ended the program."""
        end = time.monotonic() + PATIENCE
        while self.pump(0.1):
            if time.monotonic() > end:
                pytest.fail(f"the reader did not end; the screen:\n{self.text}")
        self.process.close()
        status, number = self.process.exitstatus, self.process.signalstatus
        if status is not None:
            return status
        assert number is not None, "neither an exit status nor a signal"
        return -number


Launch = Callable[..., Terminal]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing of the user's own; a true-colour UTF-8 terminal without a desktop."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, **own_files(tmp_path), **TERMINAL}


@pytest.fixture
def launch(environment: dict[str, str]) -> Iterator[Launch]:
    """Start readers; whatever still runs at the end of the test is killed."""
    running: list[Terminal] = []

    def begin(
        *arguments: str,
        columns: int = 100,
        rows: int = 30,
        program: str | None = None,
        cwd: Path = PROJECT,
        **variables: str,
    ) -> Terminal:
        env = {**environment, **variables}
        terminal = Terminal(list(arguments), env, columns, rows, program, cwd)
        running.append(terminal)
        return terminal

    yield begin
    for terminal in running:
        terminal.process.close(force=True)


@pytest.fixture
def at_picture(launch: Launch, tmp_path: Path) -> Launch:
    """Start readers that stay at their first picture until `go_on` is called."""
    folder = tmp_path / "holding"
    folder.mkdir()
    code = HOLDING.format(gate=str(folder / "gate"))
    (folder / "sitecustomize.py").write_text(code, "utf-8")

    def begin(*arguments: str, **given: str) -> Terminal:
        return launch(*arguments, PYTHONPATH=str(folder), **given)

    return begin


@pytest.fixture
def go_on(tmp_path: Path) -> Callable[[], None]:
    """Let those that were started by `at_picture` go on."""
    return (tmp_path / "holding" / "gate").touch
