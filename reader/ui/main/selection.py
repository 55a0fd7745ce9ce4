"""What is selected in the article, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reader.ui.article.how_to_select import how_to_select
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.widget import Widget

    from reader.ui.article.pane import ReadingPane
    from reader.ui.commands import Keymap


class SelectionFace(MainFace, Protocol):
    """The main screen."""

    @property
    def pane(self) -> ReadingPane: ...
    @property
    def keymap(self) -> Keymap: ...
    def get_selected_text(self) -> str | None: ...


class Selection:
    """Copies what is selected; selections of the mouse begin and end where the page says."""

    def __init__(self, face: SelectionFace) -> None:
        self._face = face

    def copy(self, *, quoted: bool) -> None:
        """Copy it, as it stands or with its source; what keys selected is done with then."""
        view, opened = self._face.pane.view, self._face.pane.shown
        source = opened.article if quoted and opened is not None else None
        if source is not None:
            text: str | None = view.markdown_quote(source)
        else:
            text = self._face.get_selected_text()
        if not text:
            verb = "copy_quote" if quoted else "copy"
            self._face.tell(how_to_select(self._face.keymap, f"article.{verb}", "copies"))
            return
        self._face.copy(text)
        self._face.tell(
            "Copied as a Markdown quote" if quoted else f"Copied {len(text):,} characters"
        )
        if view.selecting:
            view.stop_selecting()

    def end_at(
        self,
        x: int,
        y: int,
        found: tuple[Widget | None, Offset | None],
        begun: tuple[Widget | None, Offset | None] | None,
    ) -> tuple[Widget | None, Offset | None]:
        """What a selection begins or ends at, for a cell of the screen.

        `found` is what Textual says, which knows glyphs only; the page knows gaps. A selection
        that was `begun` in the article stays in it, wherever the mouse is.
        """
        view = self._face.pane.view
        begun_in, origin = begun or (None, None)
        if view not in (found[0], begun_in):
            return found
        left, top = view.content_region.offset
        return view, view.offset_under(x - left, y - top, origin)
