"""The Textual app: themes, the palette, signals. Everything else is on the main screen."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from textual import events, on
from textual.binding import Binding, BindingType
from textual.constants import COLOR_SYSTEM
from textual.content import Content
from textual.driver import Driver
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBar
from textual.widgets import Input

from reader.process.ending import Ending
from reader.services.background_threads import ShowingThreads
from reader.services.session import Session
from reader.text.safe import clean, clean_line, inert
from reader.text.width import ambiguous_cells
from reader.ui.commands import (
    Command,
    Resolved,
    Scope,
    anywhere_bindings,
    own_commands,
    own_keys,
    resolve,
    textual_keymap,
    textual_name,
    with_full_width,
)
from reader.ui.common.draft import Drafting
from reader.ui.common.scroll_bar import BAR_COLORS, SlimBar
from reader.ui.common.status_bar import StatusBar
from reader.ui.keyboard import Effects, Keyboard, Opening, Opens, Typed
from reader.ui.main.screen import MainScreen
from reader.ui.terminal.row_gate import Gate
from reader.ui.terminal.textual_internals import CrashingApp, measure_ambiguous
from reader.ui.terminal.width_told import WidthTold
from reader.ui.theme.themes import DARK, DARK_16, LIGHT, LIGHT_16, THEMES, fitting, theme_of

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from reader.services.desktop.clipboard import Clipboard
    from reader.settings import Settings

ALIVE_SECONDS = 2.0
BY_KEYS = (Scope.SELECT, Scope.SEARCH, Scope.FIND)
"""Scopes of which nobody has the actions: what has the focus hears their keys."""
THEME = "theme"
"""The key of the choice of a theme, among those of commands."""
FEW_COLORS = ("standard", "windows")
"""Rich's names for terminals of 16 colours."""


def has_few_colors() -> bool:
    """Whether the terminal of this process shows 16 colours, as far as TERM and COLORTERM tell."""
    detected = Console(force_terminal=True).color_system
    return (detected if COLOR_SYSTEM == "auto" else COLOR_SYSTEM) in FEW_COLORS


