"""What an article without a title in its metadata is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.library.metadata import title

PROSE = "A sentence of prose that nobody would take for a title."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# One\n\ntext", "One"),
        ("One\n===\n\ntext", "One"),
        ("Two\n---\n\ntext", "Two"),
        ("## Two\n\n# One\n", "One"),
        ("## Two\n\n## Another\n", "Two"),
        (f"{PROSE}\n\n# One\n", "One"),
        (f"{PROSE}\n\n## Two\n", ""),
        ("## \n\n# One\n", "One"),
        ("```\n# code\n```\n\n# One\n", "One"),
        ("````\n```\n# code\n````\n\n# One\n", "One"),
        ("<!-- # no -->\n# One\n", "One"),
        ("[toc]\n\n## Two\n", "Two"),
        ("![](a.png)\n\n## Two\n", "Two"),
        ("# One #\n", "One"),
        ("#One\n", "One"),
        ("#1 of many\n", ""),
        ("====\n", ""),
    ],
)
def test_headings_of_markdown(body: str, expected: str) -> None:
    assert title.heading(body, BodyKind.MARKDOWN) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>One</h1><p>text", "One"),
        ("<h2>Two</h2><h1>One</h1>", "One"),
        ("<h2>Two</h2><h3>Three</h3>", "Two"),
        ("<p>prose</p><h2>Two</h2>", ""),
        ("<p>prose</p><h1>One</h1>", "One"),
        ("<h1></h1><h2>Two</h2>", "Two"),
        ("<!-- <h1>no</h1> --><h1>One\ntwo</h1>", "One two"),
    ],
)
def test_headings_of_html(body: str, expected: str) -> None:
    for kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT):
        assert title.heading(body, kind) == expected


def test_plain_text_has_no_headings() -> None:
    assert title.heading("# One", BodyKind.TEXT) == ""
    assert title.heading("# One", BodyKind.FEED) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2013-09-23-a-title.md", "a title"),
        ("20130923 A title.md", "A title"),
        ("a_title.en.html", "a title"),
        ("posts/a-title/index.md", "a title"),
        ("posts/a-title/README.md", "a title"),
        ("blog__2015__a-title__index.html", "a title"),
        ("site__folder__page.html", "page"),
        ("2013-09-23.md", "2013 09 23"),
        ("札记-一.txt", "札记-一"),
        ("two words-here.md", "two words-here"),
        (".md", ".md"),
        ("index.md", "index"),
        ("a.md.txt.html", "a"),
        ("A walk 0123456789abcdef0123456789abcdef.md", "A walk"),
        ("A walk 0123456789abcdef.md", "A walk 0123456789abcdef"),
        ("A walk (1_15_2025 10_00_00 AM).html", "A walk"),
        ("A walk (part 2).html", "A walk (part 2)"),
        ("A walk _ The Quay.html", "A walk"),
        ("A walk _ by night.md", "A walk _ by night"),
        ("20240318_104500_河边.md", "河边"),
        ("[20240318]河边.md", "河边"),
        ("【2024-03-18】 河边.md", "河边"),
        ("20240318_994500_河边.md", "994500_河边"),
        ("20240318_104500.md", "20240318 104500"),
        ("A%20walk%20by%20night.md", "A walk by night"),
        ("%E6%B2%B3%E8%BE%B9.md", "河边"),
        ("100%25 %ff.md", "100%25 %ff"),
        ("%ff.md", "%ff"),
    ],
)
def test_names_of_files(name: str, expected: str) -> None:
    assert title.from_name(Path(name)) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("solution.md", "A short line\n\nmore", "A short line"),
        ("solution.md", PROSE, PROSE),
        ("telling-name.md", PROSE, "telling name"),
        ("telling-name.md", "A short line", "A short line"),
        ("telling-name.md", "A short sentence.", "telling name"),
        ("telling-name.md", "x" * 60, "x" * 60),
        ("telling-name.md", "x" * 61, "telling name"),
        ("札记.md", PROSE, "札记"),
        ("002_d6d26883.md", "", "002 d6d26883"),
        ("solution.md", "* * *\n\nFirst\n", "First"),
        ("solution.md", "- [x] First of a list\n", "First of a list"),
        ("solution.md", "…\n\nFirst\n", "First"),
        ("solution.md", "```\ncode\n```\n\nFirst\n", "First"),
    ],
)
def test_the_first_line_is_the_title_where_the_name_tells_less(
    name: str, text: str, expected: str
) -> None:
    assert title.find(Path(name), text, BodyKind.MARKDOWN, text)[0] == expected


def test_a_long_first_line_is_cut_at_a_word() -> None:
    whole = " ".join(["word"] * 24)
    assert len(whole) == 119
    assert title.find(Path("1.md"), whole, BodyKind.TEXT, whole)[0] == whole
    longer = " ".join(["word"] * 30)
    cut, _ = title.find(Path("1.md"), longer, BodyKind.TEXT, longer)
    assert cut == whole + "…"
    assert title.find(Path("1.md"), "x" * 121, BodyKind.TEXT, "x" * 121)[0] == "x" * 60 + "…"


def test_a_page_that_simpread_saved_is_called_as_its_file() -> None:
    line = "> 本文由 [某](http://tool.example/) 转码， 原文地址 [h](https://example.org/a)"
    body = f"{line}\n\n# 一 前言\n"

    assert title.find(Path("河边的灯.md"), body, BodyKind.MARKDOWN, body)[0] == "河边的灯"
    assert title.find(Path("1.md"), body, BodyKind.MARKDOWN, body)[0] == "一 前言"


def test_a_name_that_notion_gave_is_the_title() -> None:
    name = Path(f"Untitled {'0123456789abcdef' * 2}.md")

    assert title.find(name, PROSE, BodyKind.MARKDOWN, PROSE)[0] == "Untitled"
    assert title.find(name, f"# One\n\n{PROSE}", BodyKind.MARKDOWN, PROSE)[0] == "One"


@pytest.mark.parametrize(
    "line",
    [
        "> 本文由 [某 转码](http://tool.example/) 转码， 原文地址 [host](https://example.org/a)",
        "[Read Original](https://example.org/a)",
        "=====[ One of several ]=====",
    ],
)
def test_a_line_of_a_tool_is_no_title(line: str) -> None:
    body = f"{line}\n\nFirst\n"

    assert title.find(Path("1.md"), body, BodyKind.MARKDOWN, body)[0] == "First"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The ebb begins at noon. Then the boats lie still.", "The ebb begins at noon"),
        ("Who has seen the ebb? Nobody has, so far.", "Who has seen the ebb?"),
        ("At 3.5 m Dr. Kelp turned back. He was cold.", "At 3.5 m Dr. Kelp turned back"),
        ("潮水退到灯塔下面去了。船都停着。", "潮水退到灯塔下面去了"),
        ("潮水" * 15 + "，船" + "都停着" * 20, "潮水" * 15 + "…"),
        ("退潮 ebb begins 。船停着。", "退潮 ebb begins"),
        ("潮水" * 14 + "  ：船" + "都停着" * 20, "潮水" * 14 + "…"),
        ("See [[Low water|the ==ebb==]] first. Then go. ^a-1", "See the ebb first"),
        ("#sea #tides/low\n\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("![[ebb.jpg]]\n\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("#sea\n\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("<!-- a\nb -->\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("<!-- The ebb begins at noon. Then what?", "The ebb begins at noon"),
    ],
)
def test_the_title_of_a_note_without_one_is_its_beginning(line: str, expected: str) -> None:
    assert title.find(Path("1.md"), line, BodyKind.MARKDOWN, line)[0] == expected
