"""Nothing that the owner made is lost by what happens around it."""

from __future__ import annotations

from pathlib import Path

from reader.errors import ReaderError
from tests.ui.conftest import Start

LONG = "\n\n".join(f"第{n}段，天地玄黄，宇宙洪荒。" for n in range(60))


def two_with_one_url(library: Path) -> None:
    for name in ("one", "two"):
        (library / f"{name}.md").write_text(
            f"---\ntitle: {name}\ndate: 2026-01-01\nurl: https://blog.example.com/\n---\n"
            f"{name} {LONG}",
            "utf-8",
        )


async def test_a_bookmark_is_on_one_article_though_two_share_a_url(
    start: Start, library: Path
) -> None:
    two_with_one_url(library)
    async with start() as reader:
        await reader.press("m")
        marked = [row for row in reader.rows() if "◆" in row]
        assert len(marked) == 1
        await reader.press("j", "m")
        assert len(reader.store.all()) == 2


async def test_a_bookmark_follows_its_text_when_files_swap_names(
    start: Start, library: Path
) -> None:
    two_with_one_url(library)
    async with start() as reader:
        await reader.press("m")
        title = reader.store.all()[0].article.title
    one, two = (library / "one.md").read_bytes(), (library / "two.md").read_bytes()
    (library / "one.md").write_bytes(two)
    (library / "two.md").write_bytes(one)
    async with start() as reader:
        await reader.press("G", "M", "enter")
        assert reader.shown == title


async def test_a_narrow_start_keeps_every_reading_place(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "space")
        left = reader.main.pane.view.place
        await reader.press("Q")
    async with start(size=(60, 24)) as reader:
        await reader.press("j", "j", "j", "k")
        reader.main.pane.save_place()
        await reader.press("Q")
    async with start() as reader:
        await reader.press("j", "j")
        assert reader.main.pane.view.place == left


async def test_looking_through_results_moves_no_reading_place(start: Start) -> None:
    async with start(size=(120, 20)) as reader:
        await reader.press("j", "j", "enter", "space")
        left = reader.main.pane.view.place
        await reader.press("h", "slash")
        await reader.type("明天见")
        assert reader.main.pane.view.place != left
        reader.main.pane.save_place()
        await reader.press("Q")
    async with start(size=(120, 20)) as reader:
        await reader.press("j", "j")
        assert reader.main.pane.view.place == left


async def test_an_article_that_fits_a_screen_is_read_once_it_was_entered(start: Start) -> None:
    async with start() as reader:
        assert any(row.startswith("▌•") for row in reader.rows())
        await reader.press("enter")
        reader.main.pane.save_place()
        await reader.settle()
        assert not any("• The Measure" in row for row in reader.rows())


async def test_m_and_quit_in_one_breath_keep_the_bookmark(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        await reader.pilot.press("m", "Q")
        await reader.settle()
        assert len(reader.store.all()) == 1
        assert not reader.store.unsaved


async def test_a_disk_that_refuses_is_told_and_tried_again(start: Start, tmp_path: Path) -> None:
    async with start() as reader:
        folder = reader.store.path.parent
        folder.rename(tmp_path / "aside") if folder.exists() else None
        folder.write_text("in the way", "utf-8")
        await reader.press("m")
        assert reader.store.unsaved
        assert "Kept in memory" in reader.text
        assert "◆" in reader.text
        reader.main.tell("Anything else")
        reader.main.pane.retry()
        await reader.settle()
        assert "Anything else" in reader.text
        await reader.press("U")
        assert reader.store.all() == ()
        await reader.press("U")
        assert "Nothing to undo" in reader.text
        await reader.press("m")
        folder.unlink()
        reader.main.pane.retry()
        await reader.settle()
        assert not reader.store.unsaved
        assert "on disk again" in reader.text
    assert reader.store.path.exists()


async def test_notices_are_told_one_after_the_other(start: Start) -> None:
    async with start(notices=("first matter", "second matter")) as reader:
        assert "first matter" in reader.text
        reader.main.status.fade()
        await reader.settle()
        assert "second matter" in reader.text


async def test_many_resizes_do_not_move_the_text(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "space")
        place = reader.main.pane.view.place
        for width in (100, 120, 93, 120, 111, 120):
            await reader.pilot.resize_terminal(width, 40)
            await reader.settle()
        assert reader.main.pane.view.place == place


async def test_state_that_cannot_be_had_is_no_end(start: Start) -> None:
    async with start() as reader:

        def refuse(*_: object) -> None:
            raise ReaderError("database is locked")

        reader.main.keeper.places._state.progress_of = refuse  # type: ignore[assignment]  # a fake
        reader.main.keeper.places._state.place = refuse  # type: ignore[assignment]  # a fake
        await reader.press("j")
        assert reader.shown == "Keys"
        assert "database is locked" in reader.text
        reader.main.sidebar.refresh_marks()
        await reader.settle()
        assert reader.app.return_code is None
