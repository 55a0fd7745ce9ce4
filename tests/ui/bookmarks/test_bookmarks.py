"""The list of all bookmarks: by article, found, changed, taken away, written to files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.errors import ReaderError
from reader.services.saved_layout import SessionLayout
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.exchange.formats import Format, export
from reader.ui.bookmarks.screen import BookmarkScreen
from reader.ui.bookmarks.widgets.list import BookmarkList
from reader.ui.common.status_bar import StatusBar
from tests.ui.conftest import Reader, Start

MANY = 10_000


def marks(library: Path) -> list[Bookmark]:
    """One of each kind, on three articles, and one on an article that is gone."""
    group = ArticleRef(path=str(library / "旺旺.md"), title="群聊的黄昏")
    traditional = ArticleRef(path=str(library / "釘釘.txt"), title="辦公室裡的釘釘")
    measure = ArticleRef(path=str(library / "measure.md"), title="The Measure")
    gone = ArticleRef(path="/gone.md", url="https://www.gone.example.com/1", title="Gone")
    words = Quote("很久以前，人们在一个叫“广场”的地方聊天。")
    return [
        Bookmark(group, Place(0), words, Place(0, 21), "green", "聊天的开始", ("社交",), id="a"),
        Bookmark(group, Place(2), Quote("那时候人不多，话很多。后来钉钉来了"), id="b"),
        Bookmark(traditional, Place(1), Quote("很多公司都裝了釘釘。"), Place(1, 10), "red", id="c"),
        Bookmark(measure, id="d", tags=("later", "社交"), note="read again"),
        Bookmark(gone, Place(3), Quote("words that were there"), id="e"),
    ]


async def listing(reader: Reader, bookmarks: Sequence[Bookmark]) -> BookmarkScreen:
    reader.store.add_all(bookmarks)
    return await open_list(reader)


async def open_list(reader: Reader) -> BookmarkScreen:
    await reader.press("M")
    screen = reader.app.screen
    assert isinstance(screen, BookmarkScreen)
    return screen


def keys(screen: BookmarkScreen) -> str:
    return "".join(item.key for item in screen.list.items)


def current(screen: BookmarkScreen) -> str:
    item = screen.list.current
    return item.key if item is not None else ""


async def test_bookmarks_stand_under_their_articles(start: Start, library: Path) -> None:
    async with start() as reader:
        await listing(reader, marks(library))
        rows = [row.strip() for row in reader.rows()]
        heading = next(i for i, row in enumerate(rows) if row.startswith("群聊的黄昏"))
        assert rows[heading] == "群聊的黄昏 · news.example.com · 2"
        assert rows[heading + 1].startswith("▬ 很久以前")
        assert "✎ 聊天的开始" in rows[heading + 2]
        assert "green" in rows[heading + 2]
        assert "#社交" in rows[heading + 2]
        assert "2026-01-02" in rows[heading + 2]
        assert rows[heading + 3].startswith("◆ 那时候人不多")
        assert "place" in rows[heading + 3]
        assert any("■ the whole article" in row for row in rows)
        gone = next(row for row in rows if row.startswith("Gone"))
        assert gone == "Gone · gone.example.com · 1 · not in this library"


async def test_a_search_finds_other_forms_of_characters_in_all_that_is_said(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        for text, found in [
            ("钉钉", "bc"),
            ("開始", "a"),
            ("READ", "d"),
            ("#later", "d"),
            ("the meas", "d"),
            ("很 聊天", "a"),
            ("nowhere", ""),
        ]:
            await reader.press("slash")
            await reader.type(text)
            assert sorted(keys(screen)) == sorted(found), text
            assert found or "Nothing matches" in reader.text
            await reader.press("escape")
        assert len(keys(screen)) == 5
        assert reader.app.screen is screen


async def test_from_the_search_enter_goes_to_the_list_and_again_to_the_place(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await listing(reader, marks(library))
        await reader.press("slash")
        await reader.type("那时候")
        await reader.press("enter", "enter")
        assert reader.shown == "群聊的黄昏"
        assert "那时候" in reader.rows()[0] + reader.rows()[1]
        await reader.press("ctrl+o")
        assert reader.shown != ""


async def test_kinds_and_tags_are_chosen(start: Start, library: Path) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        shown = []
        for _ in range(5):
            await reader.press("f")
            shown.append("".join(sorted(keys(screen))))
        assert shown == ["d", "be", "ac", "ad", "abcde"]
        await reader.press("tab", "shift+tab", "F")
        assert "with notes" in reader.text
        await reader.press("escape", "t")
        assert "#社交" in reader.text
        await reader.press("enter")
        assert sorted(keys(screen)) == ["a", "d"]
        assert "2 of 5 · #社交" in reader.text
        await reader.press("f", "f", "f")
        assert keys(screen) == "a"
        await reader.press("escape")
        assert len(keys(screen)) == 5


async def test_the_latest_first(start: Start, library: Path) -> None:
    async with start() as reader:
        for mark in marks(library):
            reader.store.add(mark)
        screen = await open_list(reader)
        await reader.press("s")
        assert keys(screen) == "edcba"
        assert "latest first" in reader.text
        await reader.press("s")
        assert keys(screen) != "edcba"


async def test_several_are_deleted_and_come_back_at_once(start: Start, library: Path) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        await reader.press("g", "space", "space", "space")
        assert "3 marked" in reader.text
        assert reader.text.count("✓") == 3
        await reader.press("d")
        assert len(reader.store.all()) == 2
        assert len(keys(screen)) == 2
        assert "3 bookmarks removed · U undoes" in reader.text
        await reader.press("U")
        assert {mark.id for mark in reader.store.all()} == set("abcde")
        assert "3 bookmarks are back" in reader.text
        assert reader.app.screen is screen


async def test_marks_that_are_not_shown_are_not_deleted(start: Start, library: Path) -> None:
    async with start() as reader:
        await listing(reader, marks(library))
        await reader.press("g", "space", "space", "space", "space", "space", "f", "delete")
        assert {mark.id for mark in reader.store.all()} == set("abce")


async def test_note_tags_and_colour_are_given_in_the_list(start: Start, library: Path) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        await reader.press("slash")
        await reader.type("很多公司")
        await reader.press("enter", "e")
        await reader.type("太吵")
        await reader.press("enter")
        assert "✎ 太吵" in reader.text
        await reader.press("T")
        await reader.type("office 工作")
        await reader.press("enter")
        await reader.press("c", "right", "enter")
        kept = reader.store.get("c")
        assert kept is not None
        assert (kept.note, kept.tags, kept.color) == ("太吵", ("office", "工作"), "purple")
        assert "purple" in reader.text
        assert current(screen) == "c"
        await reader.press("U", "U", "U")
        kept = reader.store.get("c")
        assert kept is not None
        assert (kept.note, kept.tags, kept.color) == ("", (), "red")


async def test_tags_and_notes_that_were_not_touched_stay_to_the_letter(
    start: Start, library: Path
) -> None:
    odd = Bookmark(
        ArticleRef(path=str(library / "keys.md")),
        note="two\nlines \u202e",
        tags=("a, b", "c#"),
        id="odd",
    )
    async with start() as reader:
        await listing(reader, [odd])
        await reader.press("e", "tab", "enter")
        kept = reader.store.get("odd")
        assert kept is not None
        assert (kept.note, kept.tags) == (odd.note, odd.tags)


async def test_the_list_begins_at_the_bookmark_nearest_to_the_place(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        reader.store.add_all(marks(library))
        await reader.press("j", "j")
        screen = await open_list(reader)
        assert current(screen) == "a"
        await reader.press("q", "enter", "3", "j")
        reader.main.pane.view.go_to(Place(2))
        await reader.settle()
        screen = await open_list(reader)
        assert current(screen) == "b"


async def test_an_article_of_another_name_has_its_bookmarks_under_one_heading(
    start: Start,
) -> None:
    async with start() as reader:
        await reader.press("m")
        (mark,) = reader.store.all()
        elsewhere = ArticleRef(fingerprint=mark.article.fingerprint, path="/old.md", title="Old")
        await listing(reader, [Bookmark(elsewhere, Place(1), Quote("A line of"), id="z")])
        assert any(row.strip().startswith("The Measure") and "· 2" in row for row in reader.rows())
        assert "Old" not in reader.text


async def test_the_words_are_copied(start: Start, library: Path) -> None:
    async with start() as reader:
        await listing(reader, marks(library))
        await reader.press("slash")
        await reader.type("很久以前")
        await reader.press("enter", "y")
        assert reader.app.clipboard == "很久以前，人们在一个叫“广场”的地方聊天。"


async def test_the_words_of_all_that_are_marked_are_copied(start: Start, library: Path) -> None:
    async with start() as reader:
        await listing(reader, marks(library))
        await reader.press("g", *["space"] * 9, "y")
        assert "Copied" in reader.rows()[-1]
        assert "bookmarks" in reader.rows()[-1]
        assert "\n\n" in reader.app.clipboard


async def test_what_is_wrong_with_the_file_stands_over_the_list_until_it_is_mended(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await listing(reader, marks(library))
        good = reader.store.path.read_bytes()
        reader.store.path.write_bytes(good[:-40])
        with suppress(ReaderError):
            reader.store.remove("e")
        await reader.press("q", "M")
        assert "cannot be understood" in "\n".join(reader.rows()[:6])
        reader.store.path.write_bytes(good)
        reader.store.reload_if_changed()
        await reader.press("q", "M")
        assert "cannot be understood" not in "\n".join(reader.rows()[:6])


async def test_a_click_puts_the_cursor_there_and_another_opens(start: Start, library: Path) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        row = next(i for i, text in enumerate(reader.rows()) if "那时候人不多" in text)
        top = screen.list.region.y
        await reader.pilot.click(BookmarkList, offset=(10, row - top))
        await reader.settle()
        assert current(screen) == "b"
        await reader.pilot.click(BookmarkList, offset=(10, row - top))
        await reader.settle()
        assert reader.shown == "群聊的黄昏"


async def test_a_click_on_a_hint_does_what_its_key_does(start: Start, library: Path) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        await reader.press("g")
        row = reader.rows()[-1]
        await reader.pilot.click(StatusBar, offset=(row.index("delete") + 1, 0))
        await reader.settle()
        assert len(reader.store.all()) == 4
        await reader.pilot.click(StatusBar, offset=(reader.rows()[-1].index("close") + 1, 0))
        await reader.settle()
        assert screen not in reader.app.screen_stack


async def test_keys_of_the_list_are_told(start: Start, library: Path) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        await reader.press("question_mark")
        assert "Search words, notes, titles, tags" in reader.text
        await reader.press("slash")
        await reader.type("to a file")
        assert "Write to a file" in reader.text
        await reader.press("escape")
        await reader.press("escape")
        assert reader.app.screen is screen
        await reader.press("M")
        assert screen not in reader.app.screen_stack


async def test_an_empty_list_says_how_to_make_one(start: Start) -> None:
    async with start() as reader:
        screen = await open_list(reader)
        assert "No bookmarks yet" in reader.text
        await reader.press("d", "e", "c", "y", "space", "enter", "t")
        await reader.press("escape")
        assert reader.app.screen is screen


async def test_what_others_add_and_take_away_shows_at_once(start: Start, library: Path) -> None:
    async with start() as reader:
        screen = await listing(reader, marks(library))
        await reader.press("g", "j")
        at = current(screen)
        other = BookmarkStore(reader.store.path)
        other.load()
        first = next(key for key in keys(screen))
        other.remove(first)
        other.add(Bookmark(ArticleRef(path=str(library / "keys.md")), id="n"))
        reader.main.pane.look_for_changes()
        await reader.settle()
        assert "n" in keys(screen)
        assert first not in keys(screen)
        assert current(screen) == at


# -- files ------------------------------------------------------------------------------


async def export_to(reader: Reader, path: Path | str) -> None:
    await reader.press("x", "ctrl+a", "ctrl+k")
    await reader.type(str(path))
    await reader.press("enter")


@pytest.mark.parametrize("ending", ["md", "json", "csv"])
async def test_what_is_shown_is_written_to_a_file(
    start: Start, library: Path, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"out.{ending}"
    async with start() as reader:
        await listing(reader, marks(library))
        await reader.press("f", "f", "f")
        await export_to(reader, path)
        assert "2 bookmarks written to" in reader.text
    text = path.read_text("utf-8")
    assert "很久以前" in text
    assert "釘釘" in text
    assert "那时候" not in text


async def test_a_file_that_is_there_is_replaced_only_when_asked(
    start: Start, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out.md"
    path.write_text("mine", "utf-8")
    async with start() as reader:
        await listing(reader, marks(library))
        await export_to(reader, path)
        assert "There is a out.md already" in reader.text
        await reader.press("escape")
        assert path.read_text("utf-8") == "mine"
        await export_to(reader, path)
        await reader.press("j", "enter")
        assert "很久以前" in path.read_text("utf-8")
        assert [each.name for each in tmp_path.glob(".out*")] == []


async def test_where_nothing_can_be_written_it_is_said(
    start: Start, library: Path, tmp_path: Path
) -> None:
    async with start() as reader:
        await listing(reader, marks(library))
        await export_to(reader, tmp_path / "nowhere" / "out.md")
        assert "cannot be written" in reader.text
        await export_to(reader, tmp_path / "out.docx")
        assert "cannot be written in t" in reader.text


async def test_what_was_written_comes_in_again_once(
    start: Start, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out.json"
    async with start() as reader:
        screen = await listing(reader, marks(library))
        await export_to(reader, path)
        await reader.press("g", "space", "space", "d", "i")
        await reader.type(str(path))
        await reader.press("enter")
        assert "2 bookmarks added · 3 there already · U undoes" in reader.text
        assert len(keys(screen)) == 5
        await reader.press("i")
        await reader.type(str(path))
        await reader.press("enter")
        assert "Nothing new" in reader.text
        await reader.press("U")
        assert len(reader.store.all()) == 3
        await reader.press("i")
        await reader.type(str(tmp_path / "none.json"))
        await reader.press("enter")
        assert "cannot be read" in reader.text


async def test_an_import_is_taken_back_but_not_what_was_edited_since(
    start: Start, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.json"
    async with start() as reader:
        await listing(reader, marks(library))
        theirs = [replace(each, note=f"{each.note} theirs") for each in reader.store.all()]
        theirs.append(replace(theirs[0], id="new", quote=Quote("other words")))
        path.write_bytes(export(theirs, Format.JSON).data)
        before = {each.id: each for each in reader.store.all()}
        await reader.press("i")
        await reader.type(str(path))
        await reader.press("enter")
        assert "1 bookmark added · 5 merged · U undoes" in reader.text
        first, *others = before.values()
        known = reader.store.get(first.id)
        assert known is not None
        reader.store.update(replace(known, note="mine, later"), known)
        await reader.press("U")
        assert (
            "1 bookmark taken out, 4 bookmarks as before · 1 bookmark edited since keep"
            in reader.text
        )
        after = {each.id: each for each in reader.store.all()}
        assert after.keys() == before.keys()
        assert after[first.id].note == "mine, later"
        assert all(after[each.id].note == each.note for each in others)


async def test_a_folder_gets_pages_for_obsidian_and_gives_them_back(
    start: Start, library: Path, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    async with start() as reader:
        screen = await listing(reader, marks(library))
        await export_to(reader, f"{vault}/")
        assert "pages written to" in reader.text
        assert any("author: " in page.read_text("utf-8") for page in vault.iterdir())
        await reader.press("g", "space", "space", "d", "i")
        await reader.type(str(vault))
        await reader.press("enter")
        assert "2 bookmarks added · 3 there already · U undoes" in reader.text
        assert len(keys(screen)) == 5


# -- named on the command line -----------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "block", "told"),
    [
        ("0123456789abcdef0123456789abcdef", 2, ""),
        ("0123456789", 2, ""),
        ("012", 2, ""),
        ("nothing", 0, "There is no bookmark “nothing” here"),
    ],
)
async def test_an_article_opens_at_the_bookmark_that_a_link_names(
    start: Start, library: Path, word: str, block: int, told: str
) -> None:
    path = library / "long.md"
    paragraphs = [f"Paragraph {number} of a long text. " * 40 for number in range(30)]
    path.write_text("\n\n".join(paragraphs), "utf-8")
    ref = ArticleRef(path=str(path))
    words = Quote("Paragraph 20 of a long text.")
    async with start() as reader:
        reader.store.add(Bookmark(ref, Place(20), words, Place(20, 28), id="0123456789abcdef" * 2))
    async with start(path, left=SessionLayout(article=path), at=word) as reader:
        assert reader.shown
        assert ("Paragraph 20" in reader.text) == (block > 0)
        assert told in reader.text


# -- many, and narrow -------------------------------------------------------------------


async def test_thousands_are_drawn_only_where_somebody_looks(start: Start) -> None:
    many = [
        Bookmark(
            ArticleRef(path=f"/lib/{n // 10:04}.md", title=f"Article {n // 10}"),
            Place(n % 10),
            Quote(f"words of {n} " + "and so on " * (n % 30)),
            id=f"{n:05}",
        )
        for n in range(MANY)
    ]
    async with start() as reader:
        screen = await listing(reader, many)
        assert len(screen.list.items) == MANY
        assert screen.list.rows_drawn < 300
        await reader.press("G")
        assert "words of 9999" in reader.text
        await reader.press("slash")
        await reader.type("words of 7345")
        assert keys(screen) == "07345"
        assert screen.list.rows_drawn < 2_000


@pytest.mark.parametrize(
    ("size", "few_colors"),
    [((24, 6), False), ((60, 24), True), ((90, 30), False), ((200, 50), True)],
)
async def test_every_row_fits_a_window_of_any_size(
    start: Start, library: Path, size: tuple[int, int], few_colors: bool
) -> None:
    async with start(size=size, few_colors=few_colors) as reader:
        screen = await listing(reader, marks(library))
        await reader.press("G", "g", "ctrl+d", "ctrl+u", "pagedown", "pageup", "]", "[")
        width = screen.list.size.width
        for y in range(screen.list.size.height):
            assert screen.list.render_line(y).cell_length == width
        await reader.pilot.resize_terminal(size[0] + 13, size[1] + 3)
        await reader.settle()
        assert current(screen)
