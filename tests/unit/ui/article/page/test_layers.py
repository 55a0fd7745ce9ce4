"""Layers over the text: their order, and how long they are kept."""

from __future__ import annotations

from dataclasses import replace

from reader.document.model import Block, BlockKind, Document, Place
from reader.document.ranges.find import Match
from reader.services.reading.highlights import Highlight, Highlights
from reader.services.reading.reading_view import Reading
from reader.typeset.card import Card
from reader.ui.article.page.layers import NOTHING, Spot
from tests.unit.ui.article.page.desk import Desk, blocks, reading, syntax

ALL = (Place(0), Place(9))


def highlight(start: Place, end: Place, *, unsure: bool = False) -> Highlight:
    return Highlight(start, end, "green", has_note=False, key="k", is_unsure=unsure)


def desk(shown: Reading | None = None) -> Desk:
    made = Desk()
    made.show(shown or reading(links=(3,)))
    return made


def light_all(made: Desk, block: int) -> None:
    """Each layer has something over the first four characters of a block."""
    spot = Spot(block, 0, 4)
    made.layers.highlights.highlights = Highlights((highlight(Place(block), Place(block, 4)),))
    made.layers.target.spot = made.layers.focused_link.spot = spot
    made.layers.matches.put((Match(block, 0, 4),))
    made.layers.current_match.spot = made.layers.caret.spot = spot
    made.screen.span = (Place(block), Place(block, 4))
    made.layers.repaint()


def test_the_layers_have_one_order() -> None:
    made = desk()
    light_all(made, 3)
    assert made.looks(3, 0, 4) == [
        "span-link",
        0,  # the index of the link, for the mouse
        "highlight-green",
        "target",
        "link-focused",
        "match",
        "match-current",
        "selected",
        "caret",
    ]


def test_colours_of_code_lie_under_all_the_rest() -> None:
    code = Block(BlockKind.CODE, "def f", language="python")
    made = desk(Reading(Document((code,)), Card()))
    assert made.looks(0, 0, 3) == []
    made.colors.of(Document((code,)), 0).append(syntax(0, 3))
    made.layers.forget(0)
    light_all(made, 0)
    assert made.looks(0, 0, 3)[:2] == ["syntax-keyword", "highlight-green"]
    made.colors.close()


def test_over_the_card_and_over_nothing_lies_nothing() -> None:
    made = desk()
    made.screen.span = ALL
    assert made.layers.of(-1) is NOTHING
    empty = Desk()
    assert empty.looks(0, 0, 4) == []


def test_a_change_of_what_is_lit_is_seen_once_it_is_repainted() -> None:
    made = desk()
    assert made.looks(1, 0, 4) == []
    made.layers.target.spot = Spot(1, 0, 4)
    assert made.looks(1, 0, 4) == [], "a block's looks are kept"
    made.area.take()
    made.layers.repaint()
    assert made.area.take() == ["redraw"]
    assert made.looks(1, 0, 4) == ["target"]
    assert made.looks(2, 0, 4) == []


def test_selection_and_caret_are_asked_for_at_each_row() -> None:
    made = desk()
    assert made.looks(1, 0, 4) == []
    made.screen.span = ALL
    made.layers.caret.spot = Spot(1, 2, 3)
    assert made.looks(1, 0, 4) == ["selected", "caret"]
    assert made.looks(1, 0, 2) == ["selected"]
    made.screen.span = None
    assert made.looks(1, 0, 4) == ["caret"]


def test_another_text_of_a_block_is_seen_once_the_block_is_forgotten() -> None:
    first, *rest = blocks(4)
    made = desk(Reading(Document((first, *rest)), Card()))
    assert made.looks(0, 0, 4) == []
    assert made.looks(1, 0, 4) == []
    linked = blocks(4, links=(0, 1))
    made.viewport.reading = replace(reading(4, links=(0, 1)), document=Document(linked))
    made.links.take_links()
    made.layers.repaint()
    assert made.looks(0, 0, 4) == [], "what never changes is not put together again"
    made.area.take()
    made.layers.forget(0)
    assert made.area.take() == ["redraw"]
    assert made.looks(0, 0, 4) == ["span-link", 0]
    assert made.looks(1, 0, 4) == []
    made.layers.forget()
    assert made.looks(1, 0, 4) == ["span-link", 1]


def test_what_goes_over_several_blocks_covers_each_of_them() -> None:
    made = desk()
    length = len(blocks(4)[1].text)
    over = (Place(1, 5), Place(3, 2))
    made.layers.highlights.highlights = Highlights((highlight(*over),))
    made.screen.span = over
    both = ["highlight-green", "selected"]
    assert [made.looks(1, at, at + 1) for at in (4, 5, length - 1)] == [[], both, both]
    assert made.looks(2, 0, length) == both
    assert made.looks(3, 1, 2)[2:] == both
    assert made.looks(3, 2, 3)[2:] == []
    assert made.looks(4, 0, 1) == []


def test_a_highlight_that_may_belong_elsewhere_has_no_colour() -> None:
    made = desk()
    unsure = highlight(Place(1), Place(1, 4), unsure=True)
    made.layers.highlights.highlights = Highlights((unsure,))
    assert made.looks(1, 0, 4) == ["highlight-unsure"]
