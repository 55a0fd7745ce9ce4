"""What the parts of the sidebar know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message
    from textual.worker import Worker

    from reader.services.catalog import ShownList


class Host(Protocol):
    """Runs work for a part, and passes on what the part has to say."""

    @property
    def app(self) -> App[object]: ...

    @property
    def is_scanned(self) -> bool:
        """Whether all files were looked at."""

    @property
    def is_typing(self) -> bool:
        """Whether what is shown may well be asked for anew at once: then it is only painted."""

    def run_worker(
        self,
        work: Callable[[], object],
        *,
        group: str = ...,
        exclusive: bool = ...,
        thread: bool = ...,
    ) -> Worker[object]:
        """Run a coroutine function, or with `thread` a function in a thread of its own."""

    def post_message(self, message: Message) -> bool:
        """Tell the screen; any thread may."""

    def call_later(self, callback: Callable[..., object], *args: Any) -> bool:
        """Call back in the sidebar's own turn; any thread may ask for it, and its order is kept."""

    def call_after_refresh(self, callback: Callable[..., object], *args: Any) -> bool:
        """Call back when what is there is painted."""

    def arranged(self, shown: ShownList) -> None:
        """The list shows something else."""

    def refresh_marks(self) -> None:
        """Show what the owner did as it is now."""
