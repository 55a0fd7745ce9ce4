"""What a program writes last is seen by the tests of this folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals are a POSIX matter")

from tests.spawned import Spawned
from tests.terminal.conftest import Launch

LAST = b"last words"


def test_last_words_that_come_while_nobody_looks_are_read(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = tmp_path / "gate"
    waiting = f"while [ ! -e {gate} ]; do sleep 0.01; done; printf '{LAST.decode()}'"
    terminal = launch("-c", waiting, program="/bin/sh")
    ask = Spawned.isalive
    asked = 0

    def is_alive(process: Spawned) -> bool:
        """At the second look it says its last words and ends, just before it is asked."""
        nonlocal asked
        asked += 1
        if asked == 2:
            gate.touch()
            os.waitid(os.P_PID, process.pid or 0, os.WEXITED | os.WNOWAIT)
        return ask(process)

    monkeypatch.setattr(Spawned, "isalive", is_alive)
    assert terminal.wait_for_end() == 0
    assert terminal.raw == LAST
