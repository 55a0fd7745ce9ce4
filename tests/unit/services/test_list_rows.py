"""Rows and positions say the same of a list with headings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.services.list_rows import ListRows, RowHeading


@st.composite
def lists(draw: st.DrawFn) -> tuple[ListRows, list[object]]:
    """Rows, and what stands in each: a heading's text or an id."""
    size = draw(st.integers(0, 30))
    starts = sorted(draw(st.sets(st.integers(0, max(0, size - 1)), max_size=5))) if size else []
    headings = tuple(RowHeading(f"h{start}", start) for start in starts)
    flat: list[object] = []
    for position in range(size):
        flat += [heading.text for heading in headings if heading.start == position]
        flat.append(1000 + position)
    return ListRows(range(1000, 1000 + size), headings), flat


@given(lists())
def test_rows_hold_what_a_plain_list_would(case: tuple[ListRows, list[object]]) -> None:
    rows, flat = case
    assert len(rows) == len(flat)
    for row, content in enumerate(flat):
        heading = rows.heading(row)
        assert (heading.text if heading else rows.id_at(row)) == content
    assert rows.id_at(-1) is None
    assert rows.id_at(len(flat)) is None


@given(lists())
def test_a_position_and_its_row_lead_to_one_another(case: tuple[ListRows, list[object]]) -> None:
    rows, flat = case
    for position, id_ in enumerate(rows.ids):
        row = rows.row(position)
        assert flat[row] == id_
        assert rows.position(row) == position
        assert rows.row_of(id_) == row
    assert rows.row_of(None) == rows.row_of(7) == -1


@given(lists(), st.integers(-3, 40), st.integers(-3, 40))
def test_articles_between_rows(case: tuple[ListRows, list[object]], first: int, last: int) -> None:
    rows, flat = case
    wanted = [each for each in flat[max(0, first) : max(0, last)] if isinstance(each, int)]
    assert rows.ids_between(first, last) == wanted


def test_what_is_expected_counts_before_it_is_known() -> None:
    rows = ListRows([5, 6], expected=100)
    assert len(rows) == 100
    assert rows.id_at(1) == 6
    assert rows.id_at(50) is None
    assert rows.ids_between(0, 100) == [5, 6]
