"""How much of what there is a search finds, and how much of what it finds is there, in one run.

    python -m tests.benchmarks.recall [FOLDER ...] [--queries N] [--seed N]

The anchor is an oracle that reads every text through (`recall_oracle`). Queries of each kind are
drawn from the articles themselves: those beside the checkout (../shared/corpus, ../shared/samples)
unless folders are named. What is near to a query that nothing answers has its own: `nearest`.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.document import pipeline
from reader.errors import ReaderError
from reader.library.files.discover import walk
from reader.library.index import Index
from reader.library.load import load
from reader.library.search.searcher import Searcher
from tests.benchmarks.recall_oracle import Oracle, OracleText, canonical, traditional
from tests.conftest import SHARED

HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
WORDS = re.compile(r"\b[A-Za-z]{3,}\b")
PHRASE = re.compile(r"\b[A-Za-z]{3,} [A-Za-z]{3,}\b")
MIXED = re.compile(r"[A-Za-z]{2,} ?[\u4e00-\u9fff]{2}")
YEAR = re.compile(r"\d{4} ?年")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A query, and the article that it was drawn from."""

    query: str
    name: str


Draw = Callable[[random.Random, OracleText], str | None]


def read(folders: Sequence[Path]) -> Iterator[OracleText]:
    """What each article shows, by the document that the page is made of."""
    for path in walk(folders):
        try:
            loaded = load(path)
        except ReaderError:
            continue
        article = loaded.article
        document = pipeline.read(loaded.body, loaded.kind, title=article.title)
        lines = (" ".join(block.text.split()) for block in document.blocks)
        labels = (article.author, article.source, *article.tags)
        yield OracleText(str(path), article.title, labels, "\n".join(lines))


def _one(pattern: re.Pattern[str]) -> Draw:
    def draw(chance: random.Random, text: OracleText) -> str | None:
        found = pattern.findall(text.text)
        return chance.choice(found) if found else None

    return draw


def han(length: int) -> Draw:
    def draw(chance: random.Random, text: OracleText) -> str | None:
        runs = [run for run in HAN.findall(text.text) if len(run) >= length]
        if not runs:
            return None
        run = chance.choice(runs)
        at = chance.randrange(len(run) - length + 1)
        return str(run[at : at + length])

    return draw


def changed(draw: Draw, change: Callable[[random.Random, str], str]) -> Draw:
    def drawn(chance: random.Random, text: OracleText) -> str | None:
        query = draw(chance, text)
        return None if query is None else change(chance, query)

    return drawn


def _without_space(_: random.Random, query: str) -> str:
    return query.replace(" ", "")


def _with_space(_: random.Random, query: str) -> str:
    return f'"{re.sub("(?<=[A-Za-z0-9]) ?(?=[^ A-Za-z0-9])", " ", query)}"'


KINDS: dict[str, Draw] = {
    "2 Han": han(2),
    "3 Han": han(3),
    "4 Han": han(4),
    "2 Han, as in Traditional": changed(han(2), lambda _, query: traditional(query)),
    "a word of letters": _one(WORDS),
    "a phrase of letters": changed(_one(PHRASE), lambda _, query: f'"{query}"'),
    "letters and Han, no space": changed(_one(MIXED), _without_space),
    "letters and Han, a space": changed(_one(MIXED), _with_space),
    "a year, no space": changed(_one(YEAR), _without_space),
}


def draw_all(
    texts: Sequence[OracleText], draw: Draw, count: int, chance: random.Random
) -> list[Drawn]:
    """So many different queries, if the texts have them."""
    found: dict[str, Drawn] = {}
    for _ in range(count * 20):
        text = chance.choice(texts)
        query = draw(chance, text)
        if query is not None and canonical(query).strip():
            found.setdefault(query, Drawn(query, text.name))
        if len(found) == count:
            break
    return list(found.values())


class Bench:
    """A library, its index, and the oracle."""

    def __init__(self, index: Index, texts: Sequence[OracleText], folders: Sequence[Path]) -> None:
        self._index = index
        self._searcher = Searcher(index, folders)
        self._texts = texts
        self._oracle = Oracle(texts)

    def found(self, query: str) -> list[str]:
        found = self._searcher.search(query, limit=None)
        articles = self._index.view(lambda snapshot: snapshot.articles_of(found.ids))
        return [str(article.path) for article in articles]

    def exact(self, kind: str, queries: Sequence[Drawn]) -> str:
        """A row: recall and precision over all queries of a kind."""
        hits = wanted = both = 0
        for drawn in queries:
            expected = self._oracle.having(drawn.query.strip('"'))
            found = set(self.found(drawn.query))
            hits, wanted, both = (
                hits + len(found),
                wanted + len(expected),
                both + len(found & expected),
            )
        return f"{kind:32} {len(queries):7} {both / max(wanted, 1):9.4f} {both / max(hits, 1):9.4f}"

    def written_first(self, terms: Sequence[str]) -> str:
        """A row: of titles that have the term, the share among as many first hits."""
        possible = there = 0
        for term in terms:
            titled = self._oracle.titled(term)
            first = self.found(term)[: min(len(titled), 10)]
            possible += len(first)
            there += len(titled.intersection(first))
        return (
            f"{'titles that have the word first':32} {len(terms):7} {there / max(possible, 1):9.4f}"
        )


def short_words(texts: Sequence[OracleText], count: int, chance: random.Random) -> list[str]:
    """Words of two to four letters in titles, which may be pinyin too."""
    found = {
        word.lower() for text in texts for word in re.findall(r"\b[A-Za-z]{2,4}\b", text.title)
    }
    return chance.sample(sorted(found), min(count, len(found)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "folders", type=Path, nargs="*", default=[SHARED / "corpus", SHARED / "samples"]
    )
    parser.add_argument("--queries", type=int, default=40, help="of each kind")
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    folders = [folder for folder in options.folders if folder.is_dir()]
    if not folders:
        parser.error("there is no folder to read")
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    texts = list(read(folders))
    with tempfile.TemporaryDirectory() as place, Index(Path(place, "index.db")) as index:
        for _ in index.refresh(folders):
            pass
        bench = Bench(index, texts, folders)
        print(f"{len(texts)} articles\n{'kind':32} {'queries':>7} {'recall':>9} {'precision':>9}")
        for kind, draw in KINDS.items():
            print(bench.exact(kind, draw_all(texts, draw, options.queries, chance)))
        print(bench.written_first(short_words(texts, options.queries, chance)))


if __name__ == "__main__":
    main()
