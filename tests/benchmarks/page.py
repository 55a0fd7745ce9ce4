"""Key to paint of turning pages, and of resizing the window, in a very long article.

    python -m tests.benchmarks.page [--rounds N]

1.3 MB of Markdown and 2.3 MB of HTML in a pseudo-terminal of 120 x 40: page down at the beginning,
in the middle, at the end, and while the article is still being read in; 120 to 90 columns, with a
look at whether the text under the eye is the same; and a storm of 50 resizes, whose layouts are
counted in an app without a terminal. Beside it: `less` and a bare Textual app that scrolls a Static
for the pages, Rich's Markdown in a Static for the resize (`apt-get install less`).
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from textual import events
from textual.geometry import Size

from reader.library.index import Index
from reader.library.open_article import Opener
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark_store import BookmarkStore
from reader.state.reading_state import StateDatabase
from reader.ui.app import ReaderApp
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
    paint_rows,
    print_rows,
    rows,
)
from tests.benchmarks.open import CASES, FIRST, Case, is_whole, start_reader, until_whole
from tests.benchmarks.terminal import Area, Paint, Terminal

PAGE_GOAL = 0.025
RESIZE_GOAL = 0.150
NARROW_PANE = Area(33, 0, 88, 36)
STORM = 50
SETTLED = 0.3


def turns(terminal: Terminal, key: str, count: int, area: Area = PANE) -> list[float]:
    """Seconds of each of so many presses of a key."""
    return [terminal.press(key, area, settling=SETTLED).last for _ in range(count)]


def turns_while_reading(terminal: Terminal) -> list[float]:
    """Open the next long article and turn its pages until all of it is there."""
    terminal.press("J", PANE, words=FIRST, settling=0.05)
    spent: list[float] = []
    while len(spent) < 100:
        spent.append(terminal.press(" ", PANE, settling=0.1).last)
        if is_whole(terminal):
            break
    return spent


def same_text(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether the first words on the screen are on its first line still."""
    first = next((row.strip() for row in before if row.strip()), "")
    return first[:6] in next((row for row in after if row.strip()), "")


def page_rows(case: Case, folder: Path, env: dict[str, str], rounds: int) -> list[Row]:
    library = folder / "library"
    library.mkdir(parents=True)
    (library / "a.md").write_text(material.short("短", 28), "utf-8")
    # Two texts: the same one would be opened where its copy was left.
    for day in (1, 2):
        text = material.article(case.size, html=case.html, day=day)
        (library / f"b{day}.md").write_text(text, "utf-8")
    source = library / "b1.md"
    anchors = page_anchors(source, env, rounds)
    made: list[Row] = []

    def add(where: str, spent: list[float]) -> None:
        job = f"{case.name}: page down, {where}"
        made.extend(rows(job, statistics.median(spent), anchors, PAGE_GOAL))
        made.extend(rows(f"{job}, slowest", max(spent), []))

    with start_reader(library, env) as terminal:
        terminal.press("\r", PANE)
        add("while it is read in", turns_while_reading(terminal))
        until_whole(terminal)
        terminal.press("g", PANE)
        add("at the beginning", turns(terminal, " ", rounds))
        for key in "50":
            terminal.send(key)
        terminal.press("%", PANE)
        add("in the middle", turns(terminal, " ", rounds))
        resized = resize_rows(case, terminal, source, env)
        made += paint_rows(f"{case.name}: to the end", terminal.press("G", PANE), [])
        add("at the end (page up)", turns(terminal, "b", rounds))
        made += paint_rows(f"{case.name}: to the end, just opened", end_at_once(terminal), [])
    return made + resized


def end_at_once(terminal: Terminal) -> Paint:
    """Key to paint of the end of the next article, which has only begun to be read in."""
    terminal.press("J", PANE, words=FIRST, settling=0.05)
    return terminal.press("G", PANE, settling=1.5)


def resize_rows(case: Case, terminal: Terminal, source: Path, env: dict[str, str]) -> list[Row]:
    anchors = [] if case.html else rich_resize(source, env)
    before = terminal.rows(PANE)
    paint = terminal.resize(90, 40, NARROW_PANE)
    kept = same_text(before, paint.text)
    made = paint_rows(f"{case.name}: resize, 120 to 90 columns", paint, anchors, RESIZE_GOAL)
    verdict = Row("  and the same text is under the eye", float(kept), "", None, "yes", kept, "")
    sizes = [(90 + number % 30, 40) for number in range(STORM - 1)]
    storm = terminal.storm([*sizes, (120, 40)], PANE, pause=0.004)
    made += [verdict, *paint_rows(f"{case.name}: after {STORM} resizes", storm, [], RESIZE_GOAL)]
    return made


def page_anchors(source: Path, env: dict[str, str], rounds: int) -> list[tuple[str, float | None]]:
    """A page down in `less`, and in a bare Textual app whose text fits in memory many times."""
    anchors: list[tuple[str, float | None]] = []
    with Terminal(anchor_command("static", source), env) as terminal:
        terminal.wait_for(lambda text: READY in text)
        terminal.press("j", WHOLE)
        spent = turns(terminal, " ", rounds, WHOLE)
        anchors.append(("bare Textual app", statistics.median(spent)))
    if installed("less"):
        with Terminal(["less", str(source)], env) as terminal:
            terminal.seconds_until_bytes(FIRST)
            terminal.settle()
            anchors.append(("less", statistics.median(turns(terminal, " ", rounds, WHOLE))))
    return anchors


def rich_resize(source: Path, env: dict[str, str]) -> list[tuple[str, float | None]]:
    with Terminal(anchor_command("rich", source), env) as terminal:
        terminal.wait_for(lambda text: READY in text)
        terminal.press("j", WHOLE, words=FIRST)
        terminal.settle()
        paint = terminal.resize(90, 40, Area(0, 0, 88, 40), settling=15)
        return [("Rich Markdown in a Static", paint.last)]


async def layouts_of_a_storm(folder: Path, path: Path) -> int:
    """How many times a page is set for 50 resizes that come at once."""
    with Index(None) as index, StateDatabase(folder / "state.db") as state:
        session = Session(
            roots=(path,),
            index=index,
            own=lambda: Own(BookmarkStore(folder / "bookmarks.json"), state, Opener()),
            settings=Settings(),
            clock=lambda: datetime.now(UTC),
        )
        app = ReaderApp(session)
        async with app.run_test(size=(120, 40)) as pilot:
            while not app.main.ready or app.main.pane.shown is None:
                await pilot.pause(0.01)
            while not app.main.pane.view.exact:
                await pilot.pause(0.01)
            before = app.main.pane.view.pages_set
            for number in range(STORM):
                size = Size(90 + number % 30, 40)
                app.post_message(events.Resize(size, size))
            end = time.perf_counter() + 2
            while time.perf_counter() < end:
                await pilot.pause(0.05)
            return app.main.pane.view.pages_set - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    made: list[Row] = []
    print(heading())
    for number, case in enumerate(CASES[2:]):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / str(number)
            found = page_rows(case, folder, own_environment(folder), options.rounds)
        print_rows(found)
        made += found
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "article.md"
        path.write_text(material.article(CASES[2].size), "utf-8")
        layouts = asyncio.run(layouts_of_a_storm(Path(name), path))
    storm = rows(f"layouts of {STORM} resizes at once", layouts, [], 1, unit="")
    print_rows(storm)
    print(f"missed: {len(missed(made + storm))}")


if __name__ == "__main__":
    main()
