"""Lines as strips: what each cell looks like, and which character it belongs to."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip

from reader.text.width import cell_width
from reader.typeset.model import Line, Role, Run
from reader.typeset.overlays import Overlay, Overlays
from reader.ui.article.widgets.paint import (
    BOOKMARK_GLYPH,
    NOTE_GLYPH,
    UNSURE_GLYPH,
    Looks,
    Marks,
    paint,
)

PLAIN = Style()
LIT = Style(bgcolor="red")


def painted(
    line: Line,
    overlays: Looks = (),
    *,
    ambiguous: int = 1,
    mark: bool = False,
    noted: bool = False,
    unsure: bool = False,
    covered: int = 0,
) -> Strip:
    return paint(
        line,
        7,
        overlays,
        left=3,
        width=20,
        measure=10,
        base=PLAIN,
        style_of=lambda _: PLAIN,
        marks=Marks(bookmarked=mark, noted=noted, highlighted=noted, unsure=unsure),
        ambiguous=ambiguous,
        covered=covered,
    )


def lit(strip: Strip) -> str:
    return "".join(segment.text for segment in strip if segment.style and segment.style.bgcolor)


GAPPED = Line((Run(0, "天", 4, 5), Run(3, "a", 5, 6), Run(6, "b", 8, 9)))


def test_text_stands_at_its_columns_and_the_row_is_full() -> None:
    strip = painted(GAPPED)
    assert strip.text == "   天 a  b" + " " * 10
    assert strip.cell_length == 20


def test_what_the_scroll_bar_covers_counts_but_is_cut_off_whole() -> None:
    line = Line((Run(0, "“天”", 0, 3),))
    strip = painted(line, ambiguous=2, covered=1)
    assert strip.cell_length == 20
    assert cell_width(strip.crop(0, 19).text, ambiguous=2) == 19


def test_a_blank_that_is_no_text_is_lit_with_the_text_on_both_its_sides() -> None:
    assert lit(painted(GAPPED, [Overlay(4, 6, LIT)])) == "天 a"
    assert lit(painted(GAPPED, [Overlay(5, 9, LIT)])) == "ab"
    assert lit(painted(GAPPED, [Overlay(0, 5, LIT)])) == "天"


def test_looks_may_be_given_as_ranges_of_the_whole_block() -> None:
    many = [Overlay(0, 1, LIT), Overlay(4, 6, LIT), Overlay(8, 9, LIT)]
    overlays = Overlays(many, lambda one: one.look)
    assert lit(painted(GAPPED, overlays)) == lit(painted(GAPPED, many)) == "天 ab"


def test_a_blank_that_is_no_text_belongs_to_the_character_behind_it() -> None:
    places = [
        segment.style.meta["offset"]
        for segment in painted(GAPPED)
        if segment.style and "offset" in segment.style.meta
    ]
    assert places == [(4, 7), (5, 7), (5, 7), (8, 7)]


def test_ambiguous_characters_take_the_cells_that_the_terminal_gives_them() -> None:
    line = Line((Run(0, "“天”", 0, 3), Run(8, "─", role=Role.LINE)))
    for ambiguous in (1, 2):
        strip = painted(line, ambiguous=ambiguous, mark=True)
        assert strip.cell_length == 20
        assert cell_width(strip.text, ambiguous=ambiguous) == 20
        before, _, _ = strip.text.partition("“")
        assert before.lstrip() == BOOKMARK_GLYPH + " " * (2 - ambiguous)
        assert cell_width(before, ambiguous=ambiguous) == 3


def test_the_margin_has_room_for_a_bookmark_and_a_note() -> None:
    line = Line((Run(0, "天", 0, 1),))
    assert painted(line, noted=True).text.startswith(f" {NOTE_GLYPH} 天")
    assert painted(line, mark=True, noted=True).text.startswith(f" {BOOKMARK_GLYPH}{NOTE_GLYPH}天")
    assert painted(line, mark=True, unsure=True).text.startswith(f" {UNSURE_GLYPH} 天")
    wide = painted(line, mark=True, noted=True, ambiguous=2)
    assert wide.text.startswith(f" {BOOKMARK_GLYPH}天")
    assert wide.cell_length == 20
