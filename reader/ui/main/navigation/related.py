"""Articles like the one in use, to choose from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.owner.keeper import in_words
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.article import Article
    from reader.library.search.alike.related import RelatedArticle
    from reader.ui.dialogs.picker import Picked


class RelatedFace(MainFace, Protocol):
    """The main screen."""

    @property
    def article_in_use(self) -> Article | None: ...
    def jump_to_article(self, path: Path) -> None: ...


class RelatedDialog:
    """Lists related articles, and opens the one that is picked. The last one asked for wins."""

    def __init__(
        self, face: RelatedFace, related: Callable[[Path], Sequence[RelatedArticle]]
    ) -> None:
        """`related` is for threads, and raises ReaderError."""
        self._face = face
        self._related = related

    def show(self) -> None:
        article = self._face.article_in_use
        if article is None:
            self._face.tell("No article here")
        else:
            self._face.begin(partial(self._show, article), "recall")

    async def _show(self, article: Article) -> None:
        try:
            found = await asyncio.to_thread(self._related, article.path)
        except ReaderError as error:
            self._face.tell(in_words(error))
            return
        if not found:
            self._face.tell("No article here is like this one")
            return
        from reader.ui.dialogs.choices import related_choices
        from reader.ui.dialogs.picker import Picker

        self._face.push(
            Picker("Related articles", related_choices(found), empty="", verb="read"),
            partial(self._picked, found),
        )

    def _picked(self, found: Sequence[RelatedArticle], picked: Picked | None) -> None:
        if picked is not None:
            self._face.jump_to_article(found[int(picked.key)].article.path)
