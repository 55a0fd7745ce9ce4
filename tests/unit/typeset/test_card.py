"""The rows of the title card."""

from __future__ import annotations

import pytest

from reader.text.width import cell_width
from reader.typeset.card import Card, card_lines, tag_at
from reader.typeset.model import PageStyle, Role


def tag_rows(width: int, *tags: str) -> list[str]:
    lines = card_lines(Card("题目", tags=tags), PageStyle(width))
    return [run.text for line in lines for run in line.runs if run.role is Role.LABEL]


def test_tags_stand_two_spaces_apart() -> None:
    assert tag_rows(40, "排版", "key map") == ["#排版  #key map"]


def test_a_tag_is_never_broken_over_rows() -> None:
    made = tag_rows(16, "key map", "two words", "排版", "河")
    assert made == ["#key map", "#two words", "#排版  #河"]


def test_a_row_of_tags_may_fill_the_width() -> None:
    assert tag_rows(10, "abc", "def") == ["#abc  #def"]
    assert tag_rows(9, "abc", "def") == ["#abc", "#def"]


def test_a_tag_wider_than_the_page_is_kept_whole_over_rows_of_its_own() -> None:
    made = tag_rows(10, "ab", "天地玄黄宇宙洪荒", "cd")
    assert (made[0], made[-1]) == ("#ab", "#cd")
    assert "".join(made[1:-1]) == "#天地玄黄宇宙洪荒"
    assert max(map(cell_width, made)) <= 10


def test_a_card_without_tags_has_no_row_for_them() -> None:
    assert tag_rows(40) == []


def test_the_title_is_set_as_text_is_and_what_is_below_it_as_it_is() -> None:
    style = PageStyle(20, justify=True, hang=2, indent=4, gap=True)
    lines = card_lines(Card("用Vim写作，" * 3, "用Vim · 3千字"), style)
    title = [[run.text for run in line.runs] for line in lines[2:5]]
    assert title[0] == ["用", "Vim", "写作，用", "Vim"]
    assert [run.text for run in lines[-3].runs] == ["用Vim · 3千字"]


def test_a_summary_takes_three_rows_at_most_and_says_that_it_goes_on() -> None:
    bare = len(card_lines(Card("题目"), PageStyle(20)))
    short = card_lines(Card("题目", summary="一句话。"), PageStyle(20))
    assert len(short) == bare + 2
    long = card_lines(Card("题目", summary="一句很长的话" * 30), PageStyle(20))
    assert len(long) == bare + 4
    texts = [run.text for line in long for run in line.runs if run.role is Role.SUMMARY]
    assert len(texts) == 3
    assert texts[-1].endswith("…")
    assert all(cell_width(text) <= 20 for text in texts)


@pytest.mark.parametrize("width", [8, 12, 40, 80])
def test_every_cell_of_a_tag_is_that_tag_on_however_many_rows(width: int) -> None:
    tags = ("one", "two words", "三个字的", "C#", "a tag that is longer than a narrow row")
    lines = card_lines(Card("Title", "meta", tags), PageStyle(width))
    found: dict[int, str] = {}
    for row, line in enumerate(lines):
        text = "".join(run.text for run in line.runs)
        for column in range(cell_width(text)):
            at = tag_at(lines, row, column, 1)
            if at >= 0:
                sign = next(s for i, s in enumerate(text) if cell_width(text[: i + 1]) > column)
                found[at] = found.get(at, "") + sign
    assert sorted(found) == list(range(len(tags)))
    assert {at: tags[at][0] for at in found} == {at: text[1] for at, text in found.items()}
    assert tag_at(lines, 0, 0, 1) == -1
