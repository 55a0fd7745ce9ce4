"""Where bookmarks are in a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.quote import describe
from reader.document.model import Block, BlockKind, Document, Place
from reader.services.owner.bookmark_places import Anchors, trimmed
from reader.state.bookmark import ArticleRef, Bookmark

TEXTS = (
    "很久以前，人们在广场上聊天。",
    "后来大家都走了，没有人再回来。",
    "A last paragraph of words.",
)


def document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


WHOLE = document(*TEXTS)
REF = ArticleRef(path="/a.md")


def highlight(key: str, start: Place, end: Place, *, color: str = "green") -> Bookmark:
    return Bookmark(REF, start, describe(WHOLE, start, end), end, color, id=key)


def place(key: str, at: Place) -> Bookmark:
    return Bookmark(REF, at, describe(WHOLE, at), id=key)


MINE = (
    highlight("h", Place(0, 5), Place(1, 2)),
    place("p", Place(1, 3)),
    Bookmark(REF, id="a"),
)


def test_highlights_are_drawn_and_places_are_in_the_margin() -> None:
    marks = Anchors().marks(WHOLE, MINE)
    assert marks.places == {"h": Place(0, 5), "p": Place(1, 3)}
    assert marks.spans == {"h": (Place(0, 5), Place(1, 2))}
    assert marks.margin == (Place(1, 3),)
    assert [(one.key, one.color, one.has_note) for one in marks.highlights] == [
        ("h", "green", False)
    ]
    assert marks.unsure == {}
    assert marks.lost == ()
    assert marks.complete


def test_they_move_with_their_words_and_the_record_stays() -> None:
    moved = Anchors().marks(document("Something new.", *TEXTS), MINE)
    assert moved.spans == {"h": (Place(1, 5), Place(2, 2))}
    assert moved.margin == (Place(2, 3),)
    assert MINE[0].place == Place(0, 5)


def test_what_has_lost_its_words_is_named() -> None:
    marks = Anchors().marks(document("完全不同的文章，什么都没有。"), MINE)
    assert [mark.id for mark in marks.lost] == ["h", "p"]
    assert not marks.places


def test_what_may_have_moved_is_named_and_drawn_apart() -> None:
    changed = document(
        TEXTS[0].replace("人们", "我们"), TEXTS[1].replace("后来大家", "后来他们"), TEXTS[2]
    )
    at = highlight("h", Place(0, 5), Place(0, 13)), place("p", Place(1, 0))
    marks = Anchors().marks(changed, at)
    assert marks.unsure == {"h": Place(0, 5), "p": Place(1, 0)}
    assert [one.is_unsure for one in marks.highlights] == [True]
    assert marks.margin == ()
    assert marks.lost == ()


def test_a_colour_of_a_later_version_is_drawn_as_the_first() -> None:
    odd = highlight("h", Place(0, 0), Place(0, 3), color="teal")
    (one,) = Anchors().marks(WHOLE, [odd]).highlights
    assert one.color == "yellow"


def test_a_record_without_words_is_taken_as_it_is_if_there_is_such_a_place() -> None:
    inside = Bookmark(REF, Place(1, 2), end=Place(1, 4), id="in")
    outside = Bookmark(REF, Place(9, 2), id="out")
    marks = Anchors().marks(WHOLE, [inside, outside])
    assert marks.spans == {"in": (Place(1, 2), Place(1, 4))}
    assert marks.lost == (outside,)


def test_without_time_what_is_known_is_still_said() -> None:
    anchors = Anchors()
    first = anchors.marks(WHOLE, MINE[1:], seconds=60)
    assert first.complete
    later = anchors.marks(WHOLE, MINE, seconds=-1)
    assert later.places == {"p": Place(1, 3)}
    assert not later.complete
    assert not later.lost


def test_the_nearest_is_the_last_one_before() -> None:
    marks = Anchors().marks(WHOLE, MINE)
    assert marks.nearest(Place(2)) == "p"
    assert marks.nearest(Place(1)) == "h"
    assert marks.nearest(Place(0)) == "h"
    assert Anchors().marks(WHOLE, ()).nearest(Place(0)) == ""


SPACED = document("  leading", "   ", "", "trailing \n ", "in between")
PLACES = st.integers(0, len(SPACED.blocks) - 1).flatmap(
    lambda block: st.integers(0, len(SPACED.blocks[block].text)).map(
        lambda offset: Place(block, offset)
    )
)


@given(PLACES, PLACES)
def test_a_trimmed_span_has_the_same_words_and_no_white_space_at_its_ends(
    one: Place, other: Place
) -> None:
    first, last = min(one, other), max(one, other)
    words = describe(SPACED, first, last).exact
    start, end = trimmed(SPACED, one, other)
    assert first <= start <= end <= last
    kept = describe(SPACED, start, end).exact if start < end else ""
    assert kept == words.strip()
