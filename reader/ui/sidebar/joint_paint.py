"""What a key changes in the search box is painted together with what it finds."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.sidebar.host import Host

MOST_SECONDS = 0.05
"""Seconds that a key waits for its hits, at the most; somebody who types sees no delay in that."""
PAINTING_SECONDS = 0.1
"""Seconds that a paint is waited for, at the most."""


class JointPaint:
    """Holds all painting back between a key and its hits, if they come soon.

    A paint in between would be for one row. It takes time from the thread that searches, and
    Textual lets 17 ms pass between two paints, for which the hits would wait.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._held = ExitStack()
        self._over: asyncio.TimerHandle | None = None
        self._is_free = asyncio.Event()
        self._is_free.set()

    def begin(self) -> None:
        """Hold painting back. A key that comes meanwhile makes nobody wait longer."""
        if self._over is None:
            self._is_free.clear()
            self._held.enter_context(self._host.app.batch_update())
            self._over = asyncio.get_running_loop().call_later(MOST_SECONDS, self.end)

    def end(self) -> None:
        """Paint what there is."""
        if self._over is not None:
            self._over.cancel()
            self._over = None
            self._held.close()
            for screen in self._host.app.screen_stack[-1:]:  # there is none once the app has ended
                screen.check_idle()
            self._is_free.set()

    async def painted(self) -> None:
        """Come back when nothing is held back, and what there is was painted."""
        await self._is_free.wait()
        done = asyncio.Event()
        self._host.call_after_refresh(done.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), PAINTING_SECONDS)
