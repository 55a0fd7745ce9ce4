"""A child that is started before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.process.channel import to_parent
from reader.process.child import Child
from reader.process.spare import Spare

LONG = 600.0


def echo() -> None:
    parent = to_parent()
    parent.send(parent.receive() or b"")
    parent.end()


class Starts:
    """Starts children, and keeps them in mind."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.fails = False

    def __call__(self) -> Child:
        if self.fails:
            raise OSError
        child = Child(echo, most=100)
        self.children.append(child)
        return child


@pytest.fixture
def starts() -> Iterator[Starts]:
    starts = Starts()
    yield starts
    for child in starts.children:
        child.end()


def test_the_one_that_waits_is_taken_once(starts: Starts) -> None:
    spare = Spare(starts, LONG)
    spare.prepare()
    spare.prepare()
    assert len(starts.children) == 1
    child = spare.take()
    assert child is starts.children[0]
    child.channel.send(b"word")
    assert child.channel.receive() == b"word"
    assert spare.take() is starts.children[1]


def test_one_that_ended_meanwhile_is_not_given(starts: Starts) -> None:
    spare = Spare(starts, LONG)
    spare.prepare()
    starts.children[0].kill()
    starts.children[0].wait()
    assert spare.take() is starts.children[1]


def test_one_that_nobody_asks_for_ends(starts: Starts) -> None:
    Spare(starts, 0.0).prepare()
    assert starts.children[0].wait()


def test_without_processes_there_is_none_and_whoever_asks_is_told(starts: Starts) -> None:
    starts.fails = True
    spare = Spare(starts, LONG)
    spare.prepare()
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system says
        spare.take()
