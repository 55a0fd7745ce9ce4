"""Increments that are taken before they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest

from reader.document.model import Block, BlockKind, Increment
from reader.document.worker.read_ahead import ReadAhead

PATIENCE = 30.0
ONE, TWO = (Increment((Block(BlockKind.PARAGRAPH, text),)) for text in ("one", "two"))


def test_it_reads_before_anybody_asks() -> None:
    read = Event()

    def stream(_: Callable[[], bool]) -> Iterator[Increment]:
        yield ONE
        yield TWO
        read.set()

    ahead = ReadAhead(stream, lambda: True)
    assert read.wait(PATIENCE)
    assert list(ahead) == [ONE, TWO]


def test_a_fault_is_raised_behind_what_came_before_it() -> None:
    def stream(_: Callable[[], bool]) -> Iterator[Increment]:
        yield ONE
        raise ValueError("a fault")

    read = iter(ReadAhead(stream, lambda: True))
    assert next(read) == ONE
    with pytest.raises(ValueError, match="a fault"):
        next(read)


def test_closing_ends_the_stream() -> None:
    wanted: list[bool] = []

    def stream(is_wanted: Callable[[], bool]) -> Iterator[Increment]:
        while is_wanted():
            yield ONE
        wanted.append(is_wanted())

    ahead = ReadAhead(stream, lambda: True)
    assert next(iter(ahead)) == ONE
    ahead.close()
    assert not any(wanted)
