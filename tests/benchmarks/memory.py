"""Peak memory of the reader with one article open, a process of its own for each.

    python -m tests.benchmarks.memory

Resident set, as /proc says it (Linux), of the app and of the process that reads a large article in,
which ends when it has. Beside it: a bare Textual app, Rich's Markdown in a Static, and `w3m -dump`
of the same article (`apt-get install w3m`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import material
from tests.benchmarks.anchor_app import READY
from tests.benchmarks.anchors import (
    PANE,
    WHOLE,
    Row,
    anchor_command,
    heading,
    installed,
    missed,
    own_environment,
    print_rows,
    rows,
)
from tests.benchmarks.open import CASES, FIRST, Case, start_reader, until_whole
from tests.benchmarks.terminal import Terminal

GOAL = 100.0
"""MB of the app with an article open."""


def resident(pid: int) -> float:
    """Peak of a process's resident set in MB; 0 if it has ended."""
    return _field(Path(f"/proc/{pid}/status"), "VmHWM:")


def proportional(pid: int) -> float:
    """Resident set in MB, what is shared with other processes shared out among them."""
    return _field(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _field(path: Path, name: str) -> float:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return 0.0
    kibibytes = (int(line.split()[1]) for line in lines if line.startswith(name))
    return next(kibibytes, 0) * 1024 / 1e6


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


class Watch:
    """The most that a process and its children held at one time."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._stop = threading.Event()
        self.together = 0.0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(0.02):
            own = [self._pid, *children(self._pid)]
            now = sum(proportional(pid) for pid in own)
            self.together = max(self.together, now)

    def stop(self) -> float:
        self._stop.set()
        self._thread.join()
        return self.together


def app_peak(kind: str, path: Path, env: dict[str, str]) -> float:
    with Terminal(anchor_command(kind, path), env) as terminal:
        terminal.wait_for(lambda text: READY in text)
        if kind != "bare":
            terminal.press("j", WHOLE, words=FIRST)
        terminal.settle()
        return resident(terminal.pid)


def command_peak(command: Sequence[str]) -> float:
    """Peak of a program that runs to its end; what `wait4` says begins with our own size."""
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(0.001)
    return peak


def measure(case: Case, folder: Path) -> list[Row]:
    env = own_environment(folder)
    library = folder / "library"
    library.mkdir(parents=True)
    text = material.article(case.size, html=case.html)
    source, html = library / "b.md", folder / "page.html"
    source.write_text(text, "utf-8")
    html.write_text(material.page(material.article(case.size, html=True)), "utf-8")
    (library / "a.md").write_text(material.short("短", 28), "utf-8")
    anchors: list[tuple[str, float | None]] = [("bare Textual app", app_peak("bare", source, env))]
    if not case.html:
        anchors.append(("Rich Markdown in a Static", app_peak("rich", source, env)))
    if installed("w3m"):
        dump = ["w3m", "-dump", "-T", "text/html", "-I", "utf-8", str(html)]
        anchors.append(("w3m -dump", command_peak(dump)))
    with start_reader(library, env) as terminal:
        began = resident(terminal.pid)
        watch = Watch(terminal.pid)
        terminal.press("j", PANE, words=FIRST)
        until_whole(terminal)
        for keys in ("\r", " ", " ", "G", "b", "g"):
            terminal.press(keys, PANE, settling=0.2)
        time.sleep(0.2)
        together = watch.stop()
        peak = resident(terminal.pid)
    made = rows(f"{case.name}: peak of the app", peak, anchors, GOAL, unit="MB")
    made += rows(f"{case.name}: before it was opened", began, [], unit="MB")
    return made + rows(f"{case.name}: with the process that reads", together, [], GOAL, unit="MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.parse_args()
    if not Path("/proc/self/status").exists():
        sys.exit("memory is read from /proc, which this system does not have")
    made: list[Row] = []
    print(heading())
    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            found = measure(case, Path(name))
        print_rows(found)
        made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
