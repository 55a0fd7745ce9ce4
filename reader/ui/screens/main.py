"""The main screen: puts the panes side by side and passes messages between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.order import SortKey
from reader.text.safe import clean_line
from reader.ui.catalog import Catalog
from reader.ui.command import Scope, bindings
from reader.ui.keeping import Keeper
from reader.ui.preparing import Target
from reader.ui.screens.reading_pane import ReadingPane, told_of
from reader.ui.screens.sidebar import Sidebar
from reader.ui.session import Session
from reader.ui.trail import Stop, Trail
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from reader.state.bookmark import Bookmark
    from reader.ui.screens.picker import Picked

NARROW = 90
"""Columns below which one pane shows at a time."""
ROOMY = 110
"""Columns below which the list gives some of its width to the article."""
WIDE = 150
LOW = 12
"""Rows below which air is given up."""


class MainScreen(Screen[None]):
    """Composes the panes; carries out what concerns both, or a dialog."""

    CSS_PATH = "main.tcss"
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
        self._bookmarks: dict[str, Bookmark] = {}

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield Sidebar(self.session, self.keeper, self.catalog, id="sidebar")
            yield ReadingPane(self.session, self.keeper, id="reading")
        yield StatusBar(id="status")

    def on_mount(self) -> None:
        self.sidebar = self.query_one(Sidebar)
        self.pane = self.query_one(ReadingPane)
        self.status = self.query_one(StatusBar)
        self.sidebar.list.focus()
        self.ready = True
        self.status.announce((*self.session.notices, *self.keeper.take_notices()))

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

    def show_list(self) -> None:
        self.remove_class("-zen", "-reading")
        self.sidebar.list.focus()

    def show_article(self) -> None:
        self.add_class("-reading")
        self.pane.view.focus()

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

    def tell(self, text: str) -> None:
        self.status.tell(text)

    @on(Sidebar.Told)
    def _sidebar_told(self, message: Sidebar.Told) -> None:
        if message.lasting:
            self.status.report(message.text)
        else:
            self.tell(message.text)

    @on(ReadingPane.Told)
    def _pane_told(self, message: ReadingPane.Told) -> None:
        self.tell(message.text)

    @on(ReadingPane.Kept)
    def _kept(self, message: ReadingPane.Kept) -> None:
        if message.told:
            self.tell(message.told)
        if message.places is not None:
            self.pane.show_bookmarks(message.opened, message.places)
        self.status.announce(message.notices)
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

    def _go(self, target: Target) -> None:
        self.pane.open(target)
        self.sidebar.list.select(target.path)
        self.show_article()

    def _stop(self) -> Stop | None:
        opened = self.pane.shown
        return Stop(opened.article.path, self.pane.here()) if opened else None

    def _leave_stop(self) -> None:
        stop = self._stop()
        if stop is not None:
            self.trail.leave(stop)

    def action_next_article(self) -> None:
        self.sidebar.list.move(1)

    def action_previous_article(self) -> None:
        self.sidebar.list.move(-1)

    def action_search_library(self) -> None:
        self.remove_class("-zen", "-reading")
        self.sidebar.focus_search()

    @on(ArticleList.Asked)
    @on(ArticleView.Asked)
    def _asked(self, message: ArticleList.Asked | ArticleView.Asked) -> None:
        """Carry out a command of the list or the article that only this screen can."""
        table: dict[str, Callable[[], None]] = {
            "search": self.action_search_library,
            "clear_search": self.sidebar.clear_search,
            "cycle_sort": self.sidebar.cycle_sort,
            "find": self.pane.open_find,
            "to_list": self.show_list,
            "outline": self._pick_heading,
            "links": self._pick_link,
            "back": partial(self._travel, self.trail.back),
            "forward": partial(self._travel, self.trail.forward),
            "copy": self._copy,
            "open_original": self._open_original,
            "bookmark": self._toggle_bookmark,
        }
        table[message.verb]()

    def _travel(self, step: Callable[[Stop], Stop | None]) -> None:
        here = self._stop()
        stop = step(here) if here is not None else None
        if stop is None:
            self.tell("Nowhere to go from here")
        else:
            self._go(Target(stop.path, place=stop.place, top=stop.place is None))

    # -- dialogs ------------------------------------------------------------------------

    def _pick_heading(self) -> None:
        from reader.ui.screens.choices import outline_choices  # dialogs late: start quickly
        from reader.ui.screens.picker import Picker

        headings = self.pane.view.headings
        here = self.pane.view.anchor_block
        start = max(0, sum(1 for heading in headings if heading.block <= here) - 1)
        self.app.push_screen(
            Picker("Outline", outline_choices(headings), empty="No headings here", start=start),
            self._heading_picked,
        )

    def _heading_picked(self, picked: Picked | None) -> None:
        if picked is not None:
            self._leave_stop()
            self.pane.view.go_to(Place(self.pane.view.headings[int(picked.key)].block))

    def _pick_link(self) -> None:
        from reader.ui.screens.choices import link_choices
        from reader.ui.screens.picker import Picker

        view = self.pane.view
        if view.document is not None:
            choices = link_choices(view.document, view.links)
            self.app.push_screen(Picker("Links", choices, empty="No links here"), self._link_picked)

    def _link_picked(self, picked: Picked | None) -> None:
        if picked is not None:
            self.follow(self.pane.view.links[int(picked.key)].href)

    def action_bookmarks(self) -> None:
        """List them as they are on disk: another reader or an editor may have changed them."""
        self.pane.keep(self.keeper.reload, self._list_bookmarks)

    def _list_bookmarks(self) -> None:
        from reader.ui.screens.choices import bookmark_choices
        from reader.ui.screens.picker import Picker

        self._bookmarks = {bookmark.id: bookmark for bookmark in self.keeper.all()}
        self.app.push_screen(
            Picker(
                "Bookmarks",
                bookmark_choices(self._bookmarks.values()),
                empty="No bookmarks yet: m keeps a place",
                editable=True,
                on_delete=self._delete_bookmark,
            ),
            self._bookmark_picked,
        )

    def _delete_bookmark(self, key: str) -> None:
        self.pane.keep(lambda: told_of(self.keeper.remove(key)))

    def _bookmark_picked(self, picked: Picked | None) -> None:
        if picked is None:
            return
        bookmark = self._bookmarks[picked.key]
        if picked.verb == "note":
            from reader.ui.screens.picker import NoteDialog

            self.app.push_screen(
                NoteDialog("Note", bookmark.note), partial(self._note_given, bookmark.id)
            )
            return
        ref = bookmark.article
        article = self.keeper.article_of(bookmark)
        if article is None:
            self.tell(f"Not in this library: {clean_line(ref.title or ref.path)}")
            return
        self.jump(
            Target(article.path, bookmark=bookmark.id)
            if bookmark.place is not None
            else Target(article.path)
        )

    def _note_given(self, key: str, note: str | None) -> None:
        if note is None:
            self.action_bookmarks()
        else:
            self.pane.keep(partial(self._set_note, key, clean_line(note)), self.action_bookmarks)

    def _set_note(self, key: str, note: str) -> str:
        change = self.keeper.set_note(key, note)
        return told_of(change) if change is not None else ""

    def action_help(self) -> None:
        from reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

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
                self._leave_stop()
                self.pane.view.go_to(place)
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
