from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text


def test_text_is_text() -> None:
    assert plain_text("*as it is*", BodyKind.TEXT) == "*as it is*"


def test_html_blocks_are_lines() -> None:
    html = "<div><p>一</p><p>二 <b>三</b></p><ul><li>四</ul><script>x()</script><svg>y</svg></div>"
    assert plain_text(html, BodyKind.HTML).split("\n") == ["一", "二 三", "四"]


def test_hidden_elements_are_not_text_unless_they_hold_all_of_it() -> None:
    shown = '<p>shown for all to see</p><p style="display: none">not</p>'
    assert plain_text(shown, BodyKind.HTML) == "shown for all to see"
    assert plain_text("<div hidden><p>everything</p></div>", BodyKind.HTML) == "everything"


def test_a_page_is_its_main_content() -> None:
    html = "<html><body><nav>Menu</nav><article><p>The article.</p></article></body></html>"
    assert plain_text(html, BodyKind.HTML_DOCUMENT) == "The article."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Title\n\ntext", "Title\n\ntext"),
        ("**bold** and `code`", "bold and code"),
        ('a [link](https://e.org/x_(y) "t") b', "a link b"),
        ("![alt](/a.png)", "alt"),
        ("[![alt](/a.png)](/b)", "alt"),
        ("see [it][ref] <kbd>x</kbd> `a[0][1] <b>`", "see it x a[0][1] <b>"),
        ("so[^1]\n\n[^1]: they say\n[ref]: /a.html", "so[^1]\n\nthey say"),
        ("社\n交 net\nwork", "社交 net\nwork"),
        ("# 标题\n正文", "标题\n正文"),
        ("a\\_b &amp; c", "a_b & c"),
        ("> quote\n> - item", "quote\nitem"),
        ("```py\nx = 1\n```", "x = 1"),
        ("[1]: https://e.org/x\ntext", "text"),
        ("1. one\n2. two", "one\ntwo"),
    ],
)
def test_marks_are_taken_off(markdown: str, text: str) -> None:
    assert plain_text(markdown, BodyKind.MARKDOWN) == text


def test_tags_among_markdown_go_too() -> None:
    assert plain_text("*a*\n<div>b</div>", BodyKind.MIXED).split() == ["a", "b"]


def test_a_feed_is_the_text_of_its_items() -> None:
    item = "<item><title>T</title><description>&lt;p&gt;D&lt;/p&gt;</description></item>"
    xml = f"<rss><channel>{item}</channel></rss>"
    assert plain_text(xml, BodyKind.FEED).split() == ["T", "D"]


@pytest.mark.parametrize("unit", ["<b id={}>", "<ul><li>", "<div>", "<!--", "<a "])
def test_broken_html_keeps_its_text(unit: str) -> None:
    html = "<p>start</p>" + "".join(unit.format(i) for i in range(5_000))
    assert "start" in plain_text(html, BodyKind.HTML)


def test_a_source_line_break_between_han_is_no_space_in_html() -> None:
    body = "<div><p>社\n  交</p><p>two\nwords</p></div>"
    assert plain_text(body, BodyKind.HTML) == "社交\ntwo words"


def test_a_source_line_break_between_hangul_is_a_space_in_html() -> None:
    assert plain_text("<p>사과를\n먹고</p>", BodyKind.HTML) == "사과를 먹고"
