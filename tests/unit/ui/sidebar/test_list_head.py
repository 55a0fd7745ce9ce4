"""How far the index has come, in words."""

from __future__ import annotations

import pytest

from reader.ui.sidebar.widgets.list_head import Indexing


def test_while_files_are_looked_for_nobody_knows_how_many() -> None:
    assert str(Indexing(1_200, None)) == "Indexing 1,200"
    assert str(Indexing(12_300, 100_000)) == "Indexing 12,300 of 100,000"
    assert Indexing(1, 2).left == ""


@pytest.mark.parametrize(
    ("seconds", "left"),
    [
        (0.2, " 1 s left"),
        (59.0, " 59 s left"),
        (61.0, " 2 min left"),
        (180.0, " 3 min left"),
        (3_600.0, " 1 h 0 min left"),
        (5_000.0, " 1 h 24 min left"),
    ],
)
def test_the_estimate_is_rounded_up(seconds: float, left: str) -> None:
    assert Indexing(1, 2, seconds).left == left
