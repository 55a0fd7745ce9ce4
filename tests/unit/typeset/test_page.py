"""Pages: exact where looked at, estimated elsewhere, and steady under the eye."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import (
    Block,
    BlockKind,
    Container,
    ContainerKind,
    Document,
    Place,
)
from reader.typeset.card import Card
from reader.typeset.model import PageStyle
from reader.typeset.page import Page, Position
from reader.typeset.picture_size import PictureRoom, PixelSize

STYLE = PageStyle(40)


def paragraphs(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def long_document(blocks: int = 2_000) -> Document:
    return paragraphs(*(f"第{n}段。" + "天地玄黄，宇宙洪荒。" * (n % 23) for n in range(blocks)))


def rendered(page: Page) -> list[str]:
    rows: list[str] = []
    while len(rows) < page.height:
        _, line = page.line(len(rows))
        rows.append("".join(run.text for run in line.runs))
    return rows


def test_opening_lays_out_one_screen_only() -> None:
    page = Page(long_document(), STYLE, Card("题目"))
    page.settle(Position(-1, 0), 40)
    assert page.blocks_laid_out <= 20
    assert not page.exact


def test_the_end_is_reached_without_what_is_before_it() -> None:
    page = Page(long_document(), STYLE)
    end = page.end
    page.above(end, 39)
    assert end.block == 1_999
    assert page.blocks_laid_out <= 40


def test_a_place_far_away_costs_one_block() -> None:
    page = Page(long_document(), STYLE)
    position = page.position_of(Place(1_500, 30))
    assert position.block == 1_500
    assert page.blocks_laid_out == 1


def test_refining_keeps_the_row_of_a_position_known() -> None:
    page = Page(long_document(300), STYLE, Card("题目"))
    position = page.position_of(Place(200, 5))
    before = page.line(page.row_of(position))
    page.refine(lambda: False)
    assert page.exact
    assert page.line(page.row_of(position)) == before


def test_refining_stops_when_it_is_enough() -> None:
    page = Page(long_document(), STYLE)
    page.refine(lambda: page.blocks_laid_out >= 7)
    assert page.blocks_laid_out == 7


@given(
    st.lists(st.text("天地玄黄，。「」abc de", max_size=120), min_size=1, max_size=12),
    st.integers(20, 60),
)
@settings(max_examples=60)
def test_every_character_is_on_the_row_that_its_place_names(texts: list[str], width: int) -> None:
    document = paragraphs(*texts)
    page = Page(document, PageStyle(width))
    page.refine(lambda: False)
    for index, text in enumerate(texts):
        for offset in range(len(text)):
            row = page.row_of(page.position_of(Place(index, offset)))
            block, line = page.line(row)
            shown = [run for run in line.runs if not run.decoration]
            start, end = page.span_at(row)
            inside = any(run.start <= offset < run.end for run in shown)
            assert block == start.block == index
            # White space at the end of a line hangs: it is on the row, but not drawn.
            assert inside or (text[offset].isspace() and start.offset <= offset <= end.offset)


@given(st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_up_and_down_are_inverse(start: int, step: int) -> None:
    page = Page(long_document(60), STYLE, Card("题目"))
    page.refine(lambda: False)
    origin = page.position_at(start)
    row = page.row_of(origin)
    assert page.row_of(page.below(origin, step)) == min(row + step, page.height - 1)
    assert page.row_of(page.above(origin, step)) == max(row - step, 0)


def test_steps_are_exact_while_heights_are_estimates() -> None:
    exact = Page(long_document(200), STYLE)
    exact.refine(lambda: False)
    lazy = Page(long_document(200), STYLE)
    position = lazy.below(Position(0, 0), 500)
    assert position == exact.position_at(500)


def test_no_line_is_wider_than_the_column() -> None:
    from reader.text.width import cell_width

    page = Page(long_document(50), STYLE, Card("一个很长很长的题目" * 8, "出处 · 2024-01-01"))
    for row in range(page.height):
        _, line = page.line(row)
        for run in line.runs:
            assert run.x + cell_width(run.text) <= STYLE.width


def test_an_empty_document_has_a_card_and_nothing_else() -> None:
    page = Page(Document(()), STYLE, Card("题目"))
    assert page.height == len(page.card) > 0
    assert page.end == Position(-1, len(page.card) - 1)
    assert page.below(Position(-1, 0), 99).block == -1


def test_a_document_that_grows_is_shown_as_the_whole_at_last() -> None:
    item = (Container(ContainerKind.ITEM, 1, "•", 1),)
    second = (Container(ContainerKind.ITEM, 2, "•", 1),)
    blocks = (
        *long_document(30).blocks,
        Block(BlockKind.PARAGRAPH, "begins in Latin", containers=item),
        Block(BlockKind.PARAGRAPH, "天地" * 200, containers=second),
        Block(BlockKind.HEADING, "节", level=1),
        Block(BlockKind.PARAGRAPH, "天地玄黄，宇宙洪荒。" * 900),
        *long_document(30).blocks,
    )
    for step in (1, 7, 31, len(blocks)):
        page = Page(Document(blocks[:step]), STYLE, Card("题目"), rest=4_000)
        assert page.height > len(page.card) + 4_000 // STYLE.width
        page.refine(lambda: False)
        for count in range(step, len(blocks) + step, step):
            page.extend(Document(blocks[:count]), rest=0)
        page.refine(lambda: False)
        assert rendered(page) == rendered_whole(Document(blocks))
        assert page.exact


def rendered_whole(document: Document) -> list[str]:
    page = Page(document, STYLE, Card("题目"))
    page.refine(lambda: False)
    return rendered(page)


def test_what_is_known_stays_known_while_a_document_grows() -> None:
    blocks = long_document(300).blocks
    page = Page(Document(blocks[:100]), STYLE)
    page.refine(lambda: False)
    position = page.position_of(Place(50, 3))
    row, work = page.row_of(position), page.blocks_laid_out
    page.extend(Document(blocks))
    assert page.revision == 0
    assert not page.exact
    assert page.row_of(position) == row
    page.line(row)
    assert page.blocks_laid_out == work
    page.refine(lambda: False)
    assert page.blocks_laid_out == work + 200


def test_a_list_that_turns_out_to_be_chinese_is_set_anew() -> None:
    first = (Container(ContainerKind.ITEM, 1, "1.", 2),)
    second = (Container(ContainerKind.ITEM, 2, "2.", 2),)
    blocks = (
        Block(BlockKind.PARAGRAPH, "before"),
        Block(BlockKind.PARAGRAPH, "latin", containers=first),
        Block(BlockKind.PARAGRAPH, "天地", containers=second),
    )
    page = Page(Document(blocks[:2]), STYLE, Card("题目"))
    page.refine(lambda: False)
    page.extend(Document(blocks))
    assert page.revision == 1
    page.refine(lambda: False)
    assert rendered(page) == rendered_whole(Document(blocks))


def test_a_row_has_the_text_up_to_the_next() -> None:
    page = Page(paragraphs("天地玄黄，宇宙洪荒。" * 8, "x"), PageStyle(20), Card("题目"))
    row = page.row_of(page.position_of(Place(0, 25)))
    start, end = page.span_at(row)
    assert start.offset <= 25 < end.offset
    assert page.span_at(row + 1)[0] == end
    assert page.shows(row, [25])
    assert not page.shows(row, [start.offset - 1, end.offset])
    assert page.span_at(page.height - 1) == (Place(1, 0), Place(1, 1))
    assert page.span_at(0)[0] == Place(0, 0)
    assert page.position_at(0).block == -1


PAINTED = PageStyle(40, pictures=PictureRoom(12))
ICONS = {f"{n}.png": PixelSize(160, 96) for n in range(1_000)}


def illustrated(images: int = 1_000) -> Document:
    blocks: list[Block] = []
    for number in range(images):
        blocks.append(Block(BlockKind.PARAGRAPH, f"paragraph {number}"))
        blocks.append(Block(BlockKind.IMAGE, f"caption {number}", href=f"{number}.png"))
    return Document(tuple(blocks))


def test_pictures_whose_sizes_come_later_move_no_position() -> None:
    page = Page(illustrated(), PAINTED)
    here = page.settle(Position(1_000, 1), 20)
    above = page.row_of(here)
    assert page.put_pictures(ICONS)
    assert page.row_of(page.settle(here, 20)) > above
    assert page.line(page.row_of(here))[1].runs[0].text == "paragraph 500"


def test_their_heights_are_known_before_any_is_set() -> None:
    page = Page(illustrated(), PAINTED)
    page.put_pictures(ICONS)
    assert page.blocks_laid_out == 0
    guessed = page.height
    page.refine(lambda: False)
    assert page.height == guessed - 1, "nothing is above the first block"


def test_to_look_at_one_of_a_thousand_pictures_sets_one_screen() -> None:
    page = Page(illustrated(), PAINTED)
    page.put_pictures(ICONS)
    page.settle(Position(1_500, 0), 40)
    assert page.blocks_laid_out <= 14


def test_a_picture_that_cannot_be_decoded_is_a_line_again() -> None:
    page = Page(illustrated(2), PAINTED)
    page.put_pictures(ICONS)
    page.refine(lambda: False)
    whole = page.height
    assert page.picture(1) is not None
    assert not page.put_pictures({}, {"unknown.png"})
    page.put_pictures({}, {"0.png"})
    page.refine(lambda: False)
    assert (page.picture(1), page.height) == (None, whole - 6)
    assert page.pictures_after(0, 5) == [3]


def test_the_picture_under_a_cell() -> None:
    page = Page(illustrated(2), PAINTED)
    page.put_pictures(ICONS)
    found = {(row, column): page.picture_at(row, column) for row in (1, 2, 7) for column in (0, 19)}
    assert {cell for cell, block in found.items() if block == 1} == {
        (2, 0),
        (2, 19),
        (7, 0),
        (7, 19),
    }
    assert page.picture_at(2, 20) == page.picture_at(99, 0) == -1
