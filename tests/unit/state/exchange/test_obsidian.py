"""A page for each article, in the folder of somebody who edits there too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.exchange.block_id import block_id, find_key
from reader.state.exchange.facts import Facts, no_facts
from reader.state.exchange.formats import parse
from reader.state.exchange.obsidian import Written, file_name, pages_in, write_folder

ARTICLE = ArticleRef("f1", "https://a.example/1", "/articles/it's 1.md", "钉钉：一个教训")
KEY = "0123456789abcdef0123456789abcdef"
HIGHLIGHT = Bookmark(
    ARTICLE,
    Place(2, 5),
    Quote("社交网络\n第二段", "前面", "后面"),
    end=Place(3, 3),
    color="green",
    note="记一笔",
    tags=("社会", "two words"),
    id=KEY,
    created="2026-01-02T00:00:00.000Z",
    updated="2026-01-02T00:00:00.000Z",
)
WHOLE = Bookmark(ARTICLE, id="w", note="Read twice", created="2026-01-03T00:00:00.000Z")
OTHER = Bookmark(
    ArticleRef(path="/articles/2.md", title="Other"), Place(1), Quote("a place"), id="p"
)


def facts(_article: ArticleRef) -> Facts:
    return Facts("张三", "A site", "2021-03-01", ("社交", "a b"))


def write(folder: Path, bookmarks: Sequence[Bookmark], *, force: bool = False) -> Written:
    return write_folder(folder, bookmarks, facts, force=force)


def taken_in(folder: Path) -> dict[str, Bookmark]:
    found = (parse(page.read_bytes(), page.name) for page in pages_in(folder))
    return {mark.id: mark for parsed in found for mark in parsed.bookmarks}


def page_of(folder: Path) -> Path:
    return folder / "钉钉：一个教训.md"


class TestPage:
    def test_it_has_front_matter_words_note_and_a_link_back(self, tmp_path: Path) -> None:
        write(tmp_path, [HIGHLIGHT, WHOLE])
        text = page_of(tmp_path).read_text("utf-8")
        _, front, body = text.split("---\n", 2)
        assert yaml.safe_load(front) == {
            "title": "钉钉：一个教训",
            "author": "张三",
            "source": "A site",
            "url": "https://a.example/1",
            "date": "2021-03-01",
            "tags": ["社交", "a-b"],
            "reader-path": "/articles/it's 1.md",
        }
        shown = re.sub("<!--.*?-->", "", body)
        assert "# [钉钉：一个教训](<https://a.example/1>)" in shown
        assert (
            "> 社交网络\n>\n> 第二段\n\n^0123456789\n\n记一笔\n\ngreen · 2026-01-02 #社会" in shown
        )
        assert "`reader '/articles/it'\"'\"'s 1.md#0123456789'`" in shown

    def test_all_of_it_comes_in_again(self, tmp_path: Path) -> None:
        write(tmp_path, [HIGHLIGHT, WHOLE, OTHER])
        assert taken_in(tmp_path) == {mark.id: mark for mark in (HIGHLIGHT, WHOLE, OTHER)}

    def test_what_was_written_into_it_comes_in(self, tmp_path: Path) -> None:
        write(tmp_path, [HIGHLIGHT])
        page = page_of(tmp_path)
        text = page.read_text("utf-8")
        text = text.replace("记一笔", "记两笔，[[see]]").replace("#two-words", "#two-words #neu")
        text = text.replace("green ·", "red ·") + "\nBelow all of it\n"
        page.write_text(text, "utf-8")
        (mark,) = taken_in(tmp_path).values()
        assert mark.note == "记两笔，[[see]]\n\nBelow all of it"
        assert mark.tags == ("社会", "two words", "neu")
        assert mark.color == "red"
        assert mark.quote == HIGHLIGHT.quote

    def test_an_editor_may_wrap_it_anew(self, tmp_path: Path) -> None:
        long = replace(HIGHLIGHT, quote=Quote("one two three four"), note="five six seven")
        write(tmp_path, [long])
        page = page_of(tmp_path)
        text = page.read_text("utf-8")
        text = text.replace("two three", "two\n> three").replace("six seven", "six\nseven")
        text = text.replace("> one two", "> one\ntwo").replace("\n<!--reader:", " <!--reader:")
        page.write_text(text.replace(',"id"', ',\n  "id"'), "utf-8", newline="\r\n")
        (mark,) = taken_in(tmp_path).values()
        assert mark.quote == long.quote
        assert mark.note == "five six\nseven"
        assert replace(mark, note=long.note) == long

    def test_ids_that_obsidian_added_are_no_words(self, tmp_path: Path) -> None:
        write(tmp_path, [HIGHLIGHT])
        page = page_of(tmp_path)
        text = page.read_text("utf-8").replace("记一笔", "记一笔 ^a1b2c3")
        page.write_text(text.replace("> 第二段", "> 第二段 ^d4e5f6"), "utf-8")
        assert taken_in(tmp_path) == {KEY: HIGHLIGHT}


class TestFolder:
    def test_a_second_time_nothing_is_written(self, tmp_path: Path) -> None:
        assert write(tmp_path, [HIGHLIGHT, OTHER]) == Written(2, 0, ())
        assert write(tmp_path, [HIGHLIGHT, OTHER]) == Written(0, 2, ())
        assert write(tmp_path, [HIGHLIGHT, WHOLE, OTHER]) == Written(1, 1, ())

    def test_an_edited_page_is_left_alone_and_named(self, tmp_path: Path) -> None:
        write(tmp_path, [HIGHLIGHT])
        page = page_of(tmp_path)
        page.write_text(page.read_text("utf-8").replace("记一笔", "mine"), "utf-8")
        before = page.read_bytes()
        assert write(tmp_path, [HIGHLIGHT, WHOLE]) == Written(0, 0, (page,))
        assert page.read_bytes() == before
        assert write(tmp_path, [HIGHLIGHT, WHOLE], force=True) == Written(1, 0, ())
        assert "mine" not in page.read_text("utf-8")

    def test_what_was_written_below_the_end_is_an_edit(self, tmp_path: Path) -> None:
        write(tmp_path, [HIGHLIGHT])
        with page_of(tmp_path).open("a", encoding="utf-8") as file:
            file.write("mine\n")
        assert write(tmp_path, [HIGHLIGHT, WHOLE]).left == (page_of(tmp_path),)

    @pytest.mark.parametrize("force", [False, True])
    def test_a_page_of_somebody_else_is_never_touched(self, tmp_path: Path, force: bool) -> None:
        page_of(tmp_path).write_text("mine", "utf-8")
        write(tmp_path, [HIGHLIGHT], force=force)
        assert page_of(tmp_path).read_text("utf-8") == "mine"
        assert len(taken_in(tmp_path)) == 1

    def test_a_page_that_was_renamed_stays_the_articles_page(self, tmp_path: Path) -> None:
        write(tmp_path, [HIGHLIGHT])
        page_of(tmp_path).rename(tmp_path / "My name.md")
        write(tmp_path, [HIGHLIGHT, WHOLE])
        assert [path.name for path in tmp_path.iterdir()] == ["My name.md"]

    def test_articles_of_one_title_have_a_page_each(self, tmp_path: Path) -> None:
        marks = [
            Bookmark(ArticleRef(path=f"/{name}.md", title=title), id=name)
            for name, title in (("a", "Title"), ("b", "TITLE"), ("c", "Title"))
        ]
        write(tmp_path, marks)
        assert len({path.name.casefold() for path in tmp_path.iterdir()}) == 3
        assert write(tmp_path, marks) == Written(0, 3, ())

    def test_a_folder_that_cannot_be_written_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", "utf-8")
        with pytest.raises(ReaderError, match="cannot be written"):
            write_folder(tmp_path / "file" / "vault", [HIGHLIGHT], no_facts)

    def test_a_folder_without_pages_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "mine.md").write_text("mine", "utf-8")
        with pytest.raises(ReaderError, match="no pages"):
            pages_in(tmp_path)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('a/b\\c: "d" <e>? *|f* #g ^h [i]', "a b c d e f g h i"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("ends...", "ends"),
        ("\x1b[2J\u202e", "2J"),
        ("", "(untitled)"),
        ("长" * 300, "长" * 80),
    ],
)
def test_every_system_takes_the_name_of_a_page(title: str, name: str) -> None:
    assert file_name(ArticleRef(title=title)) == name


class TestBlockId:
    @pytest.mark.parametrize("key", [KEY, "h1", "Übel/x", "a b", "A"])
    def test_it_has_only_what_obsidian_takes_and_is_found(self, key: str) -> None:
        assert re.fullmatch(r"[0-9a-z-]+", block_id(key))
        assert find_key([key, "other"], block_id(key)) == key
        assert find_key([key, "other"], key) == key

    def test_a_beginning_that_several_have_is_none(self) -> None:
        assert find_key(["abc1", "abc2"], "abc") == ""
        assert find_key(["abc1", "abc2"], "abc1") == "abc1"
        assert find_key(["abc", "abcd"], "abc") == "abc"
        assert find_key(["abc"], "") == ""
