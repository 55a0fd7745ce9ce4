"""Whether somebody reads what is on the screen, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

IDLE = timedelta(seconds=60)
"""Who presses no key for so long is taken to have gone."""
MOMENT = timedelta(seconds=1)
"""What was on the screen for less was not seen."""
NONE = timedelta()


class Attention:
    """Counts the time of one article at a time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._since: datetime | None = None
        """What comes after it is not counted yet; None while nobody reads."""
        self._until: datetime | None = None
        self._untaken = self._total = NONE
        self._end_since: datetime | None = None
        self._end_seen = False

    def begin(self) -> None:
        """Another article is on the screen, and nobody reads it yet."""
        self._since = self._until = self._end_since = None
        self._untaken = self._total = NONE
        self._end_seen = False

    def touch(self) -> None:
        """A key was pressed: somebody reads."""
        now = self._clock()
        self._count(now)
        self._since, self._until = now, now + IDLE

    def pause(self) -> None:
        """Somebody turned to something else."""
        self._count(self._clock())
        self._since = self._until = None

    def _count(self, now: datetime) -> None:
        """A clock that goes back counts for nothing."""
        if self._since is None or self._until is None:
            return
        counted = max(NONE, min(now, self._until) - self._since)
        self._untaken += counted
        self._total += counted
        self._since = now if now < self._until else None

    def take(self, least: float = 0.0) -> float:
        """The seconds that were not taken yet, each once; 0 while they are fewer than `least`."""
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
        """Whether the end of the article is on the screen now."""
        if is_shown and self._end_since is None:
            self._end_since = self._clock()
        elif not is_shown and self._end_since is not None:
            self._end_seen = self.has_seen_end
            self._end_since = None

    @property
    def has_seen_end(self) -> bool:
        """Whether the end was on the screen for a moment."""
        since = self._end_since
        return self._end_seen or (since is not None and self._clock() - since >= MOMENT)
