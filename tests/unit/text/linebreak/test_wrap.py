"""How paragraphs become lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.grapheme import boundaries
from reader.text.linebreak.wrap import opportunities, wrap
from reader.text.width import cell_width
from tests.clusters import clusters
from tests.conftest import SHARED

NEVER_FIRST = set(
    "，。、；：？！」』）】》〉”’…～·・ー%℃‰,?!;:)]}ぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
)
NEVER_LAST = set("（「『《〈【“‘([{")

HAN_TEXT = st.lists(
    st.sampled_from(
        "天地玄黄宇宙洪荒，。、；：？！「」『』（）【】《》“”‘’…—～·・ー%℃あっカッA1b .,!:-"
    ),
    max_size=120,
).map("".join)
ANY_TEXT = st.lists(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from([*"中文，。“”（）—… \n\tab1-/.", "👩‍👧", "🇨🇳", "e\u0301", "ก็", "क्षि"]),
    ),
    max_size=60,
).map("".join)


def set_in(text: str, width: int, *, first: int | None = None, ambiguous: int = 1) -> list[str]:
    ranges = wrap(text, width, first=first, ambiguous=ambiguous)
    return [text[start:end] for start, end in ranges]


def test_han_breaks_anywhere_and_fills_the_line() -> None:
    assert set_in("天地玄黄宇宙洪荒日月", 8) == ["天地玄黄", "宇宙洪荒", "日月"]


def test_words_stay_whole_and_white_space_hangs() -> None:
    assert set_in("the quick  brown fox", 9) == ["the quick", "brown fox"]
    assert wrap("aaa     bbb   ", 3) == [(0, 3), (8, 11)]


def test_text_that_fits_and_no_text_are_one_line() -> None:
    assert wrap("短句", 80) == [(0, 2)]
    assert wrap("", 10) == [(0, 0)]
    assert wrap("   ", 1) == [(0, 0)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u0085"])
def test_every_newline_ends_a_line(newline: str) -> None:
    assert set_in(f"ab{newline}{newline}c", 10) == ["ab", "", "c"]


def test_the_first_line_may_have_another_width() -> None:
    assert set_in("天地玄黄宇宙洪荒", 8, first=4) == ["天地", "玄黄宇宙", "洪荒"]
    assert set_in("天地玄黄宇宙洪荒", 4, first=8) == ["天地玄黄", "宇宙", "洪荒"]


def test_a_word_that_fits_the_second_line_only_leaves_the_first_empty() -> None:
    assert set_in("wonderful", 10, first=3) == ["", "wonderful"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("天地玄黄，宇宙", 8, ["天地玄", "黄，宇宙"]),
        ("天地玄（黄宇）", 8, ["天地玄", "（黄宇）"]),
        ("他说：“天地”玄黄", 7, ["他说：", "“天地”", "玄黄"]),
        ("天地“Word”玄黄", 8, ["天地", "“Word”玄", "黄"]),
        ("天地iPhone“玄”黄", 10, ["天地iPhone", "“玄”黄"]),
        ("天地——玄黄", 5, ["天地", "——玄", "黄"]),
        ("天地……——玄", 6, ["天", "地……——", "玄"]),
        ("玛丽·居里", 4, ["玛", "丽·", "居里"]),
        ("天地,玄黄", 4, ["天", "地,", "玄黄"]),
        ("天地,Word", 6, ["天地,", "Word"]),
        ("天地 ；玄", 5, ["天", "地 ；", "玄"]),
        ("ちょっと待って", 6, ["ちょっ", "と待っ", "て"]),
        ("コンピューター", 6, ["コン", "ピュー", "ター"]),
    ],
)
def test_punctuation_keeps_its_place(text: str, width: int, lines: list[str]) -> None:
    assert set_in(text, width) == lines


@pytest.mark.parametrize(
    "whole",
    [
        "2021年",
        "3.5%",
        "25℃",
        "-18",
        "$1,299.00",
        "10:30",
        "１００％",
        "10 km",
        "5 %",
        "±0.5",
        "￥99",
    ],
)
def test_numbers_keep_signs_and_units(whole: str) -> None:
    for lead in range(1, 12):
        assert any(whole in line for line in set_in("天" * lead + whole + "玄黄", 12))


def test_korean_breaks_at_spaces() -> None:
    assert set_in("하늘과 땅은 검고 누렇다", 9) == ["하늘과", "땅은 검고", "누렇다"]


def test_thai_is_broken_between_clusters_and_never_behind_a_leading_vowel() -> None:
    lines = set_in("เมืองไทยเป็นเมืองร้อน", 5)
    assert "".join(lines) == "เมืองไทยเป็นเมืองร้อน"
    assert not any(line[-1] in "เแโใไ" for line in lines[:-1])


def test_a_url_is_cut_behind_a_separator() -> None:
    lines = set_in("https://example.org/a_rather_long_name.with-parts", 16)
    assert "".join(lines) == "https://example.org/a_rather_long_name.with-parts"
    assert all(line[-1] in "/?&=-._#" for line in lines[:-1])


def test_a_word_longer_than_the_line_is_cut_at_its_width() -> None:
    assert set_in("abcdefghijkl", 5) == ["abcde", "fghij", "kl"]


def test_a_cut_leaves_no_punctuation_at_the_start() -> None:
    assert set_in("abcdefghij，天", 10) == ["abcdefghi", "j，天"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("call( wallet.publicKey )", 18, ["call(", "wallet.publicKey )"]),
        ("\\big( \\overline { y }", 12, ["\\big(", "\\overline", "{ y }"]),
        ("天 :'<,'>word", 11, ["天", ":'<,'>word"]),
        ("word ”天（ word", 8, ["word ”天", "（ word"]),
    ],
)
def test_a_space_that_punctuation_holds_is_cut_before_a_word(
    text: str, width: int, lines: list[str]
) -> None:
    assert set_in(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("（http://www.host.example/）天地", 26, ["（http://www.host.", "example/）天地"]),
        ("ClearThis(TMaze...);", 17, ["ClearThis", "(TMaze...);"]),
        ("a-name-of-parts......", 17, ["a-name-of-", "parts......"]),
    ],
)
def test_a_cut_behind_a_separator_leaves_no_punctuation_at_an_edge(
    text: str, width: int, lines: list[str]
) -> None:
    assert set_in(text, width) == lines


def test_a_cut_falls_between_quotations_rather_than_in_a_word() -> None:
    assert set_in("“Anna”“Berta”“Carla”", 16) == ["“Anna”“Berta”", "“Carla”"]
    assert set_in("one(two)three,four", 15) == ["one(two)three,", "four"]
    assert set_in("abcdefgh12,345", 12) == ["abcdefgh12,3", "45"]


def test_a_cut_falls_at_a_no_break_space_rather_than_in_a_word() -> None:
    assert set_in("“annoying”\xa0tendency to", 16) == ["“annoying”\xa0", "tendency to"]
    assert set_in("10\xa0km and", 6) == ["10\xa0km", "and"]


def test_a_run_of_what_may_not_begin_a_line_is_cut_rather_than_overflowing() -> None:
    assert set_in("，，，，，", 4) == ["，，", "，，", "，"]


def test_a_cluster_wider_than_the_line_stands_alone() -> None:
    assert set_in("天👩‍👧地", 1) == ["天", "👩‍👧", "地"]


def test_a_cut_leaves_a_consonant_with_its_virama_whatever_that_stands_on() -> None:
    assert set_in("abcde\u094dतabc", 5) == ["abcd", "e\u094dतabc"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("word \u0301天", 4, ["word", " \u0301天"]),
        ("天\u0600 地", 4, ["天\u0600 ", "地"]),
        ("  \u0301天", 2, ["  \u0301", "天"]),
    ],
)
def test_white_space_that_is_a_part_of_a_cluster_does_not_hang(
    text: str, width: int, lines: list[str]
) -> None:
    assert set_in(text, width) == lines


def test_a_comma_that_carries_a_mark_does_not_hang() -> None:
    assert wrap("天地，\u0301玄", 4, hang=2) == [(0, 1), (1, 4), (4, 5)]
    assert wrap("天地，玄", 4, hang=2) == [(0, 3), (3, 4)]


def test_flags_are_not_cut_and_pair_from_the_start() -> None:
    assert set_in("🇨🇳🇯🇵🇰🇷", 5) == ["🇨🇳🇯🇵", "🇰🇷"]


def test_indentation_stays_and_never_becomes_an_empty_line() -> None:
    assert set_in("　　天地玄黄", 8) == ["　　天地", "玄黄"]
    assert set_in("      word", 4) == ["word"]


def test_ambiguous_width_makes_fewer_quotes_fit() -> None:
    assert set_in("“天地”玄", 8, ambiguous=1) == ["“天地”玄"]
    assert set_in("“天地”玄", 8, ambiguous=2) == ["“天地”", "玄"]


def test_opportunities_end_with_the_text() -> None:
    assert opportunities("ab cd天地") == [3, 5, 6, 7]
    assert opportunities("") == []


@given(ANY_TEXT, st.integers(1, 20), st.integers(1, 20), st.sampled_from([1, 2]))
def test_lines_are_in_order_and_lose_only_white_space(
    text: str, width: int, first: int, ambiguous: int
) -> None:
    end = 0
    for start, stop in wrap(text, width, first=first, ambiguous=ambiguous):
        assert end <= start <= stop <= len(text)
        assert text[end:start].strip("\u200b") == "" or text[end:start].isspace()
        end = stop
    assert not text[end:].strip("\u200b").strip()


@given(ANY_TEXT, st.integers(1, 20), st.sampled_from([1, 2]))
def test_no_line_is_too_wide_unless_one_cluster_is(text: str, width: int, ambiguous: int) -> None:
    for line in set_in(text, width, ambiguous=ambiguous):
        visible = [part for part in clusters(line) if cell_width(part, ambiguous=ambiguous)]
        assert cell_width(line, ambiguous=ambiguous) <= width or len(visible) == 1


@given(ANY_TEXT, st.integers(1, 12))
def test_lines_begin_and_break_between_clusters(text: str, width: int) -> None:
    between = set(boundaries(text))
    starts = [start for start, _ in wrap(text, width)]
    assert set(starts) <= between


@given(HAN_TEXT, st.integers(4, 40))
@example("天-%，", 4)
def test_forbidden_characters_stand_at_no_edge_where_a_break_was_free(
    text: str, width: int
) -> None:
    _check_edges(text, width)


@given(HAN_TEXT)
def test_dashes_and_ellipses_never_split(text: str) -> None:
    for at in opportunities(text)[:-1]:
        assert text[at - 1 : at + 1] not in {"——", "……", "…—", "—…"}


def _check_edges(text: str, width: int) -> int:
    """Checks all lines that were not cut by force; says how many they are."""
    free = set(opportunities(text))
    lines = wrap(text, width)
    checked = 0
    for (_, end), (start, _) in pairwise(lines):
        if start not in free or not text[:end].strip():
            continue
        checked += 1
        gap = text[end:start]
        # Behind a space % and small kana may begin a line: there they belong to what follows
        assert text[start : start + 1] not in NEVER_FIRST or gap, text[:start][-8:] + "|"
        assert text[end - 1 : end] not in NEVER_LAST or gap
    return checked


@pytest.mark.skipif(not SHARED.is_dir(), reason="no samples beside the checkout")
def test_real_articles_have_no_forbidden_edge() -> None:
    checked = 0
    for path in sorted((SHARED / "samples").iterdir()):
        for paragraph in path.read_text(encoding="utf-8").split("\n"):
            for width in (30, 56, 76):
                checked += _check_edges(paragraph, width)
    assert checked > 1000


def test_hostile_input_takes_no_more_than_linear_work() -> None:
    """Runs that would make a naive look-back quadratic; they end at all."""
    for unit in (
        "🇨",
        " ",
        "/",
        "1,",
        "\u0301",
        "“",
        "\u200d",
        "क्",
        "ก",
        "（",
        "👩‍",
        "( ",
        "$(",
        "”“",
        "\xa0",
    ):
        text = unit * 20_000
        assert wrap(text, 40)[-1][1] <= len(text)
        assert wrap(text * 4, 40, lone=False)[-1][1] <= len(text) * 4
    assert len(wrap("abcdef0123" * 20_000, 50)) == 4000


def lines_of(text: str, width: int, *, lone: bool = False, gaps: Sequence[int] = ()) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width, lone=lone, gaps=gaps)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("天地玄黄宇", 8, ["天地玄", "黄宇"]),
        ("天地玄黄宇。", 8, ["天地玄", "黄宇。"]),
        ("天地玄", 4, ["天", "地玄"]),
        ("天地玄黄宇宙", 8, ["天地玄黄", "宇宙"]),
        ("天地玄黄a", 8, ["天地玄黄", "a"]),
        ("天地玄黄宇\n宙", 8, ["天地玄", "黄宇", "宙"]),
    ],
)
def test_one_character_is_no_last_line(text: str, width: int, lines: list[str]) -> None:
    assert lines_of(text, width) == lines


def test_a_line_that_would_lose_its_half_keeps_its_last_character() -> None:
    assert lines_of("天（（（（地玄", 12) == ["天（（（（地", "玄"]


def test_one_character_may_be_a_last_line_where_it_is_asked_for() -> None:
    assert lines_of("天地玄黄宇", 8, lone=True) == ["天地玄黄", "宇"]


def test_a_gap_where_a_line_begins_takes_no_room() -> None:
    assert lines_of("天地abcd", 4, gaps=[2]) == ["天地", "abcd"]
    assert lines_of("天地abcd", 8, gaps=[2]) == ["天地", "abcd"]
    assert lines_of("天地abcd", 9, gaps=[2]) == ["天地abcd"]
