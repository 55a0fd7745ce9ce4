"""Building the full-text index: our tokens and their insertion, beside SQLite's own `trigram`.

    python -m tests.benchmarks.tokens [--rounds N] [--articles N]

CPU time of this process for the texts of a library of `library_material`, read beforehand, both
sides in turns: search forms, tokens and insertion into the project's table, and insertion into a
contentless table with `tokenize='trigram'` (`detail` as by default, which finds text of three
characters anywhere, and `none`), in transactions of as many articles as `process.BATCH`.
Prints megabytes of text (UTF-8) a second, the ratios, and the sizes of the indexes,
optimized.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reader.library.article import Article
from reader.library.indexing.process import BATCH
from reader.library.load import load_with_text
from reader.library.store.row import collapse
from reader.library.store.token_arrays import text_tokens
from reader.library.store.token_schema import TOKEN_SCHEMA, TOKEN_TUNING
from reader.library.store.tokens import document_tokens
from tests.benchmarks import library_material

ARTICLES = 1_500
TRIGRAM = "CREATE VIRTUAL TABLE token USING fts5(tokens, content='', tokenize='trigram')"
TRIGRAM_NONE = TRIGRAM.replace("content=''", "content='', detail=none")
INSERT = "INSERT INTO token (rowid, tokens) VALUES (?, ?)"

Document = tuple[Article, str]


class Round(NamedTuple):
    """Seconds of CPU time."""

    tokens: float
    insert: float
    trigram: float
    trigram_none: float


def documents(folder: Path, count: int) -> list[Document]:
    """The articles of a library with their texts as the index has them."""
    made: list[Document] = []
    for number in range(count):
        one = library_material.article(number)
        path = folder / Path(one.name).name
        path.write_text(one.text, "utf-8")
        loaded, text = load_with_text(path)
        made.append((loaded.article, collapse(text)))
    return made


def seconds(action: Callable[[], object]) -> float:
    """CPU time of this process: other programs may be busy meanwhile."""
    began = time.process_time()
    action()
    return time.process_time() - began


def insert(file: Path, schema: str, texts: Iterable[str]) -> None:
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {schema}")
    left = enumerate(texts)
    while batch := list(islice(left, BATCH)):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(INSERT, batch)
        connection.execute("COMMIT")
    connection.close()


def size(file: Path) -> int:
    """Bytes of the table in `file` once it is in order."""
    connection = sqlite3.connect(file)
    connection.execute("INSERT INTO token (token) VALUES ('optimize')")
    connection.commit()
    connection.execute("VACUUM")
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    return int(pages) * int(page_size)


def measure(folder: Path, made: Sequence[Document]) -> Round:
    texts = [text for _, text in made]
    tokens: list[str] = []
    return Round(
        seconds(lambda: tokens.extend(document_tokens(*each, text_tokens) for each in made)),
        seconds(lambda: insert(folder / "ours", f"{TOKEN_SCHEMA};{TOKEN_TUNING}", tokens)),
        seconds(lambda: insert(folder / "trigram", TRIGRAM, texts)),
        seconds(lambda: insert(folder / "trigram_none", TRIGRAM_NONE, texts)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = documents(folder, options.articles)
        megabytes = sum(len(text.encode()) for _, text in made) / 1e6
        document_tokens(*made[0], text_tokens)
        rounds = [measure(folder, made) for _ in range(options.rounds)]
        print(f"{len(made)} articles, {megabytes:.1f} MB of text, SQLite {sqlite3.sqlite_version}")
        for field in Round._fields:
            taken = statistics.median(getattr(each, field) for each in rounds)
            print(f"{field:14} {taken:7.2f} s {megabytes / taken:7.2f} MB/s")
        for field in ("trigram", "trigram_none"):
            ratios = [(each.tokens + each.insert) / getattr(each, field) for each in rounds]
            shown = " ".join(f"{ratio:.2f}" for ratio in ratios)
            print(f"tokens + insert / {field}: {statistics.median(ratios):.2f} ({shown})")
        for file in ("ours", "trigram", "trigram_none"):
            print(f"size of {file}: {size(folder / file) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
