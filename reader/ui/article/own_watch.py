"""What other readers, or an editor, do to the owner's files meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.services.owner.keeper import Keeper, in_words
from reader.ui.article.host import PaneHost
from reader.ui.article.lane_writer import marks_in
from reader.ui.article.messages import OwnKept

if TYPE_CHECKING:
    from reader.library.open_article import OpenedArticle


class OwnWatch:
    """Looks whether bookmarks or searches were changed by somebody else; one look at a time."""

    def __init__(self, host: PaneHost, keeper: Keeper) -> None:
        self._host = host
        self._keeper = keeper
        self._is_looking = False
        self._is_due = False
        """Whether somebody asked since the look began that goes on: it may have been too early."""
        self._failure = ""
        """Why the files could not be looked at the last time."""

    def look(self) -> None:
        """Costs a stat for each file, unless something changed."""
        self._is_due = True
        if not self._is_looking:
            self._is_looking = True
            self._host.begin(self._look, "watch-own", exclusive=False)

    async def _look(self) -> None:
        try:
            while self._is_due:
                self._is_due = False
                kept = await asyncio.to_thread(self._changes, self._host.shown)
                if kept is not None:
                    self._host.post_message(kept)
        finally:
            self._is_looking = False

    def _changes(self, opened: OpenedArticle | None) -> OwnKept | None:
        """What somebody else did, and what went wrong; None for nothing. For threads."""
        changed, failure = False, ""
        try:
            changed = self._keeper.reload()
        except ReaderError as error:
            failure = in_words(error)
        notices = self._keeper.take_notices()
        if failure and failure != self._failure:
            notices = (*notices, failure)
        self._failure = failure
        if not changed and not notices:
            return None
        marks = marks_in(self._keeper.bookmarks, opened) if changed else None
        return OwnKept("", notices, opened, marks, changed=changed)
