"""Running text, whatever is chosen: lines within the margin, and every offset where it was."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, pairwise, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Container, ContainerKind, Span, SpanKind
from reader.text.linebreak.wrap import opportunities
from reader.text.width import cell_width
from reader.typeset.blocks.lines import Prose, set_prose
from reader.typeset.model import Line, PageStyle, Role, Run
from reader.typeset.set_block import layout
from tests.clusters import clusters

HANGS = "，。、"
CLOSERS = "，。、；：！？」』）】》”’…"
OPENERS = "（「『【《“‘"
ESSAY = (
    "城里的钟楼每到整点便响一次，声音越过屋顶，落在河面上。老人说，从前的钟匠会在夜里听水：水声急，"
    "明日有雨；水声缓，便可晾晒谷物。孩子们不信，却仍旧跟着他走到桥头，蹲下来，把耳朵贴近石栏。"
    "他们听见的只是风，还有远处磨坊里木轮转动的声响……“再听一会儿”，老人笑着说，“急什么呢？”"
    "许多年以后，其中一个孩子回到城里，修好了那座停摆已久的钟。人们问他怎样学会这门手艺，他想了想，"
    "答道：先学会听，然后学会等；余下的，不过是把零件一个一个擦干净罢了。那年冬天雪下得很早，"
    "钟声传得比往常更远，连山那边的村子也能听见。有人循着声音走来，在桥头站了许久，什么也没有说。"
)
MIXED = (
    "我们在 2021 年用Python重写了整个系统，从3台服务器减到1台；CPU占用从80%降到12%。"
    "团队里有人习惯用Vim，有人离不开VS Code，“编辑器之争”从未停止——不过，大家都同意：代码评审"
    "（code review）比任何工具都重要。详见https://example.com/notes/2021/rewrite.html的记录。"
)
ENGLISH = (
    "The clock in the tower strikes every hour, and its sound crosses the roofs before it falls on "
    "the river. In the old days, they say, clockmakers listened to the water at night: if it ran "
    "fast there would be rain, and if it ran slowly one could spread the grain to dry."
)
STYLES = [
    PageStyle(1, ambiguous=ambiguous, justify=justify, hang=hang, indent=indent, gap=gap)
    for ambiguous, justify, hang, indent, gap in product(
        (1, 2), (False, True), (0, 2), (0, 4), (False, True)
    )
]
TEXT = st.lists(
    st.sampled_from(
        [
            *"天地玄黄あッ한글，。、；：！？「」（）《》“”‘’…—·A1b% .,-\n",
            "e\u0301",
            "👩‍👧",
            "word",
            "http://a.b",
        ]
    ),
    max_size=80,
).map("".join)


def set_in(text: str, style: PageStyle, width: int, spans: tuple[Span, ...] = ()) -> Prose:
    first = style.indent if width - style.indent >= 16 else 0
    return set_prose(text, width, style, spans=spans, first=first)


def drawn(prose: Prose, row: int) -> str:
    text = ""
    for run in prose.runs(row, 0, Role.TEXT):
        text += " " * (run.x - cell_width(text, ambiguous=prose.style.ambiguous)) + run.text
    return text


def page(prose: Prose) -> list[str]:
    return [drawn(prose, row) for row in range(len(prose.ranges))]


def end_of(runs: tuple[Run, ...], ambiguous: int) -> int:
    return runs[-1].x + cell_width(runs[-1].text, ambiguous=ambiguous) if runs else 0


@given(TEXT, st.sampled_from(STYLES), st.integers(1, 44))
def test_runs_show_the_text_and_nothing_else(text: str, style: PageStyle, width: int) -> None:
    prose = set_in(text, style, width)
    shown = ""
    for row in range(len(prose.ranges)):
        runs = prose.runs(row, 3, Role.TEXT)
        for run in runs:
            assert run.text == text[run.start : run.end] != ""
        for one, other in pairwise(runs):
            assert one.end == other.start
            assert other.x >= end_of((one,), style.ambiguous)
        shown += "".join(run.text for run in runs)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


@given(TEXT, st.sampled_from(STYLES), st.integers(1, 44))
def test_no_line_passes_the_margin_but_for_one_mark_that_hangs(
    text: str, style: PageStyle, width: int
) -> None:
    prose = set_in(text, style, width)
    for row in range(len(prose.ranges)):
        runs = prose.runs(row, 0, Role.TEXT)
        end = end_of(runs, style.ambiguous)
        assert end == prose.cells(row) or not runs
        line = "".join(run.text for run in runs)
        visible = [part for part in clusters(line) if cell_width(part, ambiguous=style.ambiguous)]
        if end > width and len(visible) > 1:
            assert style.hang
            assert line[-1] in HANGS
            assert end <= width + style.hang
            assert end_of(runs, style.ambiguous) - cell_width(line[-1]) <= width


@given(TEXT, st.sampled_from(STYLES), st.integers(4, 44))
def test_punctuation_stands_at_no_wrong_edge(text: str, style: PageStyle, width: int) -> None:
    prose = set_in(text, style, width)
    free = set(opportunities(text))
    for (_, end), (start, _) in pairwise(prose.ranges):
        if start in free and end == start and text[:end].strip():
            assert text[start : start + 1] not in [*CLOSERS]
            assert text[end - 1 : end] not in [*OPENERS]


@example("天天天", PageStyle(1, justify=True), 4)
@given(TEXT, st.sampled_from(STYLES), st.integers(4, 44))
def test_a_filled_line_ends_at_the_margin_and_any_other_is_set_as_if_not_filled(
    text: str, style: PageStyle, width: int
) -> None:
    prose = set_in(text, style, width)
    ragged = set_in(
        text,
        PageStyle(1, style.ambiguous, hang=style.hang, indent=style.indent, gap=style.gap),
        width,
    )
    for (_, ours), (_, theirs) in zip(prose.ranges, ragged.ranges, strict=True):
        if ours != theirs:  # one Han is no last line of ragged text
            last = text[ours:].partition("\n")[0]
            assert style.justify
            assert theirs < ours
            assert sum(character.isalnum() for character in last) == 1
    # Lines that end where these do, and are not filled.
    ragged = replace(prose, style=replace(style, justify=False))
    for row, (_, end) in enumerate(prose.ranges):
        runs = prose.runs(row, 0, Role.TEXT)
        if runs != ragged.runs(row, 0, Role.TEXT):
            hung = cell_width(runs[-1].text[-1:], ambiguous=style.ambiguous)
            at = end_of(runs, style.ambiguous)
            assert at == width or (at - hung == width and text[end - 1] in HANGS)
            assert style.justify
            assert row < len(prose.ranges) - 1


def test_lines_are_filled_between_words_first_and_never_between_han() -> None:
    style = PageStyle(1, justify=True)
    prose = set_prose("aa bb ccc dddddd", 11, style)
    assert page(prose) == ["aa  bb  ccc", "dddddd"]
    assert page(set_prose("天地，玄黄宇宙（洪荒）", 11, style))[0] == "天地， 玄黄"
    assert page(set_prose("天地玄黄宇宙（洪荒）", 13, style))[0] == "天地玄黄宇宙"
    assert page(set_prose("天地ab玄黄宇宙", 11, style))[0] == "天地ab 玄黄"


def test_a_line_that_would_tear_apart_stays_ragged() -> None:
    style = PageStyle(1, justify=True)
    assert page(set_prose("ab cd extraordinarily", 20, style)) == ["ab cd", "extraordinarily"]


def test_the_last_line_and_one_before_a_line_break_are_not_filled() -> None:
    style = PageStyle(1, justify=True)
    prose = set_prose("aa bb\ncc dd ee ffff gg", 10, style)
    assert page(prose) == ["aa bb", "cc  dd  ee", "ffff gg"]


def test_a_comma_hangs_in_the_margin_and_other_marks_do_not() -> None:
    style = PageStyle(1, hang=2)
    assert page(set_prose("天地玄黄，宇宙", 8, style)) == ["天地玄黄，", "宇宙"]
    assert page(set_prose("天地玄黄。", 8, style)) == ["天地玄黄。"]
    assert page(set_prose("天地玄黄！宇宙", 8, style)) == ["天地玄", "黄！宇宙"]
    assert page(set_prose("天地玄黄。」宇宙洪", 8, style)) == ["天地玄", "黄。」宇", "宙洪"]
    assert page(set_prose("天地玄黄，宇宙", 8, PageStyle(1)))[0] == "天地玄"


def test_one_character_is_no_last_line_of_ragged_text() -> None:
    assert page(set_prose("天地玄黄宇宙洪荒日。", 18, PageStyle(1))) == ["天地玄黄宇宙洪", "荒日。"]
    assert page(set_prose("天地玄黄宇宙洪荒，日", 18, PageStyle(1))) == ["天地玄黄宇宙洪", "荒，日"]
    assert page(set_prose("天地玄黄宇\n天地", 8, PageStyle(1))) == ["天地玄", "黄宇", "天地"]
    justified = PageStyle(1, justify=True)
    assert page(set_prose("天地玄黄宇宙洪荒日。", 16, justified)) == ["天地玄黄宇宙洪荒", "日。"]


def test_nothing_comes_down_where_it_would_leave_a_hole_or_is_more_than_one_character() -> None:
    ragged = PageStyle(1)
    assert page(set_prose("天地玄黄word日。", 12, ragged)) == ["天地玄黄word", "日。"]
    assert page(set_prose("天地玄", 4, ragged)) == ["天", "地玄"]
    assert page(set_prose("天地", 2, ragged)) == ["天", "地"]
    assert page(set_prose("天地玄，", 4, ragged)) == ["天地", "玄，"]
    assert page(set_prose("天地玄黄宇宙洪荒a", 16, ragged)) == ["天地玄黄宇宙洪荒", "a"]


def test_a_gap_parts_han_and_latin_but_not_at_the_ends_of_lines() -> None:
    style = PageStyle(1, gap=True)
    assert page(set_prose("用Python写3行", 40, style)) == ["用 Python 写 3 行"]
    assert page(set_prose("用Python写3行", 9, style)) == ["用 Python", "写 3 行"]
    assert page(set_prose("用 Python 写，A和B", 40, style)) == ["用 Python 写，A 和 B"]


def test_nothing_is_put_into_code_keys_and_addresses() -> None:
    text = "见x=变量a与http://a.b/天c处"
    code = Span(text.index("x"), text.index("与"), SpanKind.CODE)
    link = Span(text.index("http"), text.index("处"), SpanKind.LINK, "http://a.b/")
    style = PageStyle(1, gap=True)
    made = page(set_prose(text, 60, style, spans=(code, link)))
    assert made == ["见 x=变量a 与 http://a.b/天c 处"]


def test_a_link_of_words_is_text_like_any_other() -> None:
    link = Span(0, 5, SpanKind.LINK, "http://a.b/")
    assert page(set_prose("天a地b玄", 40, PageStyle(1, gap=True), spans=(link,))) == [
        "天 a 地 b 玄"
    ]


def test_chinese_paragraphs_are_moved_in_and_no_others() -> None:
    style = PageStyle(24, indent=4)

    def first_x(text: str, *containers: Container) -> int:
        block = Block(BlockKind.PARAGRAPH, text, containers=containers)
        (run, *_) = [r for r in layout(None, block, style).line(0).runs if not r.decoration]
        return run.x

    assert first_x("天地玄黄") == 4
    assert first_x("Vim 是编辑器") == 4
    assert first_x("plain English") == 0
    assert first_x("　　天地玄黄") == 0
    assert first_x("天地玄黄", Container(ContainerKind.QUOTE, 1)) == 2


def test_only_the_first_line_is_moved_in() -> None:
    prose = set_prose("天地玄黄宇宙洪荒日月盈昃", 12, PageStyle(1), first=4)
    assert page(prose) == ["    天地玄黄", "宇宙洪荒日月", "盈昃"]


def test_a_word_too_long_for_an_indented_line_leaves_it_no_blank_line() -> None:
    assert page(set_prose("characteristic 字", 16, PageStyle(1), first=4)) == [
        "characteristic",
        "字",
    ]


def slack(text: str, width: int, style: PageStyle) -> list[int]:
    """Cells left free on each line that ends where the next one begins."""
    prose = set_prose(text, width, style)
    rows = range(len(prose.ranges) - 1)
    return [max(0, width - prose.cells(row)) for row in rows]


@pytest.mark.parametrize("style", [PageStyle(1), PageStyle(1, hang=2)])
def test_ragged_chinese_lines_are_short_by_less_than_a_cell(style: PageStyle) -> None:
    left = [cells for width in range(30, 92, 2) for cells in slack(ESSAY, width, style)]
    assert len(left) > 200
    assert sum(left) < len(left)


def test_hanging_punctuation_and_filling_leave_less() -> None:
    plain, hung, filled = (
        sum(cells for width in range(30, 92, 2) for cells in slack(text, width, style))
        for text, style in (
            (ESSAY, PageStyle(1)),
            (ESSAY, PageStyle(1, hang=2)),
            (ESSAY, PageStyle(1, hang=2, justify=True)),
        )
    )
    assert plain > hung > filled * 3


@pytest.mark.parametrize("text", [MIXED, ENGLISH])
def test_nearly_all_lines_with_words_can_be_filled(text: str) -> None:
    left = [n for w in range(40, 92, 2) for n in slack(text, w, PageStyle(1, justify=True))]
    assert sum(cells > 0 for cells in left) * 6 < len(left)


def test_a_place_is_on_the_row_that_shows_it_with_everything_on() -> None:
    style = PageStyle(30, justify=True, hang=2, indent=4, gap=True)
    block = Block(BlockKind.PARAGRAPH, MIXED)
    made = layout(None, block, style)
    for row in range(made.height):
        for run in made.line(row).runs:
            assert all(made.row_of(offset) == row for offset in range(run.start, run.end))


def test_a_line_knows_its_blanks_are_no_text() -> None:
    prose = set_prose("天a", 10, PageStyle(1, gap=True))
    line = Line(prose.runs(0, 0, Role.TEXT))
    assert [(run.x, run.text, run.start, run.end) for run in line.runs] == [
        (0, "天", 0, 1),
        (3, "a", 1, 2),
    ]
    assert list(accumulate(len(run.text) for run in line.runs)) == [1, 2]


def test_a_first_line_that_is_moved_in_is_filled_to_the_margin_too() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    prose = set_prose(text, 30, PageStyle(30, justify=True), first=4)
    assert [prose.cells(row) for row in range(len(prose.ranges) - 1)] == [30] * (
        len(prose.ranges) - 1
    )
