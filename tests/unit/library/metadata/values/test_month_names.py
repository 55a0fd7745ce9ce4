"""Names of months, in many languages."""

from __future__ import annotations

import pytest

from reader.library.metadata.values.month_names import month_of


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("March", 3),
        ("MÄRZ", 3),
        ("Marz", 3),
        ("août", 8),
        ("décembre", 12),
        ("marzo", 3),
        ("março", 3),
        ("марта", 3),
        ("мая", 5),
        ("березня", 3),
        ("października", 10),
        ("listopadu", 11),
        ("Mayıs", 5),
        ("MAYIS", 5),
        ("Μαρτίου", 3),
        ("március", 3),
        ("maaliskuuta", 3),
        ("مارس", 3),
        ("במרץ", 3),
    ],
)
def test_a_name_is_known_in_any_case_and_without_its_accents(word: str, month: int) -> None:
    assert month_of(word) == month


def test_a_full_stop_tells_an_abbreviation() -> None:
    assert month_of("Septem") is None
    assert month_of("Septem", is_abbreviated=True) == 9
    assert month_of("ma", is_abbreviated=True) is None
    assert month_of("čer", is_abbreviated=True) is None  # June or July
    assert month_of("Pro") is None  # a telephone, not a month
