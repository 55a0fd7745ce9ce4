"""Where the eye is, whatever happens to the article, its width and the estimates of its rows."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.endings.tail import Tail
from reader.document.model import Block, BlockKind, Document, Place
from reader.document.outline import Heading
from reader.services.reading.reading_view import Reading
from reader.settings import LEAST_MEASURE, MOST_MEASURE
from reader.typeset.card import Card
from reader.typeset.picture_size import PictureRoom, PixelSize
from reader.ui.article.page.end_section import EndRow
from reader.ui.article.page.viewport import END_ROWS, Viewport
from tests.unit.ui.article.page.desk import FakeArea, blocks, cut_code, cut_short, reading


def viewport(shown: Reading, area: FakeArea | None = None) -> tuple[Viewport, FakeArea]:
    area = area or FakeArea()
    made = Viewport(area, measure=40)
    made.show(shown)
    area.take()
    return made, area


def refined(made: Viewport) -> Viewport:
    while not made.refined:
        made.refine(lambda: False)
    return made


def laid_out(made: Viewport) -> int:
    assert made.page is not None
    return made.page.blocks_laid_out


class TestAnotherArticle:
    def test_it_begins_at_its_card_or_at_its_place(self) -> None:
        made, _ = viewport(reading(place=Place(20)))
        assert (made.place, made.at_start, made.block) == (Place(20), False, 20)
        made.show(reading())
        assert (made.place, made.at_start, made.block, made.top_row) == (Place(), True, -1, 0)

    def test_the_page_is_set_before_the_area_is_told_that_it_moved(self) -> None:
        area = FakeArea()
        Viewport(area).show(reading())
        assert area.take() == ["redraw", "moved"]

    def test_it_forgets_the_jump_and_the_code_that_was_moved(self) -> None:
        made, _ = viewport(reading())
        made.shift = 8
        made.jump_to(Place(39))
        made.show(reading())
        assert (made.shift, made.block_jumped_to) == (0, -1)

    def test_a_place_that_is_shown_before_there_is_an_area_is_shown_in_it(self) -> None:
        area = FakeArea()
        room, area.room = area.room, 0
        made, _ = viewport(reading(), area)
        made.show_place(Place(30))
        assert (made.place, made.at_start) == (Place(30), False)
        area.room = room
        made.fit()
        assert made.on_screen(Place(30))
        assert made.place < Place(30)
        made.show(reading())
        assert made.at_start

    def test_a_few_blocks_are_laid_out(self) -> None:
        made, _ = viewport(reading(400, place=Place(200)))
        assert laid_out(made) < 12

    def test_an_area_that_is_not_there_has_no_rows_until_it_comes(self) -> None:
        made, area = viewport(reading(place=Place(20)), FakeArea(room=0))
        assert (made.page, made.progress, made.height, area.heard) == (None, 0.0, 0, [])
        assert made.place == Place(20)
        area.room = 60
        made.fit()
        assert made.page is not None
        assert (made.place, made.block) == (Place(20), 20)


class TestTheWholeInPlaceOfAPart:
    def test_it_is_shown_at_the_place_that_is_given(self) -> None:
        made, area = viewport(reading(10, before=2_000, complete=False, place=Place(2)))
        made.replace(reading(), Place(22))
        assert (made.place, area.take()) == (Place(22), ["redraw", "moved"])

    def test_an_area_that_comes_later_shows_the_place_in_the_whole(self) -> None:
        part = reading(10, before=2_000, complete=False, place=Place(2))
        made, area = viewport(part, FakeArea(room=0))
        made.replace(reading(), Place(22))
        area.room = 60
        made.fit()
        assert made.place == Place(22)

    def test_code_stays_where_it_was_moved(self) -> None:
        made, _ = viewport(reading(10, complete=False))
        made.shift = 8
        made.replace(reading(), None)
        assert made.shift == 8

    def test_rows_that_a_part_lacks_are_guessed(self) -> None:
        whole = refined(viewport(reading(40))[0])
        lack = sum(len(block.text) for block in blocks(40)[10:])
        part, _ = viewport(replace(reading(10, complete=False), after=lack))
        assert refined(part).height == pytest.approx(whole.height, rel=0.1)
        behind, _ = viewport(replace(reading(10, complete=False, place=Place(2)), before=lack))
        whole.go_to(Place(32))
        assert refined(behind).top_row == pytest.approx(whole.top_row, rel=0.1)


class TestMoreOfTheArticle:
    def test_nothing_moves_and_nothing_is_set_anew(self) -> None:
        made, area = viewport(reading(30, complete=False, place=Place(3, 41)))
        place, page, count = made.place, made.page, laid_out(made)
        assert made.grow(reading())
        assert (made.place, made.page, laid_out(made)) == (place, page, count)
        assert area.take() == ["moved"]
        assert made.complete

    def test_a_last_block_that_was_cut_short_is_set_anew(self) -> None:
        whole = reading()
        made, area = viewport(cut_short(whole))
        made.go_to(Place(30))
        before, pages = made.place, made.pages_set
        area.take()
        assert made.grow(whole)
        assert (made.place, made.pages_set) == (before, pages + 1)
        assert area.take() == ["redraw", "moved"]

    def test_what_begins_otherwise_is_refused(self) -> None:
        made, area = viewport(reading(30, complete=False))
        other = replace(reading(), document=Document(blocks(40)[1:]))
        known = made.reading
        assert not made.grow(other)
        assert (made.reading, area.take()) == (known, [])

    def test_so_is_whatever_follows_a_part_from_the_middle(self) -> None:
        made, _ = viewport(reading(30, complete=False, before=2_000))
        assert not made.grow(reading())

    def test_without_an_area_it_is_known_all_the_same(self) -> None:
        made, area = viewport(reading(30, complete=False, place=Place(5)), FakeArea(room=0))
        assert made.grow(reading())
        assert made.place == Place(5)
        area.room = 60
        made.fit()
        assert made.place == Place(5)


class TestAnotherSize:
    def test_the_anchor_stays_to_the_character(self) -> None:
        made, _ = viewport(reading())
        made.go_to(Place(5, 50))
        place = made.place
        assert place.offset > 0
        for measure in (24, 60, 40):
            made.set_measure(measure)
            assert made.place == place
            assert made.row_on_screen(place) == 0

    def test_the_row_of_the_card_stays(self) -> None:
        card = Card(title="A title in many words that takes many rows at a width as small as this")
        made, _ = viewport(replace(reading(), card=card))
        made.scroll_rows(2)
        made.set_measure(36)
        assert (made.at_start, made.top_row) == (True, 2)

    def test_a_page_is_set_once(self) -> None:
        made, area = viewport(reading(place=Place(20)))
        pages = made.pages_set
        area.room = 40
        made.fit()
        made.fit()
        assert made.pages_set == pages + 1
        assert laid_out(made) < 12

    def test_for_another_height_nothing_is_set(self) -> None:
        made, area = viewport(reading(place=Place(20)))
        pages, place = made.pages_set, made.place
        area.rows = 30
        made.fit()
        assert (made.pages_set, made.place) == (pages, place)
        assert area.take() == ["redraw", "moved"]

    def test_a_measure_has_bounds_and_is_even_on_the_page(self) -> None:
        made, area = viewport(reading(), FakeArea(room=200))
        made.set_measure(10_000)
        assert made.measure == made.column == MOST_MEASURE
        made.set_measure(1)
        assert made.measure == made.column == LEAST_MEASURE
        made.set_measure(41)
        assert made.column == 40
        assert made.left == 80
        area.room = 7
        assert (made.column, made.left) == (6, 0)


class TestEstimates:
    def test_making_them_exact_moves_no_text(self) -> None:
        made, area = viewport(reading(400, place=Place(200)))
        place, rows = made.place, area.rows
        shown = [made.row_on_screen(Place(200 + number)) for number in range(3)]
        assert not made.refined
        refined(made)
        assert made.place == place
        assert [made.row_on_screen(Place(200 + number)) for number in range(3)] == shown
        assert area.rows == rows

    def test_a_slice_ends_when_it_is_enough(self) -> None:
        made, _ = viewport(reading(400))
        before = laid_out(made)
        made.refine(lambda: True)
        assert laid_out(made) - before <= 1

    def test_nothing_is_refined_where_nothing_is_shown(self) -> None:
        made = Viewport(FakeArea())
        made.refine(lambda: False)
        assert made.refined


class TestMoving:
    def test_the_end_has_blank_rows_and_no_more(self) -> None:
        made, area = viewport(reading())
        made.go_to_end()
        assert made.top_row == made.height - area.rows
        assert made.row_on_screen(Place(39, 50)) == area.rows - END_ROWS - 1
        assert made.progress == 1.0
        made.scroll_rows(5)
        assert made.top_row == made.height - area.rows

    def test_the_end_of_a_part_is_not_that_of_the_article(self) -> None:
        assert viewport(reading(30, complete=False))[0].ends_early
        assert not viewport(reading())[0].ends_early
        assert not viewport(reading(30, complete=False), FakeArea(room=0))[0].ends_early

    def test_a_place_on_the_screen_is_shown_where_it_is(self) -> None:
        made, area = viewport(reading())
        made.show_place(Place(1))
        assert area.take() == []
        made.show_place(Place(20))
        assert made.row_on_screen(Place(20)) == int(area.rows * 0.3)

    @pytest.mark.parametrize("block", [3, 19, 20, 25, 39])
    def test_a_place_is_kept_in_sight_with_rows_around_it(self, block: int) -> None:
        made, area = viewport(reading(place=Place(20)))
        made.keep_in_sight(Place(block), 2)
        row = made.row_on_screen(Place(block))
        assert row is not None
        assert 2 <= row < area.rows - 2

    def test_a_jump_names_its_line_where_the_end_keeps_it_from_the_top(self) -> None:
        made, _ = viewport(reading())
        assert made.jump_to(Place(5)) is None
        assert (made.place, made.block_jumped_to) == (Place(5), 5)
        line = made.jump_to(Place(39, 4))
        assert line is not None
        assert line[0] == Place(39)
        assert 4 < line[1].offset < len(blocks(40)[39].text)
        assert made.block_jumped_to == 39
        made.scroll_rows(-1)
        assert made.block_jumped_to == made.block < 39

    def test_hundredths(self) -> None:
        made, _ = viewport(reading(400))
        refined(made)
        made.go_to_share(50)
        assert made.progress == pytest.approx(0.5, abs=0.01)
        made.go_to_share(300)
        assert made.progress == 1.0

    def test_the_heading_above(self) -> None:
        headings = (Heading(1, 2, "One"), Heading(30, 2, "Two"))
        made, _ = viewport(reading(headings=headings))
        assert made.section == ""
        made.go_to(Place(3))
        assert made.section == "One"
        made.go_to(Place(31))
        assert made.section == "Two"

    def test_the_first_line_ends_where_the_next_one_begins(self) -> None:
        made, _ = viewport(reading())
        made.go_to(Place(5))
        start, following = made.first_line()
        assert (start, following.block) == (Place(5), 5)
        made.go_to(following)
        assert made.first_line() == (following, Place(6))


def test_code_moves_as_far_as_rows_in_the_area_go_on() -> None:
    code = Block(BlockKind.CODE, "x" * 100 + "\nshort")
    area = FakeArea()
    made = Viewport(area, measure=40, page_style=cut_code)
    made.show(Reading(Document((code,)), Card(title="T")))
    area.take()
    made.shift_code(8)
    assert (made.shift, area.take()) == (8, ["redraw"])
    for _ in range(30):
        made.shift_code(8)
    assert 50 < made.shift < 80
    made.shift_code(-1_000)
    assert made.shift == 0


def test_what_knows_the_article_needs_no_textual() -> None:
    names = ", ".join(
        f"reader.ui.article.page.{name}"
        for name in ("viewport", "layers", "link_focus", "match_walk")
    )
    code = f"import sys, {names}; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


END = (EndRow("Related"), *(EndRow(name, path=Path(f"/{name}.md")) for name in "bcd"))


class TestRowsUnderTheEnd:
    def test_each_row_of_the_page_tells_which_of_them_is_on_it(self) -> None:
        made = refined(viewport(reading(3))[0])
        made.put_end_section(END)
        assert made.page is not None
        first = made.page.height + 1
        on_rows = [made.end_link_at(row) for row in range(first - 1, first + len(END) + 1)]
        assert on_rows == [-1, -1, 0, 1, 2, -1]

    def test_who_left_the_article_with_them_in_sight_sees_the_same_again(self) -> None:
        made, _ = viewport(reading())
        made.put_end_section(END)
        made.go_to_end()
        left = made.place
        made.show(reading(place=left))
        assert made.place < left, "the article ends before them"
        made.put_end_section(END)
        assert made.place == left

    def test_who_went_elsewhere_meanwhile_stays_there(self) -> None:
        made, _ = viewport(reading())
        made.put_end_section(END)
        made.go_to_end()
        made.show(reading(place=made.place))
        made.scroll_rows(-3)
        here = made.place
        made.put_end_section(END)
        assert made.place == here


def illustrated(count: int = 30) -> Reading:
    """A picture under each paragraph."""
    made: list[Block] = []
    for number, block in enumerate(blocks(count)):
        made += (block, Block(BlockKind.IMAGE, f"caption {number}", href=f"{number}.png"))
    return Reading(Document(tuple(made)), Card(title="T"), place=Place(40))


SHOWN = {f"{number}.png": PixelSize(160, 96) for number in range(30)}


def test_pictures_that_come_later_leave_the_text_under_the_eye() -> None:
    viewport = Viewport(FakeArea(), picture_room=lambda: PictureRoom(7))
    viewport.show(illustrated())
    before, height = viewport.top_row, viewport.height
    viewport.put_pictures(SHOWN)
    assert viewport.place == Place(40)
    assert viewport.row_on_screen(Place(40)) == 0
    assert viewport.top_row > before
    assert viewport.height == height + 30 * 6
    assert viewport.picture_pixels(41) == PixelSize(160, 96)
    assert viewport.pages_set == 1


def test_who_is_in_the_middle_of_a_picture_stays_there_while_others_come() -> None:
    viewport = Viewport(FakeArea(), picture_room=lambda: PictureRoom(7))
    viewport.show(illustrated())
    viewport.put_pictures({"20.png": SHOWN["20.png"]})
    viewport.scroll_rows(6)
    assert viewport.picture_at(0, viewport.left) == 41
    line = viewport.page.line(viewport.top_row)[1] if viewport.page else None
    viewport.put_pictures(SHOWN)
    assert viewport.page is not None
    assert viewport.page.line(viewport.top_row)[1] == line


def test_pictures_that_are_known_are_there_in_the_whole_of_a_part() -> None:
    viewport = Viewport(FakeArea(), picture_room=lambda: PictureRoom(7))
    viewport.show(illustrated(20))
    viewport.put_pictures(SHOWN)
    viewport.replace(illustrated(), Place(40))
    assert viewport.picture_pixels(41) == PixelSize(160, 96)
    viewport.show(illustrated())
    assert viewport.picture_pixels(41) is None, "another article may have others of these names"


def test_a_window_of_another_height_sets_pictures_anew_and_text_never() -> None:
    rows = [7]
    for shown, pages in ((illustrated(), 2), (reading(), 1)):
        viewport = Viewport(FakeArea(), picture_room=lambda: PictureRoom(rows[-1]))
        viewport.show(shown)
        rows.append(rows[-1] - 1)
        viewport.fit()
        assert viewport.pages_set == pages


def test_a_caption_that_is_led_to_comes_with_all_of_its_picture() -> None:
    viewport = Viewport(FakeArea(rows=14), picture_room=lambda: PictureRoom(7))
    viewport.show(illustrated())
    viewport.put_pictures(SHOWN)
    viewport.scroll_rows(-4)
    assert viewport.row_on_screen(Place(41)) is not None
    viewport.show_place(Place(41), context=0.2)
    row = viewport.row_on_screen(Place(41))
    assert row is not None
    assert row + 6 < 14


class TestFoldedTail:
    """A tail is off the page until somebody wants to see it."""

    @staticmethod
    def _folded(place: Place | None = None) -> tuple[Viewport, FakeArea]:
        whole = reading(place=place)
        first = len(whole.document.blocks) - 5
        return viewport(replace(whole, tail=Tail(first, "Related posts")))

    def test_a_row_stands_for_it(self) -> None:
        made, _ = self._folded()
        made.fold_key = "x"
        (row,) = made.end_section
        assert (row.text, row.detail) == ("… 5 more blocks: Related posts", "x shows them")
        page = made.page
        assert page is not None
        assert made.document is not None
        assert len(page.document.blocks) == len(made.document.blocks) - 5
        assert made.is_fold_row(page.height + 1)
        made.put_end_section((EndRow("Related"),))
        assert [row.text for row in made.end_section][1:] == ["", "Related"]

    @pytest.mark.parametrize("way", ["go_to", "show_place", "jump_to"])
    def test_whoever_goes_to_a_place_in_it_sees_it(self, way: str) -> None:
        made, _ = self._folded()
        assert made.document is not None
        place = Place(len(made.document.blocks) - 2)
        assert not made.on_screen(place)
        getattr(made, way)(place)
        assert made.on_screen(place)
        assert not made.folds

    def test_who_left_it_there_finds_it_open(self) -> None:
        made, _ = self._folded(Place(len(reading().document.blocks) - 1))
        assert not made.folds
        assert made.end_section == ()

    def test_it_unfolds_without_moving_the_text_and_folds_again(self) -> None:
        made, _ = self._folded(Place(20))
        before = made.place
        made.keep_in_sight(before, 0)
        assert made.toggle_fold()
        assert made.document is not None
        assert made.on_screen(Place(len(made.document.blocks) - 5))
        made.go_to_end()
        assert made.toggle_fold()
        assert made.folds
        assert made.place.block < len(made.document.blocks) - 5
        made.set_measure(30)
        assert made.folds

    def test_more_of_an_article_takes_nothing_away(self) -> None:
        whole = reading()
        size = len(whole.document.blocks)
        for known, folds in ((size - 10, True), (size - 2, False)):
            part = replace(whole, document=Document(whole.document.blocks[:known]), complete=False)
            made, _ = viewport(part)
            assert made.grow(replace(whole, tail=Tail(size - 5, "Comments")))
            assert made.folds is folds

    def test_an_article_without_one_has_nothing_to_fold(self) -> None:
        made, _ = viewport(reading())
        assert not made.toggle_fold()
