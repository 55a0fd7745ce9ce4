"""Textual's selection on the page: whole clusters, and gaps where it knows none."""

from __future__ import annotations

from textual.geometry import Offset
from textual.selection import Selection

from reader.document.model import Block, BlockKind, Document, Place
from reader.services.reading.reading_view import Reading
from reader.typeset.card import Card
from reader.ui.article.page.viewport import Viewport
from reader.ui.article.widgets.text_selection import TextSelection
from tests.unit.ui.article.page.desk import FakeArea


class Pointer:
    """A page of these paragraphs, and the mouse over it."""

    def __init__(self, *texts: str) -> None:
        blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
        self.viewport = Viewport(FakeArea())
        self.viewport.show(Reading(Document(blocks), Card()))
        self.selection = TextSelection(self.viewport)

    def at(self, place: Place, column: int, origin: Offset | None = None) -> Offset:
        """The offset at a column of the row that a place is on."""
        row = self.viewport.row_on_screen(place)
        assert row is not None
        found = self.selection.offset_at(self.viewport.top_row + row, column, origin)
        assert found is not None
        return found

    def dragged(self, begin: tuple[Place, int], end: tuple[Place, int]) -> tuple[Place, Place]:
        """Return the span between two cells, as Textual puts the selection together."""
        start = self.at(*begin)
        here = self.at(*end, start)
        first, last = sorted((start, here), key=lambda offset: (offset.y, offset.x))
        span = self.selection.span(Selection(first, Offset(last.x + 1, last.y)))
        assert span is not None
        return span


def test_a_selection_takes_in_the_characters_at_both_its_ends() -> None:
    made = Pointer("Alpha beta")
    here = Place(0)
    assert made.dragged((here, 6), (here, 8)) == (Place(0, 6), Place(0, 9))
    assert made.dragged((here, 8), (here, 6)) == (Place(0, 6), Place(0, 9))


def test_a_pointer_in_a_gap_takes_in_what_is_before_it() -> None:
    made = Pointer("Alpha", "beta")
    assert made.dragged((Place(0), 2), (Place(0), 40)) == (Place(0, 2), Place(0, 5))


def test_a_drag_that_begins_in_a_gap_takes_in_nothing_behind_it() -> None:
    made = Pointer("Alpha", "beta")
    assert made.dragged((Place(0), 40), (Place(0), 2)) == (Place(0, 2), Place(0, 5))


def test_a_span_selects_what_it_spans() -> None:
    made = Pointer("Alpha", "beta")
    span = (Place(0, 2), Place(1, 3))
    assert made.selection.span(made.selection.selection(span)) == span
    assert made.selection.selection(None) is None
    assert made.selection.span(None) is None


def test_all_of_it() -> None:
    made = Pointer("Alpha", "beta")
    assert made.selection.span(Selection(None, None)) == (Place(), Place(1, 4))


def test_no_cluster_is_cut() -> None:
    made = Pointer("x\u0301y\u0301z")
    selection = Selection(Offset(1, 0), Offset(3, 0))
    assert made.selection.span(selection) == (Place(0, 0), Place(0, 4))


def test_an_empty_article_has_no_character() -> None:
    made = Pointer()
    assert made.selection.offset_at(0, 0, None) is None
    assert made.selection.span(Selection(None, None)) is None
