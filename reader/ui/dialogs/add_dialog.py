"""A dialog that asks which articles are to be added, and how."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from reader.services.adding import Wish
from reader.services.owner.tags import parse_tags
from reader.text.safe import shown_path
from reader.ui.commands import KeyHint, Scope, Target, bindings, keymap_of, quit_bindings
from reader.ui.common.choice_row import ChoiceRow
from reader.ui.common.field import Field
from reader.ui.common.key_hints import KeyHints

PICTURES = ("no", "beside the article")


class AddField(Field):
    """A line of the dialog."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.ADD, Target.SCREEN))

    def on_paste(self, event: events.Paste) -> None:
        """Make one line of all that is pasted, which `Input` puts in: each may be an address."""
        event.text = " ".join(event.text.splitlines()).strip()


class AddRow(ChoiceRow):
    """A row of the dialog."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.CHOICE),
        *bindings(Scope.ADD, Target.SCREEN),
    ]


class AddDialog(ModalScreen[Wish | None]):
    """Asks what is to be added, with which tags, to which folder; None when given up."""

    CSS_PATH = "add_dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.ADD, Target.SCREEN),
        *quit_bindings(),
    ]

    def __init__(
        self, folders: Sequence[Path], offered: str = "", *, names_folder: bool = False
    ) -> None:
        """`offered` stands there to be taken, or typed over; the first of `folders` is chosen.

        `names_folder`: it is named even if there is no other.
        """
        super().__init__()
        self._folders = tuple(folders)
        self._names_folder = names_folder or len(self._folders) > 1
        self._what = AddField(
            offered,
            id="add-what",
            placeholder="an address, a file, a folder or a list",
            compact=True,
        )
        self._tags = AddField("", id="add-tags", placeholder="#one #another", compact=True)
        self._folder = AddRow(short_names(folders), id="add-folder")
        self._pictures = AddRow(PICTURES, id="add-pictures")

    def compose(self) -> ComposeResult:
        rows: list[tuple[str, Widget]] = [("what", self._what), ("tags", self._tags)]
        if self._names_folder:
            rows.append(("to", self._folder))
        rows.append(("pictures", self._pictures))
        with Vertical(id="add"):
            yield Static(Content("Add articles"), id="add-title")
            for label, widget in rows:
                with Horizontal(classes="add-row"):
                    yield Static(Content(label), classes="add-label")
                    yield widget
            yield KeyHints(self._keys(), id="add-keys")

    def _keys(self) -> list[KeyHint]:
        offered = {"submit": "add", "next_field": "next", "cancel": "leave it"}
        return keymap_of(self.app).hints(Scope.ADD, offered)

    def on_mount(self) -> None:
        self.set_focus(self._what)

    def action_next_field(self) -> None:
        self.focus_next()

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_submit(self) -> None:
        """Nothing typed is nothing wished."""
        what = self._what.value.strip()
        if not self.is_current:
            return
        self.dismiss(
            Wish(
                what,
                self._folders[self._folder.chosen],
                parse_tags(self._tags.value),
                pictures=bool(self._pictures.chosen),
            )
            if what
            else None
        )

    def action_cancel(self) -> None:
        self.dismiss(None)


def short_names(folders: Sequence[Path]) -> list[str]:
    """The names of folders, as much of their paths as tells them apart."""
    most = max(len(folder.parts) for folder in folders)
    for count in range(1, most + 1):
        names = ["/".join(folder.parts[-count:]).replace("//", "/") for folder in folders]
        if len(set(names)) == len(names):
            break
    return [shown_path(name) for name in names]
