"""Articles that link to the one in use, to choose from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.services.owner.keeper import in_words
from reader.ui.main.navigation.related import RelatedFace

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.services.backlinks import Backlinks
    from reader.ui.dialogs.picker import Picked


class BacklinksDialog:
    """Lists what links to an article, and opens what is picked. The last one asked for wins."""

    def __init__(self, face: RelatedFace, backlinks: Callable[[Article], Backlinks]) -> None:
        """`backlinks` is for threads, and raises ReaderError."""
        self._face = face
        self._backlinks = backlinks

    def show(self) -> None:
        article = self._face.article_in_use
        if article is None:
            self._face.tell("No article here")
        else:
            self._face.begin(partial(self._show, article), "recall")

    async def _show(self, article: Article) -> None:
        try:
            links = await asyncio.to_thread(self._backlinks, article)
        except ReaderError as error:
            self._face.tell(in_words(error))
            return
        if not links.found:
            self._face.tell("No article of this library links here")
            return
        from reader.ui.dialogs.choices import backlink_choices
        from reader.ui.dialogs.picker import Picker

        title = "Some of the articles that link here" if links.more else "Articles that link here"
        self._face.push(
            Picker(title, backlink_choices(links.found), empty="", verb="read"),
            partial(self._picked, links),
        )

    def _picked(self, links: Backlinks, picked: Picked | None) -> None:
        if picked is not None:
            self._face.jump_to_article(links.found[int(picked.key)].article.path)
