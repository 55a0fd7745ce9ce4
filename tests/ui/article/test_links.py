"""Links as somebody follows them: by letters, from the list, at the reference itself."""

from __future__ import annotations

from pathlib import Path

from reader.ui.article.widgets.note_box import NoteBox
from tests.ui.conftest import Reader, Start

FILLER = "\n\n".join(f"Paragraph {n} says little, and says it slowly." for n in range(40))
NOTES = f"""---
title: Notes
date: 2026-01-01
---
First [one](https://one.example/) and [the keys](keys.md), and a claim[^a].

{FILLER}

[^a]: The note *itself*, and what it is about.
"""


def bar(reader: Reader) -> str:
    return reader.rows()[-1]


async def test_letters_over_links_follow_them(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        await reader.press("enter", ";")
        assert "First ane and she keys, and a claimd" in reader.text
        assert "Type the letters" in bar(reader)
        await reader.press("s")
        assert reader.shown == "Keys"
        await reader.press("ctrl+o", ";", "escape")
        assert "First one and the keys" in reader.text
        await reader.press(";", "x")
        assert "No link has these letters: x" in bar(reader)


async def test_a_footnote_shows_at_its_reference(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        view, box = reader.main.pane.view, reader.main.pane.query_one(NoteBox)
        await reader.press("enter", "tab", "tab", "tab")
        assert "[1] The note itself" in bar(reader)
        await reader.press("enter")
        assert box.display
        assert any(
            "[1] The note itself, and what it is about." in row for row in reader.rows()[-6:]
        )
        assert view.at_start
        await reader.press("escape")
        assert not box.display
        assert view.focused_link == 2
        await reader.press("enter", "j")
        assert not box.display
        await reader.press("k", "enter", "enter")
        assert not box.display
        assert not view.at_start
        await reader.press("ctrl+o")
        assert view.at_start


async def test_the_mouse_on_a_reference_shows_its_note(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        await reader.press("enter")
        row = next(at for at, text in enumerate(reader.rows()) if "a claim[1]" in text)
        column = reader.rows()[row].index("[1]")
        box = reader.main.pane.query_one(NoteBox)
        await reader.pilot.hover(offset=(column + 1, row))
        await reader.settle()
        assert box.display
        await reader.pilot.hover(offset=(column - 3, row))
        await reader.settle()
        assert not box.display
        await reader.pilot.hover(offset=(reader.rows()[row].index("one"), row))
        await reader.settle()
        assert "https://one.example/" in bar(reader)


async def test_an_address_that_is_too_long_loses_its_middle(start: Start, library: Path) -> None:
    way = "/".join(["deep"] * 40)
    (library / "notes.md").write_text(
        f"---\ntitle: Notes\ndate: 2026-01-01\n---\n[x](https://one.example/{way}/end.html)\n",
        "utf-8",
    )
    async with start() as reader:
        await reader.press("enter", "tab")
        assert "https://one.example/deep" in bar(reader)
        assert "…" in bar(reader)
        assert "deep/end.html" in bar(reader)


async def test_the_list_says_what_each_link_is_and_finds_it_by_its_address(
    start: Start, library: Path
) -> None:
    (library / "notes.md").write_text(
        NOTES.replace("a claim[^a]", "a claim[^a] twice [here](https://one.example/)"), "utf-8"
    )
    async with start() as reader:
        await reader.press("enter", "L")
        assert "First [one] and the keys, and a claim[1] twice here." in reader.text
        assert "×2" in reader.text
        assert "[1] The note itself, and what it is about." in reader.text
        assert "#fn" not in reader.text
        await reader.press("/")
        await reader.type("keys.md")
        assert "https://one.example" not in reader.text
        await reader.press("enter")
        assert reader.shown == "Keys"


async def test_the_articles_that_link_here_are_listed(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        reader.main.sidebar.list.select(library / "keys.md")
        await reader.settle()
        await reader.press("enter")
        assert reader.shown == "Keys"
        await reader.press("colon")
        await reader.type("link here")
        await reader.press("enter")
        assert "Articles that link here" in reader.text
        assert "Notes" in reader.text
        await reader.press("g", "enter")
        assert reader.shown == "Notes"
