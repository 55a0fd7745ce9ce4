"""What Textual does with an exception that nobody expected, without its pages about it.

It prints the source and the local variables, which are of the text that is being read, and then
ends as if all were well. These are names that Textual keeps to itself; seen with Textual 8.2.
"""

from __future__ import annotations

from textual.app import App
from textual.worker import WorkerFailed


class CrashingApp(App[None]):
    """Ends at once, and keeps what happened for whoever ran it."""

    crash: BaseException | None = None
    """The first exception that nobody expected."""

    def _handle_exception(self, error: Exception) -> None:
        if self.crash is None:
            self.crash = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self.panic()

    def panic(self, *renderables: object) -> None:
        """End; what there is to say goes into a report, not to the terminal."""
        del renderables
        super().panic()
