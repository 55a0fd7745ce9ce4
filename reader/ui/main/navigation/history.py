"""Articles that were read lately, and what is known of the one in use."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.owner.keeper import in_words
from reader.text.safe import clean_line
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reader.library.article import Article
    from reader.services.owner.reading_places import Visit
    from reader.state.reading_state import ReadState
    from reader.ui.dialogs.picker import Picked

MOST_RECENT = 100


class HistoryFace(MainFace, Protocol):
    """The main screen."""

    @property
    def article_in_use(self) -> Article | None: ...
    def jump_to_article(self, path: Path) -> None: ...


class Visits(Protocol):
    """What was kept of the reading. For threads; raises ReaderError."""

    def history(self, limit: int) -> tuple[Visit, ...]: ...
    def known_of(self, article: Article) -> ReadState | None: ...


class Library(Protocol):
    """Where articles are now. For threads; raises ReaderError."""

    def resolve(self, fingerprint: str, path: str) -> Article | None: ...


class History:
    """Shows in dialogs what was kept of the reading. The last one asked for wins."""

    def __init__(self, face: HistoryFace, visits: Visits, library: Library) -> None:
        self._face = face
        self._visits = visits
        self._library = library

    # -- what was read ----------------------------------------------------------------------

    def recent(self) -> None:
        """List the articles that were read lately; the one that is picked is read again."""
        self._face.begin(self._recent, "recall")

    async def _recent(self) -> None:
        try:
            visits = await asyncio.to_thread(self._visits.history, MOST_RECENT)
        except ReaderError as error:
            self._face.tell(in_words(error))
            return
        from reader.ui.dialogs.choices import visit_choices
        from reader.ui.dialogs.picker import Picker

        self._face.push(
            Picker("Read lately", visit_choices(visits), empty="Nothing was read yet"),
            partial(self._visit_picked, visits),
        )

    def _visit_picked(self, visits: Sequence[Visit], picked: Picked | None) -> None:
        if picked is not None:
            self._face.begin(partial(self._read_again, visits[int(picked.key)]), "recall")

    async def _read_again(self, visit: Visit) -> None:
        opening = visit.opening
        try:
            article = await asyncio.to_thread(
                self._library.resolve, opening.fingerprint, str(opening.path)
            )
        except ReaderError as error:
            self._face.tell(in_words(error))
            return
        if article is None:
            title = clean_line(opening.title or opening.path.name)
            self._face.tell(f"Not in this library: {title}")
        else:
            self._face.jump_to_article(article.path)

    # -- one article ------------------------------------------------------------------------

    def info(self) -> None:
        """Show what is known of the article in use; what is picked of it is copied."""
        article = self._face.article_in_use
        if article is None:
            self._face.tell("No article here")
        else:
            self._face.begin(partial(self._info, article), "recall")

    async def _info(self, article: Article) -> None:
        try:
            state = await asyncio.to_thread(self._visits.known_of, article)
        except ReaderError as error:
            self._face.tell(in_words(error))
            return
        from reader.ui.dialogs.choices import fact_choices, facts_of, origins_of
        from reader.ui.dialogs.picker import Picker

        facts = facts_of(article, state)
        self._face.push(
            Picker(
                "This article, and where each fact is from",
                fact_choices(facts, origins_of(article)),
                empty="",
                verb="copy",
            ),
            partial(self._fact_picked, facts),
        )

    def _fact_picked(self, facts: Mapping[str, str], picked: Picked | None) -> None:
        if picked is not None:
            self._face.copy(facts[picked.key])
            self._face.tell(f"Copied: {picked.key.lower()}")
