"""Related articles under the end of an article, looked for in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.search.alike.related import RelatedArticle
from reader.ui.article.page.end_section import EndRow
from reader.ui.article.related_end import RelatedEnd
from tests.unit.ui.article.panes import FakeHost, opened


class FakePage:
    has_focus = True
    ends_soon = True

    def __init__(self) -> None:
        self.rows: list[EndRow] = []

    @property
    def has_end_section(self) -> bool:
        return bool(self.rows)

    def set_end_section(self, rows: Sequence[EndRow]) -> None:
        self.rows = list(rows)


class Fixture:
    def __init__(self, *, fails: bool = False) -> None:
        self.host = FakeHost(opened("text"))
        self.page = FakePage()
        self.asked: list[Path] = []
        self.fails = fails
        self.end = RelatedEnd(self.host, self.page, self._related)

    def _related(self, path: Path) -> Sequence[RelatedArticle]:
        self.asked.append(path)
        if self.fails:
            raise ReaderError("the index is locked")
        return (RelatedArticle(Article(Path("/b.md"), "B\x1b[31m", source="Post"), tags=("x",)),)


def test_they_are_looked_for_once_near_the_end_by_who_reads() -> None:
    async def run() -> None:
        fixture = Fixture()
        fixture.page.has_focus = False
        fixture.end.page_moved()
        fixture.page.has_focus, fixture.page.ends_soon = True, False
        fixture.end.page_moved()
        assert fixture.host.begun == []
        fixture.page.ends_soon = True
        fixture.end.page_moved()
        fixture.end.page_moved()
        await fixture.host.settle()
        assert fixture.asked == [Path("/a.md")]
        assert [row.text for row in fixture.page.rows] == ["Related", "B[31m"]
        assert fixture.page.rows[1][1:3] == ("Post", Path("/b.md"))
        assert fixture.page.rows[0].path is None

    asyncio.run(run())


def test_what_comes_when_another_article_is_shown_is_dropped() -> None:
    async def run() -> None:
        fixture = Fixture()
        fixture.end.page_moved()
        fixture.host.shown = opened("other", path="/c.md")
        await fixture.host.settle()
        assert fixture.page.rows == []

    asyncio.run(run())


def test_an_article_that_is_shown_again_has_its_rows_at_once() -> None:
    async def run() -> None:
        fixture = Fixture()
        fixture.end.page_moved()
        await fixture.host.settle()
        rows, fixture.page.rows = fixture.page.rows, []
        fixture.end.page_moved()
        assert fixture.page.rows == rows
        assert len(fixture.asked) == 1

    asyncio.run(run())


def test_an_index_that_fails_shows_nothing() -> None:
    async def run() -> None:
        fixture = Fixture(fails=True)
        fixture.end.page_moved()
        await fixture.host.settle()
        assert fixture.page.rows == []

    asyncio.run(run())
