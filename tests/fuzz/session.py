"""The app in a pseudo-terminal, on a library of hostile files, with hostile hands at the keys."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from tests.conftest import PROJECT
from tests.environment import own_files
from tests.fuzz.case import Case, Finding, Subject
from tests.fuzz.dictionary import HOSTILE, TYPE
from tests.fuzz.seeds import Cases, Seed

PATIENCE = 20.0
"""Seconds that a busy machine may take to show the app, or to end it."""
_FILES = 14
_MOST_NOTE = 4_000

_KEYS = (
    *"jkdugGnNJKhlmMvVyYHtLo;/?:SrBFtsacwiUAxfeT,+-=z<>[]{}()'\"`|0123456789%",
    *("\r", "\t", " ", "\x7f", "\x06", "\x0f", "\x10", "\x12", "\x14", "\x15", "\x17"),
    *("\x1b", "\x1b\x1b", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H"),
    *("\x1b[F", "\x1b[Z", "\x1b[1;3D", "\x1b[1;3C", "\x1b[15~", "\x1bOP", "ｊ", "／", "：", "？"),
)
_MODES = (
    *((b"\x1b[?%dh" % n, b"\x1b[?%dl" % n) for n in (1049, 1000, 1003, 1015, 1006, 2004)),
    (b"\x1b[?25l", b"\x1b[?25h"),
    (b"\x1b[>1u", b"\x1b[<u"),
)
"""What the app may switch on, and the way back: `?25` is the cursor, `>1u` the kitty keyboard."""
_OURS = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b\](?:8|10|11|22|52);[^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: links, colours, clipboard
    rb"|\x1bP[^\x1b]*\x1b\\|\x1b[=>78cM]"
)
_RAISED = re.compile(r"\b[A-Z]\w+(?:Error|Exception|Exit|Mounted)\b")
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]"
)


@dataclass(slots=True)
class Record:
    """What was done, and what came of it."""

    actions: list[str] = field(default_factory=list)
    output: bytes = b""
    status: int | None = None
    quit_asked: bool = False


def case_of(number: int, seed: int) -> Case:
    """A name for a session: there are no bytes that could be reduced."""
    return Case(Subject.ARTICLE, b"", ".session", number, f"--terminal, seed {seed}")


def findings(number: int, seed: int, seeds: list[Seed]) -> list[Finding]:
    """One session, from its start to the restored terminal. POSIX only."""
    random = Random(f"session {seed} {number}")
    with tempfile.TemporaryDirectory(prefix="reader-fuzz-") as name:
        home = Path(name)
        library = home / "library"
        _fill(library, random, Cases(seed, seeds, [Subject.ARTICLE]))
        _fill_state(home / "data", random, Cases(seed, seeds, [Subject.BOOKMARKS]))
        before = _contents(library)
        record = Record()
        found = list(_played(home, library, random, record))
        if _contents(library) != before:
            found.append(Finding("terminal-changes-articles"))
        reports = (home / "state").glob("crash*")
        found += [_crash(report.read_text("utf-8", "replace")) for report in reports]
    tail = record.output[-_MOST_NOTE:].decode("utf-8", "backslashreplace")
    told = f"\n\nactions: {' '.join(record.actions)}\n\noutput: {tail!r}"
    return [Finding(each.kind, each.detail + told) for each in found]


def _crash(report: str) -> Finding:
    """What the app itself wrote of its end."""
    raised = _RAISED.findall(report)
    return Finding(f"terminal-crash-{raised[-1] if raised else ''}", report[-_MOST_NOTE:])


def _fill(library: Path, random: Random, cases: Cases) -> None:
    library.mkdir()
    tame = random.random() < 0.5
    for number in range(_FILES):
        case = cases.make(random.randrange(1 << 30))
        folder = library / random.choice(("", "", "sub", "文 件"))
        shown = f"article {number}" if tame else _name(random, number)
        name = os.fsencode(shown) + case.suffix.encode()
        with suppress(OSError, ValueError):
            folder.mkdir(exist_ok=True)
            (folder / os.fsdecode(name)).write_bytes(case.data)


def _name(random: Random, number: int) -> str:
    chance = random.random()
    if chance < 0.5:
        return f"article {number}"
    if chance < 0.6:
        return os.fsdecode(b"\xc4\xe3\xba\xc3 %d" % number)  # GBK
    text = "".join(random.choices((*HOSTILE, *TYPE[:30]), k=3))
    return f"{number}{re.sub('[/' + chr(0) + chr(0xD800) + '-' + chr(0xDFFF) + ']', '', text)[:60]}"


def _fill_state(folder: Path, random: Random, cases: Cases) -> None:
    folder.mkdir()
    if random.random() < 0.5:
        (folder / "bookmarks.json").write_bytes(cases.make(random.randrange(1 << 30)).data)


def _contents(library: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}


def _played(home: Path, library: Path, random: Random, record: Record) -> Iterator[Finding]:
    import termios

    from tests.spawned import Spawned

    process = Spawned(
        sys.executable,
        ["-m", "reader", str(library)],
        env=_environment(home),
        cwd=str(home),
        dimensions=(30, 100),
        timeout=PATIENCE,
    )
    try:
        settings = termios.tcgetattr(process.child_fd)
        end = monotonic() + PATIENCE
        while b"\x1b[?1049h" not in record.output and monotonic() < end and _read(process, record):
            pass
        is_utf_8 = random.random() < 0.75
        for _ in range(random.randint(20, 120)):
            if not _act(process, random, record, is_utf_8=is_utf_8):
                break
        yield from _ended(process, record)
        if termios.tcgetattr(process.child_fd)[:4] != settings[:4]:
            yield Finding("terminal-settings-are-left")
    finally:
        process.close(force=True)
    yield from _left(record)


def _environment(home: Path) -> dict[str, str]:
    own = {
        **own_files(home),
        "HOME": str(home),
        "PYTHONPATH": str(PROJECT),
        "EDITOR": "true",
        "BROWSER": "true",
    }
    kept = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    return {**kept, **own}


def _act(process: object, random: Random, record: Record, *, is_utf_8: bool) -> bool:
    """One thing that hands, a mouse or a terminal may do; False if the app is gone."""
    import pexpect

    assert isinstance(process, pexpect.spawn)
    chance = random.random()
    if chance < 0.08:
        rows, columns = random.choice((1, 2, 5, 24, 60)), random.choice((1, 2, 10, 40, 89, 200))
        record.actions.append(f"{columns}x{rows}")
        process.setwinsize(rows, columns)
    else:
        data = _typed(random, chance)
        if is_utf_8:
            data = data.decode("utf-8", "ignore").encode()
        record.actions.append(repr(data))
        with suppress(OSError):
            process.send(data)
    return _read(process, record, random.choice((0.0, 0.0, 0.01, 0.05)))


def _typed(random: Random, chance: float) -> bytes:
    if chance < 0.70:
        return "".join(random.choices(_KEYS, k=random.choice((1, 1, 1, 2, 4)))).encode()
    if chance < 0.80:
        pasted = "".join(random.choices((*HOSTILE, *TYPE), k=random.randint(1, 30)))
        return b"\x1b[200~" + pasted.encode("utf-8", "surrogatepass") + b"\x1b[201~"
    if chance < 0.92:
        x, y = random.randint(0, 120), random.randint(0, 40)
        button = random.choice((0, 0, 1, 2, 32, 35, 64, 65, 4, 8, 16, 128, 255))
        return f"\x1b[<{button};{x};{y}{random.choice('Mm')}".encode()
    if chance < 0.96:
        return "".join(random.choices((*HOSTILE, *TYPE), k=3)).encode("utf-8", "surrogatepass")
    return random.choice(
        (b"\x1b[M" + random.randbytes(3), random.randbytes(4), b"\xc4\xe3", b"\xff")
    )


def _read(process: object, record: Record, seconds: float = 0.2) -> bool:
    import pexpect

    assert isinstance(process, pexpect.spawn)
    try:
        record.output += process.read_nonblocking(1 << 16, seconds)
    except pexpect.TIMEOUT:
        return True
    except pexpect.EOF:
        return False
    return True


def _ended(process: object, record: Record) -> Iterator[Finding]:
    """Asked to quit, it does; asked nothing, it had been told to."""
    import pexpect

    assert isinstance(process, pexpect.spawn)
    end = monotonic() + PATIENCE
    next_try = 0.0
    while _read(process, record):
        if monotonic() > end:
            yield Finding("terminal-does-not-quit")
            return
        if monotonic() > next_try:
            next_try = monotonic() + 2
            # Escape leaves one thing at a time: what is typed, a dialog, a mode.
            for key in ("\x1b", "\x1b", "\x1b", "\x1b", "Q"):
                with suppress(OSError):
                    process.send(key)
                _read(process, record, 0.2)
    process.wait()
    record.status = process.exitstatus if process.exitstatus is not None else -1
    if record.status:
        yield Finding(f"terminal-exit-status-{record.status}", f"signal {process.signalstatus}")


def _left(record: Record) -> Iterator[Finding]:
    """What is on the terminal, and how it was left."""
    if b"Traceback" in record.output:
        raised = _RAISED.findall(_OURS.sub(b"", record.output).decode("utf-8", "replace"))
        yield Finding(f"terminal-traceback-{raised[-1] if raised else ''}", repr(raised[-5:]))
    for on, off in _MODES:
        if record.output.rfind(on) > record.output.rfind(off):
            yield Finding("terminal-mode-is-left", repr(on))
    shown = _OURS.sub(b"", record.output).decode("utf-8", "replace")
    if acting := _ACTING.search(shown):
        around = shown[max(0, acting.start() - 40) : acting.end() + 40]
        yield Finding("terminal-acting", f"{acting[0]!r} in {around!r}")
