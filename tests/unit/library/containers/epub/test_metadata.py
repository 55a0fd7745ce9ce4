"""What the package of a book says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.facts.fact import FactName
from reader.library.article import Article
from reader.library.load import load_bytes
from tests.books import TITLE, Book

FILE = Path("weir.epub")


def article(metadata: str, **more: object) -> Article:
    pictures = ["cover.png"]
    book = Book({"a.xhtml": "<p>One.</p>"}, f"{metadata}", pictures=pictures, **more)  # type: ignore[arg-type]
    return load_bytes(FILE, book.data()).article


def test_all_facts_of_epub_2() -> None:
    found = article(
        "<dc:title>水獭 &amp; Weir</dc:title>"
        '<dc:creator opf:role="aut" opf:file-as="Fen, Ada">Ada Fen</dc:creator>'
        '<dc:creator opf:role="aut">Ida Rill</dc:creator>'
        '<dc:creator opf:role="trl">Tom Brook</dc:creator>'
        '<dc:contributor opf:role="bkp">calibre</dc:contributor>'
        '<dc:date opf:event="modification">2020-01-01</dc:date>'
        '<dc:date opf:event="publication">1998-04-30</dc:date>'
        "<dc:language>zh-TW</dc:language><dc:publisher>Rill Press</dc:publisher>"
        "<dc:subject>Rivers -- Otters, wild</dc:subject><dc:subject>nature; 水獭</dc:subject>"
        "<dc:description>&lt;p&gt;Nine &lt;b&gt;otters&lt;/b&gt;.&lt;/p&gt;</dc:description>"
        '<dc:identifier opf:scheme="UUID">urn:uuid:1</dc:identifier>'
        '<dc:identifier opf:scheme="URI">http://weir.example/9</dc:identifier>'
        '<meta name="cover" content="p0"/>'
    )
    assert (found.title, found.author) == ("水獭 & Weir", "Ada Fen, Ida Rill")
    assert found.date is not None
    assert found.date.day == "1998-04-30"
    assert (found.language, found.source) == ("zh-TW", "Rill Press")
    assert found.tags == ("Rivers -- Otters, wild", "nature", "水獭")
    assert found.summary == "Nine otters."
    assert found.url == "http://weir.example/9"
    assert found.cover == "OEBPS/cover.png"
    assert found.origin_of(FactName.TITLE) == "metadata of the book"


def test_all_facts_of_epub_3() -> None:
    found = article(
        '<dc:title id="c">Rivers, a series</dc:title><dc:title id="m">The Weir</dc:title>'
        '<dc:title id="s">Nine Otters</dc:title>'
        '<meta refines="#c" property="title-type">collection</meta>'
        '<meta refines="#m" property="title-type">main</meta>'
        '<meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:creator id="e">Tom Brook</dc:creator><dc:creator id="a">Ada Fen</dc:creator>'
        '<meta refines="#e" property="role" scheme="marc:relators">edt</meta>'
        '<meta refines="#a" property="role" scheme="marc:relators">aut</meta>'
        '<meta property="dcterms:modified">2021-05-06T07:08:09Z</meta>'
    )
    assert (found.title, found.author, found.summary) == ("The Weir", "Ada Fen", "Nine Otters")
    assert found.date is not None
    assert found.date.day == "2021-05-06"


@pytest.mark.parametrize(
    ("creator", "author"),
    [
        ('<dc:creator opf:file-as="Fen, Ada">Fen, Ada</dc:creator>', "Ada Fen"),
        ("<dc:creator>Unknown</dc:creator>", ""),
        ("<dc:creator>[英] 艾达·芬</dc:creator>", "[英] 艾达·芬"),
        ('<dc:creator opf:role="edt">Tom Brook</dc:creator>', "Tom Brook"),
        ("", ""),
    ],
)
def test_authors(creator: str, author: str) -> None:
    assert article(TITLE + creator).author == author


@pytest.mark.parametrize(
    "metadata",
    [
        "<dc:title>Salt & Weir</dc:title>",
        "<title>Salt &amp; Weir</title>",
        "<DC:Title>Salt &amp; Weir</DC:Title>",
        "<x:title><![CDATA[Salt & Weir]]></x:title>",
        "<dc:creator>Ada Fen<dc:title>Salt &#38; Weir</dc:title>",
        "<dc:title>Unknown</dc:title><dc:title>Salt&nbsp;&amp; Weir</dc:title>",
    ],
)
def test_a_package_need_not_be_well_formed(metadata: str) -> None:
    assert article(metadata).title == "Salt & Weir"


def test_without_a_title_the_first_heading_or_the_file_s_name_is() -> None:
    headed = Book({"a.xhtml": "<h1>The Weir</h1><p>One.</p>"}, metadata="")
    assert load_bytes(FILE, headed.data()).article.title == "The Weir"
    bare = Book({"a.xhtml": f"<p>{'Nine otters, and so on. ' * 20}</p>"}, metadata="")
    assert load_bytes(Path("At the Weir.epub"), bare.data()).article.title == "At the Weir"


def test_dates_that_programs_write_for_none_are_none() -> None:
    assert article(f"{TITLE}<dc:date>0101-01-01T00:00:00+00:00</dc:date>").date is None


def test_the_text_states_no_facts() -> None:
    body = "<p>By Tom Brook</p><p>Published: 2001-02-03</p><time datetime='2001-02-03'>then</time>"
    found = load_bytes(FILE, Book({"a.xhtml": body}).data()).article
    assert (found.author, found.date) == ("", None)


@pytest.mark.parametrize(
    "cover",
    [
        '<item id="x" href="cover.png" media-type="image/png" properties="cover-image"/>',
        '<item id="cover" href="cover.png" media-type="image/png"/>',
    ],
)
def test_a_cover_is_marked_or_named(cover: str) -> None:
    assert article(TITLE, items=cover).cover == "OEBPS/cover.png"
