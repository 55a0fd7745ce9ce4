"""The main screen: puts the panes side by side and passes messages between them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message

from reader.errors import ReaderError
from reader.services.catalog import Catalog
from reader.services.owner.keeper import Keeper, in_words
from reader.services.session import Session
from reader.services.write_lane import ended
from reader.ui.commands import Scope, bindings
from reader.ui.common.draft import Drafting
from reader.ui.common.status_bar import StatusBar
from reader.ui.keyboard import Opening
from reader.ui.main.history import RecallingScreen
from reader.ui.main.openings import openings
from reader.ui.sidebar.sidebar import Sidebar
from reader.ui.sidebar.widgets.article_list import ArticleList
from reader.ui.window_sizes import LOW, NARROW, ROOMY, WIDE

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.services.jump_trail import Stop
    from reader.ui.article.pane import ReadingPane
    from reader.ui.article.widgets.lit_view import LitView
    from reader.ui.article.widgets.select_view import SelectView
    from reader.ui.article.widgets.view import ArticleView
    from reader.ui.main.dialogs import Dialogs
    from reader.ui.main.jumps import Jumps
    from reader.ui.main.resume import Resuming

SAVING_SECONDS = 0.5
"""So long the end waits for what is being saved without saying so."""
READING_SECONDS = 10.0
"""So long it waits for the rest of an article that a bookmark is to be on."""
DIALOG_SECONDS = 15.0
"""And so long for a dialog that was typed for: it comes once a save is through, which waits for
others for ten."""
PLACES_SECONDS = 1.5
"""And so long, in all, for reading places: they are a convenience."""
TOLD = {
    "no_links": "No links here",
    "no_heading": "No further heading",
    "no_percent": "A number first: 50%",
    "nothing_to_select": "No text to select here",
}
"""What the article view asks when there is nothing to do, and the answer."""


async def _nothing_typed() -> None:
    """Comes back at once."""


class Origin(NamedTuple):
    """Where a search of the library was begun from."""

    stop: Stop
    zen: bool


class MainScreen(RecallingScreen):
    """Composes the panes; carries out what concerns both, or a dialog.

    The first frame is the list alone. The reading pane, and all that it needs to be imported, is
    brought when that frame is on the screen; its messages are therefore heard by their names.
    """

    # Its style sheet, main.tcss, is the app's: one that came with the screen would be parsed anew.
    AUTO_FOCUS = "#list"
    """At once: the search box first would be drawn for nothing."""
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.APP))

    dialogs: Dialogs
    jumps: Jumps
    resuming: Resuming

    class QuitAsked(Message):
        """The reader wants to end."""

    class Completed(Message):
        """All panes are there."""

    class OwnOpened(Message):
        """The owner's files were read; what there is to know of them, one line each."""

        def __init__(self, notices: tuple[str, ...]) -> None:
            super().__init__()
            self.notices = notices

    class TrailFound(Message):
        """Stops of the last session, as they were kept; why there are none, if so."""

        def __init__(self, trail: str, notices: tuple[str, ...]) -> None:
            super().__init__()
            self.trail = trail
            self.notices = notices

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.catalog = Catalog(session)
        self.keeper = Keeper(session, self.catalog)
        self.ready = False
        """Whether `pane`, `dialogs` and `jumps` are there."""
        self._waiting: list[Callable[[], None]] = []
        """What is to be done then."""
        self._origin: Origin | None = None
        self._is_leaving = False
        self.is_left = False
        """Whether all that was to be asked or typed was, for good."""
        self.keys_rest: Callable[[], Awaitable[None]] = _nothing_typed
        """Comes back when all keys had their effect."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield Sidebar(self.session, self.keeper, self.catalog, id="sidebar")
        yield StatusBar(id="status")

    def on_mount(self) -> None:
        self.sidebar = self.query_one(Sidebar)
        self.status = self.query_one(StatusBar)
        left = self.session.left
        if left is not None and left.article is not None:
            self.set_class(True, "-reading")
            self.set_class(left.zen, "-zen")
        if self.session.peeked:
            self.sidebar.show_peeked(self.session.peeked)
        self.call_after_refresh(self._complete)

    async def _complete(self) -> None:
        """Bring what the first frame did without."""
        from reader.ui.article.pane import ReadingPane
        from reader.ui.main.dialogs import Dialogs
        from reader.ui.main.jumps import Jumps
        from reader.ui.main.resume import Resuming

        pane = ReadingPane(self.session, self.keeper, id="reading")
        await self.query_one("#panes").mount(pane)
        self.pane, self.dialogs, self.jumps = pane, Dialogs(self), Jumps(self)
        self.resuming = Resuming(self)
        self.ready = True
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            action()
        self.resuming.begin()
        self.announce(self.session.notices)
        self.post_message(self.Completed())
        self.sidebar.begin()
        self.run_worker(self._open_own, thread=True, group="own")

    def _open_own(self) -> None:
        self.post_message(self.OwnOpened(self.keeper.open()))

    @on(OwnOpened)
    def _own_opened(self, message: OwnOpened) -> None:
        self.announce(message.notices)
        self.run_worker(ended(self.keeper.place_lane.put(self._find_trail)), group="own")

    def _find_trail(self) -> None:
        trail, failure = "", ""
        try:
            trail = self.resuming.load_trail()
        except ReaderError as error:
            failure = in_words(error)
        self.post_message(self.TrailFound(trail, (failure, *self.keeper.take_place_notices())))

    @on(TrailFound)
    def _trail_found(self, message: TrailFound) -> None:
        self.resuming.trail_loaded(message.trail)
        self.announce(message.notices)

    def openings(self) -> Iterator[Opening]:
        """What was asked for and is not there yet, of all that keys typed now are for."""
        if self.ready:
            yield from openings(self)

    def _when_ready(self, action: Callable[[], None]) -> None:
        """A mouse is quick: what it asked of a pane that is not there yet is done later."""
        if self.ready:
            action()
        else:
            self._waiting.append(action)

    # -- panes --------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(NARROW <= event.size.width < ROOMY, "-tight")
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.height < LOW, "-low")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        inside = self.ready and self.pane in event.widget.ancestors_with_self
        if self.ready:
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
        self._when_ready(self._keep_all)
        self._when_ready(lambda: self.pane.pause())
        # While the process is stopped nothing is written, and no lock is let go.
        await self.keeper.own_lane.rest(PLACES_SECONDS)
        await self.keeper.place_lane.rest(SAVING_SECONDS)
        await self.app.run_action("suspend_process")

    async def action_toggle_dark(self) -> None:
        await self.app.run_action("toggle_dark")

    def action_quit(self) -> None:
        """End after everything that was asked for before: the wish goes the way that they went."""
        (self.focused or self).post_message(self.QuitAsked())

    @on(QuitAsked)
    def _quit_asked(self, message: QuitAsked) -> None:
        """Once: who asks again while it is being saved wants no less to be kept."""
        message.stop()
        if not self._is_leaving:
            self._is_leaving = True
            self.run_worker(self._leave(), group="quit")

    async def _leave(self) -> None:
        """Write what is not yet written, wait for it, and end; for places only a moment."""
        began = monotonic()
        self.session.hurry()
        if self.ready:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._take_keys(), DIALOG_SECONDS)
            self.is_left = True
            await self._keep_drafts()
            await self._finish_reading()
            self._keep_all()
            self.pane.retry()
        own, places = self.keeper.own_lane, self.keeper.place_lane
        if not await own.rest(SAVING_SECONDS):
            unsaved = self.keeper.unsaved_names if self.keeper.is_open else ()
            names = " and ".join(unsaved) or "what you kept"
            self._insist(f"Saving… the reader ends as soon as {names} can be written")
            await own.rest()
        await places.rest(max(0.0, PLACES_SECONDS - (monotonic() - began)))
        self.app.exit()

    @property
    def waits(self) -> bool:
        """Whether a bookmark or its dialog waits for something; for any thread."""
        return self.ready and not (
            self.pane.nothing_waits.is_set() and self.pane.no_dialog_due.is_set()
        )

    async def _take_keys(self) -> None:
        """Let what was typed for a dialog that is on its way come there."""
        if not self.pane.no_dialog_due.is_set():
            await self.pane.no_dialog_due.wait()
            await self.keys_rest()

    async def _keep_drafts(self) -> None:
        """What stands in dialogs that are open, as if somebody had been done with them."""
        for screen in self.app.screen_stack:
            if isinstance(screen, Drafting):
                screen.keep_draft()
        while isinstance(self.app.screen, Drafting):
            await self.app.pop_screen()

    async def _finish_reading(self) -> None:
        """Wait for the rest of an article, if a bookmark that was asked for waits for it."""
        waiting = self.pane.nothing_waits
        for seconds in (SAVING_SECONDS, READING_SECONDS):
            try:
                await asyncio.wait_for(waiting.wait(), seconds)
            except TimeoutError:
                self._insist(
                    "Reading the rest of the article: then it is kept, and the reader ends"
                )
            else:
                return

    def _insist(self, told: str) -> None:
        """Say why it takes so long, on the screen that can be seen."""
        for status in self.app.screen.query(StatusBar):
            status.insist(told)

    def on_reading_pane_entered(self, message: ReadingPane.Entered) -> None:
        self.jumps.entered(message.opened.article.path)

    def touched(self) -> None:
        """A key was pressed, whatever it does."""
        if self.ready and self.status.scope is Scope.ARTICLE:
            self.pane.touched()

    def _keep_all(self) -> None:
        self.pane.save_place(all_time=True)
        self.resuming.keep()

    def on_keeping_pane_kept(self, message: ReadingPane.Kept) -> None:
        if message.told:
            self.tell(message.told)
        self.pane.marks_changed(message)
        self.dialogs.heard(message)
        self.announce(message.notices)
        self.sidebar.refresh_marks()
        if message.then is not None:
            message.then()

    # -- list and article ---------------------------------------------------------------

    @on(ArticleList.Highlighted)
    def _highlighted(self, message: ArticleList.Highlighted) -> None:
        self._when_ready(partial(self._preview, message.entry.article))

    def _preview(self, article: Article) -> None:
        self.pane.preview(article.path, self.sidebar.query_text)

    @on(ArticleList.Opened)
    def _opened(self, message: ArticleList.Opened) -> None:
        self._when_ready(partial(self._enter, message.entry.article))

    def _enter(self, article: Article) -> None:
        self.pane.enter(article.path, self.sidebar.query_text)
        self.show_article()

    @on(Sidebar.Emptied)
    def _emptied(self) -> None:
        self._when_ready(lambda: self.pane.show_nothing())

    def on_lit_view_shown(self) -> None:
        self.jumps.article_shown()

    def on_lit_view_highlight_chosen(self, message: LitView.HighlightChosen) -> None:
        self.dialogs.annotate(message.key)

    def on_keeping_pane_edit_asked(self, message: ReadingPane.EditAsked) -> None:
        self.dialogs.annotate(message.key)

    def on_select_view_select_changed(self, message: SelectView.SelectChanged) -> None:
        self.status.selected = message.characters

    def on_lit_view_link_followed(self, message: LitView.LinkFollowed) -> None:
        self.jumps.follow(message.href)

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
        stop = self.jumps.here() if self.status.scope is Scope.ARTICLE else None
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
        self.jumps.return_to(origin.stop)
        self.set_class(origin.zen, "-zen")

    def _walk_results(self, step: int) -> None:
        """Go on where the search found something too; round the end where it did not."""
        if self.sidebar.list.move(step):
            self.pane.goes_back = step < 0
        else:
            self.tell("Last result" if step > 0 else "First result")
            self.pane.view.step_match(step)

    # -- commands -----------------------------------------------------------------------

    @on(ArticleList.Asked)
    def _list_asked(self, message: ArticleList.Asked) -> None:
        self._carry_out(message.verb)

    def on_article_view_asked(self, message: ArticleView.Asked) -> None:
        self._carry_out(message.verb)

    def _carry_out(self, verb: str) -> None:
        """Carry out a command of the list or the article that only this screen can."""
        table: dict[str, Callable[[], None]] = {
            "search": self.action_search_library,
            "clear_search": self.sidebar.clear_search,
            "find": self.pane.open_find,
            "find_next": partial(self.pane.find_again, 1),
            "find_previous": partial(self.pane.find_again, -1),
            "next_result": partial(self._walk_results, 1),
            "previous_result": partial(self._walk_results, -1),
            "reload": self.pane.reload,
            "to_list": self.show_list,
            "outline": self.dialogs.outline,
            "links": self.dialogs.links,
            "back": self.jumps.back,
            "forward": self.jumps.forward,
            "copy": partial(self.copy_selected, quoted=False),
            "copy_quote": partial(self.copy_selected, quoted=True),
            "open_original": self._open_original,
            "bookmark": self._toggle_bookmark,
            "highlight": self.pane.highlight,
            "next_bookmark": partial(self._step_mark, 1),
            "previous_bookmark": partial(self._step_mark, -1),
        }
        if verb in TOLD:
            self.tell(TOLD[verb])
        else:
            table[verb]()

    def action_bookmarks(self) -> None:
        self.dialogs.bookmarks()

    def action_help(self) -> None:
        self.dialogs.help()

    # -- keeping ------------------------------------------------------------------------

    @property
    def article_in_use(self) -> Article | None:
        opened, entry = self.pane.shown, self.sidebar.list.current
        if self.status.scope is Scope.ARTICLE and opened is not None:
            return opened.article
        return entry.article if entry is not None else None

    def _toggle_bookmark(self) -> None:
        """In the article its place, in the list the article as such."""
        if self.status.scope is Scope.ARTICLE:
            self.pane.toggle_bookmark()
        elif self.article_in_use is not None:
            self.pane.toggle_article(self.article_in_use)

    def _step_mark(self, step: int) -> None:
        self.pane.step_mark(step * self._count())

    def action_undo(self) -> None:
        self.pane.undo()

    def _open_original(self) -> None:
        entry = self.sidebar.list.current
        article = entry.article if entry is not None else None
        if self.status.scope is Scope.ARTICLE and self.pane.shown is not None:
            article = self.pane.shown.article
        self.jumps.open_original(article)
