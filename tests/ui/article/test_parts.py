"""Long articles: a screen at once, the rest without moving the text under the eye."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual import events
from textual.geometry import Size

from reader.document.model import Place
from reader.library.article import Article
from reader.library.open_article import BEGINNING, Aim, OpenedArticle, Opener
from tests.ui.conftest import Reader, Start

CHAPTER = "## Chapter {0}\n\n" + "{0}，一句接着一句的正文，" * 20 + "the word is w{0}w.\n\n"
CHAPTERS = 300


class SlowOpener(Opener):
    """Hands on the first part, and what follows when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = Event()

    def by_parts(
        self,
        path: Path,
        known: Article | None = None,
        aim: Callable[[Article], Aim] = lambda _: BEGINNING,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[OpenedArticle]:
        for part in super().by_parts(path, known, aim, wanted):
            yield part
            while not (part.complete or self.go_on.wait(0.01)):
                if not wanted():
                    return


@pytest.fixture
def opener() -> SlowOpener:
    return SlowOpener()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    folder = tmp_path / "long"
    folder.mkdir()
    body = "".join(CHAPTER.format(n) for n in range(CHAPTERS))
    (folder / "long.md").write_text(f"---\ntitle: Long\ndate: 2024-01-02\n---\n{body}", "utf-8")
    (folder / "other.md").write_text("---\ntitle: Other\ndate: 2020-01-01\n---\nText.", "utf-8")
    return folder


async def first_part(reader: Reader) -> None:
    """Wait for what is shown first; the worker that reads the rest goes on."""
    while reader.shown != "Long":
        await reader.pilot.pause()
    await reader.pilot.pause()


async def rest(reader: Reader, opener: SlowOpener) -> None:
    opener.go_on.set()
    await reader.settle()


def top(reader: Reader) -> list[str]:
    """The rows of the article, without the bars around it and the row between them."""
    return [row[42:118] for row in reader.rows()[:-3]]


async def settled(reader: Reader) -> list[str]:
    """The rows, once the scroll bar stands where it stays."""
    await reader.until(lambda: reader.main.pane.view.exact)
    return top(reader)


async def test_a_screen_of_a_long_article_is_there_before_the_rest_is_read(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        view = reader.main.pane.view
        assert not view.complete
        assert "Chapter 1" in reader.text
        assert view.document is not None
        assert len(view.document.blocks) < CHAPTERS // 4
        await rest(reader, opener)
        assert view.complete
        assert len(view.document.blocks) == 2 * CHAPTERS


async def test_the_text_stays_where_it_is_when_the_rest_comes(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        await reader.pilot.press("enter", "2", "0", "j")
        before = top(reader)
        await rest(reader, opener)
        assert top(reader) == before
        assert reader.main.pane.view.place > Place()


async def test_progress_counts_what_is_not_read_yet(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        await reader.pilot.press("enter", "space")
        view = reader.main.pane.view
        guessed = view.progress
        assert not view.exact
        await rest(reader, opener)
        while not view.exact:
            await reader.pilot.pause()
        assert guessed == pytest.approx(view.progress, rel=0.3)


async def test_the_end_is_shown_before_all_is_read(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        await reader.pilot.press("enter", "G")
        while f"w{CHAPTERS - 1}w" not in reader.text:
            await reader.pilot.pause()
        view = reader.main.pane.view
        assert not view.complete
        assert view.progress == 1.0
        await reader.pilot.press("k", "k", "k")
        before = top(reader)
        await rest(reader, opener)
        assert view.complete
        assert top(reader) == before
        assert view.place.block > CHAPTERS


async def test_what_was_left_is_shown_first_where_it_was_left(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long) as reader:
        await reader.press("enter")
        reader.main.pane.view.go_to(Place(401, 30))
        before = await settled(reader)
        await reader.press("q", "q")
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        view = reader.main.pane.view
        assert not view.complete
        assert top(reader)[0] == before[0]
        await rest(reader, opener)
        assert view.complete
        assert await settled(reader) == before
        assert view.place.block == 401


async def test_what_was_left_is_shown_where_it_was_left_by_a_pane_that_was_hidden_meanwhile(
    start: Start, long: Path
) -> None:
    async with start(long) as reader:
        await reader.press("enter")
        reader.main.pane.view.go_to(Place(401, 30))
        await reader.press("q", "q")
    async with start(long, size=(60, 24)) as reader:
        assert "一句" not in reader.text
        await reader.press("enter")
        assert reader.main.pane.view.place.block == 401
        await reader.press("Q")
    async with start(long) as reader:
        assert reader.main.pane.view.place.block == 401


async def test_a_hit_far_into_the_article_is_shown_first(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        await reader.pilot.press("slash", *"w250w")
        while not any("Chapter 250" in row for row in top(reader)):
            await reader.pilot.pause()
        view = reader.main.pane.view
        assert not view.complete
        await rest(reader, opener)
        assert view.complete
        assert view.has_matches
        assert "Chapter 250" in reader.text


async def test_matches_are_found_in_the_rest_too(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        await reader.pilot.press("enter", "slash", *"word", "enter")
        await rest(reader, opener)
        assert f"1/{CHAPTERS}" in reader.text.replace(" ", "") or f"of {CHAPTERS}" in reader.text


async def test_a_bookmark_waits_for_the_places_of_the_whole(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        await reader.pilot.press("enter", "2", "0", "j", "m")
        assert not reader.store.all()
        await rest(reader, opener)
        (bookmark,) = reader.store.all()
        assert bookmark.place == reader.main.pane.view.place


async def test_one_who_moves_on_does_not_wait_for_the_rest(
    start: Start, long: Path, opener: SlowOpener
) -> None:
    async with start(long, opener=opener, busy=True) as reader:
        await first_part(reader)
        await reader.pilot.press("j")
        while reader.shown != "Other":
            await reader.pilot.pause()
        assert reader.main.pane.view.complete


async def test_a_storm_of_resizes_ends_in_one_layout(start: Start, long: Path) -> None:
    async with start(long) as reader:
        await reader.press("enter", "space", "space")
        view = reader.main.pane.view
        place, before = view.place, view.pages_set
        for width in (*range(119, 70, -1), 62):
            size = Size(width, 40)
            reader.app.post_message(events.Resize(size, size))
        await reader.settle()
        assert view.document is not None
        assert view.pages_set - before <= 2
        top_block, shown = view.place.block, view.document.blocks[place.block].text
        assert top_block == place.block
        assert any(
            text and text in shown for row in reader.rows()[:3] if (text := row[:60].strip())
        )


async def test_a_new_width_sets_the_blocks_on_the_screen_only(start: Start, long: Path) -> None:
    async with start(long) as reader:
        await reader.press("enter", "G")
        view = reader.main.pane.view
        while not view.exact:
            await reader.pilot.pause()
        view.set_measure(60)
        assert view.blocks_laid_out < 20
