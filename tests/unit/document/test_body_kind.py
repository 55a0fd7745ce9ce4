from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind, detect, of_file


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<div>\n<p>一段话。</p>\n<p>又一段。</p>\n</div>", BodyKind.HTML),
        ("<p>One paragraph only.</p>", BodyKind.HTML),
        ("\n\n<h2>Title</h2>\n<ul><li>1. one</li><li>two</li></ul>", BodyKind.HTML),
        ("<!DOCTYPE html>\n<html><body><p>x</p></body></html>", BodyKind.HTML_DOCUMENT),
        ("<!-- saved -->\n<HTML lang=en><p>x</HTML>", BodyKind.HTML_DOCUMENT),
        ('<?xml version="1.0"?>\n<!DOCTYPE html><html></html>', BodyKind.HTML_DOCUMENT),
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', BodyKind.FEED),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', BodyKind.FEED),
        ("# Title\n\nSome *text* here.", BodyKind.MARKDOWN),
        ("Text with a [link](https://example.org).", BodyKind.MARKDOWN),
        ("Text\n\n    <p>code</p>\n\nand `<div>`.", BodyKind.MARKDOWN),
        ("Only <b>inline</b> tags in this one.", BodyKind.MARKDOWN),
        ("Entities&nbsp;count as marks.", BodyKind.MARKDOWN),
        ("一句话。\n\n另一句话，没有记号。", BodyKind.TEXT),
        ("#话题# 之后是正文\n\n  1. 第一条\n\n  2. 第二条", BodyKind.TEXT),
        ("", BodyKind.TEXT),
        ("a < b and c > d, 5 * 3 = 15, snake_case_name", BodyKind.TEXT),
    ],
)
def test_kind_is_told_by_content(body: str, kind: BodyKind) -> None:
    assert detect(body) is kind


def test_html_in_a_fence_is_no_html() -> None:
    body = "Write this:\n\n```html\n<!doctype html>\n<div><p>x</p></div>\n```\n\nDone."
    assert detect(body) is BodyKind.MARKDOWN


def test_html_blocks_among_markdown_are_mixed() -> None:
    body = (
        "## Heading\n\nSome **words**.\n\n<table><tr><td>a cell with text</td></tr></table>\n\n"
        "* item\n* item\n\n<div><p>A paragraph of raw text in tags.</p></div>\n"
    )
    assert detect(body) is BodyKind.MIXED


def test_numbered_lines_at_the_margin_are_a_markdown_list() -> None:
    assert detect("1. one\n2. two\n3. three\n") is BodyKind.MARKDOWN


def test_numbers_that_markdown_would_change_are_plain_text() -> None:
    assert detect("1. one\n3. three\n7. seven\n") is BodyKind.TEXT
    assert detect("3. three\n2. two\n") is BodyKind.TEXT
    assert detect("1. one\n1. one\n1. one\n") is BodyKind.MARKDOWN
    assert detect("1. one\n2. two\n\n1. one\n2. two\n") is BodyKind.MARKDOWN


@pytest.mark.parametrize(
    "unit", ["<!--", "<a ", "<pre>", "<svg>", "`", "**a", "[", "<", "\n", "| "]
)
def test_repetition_is_bounded(unit: str) -> None:
    assert detect(unit * 40_000) in BodyKind


def test_counters_in_front_of_a_page_do_not_hide_it() -> None:
    page = "<script>document.write('<div>')</script>\n<div><script>1</script></div>" * 40
    page += "<html><head><title>T</title></head><body>text</body></html>"
    assert detect(page) is BodyKind.HTML_DOCUMENT


STYLE = "<style>" + "p { color: red }\n" * 4_000 + "</style>\n"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"{STYLE}<div><p>A paragraph.</p><p>Another.</p></div>", BodyKind.HTML),
        (f"{STYLE}<body><p>A paragraph.</p></body>", BodyKind.HTML_DOCUMENT),
        (f"<meta charset=utf-8><title>t</title>{STYLE}<body><p>A", BodyKind.HTML_DOCUMENT),
        (f"<!--{'x ' * 40_000}--><!doctype html><p>A", BodyKind.HTML_DOCUMENT),
        (f"{STYLE}\n# A title\n\n- one\n- two", BodyKind.MARKDOWN),
        ("<style>" + "never ended " * 9_000, BodyKind.MARKDOWN),
    ],
)
def test_the_kind_shows_behind_long_styles_and_comments(body: str, kind: BodyKind) -> None:
    assert detect(body) is kind


@pytest.mark.parametrize(
    "mark",
    [
        "See [[another note]].",
        "It is ==lit==.",
        "One %%not this%% two.",
        "%%\nnot this\n%%",
        "A line. ^name-1",
        ":::tip\nText.\n:::",
        "!!! note\n    Text.",
        "??? tip\n    Text.",
        '=== "Tab"\n    Text.',
        "<Tabs>\nText.\n</Tabs>",
        "import A from 'b'\n\nText.",
        "{/* truncate */}",
        '{{ youtube(id="x") }}',
        "[gallery ids=1]",
        "[embed]https://film.example/1[/embed]",
        "[TOC]",
    ],
)
def test_marks_of_notes_and_generators_are_markdown(mark: str) -> None:
    assert detect(f"Some words.\n\n{mark}\n\nMore words.") is BodyKind.MARKDOWN


@pytest.mark.parametrize(
    "text", ["a == b and c == d", "100%% sure and 50%% off", "[1] [[]] ((a)) 2^10 :)"]
)
def test_what_only_resembles_them_is_text(text: str) -> None:
    assert detect(f"Some words.\n\n{text}\n\nMore words.") is BodyKind.TEXT


@pytest.mark.parametrize("ending", [".txt", ".md", ""])
def test_a_document_that_begins_as_one_in_org_is_one(ending: str) -> None:
    assert of_file("#+TITLE: Lamps\n\n* Shore\nText", ending) is BodyKind.ORG
    assert of_file("\n#+startup: overview\n* Shore", ending) is BodyKind.ORG
    assert of_file("#+ is written here\n\n* Shore", ending) is not BodyKind.ORG
