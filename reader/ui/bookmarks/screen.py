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
from reader.ui.commands import Scope, keymap_of, quit_bindings
from reader.ui.common.count import CountChanged
from reader.ui.common.line_fields import FilterField
from reader.ui.common.status_bar import StatusBar
from reader.ui.common.undo_key import with_undo_key
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
        self._trouble = Static("", id="bookmarks-trouble", markup=False)
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
            yield self._trouble
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
        self._status.tell(with_undo_key(message.told, keymap_of(self.app), "bookmarks.undo"))
        self._status.announce(message.notices)
        self._show_trouble()
        if message.changed:
            self._loader.reload()

    def _keep(self, work: Callable[[], str]) -> None:
        self.owes_rows = True
        self._write(work)

    def give_up_rows(self) -> None:
        """Let keys be for the rows that are there."""
        self.owes_rows = False

    def shelved(self, shelf: Shelf, *, settled: bool, failure: str = "") -> None:
        """Show all bookmarks; not `settled` if articles are still being looked up."""
        self._show_trouble()
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
            message=self._listed.message(self._none_yet()),
        )
        self._show_head()

    def _none_yet(self) -> str:
        keymap = keymap_of(self.app)
        told = keymap.hinted("No bookmarks yet", "article.bookmark", "keeps a place", joint=": ")
        return keymap.hinted(told, "article.highlight", "highlights what is selected", joint=", ")

    @on(BookmarkList.Marked)
    def _show_head(self) -> None:
        facts = "".join(f" · {fact}" for fact in self._listed.facts(len(self.list.marked)))
        self._head.update(Content.assemble(("Bookmarks", "bold $accent"), facts))

    def _show_trouble(self) -> None:
        """What is wrong with the file stands there for as long as it is."""
        trouble = clean_line(self._bookmarks.trouble)
        self._trouble.update(Content(trouble))
        self._trouble.display = bool(trouble)

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

    def action_search(self) -> None:
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

    def action_kind(self) -> None:
        self._step_kind(1)

    def action_kind_back(self) -> None:
        self._step_kind(-1)

    def _step_kind(self, step: int) -> None:
        kinds = list(Only)
        at = kinds.index(self._listed.wanted.only)
        self._want(replace(self._listed.wanted, only=kinds[(at + step) % len(kinds)]))

    def action_tag(self) -> None:
        from reader.ui.dialogs.choice import Choice
        from reader.ui.dialogs.picker import Picked, Picker

        tags = self._listed.tags()
        choices = [Choice("", "Any tag")] if self._listed.wanted.tag else []
        choices += [Choice(tag, f"#{clean_line(tag)}", note=f"{n:,}") for tag, n in tags]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                self._want(replace(self._listed.wanted, tag=chosen.key))

        none = "No bookmark has a tag yet"
        empty = keymap_of(self.app).hinted(none, "bookmarks.tags", "gives one", joint=": ")
        picker = Picker("Tags", choices, empty=empty)
        self.app.push_screen(picker, picked)

    def action_sort(self) -> None:
        self._want(replace(self._listed.wanted, latest=not self._listed.wanted.latest))

    # -- changing -----------------------------------------------------------------------

    def _current(self) -> Bookmark | None:
        item = self.list.current
        return self._bookmarks.get(item.key) if item is not None else None

    def action_note(self) -> None:
        self._edit("note")

    def action_tags(self) -> None:
        self._edit("tags")

    def action_color(self) -> None:
        self._edit("color")

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

    def action_undo(self) -> None:
        self.owes_rows = True
        self._take_back()

    def action_delete(self) -> None:
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

    def action_copy(self) -> None:
        """The words of what is marked, in the order of the list, else of what is current."""
        chosen = [self._bookmarks.get(key) for key in self.chosen()]
        words = [mark.quote.exact for mark in chosen if mark is not None and mark.quote]
        text = "\n\n".join(filter(None, words))
        if not text:
            self._status.tell("There are no words to copy")
            return
        self.app.copy_to_clipboard(text)
        if len(words) > 1:
            self._status.tell(f"Copied {len(words):,} bookmarks, {len(text):,} characters")
        else:
            self._status.tell(f"Copied {len(text):,} characters")

    # -- files --------------------------------------------------------------------------

    def action_export(self) -> None:
        """What is marked, else all that is shown."""
        from reader.ui.bookmarks.files import ExportDialogs

        if self._listed.is_known:
            shown = self._listed.bookmarks
            marked = [mark for mark in shown if mark.id in self.list.marked]
            ExportDialogs(self.app, self._keep, marked or shown, self._bookmarks).begin()

    def action_import(self) -> None:
        from reader.ui.bookmarks.files import ask_import

        ask_import(self.app, self._keep, self._bookmarks)

    # -- commands -----------------------------------------------------------------------

    @on(StatusBar.HintClicked)
    async def _hint_clicked(self, message: StatusBar.HintClicked) -> None:
        message.stop()
        self.set_focus(self.list)
        await self.app.run_action(message.command.action, self.list)

    @on(BookmarkList.Opened)
    def _opened(self, message: BookmarkList.Opened) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        item = self.list.current
        if item is not None and self.is_current:
            self.dismiss(item.key)

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss(None)

    def action_help(self) -> None:
        from reader.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(Scope.BOOKMARKS))
