"""A key in the search box and its hits are painted together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from reader.ui.sidebar import joint_paint
from reader.ui.sidebar.joint_paint import JointPaint


class Painting:
    """A host, its app and its screen: paints unless it is held, and says how often it was."""

    def __init__(self) -> None:
        self.app = self
        self.screen_stack = [self]
        self.held = self.began = self.checks = 0

    @contextmanager
    def batch_update(self) -> Iterator[None]:
        self.held += 1
        self.began += 1
        yield
        self.held -= 1

    def check_idle(self) -> None:
        assert not self.held
        self.checks += 1

    def call_after_refresh(self, callback: Callable[[], None]) -> bool:
        assert not self.held
        callback()
        return True


async def test_painting_is_held_until_the_hits_are_there() -> None:
    host = Painting()
    joint = JointPaint(host)  # type: ignore[arg-type]
    joint.begin()
    joint.begin()
    assert (host.held, host.began) == (1, 1)
    waiting = asyncio.create_task(joint.painted())
    await asyncio.sleep(0)
    assert not waiting.done()
    joint.end()
    joint.end()
    assert (host.held, host.checks) == (0, 1)
    await waiting


async def test_hits_that_come_late_hold_nothing_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_paint, "MOST_SECONDS", 0.0)
    host = Painting()
    joint = JointPaint(host)  # type: ignore[arg-type]
    joint.begin()
    await joint.painted()
    assert not host.held
    joint.begin()
    assert host.held
    joint.end()
