"""The main screen: puts the panes side by side and passes messages between them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from reader.services.catalog import Catalog
from reader.services.owner.keeper import Keeper
from reader.services.related_articles import RelatedArticles
from reader.services.session import Session
from reader.ui.article.messages import (
    ArticleChosen,
    DragChanged,
    EditAsked,
    EndPassed,
    HighlightChosen,
    HintsShown,
    JumpBegun,
    Left,
    LinkFocused,
    LinkFollowed,
    MarkAsked,
    MatchChanged,
    OwnKept,
    PaneTold,
    PictureChosen,
    ReadingBegun,
    ResultWanted,
    SelectChanged,
    Shown,
    TagChosen,
)
from reader.ui.commands import Command, Keymap, Scope, Target, bindings, keymap_of
from reader.ui.common.count import CountChanged
from reader.ui.common.search_box import FindBar, SearchBox
from reader.ui.common.status_bar import StatusBar
from reader.ui.keyboard import Opening
from reader.ui.main.lifecycle.leaving import Leaving
from reader.ui.main.lifecycle.openings import openings
from reader.ui.main.messages import StatusMessages
from reader.ui.main.navigation.history import History
from reader.ui.main.navigation.library_search import LibrarySearch
from reader.ui.main.navigation.next_article import NextArticle
from reader.ui.main.navigation.related import RelatedDialog
from reader.ui.main.selection import Selection
from reader.ui.sidebar.sidebar import Sidebar
from reader.ui.sidebar.widgets.article_list import ArticleList
from reader.ui.terminal.textual_internals import drag_origin, draw_changed_only
from reader.ui.theme.themes import DARK, DARK_16, LIGHT, LIGHT_16
from reader.ui.window_sizes import LOW, NARROW, ROOMY, WIDE

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from textual.dom import DOMNode
    from textual.geometry import Offset
    from textual.widget import Widget

    from reader.library.article import Article
    from reader.services.list_entry import Entry
    from reader.settings import Settings
    from reader.ui.article.host import Work
    from reader.ui.article.pane import ReadingPane
    from reader.ui.main.additions import Additions
    from reader.ui.main.around.around import Around
    from reader.ui.main.chinese import ChineseVariant
    from reader.ui.main.dialogs import Dialogs
    from reader.ui.main.lifecycle.open_file import OpenFile
    from reader.ui.main.lifecycle.resume import Resuming
    from reader.ui.main.navigation.jumps import Jumps
    from reader.ui.main.settings.preferences import Preferences

R = TypeVar("R")

KEEP_SECONDS = 2.0
"""No more than this of the layout is lost when somebody pulls the plug."""


async def _nothing_typed() -> None:
    """Comes back at once."""


def _nothing_wrong(_: Settings) -> tuple[str, ...]:
    return ()


def typing_in(widget: Widget) -> Scope | None:
    """The scope of a box in which a query is typed; None of any other widget."""
    if isinstance(widget, SearchBox):
        return Scope.SEARCH
    return Scope.FIND if isinstance(widget.parent, FindBar) else None


class MainScreen(Screen[None]):
    """Composes the panes; carries out what concerns both, or a dialog.

    The first frame is the list alone. The reading pane, and all that it needs to be imported, is
    brought when that frame is on the screen.
    """

    # Its style sheet, main.tcss, is the app's: one that came with the screen would be parsed anew.
    AUTO_FOCUS = "#list"
    """At once: the search box first would be drawn for nothing."""
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.APP))

    pane: ReadingPane
    dialogs: Dialogs
    jumps: Jumps
    resuming: Resuming
    chinese: ChineseVariant
    open_file: OpenFile

    class QuitAsked(Message):
        """The reader wants to end."""

    class Completed(Message):
        """All panes are there."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        draw_changed_only(self)
        self.session = session
        self.catalog = Catalog(session)
        self.keeper = Keeper(session, self.catalog)
        self.status = StatusBar(id="status")
        self.messages = StatusMessages(
            self.status, lambda: self.pane.find_bar.display, lambda: self.keymap
        )
        self.selection = Selection(self)
        self.history = History(self, self.keeper.places, self.catalog)
        self.related = RelatedDialog(self, RelatedArticles(session).of)
        self.library_search = LibrarySearch(self)
        self.next_article = NextArticle(self)
        self.leaving = Leaving(self)
        self._additions: Additions | None = None
        self._preferences: Preferences | None = None
        self.check_settings: Callable[[Settings], tuple[str, ...]] = _nothing_wrong
        """Finds mistakes in settings that only the app knows."""
        self.wear_theme: Callable[[str], None] = lambda _: None
        """Has the app in another theme, or the one that is most like it here."""
        self.measure_widths: Callable[[], None] = lambda: None
        """Has everything measured as the settings say."""
        self._around: Around | None = None
        self.ready = False
        """Whether `pane`, `dialogs`, `jumps` and `resuming` are there."""
        self._waiting: list[Callable[[], None]] = []
        """What is to be done then."""
        self.folder_wanted: Path | None = None
        """What the reader is to open once it has ended: the folder of the one article."""
        self.keys_rest: Callable[[], Awaitable[None]] = _nothing_typed
        """Comes back when all keys had their effect."""

    def compose(self) -> ComposeResult:
        self.sidebar = Sidebar(self.session, self.keeper, self.catalog, id="sidebar")
        with Horizontal(id="panes"):
            yield self.sidebar
        yield self.status

    def on_mount(self) -> None:
        left = self.session.left
        self.set_class(self.session.is_alone, "-alone")
        if left is not None and left.article is not None:
            self.set_class(True, "-reading")
            self.is_zen = left.zen
        if self.session.peeked:
            self.sidebar.show_peeked(self.session.peeked)
        self.call_after_refresh(self._complete)

    async def _complete(self) -> None:
        """Bring what the first frame did without."""
        from reader.ui.article.pane import ReadingPane
        from reader.ui.main.chinese import ChineseVariant
        from reader.ui.main.dialogs import Dialogs
        from reader.ui.main.lifecycle.open_file import OpenFile
        from reader.ui.main.lifecycle.resume import Resuming
        from reader.ui.main.navigation.jumps import Jumps

        pane = ReadingPane(self.session, self.keeper, id="reading")
        await self.query_one("#panes").mount(pane)
        self.pane, self.dialogs, self.jumps = pane, Dialogs(self), Jumps(self)
        self.chinese = ChineseVariant(self)
        self.open_file = OpenFile(self, self.catalog, self.keeper.deletions.has_deleted)
        self.resuming = Resuming(self)
        self.ready = True
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            action()
        self.resuming.begin()
        if self.session.keeps_layout:
            self.set_interval(KEEP_SECONDS, self.resuming.keep)
        self.announce(self.session.notices)
        if self.session.folder is not None:
            self._tell_of_folder()
        self.post_message(self.Completed())
        self.sidebar.begin()
        self.begin(self._open_own, "own")

    async def _open_own(self) -> None:
        """Read what the owner made."""
        self.announce(await asyncio.to_thread(self.keeper.open))
        await self.resuming.load_trail()

    def openings(self) -> Iterator[Opening]:
        """What was asked for and is not there yet, of all that keys typed now are for."""
        if self.ready:
            yield from openings(self)

    def when_ready(self, action: Callable[[], None]) -> None:
        """A mouse is quick: what it asked of a pane that is not there yet is done later."""
        if self.ready:
            action()
        else:
            self._waiting.append(action)

    # -- what the parts ask of the screen -----------------------------------------------

    def tell(self, text: str) -> None:
        """Show a quiet message, gone after a while."""
        self.messages.tell(text)

    def announce(self, notices: Iterable[str]) -> None:
        """Show what the owner has to know until it was seen."""
        self.messages.announce(notices)

    @property
    def notices(self) -> list[str]:
        """What the owner had to be told so far."""
        return self.messages.notices

    def begin(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Run a coroutine beside everything else; an exclusive one ends its group's last."""
        self.run_worker(work, group=group, exclusive=exclusive)

    def push(self, dialog: Screen[R], done: Callable[[R | None], None] | None = None) -> None:
        """Show a dialog; `done` is given what it returns."""
        self.app.push_screen(dialog, done)

    def copy(self, text: str) -> None:
        """Put a text into the clipboards."""
        self.app.copy_to_clipboard(text)

    def jump_to_article(self, path: Path) -> None:
        """Go to where another article was left; back returns from it."""
        self.jumps.jump_to_article(path)

    def select_in_list(self, path: Path) -> None:
        """Put the cursor of the list on an article, if it is there."""
        self.sidebar.list.select(path)

    @property
    def theme(self) -> str:
        return self.app.theme

    @property
    def article_in_use(self) -> Article | None:
        """The one that is read, or that the list's cursor is on."""
        opened, entry = self.pane.shown, self.sidebar.list.current
        if self.in_article and opened is not None:
            return opened.article
        return entry.article if entry is not None else None

    # -- articles that are added --------------------------------------------------------

    @property
    def additions(self) -> Additions:
        """Imported and made when somebody first asks for it."""
        if self._additions is None:
            from reader.ui.main.additions import Additions

            self._additions = Additions(self)
        return self._additions

    @property
    def copied(self) -> str:
        """The text that was copied last in this session."""
        return self.app.clipboard

    @property
    def is_scanned(self) -> bool:
        """Whether all files of the library were looked at."""
        return self.sidebar.is_scanned

    def show_going_on(self, text: str) -> None:
        """Show what is going on until something else is."""
        self.messages.tell(text, lasting=True)

    def take_in(self, paths: frozenset[Path]) -> None:
        """Have index and list know of files that changed; for any thread."""
        self.sidebar.disk.take_in(paths)

    def action_add(self) -> None:
        self.additions.begin()

    def action_open_added(self) -> None:
        self.additions.open_last()

    async def end_additions(self) -> None:
        """Stop adding articles, if any are."""
        if self._additions is not None:
            await self._additions.end()

    # -- settings -----------------------------------------------------------------------

    @property
    def preferences(self) -> Preferences:
        """Imported and made when somebody first asks for it."""
        if self._preferences is None:
            from reader.ui.main.settings.preferences import Preferences

            self._preferences = Preferences(self, lambda chosen: self.check_settings(chosen))
        return self._preferences

    @property
    def theme_names(self) -> Sequence[str]:
        """Names of the themes that there are, the reader's own first, then the owner's."""
        own = (DARK.name, LIGHT.name, *(theme.name for theme in self.session.themes.themes))
        hidden = {DARK_16.name, LIGHT_16.name, *own}
        return (*own, *sorted(set(self.app.available_themes) - hidden))

    @property
    def problems(self) -> Sequence[str]:
        """The mistakes in config.toml, one line each."""
        return self.messages.problems

    def config_changed(self, problems: Sequence[str]) -> None:
        """Take note of the mistakes that are in config.toml now."""
        self.messages.config_read(problems, is_told=False)

    def keep_terminal_facts(self) -> None:
        """Remember what the terminal said of itself."""
        self.resuming.keep_terminal_facts()

    def action_settings(self) -> None:
        self.preferences.open()

    def action_problems(self) -> None:
        self.dialogs.problems()

    # -- panes --------------------------------------------------------------------------

    @property
    def targets(self) -> Mapping[str, DOMNode]:
        """The objects that carry out commands, by the namespace of their actions."""
        panes: dict[str, DOMNode] = {Target.MAIN: self, Target.SIDEBAR: self.sidebar}
        return {**panes, Target.PANE: self.pane} if self.ready else panes

    @property
    def keymap(self) -> Keymap:
        return keymap_of(self.app)

    @property
    def in_article(self) -> bool:
        """Whether the keys go to the reading pane."""
        return self.status.scope is Scope.ARTICLE

    @property
    def is_zen(self) -> bool:
        """Whether only the article is shown."""
        return self.has_class("-zen")

    @is_zen.setter
    def is_zen(self, is_zen: bool) -> None:
        self.set_class(is_zen, "-zen")
        self._show_way_out()

    def _show_way_out(self) -> None:
        """Have the bar say whether the way out leads back, or out of the reader."""
        is_inside = self.in_article or bool(self.sidebar.query_text)
        self.status.is_inner = self.is_zen or (is_inside and not self.session.is_alone)

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
            self.library_search.forget_origin()
        self.messages.show_standing()
        self.status.typing = typing_in(event.widget)
        self._show_way_out()

    def on_key(self) -> None:
        self.status.key_pressed()

    def on_screen_resume(self) -> None:
        """The bar can be seen again: what came while it could not has its time from now on."""
        self.status.uncovered()

    def show_sidebar(self) -> None:
        """Have the sidebar on the screen, however small that is."""
        self.remove_class("-zen", "-reading")

    # The focus moves at once: Widget.focus() does it later, and keys typed ahead would go astray.

    def show_list(self) -> None:
        self.show_sidebar()
        self.set_focus(self.sidebar.list)

    def show_article(self) -> None:
        self.add_class("-reading")
        self.set_focus(self.pane.view)

    def touched(self) -> None:
        """A key was pressed, whatever it does."""
        if self.ready and self.in_article:
            self.pane.visits.touched()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What a selection of the mouse begins or ends at; in the article the page says it."""
        found = super().get_widget_and_offset_at(x, y)
        if not self.ready:
            return found
        return self.selection.end_at(x, y, found, drag_origin(self))

    # -- commands of the app ------------------------------------------------------------

    def action_zen(self) -> None:
        self.is_zen = not self.is_zen
        if self.is_zen:
            self.show_article()
            self.tell(self.keymap.hinted("Only the article", "app.zen", "brings the list back"))

    def action_back_or_quit(self) -> None:
        if self.is_zen:
            self.is_zen = False
        elif self.session.is_alone:
            self.action_quit()
        elif self.in_article:
            self.show_list()
        elif self.sidebar.query_text:
            self.sidebar.clear_search()
        else:
            self.action_quit()

    def action_command_palette(self) -> None:
        self.app.action_command_palette()

    def action_chinese(self) -> None:
        self.chinese.step(self._count())

    async def action_toggle_dark(self) -> None:
        await self.app.run_action("toggle_dark")

    def action_next_article(self) -> None:
        if not self.sidebar.list.move(self._count()):
            self.tell("Last article")

    def action_previous_article(self) -> None:
        if not self.sidebar.list.move(-self._count()):
            self.tell("First article")

    def action_search_library(self) -> None:
        self.action_search()

    def action_bookmarks(self) -> None:
        self.dialogs.bookmarks()

    def action_help(self) -> None:
        self.dialogs.help()

    def action_recent(self) -> None:
        self.history.recent()

    def action_info(self) -> None:
        self.history.info()

    def action_related(self) -> None:
        self.related.show()

    def action_backlinks(self) -> None:
        from reader.services.backlinks import BacklinkFinder
        from reader.ui.main.navigation.backlinks import BacklinksDialog

        BacklinksDialog(self, BacklinkFinder(self.session, self.catalog).of).show()

    def action_undo(self) -> None:
        self.pane.undo()

    # -- commands of list and article ---------------------------------------------------

    def action_search(self) -> None:
        if self.session.is_alone:
            self._tell_of_folder()
        else:
            self.library_search.begin()

    def action_to_list(self) -> None:
        if self.session.folder is not None:
            self.folder_wanted = self.session.folder
            self.action_quit()
        elif self.session.is_alone:
            self._tell_of_folder()
        else:
            self.show_list()

    def _tell_of_folder(self) -> None:
        """Say how one comes from the one article to others."""
        if self.session.folder is None:
            self.tell("This article was piped in: there is no list around it")
        else:
            one = "Only this article is open"
            self.tell(self.keymap.hinted(one, "article.to_list", "shows its folder"))

    def action_menu(self) -> None:
        self.dialogs.article_menu()

    def run_in_article(self, command: Command) -> None:
        """Carry out a command as if its key had been pressed in the article."""
        self.call_later(self.app.run_action, command.action, self._hearing(command))

    def _hearing(self, command: Command) -> DOMNode:
        return self.pane.view if command.scope is Scope.ARTICLE else self

    def action_outline(self) -> None:
        self.dialogs.outline()

    def action_links(self) -> None:
        self.dialogs.links()

    def action_back(self) -> None:
        self.jumps.back()

    def action_forward(self) -> None:
        self.jumps.forward()

    def action_toggle_back(self) -> None:
        self.jumps.toggle()

    def action_open_original(self) -> None:
        self.jumps.open_original(self.article_in_use)

    def action_copy(self) -> None:
        self.selection.copy(quoted=False)

    def action_copy_quote(self) -> None:
        self.selection.copy(quoted=True)

    def action_bookmark(self) -> None:
        """Bookmark the place in the article, or in the list the article as such."""
        marked = self.sidebar.list.marked
        if self.in_article:
            self.pane.shown_marks.toggle()
        elif marked:
            chosen = self.sidebar.list.chosen
            self.pane.shown_marks.toggle_articles(
                lambda: list(self.catalog.articles(chosen).values())
            )
        elif self.article_in_use is not None:
            self.pane.shown_marks.toggle_article(self.article_in_use)

    def _count(self) -> int:
        return (self.pane.view if self.in_article else self.sidebar.list).count.take()

    # -- the end ------------------------------------------------------------------------

    async def action_suspend_process(self) -> None:
        await self.rest_for_others()
        await self.app.run_action("suspend_process")

    async def rest_for_others(self) -> None:
        """Write what is to be written before another program has the terminal."""
        self.when_ready(self.keep_all)
        self.when_ready(lambda: self.pane.visits.pause())
        await self.leaving.rest()

    def lend_terminal(self) -> AbstractContextManager[None]:
        """Let another program have the terminal in the block. Raises SuspendNotSupported."""
        return self.app.suspend()

    # -- other programs -----------------------------------------------------------------

    @property
    def around(self) -> Around:
        """Imported and made when somebody first asks for it."""
        if self._around is None:
            from reader.ui.main.around.around import Around

            self._around = Around(self)
        return self._around

    def action_edit(self) -> None:
        self.when_ready(lambda: self.around.editing.begin())

    def action_save_copy(self) -> None:
        self.around.saving.begin()

    def action_pipe(self) -> None:
        self.around.piping.begin()

    def action_run_own(self, name: str) -> None:
        self.when_ready(lambda: self.around.own_commands.run(name))

    def action_quit(self) -> None:
        """End after everything that was asked for before: the wish goes the way that they went."""
        (self.focused or self).post_message(self.QuitAsked())

    @on(QuitAsked)
    def _quit_asked(self, message: QuitAsked) -> None:
        message.stop()
        self.begin(self.leaving.leave, "quit", exclusive=False)

    @property
    def is_left(self) -> bool:
        """Whether all that was to be asked or typed was, for good."""
        return self.leaving.is_left

    @property
    def waits(self) -> bool:
        """Whether a bookmark or its dialog waits for something; for any thread."""
        return self.ready and not self.pane.waiting.is_over

    def keep_all(self) -> None:
        """Have all written that is written now and then."""
        self.pane.save_place(is_last=True)
        self.resuming.keep()

    # -- list and article ---------------------------------------------------------------

    @on(ArticleList.Highlighted)
    def _highlighted(self, message: ArticleList.Highlighted) -> None:
        self.when_ready(partial(self._preview, message.entry))

    def _preview(self, entry: Entry) -> None:
        query = entry.near_query or self.sidebar.query_text
        self.pane.opener.preview(entry.article.path, query, together=bool(entry.near_query))

    @on(ArticleList.Opened)
    def _opened(self, message: ArticleList.Opened) -> None:
        self.when_ready(partial(self._enter, message.entry))

    def _enter(self, entry: Entry) -> None:
        query = entry.near_query or self.sidebar.query_text
        self.pane.opener.enter(entry.article.path, query, together=bool(entry.near_query))
        self.show_article()

    @on(ArticleList.Marked)
    def _list_marked(self, message: ArticleList.Marked) -> None:
        self.messages.marked(message.count)

    @on(Sidebar.Emptied)
    def _emptied(self) -> None:
        self.when_ready(lambda: self.pane.opener.show_nothing())

    @on(Sidebar.SearchLeft)
    def _search_left(self) -> None:
        self.library_search.leave()

    @on(ReadingBegun)
    def _reading_begun(self, message: ReadingBegun) -> None:
        by_search = bool(self.sidebar.query_text)
        self.jumps.entered(message.opened.article.path, by_search=by_search)

    @on(OwnKept)
    def _own_kept(self, message: OwnKept) -> None:
        self.messages.tell(message.told)
        self.pane.shown_marks.changed(message)
        self.dialogs.heard(message)
        self.announce(message.notices)
        self.sidebar.refresh_marks()
        if message.changed:
            self.pane.refresh_tags()
        if message.then is not None:
            message.then()

    @on(EditAsked)
    def _edit_asked(self, message: EditAsked) -> None:
        self.dialogs.annotate(message.key)

    @on(Shown)
    def _article_shown(self) -> None:
        self.jumps.article_shown()

    @on(HighlightChosen)
    def _highlight_chosen(self, message: HighlightChosen) -> None:
        self.dialogs.annotate(message.key)

    @on(JumpBegun)
    def _jump_begun(self, message: JumpBegun) -> None:
        self.jumps.jumped_from(message.stand)

    @on(LinkFollowed)
    def _link_followed(self, message: LinkFollowed) -> None:
        self.jumps.follow(message.href)

    @on(PictureChosen)
    def _picture_chosen(self, message: PictureChosen) -> None:
        self.dialogs.picture(message.pictures, message.at)

    @on(ArticleChosen)
    def _article_chosen(self, message: ArticleChosen) -> None:
        self.jump_to_article(message.path)

    @on(TagChosen)
    def _tag_chosen(self, message: TagChosen) -> None:
        shown = self.pane.shown
        keep = shown.article.path if shown is not None else None
        self.sidebar.show_label("tag", message.tag, keep=keep)
        self.show_list()

    @on(Left)
    def _article_left(self) -> None:
        if self.session.is_alone:
            self._tell_of_folder()
        else:
            self.show_list()

    @on(EndPassed)
    def _end_passed(self, message: EndPassed) -> None:
        self.next_article.end_passed(message)

    @on(ResultWanted)
    def _result_wanted(self, message: ResultWanted) -> None:
        self.library_search.step(message.step)

    # -- what is told -------------------------------------------------------------------

    @on(PaneTold)
    def _pane_told(self, message: PaneTold) -> None:
        self.tell(message.text)

    @on(Sidebar.Told)
    def _sidebar_told(self, message: Sidebar.Told) -> None:
        self.messages.tell(message.text, lasting=message.lasting)

    @on(Sidebar.Kept)
    def _sidebar_kept(self, message: Sidebar.Kept) -> None:
        self.announce(message.notices)
        self.when_ready(lambda: self.pane.refresh_tags())

    @on(Sidebar.IndexNoted)
    def _index_noted(self, message: Sidebar.IndexNoted) -> None:
        self.announce(message.notices)

    @on(Sidebar.Filtered)
    def _filtered(self, message: Sidebar.Filtered) -> None:
        self.messages.filtered(message.text)
        self._show_way_out()
        shown = self.sidebar.shown
        if self.ready and not (self.sidebar.query_text and shown is not None and shown.size):
            self.pane.opener.leave_search()
        # In the bar's turn, after it asked to be painted: bar, list and box are one paint.
        self.status.call_later(self.sidebar.paint_found)

    @on(Sidebar.FilesChanged)
    def _files_changed(self, message: Sidebar.FilesChanged) -> None:
        self.open_file.changed(message.fingerprints)

    @on(CountChanged)
    def _count_changed(self, message: CountChanged) -> None:
        self.status.count = message.count

    @on(MatchChanged)
    def _match_changed(self, message: MatchChanged) -> None:
        self.messages.match_changed(message.index, message.total, wrapped=message.wrapped)

    @on(LinkFocused)
    def _link_focused(self, message: LinkFocused) -> None:
        self.messages.link_focused(message.href, message.said)

    @on(HintsShown)
    def _hints_shown(self, message: HintsShown) -> None:
        self.messages.hints_shown(are_shown=message.are_shown)

    @on(MarkAsked)
    def _mark_asked(self, message: MarkAsked) -> None:
        quote = self.keeper.bookmarks.quote_of(message.key) if message.key else None
        self.messages.mark_asked(message.key, quote)

    @on(DragChanged)
    def _drag_changed(self, message: DragChanged) -> None:
        self.status.dragged = message.characters

    @on(SelectChanged)
    def _select_changed(self, message: SelectChanged) -> None:
        self.status.selected = message.characters
