"""The way back from an import: what it tells, under which name, and which one is the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.exchange.formats import plan
from reader.state.exchange.import_undo import (
    Done,
    done_by,
    keep_record,
    last_record,
    read_record,
    undo_file,
    way_back,
)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ARTICLE = ArticleRef(path="/a.md", title="A")
OLD = Bookmark(ARTICLE, Place(1), note="old", id="old")
NEW = Bookmark(ARTICLE, Place(2), id="new")


@pytest.fixture
def bookmarks(tmp_path: Path) -> Path:
    path = tmp_path / "bookmarks.json"
    path.write_bytes(b"as it was")
    return path


def test_what_was_added_goes_and_what_was_changed_is_as_before() -> None:
    changed = replace(OLD, note="old and new")
    back = way_back([Done(None, NEW), Done(OLD, changed)], {"new": NEW, "old": changed}.get)
    assert back.removed == ("new",)
    assert back.restored == ((OLD, changed),)
    assert back.edited == 0


def test_what_was_edited_since_stays_and_is_counted() -> None:
    imported = replace(OLD, note="theirs", tags=("theirs",))
    now = {"old": replace(imported, note="mine"), "new": replace(NEW, color="red")}
    back = way_back([Done(OLD, imported), Done(None, NEW)], now.get)
    assert back.removed == ()
    assert back.restored == ((replace(OLD, note="mine"), now["old"]),)
    assert back.edited == 2


def test_what_was_removed_since_stays_removed() -> None:
    back = way_back([Done(OLD, replace(OLD, note="x")), Done(None, NEW)], dict[str, Bookmark]().get)
    assert (back.removed, back.restored, back.edited) == ((), (), 0)


def test_the_record_is_read_back_with_the_file_as_it_was(bookmarks: Path) -> None:
    done = (Done(OLD, replace(OLD, note="x")), Done(None, NEW))
    record = keep_record(bookmarks, done, NOON)
    assert record.undo == bookmarks.with_name("bookmarks.json.before-import-20260101T120000Z.undo")
    assert record.backup == bookmarks.with_name("bookmarks.json.before-import-20260101T120000Z")
    assert record.backup.read_bytes() == b"as it was"
    assert undo_file(record.backup) == record.undo == undo_file(record.undo)
    assert read_record(record.undo) == done


def test_of_many_imports_within_a_second_the_last_is_taken_back(bookmarks: Path) -> None:
    records = [keep_record(bookmarks, [Done(None, NEW)], NOON) for _ in range(11)]
    names = [record.undo.name.partition("Z")[2] for record in records]
    assert names == [".undo", *(f"-{number}.undo" for number in range(2, 12))]
    assert last_record(bookmarks) == records[-1].undo
    later = keep_record(bookmarks, [], NOON + timedelta(seconds=1))
    assert last_record(bookmarks) == later.undo


def test_a_record_that_was_not_written_is_none(bookmarks: Path) -> None:
    record = keep_record(bookmarks, [Done(None, NEW)], NOON)
    bookmarks.with_name("bookmarks.json.before-import-20270101T000000Z.undo").touch()
    assert last_record(bookmarks) == record.undo
    record.discard()
    with pytest.raises(ReaderError, match="no import to take back"):
        last_record(bookmarks)


def test_without_bookmarks_there_is_nothing_to_copy(tmp_path: Path) -> None:
    record = keep_record(tmp_path / "bookmarks.json", [], NOON)
    assert record.backup is None


def test_an_import_adds_the_names_of_an_article_that_were_missing() -> None:
    known = replace(OLD, article=ArticleRef(url="https://example.org/a", title="Known"))
    there = ArticleRef("print", "https://example.org/a", "/a.md", "Theirs")
    outcome = plan([known], [replace(OLD, article=there, note="more")])
    (done,) = done_by(outcome, {"old": known})
    assert done.after.article == ArticleRef("print", "https://example.org/a", "/a.md", "Known")
    assert done.before == known
