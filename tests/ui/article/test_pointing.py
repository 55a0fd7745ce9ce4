"""Selecting with the mouse: on glyphs, in gaps, upwards, by words."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import Reader, Start

TEXT = """---
title: Pointing
date: 2026-01-01
---
Alpha beta gamma.

第一段，說的是指向。第二句。

Omega ends it.
"""


async def shown(reader: Reader) -> tuple[int, int]:
    """Cell of the first character of the first paragraph, in the view."""
    await reader.press("enter")
    view = reader.main.pane.view
    for y in range(view.size.height):
        text = "".join(segment.text for segment in view.render_line(y))
        if "Alpha" in text:
            return text.index("Alpha"), y
    raise AssertionError(reader.text)


async def drag(reader: Reader, begin: tuple[int, int], end: tuple[int, int]) -> str:
    view = reader.main.pane.view
    await reader.pilot.mouse_down(view, offset=begin)
    await reader.pilot.hover(view, offset=end)
    await reader.pilot.mouse_up(view, offset=end)
    await reader.settle()
    return reader.main.get_selected_text() or ""


async def test_selection_ends_where_the_mouse_does(start: Start, library: Path) -> None:
    (library / "p.md").write_text(TEXT, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        assert await drag(reader, (x + 6, y), (x + 9, y)) == "beta"
        assert await drag(reader, (x + 9, y), (x + 6, y)) == "beta"
        assert await drag(reader, (x + 6, y), (x + 1, y + 2)) == "beta gamma.\n\n第"
        assert await drag(reader, (x + 1, y + 2), (x + 6, y)) == "beta gamma.\n\n第"


async def test_a_drag_that_ends_on_a_blank_row_ends_with_the_text_above(
    start: Start, library: Path
) -> None:
    (library / "p.md").write_text(TEXT, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        assert await drag(reader, (x + 6, y), (x + 3, y + 1)) == "beta gamma."
        assert (await drag(reader, (x + 9, y + 2), (x + 3, y + 1))).strip() == "第一段，說"


async def test_a_drag_into_the_left_margin_ends_before_the_row(start: Start, library: Path) -> None:
    (library / "p.md").write_text(TEXT, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        assert (await drag(reader, (x + 6, y), (x - 1, y + 2))).strip() == "beta gamma."
        assert await drag(reader, (x + 3, y), (x - 1, y)) == "Alph"
        assert await drag(reader, (x - 1, y), (x + 4, y)) == "Alpha"


async def test_the_right_margin_of_a_wrapped_row_has_no_character(
    start: Start, library: Path
) -> None:
    words = " ".join(["Alpha", *["word"] * 40])
    (library / "p.md").write_text(TEXT.replace("Alpha beta gamma.", words), "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        view = reader.main.pane.view
        width = view.size.width
        first, second = (
            "".join(s.text for s in view.render_line(row)).strip() for row in (y, y + 1)
        )
        edge = (width - 3, y)
        for begin, end, text in (
            ((x, y), edge, first),
            (edge, (x, y), first),
            (edge, (x + 5, y), first[5:]),
            (edge, (width - 3, y + 1), second),
            ((width - 3, y + 1), edge, second),
            (edge, edge, ""),
        ):
            assert (await drag(reader, begin, end)).strip() == text.strip(), (begin, end)


async def test_a_drag_takes_no_half_of_a_cluster(start: Start, library: Path) -> None:
    text = TEXT.replace("Alpha beta gamma.", "Alpha x\u0301👩\u200d🚀 gamma.")
    (library / "p.md").write_text(text, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        assert await drag(reader, (x + 5, y), (x + 6, y)) == " x\u0301"
        assert await drag(reader, (x + 5, y), (x + 7, y)) == " x\u0301👩\u200d🚀"
        assert await drag(reader, (x + 8, y), (x + 6, y)) == "x\u0301👩\u200d🚀"


async def test_a_drag_above_the_text_or_below_it_stops_at_its_ends(
    start: Start, library: Path
) -> None:
    (library / "p.md").write_text(TEXT, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        assert (await drag(reader, (x + 4, y), (x + 8, 0))).strip() == "Alpha"
        below = await drag(reader, (x, y + 4), (x + 2, y + 9))
        assert below == "Omega ends it."


async def test_a_selection_that_leaves_the_article_stays_in_it(start: Start, library: Path) -> None:
    (library / "p.md").write_text(TEXT, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        view = reader.main.pane.view
        await reader.pilot.mouse_down(view, offset=(x + 9, y))
        await reader.pilot.hover(reader.main.sidebar.list, offset=(3, 0))
        await reader.pilot.mouse_up(reader.main.sidebar.list, offset=(3, 0))
        await reader.settle()
        assert (reader.main.get_selected_text() or "").strip() in ("Alpha beta", "")
        assert set(reader.main.selections) == {view}


async def test_twice_selects_the_word_and_three_times_the_paragraph(
    start: Start, library: Path
) -> None:
    (library / "p.md").write_text(TEXT, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        view = reader.main.pane.view
        await reader.pilot.click(view, offset=(x + 7, y), times=2)
        assert reader.main.get_selected_text() == "beta"
        await reader.pilot.click(view, offset=(x + 9, y + 2), times=2)
        assert reader.main.get_selected_text() == "說"
        await reader.pilot.click(view, offset=(x + 15, y + 2), times=2)
        assert reader.main.get_selected_text() == "指向"
        await reader.pilot.click(view, offset=(x + 9, y + 2), times=3)
        assert reader.main.get_selected_text() == "第一段，說的是指向。第二句。"


async def test_escape_lets_go_of_the_selection_before_the_article(
    start: Start, library: Path
) -> None:
    (library / "p.md").write_text(TEXT, "utf-8")
    async with start() as reader:
        x, y = await shown(reader)
        assert await drag(reader, (x, y), (x + 4, y)) == "Alpha"
        await reader.press("escape")
        assert reader.main.pane.view.has_focus
        assert not reader.main.get_selected_text()
