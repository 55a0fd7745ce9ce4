"""One key at a time: a key is looked at only when all that the one before it caused is done.

Textual hands a key to whoever has the focus at that moment, and a key that moves the focus does so
a few messages later. Keys typed ahead would go to the wrong place: `/word` would act as commands.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events
    from textual.app import App
    from textual.dom import DOMNode

ROUNDS = 3
"""Ways from the widget up to the app that a key and what follows from it take: the key itself, the
message of its command, the message that the one who heard that one posts."""
TURN_SECONDS = 0.05
MOST_TURNS = 10
"""A widget that is busy for longer is not waited for."""


class Keyboard:
    """Gives keys to `deliver` in order, each after the one before it has had its effect.

    Until `begin` they wait: what they may ask for is not there yet. `opened` comes back when what
    an earlier key opened is there, or is waited for no longer.
    """

    def __init__(
        self,
        app: App[None],
        deliver: Callable[[events.Key], Awaitable[None]],
        opened: Callable[[], Awaitable[None]],
    ) -> None:
        self._app = app
        self._deliver = deliver
        self._opened = opened
        self._waiting: deque[events.Key] = deque()
        self._following: asyncio.Task[None] | None = None
        self._begun = False

    async def rest(self) -> None:
        """Come back when all keys that were pressed have had their effect."""
        while self._following is not None:
            await self._following
            await asyncio.sleep(0)

    async def begin(self) -> None:
        self._begun = True
        await self._next()

    async def press(self, key: events.Key) -> None:
        """Deliver a key at once if nothing is under way, else after all that is."""
        self._waiting.append(key)
        if self._begun and self._following is None:
            await self._next()

    async def _next(self) -> None:
        self._following = None
        if self._waiting:
            focused = self._app.focused or self._app.screen
            self._following = asyncio.create_task(self._follow(focused.ancestors_with_self))
            await self._deliver(self._waiting.popleft())

    async def _follow(self, way_up: list[DOMNode]) -> None:
        """Wait until everyone on the way from the focus to the app has done what a key asks."""
        for _ in range(ROUNDS):
            for node in way_up:
                await _turn(node)
            if not any(node.message_queue_size for node in way_up):
                break
        await self._opened()
        if not self._app.call_later(self._next):
            self._following = None


async def _turn(node: DOMNode) -> None:
    """Wait for a node to be through with the messages that it has now."""
    done = asyncio.Event()
    if not node.call_later(done.set):
        return
    for _ in range(MOST_TURNS):
        if done.is_set() or not node.is_running:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), TURN_SECONDS)
