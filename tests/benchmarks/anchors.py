"""What the reader is measured beside, in the same run, and the table of results.

Textual apps (`anchor_app`), and programs from Debian, left out where they are not installed:

    apt-get install w3m lynx newsboat less
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.anchor_app import READY
from tests.benchmarks.terminal import PROJECT, Area, Paint, Terminal
from tests.environment import TERMINAL, own_files

WHOLE = Area(0, 0, 120, 40)
PANE = Area(42, 0, 117, 36)
"""The article's text in a window of 120 x 40, without the scroll bar."""
AGAIN = 0.02
"""Seconds between two parts of what is one frame, at the most."""
LIMIT = 60.0
"""Seconds beyond which an anchor is given up."""


@dataclass(frozen=True, slots=True)
class Row:
    """One job: ours beside one anchor; seconds unless `unit` says otherwise."""

    job: str
    ours: float
    anchor: str = "-"
    theirs: float | None = None
    goal: str = ""
    met: bool | None = None
    unit: str = "ms"

    def __str__(self) -> str:
        ratio = f"{self.ours / self.theirs:9.3f}" if self.theirs else f"{'-':>9}"
        verdict = "" if self.met is None else "ok" if self.met else "MISSED"
        ours, theirs = self._figure(self.ours), self._figure(self.theirs)
        return f"{self.job:56} {ours} {self.anchor:26} {theirs} {ratio}  {self.goal:14} {verdict}"

    def _figure(self, value: float | None) -> str:
        if value is None:
            return f"{'-':>11}"
        return f"{value * 1000:8.1f} ms" if self.unit == "ms" else f"{value:8.1f} {self.unit}"


def heading() -> str:
    """The head of the table, below what else the machine is busy with: it matters."""
    load, cores = os.getloadavg()[0], os.cpu_count()
    ours, anchor, theirs = f"{'ours':>11}", f"{'anchor':26}", f"{'anchor':>11}"
    busy = f"load {load:.1f} on {cores} cores\n"
    return f"{busy}{'job':56} {ours} {anchor} {theirs} {'ratio':>9}  {'goal':14}"


def rows(
    job: str,
    ours: float,
    anchors: Iterable[tuple[str, float | None]],
    goal: float | None = None,
    unit: str = "ms",
) -> list[Row]:
    """A row for each anchor; `goal` is the most that ours may take."""
    words, met = "", None
    if goal is not None:
        words = f"<= {goal * 1000:.0f} ms" if unit == "ms" else f"<= {goal:g} {unit}"
        met = ours <= goal
    beside = list(anchors) or [("-", None)]
    made = [Row(job, ours, name, theirs, words, met, unit) for name, theirs in beside]
    return [made[0], *(Row("", ours, row.anchor, row.theirs, unit=unit) for row in made[1:])]


def paint_rows(
    job: str,
    paint: Paint,
    anchors: Iterable[tuple[str, float | None]],
    goal: float | None = None,
) -> list[Row]:
    """What a key led to; a row more if the screen was changed again after it had been."""
    made = rows(job, paint.last, anchors, goal)
    if paint.last - paint.first > AGAIN:
        made.append(Row("  first shown, and changed again later", paint.first))
    return made


def print_rows(made: Sequence[Row]) -> None:
    for row in made:
        print(row, flush=True)


def missed(made: Iterable[Row]) -> list[Row]:
    return [row for row in made if row.met is False]


# -- Textual apps -----------------------------------------------------------------------


def anchor_command(kind: str, path: Path) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.anchor_app", kind, str(path)]


def app_opens(kind: str, path: Path, words: str, env: dict[str, str]) -> float | None:
    """Key to paint in one of the Textual apps; None if it takes too long."""
    with Terminal(anchor_command(kind, path), env) as terminal:
        terminal.wait_for(lambda text: READY in text)
        terminal.settle()
        began = time.perf_counter()
        try:
            return terminal.press("j", WHOLE, words=words).last
        except TimeoutError:
            print(f"  {kind}: gave up after {time.perf_counter() - began:.0f} s")
            return None


# -- programs from Debian ---------------------------------------------------------------


def installed(name: str) -> bool:
    if shutil.which(name):
        return True
    print(f"  {name} is not installed (apt-get install {name}): left out")
    return False


def dump_seconds(command: Sequence[str]) -> float:
    """A program that prints the whole article, from its start to its end."""
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=LIMIT)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def screen_seconds(command: Sequence[str], words: str, env: dict[str, str]) -> float:
    """A pager, from its start to the first screen."""
    spent = []
    for _ in range(3):
        with Terminal(command, env) as terminal:
            spent.append(terminal.seconds_until_bytes(words, LIMIT))
    return statistics.median(spent)


def programs(source: Path, html: Path, words: str, env: dict[str, str]) -> list[tuple[str, float]]:
    """`less` on the file as it is, w3m and lynx on it as a page; `words` begin it."""
    found: list[tuple[str, float]] = []
    if installed("w3m"):
        command = ["w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-cols", "76", str(html)]
        found.append(("w3m -dump", dump_seconds(command)))
    if installed("lynx"):
        command = ["lynx", "-dump", "-force_html", "-assume_charset=utf-8", "-width=76", str(html)]
        found.append(("lynx -dump", dump_seconds(command)))
    if installed("less"):
        found.append(("less, first screen", screen_seconds(["less", str(source)], words, env)))
    return found


def own_environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's own; a true-colour UTF-8 terminal."""
    return {
        **os.environ,
        **own_files(folder),
        **TERMINAL,
        "HOME": str(folder),
        "PYTHONPATH": str(PROJECT),
    }
