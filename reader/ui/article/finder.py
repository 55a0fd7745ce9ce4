"""Finding in the article that is shown: the worker, and what was found last."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.document.model import Document, Place
from reader.services.reading.jump_trail import Stand
from reader.text.safe import clean_line
from reader.ui.article.host import PaneHost
from reader.ui.article.messages import PaneTold

if TYPE_CHECKING:
    from reader.document.ranges.find import Match
    from reader.services.prepare_article import PreparedArticle


class FinderView(Protocol):
    """The page, as far as matches are lit on it."""

    goes_on: bool

    @property
    def document(self) -> Document | None: ...
    @property
    def place(self) -> Place: ...
    @property
    def stand(self) -> Stand: ...
    @property
    def has_matches(self) -> bool: ...
    def set_matches(
        self, matches: Sequence[Match], *, start: Place | None = None, step: int = 0
    ) -> None: ...
    def renew_matches(self, matches: Sequence[Match]) -> None: ...
    def clear_matches(self) -> None: ...
    def step_match(self, step: int) -> bool: ...
    def return_to(self, stand: Stand) -> None: ...
    def jumped_from(self, stand: Stand) -> None: ...
    def ask_for_result(self, step: int) -> None: ...
    def take_caret_back(self) -> None: ...


class FinderBar(Protocol):
    """The bar in which it is typed what to find."""

    @property
    def display(self) -> bool: ...
    def open(self) -> None: ...


class ArticleFinder:
    """Lights what is sought in the article; knows what was sought last."""

    def __init__(self, host: PaneHost, view: FinderView, bar: FinderBar) -> None:
        self._host = host
        self._view = view
        self._bar = bar
        self._origin: Place | None = None
        """The place where finding began: the first match from there is the current one."""
        self._begun: tuple[Document | None, Stand] | None = None
        """The document, and where in it finding began, until it is known whether that is left."""
        self._lit = ""
        """What is to be lit, empty for nothing: a later answer than this is late."""
        self.is_finding = False
        """Whether somebody waits to be taken to a match."""
        self._last = ""
        """What was found last, for `n`."""
        self._last_terms = False
        """Whether that is a query of the library, with terms, rather than plain text."""

    # -- asking -------------------------------------------------------------------------

    def open(self) -> None:
        """Ask what to find."""
        self._origin = self._view.place
        self._begun = self._view.document, self._view.stand
        self._bar.open()

    def again(self, step: int) -> None:
        """Find what was found last, `step` matches on from here; ask if nothing ever was."""
        if self._last:
            self._origin = None
            self._begin(self._last, terms=self._last_terms, step=step)
        else:
            self.open()

    def typed(self, query: str) -> None:
        """Find what stands in the bar now; empty clears."""
        if query.strip():
            self._last, self._last_terms = query, False
            self._view.goes_on = False
        self._begin(query, terms=False, step=0)

    def step(self, step: int) -> None:
        """Go on among what is lit."""
        if self._view.has_matches:
            self._view.step_match(step)

    def closed(self, *, keep: bool) -> None:
        """The bar is done with; `keep`: what is lit stays, else the page goes back."""
        if not keep:
            self._lit = ""
            self._view.clear_matches()
            self._go_back()
            self._begun = None
            self._view.take_caret_back()
        elif not self.is_finding:
            self._stay()

    def _go_back(self) -> None:
        """Show where finding began, in the same text."""
        if self._begun is not None and self._begun[0] is self._view.document:
            self._view.return_to(self._begun[1])

    def _stay(self) -> None:
        """The reader goes on where the match is: the way back leads to where finding began."""
        begun, self._begun = self._begun, None
        if begun is not None and begun[0] is self._view.document:
            self._view.jumped_from(begun[1])

    # -- what becomes of the article ----------------------------------------------------

    def article_shown(self, prepared: PreparedArticle) -> None:
        """Light the hits of the library's search, if it led here: `n` finds them again."""
        target, matches = prepared.target, prepared.matches
        self._view.goes_on = bool(target.query)
        if target.query:
            self._last, self._last_terms = target.query, True
        self._lit = target.query
        if not matches:
            return
        if target.backwards:
            self._view.set_matches(matches, start=Place(matches[-1].block + 1), step=-1)
        else:
            at_first = not (target.place or target.bookmark or target.fragment)
            self._view.set_matches(matches, start=prepared.first if at_first else None)

    def article_grown(self) -> None:
        """Light what is lit in all that there is of the article now."""
        if self._lit:
            self._begin(self._lit, terms=self._last_terms, step=None)

    def search_cleared(self) -> None:
        """The library's search is given up: its hits go out; what was found here since stays."""
        self._view.goes_on = False
        if self._last_terms:
            self._lit = ""
            self._view.clear_matches()

    # -- finding ------------------------------------------------------------------------

    def _begin(self, query: str, *, terms: bool, step: int | None) -> None:
        """Find, and go where `n` or `N` wants to; with a `step` of None the page stays."""
        document = self._view.document
        if document is not None:
            self._lit = query
            self.is_finding |= step is not None
            work = partial(self._find, document, query, terms=terms, step=step)
            self._host.begin(work, "find")

    async def _find(self, document: Document, query: str, *, terms: bool, step: int | None) -> None:
        matches = await asyncio.to_thread(_matches_in, document, query, terms=terms)
        if query != self._lit or document is not self._view.document:
            return
        self.is_finding = False
        if step is None:
            self._view.renew_matches(matches)
        else:
            self._show(query, matches, step)

    def _show(self, query: str, matches: Sequence[Match], step: int) -> None:
        stand = self._view.stand
        if step:
            self._view.set_matches(matches, step=step)
            self._view.jumped_from(stand)
        else:
            self._view.set_matches(matches, start=self._origin)
            if not matches:
                self._go_back()
            if not self._bar.display:
                self._stay()
        if step and not matches and self._view.goes_on:
            # Found by its title or a label only.
            self._view.ask_for_result(step)
        elif query.strip() and not matches and not self._bar.display:
            self._host.post_message(PaneTold(f"Not found: {clean_line(query)}"))


def _matches_in(document: Document, query: str, *, terms: bool) -> tuple[Match, ...]:
    """All matches, in reading order; of a query with `terms` those of every term."""
    from reader.document.ranges.find import find  # late: nobody finds in the first frame
    from reader.services.prepare_article import matches_of

    return matches_of(document, query) if terms else find(document, query)
