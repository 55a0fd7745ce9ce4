"""The second row of an article in the list, and the sign before its title."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.article import Article, ArticleDate
from reader.services.list_entry import (
    MARK_BOOKMARK,
    MARK_ERROR,
    MARK_UNREAD,
    NO_MARK,
    Entry,
    EntryMark,
    detail,
    glyph,
)

DATE = ArticleDate(datetime(2024, 5, 6, tzinfo=UTC), "2024-05-06")
FACTS = "2024-05-06 · 7 min"


def article(*, author: str = "", source: str = "", is_long: bool = True) -> Article:
    """One with a date and a reading time, or with neither."""
    date, minutes = (DATE, 7) if is_long else (None, 0)
    return Article(Path("/lib/file.md"), "Title", author, source, date=date, minutes=minutes)


@pytest.mark.parametrize(
    ("mark", "sign", "component"),
    [
        (NO_MARK, MARK_UNREAD, "unread"),
        (EntryMark(progress=0.1), " ", "meta"),
        (EntryMark(read=True), " ", "meta"),
        (EntryMark(bookmarked=True), MARK_BOOKMARK, "bookmark"),
        (EntryMark(bookmarked=True, read=True), MARK_BOOKMARK, "bookmark"),
    ],
)
def test_the_sign_tells_what_the_owner_did(mark: EntryMark, sign: str, component: str) -> None:
    assert glyph(article(), mark) == (sign, component)


def test_a_file_that_cannot_be_read_has_a_sign_of_its_own_and_the_reason() -> None:
    broken = replace(article(source="Paper"), error="is no text")
    assert glyph(broken, EntryMark(bookmarked=True)) == (MARK_ERROR, "error")
    assert detail(broken, 40) == ("is no text", 10)
    assert detail(broken, 5)[1] <= 5


def test_source_date_and_time_stand_in_a_row() -> None:
    assert detail(article(source="Paper"), 40) == (f"Paper · {FACTS}", 8 + len(FACTS))
    assert detail(article(source="报纸"), 40) == (f"报纸 · {FACTS}", 7 + len(FACTS))
    assert detail(article(source="Paper", author="Ann"), 40)[0].startswith("Paper")
    assert detail(article(author="Ann"), 40)[0] == f"Ann · {FACTS}"
    assert detail(article(), 40) == (FACTS, len(FACTS))


def test_without_date_and_time_the_name_of_the_file_tells_one_from_another() -> None:
    assert detail(article(is_long=False), 40) == ("file.md", 7)
    assert detail(article(source="Paper", is_long=False), 40) == ("Paper", 5)


def test_the_source_is_cut_and_then_left_out_where_there_is_no_room() -> None:
    long = article(source="A newspaper")
    whole = len("A newspaper") + 3 + len(FACTS)
    assert detail(long, whole)[1] == whole
    for room in range(whole):
        text, cells = detail(long, room)
        assert cells <= room
        assert ("A n" in text) is (room >= len(FACTS) + 3 + 4), room
    assert detail(long, len(FACTS)) == (FACTS, len(FACTS))


def test_an_article_of_the_list_is_one_file_without_hits_unless_said_otherwise() -> None:
    entry = Entry(article())
    assert (entry.copies, entry.hits, entry.snippet) == (1, 0, "")
    assert (NO_MARK.bookmarked, NO_MARK.read, NO_MARK.progress) == (False, False, 0.0)


def test_a_row_says_that_there_are_copies_or_that_this_is_one() -> None:
    named = replace(article(), path=Path("/lib/a.sync-conflict-20240102-101010-ABCDEFG.md"))
    assert Entry(article()).copies_note == ""
    assert Entry(article(), copies=3).copies_note == "3 copies"
    assert Entry(named).copies_note == "conflict copy"
    assert Entry(named, copies=2).copies_note == "2 copies"
