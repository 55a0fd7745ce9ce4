"""Clusters; Unicode's own cases are in test_conformance."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.grapheme import (
    boundaries,
    follows_virama,
    is_boundary,
    is_plain,
    next_boundary,
    previous_boundary,
)
from reader.text.unicode.properties import record
from reader.text.width import cell_width
from reader.typeset.blocks.table_columns import LONGEST_WORD
from tests.clusters import clusters

PARTS = [*"a中\r\n \u0301\u200d\ufe0f👩❤🇨🇳कष\u094dक\u0600ำ\u1100\u1161\u11a8각가🏽\x00ﾞ\U00016d63"]


@cache
def _each_kind() -> list[str]:
    """A character of each kind that clusters and cells tell apart."""
    codes = (code for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    return [*{record(code): chr(code) for code in codes}.values()]


EACH_KIND = st.deferred(lambda: st.sampled_from(_each_kind()))
"""Deferred: all of Unicode is looked through by who runs the test, not by all who collect it."""
TEXT = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)


def test_clusters_of_a_text() -> None:
    assert clusters("e\u0301中👩\u200d👧🇨🇳🇯\r\nक्षa") == [
        *("e\u0301", "中", "👩\u200d👧", "🇨🇳", "🇯", "\r\n", "क्ष", "a")
    ]
    assert clusters("") == []
    assert boundaries("") == [0]


@given(TEXT)
def test_clusters_make_up_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert all(clusters(text))


@given(TEXT, st.integers(-2, 32))
def test_local_search_agrees_with_the_whole(text: str, offset: int) -> None:
    whole = boundaries(text)
    assert previous_boundary(text, offset) == max((at for at in whole if at < offset), default=0)
    assert next_boundary(text, offset) == min(
        (at for at in whole if at > offset), default=len(text)
    )
    if 0 <= offset <= len(text):
        assert is_boundary(text, offset) == (offset in whole)


@given(TEXT, st.data())
def test_a_known_boundary_changes_nothing(text: str, data: st.DataObject) -> None:
    floor = data.draw(st.sampled_from(boundaries(text)))
    offset = data.draw(st.integers(floor, len(text)))
    assert is_boundary(text, offset, floor=floor) == is_boundary(text, offset)
    assert next_boundary(text, offset, floor=floor) == next_boundary(text, offset)


@given(TEXT)
def test_plain_text_has_a_cluster_for_each_character(text: str) -> None:
    if is_plain(text):
        assert len(clusters(text)) == len(text)


def test_a_cluster_of_any_length_is_one() -> None:
    text = "a" + "\u0301" * 500 + "b"
    assert boundaries(text) == [0, 501, 502]
    assert (previous_boundary(text, 501), next_boundary(text, 250)) == (0, 501)


@given(st.lists(EACH_KIND, max_size=40))
@example(["\ufffd", *"\uff9e" * 24])
@example(["\U00016d63"] * 30)
@example(["\u1100"] * 30)
def test_no_cluster_is_wider_than_a_column_may_be(characters: list[str]) -> None:
    # By UAX #29 runs of what takes cells have no end: prepended marks, initial jamo, vowels of
    # Kirat Rai, conjuncts, half-width voicing marks, emoji modifiers.
    text = "".join(characters)
    for ambiguous in (1, 2):
        cells = (cell_width(cluster, ambiguous=ambiguous) for cluster in clusters(text))
        assert max(cells, default=0) <= LONGEST_WORD


@given(
    st.lists(
        st.sampled_from(["\u0600", "\u1100", "\u0915\u094d", "\u0915", "\U0001f3fd", "\u0e33"])
    ).map("".join)
)
@example("\u0600" + "\u0915\u094d" * 5 + "\U0001f3fd")
def test_no_cluster_of_what_people_write_is_wider_than_a_narrow_column(text: str) -> None:
    # The widest: a prepended mark of 1 cell, a conjunct of 5 consonants, a modifier of 2 cells.
    assert max(map(cell_width, clusters(text)), default=0) <= 1 + 5 + 2


def test_a_half_width_voicing_mark_is_of_its_kana() -> None:
    assert clusters("ｶﾞﾊﾟｶ") == ["ｶﾞ", "ﾊﾟ", "ｶ"]


def test_conjuncts_of_five_consonants_are_one_cluster() -> None:
    assert clusters("र्त्स्न्य") == ["र्त्स्न्य"]


@pytest.mark.parametrize(
    ("text", "offset", "follows"),
    [
        ("क्ष", 2, True),
        ("क्\u200dष", 3, True),
        ("ा्ष", 2, True),
        ("क्ष", 1, False),
        ("कष", 1, False),
        ("क्a", 2, False),
        ("क", 0, False),
        ("ष\u094d", 0, False),
        ("\u0301ष", 1, False),
    ],
)
def test_a_consonant_follows_a_virama_whatever_that_stands_on(
    text: str, offset: int, follows: bool
) -> None:
    assert follows_virama(text, offset) is follows


def test_controls_are_plain_and_a_pair_that_ends_a_line_is_not() -> None:
    assert is_plain("a\x00\x01\n中")
    assert not is_plain("a\r\n")
