"""A visit is told from a glance; what is remembered of it is written once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.open_article import OpenedArticle
from reader.services.reading.jump_trail import Stop
from reader.state.bookmark import ArticleRef
from reader.ui.article.messages import ReadingBegun
from reader.ui.article.visits import Sight, VisitLog
from tests.unit.ui.article.panes import FakeHost, opened

OLD, NEW = ArticleRef(path="/old.md"), ArticleRef(path="/a.md")


@dataclass
class Log:
    """Lanes, places and names at once: notes in `written` what would be on disk."""

    written: list[str]
    outdated: Mapping[ArticleRef, ArticleRef] | None = None
    asked_names: int = 0
    failure: str = ""

    def note(self, work: Callable[[], None]) -> None:
        work()

    def note_place(self, work: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        work()
        if then is not None:
            then()

    def keep_unasked(self, work: Callable[[], str]) -> None:
        assert work() == ""

    def record_open(self, article: Article) -> None:
        self.written.append(f"opened {article.path}")

    def add_time(self, article: Article, seconds: float) -> None:
        self.written.append(f"{seconds:g} s of {article.path}")

    def save_place(
        self,
        opened: OpenedArticle,
        place: Place | None,
        progress: float,
        *,
        is_read: bool = False,
    ) -> None:
        del progress
        where = "beginning" if place is None else f"block {place.block}"
        self.written.append(f"{opened.article.path} at {where}{', read' if is_read else ''}")

    def outdated_names(self, article: Article) -> Mapping[ArticleRef, ArticleRef] | None:
        del article
        self.asked_names += 1
        if self.failure:
            raise ReaderError(self.failure)
        return self.outdated

    def renew_names(self, path: Path, outdated: Mapping[ArticleRef, ArticleRef]) -> None:
        self.written.append(f"{len(outdated)} name of {path}")


class Fixture:
    """A pane that shows a whole article, with the focus elsewhere, and a clock to be moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.sight: Sight | None = None
        self.host = FakeHost()
        self.log = Log([], {})
        self.visits = VisitLog(
            self.host, lambda: self.sight, self.log, self.log, self.log, lambda: self.now
        )

    def show(self, path: str, *, has_focus: bool = False, complete: bool = True) -> None:
        """Another article takes the place of the one that was shown."""
        if self.sight is not None:
            self.visits.article_left()
        article = opened("one", "two", path=path, complete=complete)
        self.host.shown = article
        self.sight = Sight(article, None, -1, 0.0, complete, True, has_focus)
        self.visits.article_shown()
        if complete:
            self.visits.article_completed(None)

    def see(self, **changed: object) -> None:
        assert self.sight is not None
        self.sight = replace(self.sight, **changed)  # type: ignore[arg-type]  # fields of Sight

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def written(self) -> list[str]:
        written = list(self.log.written)
        self.log.written.clear()
        return written

    @property
    def begun(self) -> list[Path]:
        messages = self.host.messages
        return [m.opened.article.path for m in messages if isinstance(m, ReadingBegun)]


@pytest.fixture
async def at() -> Fixture:
    return Fixture()


async def test_a_preview_leaves_no_trace(at: Fixture) -> None:
    at.show("/a.md")
    at.wait(100)
    at.see(place=Place(1))
    at.visits.save(is_last=True)
    assert at.written() == []
    assert at.begun == []
    assert at.visits.last_stop is None


async def test_who_goes_into_it_is_remembered_with_place_and_time(at: Fixture) -> None:
    at.show("/a.md")
    at.visits.enter(chosen=True)
    assert at.begun == [Path("/a.md")]
    at.see(place=Place(1))
    at.wait(3)
    at.visits.save(is_last=True)
    assert at.written() == ["opened /a.md", "3 s of /a.md", "/a.md at block 1"]
    at.visits.save(is_last=True)
    assert at.written() == []
    assert at.visits.last_stop == Stop(Path("/a.md"), Place(1), -1)


async def test_a_visit_begins_once(at: Fixture) -> None:
    at.show("/a.md")
    assert at.visits.enter()
    assert at.visits.enter()
    assert at.begun == [Path("/a.md")]


async def test_a_short_time_is_written_with_more_or_at_the_end(at: Fixture) -> None:
    at.show("/a.md")
    at.visits.enter(chosen=True)
    at.wait(4)
    at.visits.save()
    assert at.written() == ["opened /a.md"]
    at.wait(7)
    at.visits.save()
    assert at.written() == ["11 s of /a.md"]


async def test_passing_through_is_no_visit(at: Fixture) -> None:
    at.show("/a.md", has_focus=True)
    at.show("/b.md", has_focus=True)
    assert at.begun == [Path("/a.md"), Path("/b.md")]
    assert at.written() == []
    assert at.visits.left is None


