"""Completions in a line of tags."""

from __future__ import annotations

from collections.abc import Sequence

from textual.suggester import Suggester

from reader.text.fold import fold
from reader.text.safe import clean_line


class TagSuggester(Suggester):
    """Completes the tag that is being typed to one that there is already."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = [clean_line(tag) for tag in tags]

    async def get_suggestion(self, value: str) -> str | None:
        at = max(value.rfind("#"), value.rfind("＃"))
        begun = fold(value[at + 1 :])
        if at < 0 or not begun.strip():
            return None
        rest = (tag[len(begun) :] for tag in self._tags if fold(tag[: len(begun)]) == begun)
        return next((value + end for end in rest if end), None)
