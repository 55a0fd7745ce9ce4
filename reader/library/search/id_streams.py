"""Ids in falling order, read as far as they are asked for: lists that are met and joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from typing import Final

_PATIENCE: Final = 4_096
"""Ids that are passed over between two questions whether to go on."""


class Replay:
    """An iterator that may be gone through more than once, also by several readers in turn."""

    def __init__(self, source: Iterator[int]) -> None:
        self._source = source
        self._known: list[int] = []

    def __iter__(self) -> Iterator[int]:
        yield from self._known
        place = len(self._known)
        while True:
            if place == len(self._known):
                following = next(self._source, None)
                if following is None:
                    return
                self._known.append(following)
            yield self._known[place]
            place += 1


class Membership:
    """Tells of ids that are asked for in falling order whether they are in a stream."""

    def __init__(self, stream: Iterable[int]) -> None:
        self._stream = iter(stream)
        self._head = next(self._stream, None)

    def __contains__(self, id_: int) -> bool:
        while self._head is not None and self._head > id_:
            self._head = next(self._stream, None)
        return self._head == id_


def union(streams: Sequence[Iterable[int]]) -> Iterator[int]:
    """Ids of any of the streams; an id of several may come as often."""
    return iter(streams[0]) if len(streams) == 1 else merge(*streams, reverse=True)


def common(streams: Sequence[Iterable[int]], check: Callable[[], None]) -> Iterator[int]:
    """Ids that are in all streams, each once. `check` is called now and then, and may raise."""
    sources = [iter(stream) for stream in streams]
    first, *others = sources
    heads = [next(source, None) for source in others]
    steps = 0
    last: int | None = None
    for id_ in first:
        steps += 1
        if steps % _PATIENCE == 0:
            check()
        if id_ == last:
            continue
        last = id_
        for place, source in enumerate(others):
            head = heads[place]
            while head is not None and head > id_:
                head = next(source, None)
            heads[place] = head
            if head is None:
                return
            if head != id_:
                break
        else:
            yield id_
