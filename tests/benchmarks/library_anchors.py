"""What the library is measured beside: ripgrep and newsboat on the same articles, html2text alone.

apt-get install ripgrep newsboat
"""

from __future__ import annotations

import html
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from tests.benchmarks.anchors import WHOLE, installed
from tests.benchmarks.memory import resident
from tests.benchmarks.terminal import Terminal

PAGES = 150
"""Bodies of HTML that html2text is given."""
MOST_ITEMS = 10_000
"""newsboat keeps a feed in memory, several times."""
ITEM = (
    "<item><title>{0}</title><link>https://example.org/{0}</link><guid>{0}</guid>"
    "<description>{1}</description></item>"
)
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>feed</title>{}</channel></rss>'


def html2text_speed(folder: Path) -> float:
    """MB/s of one core, with the settings that we use."""
    from html2text import HTML2Text

    pages = list(islice(_pages(folder), PAGES))
    began = time.perf_counter()
    for page in pages:
        converter = HTML2Text(bodywidth=0)
        converter.unicode_snob = True
        converter.escape_snob = True
        converter.handle(page)
    return sum(len(page.encode()) for page in pages) / 1e6 / (time.perf_counter() - began)


def _pages(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.html")):
        yield path.read_text("utf-8").split("---\n", 2)[-1]


def ripgrep_seconds(folder: Path, words: Sequence[str]) -> float | None:
    """To name the files that have a word; the median, once the files are in memory."""
    if not installed("rg"):
        return None
    taken = []
    for word in (words[0], *words):
        began = time.perf_counter()
        subprocess.run(
            ["rg", "--files-with-matches", "--fixed-strings", word, str(folder)],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def newsboat_search(
    folder: Path, work: Path, count: int, words: Sequence[str], env: dict[str, str]
) -> tuple[float, float] | None:
    """Seconds from a query to the list of what it found, and MB at the peak."""
    if count > MOST_ITEMS or not installed("newsboat"):
        return None
    work.mkdir()
    feed, urls, config = work / "feed.xml", work / "urls", work / "config"
    feed.write_text(FEED.format("".join(_items(folder))), "utf-8")
    urls.write_text(f"file://{feed}\n", "utf-8")
    config.write_text("auto-reload no\n", "utf-8")
    base = ["newsboat", "-u", str(urls), "-C", str(config), "-c", str(work / "cache.db")]
    subprocess.run([*base, "-x", "reload"], env=env, check=True, stdout=subprocess.DEVNULL)
    taken = []
    for word in words:
        with Terminal(base, env) as terminal:
            terminal.wait_for(lambda text: "feed" in text)
            terminal.settle()
            terminal.send("/")
            terminal.settle()
            terminal.send(word)
            terminal.settle()
            taken.append(terminal.press("\r", WHOLE, words="Search").last)
            peak = resident(terminal.pid)
    return statistics.median(taken), peak


def _items(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.*")):
        if path.is_file() and not path.name.startswith("."):
            body = path.read_text("utf-8").split("---\n", 2)[-1]
            yield ITEM.format(path.stem, html.escape(body))