async def test_reading_for_a_moment_is_a_visit(at: Fixture) -> None:
    at.show("/a.md", has_focus=True)
    at.wait(2)
    at.show("/b.md", has_focus=True)
    assert at.written()[0] == "opened /a.md"
    assert at.visits.left == Stop(Path("/a.md"), None, -1)


async def test_who_enters_before_it_is_there_has_chosen_it(at: Fixture) -> None:
    at.show("/a.md")
    at.visits.article_left()
    at.see(is_current=False)
    assert not at.visits.enter(chosen=True)
    assert at.begun == []
    assert at.sight is not None
    at.see(opened=opened("b", path="/b.md"), is_current=True, has_focus=True)
    at.visits.article_shown()
    at.visits.save(is_last=True)
    assert at.written()[0] == "opened /b.md"


async def test_who_waited_for_one_has_not_chosen_another(at: Fixture) -> None:
    at.show("/a.md")
    at.visits.article_left()
    at.see(is_current=False)
    at.visits.enter(chosen=True)
    at.visits.article_left()
    at.see(opened=opened("c", path="/c.md"), is_current=True, has_focus=True)
    at.visits.article_shown()
    at.visits.save(is_last=True)
    assert at.written() == []


async def test_an_article_is_read_once_its_end_was_on_the_screen_for_a_moment(at: Fixture) -> None:
    at.show("/a.md")
    at.visits.enter()
    at.see(place=Place(1), progress=1.0)
    at.visits.see_end()
    at.visits.save()
    assert at.written() == ["/a.md at block 1"]
    at.wait(2)
    at.visits.save()
    assert at.written() == ["opened /a.md", "/a.md at block 1, read"]
    at.see(place=Place(0))
    at.visits.save()
    assert at.written() == ["/a.md at block 0"]


async def test_of_a_part_no_place_is_written(at: Fixture) -> None:
    at.show("/a.md", complete=False)
    at.visits.enter(chosen=True)
    at.see(place=Place(1))
    at.visits.save()
    assert at.written() == ["opened /a.md"]


async def test_an_end_that_a_jump_led_to_is_not_read_until_somebody_goes_on(at: Fixture) -> None:
    at.show("/a.md", has_focus=True)
    at.see(place=Place(1), progress=1.0, is_led=True)
    at.visits.see_end()
    at.wait(20)
    at.visits.save()
    assert not any("read" in line.split(", ") for line in at.written())
    at.see(is_led=False)
    at.visits.see_end()
    at.wait(2)
    at.visits.save()
    assert any(line.endswith(", read") for line in at.written())


async def test_before_it_is_read_again_its_place_is_written(at: Fixture) -> None:
    went_on: list[bool] = []
    at.show("/a.md")
    at.visits.save_then(lambda: went_on.append(True))
    assert at.written() == ["/a.md at beginning"]
    assert went_on == [True]
    at.show("/b.md", complete=False)
    at.visits.save_then(lambda: went_on.append(True))
    assert went_on == [True]


async def test_names_that_bookmarks_have_of_it_are_renewed_once_a_visit(at: Fixture) -> None:
    at.log.outdated = {OLD: NEW}
    at.show("/a.md")
    at.visits.enter(chosen=True)
    for _ in range(2):
        at.visits.save()
        await at.host.settle()
    assert at.written() == ["opened /a.md", "1 name of /a.md"]
    assert at.log.asked_names == 1


async def test_names_that_are_not_known_yet_are_asked_for_again(at: Fixture) -> None:
    at.log.outdated = None
    at.show("/a.md")
    at.visits.enter(chosen=True)
    for _ in range(2):
        at.visits.save()
        await at.host.settle()
    assert at.log.asked_names == 2


async def test_names_that_cannot_be_looked_at_trouble_nobody(at: Fixture) -> None:
    at.log.failure = "the index is locked"
    at.show("/a.md")
    at.visits.enter(chosen=True)
    at.visits.save()
    await at.host.settle()
    assert at.written() == ["opened /a.md"]


async def test_who_turns_away_does_not_read(at: Fixture) -> None:
    at.show("/a.md")
    at.visits.enter(chosen=True)
    at.wait(3)
    at.visits.pause()
    at.wait(30)
    at.visits.touched()
    at.wait(2)
    at.visits.save(is_last=True)
    assert "5 s of /a.md" in at.written()


async def test_a_link_that_has_the_focus_is_part_of_where_one_was(at: Fixture) -> None:
    at.show("/a.md")
    at.visits.enter(chosen=True)
    at.see(place=Place(1), link=4)
    assert at.visits.last_stop == Stop(Path("/a.md"), Place(1), 4)
