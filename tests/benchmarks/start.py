"""Start to the first titles, beside a bare Textual app with one Static, in one run.

    python -m tests.benchmarks.start [--rounds N] [--articles N ...] [--work FOLDER]

A real pseudo-terminal for both, in turns. The time ends when a screen of titles has come: with an
index that knows the library, and on a first start, without any. Below it, when the app itself is
there, which hears keys. newsboat, beside them, knows a feed of as many items (`apt-get install
newsboat`). Memory is the peak of the resident set once nothing is left to do. Libraries are
made in FOLDER and kept there; 100,000 articles take 1 GB and some minutes.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import library_material
from tests.benchmarks.anchor_app import READY
from tests.benchmarks.anchors import (
    Row,
    anchor_command,
    heading,
    installed,
    missed,
    own_environment,
    print_rows,
    rows,
)
from tests.benchmarks.memory import resident
from tests.benchmarks.terminal import Terminal

WARM_GOAL, FIRST_GOAL = 1.25, 2.0
"""Times the bare app: to a screen of titles with an index, and without."""
MEMORY_GOALS = {10_000: 120.0, 100_000: 200.0}
"""MB, by number of articles."""
FIRST_ROUNDS = 3
SCREEN = 15
"""Titles that a window of 40 rows has room for, and more."""
TITLE = re.compile(r"^[ ▌]•", re.MULTILINE)
APP = "quit"
"""A hint of the status bar."""
IDLE_SECONDS, MOST_SECONDS = 1.0, 120.0
ITEM = "<item><title>{0}</title><link>https://example.org/{0}</link><guid>{0}</guid></item>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>feed</title>{}</channel></rss>'


class Start(NamedTuple):
    """Seconds to a screen of titles, and to the app; MB."""

    titles: float
    app: float = 0.0
    memory: float = 0.0


def bare_start(env: dict[str, str]) -> Start:
    with Terminal(anchor_command("bare", Path("-")), env) as terminal:
        seconds = terminal.seconds_until_bytes(READY)
        time.sleep(IDLE_SECONDS)
        return Start(seconds, seconds, resident(terminal.pid))


def own_start(library: Path, count: int, env: dict[str, str], *, rests: bool) -> Start:
    """Start the reader; its memory is looked at once it `rests`."""
    command = [sys.executable, "-m", "reader", str(library)]
    wanted = min(SCREEN, count)
    with Terminal(command, env) as terminal:
        titles = terminal.wait_for(lambda text: len(TITLE.findall(text)) >= wanted)
        app = terminal.wait_for(lambda text: APP in text) or titles
        if rests:
            rest(terminal.pid)
        return Start(titles, app, resident(terminal.pid))


def rest(pid: int) -> None:
    """Wait until a process has had nothing to do for a while."""
    end = time.monotonic() + MOST_SECONDS
    before = -1
    while (now := ticks(pid)) != before and time.monotonic() < end:
        before = now
        time.sleep(IDLE_SECONDS)


def ticks(pid: int) -> int:
    """Time that a process had of the processors, all its threads, as /proc counts it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def newsboat_starts(folder: Path, count: int, env: dict[str, str]) -> Start | None:
    if not installed("newsboat"):
        return None
    folder.mkdir()
    feed, urls, config = folder / "feed.xml", folder / "urls", folder / "config"
    feed.write_text(FEED.format("".join(ITEM.format(number) for number in range(count))), "utf-8")
    urls.write_text(f"file://{feed}\n", "utf-8")
    config.write_text("auto-reload no\n", "utf-8")
    base = ["newsboat", "-u", str(urls), "-C", str(config), "-c", str(folder / "cache.db")]
    subprocess.run([*base, "-x", "reload"], env=env, check=True, stdout=subprocess.DEVNULL)
    with Terminal(base, env) as terminal:
        seconds = terminal.seconds_until_bytes("feed")
        rest(terminal.pid)
        return Start(seconds, memory=resident(terminal.pid))


def measure(count: int, work: Path, rounds: int) -> list[Row]:
    library = work / f"library-{count}"
    library_material.make(library, count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = own_environment(folder)
        # Textual and the reader alike: what is compiled is kept.
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        bare, first = [bare_start(env)], []
        for _ in range(FIRST_ROUNDS):
            shutil.rmtree(folder / "cache", ignore_errors=True)
            first.append(own_start(library, count, env, rests=False))
            bare.append(bare_start(env))
        subprocess.run(
            [sys.executable, "-m", "reader", "index", str(library)],
            env=env, check=True, capture_output=True,
        )  # fmt: skip
        warm = [own_start(library, count, env, rests=True)]
        for _ in range(rounds - 1):
            bare.append(bare_start(env))
            warm.append(own_start(library, count, env, rests=False))
        newsboat = newsboat_starts(folder / "newsboat", count, env)
    return report(count, bare, warm, first, newsboat)


def report(
    count: int, bare: list[Start], warm: list[Start], first: list[Start], newsboat: Start | None
) -> list[Row]:
    anchor = statistics.median(start.titles for start in bare)
    name = f"start, {count:,} articles"
    made = [
        _against(f"{name}: titles", [start.titles for start in warm], anchor, WARM_GOAL),
        _against("  the app itself", [start.app for start in warm], anchor),
        _against("  a first start: titles", [start.titles for start in first], anchor, FIRST_GOAL),
        _against("  a first start: the app itself", [start.app for start in first], anchor),
    ]
    if newsboat is not None:
        made.append(Row("", made[0].ours, "newsboat, to its feeds", newsboat.titles))
    memory = [("bare Textual app", max(start.memory for start in bare))]
    if newsboat is not None:
        memory.append(("newsboat", newsboat.memory))
    peak, goal = max(start.memory for start in warm), MEMORY_GOALS.get(count)
    return made + rows(f"{name}: peak memory", peak, memory, goal, unit="MB")


def _against(job: str, taken: list[float], anchor: float, goal: float | None = None) -> Row:
    ours = statistics.median(taken)
    words, met = (f"<= {goal:g} x bare", ours <= goal * anchor) if goal else ("", None)
    return Row(job, ours, "bare Textual app", anchor, words, met)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, nargs="*", default=[10, 10_000, 100_000])
    parser.add_argument("--work", type=Path, help="where libraries are kept")
    options = parser.parse_args()
    made: list[Row] = []
    print(heading())
    with tempfile.TemporaryDirectory() as name:
        work = options.work or Path(name)
        for count in options.articles:
            found = measure(count, work, options.rounds)
            print_rows(found)
            made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
