"""The searches that were made, the last one first, and a walk through them with two keys.

Commands that were typed for a pipe are kept in the same way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.text.safe import inert_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.state.reading_state import StateDatabase

MOST = 100
"""Searches that are remembered; the oldest are dropped."""
KEY = "searches"
"""The key of the searches in the owner's state."""
PIPES = "pipes"
"""The key of the commands that articles were given to."""


class SearchHistory:
    """A walk through searches; it begins at the text that was in the box before."""

    def __init__(self) -> None:
        self.queries: tuple[str, ...] = ()
        """The searches, the last one first."""
        self._at = -1
        """Index of the search in the box, -1 outside a walk."""
        self._before = ""

    @property
    def is_walking(self) -> bool:
        """Whether the box shows a search of the history."""
        return self._at >= 0

    def stop(self) -> None:
        """End the walk: the owner typed something else."""
        self._at = -1

    def older(self, text: str) -> str | None:
        """The next older search that differs from `text`, which is in the box; None for none."""
        if not self.is_walking:
            self._before = text
        for at in range(self._at + 1, len(self.queries)):
            if self.queries[at] != text:
                self._at = at
                return self.queries[at]
        return None

    def newer(self) -> str:
        """The next newer search; at the end of the walk the text that was in the box before it."""
        self._at -= 1
        return self.queries[self._at] if self._at >= 0 else self._before


def load(state: StateDatabase, key: str = KEY) -> tuple[str, ...]:
    """The searches, or lines of another `key`, that are remembered, safe to show.

    Raises ReaderError.
    """
    try:
        known = json.loads(state.get_session(key) or "[]")
    except (ValueError, RecursionError):
        return ()
    texts = known if isinstance(known, list) else []
    return tuple(safe for text in texts if isinstance(text, str) and (safe := inert_row(text)))[
        :MOST
    ]


def remember(state: StateDatabase, query: str, key: str = KEY) -> tuple[str, ...]:
    """Put a search in front of all that are remembered; the new list. Raises ReaderError."""
    others = (text for text in load(state, key) if text != query)
    queries: Sequence[str] = (query, *others)[:MOST]
    state.set_session(key, json.dumps(queries, ensure_ascii=False))
    return tuple(queries)
