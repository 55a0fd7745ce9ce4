"""What the parts of the reading pane may ask of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.message import Message

    from reader.library.open_article import OpenedArticle
    from reader.ui.commands import Keymap

Work = Callable[[], Awaitable[None]]
"""Makes the coroutine when its worker begins: one that never begins leaves nothing behind."""


class PaneHost(Protocol):
    """The reading pane."""

    @property
    def shown(self) -> OpenedArticle | None:
        """The article on the screen, or the part of it that is there so far."""

    @property
    def keymap(self) -> Keymap:
        """The keys that hold."""

    def begin(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Run a coroutine beside everything else; an exclusive one ends its group's last."""

    def after_refresh(self, call: Callable[[], None]) -> None:
        """Call something when what was changed is on the screen."""

    def post_message(self, message: Message, /) -> bool:
        """Tell the main screen; for any thread."""
