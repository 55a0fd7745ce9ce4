"""The one order in which the parts of the reading pane hear what becomes of the article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reader.document.model import Place
    from reader.services.prepare_article import PreparedArticle


class MarksPart(Protocol):
    """Bookmarks and highlights."""

    def article_shown(self) -> None: ...
    def article_completed(self, prepared: PreparedArticle) -> None: ...


class FinderPart(Protocol):
    """Matches."""

    def article_shown(self, prepared: PreparedArticle) -> None: ...
    def article_grown(self) -> None: ...
    def search_cleared(self) -> None: ...


class WaitingPart(Protocol):
    """What was asked for too early."""

    def forget(self) -> None: ...
    def article_completed(self) -> None: ...


class PicturesPart(Protocol):
    """Pictures."""

    def article_shown(self, prepared: PreparedArticle) -> None: ...
    def article_completed(self) -> None: ...


class VisitsPart(Protocol):
    """What is remembered of the reading."""

    def article_left(self) -> None: ...
    def article_shown(self) -> None: ...
    def article_completed(self, place: Place | None) -> None: ...


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """Passes on what the opener did to the page, after it was done."""

    marks: MarksPart
    finder: FinderPart
    waiting: WaitingPart
    pictures: PicturesPart
    visits: VisitsPart
    tell: Callable[[str], None]
    clear_progress: Callable[[], None]

    def article_left(self) -> None:
        """Another article is about to take the place of the one on the screen."""
        self.visits.article_left()

    def article_shown(self, prepared: PreparedArticle) -> None:
        """An article of which nothing was shown yet is on the screen, or a part of it."""
        self.waiting.forget()
        self.marks.article_shown()
        self.finder.article_shown(prepared)
        self.pictures.article_shown(prepared)
        # Last: where the focus is in the article already, a visit begins at once.
        self.visits.article_shown()

    def article_grown(self) -> None:
        """Tell the others that more of the same article is there."""
        self.finder.article_grown()

    def article_completed(self, prepared: PreparedArticle) -> None:
        """The whole article is on the screen."""
        # Marks first: actions that waited step through them, or take them away.
        self.marks.article_completed(prepared)
        if prepared.notice:
            self.tell(prepared.notice)
        self.waiting.article_completed()
        self.pictures.article_completed()
        self.visits.article_completed(prepared.reading.place)

    def article_gone(self) -> None:
        """No article is on the screen any more."""
        self.waiting.forget()
        self.clear_progress()

    def search_cleared(self) -> None:
        """The search that led to the article is given up; the article stays."""
        self.finder.search_cleared()
