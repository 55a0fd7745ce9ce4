"""What the look-up of related articles costs in a large library.

    python -m tests.benchmarks.related [--articles N] [--asked N] [--index FILE]

The library is made up, directly in the index: rows of some 500 characters, Chinese with some
English, words as frequent as words are, each about a few of them; one in ten belongs to a series.
An index that is there already is taken as it is. Prints CPU time of this process.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from multiprocessing import Pool
from pathlib import Path

from reader.library.article import Article, ArticleDate
from reader.library.load import fingerprint
from reader.library.search.alike.related import related
from reader.library.store.database import IndexDatabase
from reader.library.store.reads import Content, FileSignature, IndexSnapshot
from reader.library.store.row import PreparedFile, prepare
from reader.library.store.schema import SCHEMA, VERSION
from reader.library.store.writes import IndexWriter, merge_tokens
from tests.benchmarks.library_vocabulary import pool

ROOT = Path("/library")
BATCH = 5_000
TOPICS = 6
WORDS = 160
SERIES = 10
_SEED = 15


def row(number: int) -> PreparedFile:
    """Article `number` as the index keeps it, the same in every run."""
    chance = random.Random(f"{_SEED} {number}")  # noqa: S311
    words = pool()
    topics = chance.choices(words.topics, k=TOPICS)
    general = chance.choices(words.words, k=WORDS)
    english = chance.choices(words.english, k=WORDS // 8)
    said = [*general, *(f" {word} " for word in english), *topics * 4]
    chance.shuffle(said)
    title = f"{topics[0]}：{''.join(general[:4])}"
    if number % SERIES == 0:
        title = f"{words.topics[number // SERIES % 500]}（{number // SERIES}）"
    text = f"{''.join(said[: WORDS // 2])}\n{''.join(said[WORDS // 2 :])}"
    path = ROOT / f"{number:06}.md"
    day = datetime(2009, 1, 1, tzinfo=UTC) + timedelta(hours=number)  # no id has to move
    article = Article(
        path,
        title,
        author="".join(chance.choices(words.characters[:60], k=2)),
        date=ArticleDate(day, day.isoformat()),
        source=f"Site {int(240 ** chance.random())}",
        tags=tuple(dict.fromkeys((topics[1], words.topics[int(600 ** chance.random())]))),
        length=len(text),
        fingerprint=fingerprint(text),
    )
    return prepare(Content(article, text), FileSignature(len(text), number, number))


def build(database: IndexDatabase, articles: int) -> None:
    with Pool(2) as workers:
        prepared = workers.imap(row, range(articles), chunksize=200)
        while rows := list(islice(prepared, BATCH)):
            database.write(partial(_put, rows))
    is_first = True
    while database.write(partial(merge_tokens, first=is_first)):
        is_first = False


def _put(rows: Sequence[PreparedFile], connection: sqlite3.Connection) -> None:
    writer = IndexWriter(connection)
    writer.put_all(rows)
    writer.finish()


def measured(snapshot: IndexSnapshot, asked: int) -> Iterator[float]:
    """CPU seconds of each look-up."""
    ids = list(snapshot.ids([ROOT]))
    for id_ in random.Random(_SEED).choices(ids, k=asked):  # noqa: S311
        began = time.process_time()
        related(snapshot, id_, (ROOT,))
        yield time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=300)
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    database = IndexDatabase(options.index, schema=SCHEMA, version=VERSION)
    if not database.read(lambda c: c.execute("SELECT count(*) FROM article").fetchone()[0]):
        began = time.monotonic()
        build(database, options.articles)
        print(f"built in {time.monotonic() - began:.0f} s")
    spent = sorted(database.read(lambda c: list(measured(IndexSnapshot(c), options.asked))))
    print(
        f"{options.articles:,} articles, {len(spent)} look-ups, CPU: median "
        f"{1e3 * spent[len(spent) // 2]:.1f} ms, p95 {1e3 * spent[int(len(spent) * 0.95)]:.1f} ms, "
        f"most {1e3 * spent[-1]:.1f} ms"
    )
    database.close()


if __name__ == "__main__":
    main()
