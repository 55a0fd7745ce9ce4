"""The order of records is that of sorting all of them, however few changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.state.durable.order import Ordered
from reader.state.durable.record import KeptRecord

STEPS = st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 3)), max_size=12)


def order(record: KeptRecord) -> tuple[object, ...]:
    return (record.created, record.id)


@given(st.lists(st.integers(0, 3), max_size=8), STEPS)
def test_it_is_as_if_sorted_anew(first: list[int], steps: list[tuple[int, int | None]]) -> None:
    """Each step gives a record another date, or takes it away."""
    records = {str(n): KeptRecord(id=str(n), created=str(date)) for n, date in enumerate(first)}
    ordered = Ordered(order)
    assert ordered.of(records) == tuple(sorted(records.values(), key=order))
    for number, date in steps:
        records = dict(records)
        if date is None:
            records.pop(str(number), None)
        else:
            known = records.get(str(number), KeptRecord(id=str(number)))
            records[str(number)] = replace(known, created=str(date))
        assert ordered.of(records) == tuple(sorted(records.values(), key=order))
        assert ordered.of(records) is ordered.of(records)
