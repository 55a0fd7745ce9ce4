"""Start to the first title, beside a bare Textual app with one Static, in one run.

    python -m tests.benchmarks.start [--rounds N] [--articles N ...]

A real pseudo-terminal for both, in turns; the time ends when the awaited words have come. The index
is warm. newsboat, beside them, knows a feed of as many items (`apt-get install newsboat`). Memory
is the peak of the resident set a second later.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import material
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

GOAL = 1.25
"""Times the bare app."""
MEMORY_GOAL = 120.0
"""MB, at 10,000 articles."""
ITEM = "<item><title>{0}</title><link>https://example.org/{0}</link><guid>{0}</guid></item>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>feed</title>{}</channel></rss>'


def seconds_until(command: list[str], words: str, env: dict[str, str]) -> tuple[float, float]:
    """Seconds to the words, and MB a second later."""
    with Terminal(command, env) as terminal:
        taken = terminal.seconds_until_bytes(words)
        time.sleep(1)
        return taken, resident(terminal.pid)


def first_title(folder: Path, env: dict[str, str]) -> str:
    """The title that is at the top of the list; makes the index, too."""
    listed = subprocess.run(
        [sys.executable, "-m", "reader", "list", str(folder)],
        env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return listed.stdout.splitlines()[0].split("  ")[1].split()[0]


def newsboat_starts(folder: Path, count: int, env: dict[str, str]) -> tuple[float, float] | None:
    if not installed("newsboat"):
        return None
    folder.mkdir()
    feed, urls, config = folder / "feed.xml", folder / "urls", folder / "config"
    feed.write_text(FEED.format("".join(ITEM.format(number) for number in range(count))), "utf-8")
    urls.write_text(f"file://{feed}\n", "utf-8")
    config.write_text("auto-reload no\n", "utf-8")
    base = ["newsboat", "-u", str(urls), "-C", str(config), "-c", str(folder / "cache.db")]
    subprocess.run([*base, "-x", "reload"], env=env, check=True, stdout=subprocess.DEVNULL)
    return seconds_until(base, "feed", env)


def measure(count: int, folder: Path, rounds: int) -> list[Row]:
    env = own_environment(folder)
    library = folder / "library"
    material.library(library, count)
    title = first_title(library, env)
    command = [sys.executable, "-m", "reader", str(library)]
    bare, own = [], []
    for _ in range(rounds):
        bare.append(seconds_until(anchor_command("bare", library), READY, env))
        own.append(seconds_until(command, title, env))
    theirs = statistics.median(seconds for seconds, _ in bare)
    ours = statistics.median(seconds for seconds, _ in own)
    anchors = [("bare Textual app", theirs)]
    newsboat = newsboat_starts(folder / "newsboat", count, env)
    if newsboat is not None:
        anchors.append(("newsboat, to its feeds", newsboat[0]))
    made = rows(f"start, {count:,} articles: first title", ours, anchors)
    goal = f"<= {GOAL} x bare"
    made[0] = Row(made[0].job, ours, made[0].anchor, theirs, goal, met=ours <= GOAL * theirs)
    memory = [("bare Textual app", max(peak for _, peak in bare))]
    if newsboat is not None:
        memory.append(("newsboat", newsboat[1]))
    peak = max(peak for _, peak in own)
    job = f"start, {count:,} articles: peak memory"
    return made + rows(job, peak, memory, MEMORY_GOAL, unit="MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--articles", type=int, nargs="*", default=[10, 1_000, 10_000])
    options = parser.parse_args()
    made: list[Row] = []
    print(heading())
    for count in options.articles:
        with tempfile.TemporaryDirectory() as name:
            found = measure(count, Path(name), options.rounds)
        print_rows(found)
        made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
