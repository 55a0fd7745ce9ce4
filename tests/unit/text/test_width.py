"""Cells, beside Rich, by whose measure the compositor crops, and wcwidth, which tries terminals."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcswidth

from reader.text.grapheme import boundaries
from reader.text.safe import clean
from reader.text.truncate import elide
from reader.text.width import cell_width, char_widths, rule, set_ambiguous_cells, sign
from tests.clusters import clusters
from tests.conftest import SHARED

SEQUENCES = [
    "👩\u200d👩\u200d👧", "👍🏽", "🇨🇳", "1\ufe0f\u20e3", "❤\ufe0f", "☎\ufe0e", "e\u0308\u0301",
    "\u1112\u1161\u11ab", "क्षि", "กำ", "ｶﾞ", "“”…—·", "ﷺ", "\u200d", "한글", "\ufe0f", "🇨", "🏽",
    "\u0600", "का", "नि", "가〮", "क्\u200dष",
]  # fmt: skip
# Unicode 18 gave these a width; Rich 15 knows Unicode 17, where nothing is assigned to them.
# The last two are noncharacters, which `clean` takes out.
NEWER_THAN_RICH = (
    *((0x5C8, 0x5C9), (0xB53, 0xB54), (0x1ADE, 0x1ADF), (0x1AEC, 0x1AF0), (0x10ECB, 0x10ECF)),
    *((0x10EF0, 0x10EF9), (0x11DF0, 0x11DF0), (0x18CD6, 0x18CDA), (0x18D1F, 0x18D20)),
    *((0x18E00, 0x19191), (0x191A0, 0x191D2), (0x1B123, 0x1B128), (0x1B168, 0x1B168)),
    *((0x1D127, 0x1D128), (0x1D250, 0x1D252), (0x1D25B, 0x1D25C), (0x1D25F, 0x1D25F)),
    *((0x1D280, 0x1D281), (0x1F1AE, 0x1F1AE), (0x1F6D9, 0x1F6D9), (0x1F7DA, 0x1F7DA)),
    *((0x1FA8B, 0x1FA8D), (0x1FACC, 0x1FACC), (0x1FADD, 0x1FADD), (0x1FAEB, 0x1FAEB)),
    *((0x1FAF9, 0x1FAFA), (0x2FFFE, 0x2FFFF)),
)
# Regional indicators, emoji modifiers, and the spacing marks that are clusters of their own:
# what has cells in a terminal, and none or fewer in Rich, where it stands alone
WIDER_THAN_RICH = (
    *((0x102B, 0x102C), (0x1038, 0x1038), (0x1062, 0x1064), (0x1067, 0x106D), (0x1083, 0x1083)),
    *((0x1087, 0x108C), (0x108F, 0x108F), (0x109A, 0x109C), (0x1A61, 0x1A61), (0x1A63, 0x1A64)),
    *((0xAA7B, 0xAA7B), (0xAA7D, 0xAA7D), (0x11720, 0x11721)),
    *((0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF)),
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("中文", 4),
        ("a\tb\n", 2),
        ("e\u0301", 1),
        ("👩\u200d👩\u200d👧", 2),
        ("👍🏽", 2),
        ("🇨🇳", 2),
        ("1\ufe0f\u20e3", 2),
        ("❤\ufe0f", 2),
        ("❤", 1),
        ("ｶﾞ", 2),
        ("\u1112\u1161\u11ab", 2),
        ("“…”", 3),
        ("🇹", 2),
        ("🇨🇳🇹date", 8),
        ("🇨\u0301🇳", 4),
        ("a🏽", 3),
        ("🏻🏽", 4),
        ("天\u200d天", 4),
        ("का", 2),
        ("中\u093e", 2),
        ("क्\u200dष", 2),
        ("ကာ", 2),
    ],
)
def test_cells_of_a_text(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_ambiguous_characters_take_what_is_asked_for() -> None:
    assert cell_width("“中”—…·", ambiguous=2) == 12
    assert list(char_widths("“a❤\ufe0f©\ufe0f", ambiguous=2)) == [2, 1, 2, 0, 2, 0]


@pytest.fixture
def wide_terminal() -> Iterator[None]:
    set_ambiguous_cells(2)
    yield
    set_ambiguous_cells(1)


@pytest.mark.usefixtures("wide_terminal")
def test_the_terminals_measure_holds_where_nobody_asks_for_another() -> None:
    assert (cell_width("“a”"), cell_width("“a”", ambiguous=1)) == (5, 3)
    assert elide("“一二三”", 7) == ("“一…", 6)
    assert [char_widths("“a", ambiguous=cells)[0] for cells in (0, 1, 2)] == [2, 1, 2]
    assert (sign("◆", "♦"), sign("♦", "?")) == ("♦", "♦")
    assert [rule("━", cells) for cells in (-1, 0, 4, 5)] == ["", "", "━━", "━━ "]


def test_signs_and_rules_of_a_narrow_terminal() -> None:
    assert sign("◆", "♦") == "◆"
    assert rule("━", 3) == "━━━"


def test_a_clusters_cells_stand_at_its_first_character() -> None:
    assert list(char_widths("a👩\u200d👧中🇨🇳e\u0301")) == [1, 2, 0, 0, 2, 2, 0, 1, 0]


@given(
    st.lists(st.one_of(st.sampled_from(SEQUENCES), st.text(max_size=5)), max_size=12).map("".join),
    st.sampled_from([1, 2]),
)
def test_widths_sum_up_and_lie_on_clusters(text: str, ambiguous: int) -> None:
    widths = char_widths(text, ambiguous=ambiguous)
    assert len(widths) == len(text)
    assert sum(widths) == cell_width(text, ambiguous=ambiguous)
    starts = set(boundaries(text))
    assert all(not width or at in starts for at, width in enumerate(widths))


def test_every_assigned_code_point_is_as_wide_as_rich_says_but_for_what_is_newer() -> None:
    differing = {
        point
        for point in (*range(0x40000), *range(0xE0000, 0xE1000), *range(0xF0000, 0xF0100))
        if not 0xD800 <= point < 0xE000 and cell_width(chr(point)) != cell_len(chr(point))
    }
    ranges = (*NEWER_THAN_RICH, *WIDER_THAN_RICH)
    assert differing == {point for low, high in ranges for point in range(low, high + 1)}


@given(st.lists(st.sampled_from([*SEQUENCES, *"a中 é1#©"]), max_size=12).map("".join))
def test_clusters_are_as_wide_as_terminals_show_them(text: str) -> None:
    # A joiner that joins nothing takes whatever comes next from wcwidth.
    for cluster in clusters(re.sub("(?<![👩👧\u094d])\u200d|\u200d(?![👩👧ष])", "", text)):
        assert cell_width(cluster) == max(wcswidth(cluster), cell_len(cluster))


@given(st.lists(st.sampled_from([*SEQUENCES, *"a中 é1#©"]), max_size=12).map("".join))
def test_a_text_is_as_wide_as_its_clusters_wherever_it_is_cut(text: str) -> None:
    assert cell_width(text) == sum(map(cell_width, clusters(text))) >= cell_len(text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no corpus beside the checkout")
def test_all_lines_of_the_corpus_are_as_wide_as_rich_says() -> None:
    """Files in UTF-8: what the others turn into by chance is no text."""
    lines = 0
    for path in sorted((SHARED / "corpus").rglob("*")) + sorted((SHARED / "samples").iterdir()):
        if not path.is_file() or path.stat().st_size > 300_000:
            continue
        try:
            text = clean(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
        for line in text.split("\n")[:300]:
            if not line.isascii():
                lines += 1
                assert cell_width(line) == cell_len(line), ascii(line)
    assert lines > 5000


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_a_long_text_is_as_wide_as_its_parts(ambiguous: int) -> None:
    part = "中a — é1 \t"
    once = list(char_widths(part, ambiguous=ambiguous))
    assert list(char_widths(part * 60, ambiguous=ambiguous)) == once * 60
    assert cell_width(part * 60, ambiguous=ambiguous) == 60 * sum(once)


def test_a_space_takes_a_cell_and_a_control_character_none() -> None:
    assert list(char_widths("a b~\x7f\t")) == [1, 1, 1, 1, 0, 0]


def test_a_selector_widens_what_it_follows_and_nothing_else() -> None:
    assert [cell_width(text) for text in ("\ufe0f", "❤", "❤\ufe0f", "a\ufe0f")] == [0, 1, 2, 1]
