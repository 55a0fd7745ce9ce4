"""What the app's own process does with the largest files: the most memory, and the time.

    python -m tests.benchmarks.largest [--megabytes N] [--frames NAME ...] [SHAPE ...]

Conversion has a process of its own, whose limits end it. Before and beside it the app reads the
file, tells its metadata and kind, makes excerpts, and counts its text. Each shape
(`doubling_shapes`) in each frame goes through that in a process that does nothing else. Printed
are its largest resident set, and the seconds of CPU until an excerpt could be shown; beside them,
in the same run, those of a file of words. `doubling` sees what grows faster than the text; this
sees what is linear and yet too much. A SHAPE is a part of a shape's name; without one all of them,
which takes half an hour. Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.anchors import Row, heading, missed, print_rows, rows
from tests.benchmarks.bounds import FIRST_GOAL, MEMORY_GOAL
from tests.benchmarks.doubling_shapes import FRAMES, SHAPES, named
from tests.benchmarks.memory import resident
from tests.benchmarks.terminal import PROJECT

MEGABYTES = 36
"""More than is read of any file."""
MOST_SECONDS = 60
"""Seconds of CPU after which a file is given up."""
BESIDE = "words"


class Cost(NamedTuple):
    """The cost of one file in the app's process."""

    first: float
    """Seconds of CPU until an excerpt is there."""
    peak: float
    """MB, all that the app does in its own process included."""


def cost(shape: str, frame: str, size: int, path: Path) -> Cost:
    before, after = FRAMES[frame]
    path.write_bytes(f"{before}{SHAPES[shape](size)}{after}".encode("utf-8", "replace")[:size])
    command = [sys.executable, "-m", "tests.benchmarks.largest", "--of", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    if done.returncode:
        return Cost(MOST_SECONDS, float("inf"))
    return Cost(*json.loads(done.stdout))


def own_cost(path: Path) -> Cost:
    """Do what the app does with a file, in this process."""
    from reader.document import preview
    from reader.library.load import glance, measure

    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    began = time.process_time()
    loaded = glance(path)
    body, kind, title = loaded.body, loaded.kind, loaded.article.title
    preview.head(body, kind, title=title)
    first = time.process_time() - began
    preview.tail(body, kind, title=title)
    preview.around(body, kind, len(body) // 2, title=title)
    measure(loaded)
    # Not `ru_maxrss`, which begins with what the parent held.
    return Cost(first, resident(os.getpid()))


def compared(shape: str, frame: str, size: int, folder: Path, beside: Cost) -> list[Row]:
    found = cost(shape, frame, size, folder / "article.md")
    job = f"{shape} ({frame})"
    made = rows(f"{job}: first", found.first, [(BESIDE, beside.first)], FIRST_GOAL)
    return made + rows(f"{job}: peak", found.peak, [(BESIDE, beside.peak)], MEMORY_GOAL, unit="MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--megabytes", type=int, default=MEGABYTES)
    parser.add_argument("--frames", nargs="*", choices=FRAMES, default=["bare", "page"])
    parser.add_argument("--of", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    options = parser.parse_args()
    if options.of:
        print(json.dumps(own_cost(options.of)))
        return
    wanted = named(options.shapes) if options.shapes else list(SHAPES)
    size = options.megabytes << 20
    made: list[Row] = []
    print(heading())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for frame in options.frames:
            beside = cost(BESIDE, frame, size, folder / "article.md")
            for shape in wanted:
                found = compared(shape, frame, size, folder, beside)
                print_rows(found)
                made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
