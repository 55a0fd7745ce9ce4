"""Select mode: what is selected, told and drawn, and what becomes of it meanwhile."""

from __future__ import annotations

import pytest

from reader.document.model import Block, BlockKind, Document, Place
from reader.services.reading.reading_view import Reading
from reader.typeset.card import Card
from reader.ui.article.page.select_mode import OUT_OF_MODE
from tests.unit.ui.article.page.desk import LINE, Desk, cut_code, reading

HERE = Place(1)


def desk() -> Desk:
    made = Desk()
    made.show(reading())
    return made


def started(place: Place = HERE) -> Desk:
    made = desk()
    assert made.mode.start(place)
    made.take()
    return made


def test_it_begins_at_a_character_which_is_selected() -> None:
    made = desk()
    assert made.mode.start(Place(1, 5))
    assert (made.mode.is_on, made.mode.caret) == (True, Place(1, 5))
    assert made.screen.span == (Place(1, 5), Place(1, 6))
    assert made.take() == [("selected", 1)]
    assert made.looks(1, 5, 6) == ["selected", "caret-selected"]


def test_it_goes_on_from_what_the_mouse_selected() -> None:
    made = desk()
    made.screen.span = (Place(1), Place(1, 4))
    assert made.mode.start(Place(20))
    assert made.mode.caret == Place(1, 3)
    assert made.screen.span == (Place(1), Place(1, 4))


def test_whole_paragraphs() -> None:
    made = desk()
    assert made.mode.start(Place(1, 5), by_blocks=True)
    assert made.screen.span == (Place(1), Place(1, len(LINE.format(1))))


def test_without_text_or_page_it_does_not_begin() -> None:
    made = Desk()
    assert not made.mode.start(Place())
    made.show(Reading(Document((Block(BlockKind.RULE),)), Card()))
    assert not made.mode.start(Place())
    assert not made.mode.is_on


def test_motions_move_the_caret_and_other_verbs_are_left_to_others() -> None:
    made = started()
    assert made.mode.press("right", 3)
    assert made.screen.span == (Place(1), Place(1, 4))
    assert made.take() == [("selected", 4)]
    assert not made.mode.press("copy", 1)
    assert made.take() == []
    assert not desk().mode.press("right", 1), "the mode is off"


def test_characters_are_counted_over_blocks() -> None:
    made = started()
    made.mode.press("block_end", 2)
    assert made.take() == [("selected", len(LINE.format(1)) + len(LINE.format(2)))]


def test_a_caret_that_goes_free_selects_nothing_and_is_what_a_bookmark_means() -> None:
    made = started()
    assert made.mode.caret_range() is None
    made.mode.press("toggle", 1)
    assert made.screen.span is None
    assert made.take() == [("selected", 0)]
    assert made.looks(1, 0, 1) == ["caret"]
    assert made.mode.caret_range() == (Place(1), Place(1, 1))


def test_the_end_of_the_mode_is_told_once() -> None:
    made = started()
    made.mode.stop()
    made.mode.stop()
    assert made.take() == [("selected", OUT_OF_MODE)]
    assert "caret" not in made.looks(1, 0, 1)
    assert made.mode.caret is None


@pytest.mark.parametrize("verb", ["last", "page_down", "half_page_down", "first"])
def test_the_caret_stays_in_sight(verb: str) -> None:
    made = started(Place(10))
    made.mode.press(verb, 3)
    assert made.mode.caret is not None
    assert made.viewport.on_screen(made.mode.caret)


def test_the_caret_follows_the_page_in_the_mode_only() -> None:
    made = desk()
    made.mode.take_caret_to(Place(5))
    assert made.take() == []
    made = started()
    made.mode.take_caret_to(Place(5))
    assert made.screen.span == (Place(1), Place(5, 1))


def test_code_that_is_cut_moves_with_the_caret() -> None:
    made = Desk(page_style=cut_code)
    made.show(Reading(Document((Block(BlockKind.CODE, "x" * 200),)), Card()))
    made.mode.start(Place())
    made.mode.press("right", 90)
    assert made.viewport.shift > 90 - 40
    made.mode.press("left", 90)
    assert made.viewport.shift == 0


def test_the_keys_go_on_from_what_the_mouse_selects_in_the_mode() -> None:
    made = started()
    made.screen.span = (Place(2), Place(2, 4))
    made.mode.selection_changed()
    assert made.mode.caret == Place(2, 3)
    assert made.take() == [("selected", 4)]
    made.screen.span = None
    made.mode.selection_changed()
    assert made.mode.caret_range() == (Place(2, 3), Place(2, 4))
    assert made.take() == [("selected", 0)]


def test_what_another_widget_does_to_the_selection_is_undone() -> None:
    made = started()
    span = made.screen.span
    made.screen.has_focus = False
    made.screen.span = None
    made.mode.selection_changed()
    assert made.screen.span == span
    assert made.take() == []


def test_a_search_begins_where_the_caret_was_and_may_be_given_up() -> None:
    made = started()
    assert made.mode.search_origin is None
    made.mode.lose_keys()
    made.screen.has_focus = False
    made.mode.take_caret_to(Place(5))
    assert made.mode.search_origin == Place(1)
    made.mode.take_caret_back()
    assert made.mode.caret == Place(1)
    made.mode.stop()
    assert made.mode.search_origin is None


def test_what_is_selected_in_a_part_is_selected_in_the_whole() -> None:
    made = started(Place(5))
    made.mode.press("word_end", 1)
    span = made.screen.span
    aside = made.mode.lay_aside()
    made.screen.span = None
    assert not made.mode.is_on
    whole = Document((Block(BlockKind.PARAGRAPH, "Before all."), *reading().document.blocks))
    made.viewport.replace(Reading(whole, Card()), None)
    made.take()
    made.mode.take_up(aside)
    assert span == (Place(5), Place(5, 4))
    assert made.screen.span == (Place(6), Place(6, 4))
    assert made.mode.caret == Place(6, 3)
    assert made.take() == [("selected", 4)]


def test_a_caret_whose_words_are_gone_ends_the_mode() -> None:
    made = started(Place(5))
    aside = made.mode.lay_aside()
    other = Document((Block(BlockKind.PARAGRAPH, "完全不同的文章。"),))
    made.viewport.replace(Reading(other, Card()), None)
    made.take()
    made.mode.take_up(aside)
    assert made.take() == [("selected", OUT_OF_MODE)]
    assert not made.mode.is_on


def test_what_the_mouse_selected_is_selected_without_the_mode() -> None:
    made = desk()
    made.screen.span = (Place(1), Place(1, 6))
    aside = made.mode.lay_aside()
    made.screen.span = None
    made.viewport.replace(reading(), None)
    made.mode.take_up(aside)
    assert made.screen.span == (Place(1), Place(1, 6))
    assert not made.mode.is_on
    made.screen.span = None
    assert made.mode.lay_aside() is None
