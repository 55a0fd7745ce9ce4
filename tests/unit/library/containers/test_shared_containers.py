"""Real files of these forms, where they are beside the checkout: listed, and without an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.files.discover import walk
from reader.library.load import describe
from tests.conftest import SHARED

FOLDERS = ("email", "xml", "mhtml", "webarchive")
FILES = [path for name in FOLDERS for path in sorted((SHARED / "cases" / name).rglob("*.*"))]
UNREAD = [
    path
    for name in ("docx", "pdf", "evernote")
    for path in sorted((SHARED / "cases" / name).rglob("*.*"))
]

pytestmark = pytest.mark.skipif(not FILES, reason="no ../shared/cases beside the checkout")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_is_listed_with_a_title_of_its_own(path: Path) -> None:
    assert path in set(walk([path.parent]))
    article = describe(path)
    assert article.error == ""
    assert article.length
    assert article.title not in ("", path.name)


@pytest.mark.parametrize("path", UNREAD, ids=lambda path: path.name)
def test_what_is_not_read_is_not_listed_and_says_what_to_do(path: Path) -> None:
    assert path not in set(walk([path.parent]))
    assert "reader" in describe(path).error


def test_one_article_in_json_is_listed_and_many_are_not() -> None:
    folder = SHARED / "cases" / "json"
    assert {path.suffix for path in walk([folder])} == {".json"}
    assert list(walk([SHARED / "cases" / "wallabag"])) == [
        SHARED / "cases" / "wallabag" / "All articles.txt"
    ]
