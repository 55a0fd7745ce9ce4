"""Random signals at random moments: the terminal comes back as it was, and nobody stays behind.

    python -m tests.fuzz.signal_storm --runs 1000 --seed 1

Each run starts a reader in a pseudo-terminal, under a small shell that does what shells do with a
job that stops: it takes the terminal, and brings the job to the foreground again. Signals come
from the first millisecond on, keys among them; the last is SIGTERM. Linux and macOS.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn

from tests.environment import TERMINAL, own_files

PROJECT = Path(__file__).parents[2]
LIMIT_SECONDS = 3.0
"""Seconds from the last SIGTERM to the end."""
GIVEN_UP_SECONDS = 30.0
CHILD_SECONDS = 1.0
"""Seconds for a child to notice that its parent is gone."""
TOKEN = "READER_SIGNAL_STORM"  # noqa: S105 - marks processes, opens nothing

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1)
PASSING = (signal.SIGTSTP, signal.SIGCONT, signal.SIGCONT, signal.SIGWINCH)
KEYS = (b"j", b"\r", b" ", b"m", b"q", b"/w", b"\x1b", b"\xd6\xd0", b"\x1b[M \xe9\xe9", b"\x1a")
OFF_AT_END = {1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048}
"""DEC private modes that a shell does not want; of the others 7 and 25 are on."""
ON_AT_END = {7, 25}
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1b\[([<>=])([\d;]*)u")
_EARLY = re.compile(rb"KeyboardInterrupt")


class Blow(NamedTuple):
    """What happens to the reader, so many seconds after it began."""

    at: float
    signal: signal.Signals | None
    keys: bytes = b""
    to_group: bool = False

    def __str__(self) -> str:
        what = self.signal.name if self.signal else repr(self.keys)
        return f"{self.at:.3f} {what}{' (group)' if self.to_group else ''}"


def plan(chance: random.Random) -> list[Blow]:
    """A storm; its last blow is SIGTERM."""
    at = chance.choice((0.0, chance.uniform(0, 0.1), chance.uniform(0, 1), chance.uniform(1, 3)))
    blows: list[Blow] = []
    ending_from = chance.uniform(0, 1)
    count = chance.randint(1, 12)
    for number in range(count):
        if chance.random() < 0.3:
            blows.append(Blow(at, None, chance.choice(KEYS)))
        else:
            kinds = ENDING + PASSING if number / count >= ending_from else PASSING
            blows.append(Blow(at, chance.choice(kinds), to_group=chance.random() < 0.15))
        at += chance.choice((0.0, chance.uniform(0, 0.02), chance.uniform(0, 0.4)))
    return [*blows, Blow(at, signal.SIGTERM)]


@dataclass(frozen=True)
class Outcome:
    """What became of one storm."""

    seed: str
    blows: Sequence[Blow]
    faults: tuple[str, ...]
    seconds: float
    """Seconds from the last SIGTERM to the end."""
    status: int
    output: bytes

    def __str__(self) -> str:
        told = "; ".join(map(str, self.blows))
        end = f"status {self.status} {self.output[-300:]!r}"
        return f"seed {self.seed}: {', '.join(self.faults)}\n  {told}\n  {end}"


# -- the shell ----------------------------------------------------------------------------------


def _shell(command: list[str], environment: dict[str, str], told: int) -> NoReturn:
    """Run a job in the foreground of this terminal, and bring it there again when it stops.

    Writes the job's process id to `told`, then its status as `wait` gives it.
    """
    for number in (signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        for each in signal.valid_signals():
            with contextlib.suppress(OSError, ValueError):
                signal.signal(each, signal.SIG_DFL)
        os.close(told)
        os.execve(command[0], command, environment)  # noqa: S606 - our own interpreter
    with contextlib.suppress(OSError):
        os.setpgid(job, job)
    os.write(told, struct.pack("i", job))
    while True:
        _, status = os.waitpid(job, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        os.tcsetpgrp(0, os.getpgrp())
        time.sleep(0.005)
        with contextlib.suppress(OSError):
            os.tcsetpgrp(0, job)
            os.killpg(job, signal.SIGCONT)
    os.tcsetpgrp(0, os.getpgrp())
    os.write(told, struct.pack("i", status))
    os._exit(0)


# -- one run ------------------------------------------------------------------------------------


def run(
    seed: str,
    folder: Path,
    blows: Sequence[Blow] | None = None,
    *,
    limit: float = LIMIT_SECONDS,
) -> Outcome:
    """One storm over a reader whose own files are in `folder`."""
    chance = random.Random(seed)
    blows = plan(chance) if blows is None else blows
    command = [sys.executable, "-m", "reader", "articles"]
    hears, tells = os.pipe()
    shell, terminal = pty.fork()
    if shell == 0:
        os.chdir(PROJECT)
        os.close(hears)
        _shell(command, _environment(folder, seed), tells)
    os.close(tells)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    before = termios.tcgetattr(terminal)
    (job,) = struct.unpack("i", os.read(hears, 4))
    output, seconds, status = _blown(job, terminal, hears, blows)
    faults = _faults(output, before, termios.tcgetattr(terminal))
    with contextlib.suppress(FileNotFoundError):
        report = folder / "state" / "crash.txt"
        faults.append(f"crashed: {report.read_text('utf-8')[-600:]}")
        report.unlink()
    if seconds > limit:
        faults.append(f"took {seconds:.1f} s")
    if left := _left(seed):
        faults.append(f"left behind {left}")
    _clear(shell, job, terminal, hears)
    return Outcome(seed, blows, tuple(faults), seconds, status, output)


def _environment(folder: Path, seed: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, **own_files(folder), **TERMINAL, TOKEN: f"{os.getpid()}-{seed}"}


def _blown(job: int, terminal: int, hears: int, blows: Sequence[Blow]) -> tuple[bytes, float, int]:
    """Let it all happen; what was written, how long the end took, and the status."""
    began = time.monotonic()
    waiting = list(blows)
    output = b""
    last = began
    while True:
        now = time.monotonic()
        while waiting and now >= began + waiting[0].at:
            _strike(job, terminal, waiting.pop(0))
            last = time.monotonic()
        if now > last + GIVEN_UP_SECONDS and not waiting:
            return output, now - last, -1
        due = began + waiting[0].at - now if waiting else 0.1
        ready, _, _ = select.select([terminal, hears], [], [], max(0.0, due))
        if terminal in ready:
            output += _read(terminal)
        if hears in ready:
            data = os.read(hears, 4)
            output += _read_rest(terminal)
            status = os.waitstatus_to_exitcode(struct.unpack("i", data)[0]) if data else -1
            return output, max(0.0, time.monotonic() - last) if not waiting else 0.0, status


def _strike(job: int, terminal: int, blow: Blow) -> None:
    if blow.signal is None:
        os.write(terminal, blow.keys)
        return
    with contextlib.suppress(ProcessLookupError):
        if blow.to_group:
            os.killpg(job, blow.signal)
        else:
            os.kill(job, blow.signal)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # the shell is gone
        return b""


def _read_rest(terminal: int) -> bytes:
    parts = []
    while select.select([terminal], [], [], 0.02)[0] and (data := _read(terminal)):
        parts.append(data)
    return b"".join(parts)


def _clear(shell: int, job: int, terminal: int, hears: int) -> None:
    for process in (job, shell):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    os.waitpid(shell, 0)
    os.close(terminal)
    os.close(hears)


# -- what is wrong ------------------------------------------------------------------------------


def _faults(output: bytes, before: list[object], after: list[object]) -> list[str]:
    faults = []
    if before != after:
        faults.append("other modes of the line (stty)")
    wrong = modes_left(output)
    if wrong:
        faults.append(f"terminal modes {', '.join(wrong)}")
    # Python's own, before the first line of ours could run.
    is_early = b"\x1b" not in output and _EARLY.search(output)
    if (b"Traceback" in output or b"Exception ignored" in output) and not is_early:
        faults.append("a traceback")
    return faults


def modes_left(output: bytes) -> list[str]:
    """Modes that are otherwise at the end of some output than a terminal begins with."""
    modes: dict[int, bool] = {}
    keyboard = {False: 0, True: 0}
    for match in _MODE.finditer(output):
        numbers, switch, action, _ = match.groups()
        if numbers:
            modes.update(dict.fromkeys(map(int, numbers.split(b";")), switch == b"h"))
        else:
            screen = modes.get(1049, False)  # kitty's: each has a stack of its own
            change = {b">": 1, b"<": -1}.get(action, 0)
            keyboard[screen] = max(0, keyboard[screen] + change)
    left = [f"{number} on" for number in sorted(OFF_AT_END) if modes.get(number)]
    left += [f"{number} off" for number in sorted(ON_AT_END) if not modes.get(number, True)]
    left += [f"keyboard ({'other' if at else 'first'} screen)" for at in keyboard if keyboard[at]]
    return left


def _left(seed: str) -> list[str]:
    """Processes of a run that are still there, where the system can be asked (Linux)."""
    end = time.monotonic() + CHILD_SECONDS
    while (left := list(_marked(seed))) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def _marked(seed: str) -> Iterator[str]:
    mark = f"{TOKEN}={os.getpid()}-{seed}\0".encode()
    for place in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in place.read_bytes():
                words = (place.parent / "cmdline").read_bytes().split(b"\0")
                yield b" ".join(words)[:120].decode(errors="replace")


# -- many runs ----------------------------------------------------------------------------------


def storms(runs: int, seed: int, folder: Path, first: int = 0) -> Iterator[Outcome]:
    for number in range(first, first + runs):
        yield run(f"{seed}.{number}", folder)
    for name in ("bookmarks.json", "searches.json"):
        with contextlib.suppress(FileNotFoundError):
            json.loads((folder / "data" / name).read_text("utf-8"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.fuzz.signal_storm")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, metavar="N", help="begin with run N")
    options = parser.parse_args()
    failed, statuses, slowest = 0, Counter[int](), 0.0
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        for outcome in storms(options.runs, options.seed, Path(folder), options.first):
            statuses[outcome.status] += 1
            slowest = max(slowest, outcome.seconds)
            if outcome.faults:
                failed += 1
                print(outcome, flush=True)
    print(f"{options.runs} storms, {failed} failed; slowest end {slowest:.2f} s; {dict(statuses)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
