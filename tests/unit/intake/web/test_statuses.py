"""When a busy server wants to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.intake.web.statuses import seconds_to_wait

NOON = datetime(2024, 3, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 09 Mar 2024 12:00:30 GMT", 30),
        ("Sat, 09 Mar 2024 12:00:30 -0000", 30),
        ("Saturday, 09-Mar-24 12:01:00 GMT", 60),
        ("Fri, 08 Mar 2024 12:00:00 GMT", 0),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("\u0663", None),
        ("soon", None),
        ("Sat, 99 Mar 2024 12:00:30 GMT", None),
        ("9" * 500, 999_999_999),
    ],
)
def test_in_seconds_or_at_a_date(retry_after: str, seconds: float | None) -> None:
    assert seconds_to_wait(retry_after, NOON) == seconds
