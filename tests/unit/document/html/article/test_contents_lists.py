from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text

TEXT = "Unfailingly the ferry leaves at seventeen past eleven from somewhere near Northernharbours."
NAMES = ("Quays", "Cranes", "Tides", "Boats")
SECTIONS = "".join(f'<h2 id="{name}">{name}</h2><p>{TEXT}</p>' for name in NAMES)


def text(before: str) -> str:
    body = f"<html><body><article><h1>Port</h1><p>{TEXT}</p>{before}{SECTIONS}</article></body>"
    return plain_text(body, BodyKind.HTML_DOCUMENT)


def entries(*names: str) -> str:
    return "".join(f'<li><a href="#{name}">{name}</a></li>' for name in names)


@pytest.mark.parametrize(
    "contents",
    [
        f"<ul>{entries(*NAMES)}</ul>",
        f"<h2>Table of contents</h2><ol>{entries(*NAMES)}</ol>",
        f"<p>目录：</p><ul>{entries(*NAMES[:2])}<li><ul>{entries(*NAMES[2:])}</ul></li></ul>",
    ],
)
def test_a_list_of_the_headings_goes(contents: str) -> None:
    assert text(contents) == text("")


@pytest.mark.parametrize(
    "contents",
    [
        f"<ul>{entries(*NAMES[:3])}</ul>",
        f'<ul>{entries(*NAMES)}<li><a href="#gone">Lost</a></li></ul>',
        f"<ul>{entries(*NAMES)}<li>And a word on who wrote them, and on why they did so</li></ul>",
        "<ul>{}</ul>".format("".join(f'<li><a href="#{n}">See here</a></li>' for n in NAMES)),
    ],
)
def test_a_list_that_says_more_stays(contents: str) -> None:
    assert text(contents) != text("")
