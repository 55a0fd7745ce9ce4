"""Key to paint of an article's first screen, and the time until all of it is there.

    python -m tests.benchmarks.open [--rounds N] [--quick]

The reader runs in a pseudo-terminal of 120 x 40; `j` in the list is the key. The paint is the
moment from which on the article's pane shows what it goes on to show. An article is all there when
the line under it no longer says `~`: then every row of it was set. That may take four times as long
as w3m. Beside it: Rich's
Markdown in a Static and Textual's Markdown widget (in the same way; given up after a minute),
`w3m -dump`, `lynx -dump`, `less` and newsboat (`apt-get install w3m lynx newsboat less`; what is
missing is left out).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import material
from tests.benchmarks.anchors import (
    LIMIT,
    PANE,
    WHOLE,
    Row,
    app_opens,
    heading,
    installed,
    missed,
    own_environment,
    print_rows,
    programs,
    rows,
)
from tests.benchmarks.terminal import Area, Terminal

FIRST = "第1节"
"""Words on the first screen of every article here."""
_MOST_OF_W3M = 4
PROGRESS = Area(40, 36, 120, 40)


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    size: int
    html: bool
    goal: float
    pictures: int = 0
    """Bytes of pictures of a book in EPUB; 0 for a file of text."""


CASES = (
    Case("50 KB Markdown", 50_000, html=False, goal=0.060),
    Case("50 KB HTML", 50_000, html=True, goal=0.060),
    Case("1.3 MB Markdown", 1_300_000, html=False, goal=0.150),
    Case("2.3 MB HTML", 2_300_000, html=True, goal=0.150),
    Case("20 MB EPUB, 3 MB of text", 3_000_000, html=True, goal=0.150, pictures=19_000_000),
)


def is_whole(terminal: Terminal) -> bool:
    """Whether the line under the article has exact figures."""
    figures = "".join(terminal.rows(PROGRESS))
    return "%" in figures and "~" not in figures


def until_whole(terminal: Terminal) -> float:
    """The seconds since the program's start at which the article was all there."""
    return terminal.wait_for(lambda _: is_whole(terminal), LIMIT)


def start_reader(folder: Path, env: dict[str, str]) -> Terminal:
    """The reader on a folder, its index warm, the first article in the pane."""
    reader = [sys.executable, "-m", "reader"]
    subprocess.run([*reader, "list", str(folder)], env=env, stdout=subprocess.DEVNULL, check=True)
    terminal = Terminal([*reader, str(folder)], env)
    terminal.wait_for(lambda _: is_whole(terminal))
    terminal.settle()
    return terminal


def write_pairs(folder: Path, text: str, rounds: int, pictures: int) -> None:
    """Short articles and copies of the long one in turns, so that each `j` opens one anew."""
    folder.mkdir(parents=True)
    for number in range(rounds):
        day = 28 - 2 * number
        short = material.short(f"短{number}", day)
        (folder / f"{number}-a.md").write_text(short, "utf-8")
        long = text.replace("2024-01-01", f"2024-01-{day - 1:02}", 1)
        # With another title and another end: copies of an article are listed as one.
        long = long.replace("行长与页面", f"行长与页面{number}", 1)
        long = f"{long}\n\n{number}\n"
        if pictures:
            material.write_book(folder / f"{number}-b.epub", long, pictures)
        else:
            (folder / f"{number}-b.md").write_text(long, "utf-8")


def ours(
    folder: Path, text: str, rounds: int, env: dict[str, str], pictures: int
) -> tuple[list[float], float]:
    """Seconds to the first screen, each time, and to the whole, of an article in the list."""
    write_pairs(folder, text, rounds, pictures)
    first, whole = [], []
    with start_reader(folder, env) as terminal:
        for number in range(rounds):
            if number:
                terminal.press("j", PANE)
                terminal.settle()
            began = time.perf_counter()
            paint = terminal.press("j", PANE, words=FIRST, done=lambda: is_whole(terminal))
            first.append(paint.last)
            whole.append(paint.done or until_whole(terminal) + terminal.began - began)
            terminal.settle()
    return first, statistics.median(whole)


FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>feed</title>
<link>https://example.org/</link><description>d</description>
<item><title>article</title><link>https://example.org/1</link><guid>1</guid>
<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate><description><![CDATA[{}]]></description></item>
</channel></rss>"""


def newsboat_opens(folder: Path, html: str, env: dict[str, str]) -> float | None:
    """Key to paint of the same article in newsboat."""
    if not installed("newsboat"):
        return None
    folder.mkdir()
    feed, urls, config = folder / "feed.xml", folder / "urls", folder / "config"
    feed.write_text(FEED.format(html), "utf-8")
    urls.write_text(f"file://{feed}\n", "utf-8")
    config.write_text("auto-reload no\ntext-width 76\n", "utf-8")
    base = ["newsboat", "-u", str(urls), "-C", str(config), "-c", str(folder / "cache.db")]
    subprocess.run([*base, "-x", "reload"], env=env, check=True, stdout=subprocess.DEVNULL)
    with Terminal(base, env) as terminal:
        terminal.wait_for(lambda text: "feed" in text)
        terminal.settle()
        terminal.send("\r")
        terminal.wait_for(lambda text: "article" in text)
        terminal.settle()
        return terminal.press("\r", WHOLE, words=FIRST).last


def _beside_w3m(known: list[tuple[str, float]]) -> tuple[list[tuple[str, float]], float | None]:
    """w3m alone, which dumps the whole page too, and the most that the whole may take."""
    found = [(name, seconds) for name, seconds in known if name.startswith("w3m")]
    return found, _MOST_OF_W3M * found[0][1] if found else None


def measure(case: Case, folder: Path, options: argparse.Namespace) -> list[Row]:
    folder.mkdir()
    env = own_environment(folder)
    text = material.article(case.size, html=case.html)
    as_page = text if case.html else material.article(case.size, html=True)
    source, html = folder / "source", folder / "page.html"
    source.write_text(text, "utf-8")
    html.write_text(material.page(as_page), "utf-8")
    first, whole = ours(folder / "library", text, options.rounds, env, case.pictures)
    anchors: list[tuple[str, float | None]] = []
    if not case.html:
        anchors.append(("Rich Markdown in a Static", app_opens("rich", source, FIRST, env)))
        if not options.quick:
            anchors.append(("Textual's Markdown", app_opens("textual", source, FIRST, env)))
    anchors += programs(source, html, FIRST, env)
    body = as_page.split("---\n", 2)[-1]
    anchors.append(("newsboat", newsboat_opens(folder / "newsboat", body, env)))
    known = [(name, seconds) for name, seconds in anchors if seconds is not None]
    opening = statistics.median(first)
    made = rows(f"{case.name}: first screen", opening, known, case.goal)
    made += rows(f"{case.name}: first screen, slowest", max(first), [])
    made += rows(f"{case.name}: all of it there", whole, *_beside_w3m(known))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="without Textual's Markdown")
    options = parser.parse_args()
    made: list[Row] = []
    print(heading())
    for number, case in enumerate(CASES):
        with tempfile.TemporaryDirectory() as name:
            found = measure(case, Path(name) / str(number), options)
        print_rows(found)
        made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
