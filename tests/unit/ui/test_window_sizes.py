"""Widths of the list: the first picture takes them from a module, the app from its style sheet."""

from __future__ import annotations

import re

import pytest

from reader.ui.window_sizes import LIST, NARROW, ROOMY, TIGHT_LIST, WIDE, WIDE_LIST, list_width
from tests.conftest import PROJECT


@pytest.mark.parametrize(
    ("selector", "width"),
    [
        ("#sidebar", LIST),
        ("MainScreen.-tight #sidebar", TIGHT_LIST),
        ("MainScreen.-wide #sidebar", WIDE_LIST),
    ],
)
def test_the_style_sheet_has_the_widths_of_the_first_picture(selector: str, width: int) -> None:
    sheet = (PROJECT / "reader/ui/main/main.tcss").read_text("utf-8")
    (set_to,) = re.findall(rf"^{re.escape(selector)} {{\s*width: (\w+);", sheet, re.MULTILINE)
    assert set_to == str(width)


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        (NARROW - 1, NARROW - 1),
        (NARROW, TIGHT_LIST),
        (ROOMY - 1, TIGHT_LIST),
        (ROOMY, LIST),
        (WIDE - 1, LIST),
        (WIDE, WIDE_LIST),
    ],
)
def test_the_list_takes_a_share_of_the_window(columns: int, width: int) -> None:
    assert list_width(columns) == width
