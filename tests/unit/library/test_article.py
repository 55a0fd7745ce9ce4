from __future__ import annotations

import pytest

from reader.library.article import reading_time


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, ""), (1, "1 min"), (59, "59 min"), (60, "1 h"), (278, "4 h 38 min")],
)
def test_a_reading_time_beyond_an_hour_is_told_in_hours(minutes: int, told: str) -> None:
    assert reading_time(minutes) == told
