from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text

TEXT = "Unfailingly the ferry leaves at seventeen past eleven from somewhere near Northernharbours."


def last(html: str) -> str:
    body = f"<html><body><article><p>{TEXT}</p><div>{html}</div><p>{TEXT}</p></article></body>"
    return plain_text(body, BodyKind.HTML_DOCUMENT).split("\n")[1]


@pytest.mark.parametrize("told", ["2 days ago", "5h", "about an hour ago", "3 小时前", "昨天"])
@pytest.mark.parametrize(
    "tag", ['time datetime="2021-03-03T10:00:00Z"', 'span title="2021-03-03T10:00:00 1614"']
)
def test_the_date_stands_for_a_time_told_from_the_day_of_saving(told: str, tag: str) -> None:
    assert last(f"wren <{tag}><a href='/x'>{told}</a></{tag.split()[0]}>") == "wren 2021-03-03"


@pytest.mark.parametrize(
    "html",
    [
        '<time datetime="2021-03-03">two springs before</time>',
        '<time datetime="PT2H">2 hours</time>',
        '<span title="on the quay">2 days ago</span>',
        "<time>2 days ago</time>",
    ],
)
def test_other_times_stay(html: str) -> None:
    assert last(f"wren {html}") == "wren " + html.split(">")[1].split("<")[0]
