"""The main screen: puts the panes side by side and passes messages between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.order import SortKey
from reader.ui.catalog import Catalog
from reader.ui.command import Scope, bindings
from reader.ui.keeping import Keeper
from reader.ui.preparing import Target
from reader.ui.screens.dialogs import Dialogs
from reader.ui.screens.reading_pane import ReadingPane, told_of
from reader.ui.screens.sidebar import Sidebar
from reader.ui.screens.telling import TellingScreen
from reader.ui.session import Session
from reader.ui.trail import Stop, Trail
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.widget import Widget

NARROW = 90
"""Columns below which one pane shows at a time."""
ROOMY = 110
"""Columns below which the list gives some of its width to the article."""
WIDE = 150
LOW = 12
"""Rows below which air is given up."""
TOLD = {
    "no_links": "No links here",
    "no_heading": "No further heading",
    "no_percent": "A number first: 50%",
}
"""What the article view asks when there is nothing to do, and the answer."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a search of the library was begun from."""

    stop: Stop
    zen: bool


class MainScreen(TellingScreen):
    """Composes the panes; carries out what concerns both, or a dialog."""

    # Its style sheet, main.tcss, is the app's: one that came with the screen would be parsed anew.
    AUTO_FOCUS = None
    """The list has the focus at once; the search box first would be drawn for nothing."""
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.APP))

    class QuitAsked(Message):
        """The reader wants to end."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.catalog = Catalog(SortKey(session.settings.sort))
        self.keeper = Keeper(session, self.catalog)
        self.trail = Trail()
        self.ready = False
        """Whether the panes are there."""
        self.dialogs = Dialogs(self)
        self._origin: Origin | None = None
        self._link_to_focus: Stop | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield Sidebar(self.session, self.keeper, self.catalog, id="sidebar")
            yield ReadingPane(self.session, self.keeper, id="reading")
        yield StatusBar(id="status")

    def on_mount(self) -> None:
        self.sidebar = self.query_one(Sidebar)
        self.pane = self.query_one(ReadingPane)
        self.status = self.query_one(StatusBar)
        self.set_focus(self.sidebar.list)
        self.ready = True
        self.announce((*self.session.notices, *self.keeper.take_notices()))

    # -- panes --------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(NARROW <= event.size.width < ROOMY, "-tight")
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.height < LOW, "-low")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        inside = self.pane in event.widget.ancestors_with_self
        self.set_class(inside, "-reading")
        self.status.scope = Scope.ARTICLE if inside else Scope.LIST
        if event.widget is self.sidebar.list:
            self._origin = None
        self.show_standing()

    # The focus moves at once: Widget.focus() does it later, and keys typed ahead would go astray.

    def show_list(self) -> None:
        self.remove_class("-zen", "-reading")
        self.set_focus(self.sidebar.list)

    def show_article(self) -> None:
        self.add_class("-reading")
        self.set_focus(self.pane.view)

    def action_zen(self) -> None:
        self.toggle_class("-zen")
        if self.has_class("-zen"):
            self.show_article()

    def action_back_or_quit(self) -> None:
        if self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.status.scope is Scope.ARTICLE:
            self.show_list()
        elif self.sidebar.query_text:
            self.sidebar.clear_search()
        else:
            self.action_quit()

    def action_command_palette(self) -> None:
        self.app.action_command_palette()

    async def action_suspend_process(self) -> None:
        self.pane.save_place()
        await self.app.run_action("suspend_process")

    async def action_toggle_dark(self) -> None:
        await self.app.run_action("toggle_dark")

    def action_quit(self) -> None:
        """End after everything that was asked for before: the wish goes the way that they went."""
        (self.focused or self).post_message(self.QuitAsked())

    @on(QuitAsked)
    async def _quit_asked(self, message: QuitAsked) -> None:
        message.stop()
        self.run_worker(self._leave(), group="quit", exclusive=True)

    async def _leave(self) -> None:
        """Wait for what is being written, write what is not yet, and end."""
        self.pane.save_place()
        self.pane.retry()
        writing = [w for w in self.workers if w.group == "keep" and not w.is_finished]
        for worker in writing:
            await worker.wait()
        self.app.exit()

    @on(ReadingPane.Kept)
    def _kept(self, message: ReadingPane.Kept) -> None:
        if message.told:
            self.tell(message.told)
        if message.places is not None:
            self.pane.show_bookmarks(message.opened, message.places)
        self.announce(message.notices)
        self.sidebar.refresh_marks()
        if message.then is not None:
            message.then()

    # -- list and article ---------------------------------------------------------------

    @on(ArticleList.Highlighted)
    def _highlighted(self, message: ArticleList.Highlighted) -> None:
        if message.entry.article is not None:
            self.pane.preview(message.entry.article.path, self.sidebar.query_text)

    @on(ArticleList.Opened)
    def _opened(self, message: ArticleList.Opened) -> None:
        if message.entry.article is not None:
            self.pane.enter(message.entry.article.path, self.sidebar.query_text)
            self.show_article()

    @on(Sidebar.Emptied)
    def _emptied(self) -> None:
        self.pane.show_nothing()

    def jump(self, target: Target) -> None:
        """Go to another place or article; `back` returns from it."""
        self._leave_stop()
        self._go(target)

    def jump_within(self, place: Place) -> None:
        """Go to another place of the article; `back` returns from it."""
        self._leave_stop()
        self.pane.view.jump_to(place)

    def _go(self, target: Target) -> None:
        self.pane.open(target)
        self.sidebar.list.select(target.path)
        self.show_article()

    def _stop(self) -> Stop | None:
        opened = self.pane.shown
        if opened is None:
            return None
        return Stop(opened.article.path, self.pane.here(), self.pane.view.focused_link)

    def _leave_stop(self) -> None:
        stop = self._stop()
        if stop is not None:
            self.trail.leave(stop)

    def _travel(self, step: Callable[[Stop], Stop | None]) -> None:
        here = self._stop()
        stop = step(here) if here is not None else None
        if stop is None:
            self.tell("Nowhere to go from here")
        else:
            self._return_to(stop)

    def _return_to(self, stop: Stop) -> None:
        """Show a place that was left, with the link that had the focus."""
        opened = self.pane.shown
        if opened is not None and opened.article.path == stop.path:
            self.pane.view.go_to(stop.place)
            self.pane.view.focus_link(stop.link)
            self.show_article()
        else:
            self._link_to_focus = stop
            self._go(Target(stop.path, place=stop.place, top=stop.place is None))

    @on(ArticleView.Shown)
    def _article_shown(self) -> None:
        stop, opened = self._link_to_focus, self.pane.shown
        if stop is not None and opened is not None and opened.article.path == stop.path:
            self.pane.view.focus_link(stop.link)
        self._link_to_focus = None

    def _count(self) -> int:
        in_article = self.status.scope is Scope.ARTICLE
        return (self.pane.view if in_article else self.sidebar.list).count.take()

    def action_next_article(self) -> None:
        if not self.sidebar.list.move(self._count()):
            self.tell("Last article")

    def action_previous_article(self) -> None:
        if not self.sidebar.list.move(-self._count()):
            self.tell("First article")

    # -- searching ----------------------------------------------------------------------

    def action_search_library(self) -> None:
        stop = self._stop() if self.status.scope is Scope.ARTICLE else None
        origin = Origin(stop, self.has_class("-zen")) if stop is not None else None
        self.remove_class("-zen", "-reading")
        self.sidebar.focus_search()
        self._origin = origin

    @on(Sidebar.SearchLeft)
    def _search_left(self) -> None:
        """Escape in the search box: back to the article if the search began there."""
        origin = self._origin
        if origin is None:
            self.sidebar.leave_search()
            return
        self._origin = None
        self.sidebar.clear_search(keep=origin.stop.path)
        self._return_to(origin.stop)
        self.set_class(origin.zen, "-zen")

    # -- commands -----------------------------------------------------------------------

    @on(ArticleList.Asked)
    @on(ArticleView.Asked)
    def _asked(self, message: ArticleList.Asked | ArticleView.Asked) -> None:
        """Carry out a command of the list or the article that only this screen can."""
        table: dict[str, Callable[[], None]] = {
            "search": self.action_search_library,
            "clear_search": self.sidebar.clear_search,
            "cycle_sort": self.sidebar.cycle_sort,
            "find": self.pane.open_find,
            "find_next": partial(self.pane.find_again, 1),
            "find_previous": partial(self.pane.find_again, -1),
            "to_list": self.show_list,
            "outline": self.dialogs.outline,
            "links": self.dialogs.links,
            "back": partial(self._travel, self.trail.back),
            "forward": partial(self._travel, self.trail.forward),
            "copy": self._copy,
            "open_original": self._open_original,
            "bookmark": self._toggle_bookmark,
        }
        if message.verb in TOLD:
            self.tell(TOLD[message.verb])
        else:
            table[message.verb]()

    def action_bookmarks(self) -> None:
        self.dialogs.bookmarks()

    def action_help(self) -> None:
        self.dialogs.help()

    # -- keeping ------------------------------------------------------------------------

    def _toggle_bookmark(self) -> None:
        """In the article its place, in the list the article as such."""
        if self.status.scope is Scope.ARTICLE:
            self.pane.toggle_bookmark()
            return
        entry = self.sidebar.list.current
        if entry is not None and entry.article is not None:
            article = entry.article
            self.pane.keep(lambda: told_of(self.keeper.toggle_article(article)))

    def action_undo(self) -> None:
        self.pane.keep(lambda: self.keeper.undo() or "Nothing to undo")

    def _copy(self) -> None:
        text = self.get_selected_text()
        if text:
            self.app.copy_to_clipboard(text)
            self.tell(f"Copied {len(text):,} characters")
        else:
            self.tell("Select with the mouse, then y copies")

    # -- links --------------------------------------------------------------------------

    @on(ArticleView.LinkFollowed)
    def _link_followed(self, message: ArticleView.LinkFollowed) -> None:
        self.follow(message.href)

    def follow(self, href: str) -> None:
        """Within the article, to another article of the library, or outside."""
        from reader.ui.following import Nowhere, Outside, destination

        opened = self.pane.shown
        if opened is None:
            return
        match destination(href, opened, self.catalog):
            case Place() as place:
                self.jump_within(place)
            case Target() as target:
                self.jump(target)
            case Outside(url):
                self.open_outside(url)
            case Nowhere(reason):
                self.tell(reason)

    def _open_original(self) -> None:
        entry = self.sidebar.list.current
        article = entry.article if entry is not None else None
        if self.status.scope is Scope.ARTICLE and self.pane.shown is not None:
            article = self.pane.shown.article
        if article is not None and article.url:
            self.open_outside(article.url)
        else:
            self.tell("This article does not say where it came from")

    def open_outside(self, url: str) -> None:
        """Show a page in the desktop's browser; without one, copy and show its address."""
        from reader.ui.browser import open_outside

        try:
            open_outside(url)
        except ReaderError as error:
            self.app.copy_to_clipboard(url)
            self.tell(str(error))
        else:
            self.tell(f"Opened in the browser: {url}")

    # -- the mouse ----------------------------------------------------------------------

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What a selection begins or ends at. Textual knows glyphs only; the page knows gaps.

        A selection that was begun in the article stays in it, wherever the mouse is.
        """
        widget, offset = super().get_widget_and_offset_at(x, y)
        if not self.ready:
            return widget, offset
        view = self.pane.view
        dragged = self._select_state if self._selecting else None
        origin = dragged.start.content_offset if dragged is not None else None
        if dragged is not None and dragged.start.content_widget is view:
            widget = view
        if widget is view:
            left, top = view.content_region.offset
            offset = view.offset_under(x - left, y - top, origin)
        return widget, offset
