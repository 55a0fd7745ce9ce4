"""Rows behind the last one of an article, which are no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class EndRow(NamedTuple):
    """A row under the article; both texts are data, shown as they are."""

    text: str
    detail: str = ""
    """What follows it, more quietly, where there is room."""
    path: Path | None = None
    """The article that it leads to; None for a heading."""
    unfolds: bool = False
    """Whether it stands for blocks that are folded."""