class ReaderApp(CrashingApp):
    """Reads a `Session`. Whoever made the session closes it.

    `few_colors`: the terminal shows 16 of them. `on_shown` is called when all panes are there.
    `ending` hears signals, also before the app can. `clipboard`: the platform's.
    """

    TITLE = "reader"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar[list[str | PurePath]] = ["main/main.tcss", "ink.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = list(anywhere_bindings())

    def __init__(
        self,
        session: Session,
        *,
        few_colors: bool = False,
        on_shown: Callable[[], None] = lambda: None,
        ending: Ending | None = None,
        clipboard: Clipboard | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        # NO_COLOR: with ANSI colours Textual drops them all, of true colours it leaves the greys.
        ansi_color = True if "NO_COLOR" in os.environ else None
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        ScrollBar.renderer = SlimBar  # of all widgets: as Textual has it
        self.session = session
        self._few_colors = few_colors
        self._on_shown = on_shown
        self._ending = ending or Ending()
        self._platform_clipboard = clipboard
        self._is_leaving = False
        self.keys = self._resolved(session.settings).keymap
        """What asks for which command, as the owner has it."""
        self.set_keymap(textual_keymap(self.keys))
        for keys, action in own_keys(self.keys).items():
            self.bind(keys, action, show=False)
        self.gate = Gate()
        self.main = MainScreen(session)
        self.main.check_settings = self.mistakes_in
        self.main.wear_theme, self.main.measure_widths = self._wear_theme, self._measure
        for theme in (*THEMES, *map(theme_of, session.themes.themes)):
            self.register_theme(theme)
        self._set_widths()
        self.theme = self._fitting(self._first_theme)
        self.keyboard = Keyboard(
            self._hand_over,
            effects=Effects(self).done,
            openings=self._openings,
            call_later=self.call_later,
            tell=self.main.tell,
            quit_keys=[textual_name(key) for key in with_full_width(self.keys.keys("app.quit"))],
        )
        self.main.keys_rest = self.keyboard.rest

    @property
    def _ambiguous_cells(self) -> int:
        """Cells of an Ambiguous character, as the settings say, or the terminal."""
        facts = self.session.terminal
        return self.session.settings.ambiguous or (facts.ambiguous if facts else 0) or 1

    @staticmethod
    def _resolved(chosen: Settings) -> Resolved:
        return resolve(chosen.keys, own_commands(chosen.commands))

    def mistakes_in(self, chosen: Settings) -> tuple[str, ...]:
        """Mistakes that whoever reads settings does not see: themes, and names of keys."""
        problems = [*self.session.themes.problems, *self._resolved(chosen).problems]
        if chosen.theme not in self.available_themes:
            known = ", ".join(self.main.theme_names)
            problems.append(f"config.toml: no theme is called {chosen.theme}; there are {known}")
        return tuple(map(clean_line, problems))

    def _wear_theme(self, name: str) -> None:
        self.theme = self._fitting(name)

    @on(WidthTold)
    def _width_told(self, message: WidthTold) -> None:
        """The terminal has answered: draw by it, and know it the next time."""
        message.stop()
        facts = self.session.terminal
        if facts is not None and not self.session.settings.ambiguous:
            self.session.terminal = facts._replace(ambiguous=message.cells)
            self._measure()
            self.main.when_ready(self.main.keep_terminal_facts)

    def _set_widths(self) -> None:
        measure_ambiguous(self._ambiguous_cells)
        self.set_class(self._ambiguous_cells > 1, "-wide-signs")

    def _measure(self) -> None:
        """Measure everything anew, if it is to be measured otherwise."""
        if ambiguous_cells() != self._ambiguous_cells:
            self._set_widths()
            for screen in self.screen_stack:
                for widget in screen.query("*"):
                    widget.refresh(layout=True)
            self.main.when_ready(lambda: self.main.pane.view.restyle())

    def _fitting(self, theme: str) -> str:
        return fitting(theme, self.available_themes, few_colors=self._few_colors)

    @property
    def _first_theme(self) -> str:
        left = self.session.left
        return left.theme if left and left.theme else self.session.settings.theme

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, Typed) and not event.is_forwarded:
            if isinstance(event, events.Key):
                self.main.touched()
            await self.keyboard.take(event)
        else:
            await super().on_event(event)

    async def _hand_over(self, event: Typed) -> None:
        """Give what was typed to who has the focus, now that its turn has come."""
        if isinstance(event, events.Paste):
            text = clean(event.text)
            event.text = text.replace("\t", " ") if isinstance(self.focused, Input) else text
        await super().on_event(event)

    def _openings(self) -> Iterable[Opening]:
        return self.screen.openings() if isinstance(self.screen, Opens) else ()

    def on_load(self) -> None:
        asyncio.get_running_loop().set_default_executor(ShowingThreads())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is drawn passes the gate first, whichever widget drew it."""
        return [self.gate, *super().get_line_filters()]

    def get_default_screen(self) -> MainScreen:
        """The first screen; a blank one under it would be laid out for nothing."""
        return self.main

    @on(MainScreen.Completed)
    async def _completed(self) -> None:
        self._ending.begin()
        await self.keyboard.begin()
        found = self.mistakes_in(self.session.settings)
        self.main.messages.config_read((*self.session.problems, *found), is_told=True)
        self._on_shown()
        if self._is_leaving or self._ending.is_asked:
            self.leave()

    def on_mount(self) -> None:
        if not self.is_headless and hasattr(select, "poll"):
            self.set_interval(ALIVE_SECONDS, self._check_terminal)
        loop = asyncio.get_running_loop()
        self._ending.on_asked = partial(self._leave_soon, loop)
        self._ending.is_saving = lambda: self.main.keeper.is_writing
        self._ending.is_owed = self._is_owed

    def _leave_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: it is leaving already
            loop.call_soon_threadsafe(self.leave)

    def leave(self) -> None:
        """End in good order: what was read is remembered first.

        Not before all panes are there: Textual cannot take away what is being put up.
        """
        self._is_leaving = True
        if self.main.ready:
            self.main.action_quit()

    def _is_owed(self) -> bool:
        """Whether there is something of the owner's that nobody writes yet; for any thread."""
        # What waits in the lane until the owner's files are read is not being written yet.
        waits = self.main.waits or self.main.keeper.own_lane.busy
        return waits or any(isinstance(each, Drafting) for each in self.screen_stack)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        super().exit(result, return_code, message)
        self.keyboard.end()
        if self.main.folder_wanted is None:  # else the process goes on
            self._ending.finish(return_code)

    def _check_terminal(self) -> None:
        """Leave when the terminal is gone and nobody sent a signal: there is nobody to read."""
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, select.POLLIN)
        if any(
            event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0)
        ):
            self._ending.ask()

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables; scroll bars are as quiet in every theme."""
        known = super().get_css_variables()
        return known | {name: known.get(value, value) for name, value in BAR_COLORS.items()}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that only this project's themes name, for all the other themes."""
        theme = self.current_theme
        dark, light = (DARK_16, LIGHT_16) if theme.ansi else (DARK, LIGHT)
        own = dark if theme.dark else light
        return {name: value for name, value in own.variables.items() if name.startswith("reader-")}

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by the terminal, which may be far away, and by the platform, if it has a command."""
        text = inert(text)
        super().copy_to_clipboard(text)
        if self._platform_clipboard is not None:
            self._platform_clipboard.copy(text)

    async def action_quit(self) -> None:
        self.leave()

    def action_toggle_dark(self) -> None:
        self.theme = self._fitting(LIGHT.name if self.current_theme.dark else DARK.name)

    def action_help_quit(self) -> None:
        """Control-c without a selection, as somebody tries who wants to leave."""
        self.main.tell(f"{self.keys.label('app.quit')} quits")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """What Textual has to say goes into the status bar, like everything else."""
        del title, severity, timeout
        plain = Content.from_markup(message).plain if markup else message
        self.call_later(self.main.tell, plain)

    def action_command_palette(self) -> None:
        """Offer by name what can be done where somebody is; a dialog has its keys below it."""
        if not isinstance(self.screen, ModalScreen):
            self.main.when_ready(self._offer_commands)

    def _offer_commands(self) -> None:
        from reader.ui.dialogs.choice import Choice
        from reader.ui.dialogs.command_choices import command_choices, commands_in, heading_of
        from reader.ui.dialogs.picker import Picked, Picker

        is_main = self.screen is self.main
        scope = self.main.status.scope if is_main else Scope.BOOKMARKS
        offered = {command.id: command for command in commands_in(scope, self.keys)}
        choices = command_choices(offered.values(), self.keys)
        if is_main:
            choices.append(Choice(THEME, "Choose among all themes"))

        def picked(chosen: Picked | None) -> None:
            if chosen is None:
                return
            if chosen.key == THEME:
                self.call_later(self.action_change_theme)
            else:
                self.call_later(self._run, offered[chosen.key])

        picker = Picker(
            heading_of(scope),
            choices,
            empty="No commands here",
            verb="do it",
            filtering=True,
            key_notes=True,
        )
        self.push_screen(picker, picked)

    def action_change_theme(self) -> None:
        """Offer all themes that the terminal can show."""
        from reader.ui.dialogs.choice import Choice
        from reader.ui.dialogs.picker import Picked, Picker

        names = [name for name in self.main.theme_names if self._fitting(name) == name]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                self.theme = chosen.key

        choices = [Choice(name, name) for name in names]
        start = names.index(self.theme) if self.theme in names else 0
        self.push_screen(
            Picker("Themes", choices, empty="No themes", start=start, verb="use it"), picked
        )

    @on(StatusBar.HintClicked)
    async def _hint_clicked(self, message: StatusBar.HintClicked) -> None:
        message.stop()
        command = message.command
        if command.scope in BY_KEYS:
            key = self.keys.keys(command)[0]
            await self.keyboard.take(events.Key(key, key if len(key) == 1 else None))
        else:
            self.main.when_ready(partial(self._run_later, command))

    def _run_later(self, command: Command) -> None:
        self.call_later(self._run, command)

    async def _run(self, command: Command) -> None:
        """Carry out a command as if its key had been pressed in its pane."""
        panes: dict[Scope, DOMNode] = {
            Scope.LIST: self.main.sidebar.list,
            Scope.ARTICLE: self.main.pane.view,
        }
        await self.run_action(command.action, panes.get(command.scope, self.main))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Textual's; actions may also name a pane of the main screen, as commands do."""
        known = {**self.main.targets, **(namespaces or {})}
        return await super().run_action(action, default_namespace, known)

    def action_focus_next(self) -> None:
        if not self._is_own_key("tab"):
            super().action_focus_next()

    def action_focus_previous(self) -> None:
        if not self._is_own_key("shift+tab"):
            super().action_focus_previous()

    def _is_own_key(self, key: str) -> bool:
        """Whether a key is one of the table where the focus is, though the owner took it away."""
        own = self.focused.BINDINGS if self.focused is not None else ()
        return any(isinstance(each, Binding) and each.key == key for each in own)
