"""Pictures beside an article, and where its text refers to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.intake.writing.pictures import (
    named_files,
    picture_ending,
    picture_references,
    relative_address,
    with_local_pictures,
)

PNG = b"\x89PNG\r\n\x1a\n"
HTML = """<p>See</p><img src="a.gif" data-src="https://x.example/b.png" srcset="c.png 2x">
<picture><source srcset="d.webp 2x"><img src="d.jpg" alt="D"></picture>
<img src="https://pixel.example/1.gif" width=1 height=1>"""
MARKDOWN = """![one](a.png) and ![two](<b c.png> "t") ![x](d(1).png)
<img alt="z" src="e.png"> ![[f g.png|300]] [a link](h.png) ![r][ref]

[ref]: i.png
[other]: https://example.com/page
"""


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PNG, ".png"),
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (b"GIF89a", ".gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        (b"\0\0\0\x1cftypavif", ".avif"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', ".svg"),
        (b"<!DOCTYPE html><svg>", ""),
        (b"<html>not found", ""),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_told_by_its_bytes(data: bytes, ending: str) -> None:
    assert picture_ending(data) == ending


def test_the_pictures_that_the_reader_shows_are_found() -> None:
    assert picture_references(HTML, BodyKind.HTML) == ("https://x.example/b.png", "d.jpg")
    assert picture_references(MARKDOWN, BodyKind.MARKDOWN) == (
        "a.png", "b c.png", "d(1).png", "e.png", "i.png",
    )  # fmt: skip


def test_a_page_names_the_files_beside_it_and_no_other_copies() -> None:
    places = {"https://x.example/b.png": "P_files/b.png", "d.jpg": "P_files/d.jpg"}
    page = with_local_pictures(HTML, BodyKind.HTML, places)
    assert picture_references(page, BodyKind.HTML) == ("P_files/b.png", "P_files/d.jpg")
    for gone in ("x.example", "srcset", "data-src", "<source"):
        assert gone not in page
    assert "<p>See</p>" in page


def test_markdown_names_the_files_beside_it_in_each_of_its_ways() -> None:
    names = ("a.png", "b c.png", "d(1).png", "e.png", "f g.png", "i.png")
    places = {name: f"P_files/{number}.png" for number, name in enumerate(names)}
    assert with_local_pictures(MARKDOWN, BodyKind.MARKDOWN, places) == (
        """![one](P_files/0.png) and ![two](<P_files/1.png> "t") ![x](P_files/2.png)
<img alt="z" src="P_files/3.png"> ![[P_files/4.png|300]] [a link](h.png) ![r][ref]

[ref]: P_files/5.png
[other]: https://example.com/page
"""
    )


def test_addresses_that_are_encoded_are_the_same() -> None:
    places = {"图 1.png": "P_files/1.png"}
    body = "![x](%E5%9B%BE%201.png)"
    assert with_local_pictures(body, BodyKind.MARKDOWN, places) == "![x](P_files/1.png)"


@given(st.dictionaries(st.text(max_size=40), st.sampled_from([PNG + b"1", PNG + b"2", b"no"])))
def test_names_are_safe_and_unique(files: dict[str, bytes]) -> None:
    kept = named_files(files)
    assert kept.keys() == {address for address, data in files.items() if data != b"no"}
    by_name = {picture.name.casefold(): picture.data for picture in kept.values()}
    assert len(by_name) == len({picture.data for picture in kept.values()})
    assert all(not set("/\\:\0") & set(name) and name.endswith(".png") for name in by_name)


def test_hostile_names_lead_nowhere_else() -> None:
    files = {"../../x.png": PNG + b"1", "..\\..\\CON.png": PNG + b"2", "a/%2e%2e%2fb": PNG + b"3"}
    names = [picture.name for picture in named_files(files).values()]
    assert names == ["x.png", "_CON.png", "b.png"]


def test_relative_addresses_are_encoded() -> None:
    assert relative_address("长 a_files", "b.png") == "%E9%95%BF%20a_files/b.png"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>a()</script>",
        "<s.v:script>a()</s.v:script>",
        '<a xlink:href="java&#115;cript:a()"><text>x</text></a>',
        '<a xlink:href="java&#10;script:a()"><text>x</text></a>',
        '<path\nonload = "a()"/>',
        '<set attributeName="onclick" to="a()"/>',
        "<foreignObject><p>x</p></foreignObject>",
    ],
)
def test_a_drawing_that_does_something_is_not_kept(inside: str) -> None:
    comments = f"<!--{'x' * 1_900}-->" * 3
    drawing = f'{comments}<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()
    assert picture_ending(drawing) == ".svg"
    assert not named_files({"a.svg": drawing})
    harmless = drawing.replace(inside.encode(), b'<path d="M0 0L9 9" class="once"/>')
    assert named_files({"a.svg": harmless})
