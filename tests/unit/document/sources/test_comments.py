"""Comments are no part of the text, wherever they stand but in code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.document.pipeline import read
from reader.document.plain_text import plain_text
from reader.document.sources.comments import bare, without_comments

ALL = (BodyKind.MARKDOWN, BodyKind.MIXED, BodyKind.TEXT, BodyKind.HTML)


def texts(body: str, kind: BodyKind = BodyKind.MARKDOWN) -> list[str]:
    return [block.text for block in read(body, kind).blocks]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    "comment",
    ["<!-- more -->", "<!--more-->", "<!--\nkey: x\n\n- y\n-->", "<!-- a --!>", "<!-->"],
)
def test_a_comment_is_neither_shown_nor_indexed(kind: BodyKind, comment: str) -> None:
    body = f"<p>One.</p>\n\n{comment}\n\n<p>Two.</p>"
    if kind is not BodyKind.HTML:
        body = body.replace("<p>", "").replace("</p>", "")
    assert texts(body, kind) == ["One.", "Two."]
    assert plain_text(body, kind).split() == ["One.", "Two."]


@pytest.mark.parametrize("kind", ALL)
def test_what_follows_one_that_is_never_closed_is_text(kind: BodyKind) -> None:
    body = "One.\n\n<!-- and\n\nTwo <!-- three.\n"
    shown = " ".join(texts(body, kind))
    assert [word for word in ("One.", "and", "Two", "three.") if word not in shown] == []
    assert "three." in plain_text(body, kind)


def test_a_comment_parts_what_it_stands_between_and_text_after_it_is_markdown() -> None:
    assert texts("One.\n<!-- more -->\nTwo.") == ["One.", "Two."]
    assert texts("<!-- a --> *Two* <!-- b\n\nc --> three.") == ["Two three."]
    assert texts("- One.\n\n    <!-- a\n    b -->\n\n- Two.") == ["One.", "Two."]


@pytest.mark.parametrize(
    "code",
    [
        "```html\n<!-- kept -->\n```",
        "`<!-- kept -->`",
        "`` a <!--\nkept --> ``",
        "Text.\n\n    <!-- kept -->",
        "- a\n\n      <!-- kept -->",
        "- ```\n  <!-- kept -->\n  ```",
        "```\n%% kept %%\n```",
        "$$\n%%kept%%\n$$",
    ],
)
def test_in_code_it_stays(code: str) -> None:
    assert without_comments(code) == code
    assert bare(code) == code
    assert "kept" in "".join(texts(code))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("One %%not this%% two.", ["One two."]),
        ("%% not this %%\n\nOne.", ["One."]),
        ("One.\n\n%%\nnot this\n\nnor this\n%%\n\nTwo.", ["One.", "Two."]),
        ("潮%%不看%%水。", ["潮水。"]),
        ("100%% sure and 50%% off", ["100%% sure and 50%% off"]),
        ("for %%i in (a) do echo %%i", ["for %%i in (a) do echo %%i"]),
        ("One %% two.", ["One %% two."]),
    ],
)
def test_comments_of_obsidian(source: str, shown: list[str]) -> None:
    assert texts(source) == shown


_PARTS = [
    "<!--",
    "-->",
    "--!>",
    "`",
    "```",
    "\n",
    "\n\n",
    "    ",
    "%%",
    "a",
    " ",
    "- ",
    "> ",
    "~~~",
]


@given(st.lists(st.sampled_from(_PARTS), max_size=30).map("".join))
def test_only_comments_go(source: str) -> None:
    kept = bare(source)
    rest = iter(source)
    assert all(character in rest for character in kept)  # in the same order
    if "-->" not in source and "--!>" not in source and "%%" not in source:
        assert kept.replace("<!--", "") == source.replace("<!-->", "").replace("<!--", "")
    assert without_comments(source).count("a") == kept.count("a")
