"""What the owner makes in an article that was piped in is found when it is piped in again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.library.files.piped import PipedFile
from reader.library.index import Index
from reader.library.open_article import OpenedArticle, open_article
from reader.services.catalog import Catalog
from reader.services.owner.keeper import Keeper
from reader.state.bookmark import ArticleRef
from tests.unit.services.small_library import SmallLibrary

TEXT = "A title\n\nA first paragraph of some words.\n\nA second one, of other words.\n"
Pipe = Callable[[str], tuple[Keeper, OpenedArticle]]


@pytest.fixture
def pipe(small: SmallLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipe]:
    """Pipe a text into a session of its own; the owner's files are those of `small`."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ExitStack() as opened:

        def put(text: str) -> tuple[Keeper, OpenedArticle]:
            piped = opened.enter_context(PipedFile([text.encode()]))
            index = opened.enter_context(Index(piped.index))
            list(index.refresh([piped.path]))
            session = replace(small.session, roots=(piped.path,), index=index)
            keeper = Keeper(session, Catalog(session))
            return keeper, open_article(piped.path)

        yield put


def test_a_bookmark_is_found_again_and_names_no_path(pipe: Pipe, small: SmallLibrary) -> None:
    keeper, opened = pipe(TEXT)
    made = keeper.bookmarks.toggle_article(opened.article).after
    assert made is not None
    assert made.article == ArticleRef(opened.article.fingerprint, title="A title")
    again, reopened = pipe(TEXT)
    assert reopened.article.path != opened.article.path
    assert [mark.id for mark in again.bookmarks.of(reopened.article)] == [made.id]
    assert "reader-stdin" not in small.bookmarks.path.read_text("utf-8")


def test_of_another_text_it_is_not(pipe: Pipe) -> None:
    keeper, opened = pipe(TEXT)
    keeper.bookmarks.toggle_article(opened.article)
    other, reopened = pipe("Quite another text, of which nobody said anything.\n")
    assert other.bookmarks.of(reopened.article) == ()


def test_a_page_whose_text_changed_is_known_by_its_address(pipe: Pipe) -> None:
    head = "---\ntitle: A page\nurl: https://example.com/a\n---\n"
    keeper, opened = pipe(f"{head}{TEXT}")
    made = keeper.bookmarks.toggle_article(opened.article).bookmark
    again, reopened = pipe(f"{head}{TEXT}\nMore was written since.\n")
    assert [mark.id for mark in again.bookmarks.of(reopened.article)] == [made.id]


def test_the_bookmarks_of_a_file_keep_its_path_when_its_text_is_piped_in(
    pipe: Pipe, small: SmallLibrary
) -> None:
    path = small.root / "a.txt"
    path.write_text(TEXT, "utf-8")
    small.refresh()
    made = small.keeper.bookmarks.toggle_article(small.article(path)).after
    assert made is not None
    keeper, opened = pipe(TEXT)
    assert [mark.id for mark in keeper.bookmarks.of(opened.article)] == [made.id]
    outdated = keeper.bookmarks.outdated_names(opened.article) or {}
    assert all(now.path == str(path) for now in outdated.values())


def test_the_place_and_the_history_are_kept_without_the_path(
    pipe: Pipe, small: SmallLibrary
) -> None:
    keeper, opened = pipe(TEXT)
    keeper.places.record_open(opened.article)
    keeper.places.save_place(opened, Place(1, 4), 0.5)
    keeper.places.add_time(opened.article, 60.0)
    again, reopened = pipe(TEXT)
    assert again.places.place(reopened) == Place(1, 4)
    assert again.places.known_of(reopened.article) is not None
    again.places.set_read([reopened.article], True)
    (visit,) = again.places.history(10)
    assert visit.opening.title == "A title"
    assert not visit.opening.path.is_absolute()
    states = small.state.read_states()
    assert [(state.read, state.seconds) for state in states] == [(True, 60.0)]
    assert "reader-stdin" not in json.dumps([str(state.path) for state in states])
