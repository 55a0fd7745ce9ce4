"""What the owner says of a bookmark: note, tags, colour; at the foot of the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from reader.services.owner.bookmarks import Edit
from reader.services.owner.tags import format_tags, parse_tags
from reader.state.bookmark import Bookmark, Kind
from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.text.safe import clean, clean_line
from reader.ui.bookmarks.widgets.color_row import ColorRow
from reader.ui.commands import KeyHint, Scope, Target, asked_by, bindings, keymap_of, quit_bindings
from reader.ui.common.field import Field
from reader.ui.common.key_hints import KeyHints
from reader.ui.common.tag_suggester import TagSuggester

NEW_LINE = "new_line"


class NoteField(TextArea):
    """A note of as many lines as it needs."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.EDIT))

    async def on_key(self, event: events.Key) -> None:
        """Keep enter, where it is a key of the dialog, from being a character of the note.

        Another line is begun at once: what is pasted after it is to come after it.
        """
        verb = asked_by(event, Scope.EDIT, self.app)
        if verb:
            event.prevent_default()
        if verb == NEW_LINE:
            event.stop()
            await self.run_action(verb)

    def action_new_line(self) -> None:
        self.insert("\n")


class TagField(Field):
    """A line of tags."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.EDIT, Target.SCREEN))


class BookmarkDialog(ModalScreen[None]):
    """Asks for a note, tags and a colour of a bookmark as it is when the dialog opens.

    Whatever becomes of the bookmark meanwhile, what is typed stays as it is.
    """

    CSS_PATH = "edit_dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.EDIT, Target.SCREEN),
        *quit_bindings(),
    ]

    def __init__(
        self,
        bookmark: Bookmark,
        *,
        tags: Sequence[str] = (),
        field: str = "note",
        at_top: bool = False,
        on_color: Callable[[str], None] = lambda _: None,
        on_edit: Callable[[Edit], None],
        on_delete: Callable[[], None],
        on_shown: Callable[[], None] = lambda: None,
    ) -> None:
        """`tags` are those known; `field` (`note`, `tags` or `color`) has the focus first.

        `at_top` keeps the foot of the screen free. `on_color` is told of every colour looked at,
        and of none at the end; `on_edit` of what was changed, if anything was.
        """
        super().__init__()
        self._bookmark = bookmark
        self._tags = tags
        self._field = field
        self._on_color = on_color
        self._on_edit = on_edit
        self._on_delete = on_delete
        self._on_shown = on_shown
        """Called when keys come here."""
        self._is_answered = True
        """Whether the question is answered, or there is none yet."""
        self._color = bookmark.color if bookmark.color in HIGHLIGHT_COLORS else HIGHLIGHT_COLORS[0]
        self.set_class(at_top, "-top")
        # Asked for what was typed in them when they are no longer on the screen, too.
        self._note = NoteField(
            clean(bookmark.note),
            id="about-note",
            compact=True,
            highlight_cursor_line=False,
            placeholder="what you think of it",
        )
        self._tag_line = TagField(
            format_tags(bookmark.tags),
            id="about-tags",
            compact=True,
            placeholder="#one #another",
            suggester=TagSuggester(tags),
            select_on_focus=False,
        )
        self._colors = (
            ColorRow(HIGHLIGHT_COLORS.index(self._color), id="about-color")
            if self._has_color
            else None
        )

    @property
    def _has_color(self) -> bool:
        return self._bookmark.kind is Kind.HIGHLIGHT

    def compose(self) -> ComposeResult:
        bookmark = self._bookmark
        words = clean_line(bookmark.quote.exact) if bookmark.quote else ""
        words = words or clean_line(bookmark.article.title)
        with Vertical(id="about"):
            noun = "Highlight" if self._has_color else "Bookmark"
            yield Static(Content(f"{noun} · {words}"), id="about-title")
            with Horizontal(classes="about-row"):
                yield Static(Content("note"), classes="about-label")
                yield self._note
            with Horizontal(classes="about-row"):
                yield Static(Content("tags"), classes="about-label")
                yield self._tag_line
            if self._colors is not None:
                with Horizontal(classes="about-row"):
                    yield Static(Content("colour"), classes="about-label")
                    yield self._colors
            yield KeyHints(self._keys(), id="about-keys")

    def _keys(self) -> list[KeyHint]:
        """The keys of what can be done, and what that is."""
        offered = {
            "keep": "keep",
            "next_field": "next",
            "next_color": "colour" if self._has_color else "",
            "delete": "delete",
            "cancel": "as it was",
        }
        return keymap_of(self.app).hints(Scope.EDIT, offered)

    def on_mount(self) -> None:
        line = keymap_of(self.app).label(f"{Scope.EDIT}.{NEW_LINE}")
        if line:
            self._note.placeholder = f"{self._note.placeholder}; {line} begins a line"
        if self._note.is_attached:  # or the reader ends while this is on its way
            self._is_answered = False
            field = self._field if self._field != "color" or self._has_color else "note"
            self.set_focus(self.query_one(f"#about-{field}"))
            self._note.move_cursor(self._note.document.end)
        self._on_shown()

    # -- colour -------------------------------------------------------------------------

    def action_next_color(self) -> None:
        if self._colors is not None:
            self._colors.step(1)

    @on(ColorRow.Changed)
    def _color_changed(self, message: ColorRow.Changed) -> None:
        if not self._is_answered:
            self._on_color(message.word)

    # -- the end ------------------------------------------------------------------------

    def action_next_field(self) -> None:
        self.focus_next()

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_keep(self) -> None:
        self._keep()

    def _keep(self) -> None:
        """The second click of a double one comes when the dialog is gone."""
        if self.is_current:
            edit = self._edit()
            if edit.color is None:
                self._on_color("")
            self.keep_draft()
            self.dismiss()

    def keep_draft(self) -> None:
        if not self._is_answered:
            self._answer(self._edit())

    def on_unmount(self) -> None:
        """Taken away, with the whole app perhaps, before somebody was done with it."""
        self.keep_draft()

    def _answer(self, edit: Edit) -> None:
        self._is_answered = True
        if not edit.is_empty:
            self._on_edit(edit)

    def _edit(self) -> Edit:
        """What was changed; what was not stays as it is in the file, to the last character."""
        bookmark = self._bookmark
        note, tags = self._note.text.strip(), self._tag_line.value
        color = self._colors.word if self._colors is not None else self._color
        return Edit(
            None if note == clean(bookmark.note).strip() else note,
            None if tags == format_tags(bookmark.tags) else parse_tags(tags),
            None if color == self._color else color,
        )

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog keeps what was typed: nobody asked to lose it."""
        if event.widget is self:
            self._keep()

    def action_delete(self) -> None:
        self._leave()
        self._on_delete()

    def action_cancel(self) -> None:
        self._leave()

    def _leave(self) -> None:
        self._answer(Edit())
        self._on_color("")
        self.dismiss()
