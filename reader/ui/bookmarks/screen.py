"""All bookmarks, on a screen of their own: found, changed, taken away, written to files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from reader.services.owner.bookmarks import Edit
from reader.state.bookmark import Bookmark, Kind
from reader.text.safe import clean_line
from reader.ui.article.marks import FOOT
from reader.ui.bookmarks.listed import ListedBookmarks
from reader.ui.bookmarks.loading import LostPlaces, ShelfLoader
from reader.ui.bookmarks.shelf import NO_DOUBTS, Doubts, Only, Shelf, Shelver, Wanted, doubts_in
from reader.ui.bookmarks.widgets.list import BookmarkList
from reader.ui.commands import Scope, quit_bindings
from reader.ui.common.count import CountChanged
from reader.ui.common.field import FilterField
from reader.ui.common.status_bar import StatusBar
from reader.ui.keyboard import Opening, ended
from reader.ui.window_sizes import LOW

if TYPE_CHECKING:
    from reader.services.owner.keeper import Keeper
    from reader.ui.article.messages import OwnKept

READING = "···"


class BookmarkScreen(Screen[str | None]):
    """Lists bookmarks as they are and as they come to be.

    Returns the id of the bookmark to go to, or None.
    """

    CSS_PATH = "bookmarks.tcss"
    AUTO_FOCUS = "#bookmarks-list"
    BINDINGS: ClassVar[list[BindingType]] = [
        *quit_bindings(),
    ]

    def __init__(
        self,
        keeper: Keeper,
        shelver: Shelver,
        keep: Callable[[Callable[[], str]], None],
        undo: Callable[[], None],
        *,
        at: str = "",
        at_article: Path | None = None,
        doubts: Doubts = NO_DOUBTS,
    ) -> None:
        """`keep` runs what writes, `undo` takes it back.

        The cursor begins at a bookmark, or at those of an article.
        `doubts` are those that are known already.
        """
        super().__init__()
        self._bookmarks = keeper.bookmarks
        self._write = keep
        self._take_back = undo
        self.owes_rows = True
        """Whether there are no rows yet, or somebody changed what they show: keys are for those."""
        self._at = at
        self._at_article = at_article
        self._begun = False
        self.list = BookmarkList(id="bookmarks-list")
        self._head = Static("", id="bookmarks-head")
        self._field = FilterField(
            id="bookmarks-filter", placeholder="words, notes, titles, #tags", compact=True
        )
        self._status = StatusBar(id="bookmarks-status")
        self._listed = ListedBookmarks(doubts)
        self._loader = ShelfLoader(self, shelver, keeper.bookmarks)
        self.lost = LostPlaces(self, shelver, self._listed, self.list)

    def compose(self) -> ComposeResult:
        with Vertical(id="bookmarks-column"):
            yield self._head
            yield self._field
            yield self.list
        yield self._status

    def on_mount(self) -> None:
        self._status.scope = Scope.BOOKMARKS
        self.list.show((), (), message=READING)
        self._show_head()
        self._begun = True
        self._loader.reload()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < LOW, "-low")

    def on_screen_resume(self) -> None:
        if self._begun:
            self._status.uncovered()

    def on_key(self) -> None:
        self._status.key_pressed()

    @on(CountChanged)
    def _count_changed(self, message: CountChanged) -> None:
        message.stop()
        self._status.count = message.count

    # -- what there is ------------------------------------------------------------------

    def heard(self, message: OwnKept) -> None:
        """Something was kept, or changed by others; what was before the first look is in it."""
        if message.marks is not None:
            known, now = self._listed.doubts, doubts_in(message.marks)
            self._listed.doubts = known.after(message.marks.places, now)
        if not self._begun:
            return
        self._status.tell(message.told)
        self._status.announce(message.notices)
        if message.changed:
            self._loader.reload()

    def _keep(self, work: Callable[[], str]) -> None:
        self.owes_rows = True
        self._write(work)

    def _undo(self) -> None:
        self.owes_rows = True
        self._take_back()

    def give_up_rows(self) -> None:
        """Let keys be for the rows that are there."""
        self.owes_rows = False

    def shelved(self, shelf: Shelf, *, settled: bool, failure: str = "") -> None:
        """Show all bookmarks; not `settled` if articles are still being looked up."""
        self._status.tell(failure)
        self.owes_rows = self._loader.is_loading and self.owes_rows
        self._listed.take(shelf)
        self.list.marked = self._listed.present(self.list.marked)
        is_sought = bool(self._at or self._at_article)
        first = self._listed.first_of(self._at, self._at_article) if is_sought else ""
        self.show_listed(first)
        if first:
            self.list.scroll_to_article()
        if settled:
            self._at, self._at_article = "", None
            self.lost.look_soon()

    # -- what is shown ------------------------------------------------------------------

    def show_listed(self, at: str = "") -> None:
        """Show what is listed, with the cursor at a bookmark, or where it is."""
        if not self._listed.is_known:
            return
        current = self.list.current
        self.list.show(
            self._listed.items,
            self._listed.groups,
            remarks=self._listed.doubts.remarks(),
            at=at or (current.key if current is not None else ""),
            message=self._listed.message,
        )
        self._show_head()

    @on(BookmarkList.Marked)
    def _show_head(self) -> None:
        facts = "".join(f" · {fact}" for fact in self._listed.facts(len(self.list.marked)))
        self._head.update(Content.assemble(("Bookmarks", "bold $accent"), facts))

    def _want(self, wanted: Wanted) -> None:
        self._listed.want(wanted)
        self.show_listed()
        self.lost.look_soon()

    @on(BookmarkList.Seen)
    def _seen(self, message: BookmarkList.Seen) -> None:
        message.stop()
        self.lost.look_soon()

    def openings(self) -> Iterator[Opening]:
        """The list of bookmarks as it is after what was done to them last."""
        groups = ("keep", "shelf") if self.owes_rows else ()
        for worker in self.app.workers:
            if worker.group in groups and not worker.is_finished:
                wait = partial(ended, worker)
                yield Opening("the bookmarks", wait, self.give_up_rows, is_left_by_escape=False)

    # -- finding ------------------------------------------------------------------------

    @on(Input.Changed, "#bookmarks-filter")
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self._want(replace(self._listed.wanted, query=event.value))

    def action_take(self) -> None:
        self.set_focus(self.list)

    def action_to_list(self) -> None:
        self.set_focus(self.list)

    def _search(self) -> None:
        self._field.display = True
        self.set_focus(self._field)

    def action_clear(self) -> None:
        """One thing at a time: the filters, the marks, then the screen itself."""
        searching = self._field.display
        self._field.display = False
        self._field.value = ""
        self.set_focus(self.list)
        if not self._listed.wanted.is_all:
            self._want(Wanted(latest=self._listed.wanted.latest))
        elif self.list.marked:
            self.list.marked.clear()
            self.show_listed()
        elif not searching:
            self.dismiss(None)

    def _step_kind(self, step: int) -> None:
        kinds = list(Only)
        at = kinds.index(self._listed.wanted.only)
        self._want(replace(self._listed.wanted, only=kinds[(at + step) % len(kinds)]))

    def _choose_tag(self) -> None:
        from reader.ui.dialogs.choice_list import Choice
        from reader.ui.dialogs.picker import Picked, Picker

        tags = self._listed.tags()
        choices = [Choice("", "Any tag")] if self._listed.wanted.tag else []
        choices += [Choice(tag, f"#{clean_line(tag)}", note=f"{n:,}") for tag, n in tags]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                self._want(replace(self._listed.wanted, tag=chosen.key))

        picker = Picker("Tags", choices, empty="No bookmark has a tag yet: T gives one")
        self.app.push_screen(picker, picked)

    def _sort(self) -> None:
        self._want(replace(self._listed.wanted, latest=not self._listed.wanted.latest))

    # -- changing -----------------------------------------------------------------------

    def _current(self) -> Bookmark | None:
        item = self.list.current
        return self._bookmarks.get(item.key) if item is not None else None

    def _edit(self, field: str) -> None:
        bookmark = self._current()
        if bookmark is None:
            return
        if field == "color" and bookmark.kind is not Kind.HIGHLIGHT:
            self._status.tell("Only highlights have a colour")
            return
        from reader.ui.bookmarks.edit_dialog import BookmarkDialog

        def given(edit: Edit) -> None:
            self._keep(lambda: self._bookmarks.edit(bookmark, edit).told)

        dialog = BookmarkDialog(
            bookmark,
            tags=self._bookmarks.tags(),
            field=field,
            at_top=self.list.is_low(FOOT),
            on_edit=given,
            on_delete=partial(self._remove, [bookmark.id]),
        )
        self.app.push_screen(dialog)

    def _delete(self) -> None:
        keys = self.chosen()
        if keys:
            self._remove(keys)

    def _remove(self, keys: list[str]) -> None:
        self._keep(partial(self._bookmarks.remove_all, keys))

    def chosen(self) -> list[str]:
        """What is marked of what is shown, else what is under the cursor."""
        shown = [item.key for item in self.list.items if item.key in self.list.marked]
        item = self.list.current
        return shown or ([item.key] if item is not None else [])

    def _copy(self) -> None:
        bookmark = self._current()
        text = bookmark.quote.exact if bookmark is not None and bookmark.quote else ""
        if text:
            self.app.copy_to_clipboard(text)
            self._status.tell(f"Copied {len(text):,} characters")
        else:
            self._status.tell("There are no words to copy")

    # -- files --------------------------------------------------------------------------

    def _export(self) -> None:
        """What is marked, else all that is shown."""
        from reader.ui.bookmarks.files import ExportDialogs

        if self._listed.is_known:
            shown = self._listed.bookmarks
            marked = [mark for mark in shown if mark.id in self.list.marked]
            ExportDialogs(self.app, self._keep, marked or shown, self._bookmarks).begin()

    def _import(self) -> None:
        from reader.ui.bookmarks.files import ask_import

        ask_import(self.app, self._keep, self._bookmarks)

    # -- commands -----------------------------------------------------------------------

    @on(StatusBar.HintClicked)
    def _hint_clicked(self, message: StatusBar.HintClicked) -> None:
        message.stop()
        self.set_focus(self.list)
        self.list.action_ask(message.command.verb)

    @on(BookmarkList.Asked)
    def _asked(self, message: BookmarkList.Asked) -> None:
        message.stop()
        table: dict[str, Callable[[], None]] = {
            "open": self._open,
            "search": self._search,
            "clear": self.action_clear,
            "kind": partial(self._step_kind, 1),
            "kind_back": partial(self._step_kind, -1),
            "tag": self._choose_tag,
            "sort": self._sort,
            "note": partial(self._edit, "note"),
            "tags": partial(self._edit, "tags"),
            "color": partial(self._edit, "color"),
            "delete": self._delete,
            "undo": self._undo,
            "copy": self._copy,
            "export": self._export,
            "import": self._import,
            "help": self._help,
            "close": self._close,
        }
        table[message.verb]()

    def _open(self) -> None:
        item = self.list.current
        if item is not None and self.is_current:
            self.dismiss(item.key)

    def _close(self) -> None:
        if self.is_current:
            self.dismiss(None)

    def _help(self) -> None:
        from reader.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(Scope.BOOKMARKS))
