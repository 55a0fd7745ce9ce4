"""Changes settings while one reads: the screen shows a change at once, then it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.services.config_changes import ConfigChanges
from reader.settings import CHECKS, Settings
from reader.text.chinese_variants.variant import Variant
from reader.text.safe import clean_line
from reader.ui.dialogs.settings.rows import SettingRow, default_of, setting_rows
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from reader.services.config_changes import WrittenConfig
    from reader.services.session import Session
    from reader.settings.writing import SettingValue
    from reader.ui.article.pane import ReadingPane
    from reader.ui.dialogs.settings.screen import SettingsScreen
    from reader.ui.main.chinese import ChineseVariant
    from reader.ui.main.lifecycle.resume import Resuming
    from reader.ui.sidebar.sidebar import Sidebar


class PreferencesFace(MainFace, Protocol):
    """The main screen."""

    @property
    def session(self) -> Session: ...
    @property
    def pane(self) -> ReadingPane: ...
    @property
    def sidebar(self) -> Sidebar: ...
    @property
    def chinese(self) -> ChineseVariant: ...
    @property
    def resuming(self) -> Resuming: ...
    @property
    def theme_names(self) -> Sequence[str]: ...
    def announce(self, notices: Iterable[str]) -> None: ...
    @property
    def wear_theme(self) -> Callable[[str], None]: ...
    @property
    def measure_widths(self) -> Callable[[], None]: ...
    def config_changed(self, problems: Sequence[str]) -> None: ...


class Preferences:
    """The settings in force, and how each is shown."""

    def __init__(self, face: PreferencesFace, check: Callable[[Settings], tuple[str, ...]]) -> None:
        """`check` finds mistakes of settings that only the app knows."""
        self._face = face
        self._changes = ConfigChanges(face.session.config, check)
        self._rows: dict[str, SettingRow] = {}
        self._screen: SettingsScreen | None = None

    @property
    def settings(self) -> Settings:
        return self._face.session.settings

    def open(self) -> None:
        from reader.ui.dialogs.settings.screen import SettingsScreen

        says = self._face.session.terminal
        rows = setting_rows(self._face.theme_names, (says and says.ambiguous) or 1)
        self._rows = {row.key: row for row in rows}
        self._screen = SettingsScreen(rows, self)
        self._face.push(self._screen, self._closed)

    def _closed(self, _: None) -> None:
        self._screen = None

    # -- what the screen of settings asks -------------------------------------------------

    @property
    def list_cells(self) -> int:
        """Cells of the list of articles, 0 if it is not on the screen."""
        return self._face.sidebar.outer_size.width

    def shown(self) -> Settings:
        """The settings as the screen shows them, with what was chosen for this session."""
        face, settings = self._face, self.settings
        sort = face.sidebar.arrangement.sort
        return settings._replace(
            theme=face.resuming.chosen_theme or settings.theme,
            measure=face.pane.view.measure,
            chinese=face.chinese.variant.value,
            sort=sort if _is_setting("sort", sort) else settings.sort,
        )

    def origin(self, key: str) -> str:
        """Where the value of a setting is from, in words."""
        row, kept = self._rows[key], getattr(self.settings, key)
        if getattr(self.shown(), key) != kept:
            return f"Chosen for this library; config.toml: {row.label(self.settings)}"
        if kept == default_of(key):
            return "The default"
        default = row.label(self.settings.having(key, default_of(key)))
        return f"Set in config.toml; the default: {default}"

    def change(self, key: str, value: SettingValue | None) -> None:
        """Show a value and write it; None for the default."""
        self._take(key, value)
        written = self._changes.put(key, value)
        self._face.begin(partial(self._tell, written), "settings", exclusive=False)

    def preview(self, key: str, value: object) -> None:
        """Show a value until another is shown."""
        kept = self.settings
        self._face.session.settings = kept.having(key, value)
        self._rows[key].show(self)
        self._face.session.settings = kept

    def _take(self, key: str, value: SettingValue | None) -> None:
        now = default_of(key) if value is None else value
        self._face.session.settings = self.settings.having(key, now)
        self._rows[key].show(self)
        if key == "theme":
            self._face.resuming.settle_theme()

    async def _tell(self, written: Future[WrittenConfig]) -> None:
        result = await asyncio.wrap_future(written)
        if result.failure:
            text = clean_line(result.failure)
            self._face.announce([text])
        elif result.keys:
            names = ", ".join(self._rows[key].title for key in result.keys)
            text = f"{names}: written to config.toml"
        else:
            return
        if result.keys:
            self._face.config_changed(result.problems)
        if self._screen is not None and self._screen.is_running:
            self._screen.told(text)

    # -- how each is shown ----------------------------------------------------------------

    def show_theme(self) -> None:
        self._face.wear_theme(self.settings.theme)

    def show_measure(self) -> None:
        view = self._face.pane.view
        view.set_default_measure(self.settings.measure)
        view.set_measure(self.settings.measure)

    def show_page(self) -> None:
        self._face.pane.view.restyle()

    def show_widths(self) -> None:
        self._face.measure_widths()
        self.show_page()

    def show_order(self) -> None:
        sidebar = self._face.sidebar
        wanted = sidebar.arrangement._replace(sort=self.settings.sort, is_reversed=False)
        sidebar.loader.rearrange(wanted)

    def show_sidebar(self) -> None:
        self._face.sidebar.show_width()

    def show_chinese(self) -> None:
        self._face.chinese.show(Variant(self.settings.chinese))
        self.show_page()

    def show_pictures(self) -> None:
        self._face.pane.view.show_pictures(shown=self.settings.pictures != "off")


def _is_setting(key: str, value: object) -> bool:
    """Whether config.toml may say so."""
    try:
        CHECKS[key](value)
    except ValueError:
        return False
    return True
