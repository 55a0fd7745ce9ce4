"""Lines in the text that a style keeps."""

from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.to_markdown import to_markdown


def convert(html: str) -> str:
    return to_markdown(html, BodyKind.HTML).markdown.strip("\n")


@pytest.mark.parametrize(
    "value", ["pre", "pre-wrap", "pre-line", "break-spaces", "pre-wrap !important"]
)
@pytest.mark.parametrize("tag", ["p", "div", "section", "span"])
def test_lines_stay_lines(tag: str, value: str) -> None:
    html = f"<{tag} style='color:red; white-space: {value}'>one\ntwo <b>b\nc</b>\n\nthree</{tag}>"
    assert convert(html) == "one\\\ntwo **b\\\nc**\n\nthree"


@pytest.mark.parametrize(
    "html",
    [
        "<p>one\ntwo</p>",
        "<p style='white-space:nowrap'>one\ntwo</p>",
        "<div style='white-space:pre-wrap'><p style='white-space:normal'>one\ntwo</p></div>",
        "<p style='white-space:pre-wrap'>\n    one two\n  </p>",
        "<p><span style='white-space:pre-wrap'>one\n  </span><span>two</span></p>",
    ],
)
def test_other_line_breaks_are_white_space(html: str) -> None:
    assert convert(html) == "one two"


def test_white_space_between_blocks_is_none() -> None:
    html = "<div style='white-space:pre-wrap'>\n<p>one</p>\n\n<p>two</p>\n</div>"
    assert convert(html) == "one\n\ntwo"


def test_lines_in_a_cell_stay_in_it() -> None:
    html = "<table><tr><th>a<th>b<tr><td style='white-space:pre-line'>c\nd<td>e</table>"
    assert "| c<br>d | e |" in convert(html)
