"""Files as large and as hostile as can be: the first text, and the most memory of any process.

    python -m tests.benchmarks.bounds [--megabytes N] [SHAPE ...]

Each shape (`doubling_shapes`), 64 MB of it behind a line of words, is opened in the reader in a
pseudo-terminal of 120 x 40. Measured are the seconds from the start until the words are on the
screen, and the peak of the resident set of the app and of each process that it starts (Linux's
/proc), until the article is all there or its reading was given up. Beside it: the seconds in which
a short article is on the screen. A SHAPE is a part of a shape's name; without one a choice of them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks.anchors import Row, heading, missed, own_environment, print_rows, rows
from tests.benchmarks.doubling_shapes import SHAPES, named
from tests.benchmarks.memory import children, resident
from tests.benchmarks.open import is_whole
from tests.benchmarks.terminal import Terminal

WORDS = "The first line of it."
FIRST_GOAL = 3.0
MEMORY_GOAL = 400.0
"""MB of each process."""
PATIENCE = 90.0
CHOICE = (
    "spaces", "newlines", "one letter", "words", "Han sentences", "a letter a paragraph",
    "combining marks", "links", "definitions", "notes", "[", "items", "quotes", "tables, rows",
    "code, a long line", "backticks", "*a*", "a long heading", "<a href", "<p>a</p>", "<b>",
    "<div>", "<ul><li>", "<ul> nested", "a table of rows", "a long <pre>", "<!--", "data addresses",
    "a long attribute", "front matter, a long value", "front matter, keys",
)  # fmt: skip


class Peaks:
    """The most that each process held which was seen, by its id."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._stop = threading.Event()
        self.by_process: dict[int, float] = {}
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(0.05):
            waiting = [self._pid]
            while waiting:
                pid = waiting.pop()
                peak = resident(pid)
                self.by_process[pid] = max(peak, self.by_process.get(pid, 0.0))
                waiting += children(pid)

    def stop(self) -> tuple[float, float]:
        """MB of the app, and of the largest of the others."""
        self._stop.set()
        self._thread.join()
        app = self.by_process.pop(self._pid, 0.0)
        return app, max(self.by_process.values(), default=0.0)


def write(shape: str, size: int, path: Path) -> tuple[str, ...]:
    """Write the file; the words of which any must be on the screen."""
    text = SHAPES[shape](size)
    shown: tuple[str, ...] = (WORDS,)
    if text.startswith("---\n"):
        field = text[4:20]  # is the title, or the first line where it is no front matter
        shown = (field, field.removeprefix("title: "))
    else:
        is_markup = text.lstrip().startswith("<")
        text = (f"<p>{WORDS}</p>\n" if is_markup else f"{WORDS}\n\n") + text
    path.write_bytes(text.encode()[:size])
    return tuple(" ".join(words.split()) for words in shown)


def opened(path: Path, folder: Path, shown: tuple[str, ...]) -> tuple[float, float, float]:
    """Seconds to the first words, MB of the app, MB of the largest other process."""
    folder.mkdir()
    command = [sys.executable, "-m", "reader", str(path)]
    with Terminal(command, own_environment(folder)) as terminal:
        peaks = Peaks(terminal.pid)
        try:
            first = terminal.wait_for(lambda text: any(w in text for w in shown), PATIENCE)
        except TimeoutError:
            first = PATIENCE
        end = time.perf_counter() + PATIENCE
        while not is_whole(terminal) and time.perf_counter() < end:
            terminal.draw()
            time.sleep(0.1)
        return first, *peaks.stop()


def measure(shape: str, size: int, folder: Path, short: float) -> list[Row]:
    path = folder / "an article of words.md"
    first, app, other = opened(path, folder / "own", write(shape, size, path))
    made = rows(f"{shape}: first text", first, [("a short article", short)], FIRST_GOAL)
    made += rows(f"{shape}: the app", app, [], MEMORY_GOAL, unit="MB")
    return made + rows(f"{shape}: another process", other, [], MEMORY_GOAL, unit="MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--megabytes", type=int, default=64)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    options = parser.parse_args()
    wanted = named(options.shapes) or CHOICE
    made: list[Row] = []
    print(heading())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a short article.md").write_text(f"{WORDS}\n", "utf-8")
        short, _, _ = opened(folder / "a short article.md", folder / "own", (WORDS,))
    for shape in wanted:
        with tempfile.TemporaryDirectory() as name:
            found = measure(shape, options.megabytes << 20, Path(name), short)
        print_rows(found)
        made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
