"""The notebook of a book, as the Kindle apps share it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.intake.exports.kindle.notebook import FORM
from reader.intake.incoming import IncomingNotes
from tests.unit.intake.exports.source_files import written

PAGE = """<html><body>
<div class="bookTitle">Salt Roads</div><div class="authors">Marek, Ida</div>
<div class='sectionHeading'>Chapter 3</div>
<div class='noteHeading'>Highlight (<span class="highlight_pink">pink</span>) -
Chapter 3 - 1 &gt; Page 12 &middot; Location 170</div>
<div class='noteText'>The sea<br>gave <i>salt</i>.</div>
<div class='noteHeading'>Note - Chapter 3 - 1 > Page 12 · Location 170</div>
<div class='noteText'>so true</div>
<div class='noteHeading'>Bookmark - Page 20 · Location 300</div>
<h3 class="noteHeading">Markierung (<span class="highlight_blue">blau</span>) - Position 9
<div class="noteText">An older form.</div></h3>
<div class='noteHeading'>Note - Page 30</div><div class='noteText'>elsewhere</div>
</body></html>"""


def test_highlights_have_colours_and_notes(tmp_path: Path) -> None:
    source = written(tmp_path, "Salt Roads - Notebook.html", PAGE)
    assert FORM.matches(source)
    (book,) = FORM.read(source)
    assert isinstance(book, IncomingNotes)
    assert (book.facts.title, book.facts.author) == ("Salt Roads", "Ida Marek")
    assert [(each.quote, each.note, each.color) for each in book.annotations] == [
        ("The sea\ngave salt.", "so true", "purple"),
        ("An older form.", "", "blue"),
        ("", "elsewhere", ""),
    ]
    assert book.annotations[0].location == "page 12, location 170"


def test_other_pages_are_no_notebooks(tmp_path: Path) -> None:
    assert not FORM.matches(written(tmp_path, "a.html", "<p class='note'>bookTitle</p>"))


def test_a_notebook_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    source = written(tmp_path, "a.html", "<p class='noteHeading'>" + "<b>" * 500_000)
    with pytest.raises(ReaderError, match="too many tags"):
        list(FORM.read(source))
