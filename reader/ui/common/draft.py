"""What somebody was in the midst of typing when the reader ends."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Drafting(Protocol):
    """A dialog with words that the owner would miss."""

    def keep_draft(self) -> None:
        """Keep them, once, as they stand."""
