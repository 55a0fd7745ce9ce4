"""The Textual app: themes, the palette, signals. Everything else is on the main screen."""

from __future__ import annotations

import asyncio
import contextlib
import select
import signal
import sys
from collections.abc import Iterable
from functools import partial

from textual.app import App, SystemCommand
from textual.screen import Screen

from reader.ui.command import COMMANDS, Command, Scope
from reader.ui.screens.main import MainScreen
from reader.ui.session import Session
from reader.ui.theme import DARK, LIGHT, THEMES

ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
ALIVE_SECONDS = 2.0


class ReaderApp(App[None]):
    """Reads a `Session`. Whoever made the session closes it."""

    TITLE = "reader"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.main = MainScreen(session)
        for theme in THEMES:
            self.register_theme(theme)
        wanted = session.settings.theme
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def on_mount(self) -> None:
        self.push_screen(self.main)
        if not self.is_headless and hasattr(select, "poll"):
            self.set_interval(ALIVE_SECONDS, self._check_terminal)
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                # Not on Windows, nor where the app runs beside the main thread, as in tests.
                with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                    loop.add_signal_handler(number, self.leave)

    def leave(self) -> None:
        """End in good order: what was read is remembered first."""
        if self.main.ready:
            self.main.action_quit()
        else:
            self.exit()

    def _check_terminal(self) -> None:
        """Leave when the terminal is gone and nobody sent a signal: there is nobody to read."""
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLIN)
        if any(
            event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0)
        ):
            self.leave()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that only this project's themes name, for all the other themes."""
        own = DARK if self.current_theme.dark else LIGHT
        return {name: value for name, value in own.variables.items() if name.startswith("reader-")}

    async def action_quit(self) -> None:
        self.leave()

    def action_toggle_dark(self) -> None:
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the registry that a name makes sense for."""
        del screen
        for command in COMMANDS:
            if command.palette:
                keys = f"{command.scope.value} · {command.keys[0]}"
                yield SystemCommand(command.title, keys, partial(self._run, command))
        yield SystemCommand("Theme", "choose among all themes", self.action_change_theme)

    async def _run(self, command: Command) -> None:
        owner = {
            Scope.APP: self.main,
            Scope.LIST: self.main.sidebar.list,
            Scope.ARTICLE: self.main.pane.view,
        }[command.scope]
        await self.run_action(command.verb, owner)
