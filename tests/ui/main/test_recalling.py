"""What was read lately, and what is known of an article."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from tests.ui.conftest import Start


async def test_what_was_read_is_listed_and_gone_back_to(start: Start) -> None:
    async with start(size=(100, 24)) as reader:
        await reader.press("enter", "J", "J", "space", "ctrl+r")
        assert "Read lately" in reader.text
        rows = [row for row in reader.rows() if "2026-" in row and ":" in row]
        assert "The Measure" in "".join(rows)
        await reader.press("slash", *"meas", "enter")
        assert reader.shown == "The Measure"
        await reader.press("ctrl+o")
        assert reader.shown == "群聊的黄昏"


async def test_one_that_is_not_in_the_library_is_said_to_be_elsewhere(start: Start) -> None:
    async with start() as reader:
        path = reader.store.path.parent / "gone.md"
        state = reader.main.session.state
        state.record_open("", path, "An old one", datetime(2026, 1, 1, tzinfo=UTC))
        await reader.press("ctrl+r")
        await reader.press("slash", *"old", "enter")
        assert "Not in this library: An old one" in reader.text


async def test_nothing_read_is_said(start: Start) -> None:
    async with start() as reader:
        await reader.press("ctrl+r")
        assert "Nothing was read yet" in reader.text


async def test_facts_of_an_article_are_shown_and_copied(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "i")
        for fact in ("林深", "2022-03-03T10:56:37+08:00", "社交, 聊天", "zh-Hans", "旺旺.md"):
            assert fact in reader.text
        assert re.search(r"Tags +社交, 聊天 +front matter", reader.text)
        await reader.press("slash", *"addr", "enter")
        assert reader.app.clipboard == "https://news.example.com/2022/wangwang"
        assert "Copied: address" in reader.text
        await reader.press("N", "i")
        assert re.search(r"Read +read\b", reader.text)


async def test_control_characters_of_a_name_are_no_commands(start: Start) -> None:
    async with start() as reader:
        path = reader.store.path.parent / "a\x1b]0;b.md"
        state = reader.main.session.state
        state.record_open("", path, "T\x1b[31mred", datetime(2026, 1, 1, tzinfo=UTC))
        await reader.press("ctrl+r")
        assert "\x1b" not in reader.text
        assert "red" in reader.text
