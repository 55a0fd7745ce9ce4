"""Tries inputs in a process of its own: it may be stopped, crash or run out of memory."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time

from tests.fuzz.case import Case, Finding, Subject
from tests.fuzz.failure import of_dump, of_exception

SECONDS = 4
"""Seconds of CPU for a step of a file of up to 50 KB; a larger one has more."""
_BYTES = 50_000
PATIENCE = 120
"""Seconds on the clock for a whole input, whatever else the machine does."""
MEGABYTES = 150
"""That an input may take at its peak, and so many times its size."""
_TIMES = 600
_MOST_MEGABYTES = 4_096
_MOST_FINDINGS = 40


class Worker:
    """One process, started anew when an input ends it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="reader-fuzz-"))
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def findings(self, case: Case) -> list[Finding]:
        """All that the input breaks, each kind once."""
        connection = self._connected()
        connection.send(case)
        try:
            if not connection.poll(PATIENCE):
                return [self._stopped("hang")]
            found: list[Finding] = connection.recv()
        except (EOFError, ConnectionResetError):
            return [self._stopped("crash")]
        return found

    def _connected(self) -> Connection:
        if self._connection is None:
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._folder), daemon=True)
            self._process.start()
            theirs.close()
        return self._connection

    def _stopped(self, kind: str) -> Finding:
        process = self._process
        if kind == "crash" and process is not None:
            process.join(5)
            if process.exitcode == -getattr(signal, "SIGXCPU", 0):
                kind = "slow"
        self._end()
        dump = self._folder / "dump"
        return of_dump(kind, dump.read_text("utf-8", "replace") if dump.exists() else "")

    def _end(self) -> None:
        if self._process is not None:
            if self._process.pid is not None and hasattr(os, "killpg"):
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _serve(connection: Connection, folder: Path) -> None:
    """Answer cases with lists of findings, until the other side is gone."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr = (folder / "out").open("w", encoding="utf-8")
    with (folder / "dump").open("w+b", buffering=0) as dump:
        faulthandler.enable(dump, all_threads=False)
        if hasattr(signal, "SIGXCPU"):
            faulthandler.register(signal.SIGXCPU, dump, all_threads=False, chain=True)
        _limit_memory()
        # What is imported, and compiled, once is no input's cost.
        try_in(Case(Subject.ARTICLE, b"---\ntitle: a\n---\n# b\n\n<p>c</p>\n"), folder / "case")
        while True:
            try:
                case: Case = connection.recv()
            except EOFError:
                return
            dump.truncate(0)
            dump.seek(0)
            faulthandler.dump_traceback_later(PATIENCE - 5, file=dump)
            connection.send(try_in(case, folder / "case", _limited(case)))
            faulthandler.cancel_dump_traceback_later()


def try_in(case: Case, folder: Path, begin: Callable[[], None] = lambda: None) -> list[Finding]:
    """Try one in this process, in a folder that is made anew; `begin` is told of each step."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / f"input{case.suffix}"
    before = _peak()
    kinds: dict[str, Finding] = {}
    try:
        for finding in _looked_at(case, path, begin):
            kinds.setdefault(finding.kind, finding)
            if len(kinds) >= _MOST_FINDINGS:
                break
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
        finding = of_exception(case.subject, error)
        kinds.setdefault(finding.kind, finding)
    grown = _peak(anew=False) - before
    if grown > MEGABYTES + _TIMES * len(case.data) // (1 << 20):
        kinds["memory"] = Finding("memory", f"{grown} MB for {len(case.data):,} bytes")
    return list(kinds.values())


def _looked_at(case: Case, path: Path, begin: Callable[[], None]) -> Iterator[Finding]:
    from tests.fuzz import article, owned

    begin()
    match case.subject:
        case Subject.INDEX:
            yield from owned.index(path, case.data)
        case Subject.STATE:
            yield from owned.state(path, case.data)
        case Subject.ARTICLE:
            path.write_bytes(case.data)
            yield from article.findings(path, case.seed, begin)
        case _:
            path.write_bytes(case.data)
            look = {
                Subject.BOOKMARKS: owned.bookmarks,
                Subject.SEARCHES: owned.searches,
                Subject.CONFIG: owned.config,
                Subject.EXCHANGE: owned.exchanged,
            }[case.subject]
            yield from look(path)


def _limited(case: Case) -> Callable[[], None]:
    """Gives the next step its time."""
    seconds = SECONDS * max(1, -(-len(case.data) // _BYTES))

    def begin() -> None:
        with suppress(ImportError):
            import resource

            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            soft = int(process_time()) + 1 + seconds
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))

    return begin


def _limit_memory() -> None:
    with suppress(ImportError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEGABYTES << 20, hard))


def _peak(*, anew: bool = True) -> int:
    """Megabytes that the process has held at most, since it was asked `anew`; 0 but on Linux."""
    try:
        if anew:
            Path("/proc/self/clear_refs").write_text("5", "ascii")
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0")
    return int(line.split()[1]) >> 10
