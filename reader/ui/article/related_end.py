"""Related articles under the end of the one that is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.library.open_article import Extent
from reader.text.safe import clean_line
from reader.ui.article.page.end_section import EndRow
from reader.ui.commands import BY_ID

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.open_article import OpenedArticle
    from reader.library.search.alike.related import RelatedArticle
    from reader.ui.article.host import PaneHost


class RelatedPage(Protocol):
    """The page."""

    @property
    def has_focus(self) -> bool: ...
    @property
    def ends_soon(self) -> bool: ...
    @property
    def has_end_section(self) -> bool: ...
    def set_end_section(self, rows: Sequence[EndRow]) -> None: ...


class RelatedEnd:
    """Looks once for what is like an article, when somebody who reads it comes near its end."""

    def __init__(
        self,
        host: PaneHost,
        page: RelatedPage,
        related: Callable[[Path], Sequence[RelatedArticle]],
    ) -> None:
        """`related` is for threads, and raises ReaderError."""
        self._host = host
        self._page = page
        self._related = related
        self._asked: OpenedArticle | None = None
        self._rows: tuple[EndRow, ...] = ()
        """What was found for it."""

    def page_moved(self) -> None:
        """Look whether the end is near."""
        opened = self._host.shown
        if opened is not None and opened is self._asked:
            if self._rows and not self._page.has_end_section:  # it was left, and is shown again
                self._page.set_end_section(self._rows)
        elif (
            opened is not None
            and opened.complete
            and opened.extent is Extent.ARTICLE
            and self._page.has_focus
            and self._page.ends_soon
        ):
            self._asked, self._rows = opened, ()
            self._host.begin(partial(self._look, opened), "related")

    async def _look(self, opened: OpenedArticle) -> None:
        found: Sequence[RelatedArticle] = ()
        with suppress(ReaderError):  # nobody asked for it
            found = await asyncio.to_thread(self._related, opened.article.path)
        if found and self._asked is opened:
            label = self._host.keymap.label(BY_ID["article.related"])
            self._rows = (EndRow("Related", label), *map(_row, found))
            if self._host.shown is opened:
                self._page.set_end_section(self._rows)


def _row(related: RelatedArticle) -> EndRow:
    article = related.article
    date = article.date.iso[:10] if article.date is not None else ""
    detail = " · ".join(filter(None, (clean_line(article.shown_source), date)))
    return EndRow(clean_line(article.title), detail, article.path)
