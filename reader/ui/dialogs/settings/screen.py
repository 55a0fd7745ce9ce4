"""Settings beside the article, which shows each change at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.settings import Settings
from reader.ui.commands import Scope, Target, bindings, keymap_of, quit_bindings
from reader.ui.common.key_hints import KeyHints
from reader.ui.dialogs.choice import Choice
from reader.ui.dialogs.picker import Picked, Picker
from reader.ui.dialogs.settings.rows import SettingOption, SettingRow
from reader.ui.dialogs.settings.setting_list import SettingList
from reader.ui.window_sizes import NARROW

if TYPE_CHECKING:
    from reader.settings.writing import SettingValue

LOW = 20
"""Rows of a window below which the panel has the list alone, and the line under it."""
LINES_AROUND = 12
"""Rows of the panel besides the list."""
FOOT_SHARE, LINES_AT_FOOT = 60, 6
"""The share of the window that the panel takes at its foot, in hundredths; its other rows."""
LEAST_CELLS = 38
"""Cells of the panel that titles and values need."""


class SettingsOwner(Protocol):
    """Knows what holds, and takes changes."""

    @property
    def list_cells(self) -> int:
        """Cells of the list of articles, 0 if it is not on the screen."""
        ...

    def shown(self) -> Settings:
        """The settings as the screen shows them, with what was chosen for this session."""
        ...

    def origin(self, key: str) -> str:
        """Where the value of a setting is from, in words."""
        ...

    def change(self, key: str, value: SettingValue | None) -> None:
        """Show a value and write it; None for the default."""
        ...

    def preview(self, key: str, value: object) -> None:
        """Show a value until another is shown."""
        ...


class SettingsScreen(ModalScreen[None]):
    """A list of settings in the place of the list of articles; where there is none, at the foot."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.SETTINGS, Target.SCREEN),
        *quit_bindings(),
    ]

    def __init__(self, rows: Sequence[SettingRow], owner: SettingsOwner) -> None:
        super().__init__()
        self._panel = Vertical(id="settings")
        self._rows = rows
        self._owner = owner
        self.list = SettingList(rows, owner.shown, id="settings-list")
        self._about = Static("", id="settings-about", markup=False)
        self._told = Static("", id="settings-told", markup=False)

    def compose(self) -> ComposeResult:
        keymap = keymap_of(self.app)
        offered = {"next": "change", "choose": "list", "reset": "default", "close": "close"}
        with self._panel:
            yield Static(Content("Settings"), id="settings-title")
            yield self.list
            yield self._about
            yield self._told
            yield KeyHints(keymap.hints(Scope.SETTINGS, offered), id="settings-keys")

    def on_mount(self) -> None:
        self.set_focus(self.list)
        self._describe()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "-foot")
        self.set_class(event.size.height < LOW, "-low")
        self._fit()

    def _fit(self) -> None:
        """Cover the list of articles and no more; have the rows that the panel leaves."""
        is_foot, height = self.has_class("-foot"), self.app.size.height
        self._panel.styles.width = None if is_foot else max(LEAST_CELLS, self._owner.list_cells)
        room = height * FOOT_SHARE // 100 - LINES_AT_FOOT if is_foot else height - LINES_AROUND
        self.list.styles.height = max(1, min(len(self._rows), room))

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel closes it."""
        if event.widget is self:
            self.dismiss(None)

    # -- what is told -------------------------------------------------------------------

    def told(self, text: str) -> None:
        """Say what became of a change."""
        self._told.update(Content(text))

    def refresh_values(self) -> None:
        self._fit()
        self.list.refresh()
        self._describe()

    @on(SettingList.Moved)
    def _describe(self) -> None:
        row = self.list.current
        self._about.update(Content(f"{row.about}.\n{self._owner.origin(row.key)}."))

    # -- what is asked for --------------------------------------------------------------

    @on(SettingList.Changed)
    def _changed(self, message: SettingList.Changed) -> None:
        message.stop()
        option: SettingOption | None = SettingOption(None, "")
        if message.step:
            option = message.row.stepped(self._owner.shown(), message.step)
        if option is not None:
            self._owner.change(message.row.key, option.value)
            self.refresh_values()

    @on(SettingList.Chosen)
    def _chosen(self, message: SettingList.Chosen) -> None:
        message.stop()
        row = message.row
        if not row.has_list:
            self.list.action_next()
            return
        choices = [Choice(str(at), each.label) for at, each in enumerate(row.options)]
        labels = [each.label for each in row.options]
        shown = self._owner.shown()
        now, before = row.label(shown), getattr(shown, row.key)
        picker = Picker(
            row.title,
            choices,
            empty="None",
            start=labels.index(now) if now in labels else 0,
            verb="take",
            on_cursor=self._preview(row),
        )
        self.app.push_screen(picker, partial(self._picked, row, before))

    def _preview(self, row: SettingRow) -> Callable[[str], None]:
        return lambda key: self._owner.preview(row.key, row.options[int(key)].value)

    def _picked(self, row: SettingRow, before: object, picked: Picked | None) -> None:
        if picked is None:
            self._owner.preview(row.key, before)
        else:
            self._owner.change(row.key, row.options[int(picked.key)].value)
        self.refresh_values()

    def action_close(self) -> None:
        self.dismiss(None)
