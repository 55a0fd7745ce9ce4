"""Textual apps to measure beside, with nothing else in the process.

    python -m tests.benchmarks.anchor_app bare|static|rich|textual FILE

It shows `ready for a key`, and FILE once `j` is pressed: the beginning of its text (static), as
Rich's Markdown in a Static (rich), in Textual's Markdown widget (textual). `bare` never shows more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

READY = "ready for a key"
SOME = 60_000
"""Characters of a Static: many screens, and still quick."""


class Anchor(App[None]):
    """Shows a line, and the whole text as one widget once a key is pressed."""

    CSS = "VerticalScroll { height: 1fr; } Static, Markdown { height: auto; }"

    def __init__(self, kind: str, path: Path) -> None:
        super().__init__()
        self._kind = kind
        self._text = "" if kind == "bare" else path.read_text("utf-8").split("---\n", 2)[-1]

    def compose(self) -> ComposeResult:
        yield VerticalScroll(Static(READY))

    async def key_j(self) -> None:
        if self._kind == "bare":
            return
        scroll = self.query_one(VerticalScroll)
        await scroll.remove_children()
        if self._kind == "rich":
            from rich.markdown import Markdown as RichMarkdown

            await scroll.mount(Static(RichMarkdown(self._text)))
        elif self._kind == "textual":
            from textual.widgets import Markdown

            await scroll.mount(Markdown(self._text))
        else:
            await scroll.mount(Static(self._text[:SOME], markup=False))

    def key_space(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


if __name__ == "__main__":
    Anchor(sys.argv[1], Path(sys.argv[2])).run()
