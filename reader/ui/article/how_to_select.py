"""What to tell somebody who wants to do something with a selection, and has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.commands import Keymap


def how_to_select(keymap: Keymap, command: str, what: str) -> str:
    """How to select, then the key of a command and what it does: `then y copies`."""
    by_keys = keymap.label("article.select")
    means = f"{by_keys} or the mouse" if by_keys else "the mouse"
    return keymap.hinted(f"Select with {means}", command, what, joint=", then ")
