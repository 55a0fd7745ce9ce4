"""The tables that Readwise exports: the list of Reader, and highlights."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.intake.exports.forms import FORMS
from reader.intake.exports.readwise import highlights, reader_list
from reader.intake.exports.readwise.tag_cell import listed_tags
from reader.intake.incoming import IncomingAddress, IncomingNotes, Unreadable
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.source_files import written

CASE = SHARED / "cases" / "readwise" / "reader_export.csv"
LIST = "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
HIGHLIGHTS = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,"
    "Highlighted at,Document tags\n"
)


def test_a_list_gives_the_addresses_that_were_saved(tmp_path: Path) -> None:
    rows = (
        "A,https://a.example/,01,\"['one', 'two words']\",2024-05-07 20:15:30+00:00,0.4,new,True\n"
        "B,https://b.example/,02,[],2024-05-07 20:15:30+00:00,0,feed,False\n"
        "C,mailto:forwarded/1,03,,2024-05-07,0,archive,True\n"
    )
    source = written(tmp_path, "export.csv", "\ufeff" + LIST + rows)
    assert next(form for form in FORMS if form.matches(source)) is reader_list.FORM
    address, mail = reader_list.FORM.read(source)
    assert isinstance(address, IncomingAddress)
    assert (address.facts.title, address.facts.url) == ("A", "https://a.example/")
    assert address.facts.tags == ("one", "two words")
    assert address.facts.saved == "2024-05-07T20:15:30+00:00"
    assert isinstance(mail, Unreadable)
    assert mail.name == "C"


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ('["a", "b \\"c\\""]', ("a", 'b "c"')),
        ("['it', \"that's\"]", ("it", "that's")),
        ("a, b", ("a", "b")),
        ("[]", ()),
        ("", ()),
    ],
)
def test_tags_are_lists_of_two_languages_or_text(cell: str, tags: tuple[str, ...]) -> None:
    assert listed_tags(cell) == tags


def test_highlights_come_by_book(tmp_path: Path) -> None:
    rows = (
        'The sea.,Salt Roads,Ida Marek,B0,".fact\nso true",pink,"x,y",page,12,'
        '2024-05-07 20:15:30+00:00,"trade, sea"\n'
        "Another.,Other,,,,,,,,,\n"
        "The road.,Salt Roads,Ida Marek,B0,,yellow,,location,170,,\n"
        ",Salt Roads,Ida Marek,B0,no words,,,,,,\n"
    )
    source = written(tmp_path, "readwise-data.csv", HIGHLIGHTS + rows)
    assert next(form for form in FORMS if form.matches(source)) is highlights.FORM
    bad, book, other = highlights.FORM.read(source)
    assert isinstance(bad, Unreadable)
    assert isinstance(book, IncomingNotes)
    assert isinstance(other, IncomingNotes)
    assert (book.facts.title, book.facts.author) == ("Salt Roads", "Ida Marek")
    assert book.facts.tags == ("trade", "sea")
    first, second = book.annotations
    assert (first.quote, first.note, first.color) == ("The sea.", "so true", "purple")
    assert (first.tags, first.location) == (("fact", "x", "y"), "page 12")
    assert first.created == "2024-05-07T20:15:30.000Z"
    assert (second.color, second.location) == ("yellow", "location 170")
    assert [each.quote for each in other.annotations] == ["Another."]


def test_highlights_of_an_article_have_its_address(tmp_path: Path) -> None:
    table = "Highlight,Title,Author,URL,Note,Location,Date\nWords.,A,,https://a.example/,,1,\n"
    (found,) = highlights.FORM.read(written(tmp_path, "a.csv", table))
    assert isinstance(found, IncomingNotes)
    assert found.facts.url == "https://a.example/"


@pytest.mark.parametrize("header", ["Title,URL\n", "Highlight,Note\n", "", '"', "a\0b"])
def test_other_tables_are_none(tmp_path: Path, header: str) -> None:
    source = written(tmp_path, "a.csv", header)
    assert not reader_list.FORM.matches(source)
    assert not highlights.FORM.matches(source)


@pytest.mark.skipif(not CASE.is_file(), reason="no ../shared/cases beside the checkout")
def test_the_case_has_its_address() -> None:
    (found,) = reader_list.FORM.read(source_file(CASE))
    assert isinstance(found, IncomingAddress)
    assert found.facts.tags == ("trains",)
