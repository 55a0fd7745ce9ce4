"""Patterns that a reader writes: `regex:/…/`. Bounded in time, whatever they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from reader.library.search.syntax.needed_text import needed_text

if TYPE_CHECKING:
    import regex

SECONDS: Final = 0.2
"""Time for one text; the module `regex` looks at its clock while it matches."""
_MOST_SLOW: Final = 5
"""Texts that took longer, after which a pattern is given up."""
_KEPT: Final = 16


class LinePattern:
    """Finds within lines of a text. Raises ValueError, which says why, for what is no pattern."""

    def __init__(self, source: str, seconds: float = SECONDS) -> None:
        import regex  # late: few queries have one, and it takes as long as a first frame may

        try:
            self._pattern: regex.Pattern[str] = regex.compile(source, regex.V0)
        except (regex.error, OverflowError, RecursionError) as error:
            raise ValueError(str(error)) from error
        self.needed = needed_text(source)
        """Alternatives, each with literals that are in all that it matches."""
        self._seconds = seconds
        self.slow = 0
        """Texts that were left because they took too long."""

    @property
    def is_given_up(self) -> bool:
        return self.slow >= _MOST_SLOW

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of matches that are not empty, in order; none of a text that is too slow.

        All lines together have the `seconds` of the pattern.
        """
        from time import monotonic

        end = monotonic() + self._seconds
        start = 0
        while start <= len(text) and not self.is_given_up:
            stop = text.find("\n", start)
            stop = len(text) if stop < 0 else stop
            line = text[start:stop]
            left = max(end - monotonic(), 1e-6)
            try:
                for found in self._pattern.finditer(line, timeout=left, concurrent=True):
                    if found.end() > found.start():
                        yield start + found.start(), start + found.end()
            except TimeoutError:
                self.slow += 1
                return
            start = stop + 1


@lru_cache(_KEPT)
def line_pattern(source: str) -> LinePattern:
    """Kept, with how slow it was. Raises ValueError."""
    return LinePattern(source)


@lru_cache(_KEPT)
def problem_of(source: str) -> str:
    """What is wrong with a pattern, empty if nothing is."""
    try:
        line_pattern(source)
    except ValueError as error:
        return str(error)
    return ""
