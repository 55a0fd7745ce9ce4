"""What a search of the library lights in the article that it found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.model import Block, BlockKind, Document, Place
from reader.services.owner.bookmarks import Edit
from reader.services.prepare_article import (
    ArticleTarget,
    PreparedArticle,
    corresponding,
    matches_of,
    most_together,
    prepare,
    prepare_end,
)
from tests.unit.services.small_library import SmallLibrary


def lit(text: str, query: str) -> list[str]:
    document = Document((Block(BlockKind.PARAGRAPH, text),))
    return [text[match.start : match.end] for match in matches_of(document, query)]


def test_words_are_lit_where_the_search_found_them() -> None:
    text = "Operators cooperate; 釘釘 and 钉钉, OPERA."
    assert lit(text, "oper") == ["Oper", "OPER"]
    assert lit(text, "钉钉") == ["釘釘", "钉钉"]


def test_no_place_is_lit_twice() -> None:
    assert lit("人工智能与人工", "人工 人工智能") == ["人工智能", "人工"]


def test_what_must_not_occur_and_fields_light_nothing() -> None:
    assert lit("red green blue", "green -blue title:red") == ["green"]


BODY = """The first paragraph tells of a zebra.

## Part

The second paragraph has a [link](https://example.org) and a zebra too.

The third paragraph ends it.
"""


@pytest.fixture
def path(small: SmallLibrary) -> Path:
    made = small.write("a.md", BODY, title="Title")
    small.refresh()
    return made


def prepared(small: SmallLibrary, target: ArticleTarget) -> PreparedArticle:
    return list(prepare(small.session, small.keeper, target))[-1]


def test_without_a_word_it_is_shown_where_it_was_left(small: SmallLibrary, path: Path) -> None:
    assert prepared(small, ArticleTarget(path)).reading.place is None
    small.keeper.places.save_place(small.open(path), Place(2, 4), 0.5)
    assert prepared(small, ArticleTarget(path)).reading.place == Place(2, 4)
    assert prepared(small, ArticleTarget(path, top=True)).reading.place is None
    assert prepared(small, ArticleTarget(path, place=Place(1))).reading.place == Place(1)


def test_an_anchor_is_shown_and_one_that_is_not_there_is_the_beginning(
    small: SmallLibrary, path: Path
) -> None:
    small.keeper.places.save_place(small.open(path), Place(2, 4), 0.5)
    assert prepared(small, ArticleTarget(path, fragment="part")).reading.place == Place(1)
    assert prepared(small, ArticleTarget(path, fragment="none")).reading.place is None


def test_links_headings_and_hits_are_ready(small: SmallLibrary, path: Path) -> None:
    found = prepared(small, ArticleTarget(path, query="zebra"))
    assert [link.href for link in found.reading.links] == ["https://example.org"]
    assert [heading.text for heading in found.reading.headings] == ["Part"]
    assert [match.block for match in found.matches] == [0, 2]
    assert (found.reading.complete, found.notice) == (True, "")


def test_a_bookmark_is_shown_by_its_id(small: SmallLibrary, path: Path) -> None:
    opened = small.open(path)
    made = small.keeper.bookmarks.highlight(opened, Place(2, 4), Place(2, 10), Edit()).bookmark
    found = prepared(small, ArticleTarget(path, bookmark=made.id))
    assert (found.reading.place, found.notice) == (Place(2, 4), "")
    assert found.marks.spans == {made.id: (Place(2, 4), Place(2, 10))}


def test_a_bookmark_whose_words_are_gone_is_told(small: SmallLibrary, path: Path) -> None:
    opened = small.open(path)
    made = small.keeper.bookmarks.highlight(opened, Place(0, 4), Place(0, 20), Edit()).bookmark
    small.write("a.md", "完全不同的文章，什么都没有。\n", title="Title")
    small.refresh()
    found = prepared(small, ArticleTarget(path, bookmark=made.id))
    assert found.reading.place is None
    assert "its place is lost" in found.notice


def test_a_bookmark_on_the_article_as_a_whole_has_no_place_to_lose(
    small: SmallLibrary, path: Path
) -> None:
    made = small.keeper.bookmarks.toggle_article(small.article(path)).bookmark
    found = prepared(small, ArticleTarget(path, bookmark=made.id))
    assert (found.reading.place, found.notice) == (None, "")


def test_a_bookmark_that_is_not_there_is_told_and_the_place_left_shown(
    small: SmallLibrary, path: Path
) -> None:
    small.keeper.places.save_place(small.open(path), Place(2, 4), 0.5)
    found = prepared(small, ArticleTarget(path, bookmark="none"))
    assert found.reading.place == Place(2, 4)
    assert "none" in found.notice


# -- long articles, which are shown in parts ----------------------------------------------------


@pytest.fixture
def long(small: SmallLibrary) -> Path:
    paragraphs = [
        f"Paragraph number {number} of a long article, with words enough for a line or two."
        for number in range(6_000)
    ]
    paragraphs[4_000] = "Here alone is the word quagga, far from the beginning."
    made = small.write("long.md", "\n\n".join(paragraphs), title="Long")
    small.refresh()
    return made


def test_a_long_article_is_shown_in_parts_and_then_whole(small: SmallLibrary, long: Path) -> None:
    parts = list(prepare(small.session, small.keeper, ArticleTarget(long)))
    assert len(parts) > 1
    assert [each.reading.complete for each in parts] == [False] * (len(parts) - 1) + [True]
    first, whole = parts[0], parts[-1]
    assert (first.reading.before, first.reading.place) == (0, None)
    assert first.reading.after > 0
    assert (whole.reading.before, whole.reading.after) == (0, 0)


def test_the_part_with_a_hit_is_shown_first(small: SmallLibrary, long: Path) -> None:
    first = next(prepare(small.session, small.keeper, ArticleTarget(long, query="quagga")))
    assert not first.reading.complete
    assert first.reading.before > 0
    assert len(first.matches) == 1


def test_the_last_hit_and_a_place_are_shown_once_they_are_there(
    small: SmallLibrary, long: Path
) -> None:
    target = ArticleTarget(long, query="quagga", backwards=True)
    assert [each.reading.complete for each in prepare(small.session, small.keeper, target)] == [
        True
    ]
    place = Place(5_990)
    shown = list(prepare(small.session, small.keeper, ArticleTarget(long, place=place)))
    assert all(len(each.opened.document.blocks) > place.block + 1 for each in shown[:-1])
    assert shown[-1].reading.place == place


def test_nothing_is_made_that_is_not_wanted_any_more(small: SmallLibrary, long: Path) -> None:
    parts = prepare(small.session, small.keeper, ArticleTarget(long), wanted=lambda: False)
    assert not any(each.reading.complete for each in parts)


def test_the_end_of_a_long_article_is_shown_before_it_is_read(
    small: SmallLibrary, long: Path, path: Path
) -> None:
    end = prepare_end(small.session, small.keeper, long)
    assert end is not None
    assert (end.reading.complete, end.reading.after) == (False, 0)
    assert end.opened.document.blocks[-1].text.startswith("Paragraph number 5999")
    assert prepare_end(small.session, small.keeper, path) is None


def test_a_place_in_a_part_is_found_in_the_whole(small: SmallLibrary, long: Path) -> None:
    first = next(prepare(small.session, small.keeper, ArticleTarget(long, query="quagga")))
    whole = small.open(long).document
    (match,) = first.matches
    found = corresponding(first.opened.document, Place(match.block, 3), whole)
    assert found is not None
    assert whole.blocks[found.block].text.startswith("Here alone")
    assert found.offset == 3


def test_a_refrain_is_told_by_what_stands_around_it() -> None:
    def document(*texts: str) -> Document:
        return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))

    whole = document("a", "refrain", "b", "refrain", "c", "refrain")
    assert corresponding(document("b", "refrain", "c"), Place(1, 2), whole) == Place(3, 2)
    assert corresponding(document("refrain", "b"), Place(0, 1), document("refrain", "b")) == Place(
        0, 1
    )
    assert corresponding(document("c", "refrain"), Place(1), whole) == Place(5)
    gone = replace(whole, blocks=whole.blocks[:1])
    assert corresponding(document("完全不同的文章。"), Place(0, 2), gone) is None


def test_what_stands_together_is_shown_first() -> None:
    texts = ("one here", "one one one", "and One, two", "two one")
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))
    matches = matches_of(document, '"one" "two"')
    assert most_together(document, matches) == Place(2)
    assert most_together(document, ()) == Place()
