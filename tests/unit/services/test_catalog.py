"""What the list shows of a library on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.search.nearest.next_steps import NEAREST_HEADING
from reader.services.arrangement import Arrangement, ArticleLabel
from reader.services.catalog import (
    FIRST_HITS,
    LABEL_HEADING,
    SPELLED_HEADING,
    TEXT_HEADING,
    ShownList,
)
from reader.services.list_rows import ListRows
from tests.unit.services.small_library import AskedFlags, SmallLibrary


def names(small: SmallLibrary, shown: ShownList) -> list[str]:
    """The files shown, from the first row to the last."""
    known = small.catalog.articles(list(shown.rows.ids))
    return [known[id_].path.name for id_ in shown.rows.ids]


def headings(shown: ShownList) -> list[tuple[str, int]]:
    return [(heading.text, heading.start) for heading in shown.rows.headings]


# -- articles by their names ----------------------------------------------------------------


def test_only_what_is_under_the_roots_is_an_article_of_the_library(small: SmallLibrary) -> None:
    inside, outside = small.write("a.md"), small.write("../elsewhere/b.md")
    small.refresh()
    found = small.catalog.article(inside)
    assert found is not None
    assert found.path == inside
    assert small.catalog.article(outside) is None
    assert small.catalog.article(small.root / "none.md") is None
    assert small.catalog.is_here(small.root)
    assert not small.catalog.is_here(small.folder)


def test_articles_that_are_gone_are_left_out(small: SmallLibrary) -> None:
    small.write("a.md")
    small.write("b.md")
    small.refresh()
    first, second = small.id_of(small.root / "a.md"), small.id_of(small.root / "b.md")
    (small.root / "a.md").unlink()
    small.refresh()
    assert list(small.catalog.articles([first, second])) == [second]


@pytest.mark.parametrize(
    ("saved", "asked"),
    [
        ("https://example.org/page", "https://example.org/page"),
        ("https://example.org/page/", "https://example.org/page"),
        ("https://example.org/page", "https://example.org/page/#part"),
    ],
)
def test_the_saved_copy_of_a_page_is_found_whatever_its_end(
    small: SmallLibrary, saved: str, asked: str
) -> None:
    path = small.write("page.md", url=saved)
    small.write("other.md", url="https://example.org/other")
    small.refresh()
    found = small.catalog.by_url(asked)
    assert found is not None
    assert found.path == path
    assert small.catalog.by_url("https://example.org/pag") is None


def test_a_copy_of_a_page_in_another_library_is_none_here(small: SmallLibrary) -> None:
    small.write("../elsewhere/page.md", url="https://example.org/page")
    small.refresh()
    assert small.catalog.by_url("https://example.org/page") is None


def test_a_reading_place_goes_by_the_text_then_by_the_path(small: SmallLibrary) -> None:
    moved, taken = small.write("moved.md", "The text.\n"), small.write("at.md", "Another.\n")
    twin = small.write("twin.md", "The text.\n")
    small.refresh()

    def found(fingerprint: str, path: str) -> Path | None:
        article = small.catalog.resolve(fingerprint, path)
        return None if article is None else article.path

    text = small.article(moved).fingerprint
    assert found(text, str(taken)) in {moved, twin}
    assert found(text, str(twin)) == twin
    assert found(text, str(moved)) == moved
    assert found("another text", str(taken)) == taken
    assert found("", str(taken)) == taken
    assert found("", "") is None
    assert found("another text", str(small.root / "none.md")) is None


# -- lists ----------------------------------------------------------------------------------


def test_a_list_is_made_once_for_each_state_of_the_library(small: SmallLibrary) -> None:
    small.write("old.md", date="2020-01-01")
    small.write("new.md", date="2024-01-01")
    small.refresh()
    flags = AskedFlags()
    shown = small.catalog.arrange(Arrangement(), flags)
    assert (names(small, shown), shown.total, shown.size) == (["new.md", "old.md"], 2, 2)
    assert (shown.found, shown.more, shown.is_first, shown.counted) == (None, False, False, "2")
    assert small.catalog.arrange(Arrangement(), flags) is shown
    assert (small.catalog.listings, flags.asked) == (1, 0)
    turned = small.catalog.arrange(Arrangement(is_reversed=True), flags)
    assert names(small, turned) == ["old.md", "new.md"]
    small.write("newest.md", date="2025-01-01")
    small.refresh()
    again = small.catalog.arrange(Arrangement(), flags)
    assert (names(small, again)[0], again.total) == ("newest.md", 3)
    assert again.revision > shown.revision


def test_articles_outside_of_the_roots_are_not_counted(small: SmallLibrary) -> None:
    small.write("a.md")
    small.write("../elsewhere/b.md")
    small.refresh()
    shown = small.catalog.arrange(Arrangement(), AskedFlags())
    assert (names(small, shown), shown.total) == (["a.md"], 1)


def test_a_list_that_depends_on_flags_is_made_anew_each_time(small: SmallLibrary) -> None:
    small.write("read.md")
    small.write("unread.md")
    small.refresh()
    read = small.id_of(small.root / "read.md")
    wanted = Arrangement(filters=(ArticleLabel("is", "unread"),))
    assert names(small, small.catalog.arrange(wanted, AskedFlags(read=(read,)))) == ["unread.md"]
    both = small.catalog.arrange(wanted, AskedFlags())
    assert sorted(names(small, both)) == ["read.md", "unread.md"]


@pytest.mark.parametrize("only", ["unread", "bookmarked"])
def test_the_article_that_is_being_read_is_not_filtered_out(small: SmallLibrary, only: str) -> None:
    path = small.write("a.md")
    small.write("b.md")
    small.refresh()
    here = small.id_of(path)
    flags = AskedFlags(read=(here, small.id_of(small.root / "b.md")))
    wanted = Arrangement().flagged(only)
    assert names(small, small.catalog.arrange(wanted, flags)) == []
    assert names(small, small.catalog.arrange(wanted, flags, pinned=here)) == ["a.md"]


def test_groups_have_headings_with_their_size_and_one_for_what_has_none(
    small: SmallLibrary,
) -> None:
    small.write("a.md", date="2024-01-03", source="Paper")
    small.write("b.md", date="2024-01-02", source="Paper")
    small.write("c.md", date="2024-01-01")
    small.refresh()
    shown = small.catalog.arrange(Arrangement(group="source"), AskedFlags())
    assert headings(shown) == [("Paper · 2", 0), ("None · 1", 2)]
    assert names(small, shown) == ["a.md", "b.md", "c.md"]


def test_a_property_is_asked_for_and_counted(small: SmallLibrary) -> None:
    small.write("a.md", author="Ann")
    small.write("b.md", author="Ben")
    small.refresh()
    shown = small.catalog.arrange(
        Arrangement(filters=(ArticleLabel("author", "Ann"),)), AskedFlags()
    )
    assert names(small, shown) == ["a.md"]
    assert sorted(small.catalog.facets("author")) == [("Ann", 1), ("Ben", 1)]
    completions = small.catalog.complete("author:A", 8, AskedFlags())
    assert "Ann" in [each.value for each in completions]


# -- searches -------------------------------------------------------------------------------


def test_hits_have_headings_by_where_they_are(small: SmallLibrary) -> None:
    small.write("title.md", title="A zebra")
    small.write("label.md", title="Stripes", tags="[zebra]")
    small.write("text.md", "They saw a zebra.\n", title="Journey")
    small.refresh()
    flags = AskedFlags()
    shown = small.catalog.arrange(Arrangement(query="zebra"), flags)
    assert names(small, shown) == ["title.md", "label.md", "text.md"]
    assert headings(shown) == [(f"{LABEL_HEADING} · 1", 1), (f"{TEXT_HEADING} · 1", 2)]
    assert (shown.more, shown.is_first, flags.asked) == (False, False, 0)
    entries = small.catalog.entries(shown, list(shown.rows.ids))
    title, label, text = (entries[id_] for id_ in shown.rows.ids)
    assert (title.snippet, title.title_lit) == ("", ((2, 7),))
    assert (text.hits, text.title_lit) == (1, ())
    assert [text.snippet[start:end] for start, end in text.lit] == ["zebra"]
    assert (label.snippet, label.hits) == ("", 0)
    assert small.catalog.listings == 0


def test_what_may_be_pinyin_by_chance_has_a_heading_of_its_own(small: SmallLibrary) -> None:
    small.write("title.md", title="Ma in Go")
    small.write("text.md", "Ask ma.\n", title="Journey")
    small.write("spelled.md", "Nothing.\n", title="骑马")
    small.refresh()
    shown = small.catalog.arrange(Arrangement(query="ma"), AskedFlags())
    assert names(small, shown) == ["title.md", "text.md", "spelled.md"]
    assert headings(shown) == [(f"{TEXT_HEADING} · 1", 1), (f"{SPELLED_HEADING} · 1", 2)]
    entries = small.catalog.entries(shown, list(shown.rows.ids))
    assert [entries[id_].snippet for id_ in shown.rows.ids] == ["", "Ask ma.", ""]


def test_only_labels_or_only_texts_have_the_one_heading(small: SmallLibrary) -> None:
    small.write("label.md", title="Stripes", tags="[zebra]")
    small.write("text.md", "They saw a lion.\n", title="Journey")
    small.refresh()
    shown = small.catalog.arrange(Arrangement(query="zebra"), AskedFlags())
    assert headings(shown) == [(f"{LABEL_HEADING} · 1", 0)]
    shown = small.catalog.arrange(Arrangement(query="lion"), AskedFlags())
    assert headings(shown) == [(f"{TEXT_HEADING} · 1", 0)]
    assert headings(small.catalog.arrange(Arrangement(query="journey"), AskedFlags())) == []


def test_soon_the_first_hits_are_shown_and_then_all(small: SmallLibrary) -> None:
    for number in range(FIRST_HITS + 6):
        small.write(f"{number}.md", f"A zebra and {number} lions.\n", title=f"Day {number}")
    small.refresh()
    soon = small.catalog.arrange(Arrangement(query="zebra"), AskedFlags(), soon=True)
    assert soon.is_first
    assert soon.more
    assert 0 < soon.size <= FIRST_HITS
    assert soon.counted == f"{soon.size}+"
    assert headings(soon) == [(f"{TEXT_HEADING} · {soon.size}+", 0)]
    all_ = small.catalog.arrange(Arrangement(query="zebra"), AskedFlags())
    assert (all_.size, all_.more, all_.is_first) == (FIRST_HITS + 6, False, False)


def test_the_owner_is_asked_for_flags_only_by_a_query_that_needs_them(
    small: SmallLibrary,
) -> None:
    read, unread = small.write("a.md", "zebra\n"), small.write("b.md", "zebra too\n")
    small.refresh()
    for query, shown, asked in (
        ("zebra", {"a.md", "b.md"}, 0),
        ("zebra is:unread", {unread.name}, 1),
        ("zebra is：read", {read.name}, 1),
    ):
        flags = AskedFlags(read=(small.id_of(read),))
        found = small.catalog.arrange(Arrangement(query=query), flags)
        assert (set(names(small, found)), flags.asked) == (shown, asked)


def test_a_sorted_search_is_a_list(small: SmallLibrary) -> None:
    small.write("a.md", "zebra zebra zebra\n", title="B", date="2020-01-01")
    small.write("b.md", "zebra\n", title="A", date="2024-01-01")
    small.refresh()
    wanted = Arrangement(query="zebra", found_sort="title")
    shown = small.catalog.arrange(wanted, AskedFlags())
    assert names(small, shown) == ["b.md", "a.md"]
    assert shown.found is not None
    assert small.catalog.listings == 1
    entries = small.catalog.entries(shown, list(shown.rows.ids))
    assert all(entry.snippet for entry in entries.values())


# -- where nothing, or little, is found ------------------------------------------------------


def test_what_is_near_stands_where_nothing_is_found_with_what_it_has(small: SmallLibrary) -> None:
    small.write("a.md", "A zebra ran past the old house.\n", title="Journey")
    small.write("b.md", "Nobody was there.\n", title="Other")
    small.refresh()
    wanted = Arrangement(query="zebra ran past banana")
    shown = small.catalog.arrange(wanted, AskedFlags(), nearest=True)
    assert headings(shown) == [(NEAREST_HEADING, 0)]
    assert (names(small, shown), shown.size, shown.is_nearest) == (["a.md"], 0, True)
    (entry,) = small.catalog.entries(shown, list(shown.rows.ids)).values()
    assert [entry.snippet[start:end] for start, end in entry.lit] == ["zebra ran past"]
    assert not small.catalog.arrange(wanted, AskedFlags()).rows.ids


def test_hits_are_given_before_other_spellings_are_looked_for(small: SmallLibrary) -> None:
    small.write("wrong.md", "A zerba.\n")
    for number in range(25):
        small.write(f"{number}.md", f"A zebra and {number} lions.\n")
    small.refresh()
    shown = small.catalog.arrange(Arrangement(query="zerba"), AskedFlags(), nearest=True)
    assert (names(small, shown), shown.has_few_hits) == (["wrong.md"], True)
    assert not shown.next_steps
    given = small.catalog.next_steps(shown, AskedFlags())
    assert [step.in_words for step in given] == ["Did you mean: zebra"]
    assert not small.catalog.next_steps(shown, AskedFlags(), lambda: True)


@pytest.mark.parametrize(
    ("wanted", "files", "steps"),
    [
        (
            Arrangement(query="zebra", filters=(ArticleLabel("is", "bookmarked"),)),
            [],
            ["Without the filter: 2"],
        ),
        (
            Arrangement(query="zerba", filters=(ArticleLabel("is", "unread"),)),
            ["b.md", "a.md"],
            ["Did you mean: zebra"],
        ),
        (
            Arrangement(query="zebra ran past", filters=(ArticleLabel("is", "bookmarked"),)),
            ["c.md"],
            [],
        ),
        (
            Arrangement(
                query="zebra", filters=(ArticleLabel("author", "Ben"),), found_sort="title"
            ),
            [],
            ["Without the filter: 2"],
        ),
        (
            Arrangement(query="zebra", group="source", filters=(ArticleLabel("is", "unread"),)),
            ["b.md", "a.md"],
            [],
        ),
    ],
)
def test_a_filter_holds_for_what_is_near_or_is_left_out(
    small: SmallLibrary, wanted: Arrangement, files: list[str], steps: list[str]
) -> None:
    small.write("a.md", "A zebra.\n", author="Ann", date="2020-01-01")
    small.write("b.md", "Another zebra.\n", author="Ann", date="2021-01-01")
    bookmarked = small.write("c.md", "A lion ran past.\n", author="Ben")
    small.refresh()
    flags = AskedFlags(bookmarked=(small.id_of(bookmarked),))
    shown = small.catalog.arrange(wanted, flags, nearest=True)
    assert names(small, shown) == files
    assert [step.in_words for step in shown.next_steps] == steps


def test_copies_are_near_once(small: SmallLibrary) -> None:
    for name in ("a.md", "b.md"):
        small.write(name, "One zebra ran past.\n", title="Same")
    small.refresh()
    shown = small.catalog.arrange(
        Arrangement(query="zebra ran past banana"), AskedFlags(), nearest=True
    )
    (entry,) = small.catalog.entries(shown, list(shown.rows.ids)).values()
    assert entry.copies == 2
    assert small.catalog.standing_for(shown, None, small.root / "a.md") == shown.rows.ids[0]
    excluded = small.catalog.arrange(
        Arrangement(query="zebra date:2031"), AskedFlags(), nearest=True
    )
    assert [step.in_words for step in excluded.next_steps] == ["Without date:2031: 1"]
    assert len(excluded.rows.ids) == 1


# -- copies ---------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "zebra"])
def test_an_article_stands_for_its_copies(small: SmallLibrary, query: str) -> None:
    paths = [small.write(name, "One zebra.\n", title="Same") for name in ("a.md", "b.md")]
    other = small.write("c.md", "Another zebra.\n", title="Other")
    small.refresh()
    shown = small.catalog.arrange(Arrangement(query=query), AskedFlags())
    assert shown.size == 2
    ids = [small.id_of(path) for path in paths]
    standing = next(id_ for id_ in ids if shown.rows.row_of(id_) >= 0)
    entries = small.catalog.entries(shown, list(shown.rows.ids))
    assert {id_: entry.copies for id_, entry in entries.items()} == {
        standing: 2,
        small.id_of(other): 1,
    }
    for id_, path in zip(ids, paths, strict=True):
        assert small.catalog.standing_for(shown, id_, None) == standing
        assert small.catalog.standing_for(shown, None, path) == standing
    assert small.catalog.standing_for(shown, None, None) is None
    assert small.catalog.standing_for(shown, None, small.root / "none.md") is None
    assert small.catalog.standing_for(shown, 10_000, other) == small.id_of(other)


# -- articles to continue with ----------------------------------------------------------------


def test_begun_articles_stand_above_the_list_too() -> None:
    shown = ShownList(Arrangement(), ListRows((5, 6, 7)), 3, {}, None, False, False, 1)
    begun = shown.with_begun((7, 9))
    assert list(begun.rows.ids) == [7, 5, 6, 7]
    assert headings(begun) == [("Continue reading", 0), ("All articles · 3", 1)]
    assert (begun.begun, begun.size, begun.counted) == (1, 3, "3")
    assert shown.with_begun((9,)) is shown
    assert shown.with_begun(()) is shown
