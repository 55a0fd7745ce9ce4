"""A dialog to pick one of many lines: outline, links, bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.text.fold import search_form
from reader.ui.commands import KeyHint, Scope, Target, bindings, keymap_of, quit_bindings
from reader.ui.common.key_hints import KeyHints, hint_rows
from reader.ui.common.line_fields import FilterField
from reader.ui.dialogs.choice import Choices
from reader.ui.dialogs.choice_list import ChoiceList

NO_MATCH = "Nothing matches"
LOW = 16
"""Rows of a window below which the dialog has no air and no line of keys."""
WIDTH, WIDEST, TALLEST, SIDE = 84, 0.94, 0.84, 2
"""Sizes of the style sheet: cells, shares of a window that is not low, cells of padding."""
FOLD_SECONDS = 0.004
"""Seconds of each turn that are spent on making ready to filter."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What the reader chose: `verb` is `open`, or `note` or `undo` where those are offered."""

    key: str
    verb: str = "open"


class Picker(ModalScreen[Picked | None]):
    """Shows choices, filters them as you type after `/`, returns the one picked or None."""

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.PICKER, Target.SCREEN),
        *quit_bindings(),
    ]

    def __init__(
        self,
        title: str,
        choices: Choices,
        *,
        empty: str,
        start: int = 0,
        verb: str = "open",
        filtering: bool = False,
        key_notes: bool = False,
        edit: str = "",
        undoable: bool = False,
        on_delete: Callable[[str], None] | None = None,
        on_cursor: Callable[[str], None] | None = None,
    ) -> None:
        """`empty` is said where there are no choices; the cursor begins at position `start`.

        `verb` is what enter does, in a word. `filtering`: one types at once.
        `key_notes`: the notes of the choices are keys. `edit` is what the verb `note` does, empty
        does not offer it; `undoable` offers the verb `undo`. Both close the dialog.
        `on_cursor` hears the key of each choice that the cursor comes to; what is behind the dialog
        is not dimmed then.
        """
        super().__init__()
        self._title = title
        self._choices = choices
        self._empty = empty
        self._start = start
        self._edit = edit
        self._undoable = undoable
        self._on_delete = on_delete
        self._on_cursor = on_cursor
        self._verb = verb
        self._is_filtering = filtering
        self._has_key_notes = key_notes
        self._gone: set[int] = set()
        self._folded: list[str] = []
        """What the filter looks through, of as many choices as there was time for."""

    @property
    def _keys(self) -> list[KeyHint]:
        """The keys of what can be done, and what that is."""
        offered = {
            "choose": self._verb,
            "note": self._edit,
            "delete": "delete" if self._on_delete is not None else "",
            "undo": "undo" if self._undoable else "",
            "filter": "" if self._is_filtering else "filter",
            "close": "close",
        }
        return keymap_of(self.app).hints(Scope.PICKER, offered)

    def compose(self) -> ComposeResult:
        with Vertical(id="picker"):
            yield Static(Content(self._title), id="picker-title")
            yield FilterField(id="picker-filter", placeholder="filter", compact=True)
            yield ChoiceList(
                self._choices,
                message=self._empty,
                note_look="key" if self._has_key_notes else "detail",
                id="picker-list",
            )
            yield KeyHints(self._keys, id="picker-keys")

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @property
    def _field(self) -> Input:
        return self.query_one("#picker-filter", Input)

    def on_mount(self) -> None:
        self._field.display = self._is_filtering
        self._list.cursor = max(0, min(self._start, len(self._choices) - 1))
        (self._field if self._is_filtering else self._list).focus()
        self._fit()
        if self._on_cursor is not None:
            self.add_class("-clear")
            self.watch(self._list, "cursor", self._cursor_moved, init=False)
        self.set_timer(FOLD_SECONDS, self._fold_some)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < LOW, "-low")
        self._fit()

    def _fit(self) -> None:
        """Give the list the rows it needs, of those that the rest of the dialog leaves."""
        height = self.app.size.height
        if height < LOW:
            room = height - 1 - self._field.display
        else:
            width = min(WIDTH, int(self.app.size.width * WIDEST)) - 2 * SIDE
            keys = hint_rows(self._keys, width)
            room = int(height * TALLEST) - 5 - len(keys) - 2 * self._field.display
        self._list.styles.height = max(1, min(self._list.total_rows, room))

    # -- filter -------------------------------------------------------------------------

    def _fold_some(self) -> None:
        """Make ready to filter, in turns too short to be felt."""
        end = perf_counter() + FOLD_SECONDS
        if self._fold(lambda: perf_counter() > end):
            self.set_timer(FOLD_SECONDS, self._fold_some)

    def _fold(self, enough: Callable[[], bool]) -> bool:
        """Fold what is not yet, until `enough()`; whether some is left."""
        for position in range(len(self._folded), len(self._choices)):
            choice = self._choices[position]
            self._folded.append(search_form(f"{choice.text} {choice.detail} {choice.sought}"))
            if enough():
                break
        return len(self._folded) < len(self._choices)

    def _matching(self) -> Sequence[int]:
        """Positions of what the filter lets through."""
        wanted = search_form(self._field.value.strip())
        if not wanted and not self._gone:
            return range(len(self._choices))
        if not wanted:
            return [at for at in range(len(self._choices)) if at not in self._gone]
        self._fold(lambda: False)
        return [at for at, t in enumerate(self._folded) if wanted in t and at not in self._gone]

    def _cursor_moved(self) -> None:
        if self._on_cursor is not None and self._list.current >= 0:
            self._on_cursor(self._choices[self._list.current].key)

    def _show(self, cursor: int = 0) -> None:
        none = self._empty if len(self._gone) == len(self._choices) else NO_MATCH
        self._list.show(self._matching(), cursor=cursor, message=none)
        self._fit()
        self._cursor_moved()

    @on(Input.Changed, "#picker-filter")
    def _filter(self) -> None:
        self._show()

    def action_take(self) -> None:
        self._list.focus()
        self._list.action_choose()

    def action_to_list(self) -> None:
        self._list.focus()

    def action_clear(self) -> None:
        """Clear the filter; with nothing in it, close."""
        if self._field.value:
            self._field.value = ""
        else:
            self._close(None)

    def action_filter(self) -> None:
        self._field.display = True
        self._field.focus()
        self._fit()

    # -- choosing -----------------------------------------------------------------------

    def _close(self, picked: Picked | None) -> None:
        """The second click of a double one comes when the dialog is gone."""
        if self.is_current:
            self.dismiss(picked)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self._close(Picked(event.choice.key))

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog closes it."""
        if event.widget is self:
            self._close(None)

    def action_close(self) -> None:
        self._close(None)

    @property
    def _key(self) -> str | None:
        """The key of the choice under the cursor."""
        at = self._list.current
        return self._choices[at].key if at >= 0 else None

    def action_delete(self) -> None:
        key = self._key
        if self._on_delete is None or key is None:
            return
        self._on_delete(key)
        cursor = self._list.cursor
        self._gone.add(self._list.current)
        self._show(cursor)

    def action_note(self) -> None:
        if self._edit and self._key is not None:
            self._close(Picked(self._key, "note"))

    def action_undo(self) -> None:
        if self._undoable:
            self._close(Picked(self._key or "", "undo"))
