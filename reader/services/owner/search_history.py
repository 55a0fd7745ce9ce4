"""The searches that were made, the last one first, and a walk through them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.text.safe import inert_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.state.reading_state import StateDatabase

MOST = 100
KEY = "searches"
"""Under which the owner's state keeps them."""


class SearchHistory:
    """Walks through searches; what was in the box before is at the near end of the walk."""

    def __init__(self) -> None:
        self.queries: tuple[str, ...] = ()
        self._at = -1
        self._before = ""

    @property
    def is_walking(self) -> bool:
        return self._at >= 0

    def stop(self) -> None:
        self._at = -1

    def older(self, text: str) -> str | None:
        """The search before the one in the box; None if there is none."""
        if not self.is_walking:
            self._before = text
        for at in range(self._at + 1, len(self.queries)):
            if self.queries[at] != text:
                self._at = at
                return self.queries[at]
        return None

    def newer(self) -> str:
        """The search after it, at the end what was in the box before the walk."""
        self._at -= 1
        return self.queries[self._at] if self._at >= 0 else self._before


def load(state: StateDatabase) -> tuple[str, ...]:
    """Those that are remembered, safe to show. Raises ReaderError."""
    try:
        known = json.loads(state.get_session(KEY) or "[]")
    except (ValueError, RecursionError):
        return ()
    texts = known if isinstance(known, list) else []
    return tuple(safe for text in texts if isinstance(text, str) and (safe := inert_row(text)))[
        :MOST
    ]


def remember(state: StateDatabase, query: str) -> tuple[str, ...]:
    """Put a search in front of the others, whoever made them. Raises ReaderError."""
    others = (text for text in load(state) if text != query)
    queries: Sequence[str] = (query, *others)[:MOST]
    state.set_session(KEY, json.dumps(queries, ensure_ascii=False))
    return tuple(queries)
