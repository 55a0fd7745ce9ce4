"""What the page of help says, filtered and in columns."""

from __future__ import annotations

import pytest

from reader.text.width import cell_width
from reader.ui.commands import DEFAULTS, HEADINGS, Scope
from reader.ui.dialogs.help_parts import NOTICES_HEADING, filtered, help_parts, in_columns
from reader.ui.dialogs.query_syntax import HEADING


def test_what_holds_here_comes_first_then_what_holds_anywhere() -> None:
    headings = [part.heading for part in help_parts(Scope.ARTICLE, DEFAULTS)]
    assert headings[:2] == [HEADINGS[Scope.ARTICLE], HEADINGS[Scope.APP]]
    assert {*HEADINGS.values(), HEADING} == set(headings)


def test_what_was_told_comes_first_and_in_a_search_its_syntax() -> None:
    parts = help_parts(Scope.SEARCH, DEFAULTS, ["a matter"])
    assert [part.heading for part in parts[:2]] == [NOTICES_HEADING, HEADING]
    assert [line.said for line in parts[0].lines] == ["a matter"]


def test_a_filter_finds_keys_words_and_headings() -> None:
    parts = help_parts(Scope.LIST, DEFAULTS)
    found = filtered(parts, "outline")
    assert [line.said for part in found for line in part.lines] == ["Outline"]
    by_key = [line.said for part in filtered(parts, "CTRL+R") for line in part.lines]
    assert "Articles read lately" in by_key
    (whole,) = (part for part in filtered(parts, "row of colours"))
    assert len(whole.lines) == 2
    assert filtered(parts, "no such words") == []


@pytest.mark.parametrize("width", [20, 33, 60, 100])
@pytest.mark.parametrize("count", [1, 2])
def test_columns_hold_everything_and_no_row_is_wider(width: int, count: int) -> None:
    parts = help_parts(Scope.LIST, DEFAULTS)
    columns = in_columns(parts, width, count)
    assert len(columns) == count
    rows = [row for column in columns for row in column]
    assert all(cell_width(row.keys + row.said) <= width for row in rows)
    said = "".join(row.said for row in rows).replace(" ", "")
    known = [line.said.replace(" ", "") for part in parts for line in part.lines]
    assert len(said) == sum(map(len, known))
    assert all(each in said for each in known)
    assert {row.heading for row in rows} == {"", *(part.heading for part in parts)}
