"""Highlights that come in with articles become bookmarks, once, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.errors import ReaderError
from reader.intake.incoming import Annotation, ArticleFacts
from reader.intake.writing.annotation_bookmarks import work_address
from reader.intake.writing.annotation_import import AnnotationImport
from reader.state.bookmark import Bookmark, Kind
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import DiskFiles
from reader.state.exchange.formats import Format, export, parse
from reader.state.exchange.import_undo import read_record, way_back

URL = "https://salt.example/roads"
FACTS = ArticleFacts("Salt Roads", "Ida Marek", url=URL, by="omnivore")
TEXT = f"""---
title: Salt Roads
url: {URL}
---

The road was “older” than the town.

Nobody knew why. The sea gave *salt*, the road took it.
"""
MARKED = Annotation(
    'was "older" than',
    "so true",
    color="green",
    tags=("history",),
    created="2024-05-07T20:15:30+02:00",
)
GONE = Annotation("Words that this version of the article never had, not one of them.")
NOTE = Annotation(note="read again")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "library" / "salt-roads.md"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def opened(folder: Path) -> BookmarkStore:
    store = BookmarkStore(folder / "bookmarks.json")
    store.load()
    return store


def nowhere(_facts: ArticleFacts) -> Path | None:
    return None


def brought_in(folder: Path, *annotations: Annotation, path: Path | None = None) -> int:
    """The number of new ones that a job counted, whose bookmarks are kept."""
    job = AnnotationImport(opened(folder), nowhere)
    count = job.take(FACTS, annotations, path)
    job.keep()
    return count


def of_kind(folder: Path, kind: Kind) -> list[Bookmark]:
    return [mark for mark in opened(folder).all() if mark.kind is kind]


def test_a_highlight_has_the_words_and_the_place_of_the_article(
    tmp_path: Path, article: Path
) -> None:
    assert brought_in(tmp_path, MARKED, path=article) == 1
    (mark,) = opened(tmp_path).all()
    assert mark.kind is Kind.HIGHLIGHT
    assert mark.quote is not None
    assert mark.quote.exact == "was “older” than"
    assert (mark.place, mark.end) == (Place(0, 9), Place(0, 25))
    assert (mark.color, mark.note, mark.tags) == ("green", "so true", ("history",))
    assert mark.created == "2024-05-07T18:15:30.000Z"
    assert mark.article.path == str(article)
    assert (mark.article.url, mark.article.title) == (URL, "Salt Roads")
    assert mark.article.fingerprint


def test_words_that_are_gone_are_kept_as_they_were_quoted(tmp_path: Path, article: Path) -> None:
    brought_in(tmp_path, GONE, NOTE, path=article)
    (mark,) = of_kind(tmp_path, Kind.HIGHLIGHT)
    assert mark.quote is not None
    assert mark.quote.exact == GONE.quote
    (note,) = of_kind(tmp_path, Kind.ARTICLE)
    assert note.note == "read again"


def test_what_comes_in_again_adds_nothing(tmp_path: Path, article: Path) -> None:
    everything = (MARKED, GONE, NOTE, Annotation("Nobody knew why."))
    assert brought_in(tmp_path, *everything, path=article) == 4
    before = opened(tmp_path).records
    assert brought_in(tmp_path, *everything, path=article) == 0
    assert opened(tmp_path).records == before
    job = AnnotationImport(opened(tmp_path), nowhere)
    assert job.take(FACTS, everything, article) == 0
    assert job.keep() is None


def test_one_job_counts_what_comes_twice_once(tmp_path: Path, article: Path) -> None:
    job = AnnotationImport(opened(tmp_path), nowhere)
    assert [job.take(FACTS, (MARKED,), article) for _ in range(2)] == [1, 0]
    job.keep()
    assert len(opened(tmp_path).all()) == 1


def test_what_its_owner_wrote_stays_when_it_comes_again(tmp_path: Path, article: Path) -> None:
    brought_in(tmp_path, MARKED, path=article)
    store = opened(tmp_path)
    (mark,) = store.all()
    store.update(replace(mark, note="my own thought", color="red"), mark)
    later = replace(MARKED, note="so true\nand more", tags=("history", "salt"))
    assert brought_in(tmp_path, later, path=article) == 1
    (mark,) = opened(tmp_path).all()
    assert mark.color == "red"
    assert {"my own thought", "and more"} <= {*mark.note.splitlines()}
    assert mark.tags == ("history", "salt")


def test_a_highlight_of_the_owner_is_not_made_again(tmp_path: Path, article: Path) -> None:
    brought_in(tmp_path, replace(MARKED, note="", tags=()), path=article)
    store = opened(tmp_path)
    (mark,) = store.all()
    store.remove(mark.id)
    store.add(replace(mark, id="own"))
    brought_in(tmp_path, MARKED, path=article)
    (mark,) = opened(tmp_path).all()
    assert (mark.id, mark.note) == ("own", "so true")


def test_what_was_imported_as_bookmarks_is_not_made_again(tmp_path: Path, article: Path) -> None:
    table = f'Highlight,Title,URL\n"was “older” than",Salt Roads,{URL}\n'
    store = opened(tmp_path)
    store.put_all(parse(table.encode(), "readwise.csv").bookmarks)
    brought_in(tmp_path, MARKED, path=article)
    (mark,) = opened(tmp_path).all()
    assert mark.note == "so true"


def test_one_undo_takes_a_whole_job_back(tmp_path: Path, article: Path) -> None:
    store = opened(tmp_path)
    job = AnnotationImport(store, nowhere)
    job.take(FACTS, (MARKED,), article)
    job.take(ArticleFacts("Another", url="https://b.example/"), (NOTE,))
    record = job.keep()
    assert record is not None
    back = way_back(read_record(record.undo), store.get)
    assert {*back.removed} == {mark.id for mark in store.all()}
    assert len(back.removed) == 2


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    job = AnnotationImport(opened(tmp_path), nowhere)
    assert job.take(FACTS, (MARKED, NOTE)) == 2
    assert not (tmp_path / "bookmarks.json").exists()


def test_notes_of_a_book_find_it_in_the_library(tmp_path: Path, article: Path) -> None:
    book = ArticleFacts("Salt Roads", "Ida Marek")
    job = AnnotationImport(opened(tmp_path), lambda facts: article if facts == book else None)
    job.take(book, (MARKED,))
    job.keep()
    (mark,) = opened(tmp_path).all()
    assert mark.article.path == str(article)
    assert mark.place == Place(0, 9)


def test_notes_of_a_book_that_is_not_there_have_its_title(tmp_path: Path) -> None:
    job = AnnotationImport(opened(tmp_path), nowhere)
    job.take(ArticleFacts("Salt Roads", "Ida Marek"), (replace(MARKED, location="page 3"),))
    job.keep()
    (mark,) = opened(tmp_path).all()
    assert mark.article.title == "Salt Roads"
    assert mark.article.url == work_address("salt  roads", "Marek, Ida")
    exported = export([mark], Format.READWISE).data.decode("utf-8-sig")
    assert "Ida Marek" in exported
    assert "urn:" not in exported


def test_an_article_that_cannot_be_read_keeps_its_names(tmp_path: Path) -> None:
    brought_in(tmp_path, MARKED, path=tmp_path / "missing.md")
    (mark,) = opened(tmp_path).all()
    assert (mark.article.url, mark.article.path) == (URL, str(tmp_path / "missing.md"))


def test_the_same_words_twice_are_two_highlights(tmp_path: Path, article: Path) -> None:
    twice = (Annotation("the"), Annotation("the"))
    assert brought_in(tmp_path, *twice, path=article) == 2
    assert brought_in(tmp_path, *twice, path=article) == 0
    assert len(opened(tmp_path).all()) == 2


def test_nothing_is_kept_of_an_import_that_did_not_begin(
    tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(tmp_path)
    job = AnnotationImport(store, nowhere)
    job.take(FACTS, (MARKED,), article)

    def full(*_: object) -> None:
        raise ReaderError("the disk is full")

    monkeypatch.setattr(store, "put_all", full)
    with pytest.raises(ReaderError):
        job.keep()
    assert not [*tmp_path.glob("*.undo")]
    assert DiskFiles().read(tmp_path / "bookmarks.json") is None
