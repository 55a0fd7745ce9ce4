"""A stand-in for the main screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from textual.screen import Screen

from reader.library.article import Article
from tests.unit.ui.article.panes import FakeHost

R = TypeVar("R")


class FakeFace:
    """Notes what is told, copied, shown and jumped to."""

    def __init__(self) -> None:
        self.host = FakeHost()
        self.told: list[str] = []
        self.copied: list[str] = []
        self.jumped: list[Path] = []
        self.dialogs: list[Screen[Any]] = []
        self.answer: Callable[[Any], None] | None = None
        """What the last dialog hands its result to."""
        self.article_in_use: Article | None = None

    def tell(self, text: str) -> None:
        self.told.append(text)

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def jump_to_article(self, path: Path) -> None:
        self.jumped.append(path)

    def begin(
        self, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = True
    ) -> None:
        self.host.begin(work, group, exclusive=exclusive)

    def push(self, dialog: Screen[R], done: Callable[[R | None], None] | None = None) -> None:
        self.dialogs.append(dialog)
        self.answer = done
