"""Articles are opened one at a time, in parts; the last one asked for wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from reader.document.model import Place
from reader.errors import ReaderError
from reader.services.prepare_article import ArticleTarget, PreparedArticle
from reader.ui.article.changes import ArticleChanges
from reader.ui.article.opener import ArticleOpener
from tests.unit.ui.article.panes import FakeHost, FakeView, opened, prepared

PATIENCE = 60.0
A, B, C = Path("/a.md"), Path("/b.md"), Path("/c.md")


class Parts:
    """All parts of the pane at once: notes in `done` what it hears."""

    def __init__(self, done: list[str]) -> None:
        self._done = done

    def article_left(self) -> None:
        self._done.append("left")

    def article_shown(self, *_: object) -> None:
        self._done.append("shown")

    def article_grown(self) -> None:
        self._done.append("grown")

    def article_completed(self, *_: object) -> None:
        self._done.append("completed")

    def search_cleared(self) -> None:
        self._done.append("cleared")

    def forget(self) -> None:
        pass


class Quiet(Parts):
    """The same, deaf."""

    def __init__(self) -> None:
        super().__init__([])


class Disk:
    """Prepares articles of two parts, each when it may."""

    def __init__(self) -> None:
        self.begun: list[Path] = []
        self.free = Event()
        self.free.set()
        self.waits = Event()
        self.failure = ""
        self.end = prepared(opened("last", complete=False, before=9))

    def prepare(
        self, target: ArticleTarget, wanted: Callable[[], bool]
    ) -> Generator[PreparedArticle, None, None]:
        self.begun.append(target.path)
        if self.failure:
            raise ReaderError(self.failure)
        path = str(target.path)
        yield prepared(opened("one", path=path, complete=False), target)
        while not self.free.is_set():
            self.waits.set()
            self.free.wait(0.01)
            if not wanted():
                return
        yield prepared(opened("one", "two", path=path), target)

    def prepare_end(self, path: Path) -> PreparedArticle | None:
        assert path == A
        return self.end


class Fixture:
    """An opener, and what it was given."""

    def __init__(self) -> None:
        self.host = FakeHost()
        self.view = FakeView()
        self.disk = Disk()
        self.told: list[str] = []
        done = self.view.done
        marks, waiting, pictures, visits = (Quiet() for _ in range(4))
        gone = partial(done.append, "gone")
        changes = ArticleChanges(
            marks, Parts(done), waiting, pictures, visits, self.told.append, gone
        )
        self.opener = ArticleOpener(
            self.host, self.view, changes, self.disk.prepare, self.disk.prepare_end
        )

    async def part_shown(self) -> None:
        """Come back when a part is on the screen, and the rest is held back."""
        assert await asyncio.to_thread(self.disk.waits.wait, PATIENCE)
        self.disk.waits.clear()


@pytest.fixture
async def at() -> Fixture:
    return Fixture()


async def test_a_part_is_shown_and_the_whole_takes_its_place(at: Fixture) -> None:
    at.opener.open(ArticleTarget(A))
    assert not at.opener.there.is_set()
    assert at.opener.shown is None
    await at.host.settle()
    assert at.opener.there.is_set()
    assert at.view.done == ["show", "shown", "grow", "grown"]
    assert at.opener.shown is not None
    assert at.opener.shown.complete
    assert at.opener.is_current


async def test_the_page_shows_the_article_before_others_hear_of_it(at: Fixture) -> None:
    at.opener.open(ArticleTarget(A))
    await at.host.settle()
    assert at.view.done.index("show") < at.view.done.index("shown")


async def test_while_the_cursor_runs_only_the_last_one_is_prepared(at: Fixture) -> None:
    at.disk.free.clear()
    at.opener.open(ArticleTarget(A))
    await at.part_shown()
    for path in (B, C):
        at.opener.open(ArticleTarget(path))
    assert not at.opener.is_current
    at.disk.free.set()
    await at.host.settle()
    assert at.disk.begun == [A, C]
    assert at.opener.shown is not None
    assert at.opener.shown.article.path == C
    assert at.host.begun.count("open") == 1


async def test_what_was_asked_for_before_is_not_shown_any_more(at: Fixture) -> None:
    at.disk.free.clear()
    at.opener.open(ArticleTarget(A))
    await at.part_shown()
    at.opener.show_nothing()
    at.disk.free.set()
    await at.host.settle()
    assert at.opener.shown is None
    assert at.view.done == ["show", "shown", "show", "gone"]
    assert at.opener.there.is_set()


async def test_of_what_cannot_be_read_a_card_says_why(at: Fixture) -> None:
    at.disk.failure = "cannot be read"
    at.opener.open(ArticleTarget(A))
    await at.host.settle()
    assert at.opener.shown is None
    assert at.opener.there.is_set()
    at.disk.failure = ""
    at.opener.open(ArticleTarget(A))
    await at.host.settle()
    assert at.opener.shown is not None


async def test_an_opener_whose_worker_is_cancelled_opens_the_next(at: Fixture) -> None:
    at.disk.free.clear()
    at.opener.open(ArticleTarget(A))
    await at.part_shown()
    at.host.cancel("open")
    at.disk.free.set()
    await at.host.settle()
    at.opener.open(ArticleTarget(B))
    await at.host.settle()
    assert at.opener.shown is not None
    assert at.opener.shown.article.path == B


async def test_the_article_that_is_shown_is_not_opened_again(at: Fixture) -> None:
    at.opener.preview(A, "")
    at.opener.preview(A, "")
    at.opener.enter(A, "")
    await at.host.settle()
    assert at.disk.begun == [A]


async def test_another_search_opens_it_at_its_first_hit_and_none_leaves_it(at: Fixture) -> None:
    at.opener.preview(A, "one")
    await at.host.settle()
    at.opener.preview(A, "two")
    await at.host.settle()
    assert at.disk.begun == [A, A]
    at.opener.preview(A, "")
    await at.host.settle()
    assert at.disk.begun == [A, A]
    assert at.view.done[-1] == "cleared"


async def test_the_end_of_an_article_that_is_still_read_is_shown_at_once(at: Fixture) -> None:
    at.disk.free.clear()
    at.opener.open(ArticleTarget(A))
    await at.part_shown()
    at.opener.show_end()
    while at.view.done[-1] != "end":
        await asyncio.sleep(0)
    assert at.view.done[-2:] == ["replace", "end"]
    at.view.grows = False
    at.view.at_start, at.view.place = False, Place(0, 1)
    at.disk.free.set()
    await at.host.settle()
    assert at.opener.shown is not None
    assert at.opener.shown.complete
    assert at.view.done[-2:] == ["replace", "grown"]


async def test_an_article_that_is_all_there_has_no_other_end(at: Fixture) -> None:
    at.opener.open(ArticleTarget(A))
    await at.host.settle()
    at.opener.show_end()
    assert "end" not in at.host.begun
