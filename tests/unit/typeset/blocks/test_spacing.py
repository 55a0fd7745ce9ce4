"""Where white space may be put that is no text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Span, SpanKind
from reader.text.grapheme import boundaries
from reader.typeset.blocks.spacing import closed_ranges, gap_sites, stretch

LINES = st.lists(st.sampled_from([*"天地あ，。（）「」“”…—Ab1é .,", "\u0301"]), max_size=60).map(
    "".join
)


def parted(text: str) -> str:
    edges = [0, *gap_sites(text, ()), len(text)]
    return "|".join(text[start:end] for start, end in pairwise(edges))


def test_han_and_kana_are_parted_from_letters_and_digits_of_other_scripts() -> None:
    assert parted("天A地1玄α黄я") == "天|A|地|1|玄|α|黄|я"
    assert parted("カタカナA級") == "カタカナ|A|級"


def test_nothing_is_put_beside_punctuation_full_width_letters_hangul_or_spaces() -> None:
    for text in ("天，A", "（A）天", "天Ａ", "한A글", "天 A", "天“A”", "天%", "天-A"):
        assert gap_sites(text, ()) == []


def test_verbatim_spans_that_overlap_close_one_range() -> None:
    spans = [
        Span(0, 4, SpanKind.CODE),
        Span(2, 6, SpanKind.KEY),
        Span(6, 8, SpanKind.MATH),
        Span(9, 12, SpanKind.STRONG),
    ]
    assert closed_ranges("x" * 12, spans) == [(0, 6), (6, 8)]


def test_the_edges_of_a_closed_range_are_open() -> None:
    assert gap_sites("天a天a天", [(1, 4)]) == [1, 4]


@given(LINES, st.integers(0, 20))
def test_stretching_spends_all_or_nothing(line: str, slack: int) -> None:
    assert len(stretch(line, slack, ())) in {0, slack}


@given(LINES, st.integers(1, 20))
def test_no_cell_goes_between_han_to_an_end_or_into_a_cluster(line: str, slack: int) -> None:
    for at in stretch(line, slack, ()):
        assert 0 < at < len(line)
        assert not (line[at - 1] in "天地あ" and line[at] in "天地あ")
        assert line[at] != "\u0301"


@given(LINES, st.integers(1, 20))
def test_no_place_takes_more_than_a_word_space_and_two_cells(line: str, slack: int) -> None:
    sites = stretch(line, slack, ())
    for at in sites:
        assert sites.count(at) <= (2 if line[at - 1] == " " else 1)


@given(LINES, st.integers(1, 20), st.booleans())
def test_han_and_latin_are_never_more_than_a_cell_apart(
    line: str, slack: int, parted: bool
) -> None:
    gaps = gap_sites(line, ()) if parted else []
    sites = [*gaps, *stretch(line, slack, (), parted=parted)]
    for at in set(sites):
        before, after = line[at - 1], line[at]
        if before == " ":
            apart = {line[at - 2 : at - 1] in "天地あ", after in "天地あ"} == {True, False}
            is_letter = after in "Ab1é" or line[at - 2 : at - 1] in "Ab1é"
            assert not (apart and is_letter and line[at - 2 : at - 1])
        elif {before in "天地あ", after in "天地あ"} == {True, False}:
            assert sites.count(at) == 1


def test_a_space_between_han_and_latin_is_wide_enough() -> None:
    assert stretch("天地 ab 玄黄 cd ef", 1, ()) == [len("天地 ab 玄黄 cd ")]
    assert stretch("天ab地", 2, ()) == [1, 3]
    assert stretch("天ab地", 1, (), parted=True) == []


def test_cells_are_spread_over_the_line() -> None:
    assert stretch("a b c d e f", 1, ()) == [6]
    assert stretch("a b c d e f g h i", 2, ()) == [6, 14]


@given(
    st.lists(
        st.sampled_from(
            [*"天Ab1 ，”", "\u0301", "\u0488", "\u1ab8", "\u0e33", "\U0001f3fb", "\u200d"]
        ),
        max_size=30,
    ).map("".join),
    st.integers(1, 30),
)
def test_nothing_is_put_into_a_cluster(text: str, slack: int) -> None:
    assert {*gap_sites(text, ()), *stretch(text, slack, ())} <= {*boundaries(text)}
