"""A library of 10,000 and of 100,000 articles: its index, its list, its search, in one run.

    python -m tests.benchmarks.library [--articles N ...] [--work FOLDER] [--only JOB ...] [--kept]

Makes the libraries in FOLDER (/tmp/reader-benchmark) unless they are there, and an index of each in
a folder of its own that is thrown away, or with `--kept` serves the next run too. Beside our
figures: html2text on one core, ripgrep and newsboat on the same articles (`apt-get install ripgrep
newsboat`). The start has its own script.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from reader.library.files.watch import changes
from reader.library.index import Index
from reader.library.listing import GroupKey, SortKey, list_articles
from reader.library.search.searcher import Searcher
from reader.library.store.reads import IndexSnapshot
from tests.benchmarks import library_anchors, library_app, library_material
from tests.benchmarks.anchors import Row, heading, missed, own_environment, print_rows, rows

KEY_GOAL = 0.050
SEARCH_GOAL = 0.025
"""Seconds of the goal for the search itself: the rest is for the list and the terminal."""
CHANGE_GOAL = 1.0
MEMORY_GOALS = {10_000: 120.0, 100_000: 200.0}
SCREEN = 20
"""Hits of which snippets are made: what is in view."""
FIRST = 200
QUERIES = {
    "1 character": ["的", "后", "龙", "網", "鱼", "云", "台", "里"],
    "2 characters": ["社交", "數據", "钉钉", "婚姻", "阅读", "漏洞", "咸魚", "皇后"],
    "4 characters": ["人工智能", "操作系統", "社交网络", "画蛇添足", "量子计算", "公共卫生"],
    "phrase": ['"open source"', '"machine learning"', '"社交 网络"', '"人工智能 的"'],
    "Latin prefix": ["operat", "termin", "soft", "data", "kube", "op", "s"],
    "three words": ["社交 network 市场", "数据 系统 安全", "open 开源 社区", "后 发 干"],
    "a word not there": ["社交 -数据", "系统 -的", "software -data"],
    "a year": ["数据 date:2019", "date:2020-06 social", "社交 date:2018..2019"],
    "pinyin": ["dingding", "shejiao", "rgzn", "caozuo", "pm"],
    "no hit": ["龘龘", "qqqzzz", "龘靐齉"],
}
JOBS = ("build", "change", "listing", "search", "command", "app")


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def spread(
    job: str, taken: Sequence[float], goal: float | None, anchors: Sequence[tuple[str, float]] = ()
) -> list[Row]:
    """The 95th percentile, held against the goal, and the median."""
    made = rows(f"{job}, p95 of {len(taken)}", percentile(taken, 0.95), anchors, goal)
    return [*made, Row("  median", statistics.median(taken))]


class Bench:
    """One library, and an index of it."""

    def __init__(self, library: Path, count: int, work: Path, rounds: int) -> None:
        self.library = library
        self.count = count
        self.work = work
        self.rounds = rounds
        self.env = own_environment(work)
        self.index_file = work / "cache" / "index.db"
        self.size = sum(path.stat().st_size for path in library.rglob("*.*") if path.is_file())
        self._ripgrep: float | None = None

    def _job(self, what: str) -> str:
        return f"{self.count:,}: {what}"

    def _command(self, *words: str) -> float:
        command = [sys.executable, "-m", "reader", *words]
        return seconds(
            lambda: subprocess.run(command, env=self.env, stdout=subprocess.DEVNULL, check=False)
        )

    def ripgrep(self) -> list[tuple[str, float]]:
        if self._ripgrep is None:
            words = QUERIES["2 characters"]
            self._ripgrep = library_anchors.ripgrep_seconds(self.library, words)
        return [] if self._ripgrep is None else [("rg -l, 2 characters", self._ripgrep)]

    # -- jobs -----------------------------------------------------------------------------

    def build(self) -> list[Row]:
        """`reader index`, and what it wrote; the other jobs go on from there."""
        anchor = library_anchors.html2text_speed(self.library)
        taken = self._command("index", str(self.library))
        speed = self.size / 1e6 / taken
        stored = self.index_file.stat().st_size / 1e6
        again = self._command("index", str(self.library))
        goal, met = ">= html2text", speed >= anchor
        return [
            Row(self._job("index, MB/s"), speed, "html2text, one core", anchor, goal, met, "MB/s"),
            Row("  in all", taken),
            Row(self._job("index, size"), stored, "the files", self.size / 1e6, unit="MB"),
            Row(self._job("`reader index` again, nothing changed"), again),
        ]

    def change(self) -> list[Row]:
        """A file saved beside a running reader, until the index has its new title."""
        path = next(iter(sorted(self.library.rglob("*.md"))))
        before, status = path.read_bytes(), path.stat()
        stop, ready, done = threading.Event(), threading.Event(), threading.Event()
        wanted = ""

        def follow(index: Index) -> None:
            for changed in changes([self.library], stop):
                ready.set()
                if changed:
                    index.update(changed)
                    article = index.article(path)
                    if article is not None and article.title == wanted:
                        done.set()

        taken = []
        with Index(self.index_file) as index:
            thread = threading.Thread(target=follow, args=(index,))
            thread.start()
            ready.wait()
            try:
                for number in range(self.rounds):
                    wanted = f"saved {number}"
                    done.clear()
                    began = time.perf_counter()
                    path.write_text(f"---\ntitle: {wanted}\n---\ntext\n", "utf-8")
                    done.wait(60)
                    taken.append(time.perf_counter() - began)
            finally:
                stop.set()
                thread.join()
                path.write_bytes(before)
                library_material.set_time(path, status.st_mtime)
            index.update([path])
        return spread(self._job("a file saved, until it is found"), taken, CHANGE_GOAL)

    def listing(self) -> list[Row]:
        roots = [self.library]
        made: list[Row] = []

        def first(snapshot: IndexSnapshot) -> int:
            return len(snapshot.newest(roots, 50))

        with Index(self.index_file) as index:
            jobs: list[tuple[str, Callable[[], object]]] = [
                ("list, 50 rows to begin with", lambda: index.view(first)),
                ("list, all by date", lambda: list_articles(index, roots)),
                ("list, all by title", lambda: list_articles(index, roots, sort=SortKey.TITLE)),
                ("list, all by author", lambda: list_articles(index, roots, sort=SortKey.AUTHOR)),
                ("list, by tag", lambda: list_articles(index, roots, group=GroupKey.TAG)),
            ]
            for name, action in jobs:
                taken = [seconds(action) for _ in range(self.rounds)]
                made.append(Row(self._job(name), statistics.median(taken)))
        return made

    def search(self) -> list[Row]:
        """The first hits and the snippets in view; then the number of all."""
        made: list[Row] = []
        with Index(self.index_file) as index:
            searcher = Searcher(index, [self.library])
            made.append(Row(self._job("search, made ready"), seconds(searcher.warm)))

            def look(query: str) -> None:
                searcher.hits(searcher.search(query, limit=FIRST), 0, SCREEN)

            everything: list[float] = []
            for name, queries in QUERIES.items():
                taken = [seconds(lambda: look(query))  # noqa: B023 - called at once
                         for query in queries for _ in range(self.rounds)]  # fmt: skip
                everything += taken
                anchors = self.ripgrep() if name == "2 characters" else []
                made += spread(self._job(f"search, {name}"), taken, SEARCH_GOAL, anchors)
            made += spread(self._job("search, all of them"), everything, SEARCH_GOAL)
            words = QUERIES["2 characters"]
            counted = [seconds(lambda: searcher.search(word, limit=None)) for word in words]  # noqa: B023
            made.append(Row(self._job("search, every hit counted"), statistics.median(counted)))
        return made

    def command(self) -> list[Row]:
        """Time a command from the shell; the look for changed files is part of it."""
        folder = str(self.library)
        found = self._command("search", "婚姻", folder)
        listed = self._command("list", folder, "--limit", "10")
        whole = self._command("list", folder, "--json")
        return [
            *rows(self._job("`reader search`, 2 characters"), found, self.ripgrep()),
            Row(self._job("`reader list --limit 10`"), listed),
            Row(self._job("`reader list --json`"), whole),
        ]

    def app(self) -> list[Row]:
        typing = library_app.type_searches(self.library, self.env)
        words = QUERIES["2 characters"][:3]
        found = library_anchors.newsboat_search(
            self.library, self.work / "newsboat", self.count, words, self.env
        )
        anchors = [] if found is None else [("newsboat", found[0])]
        memory = [] if found is None else [("newsboat", found[1])]
        goal = MEMORY_GOALS.get(self.count)
        return [
            *spread(self._job("key to hits on the screen"), typing.first, KEY_GOAL, anchors),
            *spread("  until nothing changes any more", typing.last, None),
            *rows(self._job("memory of the app"), typing.peak, memory, goal, unit="MB"),
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--articles", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir(), "reader-benchmark")
    )
    parser.add_argument("--only", nargs="*", choices=JOBS, default=JOBS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kept", action="store_true", help="build no index, if one was kept")
    options = parser.parse_args()
    made: list[Row] = []
    for count in options.articles:
        library = options.work / str(count)
        library_material.make(library, count)
        kept = options.work / f"kept-{count}"
        place = nullcontext(kept) if options.kept else tempfile.TemporaryDirectory(dir=options.work)
        with place as name:
            bench = Bench(library, count, Path(name), options.rounds)
            print(heading())
            jobs = [job for job in JOBS[1:] if job in options.only]
            # Nothing else can be measured without an index.
            for job in jobs if bench.index_file.exists() else ["build", *jobs]:
                found: list[Row] = getattr(bench, job)()
                print_rows(found)
                made += found
    print(f"missed: {len(missed(made))}")


if __name__ == "__main__":
    main()
