"""Links and jumps: where the next link is looked for, what a jump shows, what back restores."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import Reader, Start

LINES = "\n\n".join(f"Paragraph {n} says little, and says it slowly." for n in range(40))
NOTES = f"""---
title: Notes
date: 2026-01-01
---
First [one](https://one.example/) and a note[^a].

{LINES}

Then [two](https://two.example/) at the end.

## Last

[^a]: The note itself.
"""


def bar(reader: Reader) -> str:
    return reader.rows()[-1]


async def test_tab_after_a_jump_starts_from_the_screen(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        await reader.press("enter", "G", "tab")
        assert "two.example" in bar(reader)
        await reader.press("g", "tab")
        assert "one.example" in bar(reader)


async def test_every_jump_can_be_taken_back(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        view = reader.main.pane.view
        await reader.press("enter", "G")
        end = view.place
        await reader.press("g", "5", "0", "%")
        middle = view.place
        assert view.at_start is False
        assert middle != end
        await reader.press("]", "ctrl+o")
        assert view.place == middle
        await reader.press("ctrl+o")
        assert view.at_start
        await reader.press("ctrl+o")
        assert view.place == end
        await reader.press("alt+right", "alt+right")
        assert view.place == middle
        await reader.press("`")
        assert view.at_start
        await reader.press("`")
        assert view.place == middle


async def test_find_stays_only_where_enter_says_so(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        view = reader.main.pane.view
        await reader.press("enter", "4", "0", "%")
        here = view.place
        await reader.press("/")
        await reader.type("two")
        assert view.place != here
        await reader.press("x")
        assert view.place == here
        await reader.press("backspace")
        assert view.place != here
        await reader.press("escape")
        assert view.place == here
        await reader.press("/", "enter")
        assert view.place != here
        assert "Then two at the end." in reader.text
        await reader.press("ctrl+o")
        assert view.place == here


async def test_tab_after_g_starts_from_the_top_though_all_is_on_the_screen(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "tab", "tab")
        assert "example.org/measure" in bar(reader)
        await reader.press("g", "tab")
        assert "keys.md" in bar(reader)


async def test_back_gives_the_link_its_focus_again(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        await reader.press("enter", "tab", "tab")
        focused = reader.main.pane.view.focused_link
        await reader.press("enter", "enter")
        assert "The note itself" in reader.text
        await reader.press("ctrl+o")
        assert reader.main.pane.view.focused_link == focused
        assert reader.main.pane.view.at_start


async def test_back_from_another_article_gives_the_link_its_focus(start: Start) -> None:
    async with start() as reader:
        await reader.press("enter", "tab", "enter")
        assert reader.shown == "Keys"
        await reader.press("ctrl+o")
        assert reader.shown == "The Measure"
        assert reader.main.pane.view.focused_link == 0
        assert "keys.md#keys" in bar(reader)


async def test_a_link_between_notes_is_followed_by_name(start: Start, library: Path) -> None:
    (library / "deep").mkdir()
    (library / "deep" / "Low water.md").write_text(
        f"---\ntitle: Low water\n---\n{LINES}\n\n## At night\n\nThe moon is up.\n", "utf-8"
    )
    (library / "first.md").write_text(
        "---\ntitle: First\ndate: 2026-01-01\n---\n"
        "See [[low water#At night|the night]] and [[Nobody wrote this]].\n",
        "utf-8",
    )
    async with start() as reader:
        await reader.press("enter", "tab", "enter")
        assert reader.shown == "Low water"
        assert "The moon is up." in reader.text
        await reader.press("ctrl+o", "tab", "enter")
        assert reader.shown == "First"
        assert "No note of this name: Nobody wrote this" in reader.text


def marked(reader: Reader) -> list[str]:
    """The words that are painted as the target of a jump."""
    view = reader.main.pane.view
    wanted = view.style_of("target").bgcolor
    return [
        segment.text
        for row in range(view.size.height)
        for segment in view.render_line(row)
        if segment.style is not None and segment.style.bgcolor == wanted
    ]


async def test_the_line_that_a_footnote_led_to_is_marked_until_the_next_key(
    start: Start, library: Path
) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        await reader.press("enter", "tab", "tab", "enter", "enter")
        assert "The note itself." in "".join(marked(reader))
        await reader.press("k")
        assert marked(reader) == []


async def test_heading_after_heading_though_the_end_is_on_the_screen(
    start: Start, library: Path
) -> None:
    (library / "ends.md").write_text(
        f"---\ntitle: Ends\ndate: 2026-01-01\n---\n{LINES}\n\n## One\n\na\n\n## Two\n\nb\n\n"
        "## Three\n\nc\n",
        "utf-8",
    )
    async with start() as reader:
        await reader.press("enter", "]")
        assert "One" in "".join(marked(reader)) or "One" in reader.rows()[0]
        await reader.press("]")
        assert "Two" in "".join(marked(reader))
        await reader.press("]")
        assert "Three" in "".join(marked(reader))
        await reader.press("]")
        assert "No further heading" in bar(reader)
        await reader.press("[")
        assert "Two" in "".join(marked(reader))


async def test_space_at_the_end_says_what_comes_next_and_goes_there(
    start: Start, library: Path
) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        following = reader.titles[1]
        await reader.press("enter", "G", "space")
        assert f"space again: {following}" in bar(reader)
        assert "J next article" in bar(reader)
        await reader.press("k", "j", "space")
        assert reader.shown == "Notes"
        await reader.press("space")
        assert reader.shown == following
        assert reader.main.in_article
        await reader.press("ctrl+o")
        assert reader.shown == "Notes"


async def test_a_hit_of_the_search_in_the_same_article_is_a_jump(
    start: Start, library: Path
) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        view = reader.main.pane.view
        await reader.press("enter", "5", "0", "%")
        middle = view.place
        await reader.press("ctrl+f")
        await reader.type("two at the end")
        await reader.press("enter")
        assert reader.shown == "Notes"
        assert view.place != middle
        await reader.press("ctrl+o")
        assert reader.shown == "Notes"
        assert view.place == middle
