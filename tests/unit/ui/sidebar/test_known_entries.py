"""What the list keeps of articles that were looked at."""

from __future__ import annotations

from pathlib import Path

from reader.library.article import Article
from reader.services.list_entry import NO_MARK, Entry, EntryMark
from reader.ui.sidebar.widgets.known_entries import MOST_KEPT, KnownEntries


def entry(name: str) -> Entry:
    return Entry(Article(Path(f"/{name}.md"), name))


def test_entries_of_earlier_rows_are_shown_and_asked_for_anew() -> None:
    known = KnownEntries()
    known.keep({1: entry("one"), 2: entry("two")}, {})
    assert known.stale([1, 2, 3]) == [3]
    known.generation += 1
    assert known.stale([1, 2]) == [1, 2]
    assert known.entry(1) == entry("one")


def test_what_is_gone_is_known_to_be() -> None:
    known = KnownEntries()
    known.keep({1: entry("one")}, {})
    known.keep({1: None}, {})
    assert known.entry(1) is None
    assert known.stale([1]) == []
    assert known.articles() == {}


def test_articles_are_found_by_path_also_where_two_files_took_turns() -> None:
    known = KnownEntries()
    known.keep({1: entry("one"), 2: entry("two"), 3: entry("one")}, {})
    assert known.ids_at(Path("/one.md")) == [1, 3]


def test_those_fetched_longest_ago_go_first_with_their_marks() -> None:
    known = KnownEntries()
    known.keep(
        {0: entry("zero"), 1: entry("one")}, {0: EntryMark(read=True), 1: EntryMark(read=True)}
    )
    known.keep({0: entry("zero")}, {})
    known.keep({2 + number: entry("other") for number in range(MOST_KEPT - 1)}, {})
    assert known.entry(0) is not None
    assert known.entry(1) is None
    assert known.mark(1) == NO_MARK
    assert known.fetched == MOST_KEPT + 2
