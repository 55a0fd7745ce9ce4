"""Textual's driver for a terminal that shows the first picture already."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from reader.ui.splash import ENTER, Stage


def painted(stage: Stage) -> type[LinuxDriver]:
    """A driver that takes the stage over instead of clearing it.

    Terminals clear the other screen whenever they are asked for it, also if it is there: the
    picture would be gone for as long as the app takes to draw its own.
    """

    class PaintedDriver(LinuxDriver):
        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]  # it has no types
            # What it found are the modes of the stage; to the shell go back those before.
            self.attrs_before = stage.modes

        def write(self, data: str) -> None:
            if data == ENTER and not stage.is_taken:
                stage.is_taken = True
            else:
                super().write(data)

    return PaintedDriver
