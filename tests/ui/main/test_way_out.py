"""What the bar offers where the reader is: the way back, what is selected, the menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Offset

from reader.document.model import Place
from reader.services.saved_layout import SessionLayout
from reader.text.width import cell_width
from reader.ui.article.widgets.view import ArticleView
from reader.ui.common.status_bar import ProgressLine
from tests.ui.conftest import Reader, Start


def bar(reader: Reader) -> str:
    return reader.rows()[-1]


async def drag(reader: Reader) -> None:
    """Select by the mouse what is on some rows of the article."""
    top = reader.main.pane.view.content_region.offset
    await reader.pilot.mouse_down(offset=top + Offset(4, 8))
    await reader.pilot.hover(offset=top + Offset(20, 9))
    await reader.pilot.mouse_up(offset=top + Offset(20, 9))
    await reader.settle()


async def test_the_key_of_the_way_out_says_where_it_leads(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        assert "q quit" in bar(reader)
        await reader.press("enter")
        assert "q back" in bar(reader)
        reader.main.tell("A message that has more to say than the whole of a narrow row can show")
        await reader.settle()
        assert "q back" in bar(reader)
        reader.main.status.fade()
        await reader.press("q")
        assert "q quit" in bar(reader)
        await reader.press("/", *"measure", "enter", "q")
        assert "q back" in bar(reader)
        await reader.press("q")
        assert "q quit" in bar(reader)


async def test_who_reads_without_the_list_is_told_how_it_comes_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "z")
        assert "z brings the list back" in bar(reader)


async def test_what_the_mouse_selected_shows_what_can_be_done_with_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter")
        await drag(reader)
        for hint in ("selected", "y copy", "Y quote", "H highlight", "m bookmark", "esc clear"):
            assert hint in bar(reader)
        assert "q back" not in bar(reader)
        await reader.press("escape")
        assert "y copy" not in bar(reader)
        assert "q back" in bar(reader)


async def test_the_menu_offers_what_can_be_done_with_the_article(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter")
        assert ". more" in bar(reader)
        await reader.press(".")
        assert "Open the original in the browser" in reader.text
        await reader.press("/", *"wider", "enter")
        assert reader.main.pane.view.measure == 80


async def test_the_width_of_the_column_is_told_while_it_changes(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "-")
        assert "Column of 72 cells" in bar(reader)
        await reader.press("+", "+", "+")
        assert "the pane has no room for 84" in bar(reader)


async def test_a_tag_over_the_article_shows_the_articles_with_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        view = reader.main.pane.view
        row = next(at for at, text in enumerate(reader.rows()) if "#社交" in text)
        column = cell_width(reader.rows()[row].split("#聊天")[0]) + 1
        await reader.pilot.click(ArticleView, offset=Offset(column - view.region.x, row))
        await reader.settle()
        assert "#聊天 · " in reader.text
        assert reader.main.sidebar.list.has_focus


async def test_a_click_on_the_line_goes_so_far_into_the_article(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter")
        line = reader.main.pane.query_one(ProgressLine)
        text = reader.rows()[line.region.y]
        begin, end = text.index("─"), text.rindex("─")
        await reader.pilot.click(ProgressLine, offset=Offset((begin + end) // 2 - line.region.x, 0))
        await reader.settle()
        assert reader.main.pane.view.progress == pytest.approx(0.5, abs=0.05)


async def test_a_footnote_that_is_followed_does_not_make_the_article_read(
    start: Start, tmp_path: Path
) -> None:
    home = tmp_path / "notes"
    home.mkdir()
    text = "\n\n".join(f"Paragraph {n} of a long text." for n in range(60))
    (home / "a.md").write_text(f"# A\n\nSee here.[^1]\n\n{text}\n\n[^1]: The note.\n", "utf-8")
    async with start(home) as reader:
        await reader.press("enter")
        view = reader.main.pane.view
        last = len(view.document.blocks) - 1 if view.document else 0
        reader.main.jumps.jump_within(Place(last))
        await reader.settle()
        assert view.progress == 1.0
        assert view.is_led
        await reader.press("j")
        assert not view.is_led


async def test_one_file_is_read_without_a_list_and_leads_to_its_folder(
    start: Start, library: Path
) -> None:
    path = library / "measure.md"
    async with start(path, alone=True, left=SessionLayout(article=path)) as reader:
        assert "h shows its folder" in bar(reader)
        assert "q quit" in bar(reader)
        assert not reader.main.sidebar.display
        await reader.press("escape", "ctrl+f", "J")
        assert reader.main.pane.view.has_focus
        await reader.press("h")
        assert reader.app.return_code == 0
        assert reader.main.folder_wanted == library
