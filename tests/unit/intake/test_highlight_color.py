"""Colours of highlights that other programs name."""

from __future__ import annotations

import pytest

from reader.intake.highlight_color import highlight_color
from reader.state.highlight_colors import HIGHLIGHT_COLORS


@pytest.mark.parametrize(
    ("told", "color"),
    [
        ("Yellow", "yellow"),
        ("highlight_blue", "blue"),
        ("pink", "purple"),
        ("#ffd43b", "yellow"),
        ("FF6B6B", "red"),
        ("80ff0000", "red"),
        ("#4dabf7", "blue"),
        ("#3c3", "green"),
        ("#808080", ""),
        ("plaid", ""),
        ("", ""),
    ],
)
def test_names_and_rgb_become_one_of_ours(told: str, color: str) -> None:
    assert highlight_color(told) == color


def test_four_colours_of_a_kindle_stay_four() -> None:
    found = {highlight_color(name) for name in ("yellow", "blue", "pink", "orange")}
    assert len(found) == 4
    assert found <= {*HIGHLIGHT_COLORS}
