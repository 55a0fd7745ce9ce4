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
    assert title.find(Path(name), text, BodyKind.MARKDOWN, text) == expected


def test_a_long_first_line_is_cut_at_a_word() -> None:
    whole = " ".join(["word"] * 24)
    assert len(whole) == 119
    assert title.find(Path("1.md"), whole, BodyKind.TEXT, whole) == whole
    longer = " ".join(["word"] * 30)
    cut = title.find(Path("1.md"), longer, BodyKind.TEXT, longer)
    assert cut == whole + "…"
    assert title.find(Path("1.md"), "x" * 121, BodyKind.TEXT, "x" * 121) == "x" * 60 + "…"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The ebb begins at noon. Then the boats lie still.", "The ebb begins at noon"),
        ("Who has seen the ebb? Nobody has, so far.", "Who has seen the ebb?"),
        ("At 3.5 m Dr. Kelp turned back. He was cold.", "At 3.5 m Dr. Kelp turned back"),
        ("潮水退到灯塔下面去了。船都停着。", "潮水退到灯塔下面去了"),
        ("潮水" * 15 + "，船" + "都停着" * 20, "潮水" * 15 + "…"),
        ("See [[Low water|the ==ebb==]] first. Then go. ^a-1", "See the ebb first"),
        ("#sea #tides/low\n\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("![[ebb.jpg]]\n\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("#sea\n\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("<!-- a\nb -->\nThe ebb begins at noon. Then what?", "The ebb begins at noon"),
        ("<!-- The ebb begins at noon. Then what?", "The ebb begins at noon"),
    ],
)
def test_the_title_of_a_note_without_one_is_its_beginning(line: str, expected: str) -> None:
    assert title.find(Path("1.md"), line, BodyKind.MARKDOWN, line) == expected
