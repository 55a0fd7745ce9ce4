"""What the parts of the main screen may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.ui.article.host import Work

R = TypeVar("R")


class MainFace(Protocol):
    """The main screen as all of its parts see it; each adds what else it needs."""

    def tell(self, text: str) -> None:
        """Show a quiet message, gone after a while."""

    def begin(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Run a coroutine beside everything else; an exclusive one ends its group's last."""

    def push(self, dialog: Screen[R], done: Callable[[R | None], None] | None = None) -> None:
        """Show a dialog; `done` is given what it returns."""

    def copy(self, text: str) -> None:
        """Put a text into the clipboards."""
