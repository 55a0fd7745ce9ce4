"""Books out of FictionBook files."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.intake.exports.fiction_book.fb2 import FORM, ZIP_FORM
from reader.intake.incoming import IncomingArticle, Unreadable
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.shown import all_of, article, markdown
from tests.unit.intake.exports.source_files import written

CASE = SHARED / "cases" / "fb2" / "night.fb2"
PICTURE = b"\x89PNG not really"


def book(body: str, more: str = "", info: str = "<book-title>A walk</book-title>") -> str:
    return (
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink">'
        f"<description><title-info>{info}</title-info></description><body>{body}</body>{more}"
        "</FictionBook>"
    )


def read(folder: Path, body: str, more: str = "", info: str = "") -> IncomingArticle:
    return article(FORM, written(folder, "book.fb2", book(body, more, info)))


def test_what_is_told_of_a_book(tmp_path: Path) -> None:
    info = (
        "<genre>sf_fantasy</genre><author><first-name>Lew</first-name><last-name>Marsh</last-name>"
        "</author><author><nickname>ann</nickname></author><book-title>A walk</book-title>"
        '<annotation><p>It was late.</p></annotation><date value="1901-02-03">1901</date>'
        '<lang>en</lang><sequence name="Walks" number="2"/>'
    )
    text = book("<section><p>x</p></section>", info=info).replace(
        "</description>",
        "<document-info><src-url>https://b.example/1 </src-url></document-info>"
        "<publish-info><publisher>Pier</publisher><year>1999</year></publish-info></description>",
    )
    found = article(FORM, written(tmp_path, "b.fb2", text))
    facts = found.facts
    assert (facts.title, facts.author, facts.source) == ("A walk", "Lew Marsh, ann", "Pier")
    assert (facts.date, facts.language, facts.by) == ("1901-02-03", "en", "fb2")
    assert facts.tags == ("sf fantasy", "Walks")
    assert facts.summary == "It was late."
    assert facts.url == "https://b.example/1"
    assert found.body == "<blockquote>\n<p>It was late.</p>\n</blockquote>\n<p>x</p>"


def test_sections_are_chapters(tmp_path: Path) -> None:
    body = (
        "<section><title><p>Part</p><p>One</p></title><section><title><p>1</p></title><p>a</p>"
        "</section></section><section><p>b</p></section>"
    )
    assert read(tmp_path, body).body == "<h2>Part<br>One</h2>\n<h3>1</h3>\n<p>a</p>\n<p>b</p>"


def test_the_title_of_the_book_is_not_said_twice(tmp_path: Path) -> None:
    info = "<author><first-name>Lew</first-name></author><book-title>A walk</book-title>"
    body = "<title><p>LEW</p><p>A Walk.</p></title><section><p>x</p></section>"
    assert read(tmp_path, body, info=info).body == "<p>x</p>"
    other = body.replace("A Walk.", "Tales")
    assert read(tmp_path, other, info=info).body == "<h1>LEW<br>Tales</h1>\n<p>x</p>"


def test_verse_quotes_and_breaks(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<epigraph><p>e</p><text-author>Who</text-author></epigraph><section>"
        "<poem><title><p>P</p></title><stanza><v>one</v><v>two</v></stanza><stanza><v>three</v>"
        "</stanza><text-author>Poet</text-author><date>1900</date></poem>"
        "<cite><p>c</p></cite><empty-line/><subtitle>* * *</subtitle><subtitle>Sub</subtitle>"
        "<p>a <emphasis>e</emphasis><strong>s</strong><strikethrough>k</strikethrough>"
        "H<sub>2</sub><sup>n</sup><code>c</code><style name='x'>t</style> "
        '<a l:href="https://x.example">l</a></p></section>',
    )
    assert found.body == (
        "<blockquote>\n<p>e</p>\n<p><em>Who</em></p>\n</blockquote>\n"
        "<blockquote>\n<p><strong>P</strong></p>\n<p>one<br>two</p>\n<p>three</p>\n"
        "<p><em>Poet</em></p>\n<p>1900</p>\n</blockquote>\n"
        "<blockquote>\n<p>c</p>\n</blockquote>\n<hr>\n<p><strong>Sub</strong></p>\n"
        "<p>a <em>e</em><strong>s</strong><s>k</s>H<sub>2</sub><sup>n</sup><code>c</code>t "
        '<a href="https://x.example">l</a></p>'
    )


def test_tables(tmp_path: Path) -> None:
    rows = '<tr><th colspan="2">a</th></tr><tr><td>1</td><td>2</td></tr>'
    assert read(tmp_path, f"<section><table>{rows}</table></section>").body == (
        '<table>\n<tr><th colspan="2">a</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>'
    )


def test_listings_keep_their_lines(tmp_path: Path) -> None:
    body = "<section><p><code>if x:\n    y &lt; z</code></p><p>a <code>b</code></p></section>"
    assert read(tmp_path, body).body == (
        "<pre><code>if x:\n    y &lt; z</code></pre>\n<p>a <code>b</code></p>"
    )


def test_text_that_stands_where_none_may_is_kept(tmp_path: Path) -> None:
    body = "<title><p>H</p><x>I</x></title><section>a<cite>b<p>c</p>d</cite><y>e</y>f</section>"
    assert read(tmp_path, body).body == (
        "<h1>H<br>I</h1>\n<p>a</p>\n<blockquote>\n<p>b</p>\n<p>c</p>\n<p>d</p>\n</blockquote>\n"
        "<p>e</p>\n<p>f</p>"
    )


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ('<date value="201-105-26">26.10.2015</date>', "2015-10-26"),
        ("<date>1850</date>", "1850"),
        ("<date>long ago</date>", ""),
    ],
)
def test_the_date_is_one_that_can_be_read(tmp_path: Path, stated: str, date: str) -> None:
    assert read(tmp_path, "<section><p>x</p></section>", info=stated).facts.date == date


def test_notes_are_linked_both_ways(tmp_path: Path) -> None:
    notes = (
        '<body name="notes"><title><p>Notes</p></title>'
        '<section id="n1"><title><p>1</p></title><p>First.</p></section>'
        '<section id="n2"><title><p>2</p></title><p>Second.</p><p>More.</p></section></body>'
    )
    body = (
        '<section><p>One<a l:href="#n1" type="note">[1]</a> and '
        '<a xlink:href="#n2" type="note">two</a>.</p></section>'
    )
    found = read(tmp_path, body, notes)
    assert "Notes" not in found.body
    shown = markdown(found)
    marks = [part.partition("]")[0] for part in shown.split("[^")[1:]]
    assert len(marks) == 4
    assert marks[:2] == marks[2:]
    assert "and two[^" in shown
    assert "]: First." in shown
    assert "]: Second." in shown
    assert "More." in shown


def test_notes_that_nothing_points_to_and_long_ones_are_chapters(tmp_path: Path) -> None:
    notes = (
        '<body name="notes"><title><p>Notes</p></title><section id="n1"><p>Alone.</p></section>'
        f'<section id="n2"><p>{"long words " * 500}</p></section></body>'
    )
    body = read(tmp_path, '<section><p>x<a l:href="#n2">[2]</a></p></section>', notes).body
    assert "<h1>Notes</h1>" in body
    assert "Alone." in body
    assert body.count("long words") == 500
    assert '<a href="#n2">[2]</a>' in body


def test_notes_may_point_to_notes(tmp_path: Path) -> None:
    notes = (
        '<body name="notes"><section id="a"><p>See <a l:href="#b">[2]</a>.</p></section>'
        '<section id="b"><p>And <a l:href="#a">[1]</a>.</p></section></body>'
    )
    body = read(tmp_path, '<section><p>x<a l:href="#a">[1]</a></p></section>', notes).body
    assert body.count("<li ") == 2


def test_pictures_come_under_the_address_that_the_text_has(tmp_path: Path) -> None:
    digits = b64encode(PICTURE).decode()
    binary = (
        f'<binary id="a b.png" content-type="image/png">\n{digits[:8]}\n{digits[8:]}</binary>'
        '<binary id="x.png" content-type="image/png">$$$</binary>'
        f'<binary id="unused.png" content-type="image/png">{digits}</binary>'
    )
    cover = '<coverpage><image l:href="#a b.png"/></coverpage>'
    found = read(tmp_path, '<section><image l:href="#x.png"/><p>x</p></section>', binary, cover)
    assert found.body == '<p><img src="a_b.png" alt=""></p>\n<p>x</p>'
    assert dict(found.files) == {"a_b.png": PICTURE}


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16", "utf-8"])
def test_the_encoding_is_as_declared(tmp_path: Path, encoding: str) -> None:
    text = "Ночной поезд отходит в одиннадцать, и никто в нём не спешит. "
    whole = book(f"<section><p>{text * 5}</p></section>")
    content = f'<?xml version="1.0" encoding="{encoding}"?>{whole}'
    found = article(FORM, written(tmp_path, "b.fb2", content.encode(encoding)))
    assert text * 3 in found.body


def test_broken_markup_keeps_its_words(tmp_path: Path) -> None:
    body = "<section><p>one & <emphasis>two</p><p>three < four</section><p>five"
    found = read(tmp_path, body)
    for word in ("one &amp; ", "two", "three &lt; four", "five"):
        assert word in found.body


def test_entities_are_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY a "b">]>' + book("<section><p>&a;</p></section>")
    with pytest.raises(ReaderError, match="entities"):
        all_of(FORM, written(tmp_path, "b.fb2", text))


def test_a_book_without_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no text"):
        all_of(FORM, written(tmp_path, "b.fb2", book("")))


def test_deep_sections_keep_their_text(tmp_path: Path) -> None:
    body = "<section>" * 2000 + "<p>deep</p>" + "</section>" * 2000
    assert "deep" in read(tmp_path, body).body


def test_books_in_archives(tmp_path: Path) -> None:
    path = tmp_path / "walks.fb2.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.fb2", book("<section><p>one</p></section>"))
        archive.writestr("bad.fb2", "")
        archive.writestr("note.txt", "x")
    first, second = all_of(ZIP_FORM, source_file(path))
    assert isinstance(first, IncomingArticle)
    assert first.body == "<p>one</p>"
    assert isinstance(second, Unreadable)
    assert second.name == "bad.fb2"


@pytest.mark.skipif(not CASE.is_file(), reason="no ../shared/cases beside the checkout")
def test_a_real_book() -> None:
    found = article(FORM, source_file(CASE))
    assert found.facts.title == "The night train"
    assert found.body.startswith("<p>The night train leaves at eleven")
