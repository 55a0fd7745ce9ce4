"""Bookmarks by the hundred thousand: to open, save and list them, and keys while they are saved.

    python -m tests.benchmarks.bookmarks [--count N] [--keys N]

Beside what the standard library's JSON alone takes for the same document, in processor time: its
`loads` for opening and listing, its `dumps` with an indent for saving. Then the app in a
pseudo-terminal of 120 x 40 on a short library, with that file: `m`, and at once `j` until the
bookmark is on the disk.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from tests.benchmarks import material
from tests.benchmarks.anchors import (
    PANE,
    Row,
    heading,
    missed,
    own_environment,
    print_rows,
    rows,
)
from tests.benchmarks.open import start_reader
from tests.benchmarks.terminal import Terminal

TIMES = 3
"""What ours may take, in times of JSON's own."""
KEY_GOAL = 0.050
HIGHLIGHTS = 5
"""Highlights of each article."""


def entry(number: int) -> dict[str, object]:
    article = f"{number // HIGHLIGHTS:06}"
    return {
        "id": f"{number:032x}",
        "article": {
            "path": f"/home/somebody/articles/{article}.md",
            "fingerprint": f"{number // HIGHLIGHTS:032x}",
            "title": f"第{article}篇",
            "url": f"https://news.example.com/{article}",
        },
        "place": {"block": number % HIGHLIGHTS, "offset": 3},
        "end": {"block": number % HIGHLIGHTS, "offset": 23},
        "quote": {
            "exact": "很久以前人们在一个叫广场的地方聊天",
            "prefix": "前" * 32,
            "suffix": "后" * 32,
        },
        "color": "yellow",
        "note": f"第{number}条笔记",
        "tags": ["社交"],
        "created": "2026-01-31T12:00:00.000Z",
        "updated": "2026-01-31T12:00:00.000Z",
    }


def document(count: int) -> bytes:
    entries = [entry(number) for number in range(count)]
    return encoded({"version": 1, "bookmarks": entries})


def encoded(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True).encode()


def taken(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def store_rows(path: Path) -> list[Row]:
    data = path.read_bytes()
    loads = taken(lambda: json.loads(data))
    content = json.loads(data)
    dumps = taken(partial(encoded, content))
    store = BookmarkStore(path)
    spent = [
        ("open", taken(store.load), "json.loads", loads),
        ("list, in the order of the file", taken(store.all), "json.loads", loads),
    ]
    for which in ("save, the first time", "save, again"):
        add = partial(store.add, Bookmark(ArticleRef(path="/new.md")))
        spent.append((which, taken(add), "json.dumps", dumps))
    made = [
        row
        for job, ours, anchor, theirs in spent
        for row in rows(job, ours, [(anchor, theirs)], TIMES * theirs)
    ]
    look_up = partial(store.for_article, ArticleRef(path="/new.md"))
    return [*made, *rows("bookmarks of one article", taken(look_up), [])]


def key_rows(folder: Path, data: bytes, keys: int) -> list[Row]:
    articles = folder / "articles"
    articles.mkdir(parents=True)
    (articles / "a.md").write_text(material.article(50_000), "utf-8")
    env = own_environment(folder / "own")
    bookmarks = folder / "own" / "data" / "bookmarks.json"
    bookmarks.parent.mkdir(parents=True)
    bookmarks.write_bytes(data)
    with start_reader(articles, env) as terminal:
        terminal.send("\r")
        terminal.settle(2.0, 60.0)
        alone = pressed(terminal, keys)
        before = bookmarks.stat().st_mtime_ns
        terminal.send("m")
        spent: list[float] = []
        while bookmarks.stat().st_mtime_ns == before and len(spent) < 1_000:
            spent += pressed(terminal, 1)
        after = pressed(terminal, keys)
    slowest = rows(
        "slowest key until a bookmark is saved", max(spent), [("alone", max(alone))], KEY_GOAL
    )
    typical = rows(
        "a key meanwhile, median", statistics.median(spent), [("alone", statistics.median(alone))]
    )
    return [*slowest, *typical, *rows("slowest key after it", max(after), [], KEY_GOAL)]


def pressed(terminal: Terminal, count: int) -> list[float]:
    return [terminal.press("j", PANE, settling=0.05).first for _ in range(count)]


def list_rows(folder: Path, data: bytes) -> list[Row]:
    """The whole command, beside a Python that reads and prints the same."""
    env = own_environment(folder)
    path = folder / "data" / "bookmarks.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    reading = (
        "import json, sys; document = json.load(open(sys.argv[1], encoding='utf-8'));"
        "[print(json.dumps(each, ensure_ascii=False)) for each in document['bookmarks']]"
    )

    def run(*command: str) -> float:
        began = time.perf_counter()
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    ours = run(sys.executable, "-m", "reader", "bookmarks")
    theirs = run(sys.executable, "-c", reading, str(path))
    return rows("reader bookmarks", ours, [("json.load, json.dumps", theirs)], TIMES * theirs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=30)
    options = parser.parse_args()
    data = document(options.count)
    print(f"{options.count:,} bookmarks, {len(data) / 1e6:.0f} MB")
    print(heading())
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "bookmarks.json"
        path.write_bytes(data)
        made = store_rows(path)
    print_rows(made)
    for measure in (list_rows, lambda folder, data: key_rows(folder, data, options.keys)):
        with tempfile.TemporaryDirectory() as name:
            found = measure(Path(name), data)
        print_rows(found)
        made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
