"""A book as one article: its documents, its outline, its notes, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.links import links, words_of
from reader.document.model import BlockKind, ContainerKind, Document
from reader.document.outline import outline
from reader.errors import ReaderError
from reader.library.containers.unpack import unpack
from reader.library.load import LoadedFile, load, load_bytes
from tests.books import Book, document, nav, ncx, point

FILE = Path("weir.epub")
LONG = "Nine otters were counted below the weir, and a tenth was heard."


def loaded(book: Book) -> LoadedFile:
    return load_bytes(FILE, book.data())


def read(book: Book) -> Document:
    opened = loaded(book)
    return pipeline.read(opened.body, opened.kind, title=opened.article.title)


def headings(book: Book) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in outline(read(book))]


def texts(book: Book) -> list[str]:
    return [block.text for block in read(book).blocks]


TWO = {"a.xhtml": "<p>One.</p>", "b.xhtml": "<p>Two.</p>"}


class TestDocuments:
    def test_they_come_in_the_order_of_the_spine(self) -> None:
        spine = '<itemref idref="d1"/><itemref idref="d0"/>'
        assert texts(Book(TWO, spine=spine)) == ["Two.", "One."]
        assert loaded(Book(TWO)).kind is BodyKind.BOOK

    def test_what_is_read_on_the_way_from_elsewhere_comes_last(self) -> None:
        documents = {"cover.xhtml": "<p>Cover</p>", "note.xhtml": "<p>Aside.</p>", **TWO}
        spine = "".join(
            f'<itemref idref="d{number}" linear="{linear}"/>'
            for number, linear in enumerate(("no", "no", "yes", "yes"))
        )
        assert texts(Book(documents, spine=spine)) == ["Cover", "One.", "Two.", "Aside."]

    def test_a_document_that_only_links_lead_to_comes_too(self) -> None:
        book = Book(
            {"a.xhtml": "<p>One, <a href='n.xhtml'>and more</a>.</p>"},
            items='<item id="n" href="n.xhtml" media-type="application/xhtml+xml"/>',
            files={"OEBPS/n.xhtml": document("<p>More.</p>")},
        )
        assert texts(book) == ["One, and more.", "More."]

    def test_elements_end_as_xml_says(self) -> None:
        body = (
            "<a id='x'/><p>One.</p><div class='gap'/><p>a<i/>b &amp; c&nbsp;d</p>"
            "<p><![CDATA[1 < 2 & 3]]></p><p/><p>Line<br/>break</p><script/><p>End.</p>"
        )
        assert texts(Book({"a.xhtml": body})) == [
            "One.", "ab & c\xa0d", "1 < 2 & 3", "Line\nbreak", "End.",
        ]  # fmt: skip

    def test_prefixes_of_elements_mean_nothing(self) -> None:
        book = Book(
            {"a.xhtml": ""},
            files={
                "OEBPS/a.xhtml": "<html:html xmlns:html='http://www.w3.org/1999/xhtml'><html:head>"
                "<html:title>t</html:title></html:head><html:body><html:p>One <html:b>two</html:b>"
                "</html:p></html:body></html:html>"
            },
        )
        assert texts(book) == ["One two"]

    def test_declared_entities_are_not_expanded(self) -> None:
        book = Book(
            {"a.xhtml": ""},
            files={
                "OEBPS/a.xhtml": '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
                "<html><body><p>x &b; &eacute;</p></body></html>"
            },
        )
        assert texts(book) == ["x &b; é"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
    def test_they_may_be_in_any_encoding(self, encoding: str) -> None:
        text = document("<p>河边有九只水獭，第十只只闻其声。</p>").replace("utf-8", encoding)
        book = Book({"a.xhtml": ""}, files={"OEBPS/a.xhtml": text.encode(encoding)})
        assert texts(book) == ["河边有九只水獭，第十只只闻其声。"]

    def test_numbers_of_printed_pages_part_no_words(self) -> None:
        body = (
            "<p>cata<span epub:type='pagebreak' id='p7'>7</span>ract</p>"
            "<p><span class='pagenum'>[Pg 12]</span>Two.</p><p class='page'>Page 3 of 4</p>"
        )
        assert texts(Book({"a.xhtml": body})) == ["cataract", "Two.", "Page 3 of 4"]

    def test_what_a_site_would_put_around_an_article_is_text_of_a_book(self) -> None:
        body = "<section id='recommendations'><h2>Recommendations</h2><p>Keep still.</p></section>"
        assert texts(Book({"a.xhtml": f"<p>{LONG * 9}</p>{body}"}))[1:] == [
            "Recommendations", "Keep still.",
        ]  # fmt: skip

    def test_ruby_poems_and_code_are_as_in_any_article(self) -> None:
        body = "<p><ruby>漢<rt>kan</rt></ruby>字</p><p>one<br/>two</p><pre>a  b</pre>"
        found = read(Book({"a.xhtml": body})).blocks
        assert found[0].text.startswith("漢")
        assert found[1].text == "one\ntwo"
        assert (found[2].kind, found[2].text) == (BlockKind.CODE, "a  b")


class TestOutline:
    def test_an_entry_without_a_heading_gets_one_at_its_depth(self) -> None:
        book = Book(
            {"a.xhtml": f"<p>{LONG}</p>", "b.xhtml": f"<p>{LONG}</p><p id='s'>More.</p>"},
            nav=nav(
                "<li><a href='a.xhtml'>Part</a><ol><li><a href='b.xhtml'>Chapter</a>"
                "<ol><li><a href='b.xhtml#s'>Section</a></li></ol></li></ol></li>"
            ),
        )
        assert headings(book) == [(1, "Part"), (2, "Chapter"), (3, "Section")]
        assert texts(book)[-2:] == ["Section", "More."]

    def test_a_heading_that_is_there_is_not_doubled(self) -> None:
        book = Book(
            {"a.xhtml": f"<h2>Chapter 1</h2><h3>The Weir</h3><p>{LONG}</p><h3>Otters</h3>"},
            ncx=ncx(point("Part", "a.xhtml", point("Chapter 1: The Weir", "a.xhtml"))),
        )
        assert headings(book) == [(1, "Part"), (2, "Chapter 1"), (3, "The Weir"), (3, "Otters")]

    @pytest.mark.parametrize(
        "lines",
        [
            "<p class='t'><b>第一章 河边</b></p>",
            "<p>第一章</p><p>河边</p>",
            "<div id='x'><div>第一章　河边</div></div>",
        ],
    )
    def test_lines_that_say_what_the_entry_says_become_one(self, lines: str) -> None:
        book = Book(
            {"a.xhtml": f"{lines}<p>九只水獭，第十只只闻其声。</p>"},
            ncx=ncx(point("第一章 河边", "a.xhtml#x" if "x" in lines else "a.xhtml")),
        )
        assert len(headings(book)) == 1
        assert texts(book)[1:] == ["九只水獭，第十只只闻其声。"]

    def test_entries_within_a_document_stand_where_they_lead(self) -> None:
        body = (
            "<h1 id='one'>One</h1><p>a</p><h1><a id='two'></a>Two</h1><p>b</p>"
            "<section id='three'><h1>Three</h1><p>c</p></section><p>d<a id='four'></a> d</p>"
        )
        names = ("One", "Two", "Three", "Four")
        book = Book(
            {"a.xhtml": body},
            ncx=ncx("".join(point(name, f"a.xhtml#{name.lower()}") for name in names)),
        )
        assert headings(book) == [(1, name) for name in names]
        assert texts(book)[-2:] == ["Four", "d d"]

    def test_a_part_and_its_first_chapter_may_begin_together(self) -> None:
        inner = point("Chapter 1", "a.xhtml")
        lines = {"a.xhtml": f"<p>Part One</p><p>Chapter 1</p><p>{LONG}</p>"}
        both = {"a.xhtml": f"<h1>Part One</h1><h1>Chapter 1</h1><p>{LONG}</p>"}
        for documents in (lines, both):
            book = Book(documents, ncx=ncx(point("Part One", "a.xhtml", inner)))
            assert headings(book) == [(1, "Part One"), (2, "Chapter 1")]

    def test_a_picture_is_a_heading_by_its_words_or_the_entry_s(self) -> None:
        documents = {
            "a.xhtml": "<h1><img src='p.png' alt='The Weir'/></h1><p>a</p>",
            "b.xhtml": "<h1><img src='p.png' alt=''/></h1><p>b</p>",
        }
        book = Book(
            documents, pictures=["p.png"],
            ncx=ncx(point("The weir", "a.xhtml") + point("Otters", "b.xhtml")),
            metadata="<dc:title>Notes</dc:title>",
        )  # fmt: skip
        assert headings(book)[-1] == (1, "Otters")
        assert len(headings(book)) <= 2

    def test_covers_and_title_pages_get_none(self) -> None:
        documents = {
            "cover.xhtml": "<p><img src='p.png' alt=''/></p>",
            "title.xhtml": "<p>The Weir</p><p>by Ada Fen</p>",
            "a.xhtml": f"<p>{LONG}</p>",
        }
        book = Book(
            documents, pictures=["p.png"],
            ncx=ncx(point("Cover", "cover.xhtml") + point("Beginning", "title.xhtml")
                    + point("One", "a.xhtml")),
            guide='<reference type="title-page" href="title.xhtml"/>',
        )  # fmt: skip
        assert headings(book) == [(1, "One")]

    def test_without_a_table_headings_stay_as_they_are(self) -> None:
        assert headings(Book({"a.xhtml": "<h2>One</h2><p>a</p><h4>Two</h4><p>b</p>"})) == [
            (2, "One"),
            (4, "Two"),
        ]

    def test_a_table_that_is_a_document_is_left_out(self) -> None:
        items = "<li><a href='a.xhtml'>First</a></li><li><a href='b.xhtml'>Second</a></li>"
        book = Book(
            TWO, nav=nav(items),
            spine='<itemref idref="nav"/><itemref idref="d0"/><itemref idref="d1"/>',
        )  # fmt: skip
        assert texts(book) == ["First", "One.", "Second", "Two."]
        more = f"<p>{LONG}</p><p>{LONG}</p>"
        kept = Book(TWO, nav=nav(items, more=more), spine='<itemref idref="nav"/>')
        assert texts(kept)[:2] == [LONG, LONG]

    def test_links_are_a_table_where_there_is_no_other(self) -> None:
        book = Book(
            {"toc.html": "<p><a href='a.xhtml'>First</a></p><p><a href='b.xhtml'>Second</a></p>"
                         "<p><a href='b.xhtml#x'>Third</a></p>", **TWO},
            guide='<reference type="toc" href="toc.html"/>',
        )  # fmt: skip
        assert headings(book)[:2] == [(1, "First"), (1, "Second")]
        assert "One." in texts(book)

    def test_depth_is_bounded(self) -> None:
        points = ""
        for number in range(2_000):
            points = point(f"Level {number}", "a.xhtml" if number else "b.xhtml", points)
        assert max(level for level, _ in headings(Book(TWO, ncx=ncx(points)))) == 6


class TestReferences:
    def test_links_lead_to_places_of_the_article(self) -> None:
        documents = {
            "text/a%20b.xhtml": "<p id='x'>One, <a href='../text/c.xhtml#x'>see there</a>.</p>",
            "text/c.xhtml": "<p>Two.</p><p id='x'>Three, <a href='a%20b.xhtml'>see here</a>.</p>",
        }
        book = Book(
            documents,
            files={"OEBPS/text/a b.xhtml": document(documents["text/a%20b.xhtml"])},
        )
        found = read(book)
        there, here = links(found)
        assert found.anchors[there.href[1:]] == 2
        assert found.anchors[here.href[1:]] == 0
        assert found.blocks[2].text.startswith("Three")

    def test_a_link_to_a_place_that_is_not_there_leads_to_its_document(self) -> None:
        found = read(Book({**TWO, "c.xhtml": "<p><a href='b.xhtml#lost'>see</a></p>"}))
        assert found.anchors[links(found)[0].href[1:]] == 1

    def test_addresses_elsewhere_stay_and_dead_ones_go(self) -> None:
        body = (
            "<p><a href='https://weir.example/a?b&amp;c'>web</a> <a href='gone.xhtml'>gone</a>"
            " <a href='../../../etc/passwd'>out</a> <a href='file:///etc/passwd'>file</a></p>"
        )
        assert [link.href for link in links(read(Book({"a.xhtml": body})))] == [
            "https://weir.example/a?b&c"
        ]

    def test_notes_at_the_end_are_linked_both_ways(self) -> None:
        documents = {
            "a.xhtml": f"<p>{LONG}<a id='r1' href='n.xhtml#n1'><sup>1</sup></a></p>",
            "b.xhtml": f"<p>{LONG}<a id='r2' href='n.xhtml#n2'><sup>2</sup></a></p>",
            "n.xhtml": "<h2>Notes</h2><p id='n1'><a href='a.xhtml#r1'>1.</a> By hand.</p>"
            "<p id='n2'><a href='b.xhtml#r2'>2.</a> By ear.</p>",
        }
        self.assert_two_notes(read(Book(documents)))

    def test_notes_of_epub_3(self) -> None:
        body = (
            f"<p>{LONG}<a epub:type='noteref' href='#n1'>*</a></p>"
            f"<p>{LONG}<a epub:type='noteref' href='#n2'>†</a></p>"
            "<aside epub:type='footnote' id='n1'><p>By hand.</p></aside>"
            "<aside epub:type='footnote' id='n2'><p>By ear.</p></aside>"
        )
        self.assert_two_notes(read(Book({"a.xhtml": body})))

    def test_marks_that_are_pictures(self) -> None:
        mark = "<a class='duokan-footnote' href='#n{0}' id='m{0}'><img src='note.png' alt=''/></a>"
        body = (
            f"<p>{LONG}<sup>{mark.format(1)}</sup></p><p>{LONG}{mark.format(2)}</p>"
            "<ol class='duokan-footnote-content'><li class='duokan-footnote-item' id='n1'>"
            "<p><a href='#m1'>◎</a>By hand.</p></li>"
            "<li class='duokan-footnote-item' id='n2'><p>By ear.</p></li></ol>"
        )
        self.assert_two_notes(read(Book({"a.xhtml": body}, pictures=["note.png"])))

    def test_notes_that_stand_in_an_attribute(self) -> None:
        body = (
            f"<p>{LONG}<img class='qqreader-footnote' alt='By hand.' src='note.png'/></p>"
            f"<p>{LONG}<span class='js_readerFooterNote' data-wr-footernote='By ear.'></span></p>"
        )
        found = read(Book({"a.xhtml": body}, pictures=["note.png"]))
        notes = {b.text for b in found.blocks if b.containers}
        assert notes == {"By hand. ↩", "By ear. ↩"}

    @pytest.mark.parametrize("mark", ["[1]", "〔1〕", "［1］", "①", "【1】", "注1", "（1）"])
    def test_marks_of_chinese_books(self, mark: str) -> None:
        body = (
            f"<p>九只水獭<sup><a id='r1' href='#n1'>{mark}</a></sup>在河边。</p>"
            f"<p id='n1'><a href='#r1'>{mark}</a>亲手所数。</p>"
        )
        found = read(Book({"a.xhtml": body}))
        assert [b.text for b in found.blocks if b.containers] == ["亲手所数。 ↩"]

    def assert_two_notes(self, found: Document) -> None:
        notes = [
            block.text
            for block in found.blocks
            if any(each.kind is ContainerKind.FOOTNOTE for each in block.containers)
        ]
        assert notes == ["By hand. ↩", "By ear. ↩"]
        there = [link for link in links(found) if link.href.startswith("#fn-")]
        assert [words_of(found, link) for link in there] == ["[1]", "[2]"]
        assert all(link.href[1:] in found.anchors for link in links(found))


class TestTrouble:
    def test_missing_documents_are_told(self) -> None:
        spine = '<itemref idref="d0"/><itemref idref="lost"/>'
        book = loaded(Book(TWO, spine=spine))
        assert book.notices == ("1 of 2 documents of the book are not in the file.",)

    def test_a_damaged_document_does_not_stop_the_others(self) -> None:
        data = bytearray(Book({"a.xhtml": f"<p>{LONG}</p>", "b.xhtml": "<p>Two.</p>"}).data())
        at = data.index(b"OEBPS/a.xhtml") + len("OEBPS/a.xhtml")
        data[at : at + 4] = b"\xff\xff\xff\xff"
        book = load_bytes(FILE, bytes(data))
        assert "Two." in book.body
        assert book.notices == (
            "A document of the book cannot be read: it has a damaged file OEBPS/a.xhtml.",
        )

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("META-INF/container.xml", ""),
            ("META-INF/container.xml", "<container"),
            ("mimetype", ""),
            ("OEBPS/content.opf", ""),
            ("OEBPS/content.opf", "no package"),
            ("OEBPS/content.opf", "<package><metadata/><manifest/></package>"),
        ],
    )
    def test_documents_are_found_without_what_lists_them(self, name: str, content: str) -> None:
        documents = {"c10.xhtml": "<p>Ten.</p>", "c9.xhtml": "<p>Nine.</p>"}
        book = Book(documents, files={name: content})
        assert sorted(texts(book)) == ["Nine.", "Ten."]
        if name.endswith("opf"):
            assert texts(book) == ["Nine.", "Ten."]
            assert "sorted" in loaded(book).notices[0]

    def test_names_need_not_agree_in_their_letters(self) -> None:
        book = Book(
            {"Text\\Ch%C3%9C.xhtml": ""},
            files={
                "OEBPS/Text\\Ch%C3%9C.xhtml": "",
                "OEBPS/text/CHU\u0308.XHTML": document("<p>One.</p>"),
            },
        )
        assert texts(book) == ["One."]

    def test_folders_may_have_been_moved(self) -> None:
        book = Book({"old/a.xhtml": ""}, files={"OEBPS/old/a.xhtml": "",
                                                "new/a.xhtml": document("<p>One.</p>")})  # fmt: skip
        assert texts(book) == ["One."]

    @pytest.mark.parametrize(
        ("files", "scheme"),
        [
            ({"META-INF/rights.xml": "<rights xmlns='http://ns.adobe.com/adept'/>"}, "Adobe ADEPT"),
            ({"META-INF/sinf.xml": "<sinf/>"}, "Apple FairPlay"),
            ({"META-INF/license.lcpl": "{}"}, "Readium LCP"),
            ({}, "DRM"),
        ],
    )
    def test_a_protected_book_says_by_what(self, files: dict[str, str], scheme: str) -> None:
        encryption = self.encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "a.xhtml")
        book = Book(TWO, files={**files, "META-INF/encryption.xml": encryption})
        with pytest.raises(ReaderError, match=f"protected by {scheme}") as caught:
            loaded(book)
        assert caught.value.path == FILE
        assert caught.value.hint

    def test_encrypted_fonts_protect_nothing(self) -> None:
        encryption = self.encryption("http://www.idpf.org/2008/embedding", "font.otf")
        rights = "<rights xmlns='http://ns.adobe.com/adept'/>"
        files = {"META-INF/encryption.xml": encryption, "META-INF/rights.xml": rights}
        assert texts(Book(TWO, files=files)) == ["One.", "Two."]

    def encryption(self, algorithm: str, name: str) -> str:
        return (
            "<encryption xmlns:enc='http://www.w3.org/2001/04/xmlenc#'><enc:EncryptedData>"
            f"<enc:EncryptionMethod Algorithm='{algorithm}'/><enc:CipherData>"
            f"<enc:CipherReference URI='OEBPS/{name}'/></enc:CipherData></enc:EncryptedData>"
            "</encryption>"
        )

    @pytest.mark.parametrize("data", [b"", b"<html></html>", b"PK\x03\x04", Book(TWO).data()[:-9]])
    def test_what_is_no_book_says_so(self, data: bytes) -> None:
        with pytest.raises(ReaderError, match="no EPUB, or a damaged one"):
            load_bytes(FILE, data)

    def test_an_archive_of_other_things_is_no_book(self) -> None:
        with pytest.raises(ReaderError, match="without a book"):
            loaded(Book(files={"OEBPS/content.opf": ""}))

    def test_a_book_is_known_whatever_it_is_called(self, tmp_path: Path) -> None:
        path = Book(TWO).written(tmp_path / "weir.bin")
        assert load(path).article.title == "The Weir"
        with pytest.raises(ReaderError, match="ZIP archive"):
            unpack(Path("weir.bin"), b"PK\x03\x04 and something else")
