"""What is selected in the article, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.main.messages import TellingScreen
from reader.ui.terminal.textual_internals import drag_origin

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.widget import Widget


class SelectingScreen(TellingScreen):
    """Selections of the mouse begin and end where the page says, and are copied."""

    ready: bool
    """Whether the reading pane is there."""

    def copy_selected(self, *, quoted: bool) -> None:
        """What was selected by keys is done with then."""
        view, opened = self.pane.view, self.pane.shown
        source = opened.article if quoted and opened is not None else None
        text = view.markdown_quote(source) if source is not None else self.get_selected_text()
        if not text:
            self.tell("Select with v or the mouse, then y copies")
            return
        self.app.copy_to_clipboard(text)
        self.tell("Copied as a Markdown quote" if quoted else f"Copied {len(text):,} characters")
        if view.selecting:
            view.stop_selecting()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What a selection begins or ends at. Textual knows glyphs only; the page knows gaps.

        A selection that was begun in the article stays in it, wherever the mouse is.
        """
        widget, offset = super().get_widget_and_offset_at(x, y)
        if not self.ready:
            return widget, offset
        view = self.pane.view
        dragged, origin = drag_origin(self) or (None, None)
        if dragged is view:
            widget = view
        if widget is view:
            left, top = view.content_region.offset
            offset = view.offset_under(x - left, y - top, origin)
        return widget, offset
