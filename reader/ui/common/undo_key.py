"""The key that undoes, behind what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.services.owner.undo import Undoable

if TYPE_CHECKING:
    from reader.ui.commands import Keymap


def with_undo_key(told: str, keymap: Keymap, command: str) -> str:
    """What to tell of something that was done; `command` takes it back where that is told."""
    return keymap.hinted(told, command, "undoes") if isinstance(told, Undoable) else told
