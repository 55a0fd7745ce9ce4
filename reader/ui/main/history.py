"""Articles that were read lately, and what is known of the one in use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from reader.errors import ReaderError
from reader.services.owner.keeper import in_words
from reader.text.safe import clean_line
from reader.ui.main.selection import SelectingScreen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reader.library.article import Article
    from reader.services.catalog import Catalog
    from reader.services.owner.keeper import Keeper
    from reader.services.owner.reading_places import Visit
    from reader.state.reading_state import ReadState
    from reader.ui.dialogs.picker import Picked
    from reader.ui.main.jumps import Jumps

MOST_RECENT = 100


class RecallingScreen(SelectingScreen):
    """Looks in workers for what was kept of the reading, and shows it in a dialog."""

    keeper: Keeper
    catalog: Catalog
    jumps: Jumps

    class VisitsFound(Message):
        """Articles that were opened, the last one first."""

        def __init__(self, visits: Sequence[Visit]) -> None:
            super().__init__()
            self.visits = visits

    class VisitResolved(Message):
        """Where the article is now that somebody wants to read again."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class ArticleKnown(Message):
        """What is known of an article; `state` is None if it was never opened."""

        def __init__(self, article: Article, state: ReadState | None) -> None:
            super().__init__()
            self.article = article
            self.state = state

    class RecallFailed(Message):
        """Why there is nothing to show."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    @property
    def article_in_use(self) -> Article | None:
        """The one that is read, or that the list's cursor is on."""
        raise NotImplementedError

    @on(RecallFailed)
    def _recall_failed(self, message: RecallFailed) -> None:
        message.stop()
        self.tell(message.reason)

    # -- history --------------------------------------------------------------------------

    def action_recent(self) -> None:
        self.run_worker(self._find_visits, thread=True, group="recall", exclusive=True)

    def _find_visits(self) -> None:
        try:
            visits = self.keeper.places.history(MOST_RECENT)
        except ReaderError as error:
            self.post_message(self.RecallFailed(in_words(error)))
        else:
            self.post_message(self.VisitsFound(visits))

    @on(VisitsFound)
    def _visits_found(self, message: VisitsFound) -> None:
        from reader.ui.dialogs.choices import visit_choices
        from reader.ui.dialogs.picker import Picker

        message.stop()
        visits = message.visits
        self.app.push_screen(
            Picker("Read lately", visit_choices(visits), empty="Nothing was read yet"),
            partial(self._visit_picked, visits),
        )

    def _visit_picked(self, visits: Sequence[Visit], picked: Picked | None) -> None:
        if picked is not None:
            work = partial(self._find_again, visits[int(picked.key)])
            self.run_worker(work, thread=True, group="recall", exclusive=True)

    def _find_again(self, visit: Visit) -> None:
        opening = visit.opening
        try:
            article = self.catalog.resolve(opening.fingerprint, str(opening.path))
        except ReaderError as error:
            self.post_message(self.RecallFailed(in_words(error)))
            return
        if article is None:
            title = clean_line(opening.title or opening.path.name)
            self.post_message(self.RecallFailed(f"Not in this library: {title}"))
        else:
            self.post_message(self.VisitResolved(article.path))

    @on(VisitResolved)
    def _visit_resolved(self, message: VisitResolved) -> None:
        message.stop()
        self.jumps.jump_to_article(message.path)

    # -- one article ----------------------------------------------------------------------

    def action_info(self) -> None:
        article = self.article_in_use
        if article is None:
            self.tell("No article here")
            return
        work = partial(self._look_up, article)
        self.run_worker(work, thread=True, group="recall", exclusive=True)

    def _look_up(self, article: Article) -> None:
        try:
            state = self.keeper.places.known_of(article)
        except ReaderError as error:
            self.post_message(self.RecallFailed(in_words(error)))
        else:
            self.post_message(self.ArticleKnown(article, state))

    @on(ArticleKnown)
    def _article_known(self, message: ArticleKnown) -> None:
        from reader.ui.dialogs.choices import fact_choices, facts_of
        from reader.ui.dialogs.picker import Picker

        message.stop()
        facts = facts_of(message.article, message.state)
        self.app.push_screen(
            Picker("This article", fact_choices(facts), empty="", verb="copy"),
            partial(self._fact_picked, facts),
        )

    def _fact_picked(self, facts: Mapping[str, str], picked: Picked | None) -> None:
        if picked is not None:
            self.app.copy_to_clipboard(facts[picked.key])
            self.tell(f"Copied: {picked.key.lower()}")
