"""How long a search takes, beside a plain `in` over the same texts in the same run.

    python tests/benchmarks/search.py [--articles 1000] [--characters 3400] [--rounds 9]

Makes a library of Chinese articles with some English in memory, indexes it in a temporary
folder, and prints median and slowest time in milliseconds. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from reader.library.article import Article, ArticleDate
from reader.library.index import Index
from reader.library.record import Content
from reader.library.search import filter_titles, search
from reader.text.fold import fold

_HAN = [chr(0x4E00 + offset) for offset in range(3000)]
_ENGLISH = ["reader", "index", "terminal", "python", "network", "release", "design", "market"]
_QUERIES = {
    "frequent word": "社交",
    "rare word": "釘釘",
    "one character": "的",
    "four characters": "社交网络",
    "Latin prefix": "termin",
    "three words": "社交 network 市场",
    "phrase": '"open source"',
    "no hit": "龘龘",
    "title only": "title:第7",
}


def _text(randomness: random.Random, characters: int) -> str:
    # A few thousand characters with Zipf-like frequencies, as in real prose.
    weights = [1 / rank for rank in range(1, len(_HAN) + 1)]
    written = randomness.choices(_HAN, weights, k=characters)
    for place in range(randomness.randrange(20), characters, 23):
        written[place] = randomness.choice(["，", "。", "的", f" {randomness.choice(_ENGLISH)} "])
    if randomness.random() < 0.3:
        written[randomness.randrange(characters)] = "社交网络"
    if randomness.random() < 0.01:
        written[randomness.randrange(characters)] = "钉钉"
    if randomness.random() < 0.05:
        written[randomness.randrange(characters)] = " open source "
    return "".join(written)


def _library(articles: int, characters: int) -> dict[Path, Content]:
    randomness = random.Random(4)  # noqa: S311 - the same library in every run
    start = datetime(2010, 1, 1, tzinfo=UTC)
    library = {}
    for number in range(articles):
        path = Path(f"/library/{number % 40:02}/{number:06}.md")
        day = start + timedelta(days=randomness.randrange(5000))
        date = ArticleDate(day, day.date().isoformat())
        title = f"第{number}篇：{''.join(randomness.choices(_HAN, k=12))}"
        article = Article(path, title, author=f"作者{number % 50}", source="example.org", date=date)
        library[path] = Content(article, _text(randomness, characters))
    return library


class _Files:
    """Stands for the file system: what is measured here begins after the loading."""

    def __init__(self, library: dict[Path, Content], folder: Path) -> None:
        self._contents = dict(enumerate(library.values()))
        self._folder = folder
        for number in self._contents:
            (folder / str(number)).touch()

    def walk(self, roots: Sequence[Path], *, cancelled: Callable[[], bool]) -> Iterable[Path]:
        assert not cancelled()
        return (root / str(number) for root in roots for number in self._contents)

    def read(self, path: Path) -> Content:
        return self._contents[int(path.name)]


def _scan(texts: Sequence[str], term: str) -> list[str]:
    return [text for text in texts if term in text]


def _measure(name: str, action: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    print(f"  {name:44} {statistics.median(times):9.2f} {max(times):9.2f}")
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=3400, help="3,400 are some 10 KB")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    library = _library(options.articles, options.characters)
    texts = [content.text for content in library.values()]
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} articles, {size / len(texts) / 1000:.1f} KB each")
    print(f"  {'ms':44} {'median':>9} {'slowest':>9}")
    with tempfile.TemporaryDirectory() as temporary:
        _run(Path(temporary), library, texts, options.rounds)


def _run(folder: Path, library: dict[Path, Content], texts: list[str], rounds: int) -> None:
    root = folder / "library"
    root.mkdir()
    files = _Files(library, root)
    file = folder / "index.db"
    with Index(file, walk=files.walk, read=files.read) as index:
        _measure("index all", lambda: list(index.refresh([root])), 1)
        _measure("refresh, nothing changed", lambda: list(index.refresh([root])), rounds)
    stored = file.stat().st_size / sum(len(text.encode()) for text in texts)
    print(f"  {'index.db, times the text':44} {stored:9.2f}")
    with Index(file, walk=files.walk, read=files.read) as index:
        _measure("all articles", lambda: index.articles([root]), rounds)
        articles = index.articles([root])
        folded = [fold(text) for text in texts]
        for name, query in _QUERIES.items():
            _measure(f"{name}: newest 50", partial(search, index, [root], query, limit=50), rounds)
            _measure(f"{name}: all hits", partial(search, index, [root], query), rounds)
            term = fold(query.split()[0].strip('"'))
            _measure(
                "    anchor: `in`, folded texts in memory", partial(_scan, folded, term), rounds
            )
        _measure("titles filtered, first", lambda: filter_titles(articles, "第7"), 1)
        _measure("titles filtered", lambda: filter_titles(articles, "第7"), rounds)
    written = [root / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(written, texts, strict=True):
        path.write_text(text, "utf-8")
    _measure(
        "anchor: files opened, folded, `in`",
        lambda: [path for path in written if "社交" in fold(path.read_text("utf-8"))],
        1,
    )


if __name__ == "__main__":
    main()
