"""Ids in falling order, met and joined, read only as far as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.search.id_streams import Membership, Replay, common, union

IDS = st.lists(st.integers(-5, 25), max_size=12).map(lambda ids: sorted(ids, reverse=True))


class Source:
    """A stream that knows how far it was read."""

    def __init__(self, *ids: int) -> None:
        self._ids = ids
        self.read = 0

    def __iter__(self) -> Iterator[int]:
        for id_ in self._ids:
            self.read += 1
            yield id_


def nothing() -> None:
    """To be called now and then."""


@given(st.lists(IDS, min_size=1, max_size=4))
def test_what_is_in_all_of_them_comes_once(streams: list[list[int]]) -> None:
    wanted = set(streams[0]).intersection(*streams[1:])
    assert list(common(streams, nothing)) == sorted(wanted, reverse=True)


@given(st.lists(IDS, min_size=1, max_size=4))
def test_what_is_in_any_of_them_comes_in_order(streams: list[list[int]]) -> None:
    assert list(union(streams)) == sorted((id_ for s in streams for id_ in s), reverse=True)


@given(IDS, IDS)
def test_membership_is_asked_in_falling_order(ids: list[int], asked: list[int]) -> None:
    members = Membership(ids)
    assert [id_ in members for id_ in asked] == [id_ in ids for id_ in asked]


def test_streams_are_not_read_behind_what_one_of_them_ends_with() -> None:
    long, short = Source(*range(1_000, 0, -1)), Source(999)
    assert list(common([long, short], nothing)) == [999]
    assert long.read == 3


def test_whoever_waits_is_asked_every_few_thousand_ids() -> None:
    calls = []
    list(common([range(10_000, 0, -1)], lambda: calls.append(1)))
    assert len(calls) == 2

    def stop() -> None:
        raise InterruptedError

    found = common([range(10_000, 0, -1)], stop)
    assert len(list(islice(found, 4_095))) == 4_095
    with pytest.raises(InterruptedError):
        next(found)


def test_several_go_through_one_stream_and_it_is_read_once() -> None:
    source = Source(3, 2, 1)
    replay = Replay(iter(source))
    one, other = iter(replay), iter(replay)
    assert (next(one), next(other), next(other), next(one)) == (3, 3, 2, 2)
    assert source.read == 2
    assert (list(replay), list(one), list(other)) == ([3, 2, 1], [1], [1])
    assert source.read == 3
