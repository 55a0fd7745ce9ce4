"""Where in an article the eye is, in words."""

from __future__ import annotations

import pytest

from reader.ui.common.status_bar import Whereabouts


@pytest.mark.parametrize(
    ("here", "words"),
    [
        (Whereabouts("", 0.0, 8), "0% · 8 min left"),
        (Whereabouts("", 0.5, 8), "50% · 4 min left"),
        (Whereabouts("", 0.95, 8), "95% · 1 min left"),
        (Whereabouts("", 0.5, 1), "50% · 1 min left"),
        (Whereabouts("", 1.0, 8), "100%"),
        (Whereabouts("", 0.5, 0), "50%"),
        (Whereabouts("", 0.25, 8, estimated=True), "~25% · 6 min left"),
    ],
)
def test_progress_and_minutes_are_told_as_far_as_they_are_known(
    here: Whereabouts, words: str
) -> None:
    assert str(here) == words
