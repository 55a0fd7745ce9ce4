from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text

TEXT = "Unfailingly the ferry leaves at seventeen past eleven from somewhere near Northernharbours."


def lines(rows: str, text: str = TEXT) -> list[str]:
    body = f"<html><body><article><h1>Quays</h1>{rows}<p>{text}</p><p>{TEXT}</p></article></body>"
    return plain_text(f"{body}</html>", BodyKind.HTML_DOCUMENT).split("\n")[1:-1]


@pytest.mark.parametrize(
    "row",
    [
        '<div class="byline">By <a href="/x">Ann Reed</a> and Peter van Holm</div>',
        '<div class="c-meta"><span>Ann Reed</span> · <time>March 3, 2021 4:05 PM EST</time></div>',
        "<div><span>3 March 2021</span> | <span>4 min read</span></div>",
        '<p class="date">2021-03-03</p>',
        "<div><p>9. März 2021</p></div>",
        '<div><a href="/author/ann-reed">Ann Reed</a>, Mar 3, 2021</div>',
        '<div class="post-meta">Posted on <a href="/2021/03">3rd March 2021</a> by ANN REED</div>',
        '<div class="meta"><span>作者：林舟</span> <span>2021年3月3日 09:05</span></div>',
        "<div>Updated 3 hours ago</div>",
        '<ul class="entry-info"><li>Ann Reed</li><li>2021/03/03</li></ul>',
    ],
)
def test_a_row_of_author_and_date_is_on_the_card(row: str) -> None:
    assert lines(row) == [TEXT]
    assert lines(f"<header>{row}</header>") == [TEXT]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ('<p class="dek">Nobody mended the crane.</p>', "Nobody mended the crane."),
        ("<p>3 March 1915</p>", "3 March 1915"),
        ("<div>2019</div>", "2019"),
        ("<div>30 minutes</div>", "30 minutes"),
        ("<div>May</div>", "May"),
        ('<div class="score">6.2</div>', "6.2"),
        ('<div class="author">Photograph by Ann Reed</div>', "Photograph by Ann Reed"),
        ('<div class="meta">Ann Reed, University of Marshes</div>',) * 2,
        ('<div class="author">she rows the ferry</div>', "she rows the ferry"),
        ("<div>Ann Reed, Peter Holm</div>", "Ann Reed, Peter Holm"),
        ("<div>12 points by wren <span>3 March 2021</span></div>",) * 2,
        ('<div class="meta">Was it Ann Reed?</div>', "Was it Ann Reed?"),
    ],
)
def test_what_the_card_does_not_say_stays(row: str, shown: str) -> None:
    if shown == row:
        shown = row.split(">", 1)[1].replace("<span>", "").replace("</span>", "")[: -len("</div>")]
    assert lines(row) == [shown, TEXT]


def test_rows_behind_the_first_paragraph_stay() -> None:
    row = '<div class="byline">By Ann Reed, 3 March 2021</div>'
    assert lines(f"<p>{TEXT}</p>{row}") == [TEXT, "By Ann Reed, 3 March 2021", TEXT]


def test_a_fragment_keeps_its_rows() -> None:
    row = '<div class="byline">By Ann Reed</div>'
    assert plain_text(f"{row}<p>{TEXT}</p>", BodyKind.HTML) == f"By Ann Reed\n{TEXT}"
