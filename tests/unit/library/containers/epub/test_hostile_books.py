"""Books that nobody made to be read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.outline import outline
from reader.document.pipeline import read
from reader.errors import ReaderError
from reader.library.containers.epub import book as epub_book
from reader.library.load import load_bytes
from tests.books import Book, document, nav, ncx, point

FILE = Path("weir.epub")
WHOLE = Book(
    {
        "a.xhtml": "<h1>One</h1><p id='x'>a <a href='b.xhtml#y'>1</a></p>",
        "b.xhtml": "<p id='y'>b</p>",
    },
    ncx=ncx(point("One", "a.xhtml", point("Two", "b.xhtml#y"))),
    pictures=["p.png"],
)
DATA = WHOLE.data()


@settings(max_examples=100)
@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_no_wrong_byte_is_too_much(place: int, byte: int) -> None:
    try:
        load_bytes(FILE, DATA[:place] + bytes([byte]) + DATA[place + 1 :])
    except ReaderError:
        return


_PIECES = st.sampled_from(
    (
        "<h1> </h1> <p> </p> <a&#32;href='#x'> </a> <svg> </svg> <![CDATA[ ]]> <!-- --> <br/> <nav>"
        " </nav> <body> </body> One Two <td> <table> < > \" /> & &#0; <p&#32;id='x'>"
        " <a&#32;href='b.xhtml#y'> <image&#32;href='p.png'/>"
        " <span&#32;epub:type='pagebreak'>7</span>"
        " <img&#32;src='p.png'&#32;class='footnote'&#32;alt='A&#32;note.'/>"
    )
    .replace(" ", "\n")
    .replace("&#32;", " ")
    .split("\n")
)


@settings(max_examples=80, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join), st.lists(_PIECES, max_size=12).map("".join))
def test_no_markup_is_too_much(body: str, more: str) -> None:
    book = Book(
        {"a.xhtml": body, "b.xhtml": f"{more}<p id='y'>Last words.</p>"},
        nav=nav(f"<li><a href='a.xhtml'>One</a></li><li><a href='a.xhtml#x'>Two</a>{more}</li>"),
        pictures=["p.png"],
    )
    opened = load_bytes(FILE, book.data())
    found = read(opened.body, opened.kind)
    assert all(1 <= heading.level <= 6 for heading in outline(found))
    assert "Last words." in opened.body


def test_text_has_room_for_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub_book, "LIMIT", 3 << 20)
    monkeypatch.setattr(epub_book, "_PACKED", 10_000)
    page = f"<p>{'Nine otters. ' * 100_000}</p>"
    names = ("a.xhtml", "b.xhtml", "c.xhtml", "d.xhtml", "e.xhtml")
    data = Book(dict.fromkeys(names, page)).data()
    assert len(data) < 100_000
    page_of = epub_book.unpack(FILE, io.BytesIO(data), 3 << 20)
    assert len(page_of.data) < 4 << 20
    assert page_of.notices == ("Only 3 MB of text are shown, without the last 2 documents.",)


def test_a_package_that_is_a_bomb_is_not_read() -> None:
    items = "<item/>" * 500_000
    book = Book({"a.xhtml": "<p>One.</p>"}, items=items)
    opened = load_bytes(FILE, book.data())
    assert "One." in opened.body
    assert "sorted" in opened.notices[0]


def test_links_around_in_circles_end() -> None:
    items = "".join(
        f'<item id="n{number}" href="n{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(3)
    )
    files = {
        f"OEBPS/n{number}.xhtml": document(
            f"<p>{number}<a href='n{(number + 1) % 3}.xhtml'>x</a></p>"
        )
        for number in range(3)
    }
    book = Book({"a.xhtml": "<a href='n0.xhtml'>x</a>"}, items=items, files=files)
    opened = load_bytes(FILE, book.data())
    assert [block.text for block in read(opened.body, opened.kind).blocks] == [
        "x",
        "0x",
        "1x",
        "2x",
    ]


def test_names_that_lead_out_of_the_book_are_not_there() -> None:
    book = Book({"../../a.xhtml": "<p>One.</p>", "b.xhtml": "<p>Two.</p>"})
    opened = load_bytes(FILE, book.data())
    assert "Two." in opened.body
    assert "1 of 2 documents" in opened.notices[0]


def test_a_book_has_no_more_text_than_its_archive_may_hold() -> None:
    data = Book({"a.xhtml": f"<p>{'Nine otters. ' * 400_000}</p>"}).data()
    assert len(data) < 100_000
    unpacked = epub_book.unpack(FILE, io.BytesIO(data))
    assert len(unpacked.data) < 5 << 20
    assert unpacked.notices == ("Only 4 MB of text are shown.",)
