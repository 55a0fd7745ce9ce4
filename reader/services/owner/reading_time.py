"""How long the article on the screen is read, as far as keys tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

IDLE = timedelta(seconds=60)
"""After this time without a key nobody is taken to read."""
MOMENT = timedelta(seconds=1)
"""What was on the screen for a shorter time was not seen."""
NONE = timedelta()


class Attention:
    """Counts the time that one article is read; `clock` gives the time of day."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._since: datetime | None = None
        """The moment up to which time is counted; None while nobody reads."""
        self._until: datetime | None = None
        """The moment at which reading ends unless another key comes."""
        self._untaken = self._total = NONE
        self._end_since: datetime | None = None
        self._end_seen = False

    def begin(self) -> None:
        """Start anew: another article is on the screen, and nobody reads it yet."""
        self._since = self._until = self._end_since = None
        self._untaken = self._total = NONE
        self._end_seen = False

    def touch(self) -> None:
        """Go on counting: a key was pressed, so somebody reads."""
        now = self._clock()
        self._count(now)
        self._since, self._until = now, now + IDLE

    def pause(self) -> None:
        """Stop counting until the next key: the owner turned to something else."""
        self._count(self._clock())
        self._since = self._until = None

    def _count(self, now: datetime) -> None:
        """Count the time up to `now`; nothing if the clock was set back."""
        if self._since is None or self._until is None:
            return
        counted = max(NONE, min(now, self._until) - self._since)
        self._untaken += counted
        self._total += counted
        self._since = now if now < self._until else None

    def take(self, least: float = 0.0) -> float:
        """The seconds counted since the last call; 0 while they are fewer than `least`."""
        self._count(self._clock())
        seconds = self._untaken.total_seconds()
        if seconds < least:
            return 0.0
        self._untaken = NONE
        return seconds

    @property
    def is_paid(self) -> bool:
        """Whether the article was read for a moment at least."""
        self._count(self._clock())
        return self._total >= MOMENT

    def end_shown(self, is_shown: bool) -> None:
        """Record whether the end of the article is on the screen now."""
        if is_shown and self._end_since is None:
            self._end_since = self._clock()
        elif not is_shown and self._end_since is not None:
            self._end_seen = self.has_seen_end
            self._end_since = None

    @property
    def has_seen_end(self) -> bool:
        """Whether the end was on the screen for a moment at least."""
        since = self._end_since
        return self._end_seen or (since is not None and self._clock() - since >= MOMENT)
