"""A sidebar that is none: it keeps what its parts ask for until a test lets it happen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from textual.app import App
from textual.message import Message
from textual.worker import Worker, active_worker

from reader.services.arrangement import Arrangement
from reader.services.catalog import ShownList
from reader.services.list_rows import ListRows
from reader.ui.sidebar.messages import Told

PATH = Path("/a.md")


def shown(*ids: int, wanted: Arrangement | None = None, revision: int = 1) -> ShownList:
    """What an arrangement comes to: these articles."""
    rows = ListRows(ids)
    return ShownList(wanted or Arrangement(), rows, len(ids), {}, None, False, False, revision)


@dataclass(eq=False)
class FakeWorker:
    """Runs when the test says so; counts as cancelled if another of its group was asked for."""

    work: Callable[[], object]
    group: str
    is_cancelled: bool = False
    is_finished: bool = False

    def cancel(self) -> None:
        self.is_cancelled = True

    async def run(self) -> None:
        if not self.is_cancelled:
            active_worker.set(cast(Worker[Any], self))
            await cast("Coroutine[None, None, None]", self.work())
        self.is_finished = True


@dataclass
class FakeHost:
    """Does what a `Host` does, when it is asked to `finish`."""

    is_scanned: bool = True
    is_typing: bool = False
    messages: list[Message] = field(default_factory=list)
    workers: list[FakeWorker] = field(default_factory=list)
    later: list[Callable[[], object]] = field(default_factory=list)
    arrangements: list[ShownList] = field(default_factory=list)
    refreshed: int = 0

    @property
    def app(self) -> App[object]:
        raise AssertionError("no dialog is expected here")

    @property
    def told(self) -> list[str]:
        return [message.text for message in self.messages if isinstance(message, Told)]

    def run_worker(
        self,
        work: Callable[[], object],
        *,
        group: str = "default",
        exclusive: bool = False,
        thread: bool = False,
    ) -> Worker[object]:
        assert not thread
        for other in self.workers if exclusive else ():
            if other.group == group:
                other.cancel()
        self.workers.append(FakeWorker(work, group))
        return cast(Worker[object], self.workers[-1])

    def post_message(self, message: Message) -> bool:
        self.messages.append(message)
        return True

    def call_later(self, callback: Callable[..., object], *args: Any) -> bool:
        self.later.append(lambda: callback(*args))
        return True

    call_after_refresh = call_later

    def arranged(self, shown: ShownList) -> None:
        self.arrangements.append(shown)

    def refresh_marks(self) -> None:
        self.refreshed += 1

    async def finish(self) -> None:
        """Let all that was asked for happen, and what is asked for by that."""
        while self.workers or self.later:
            workers, self.workers = self.workers, []
            await asyncio.gather(*(worker.run() for worker in workers))
            later, self.later = self.later, []
            for callback in later:
                callback()
