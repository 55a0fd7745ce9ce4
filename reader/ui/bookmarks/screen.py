"""All bookmarks, on a screen of their own: found, changed, taken away, written to files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from reader.services.owner.bookmarks import Edit
from reader.state.bookmark import Bookmark, Kind
from reader.text.safe import clean_line
from reader.ui.article.marks import FOOT
from reader.ui.bookmarks.shelf import Only, Wanted
from reader.ui.bookmarks.shelf_screen import ShelfScreen
from reader.ui.bookmarks.widgets.list import BookmarkList
from reader.ui.commands import Scope, quit_bindings
from reader.ui.common.status_bar import StatusBar


class BookmarkScreen(ShelfScreen):
    """Returns the id of the bookmark to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *quit_bindings(),
    ]

    # -- finding ------------------------------------------------------------------------

    @on(Input.Changed, "#bookmarks-filter")
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self._want(replace(self._wanted, query=event.value))

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
        if not self._wanted.is_all:
            self._want(Wanted(latest=self._wanted.latest))
        elif self.list.marked:
            self.list.marked.clear()
            self._show()
        elif not searching:
            self.dismiss(None)

    def _step_kind(self, step: int) -> None:
        kinds = list(Only)
        at = kinds.index(self._wanted.only)
        self._want(replace(self._wanted, only=kinds[(at + step) % len(kinds)]))

    def _choose_tag(self) -> None:
        from reader.ui.dialogs.choice_list import Choice
        from reader.ui.dialogs.picker import Picked, Picker

        tags = self._shelf.tags() if self._shelf is not None else []
        choices = [Choice("", "Any tag")] if self._wanted.tag else []
        choices += [Choice(tag, f"#{clean_line(tag)}", note=f"{n:,}") for tag, n in tags]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                self._want(replace(self._wanted, tag=chosen.key))

        picker = Picker("Tags", choices, empty="No bookmark has a tag yet: T gives one")
        self.app.push_screen(picker, picked)

    def _sort(self) -> None:
        self._want(replace(self._wanted, latest=not self._wanted.latest))

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

        marked = {item.key for item in self.list.items if item.key in self.list.marked}
        shelf = self._shelf
        if shelf is not None:
            shown = [shelf.bookmarks[at] for at in self._shown]
            chosen = [mark for mark in shown if not marked or mark.id in marked]
            ExportDialogs(self.app, self._keep, chosen, self._bookmarks).begin()

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
