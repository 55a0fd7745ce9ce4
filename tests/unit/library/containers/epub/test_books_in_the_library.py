"""A book is an article as any other: listed, searched, opened by parts, its source shown."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from reader.document.anchors.finder import QuoteFinder
from reader.document.anchors.quote import describe
from reader.document.model import Place
from reader.errors import ReaderError
from reader.library import load
from reader.library.containers import zip_archive
from reader.library.files.discover import walk
from reader.library.index import Index
from reader.library.indexing.first_look import describe_head
from reader.library.open_article import Extent, open_article, open_by_parts, open_uncut
from reader.library.search.searcher import search
from tests.books import PNG, Book, document, ncx, point

CHAPTER = "<p>Nine otters were counted below the weir, 水獭 in the clean water.</p>"
SHORT = Book({"a.xhtml": CHAPTER, "b.xhtml": "<p>Then it rained.</p>"})


def long_book(chapters: int = 30) -> Book:
    names = [f"c{number}.xhtml" for number in range(chapters)]
    body = "".join(f"<p>{number}. {CHAPTER[3:]}" for number in range(60))
    points = (point(f"Chapter {number}", name) for number, name in enumerate(names))
    documents = {name: f"{body}<p>End of {name}.</p>" for name in names}
    return Book(documents, ncx=ncx("".join(points)))


def test_it_is_listed_and_found(tmp_path: Path) -> None:
    path = SHORT.written(tmp_path / "weir.epub")
    assert list(walk([tmp_path])) == [path]
    with Index(None) as index:
        list(index.refresh([tmp_path]))
        assert [hit.id for hit in search(index, [tmp_path], "水獭 otters")]
        known = index.article(path)
        assert known is not None
        assert known.title == "The Weir"
        assert "Then it rained." in index.text(path)


def test_the_first_look_reads_no_chapter(tmp_path: Path) -> None:
    data = bytearray(Book({"a.xhtml": CHAPTER}).data())
    content = data.index(b"OEBPS/a.xhtml") + len("OEBPS/a.xhtml")
    data[content : content + 4] = b"\xff\xff\xff\xff"
    path = tmp_path / "weir.epub"
    path.write_bytes(data)
    assert describe_head(path).title == "The Weir"
    with pytest.raises(ReaderError, match="damaged book"):
        load.load(path)


def test_its_words_are_found_again(tmp_path: Path) -> None:
    found = open_article(SHORT.written(tmp_path / "weir.epub")).document
    quote = describe(found, Place(1, 0), Place(1, 4))
    assert QuoteFinder(found).span(quote, Place(0, 0), Place(0, 1)) == (Place(1, 0), Place(1, 4))


def test_a_long_one_begins_before_all_of_it_is_read(tmp_path: Path) -> None:
    path = long_book().written(tmp_path / "weir.epub")
    known = load.load(path).article
    parts = list(open_by_parts(path, known))
    first, whole = parts[0].document.blocks, parts[-1].document.blocks
    assert first == whole[: len(first)]
    assert not parts[0].complete
    shown = sum(len(block.text) for block in first)
    total = sum(len(block.text) for block in whole)
    assert 0.7 * total < shown + parts[0].after < 1.4 * total
    begun = load.begin(path, known)
    assert begun is not None
    assert len(begun[0].body) < 0.8 * len(load.load(path).body)
    assert load.begin(SHORT.written(tmp_path / "short.epub"), known) is None


def test_its_source_is_what_the_archive_holds(tmp_path: Path) -> None:
    path = SHORT.written(tmp_path / "weir.epub")
    source = load.source_text(path)
    assert source.startswith("<!-- OEBPS/content.opf -->\n<?xml")
    assert "<!-- OEBPS/a.xhtml -->" in source
    assert document(CHAPTER) in source
    assert "package" in open_uncut(path, Extent.SOURCE).document.blocks[0].text
    assert "Nine otters" in open_uncut(path, Extent.PAGE).document.blocks[0].text


def test_addresses_of_pictures_are_names_in_the_archive(tmp_path: Path) -> None:
    body = (
        "<p><img src='../img/a%20b.png' alt='an otter'/></p>"
        "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><image xlink:href='../img/c.png'/></svg>"
        "<p><img src='../../../../etc/passwd' alt='no'/></p>"
    )
    pictures = {"OEBPS/img/a b.png": PNG, "OEBPS/img/c.png": PNG + b"c"}
    path = Book({"text/a.xhtml": body}, files=pictures).written(tmp_path / "weir.epub")
    hrefs = [block.href for block in open_article(path).document.blocks if block.href]
    assert hrefs == ["OEBPS/img/a%20b.png", "OEBPS/img/c.png"]
    with zip_archive.opened(path) as archive:
        assert [archive.read(unquote(href)) for href in hrefs] == [PNG, PNG + b"c"]


def test_a_damaged_one_is_a_row_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "weir.epub"
    path.write_bytes(SHORT.data()[:200])
    with Index(None) as index:
        list(index.refresh([tmp_path]))
        article = index.article(path)
    assert article is not None
    assert "damaged" in article.error
