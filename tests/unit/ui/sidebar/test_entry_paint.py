"""Rows of the list: what is lit, what gives way where there is no room."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from rich.style import Style

from reader.library.article import Article
from reader.services.list_entry import Entry, EntryMark
from reader.text.width import cell_width
from reader.ui.sidebar.widgets.entry_paint import Ground, blank_row, entry_row
from reader.ui.sidebar.widgets.entry_text import around, heading_text

LIT = Style(underline=True)


def ground(width: int) -> Ground:
    looks: defaultdict[str, Style] = defaultdict(Style)
    looks["lit"] = LIT
    return Ground(width, Style(), looks)


def drawn(
    entry: Entry, line: int, width: int, mark: EntryMark | None = None
) -> tuple[str, list[str]]:
    """The text of a row, and what is lit of it."""
    strip = entry_row(entry, mark or EntryMark(), line, ground(width))
    segments = list(strip)
    assert sum(cell_width(segment.text) for segment in segments) == width
    lit = [s.text for s in segments if s.style is not None and s.style.underline]
    return "".join(segment.text for segment in segments), lit


ARTICLE = Article(Path("/a/长文.md"), "The Title of it", source="Plain Pages", minutes=3)


@pytest.mark.parametrize("width", [18, 24, 44, 120])
@pytest.mark.parametrize("line", [0, 1])
def test_a_row_is_as_wide_as_the_list(width: int, line: int) -> None:
    long = ARTICLE._replace(title="长" * 60) if hasattr(ARTICLE, "_replace") else ARTICLE
    for entry in (
        Entry(ARTICLE),
        Entry(long, hits=1234, copies=3),
        Entry(ARTICLE, snippet="一" * 40, lit=((30, 32),), copies=2),
    ):
        drawn(entry, line, width, EntryMark(progress=0.5))


def test_hits_are_lit_in_title_and_snippet() -> None:
    entry = Entry(ARTICLE, "so it goes", ((3, 5),), ((4, 9),), hits=12)
    text, lit = drawn(entry, 0, 40)
    assert lit == ["Title"]
    assert text.endswith(" 12×  ")
    assert drawn(entry, 1, 40)[1] == ["it"]


def test_a_hit_that_has_no_room_is_brought_into_it() -> None:
    snippet = "…" + "在前面的字" * 6 + "数据" + "在后面的字" * 6
    start = snippet.index("数据")
    text, lit = drawn(Entry(ARTICLE, snippet, ((start, start + 2),)), 1, 30)
    assert lit == ["数据"]
    assert text.strip().startswith("…")
    assert "在后面的字" in text


def test_a_snippet_with_room_is_left_as_it_is() -> None:
    assert around("a hit here", ((2, 5),), 20) == ("a hit here", ((2, 5),))
    assert around("no hit", (), 3) == ("no hit", ())


def test_copies_and_progress_stand_on_the_right() -> None:
    text, _ = drawn(Entry(ARTICLE, copies=2), 1, 50, EntryMark(progress=0.25))
    assert text.rstrip().endswith("2 copies · 25%")


def test_a_row_that_is_not_there_yet_is_calm() -> None:
    strips = [blank_row(line, ground(20)) for line in (0, 1)]
    assert [strip.text.strip() for strip in strips] == ["···", ""]
    assert all(strip.cell_length == 20 for strip in strips)


@pytest.mark.parametrize("room", [4, 8, 20, 60])
def test_how_many_are_in_a_group_is_never_cut(room: int) -> None:
    text = heading_text("來源的名字 which is long · 1,234", room)
    assert cell_width(text) == room
    assert room < 8 or text.rstrip().endswith(" · 1,234")


def test_a_heading_without_a_count_is_cut_at_its_end() -> None:
    assert heading_text("In the text · and titles", 14).rstrip() == "In the text ·…"
