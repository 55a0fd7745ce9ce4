"""What a screen with a status bar says in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events, on
from textual.screen import Screen

from reader.text.safe import clean_line
from reader.ui.commands import Scope
from reader.ui.common.count import CountChanged
from reader.ui.common.search_box import FindBar, SearchBox
from reader.ui.common.status_bar import StatusBar
from reader.ui.sidebar.sidebar import Sidebar

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.ui.article.finder import FindingPane
    from reader.ui.article.pane import ReadingPane
    from reader.ui.article.widgets.view import ArticleView


MOVED = "moved? enter keeps it here, d drops it"


def typing_in(widget: Widget) -> Scope | None:
    """The scope of a box in which a query is typed; None of any other widget."""
    if isinstance(widget, SearchBox):
        return Scope.SEARCH
    return Scope.FIND if isinstance(widget.parent, FindBar) else None


class TellingScreen(Screen[None]):
    """Hears what panes and widgets have to say, and chooses what the bar shows of it.

    What the reading pane says is heard by name: its classes are imported after the first frame.
    """

    pane: ReadingPane
    status: StatusBar

    def __init__(self) -> None:
        super().__init__()
        self.notices: list[str] = []
        """What the owner had to be told so far; help lists it."""
        self._match = self._link = self._found = self._question = ""

    def tell(self, text: str) -> None:
        self.status.tell(text)

    def announce(self, notices: Iterable[str]) -> None:
        """What the owner has to know; it stays until it was seen, and in help after that."""
        fresh = [notice for notice in notices if notice]
        self.notices += fresh
        self.status.announce(fresh)

    def on_key(self) -> None:
        self.status.key_pressed()

    def on_screen_resume(self) -> None:
        """The bar can be seen again: what came while it could not has its time from now on."""
        self.status.uncovered()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.status.typing = typing_in(event.widget)

    @on(Sidebar.Kept)
    def _sidebar_kept(self, message: Sidebar.Kept) -> None:
        self.announce(message.notices)

    @on(CountChanged)
    def _count_changed(self, message: CountChanged) -> None:
        self.status.count = message.count

    def on_article_view_match_changed(self, message: ArticleView.MatchChanged) -> None:
        wrapped = " · wrapped" if message.wrapped else ""
        text = f"match {message.index + 1:,} of {message.total:,}{wrapped}"
        self._match = text if message.total else ""
        self.show_standing()

    def on_article_view_link_focused(self, message: ArticleView.LinkFocused) -> None:
        from reader.document.addresses import shown_address  # late: not for the first frame

        self._link = shown_address(message.href)
        self.show_standing()

    def on_article_view_mark_asked(self, message: ArticleView.MarkAsked) -> None:
        quote = self.pane.keeper.bookmarks.quote_of(message.key) if message.key else None
        was = f" · it was “{clean_line(quote.exact)}”" if quote is not None else ""
        self._question = f"{MOVED}{was}" if message.key else ""
        self.show_standing()

    @on(Sidebar.Filtered)
    def _filtered(self, message: Sidebar.Filtered) -> None:
        self._found = message.text
        self.show_standing()

    def show_standing(self) -> None:
        """The find bar has the count of its own matches."""
        in_list = self.status.scope is Scope.LIST
        self.status.question = "" if in_list else self._question
        if in_list:
            self.status.standing = self._found
        else:
            self.status.standing = self._link or ("" if self.pane.find_bar.display else self._match)

    @on(Sidebar.FilesChanged)
    def _files_changed(self, message: Sidebar.FilesChanged) -> None:
        """The page stays as it is: somebody is reading it."""
        opened = self.pane.shown
        if opened is None or opened.article.path not in message.fingerprints:
            return
        now = message.fingerprints[opened.article.path]
        if now is None:
            self.tell("This article is gone from the disk")
        elif now != opened.article.fingerprint:
            self.tell("Changed on disk · R reads it again")

    @on(Sidebar.IndexNoted)
    def _index_noted(self, message: Sidebar.IndexNoted) -> None:
        self.announce(message.notices)

    @on(Sidebar.Told)
    def _sidebar_told(self, message: Sidebar.Told) -> None:
        if message.lasting:
            self.status.report(message.text)
        else:
            self.tell(message.text)

    def on_finding_pane_told(self, message: FindingPane.Told) -> None:
        self.tell(message.text)
