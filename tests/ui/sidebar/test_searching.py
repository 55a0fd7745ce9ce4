"""Searching as one types: completions, history, searches that are kept, hits in view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reader.state.saved_searches import SearchStore
from tests.ui.conftest import Reader, Start


async def sought(reader: Reader, text: str) -> None:
    await reader.press("slash")
    await reader.type(text)


async def test_a_title_is_found_and_lit_by_its_pinyin(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "qunliao")
        assert reader.titles == ["群聊的黄昏"]
        entry = reader.main.sidebar.list.current
        assert entry is not None
        assert entry.title_lit == ((0, 2),)


async def test_headings_tell_titles_labels_and_texts_apart(start: Start, library: Path) -> None:
    (library / "tagged.md").write_text(
        "---\ntitle: Other\ntags: [钉钉]\ndate: 2020-01-01\n---\nNothing.", "utf-8"
    )
    async with start() as reader:
        await sought(reader, "钉钉")
        rows = [row[:40].strip() for row in reader.rows()]
        assert rows.index("By author, source or tag · 1") < rows.index("In the text · 1")
        assert "3 found" in reader.text
        assert reader.titles == ["辦公室裡的釘釘", "Other", "群聊的黄昏"]


async def test_only_the_last_of_what_is_typed_is_shown(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "key")
        assert reader.main.sidebar.query_text == "key"
        assert reader.titles == ["Keys", "The Measure"]


async def test_enter_typed_ahead_opens_what_is_found_then(start: Start) -> None:
    async with start() as reader:
        await reader.pilot.press("slash", *"keys", "enter")
        await reader.settle()
        assert reader.shown == "Keys"
        assert reader.main.pane.view.has_focus


async def test_values_are_completed_by_tab(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "tag:")
        panel = reader.main.sidebar.completions
        assert {line.text for line in panel.lines} == {"社交", "聊天"}
        await reader.type("社")
        assert [line.text for line in panel.lines] == ["社交"]
        await reader.press("tab")
        assert reader.main.sidebar.box.value == "tag:社交 "
        assert reader.titles == ["群聊的黄昏"]
        assert not panel.lines
        assert reader.main.sidebar.box.has_focus


async def test_arrows_choose_among_completions_and_escape_closes_them(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "tag:")
        panel = reader.main.sidebar.completions
        second = panel.lines[1].text
        await reader.press("down", "down", "right")
        assert reader.main.sidebar.box.value == f"tag:{second} "
        await reader.press("ctrl+u")
        await reader.type("tag:")
        assert panel.lines
        await reader.press("escape")
        assert not panel.lines
        assert reader.main.sidebar.box.value == "tag:"


async def test_a_word_is_hinted_at_as_a_field_and_arrows_go_to_the_results(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "date:foo ke")
        assert reader.titles == ["Keys", "The Measure"]
        assert "date:foo is not understood" in reader.text
        await reader.press("ctrl+u")
        await reader.type("ti")
        panel = reader.main.sidebar.completions
        assert [line.text for line in panel.lines] == ["title:"]
        await reader.press("tab")
        await reader.type("keys")
        assert reader.main.sidebar.query_text == "title:keys"
        await reader.press("ctrl+u")
        await reader.type("ti")
        await reader.press("down")
        assert reader.main.sidebar.list.has_focus


async def test_a_click_takes_a_completion(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "author:")
        await reader.pilot.click("#completions", offset=(5, 0))
        await reader.settle()
        assert reader.main.sidebar.box.value.startswith("author:")
        assert len(reader.titles) == 1


async def test_up_walks_through_the_searches_that_were_of_use(start: Start) -> None:
    async with start() as reader:
        for query in ("key", "钉钉"):
            await sought(reader, query)
            await reader.press("enter", "h", "escape")
        await reader.press("slash", "up")
        assert reader.main.sidebar.box.value == "钉钉"
        await reader.press("up")
        assert reader.titles == ["Keys", "The Measure"]
        await reader.press("down", "down")
        assert reader.main.sidebar.box.value == ""
        assert len(reader.titles) == 4
    async with start() as reader:
        await reader.press("slash", "up")
        assert reader.main.sidebar.box.value == "钉钉"


async def test_up_in_what_is_being_typed_goes_up_in_the_list(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "key")
        await reader.press("enter", "h", "escape", "slash")
        await reader.type("key")
        reader.main.sidebar.list.move(1)
        await reader.press("up")
        assert reader.main.sidebar.box.value == "key"
        assert reader.main.sidebar.list.cursor == 0


async def test_a_search_is_kept_counted_found_again_and_renamed(
    start: Start, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        await sought(reader, "钉钉")
        await reader.press("ctrl+s")
        assert "Search kept: 钉钉" in reader.text
        (line,) = reader.main.sidebar.saved.lines
        assert (line.text, line.note) == ("钉钉", "2")
    async with start() as reader:
        assert "钉钉" in reader.text
        await reader.pilot.click("#saved", offset=(5, 0))
        await reader.settle()
        assert reader.titles == ["辦公室裡的釘釘", "群聊的黄昏"]
        assert reader.main.sidebar.list.has_focus
        await reader.press("v", "e", "ctrl+u")
        await reader.type("work")
        await reader.press("enter", "escape")
        assert reader.main.sidebar.saved.lines[0].text == "work"
    stored = SearchStore(tmp_path / "own" / "searches.json", clock)
    stored.load()
    assert [(search.name, search.query) for search in stored.all()] == [("work", "钉钉")]


async def test_a_kept_search_is_deleted_and_comes_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("F", "w")
        assert reader.main.sidebar.saved.lines[0].text == "is:unread"
        await reader.press("v", "d")
        assert not reader.main.sidebar.saved.lines
        await reader.press("escape", "U")
        await reader.press("v")
        assert "is:unread" in reader.text


async def test_nothing_is_kept_of_no_search(start: Start) -> None:
    async with start() as reader:
        await reader.press("w")
        assert "Search for something first" in reader.text
        await reader.press("v")
        assert "No searches yet" in reader.text


async def test_a_search_can_be_sorted_and_filtered(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "钉钉")
        await reader.press("down", "S", "down", "enter")
        assert reader.titles == ["群聊的黄昏", "辦公室裡的釘釘"]
        assert "by date · 2" in reader.text
        await reader.press("escape")
        assert len(reader.titles) == 4
        assert "4 articles" in reader.text


async def test_n_walks_on_into_the_next_article_and_back(start: Start, library: Path) -> None:
    (library / "more.txt").write_text("另一篇\n\n钉钉在这里。\n\n钉钉也在这里。\n", "utf-8")
    async with start() as reader:
        await sought(reader, "钉钉")
        await reader.press("enter")
        walked = []
        for _ in range(6):
            standing = reader.rows()[-1].split("  ")[0].strip()
            walked.append((reader.shown, standing))
            await reader.press("n")
        assert [title for title, _ in walked] == [
            "辦公室裡的釘釘",
            "群聊的黄昏",
            "群聊的黄昏",
            "另一篇",
            "另一篇",
            "另一篇",
        ]
        assert "Last result" in reader.text
        await reader.press("N")
        assert reader.shown == "另一篇"


async def test_n_after_a_find_in_the_article_stays_in_it(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "钉钉")
        await reader.press("down", "enter", "slash")
        await reader.type("明天见")
        await reader.press("enter", "n", "n")
        assert reader.shown == "群聊的黄昏"
        assert "wrapped" in reader.text


async def test_the_rest_is_counted_after_the_first_hits_are_shown(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(230):
        (folder / f"{number}.txt").write_text(f"Title {number}\n\nzebra", "utf-8")
    async with start(folder) as reader:
        await sought(reader, "zebra")
        assert "230 found" in reader.text
        assert "In the text · 230" in reader.text
        assert "230 of 230 articles" in reader.text


async def test_a_search_that_is_given_up_lists_nothing_anew(start: Start) -> None:
    async with start() as reader:
        catalog = reader.main.catalog
        titles, listings = reader.titles, catalog.listings
        await reader.press("slash")
        await reader.type("key")
        assert reader.titles != titles
        await reader.press("escape")
        assert reader.titles == titles
        assert catalog.listings == listings


async def test_a_sentence_with_a_mistake_opens_where_it_stands(start: Start, library: Path) -> None:
    text = "\n\n".join(["别的话，与它无关。"] * 60 + ["排版的难处在于标点挤压与禁则处理。", "完。"])
    (library / "rules.md").write_text(f"---\ntitle: Rules\n---\n{text}", "utf-8")
    async with start() as reader:
        await sought(reader, "排版的难处在与标点挤压")
        assert "Nothing has all of it; nearest:" in reader.text
        assert reader.titles == ["Rules"]
        assert "0 found" in reader.text
        await reader.press("enter")
        assert reader.shown == "Rules"
        assert "排版的难处在于标点挤压与禁则处理。" in reader.text
        assert "match 1 of 2" in reader.text


async def test_tab_takes_the_word_that_was_meant(start: Start) -> None:
    async with start() as reader:
        await sought(reader, "Mesaure")
        assert "Did you mean: measure" in reader.text
        await reader.press("tab")
        assert reader.main.sidebar.box.value == "measure"
        assert reader.titles == ["The Measure"]
        assert "Did you mean" not in reader.text


async def test_no_hit_stays_lit_when_the_search_that_found_it_is_over(start: Start) -> None:
    async with start() as reader:
        view = reader.main.pane.view
        await reader.press("slash", *"measure", "enter")
        assert view.has_matches
        await reader.press("q", "slash", *"qqqq")
        assert not view.has_matches
        await reader.press("escape", *"measure", "enter", "J", "q", "q")
        assert not view.has_matches
        await reader.press("slash", *"measure", "enter", "slash", *"line", "enter", "q", "q")
        assert reader.main.sidebar.query_text == ""
        assert view.has_matches  # found in the article itself, since
