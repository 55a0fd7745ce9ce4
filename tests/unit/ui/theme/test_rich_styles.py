"""Looks in the colours of every theme, whoever made it."""

from __future__ import annotations

import pytest
from rich.color_triplet import ColorTriplet
from textual.theme import BUILTIN_THEMES

from reader.settings.theme_files import ThemeFile
from reader.ui.article.page.looks import ARTICLE_LOOKS
from reader.ui.bookmarks.widgets.list import BOOKMARK_LOOKS
from reader.ui.common.status_bar import PROGRESS_LOOKS, STATUS_LOOKS
from reader.ui.dialogs.choice_list import CHOICE_LOOKS
from reader.ui.dialogs.settings.setting_list import SETTING_LOOKS
from reader.ui.sidebar.widgets.entry_looks import LIST_LOOKS
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import rich_style
from reader.ui.theme.themes import DARK, LIGHT, THEMES, theme_of

TABLES = (
    ARTICLE_LOOKS,
    BOOKMARK_LOOKS,
    PROGRESS_LOOKS,
    STATUS_LOOKS,
    CHOICE_LOOKS,
    SETTING_LOOKS,
    LIST_LOOKS,
)
EVERY_THEME = {**BUILTIN_THEMES, **{theme.name: theme for theme in THEMES}}


@pytest.mark.parametrize("name", sorted(EVERY_THEME))
def test_every_look_is_drawn_in_every_theme(name: str) -> None:
    theme = EVERY_THEME[name]
    variables = {**DARK.variables, **theme.to_color_system().generate(), **theme.variables}
    for table in TABLES:
        for look in table.values():
            for is_ansi in (False, True):
                rich_style(look, variables, is_ansi=is_ansi, is_colorless=False)


def test_a_share_of_a_colour_is_as_it_is_on_the_themes_ground() -> None:
    variables = {"background": "#000000", "half": "#80ff00 50%"}
    style = rich_style(Look("$half"), variables, is_ansi=False, is_colorless=False)
    assert style.color is not None
    assert style.color.triplet == ColorTriplet(64, 127, 0)


def test_what_a_theme_of_ones_own_does_not_say_is_as_in_the_readers() -> None:
    night = theme_of(ThemeFile("night", {"primary": "#112233", "reader-muted": "#445566"}, True))
    assert (night.primary, night.accent, night.dark) == ("#112233", DARK.accent, True)
    assert night.variables == {**DARK.variables, "reader-muted": "#445566"}
    assert theme_of(ThemeFile("paper", {}, is_dark=False)).background == LIGHT.background
