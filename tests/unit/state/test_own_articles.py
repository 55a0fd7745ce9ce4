"""What the owner keeps of articles, in its file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reader.state.bookmark import ArticleRef
from reader.state.own_articles import (
    OwnArticle,
    OwnArticleStore,
    beside,
    first_id,
    format_own_article,
    parse_own_article,
)

REF = ArticleRef("f", "https://example.org", "/lib/a.md", "A")


def test_an_entry_is_read_as_it_was_written() -> None:
    record = OwnArticle(article=REF, tags=("社交", "two words"), archived=True, id="1")
    assert parse_own_article(format_own_article(record)) == record
    assert parse_own_article({"article": {"path": "/a"}}).tags == ()


def test_what_a_later_version_adds_is_kept() -> None:
    entry: dict[str, object] = {"article": {"path": "/a", "isbn": "1"}, "stars": 3}
    known = format_own_article(parse_own_article(entry))
    assert known["stars"] == 3
    assert known["article"] == {
        "path": "/a",
        "isbn": "1",
        "fingerprint": "",
        "title": "",
        "url": "",
    }


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ([], "not an object"),
        ({"article": {}}, "names no article"),
        ({"article": {"path": 3}}, "“path” is not a string"),
        ({"article": {"path": "/a"}, "tags": "x"}, "“tags” is not a list of strings"),
        ({"article": {"path": "/a"}, "archived": 1}, "“archived” is neither"),
    ],
)
def test_a_wrong_field_is_named(entry: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_own_article(entry)


def test_two_readers_lose_no_tag_of_each_other(tmp_path: Path) -> None:
    one, other = (OwnArticleStore(tmp_path / "articles.json") for _ in range(2))
    one.load()
    other.load()
    made = OwnArticle(article=REF, id=first_id(REF))
    one.put_all([replace(made, tags=("x", "y"))])
    other.put_all([replace(made, tags=("z",))])
    one.reload_if_changed()
    both = one.records[made.id]
    assert set(both.tags) == {"x", "y", "z"}
    one.put_all([replace(both, tags=("y", "z"))])
    other.put_all([replace(other.records[made.id], archived=True)])
    one.reload_if_changed()
    assert set(one.records[made.id].tags) == {"y", "z"}
    assert one.records[made.id].archived
    assert json.loads((tmp_path / "articles.json").read_bytes())["version"] == 1


def test_each_file_of_bookmarks_has_one_beside_it() -> None:
    assert beside(Path("/d/bookmarks.json")) == Path("/d/articles.json")
    assert beside(Path("/d/work.json")) == Path("/d/work.articles.json")
