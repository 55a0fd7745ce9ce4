"""Articles that nobody would write, held to the budgets of the others.

    python -m tests.benchmarks.pathological [--rounds N] [NAME ...]

One paragraph of 1 MB, 20,000 list items, a table of 5,000 rows, code of 100,000 lines, 1,000
images, 20,000 links in one paragraph: each is opened, paged through, left for its end and resized,
in a pseudo-terminal of 120 x 40. Beside it: Rich's Markdown in a Static, given up after a minute,
and the first screen of `less`. A NAME is a part of a case's name.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from tests.benchmarks import material
from tests.benchmarks.anchors import (
    PANE,
    Row,
    app_opens,
    heading,
    installed,
    missed,
    own_environment,
    paint_rows,
    print_rows,
    rows,
    screen_seconds,
)
from tests.benchmarks.open import FIRST, start_reader, until_whole
from tests.benchmarks.page import NARROW_PANE, PAGE_GOAL, RESIZE_GOAL, same_text, turns
from tests.benchmarks.terminal import Terminal

OPEN_GOAL = 0.150
END_GOAL = 0.150


def measure(name: str, folder: Path, rounds: int) -> list[Row]:
    env = own_environment(folder)
    library = folder / "library"
    library.mkdir(parents=True)
    source = library / "b.md"
    source.write_text(material.pathological(name), "utf-8")
    (library / "a.md").write_text(material.short("短", 28), "utf-8")
    anchors = [("Rich Markdown in a Static", app_opens("rich", source, FIRST, env))]
    if installed("less"):
        anchors.append(("less", screen_seconds(["less", str(source)], FIRST, env)))
    known = [(anchor, seconds) for anchor, seconds in anchors if seconds is not None]
    with start_reader(library, env) as terminal:
        began = time.perf_counter()
        paint = terminal.press("j", PANE, words=FIRST)
        made = paint_rows(f"{name}: first screen", paint, known, OPEN_GOAL)
        try:
            whole = max(paint.last, until_whole(terminal) + terminal.began - began)
        except TimeoutError:
            return [*made, Row(f"{name}: all of it there", 60.0, goal="in a minute", met=False)]
        made += rows(f"{name}: all of it there", whole, [])
        return made + use(name, terminal, rounds)


def use(name: str, terminal: Terminal, rounds: int) -> list[Row]:
    """Turn pages, go to the end, resize."""
    terminal.press("\r", PANE)
    down = turns(terminal, " ", rounds)
    made = rows(f"{name}: page down", statistics.median(down), [], PAGE_GOAL)
    made += paint_rows(f"{name}: to the end", terminal.press("G", PANE), [], END_GOAL)
    up = turns(terminal, "b", rounds)
    made += rows(f"{name}: page up at the end", statistics.median(up), [], PAGE_GOAL)
    before = terminal.rows(PANE)
    paint = terminal.resize(90, 40, NARROW_PANE, settling=2.0)
    made += paint_rows(f"{name}: resize, 120 to 90 columns", paint, [], RESIZE_GOAL)
    kept = same_text(before, paint.text)
    made.append(Row("  and the same text is under the eye", float(kept), "", None, "yes", kept, ""))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    made: list[Row] = []
    print(heading())
    for name in material.PATHOLOGICAL:
        if options.names and not any(part in name for part in options.names):
            continue
        with tempfile.TemporaryDirectory() as temporary:
            found = measure(name, Path(temporary), options.rounds)
        print_rows(found)
        made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
