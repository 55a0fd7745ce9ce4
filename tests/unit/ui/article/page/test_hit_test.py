"""Characters under cells."""

from __future__ import annotations

from reader.document.model import Block, BlockKind, Document, Place
from reader.typeset.card import Card
from reader.typeset.model import PageStyle
from reader.typeset.page import Page
from reader.ui.article.page.hit_test import caret_at


def page(*texts: str, width: int = 20) -> Page:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    return Page(Document(blocks), PageStyle(width), Card(title="T"))


def first_row(made: Page) -> int:
    return made.row_of(made.position_of(Place(0, 0)))


def test_a_glyph_is_its_character_on_either_of_its_cells() -> None:
    made = page("鉤鉤a")
    row = first_row(made)
    cells = [caret_at(made, row, column) for column in range(5)]
    assert [place.offset for place, _ in cells] == [0, 0, 1, 1, 2]
    assert all(on_glyph for _, on_glyph in cells)


def test_beside_a_row_is_the_gap_at_its_end() -> None:
    made = page("ab cd")
    row = first_row(made)
    assert caret_at(made, row, -3) == (Place(0, 0), False)
    assert caret_at(made, row, 19) == (Place(0, 5), False)


def test_a_blank_row_is_the_end_of_the_text_above() -> None:
    made = page("ab", "cd")
    assert caret_at(made, first_row(made) + 1, 1) == (Place(0, 2), False)


def test_above_and_below_everything_are_the_ends() -> None:
    made = page("ab", "cd")
    assert caret_at(made, -5, 3) == (Place(0, 0), False)
    assert caret_at(made, made.height + 5, 0) == (Place(1, 2), False)
