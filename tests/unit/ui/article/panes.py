"""Stand-ins for the reading pane and its page: they note what the parts ask of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from reader.document.model import Block, BlockKind, Document, Place
from reader.library.article import Article
from reader.library.open_article import OpenedArticle
from reader.services.prepare_article import ArticleTarget, PreparedArticle
from reader.services.reading.jump_trail import Stand
from reader.services.reading.reading_view import Reading
from reader.typeset.card import Card
from reader.ui.commands import DEFAULTS

if TYPE_CHECKING:
    from reader.document.ranges.find import Match


def document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def opened(
    *texts: str, path: str = "/a.md", complete: bool = True, before: int = 0
) -> OpenedArticle:
    article = Article(Path(path), "Title", fingerprint=f"of {path}")
    return OpenedArticle(article, document(*texts), (), complete, before)


def prepared(
    article: OpenedArticle, target: ArticleTarget | None = None, notice: str = ""
) -> PreparedArticle:
    reading = Reading(article.document, Card(), complete=article.complete, before=article.before)
    return PreparedArticle(
        target or ArticleTarget(article.article.path), article, reading, notice=notice
    )


class FakeHost:
    """A pane whose workers are tasks and whose messages are kept."""

    def __init__(self, shown: OpenedArticle | None = None) -> None:
        self.shown = shown
        self.keymap = DEFAULTS
        self.messages: list[Message] = []
        self.begun: list[str] = []
        """The groups of workers, in the order in which they were begun."""
        self._tasks: dict[str, list[asyncio.Task[None]]] = {}

    def begin(
        self, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = True
    ) -> None:
        self.begun.append(group)
        tasks = self._tasks.setdefault(group, [])
        if exclusive:
            for task in tasks:
                task.cancel()

        async def run() -> None:
            await work()

        tasks.append(asyncio.create_task(run()))

    def after_refresh(self, call: Callable[[], None]) -> None:
        call()

    def post_message(self, message: Message, /) -> bool:
        self.messages.append(message)
        return True

    async def settle(self) -> None:
        """Wait for all workers, and those that they begin."""
        while any(tasks := [t for group in self._tasks.values() for t in group if not t.done()]):
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    def cancel(self, group: str) -> None:
        for task in self._tasks.get(group, []):
            task.cancel()


class FakeView:
    """A page that notes what is done to it."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.document: Document | None = None
        self.place = Place()
        self.at_start = True
        self.goes_on = False
        self.grows = True
        """Whether more of an article begins with what is there."""
        self.matches: tuple[Match, ...] = ()
        self.replaced_at: list[Place | None] = []
        self.steps: list[int] = []
        self.begun: list[Place | None] = []
        """Where jumps began."""

    @property
    def has_matches(self) -> bool:
        return bool(self.matches)

    @property
    def stand(self) -> Stand:
        return Stand(self.place)

    def return_to(self, stand: Stand) -> None:
        self.done.append(f"return to {stand.place}")

    def jumped_from(self, stand: Stand) -> None:
        self.begun.append(stand.place)

    def show(self, reading: Reading) -> None:
        self.done.append("show")
        self.document = reading.document

    def grow(self, reading: Reading) -> bool:
        if self.grows:
            self.done.append("grow")
            self.document = reading.document
        return self.grows

    def replace(self, reading: Reading, place: Place | None) -> None:
        self.done.append("replace")
        self.document = reading.document
        self.replaced_at.append(place)

    def go_to_end(self) -> None:
        self.done.append("end")

    def set_matches(
        self, matches: Sequence[Match], *, start: Place | None = None, step: int = 0
    ) -> None:
        self.done.append(f"light from {start} by {step}")
        self.matches = tuple(matches)

    def renew_matches(self, matches: Sequence[Match]) -> None:
        self.done.append("renew")
        self.matches = tuple(matches)

    def clear_matches(self) -> None:
        self.done.append("clear")
        self.matches = ()

    def step_match(self, step: int) -> bool:
        self.steps.append(step)
        return self.has_matches

    def ask_for_result(self, step: int) -> None:
        self.done.append(f"other result {step}")

    def take_caret_back(self) -> None:
        self.done.append("caret")
