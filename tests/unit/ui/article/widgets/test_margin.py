"""Which rows the margin says something of."""

from __future__ import annotations

from reader.document.model import Place
from reader.services.reading.highlights import Highlight, Highlights
from reader.ui.article.widgets.margin import Margin
from reader.ui.article.widgets.paint import NO_MARKS, Marks
from tests.unit.ui.article.page.desk import Desk, reading


class Marked(Desk):
    """A desk with a margin."""

    def __init__(self) -> None:
        super().__init__()
        self.margin = Margin(self.viewport, self.layers.highlights)
        self.show(reading())

    def highlight(self, start: Place, end: Place, *, has_note: bool) -> None:
        one = Highlight(start, end, "red", has_note=has_note, key="k")
        self.layers.highlights.highlights = Highlights((one,))

    def marks(self, place: Place, *, colorless: bool = False) -> Marks:
        """Return the marks of the row that a place is on."""
        page = self.viewport.page
        assert page is not None
        row = page.row_of(page.position_of(place))
        return self.margin.marks(place.block, row, colorless=colorless)


def test_a_bookmark_marks_the_row_that_it_is_on() -> None:
    made = Marked()
    made.margin.put([Place(1, 50)], [Place(2)])
    assert made.marks(Place(1, 60)) == Marks(bookmarked=True)
    assert made.marks(Place(1)) == NO_MARKS
    assert made.marks(Place(2)) == Marks(unsure=True)
    made.margin.put(())
    assert made.marks(Place(1, 60)) == NO_MARKS


def test_a_note_is_marked_where_its_highlight_begins() -> None:
    made = Marked()
    made.highlight(Place(1, 50), Place(2, 4), has_note=True)
    assert made.marks(Place(1)) == NO_MARKS
    assert made.marks(Place(1, 60)) == Marks(noted=True)
    assert made.marks(Place(2)) == NO_MARKS


def test_without_colours_each_row_of_a_highlight_is_marked() -> None:
    made = Marked()
    made.highlight(Place(1, 50), Place(2, 4), has_note=False)
    assert made.marks(Place(1, 60), colorless=True) == Marks(highlighted=True)
    assert made.marks(Place(2), colorless=True) == Marks(highlighted=True)
    assert made.marks(Place(3), colorless=True) == NO_MARKS


def test_the_card_has_no_marks() -> None:
    made = Marked()
    made.margin.put([Place(0)])
    assert made.margin.marks(-1, 0, colorless=False) == NO_MARKS
