"""Articles that are added while somebody reads."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual import events

from reader.intake.web.answer import Validators, WebAnswer, WebError
from reader.ui.dialogs.add_dialog import AddDialog, short_names
from tests.ui.conftest import PATIENCE, Reader, Start

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta name="author" content="Zoe Zenith"></head><body><article><h1>{title}</h1>
<p>It has some words, as many as an article needs to be one, and some more for good measure.</p>
<p>A second paragraph has still more of them, so that nobody takes it for a mere notice.</p>
</article></body></html>"""


class Pages:
    """Answers with a page whose title is the end of its address, once it may."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.may_answer.set()
        self.asked: list[str] = []

    def open(self, allow_private: bool) -> Pages:
        assert not allow_private
        return self

    def get(
        self, url: str, *, most: int = 0, known: Validators | None = None, referrer: str = ""
    ) -> WebAnswer:
        del most, known, referrer
        self.asked.append(url)
        if not self.may_answer.wait(PATIENCE) or "broken" in url:
            raise WebError("example.com does not answer")
        title = url.rpartition("/")[2].replace("-", " ")
        return WebAnswer(url, PAGE.format(title=title).encode(), "text/html", "utf-8")


@pytest.fixture
def pages() -> Pages:
    return Pages()


async def wish(reader: Reader, text: str) -> None:
    await reader.press("n")
    await reader.type(text)
    await reader.press("enter")


async def test_an_address_is_in_the_list_at_once_however_sorted_and_is_read_by_a_key(
    start: Start, pages: Pages
) -> None:
    async with start(open_web=pages.open) as reader:
        await reader.press("n")
        assert isinstance(reader.app.screen, AddDialog)
        await reader.type("https://example.com/Wombats-at-night")
        await reader.press("tab")
        await reader.type("#wild animals")
        await reader.press("enter")
        await reader.until(lambda: "Wombats at night" in reader.titles)
        await reader.settle()
        assert "Added: Wombats at night · O reads it" in reader.text
        await reader.press("O")
        assert reader.shown == "Wombats at night"
        assert "wild animals" in reader.text
        await reader.press("h", "B", "down", "enter")
        await reader.press("S", "down", "down", "enter")
        await reader.press("F")
        await wish(reader, "https://example.com/Otters-by-day")
        await reader.until(lambda: "Otters by day" in reader.titles)


async def test_an_empty_library_takes_its_first_article(
    start: Start, pages: Pages, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with start(empty, open_web=pages.open) as reader:
        await wish(reader, "https://example.com/First")
        await reader.until(lambda: reader.titles == ["First"])


async def test_neither_keys_nor_the_end_wait_for_the_web(start: Start, pages: Pages) -> None:
    pages.may_answer.clear()
    async with start(open_web=pages.open, busy=True) as reader:
        await reader.until(lambda: reader.main.is_scanned)
        await reader.press_meanwhile("n", *"https", "colon", "slash", "slash", *"a.example")
        await reader.press_meanwhile("slash", "b", "enter")
        await reader.until(lambda: bool(pages.asked))
        await reader.press_meanwhile("j")
        assert reader.main.sidebar.list.cursor == 1
        await reader.until(lambda: "Adding" in reader.text)
        await reader.press_meanwhile("n")
        assert "Articles are being added" in reader.text
        await reader.press_meanwhile("down", "enter")
        pages.may_answer.set()
        await reader.settle()
        assert "Stopped: nothing was added" in reader.text
        assert "b" not in reader.titles
        pages.may_answer.clear()
        await reader.press_meanwhile("n", *"https", "colon", "slash", "slash", *"a.example")
        await reader.press_meanwhile("slash", "c", "enter")
        await reader.until(lambda: len(pages.asked) > 1)
        await reader.pilot.press("Q")
        await reader.until(lambda: reader.app.return_code is not None)
        pages.may_answer.set()


async def test_what_is_there_is_offered_and_what_fails_is_told(start: Start, pages: Pages) -> None:
    async with start(open_web=pages.open) as reader:
        await wish(reader, "https://news.example.com/2022/wangwang")
        assert "Is there already" in reader.text
        await reader.press("O")
        assert reader.shown == "群聊的黄昏"
        await reader.press("h")
        await wish(reader, "https://example.com/broken")
        assert "does not answer" in reader.main.notices[-1]
        assert reader.main.notices[-1].count("broken") == 1
        # It stands there again, to be mended.
        await reader.press("n", "end", *["backspace"] * len("broken"))
        await reader.type("mended")
        await reader.press("enter")
        assert pages.asked[-1] == "https://example.com/mended"
        await reader.press("n", "enter")
        assert pages.asked[-1] == "https://example.com/mended"


async def test_highlights_that_come_in_are_seen_at_once(start: Start, tmp_path: Path) -> None:
    table = tmp_path / "readwise.csv"
    table.write_text(
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,"
        "Highlighted at,Document tags\n"
        '"A line of sixty-six characters is said to be ideal.",The Measure,Ann Reed,,so it is,'
        "yellow,,,,2024-01-01 10:00:00+00:00,\n",
        "utf-8",
    )
    async with start() as reader:
        assert reader.shown == "The Measure"
        await wish(reader, str(table))
        assert "1 highlight kept" in reader.text
        assert len(reader.main.pane.marks.highlights) == 1
        assert "◆ The Measure" in reader.text


async def test_what_was_copied_is_offered_and_nothing_typed_adds_nothing(
    start: Start, pages: Pages
) -> None:
    async with start(open_web=pages.open) as reader:
        reader.app.copy_to_clipboard("some words")
        await reader.press("n", "enter")
        assert reader.app.screen is reader.main
        await reader.press("n", *"example", "escape", "O")
        assert "Nothing was added yet" in reader.text
        assert pages.asked == []
        reader.app.copy_to_clipboard("https://example.com/Copied")
        await reader.press("n", "enter")
        await reader.until(lambda: "Copied" in reader.titles)


async def test_all_that_is_pasted_goes_to_the_folder_that_is_chosen(
    start: Start, pages: Pages, library: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    async with start(library, other, open_web=pages.open) as reader:
        await reader.press("n")
        assert "[library]  other" in reader.text
        reader.app.post_message(events.Paste("https://a.example/One\nhttps://b.example/Two\n"))
        await reader.settle()
        await reader.press("tab", "tab", "right", "enter")
        await reader.until(lambda: {"One", "Two"} <= {*reader.titles})
        await reader.settle()
        assert " 2 added" in reader.text
        assert len([*other.glob("*.html")]) == 2


def folders(*names: str) -> list[Path]:
    return [Path(name) for name in names]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (("/a/b",), ["b"]),
        (("/a/b", "/a/c"), ["b", "c"]),
        (("/a/b", "/c/b"), ["a/b", "c/b"]),
        (("/a\x1b/b", "/c/b"), ["a\ufffd/b", "c/b"]),
    ],
)
def test_folders_have_names_that_tell_them_apart(given: tuple[str, ...], names: list[str]) -> None:
    shown = short_names(folders(*given))
    assert len(set(shown)) == len(given)
    assert all("\x1b" not in name for name in shown)
    assert shown[-1] == names[-1]
