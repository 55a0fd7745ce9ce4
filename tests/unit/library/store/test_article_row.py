"""One table of columns: what is stored of an article is what comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.article import Article, ArticleDate, LengthUnit
from reader.library.store.article_row import (
    DEFINITION,
    INSERT,
    PARKED,
    SELECTED,
    article_of,
    checksum_of,
    decode_path,
    encode_path,
    stored,
)

COMPUTED = {
    "ctime_ns": 1,
    "moment": None,
    "minute": None,
    "added": 1,
    "title_key": b"",
    "author_key": b"",
    "title_hash": 0,
    "simhash": None,
    "work": 1,
    "revision": 1,
    "id": 7,
}
FULL = Article(
    Path("/articles/文\udcff.md"),
    "标题",
    "author",
    "source",
    ArticleDate(datetime(2022, 3, 3, 10, 56, tzinfo=UTC), "2022-03-03T10:56"),
    ("one", "two 二"),
    "https://example.org/",
    "summary",
    "zh-Hans",
    "cover.png",
    "title=heading\nurl=Open Graph",
    5,
    LengthUnit.CHARACTERS,
    1,
    "gb18030",
    "f" * 32,
    99,
    1 << 60,
    "error",
)


@pytest.fixture
def table() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE article (id INTEGER PRIMARY KEY, {DEFINITION})")
        yield connection


@pytest.mark.parametrize("article", [FULL, Article(Path("/a"), "t")])
def test_every_field_comes_back(table: sqlite3.Connection, article: Article) -> None:
    table.execute(INSERT, {**stored(article), **COMPUTED})
    row = table.execute(f"SELECT {SELECTED} FROM article").fetchone()  # noqa: S608 - ours
    assert (row[0], article_of(row, decode_path(row[1]))) == (7, article)


def test_a_column_stands_where_its_field_does() -> None:
    """Else one would be taken for the other: an article is made of its row in one call."""
    expected = ["instant" if each.name == "date" else each.name for each in fields(Article)]
    expected.insert(expected.index("instant") + 1, "iso")
    assert SELECTED.split(", ") == ["id", *expected, "checksum"]


def test_a_value_that_was_changed_is_noticed(table: sqlite3.Connection) -> None:
    table.execute(INSERT, {**stored(FULL), **COMPUTED})
    table.execute("UPDATE article SET summary = 'other'")
    row = table.execute(f"SELECT {SELECTED} FROM article").fetchone()  # noqa: S608 - ours
    with pytest.raises(ValueError, match="not as it was"):
        article_of(row, FULL.path)


def test_one_that_is_parked_is_as_it_was(table: sqlite3.Connection) -> None:
    table.execute(INSERT, {**stored(FULL), **COMPUTED})
    table.execute("UPDATE article SET path = ?", (PARKED + encode_path(FULL.path),))
    row = table.execute(f"SELECT {SELECTED} FROM article").fetchone()  # noqa: S608 - ours
    assert article_of(row, FULL.path) == FULL
    assert row[-1] == checksum_of(FULL)
