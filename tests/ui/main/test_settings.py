"""Settings are changed while one reads: the page shows it at once, config.toml has it then."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.services.desktop.terminal_facts import TerminalFacts
from reader.services.saved_layout import parse
from reader.settings import Settings, load
from reader.text.chinese_variants.variant import Variant
from reader.text.width import ambiguous_cells
from reader.ui.dialogs.help import HelpScreen
from reader.ui.dialogs.picker import Picker
from reader.ui.dialogs.settings.screen import SettingsScreen
from reader.ui.dialogs.settings.setting_list import PAD, TITLE_CELLS, SettingList
from reader.ui.terminal.width_told import WidthTold
from tests.ui.conftest import Reader, Start

OWN = """\
# Mine.
measure = 60  # as a paperback
[keys]
"list.menu" = "x"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(OWN)
    return path


def panel(reader: Reader) -> SettingList:
    assert isinstance(reader.app.screen, SettingsScreen)
    return reader.app.screen.list


async def go_to(reader: Reader, key: str) -> None:
    keys = [row.key for row in panel(reader)._rows]
    panel(reader).cursor = keys.index(key)
    await reader.pilot.pause()
    assert panel(reader).current.key == key


async def test_a_change_is_on_the_page_at_once_and_in_the_file_with_its_comments(
    start: Start, config: Path
) -> None:
    async with start(config=config) as reader:
        await reader.press("enter", "comma")
        await go_to(reader, "measure")
        await reader.press("right")
        assert reader.main.pane.view.measure == 64
        assert "Line length: written to config.toml" in reader.text
        assert config.read_text() == OWN.replace("60", "64")
        await reader.press("U")
        assert reader.main.pane.view.measure == Settings().measure
        assert config.read_text() == OWN.replace("measure = 60", "#measure = 64")
        await reader.press("j", "l", "j", "j", "l")
        written = load(config).settings
        assert (written.justify, written.hanging) == (True, True)
        # the mouse
        for x, measure in ((PAD + TITLE_CELLS + 4, 80), (PAD + TITLE_CELLS, 76)):
            await reader.pilot.click("#settings-list", offset=(x, 1))
            await reader.settle()
            assert load(config).settings.measure == reader.main.pane.view.measure == measure
        await reader.press("escape")
        assert reader.app.screen is reader.main
        assert reader.main.in_article
        await reader.press("comma")
        await reader.pilot.click(offset=(100, 10))
        assert reader.app.screen is reader.main


async def test_a_theme_is_seen_before_it_is_taken(start: Start, config: Path) -> None:
    (config.parent / "themes").mkdir()
    (config.parent / "themes" / "night.toml").write_text('background = "#000022"\nink = 3\n')
    config.write_text(f"sidebar = 30\n{OWN}")
    async with start(config=config, size=(60, 30)) as reader:
        assert reader.main.sidebar.outer_size.width == 60
        await reader.press("comma", "enter")
        assert isinstance(reader.app.screen, Picker)
        await reader.press("j", "j")
        assert reader.app.theme == "night"
        assert reader.app.theme_variables["background"] == "#000022"
        await reader.press("escape")
        assert reader.app.theme == "reader-dark"
        assert config.read_text() == f"sidebar = 30\n{OWN}"
        await reader.press("enter", "j", "j", "enter")
        assert reader.app.theme == load(config).settings.theme == "night"
        assert [problem.partition(": ")[2] for problem in reader.main.problems] == [
            "ink: there is no colour of this name"
        ]


async def test_what_was_changed_last_wins_over_the_library_or_over_the_file(
    start: Start, config: Path
) -> None:
    async with start(config=config) as reader:
        main, session = reader.main, reader.app.session

        def kept() -> tuple[int, str, Variant | None]:
            layout = parse(main.resuming._layout().dump(session.settings), session.settings)
            assert layout is not None
            return layout.measure, layout.theme, layout.variant

        await reader.press("enter", "plus", "ctrl+t", "T")
        assert kept() == (64, "reader-light", Variant.SIMPLIFIED)
        await reader.press("comma")
        assert "Chosen for this library; config.toml: reader-dark" in " ".join(reader.text.split())
        await reader.press("right")
        await go_to(reader, "measure")
        await reader.press("right")
        await go_to(reader, "chinese")
        await reader.press("right")
        settings = load(config).settings
        assert (settings.measure, settings.chinese) == (68, "traditional")
        assert settings.theme == reader.app.theme != "reader-light"
        assert kept() == (0, "", None)
        await reader.press("escape", "ctrl+t")
        assert kept()[1] == reader.app.theme


async def test_a_damaged_file_is_told_and_the_change_holds_for_the_session(
    start: Start, config: Path
) -> None:
    config.write_text("measure = = 3")
    async with start(config=config) as reader:
        assert "config.toml has 1 mistake · ? lists them" in reader.text
        await reader.press("comma", "j", "right")
        assert reader.main.pane.view.measure == 80
        assert "is not written over" in " ".join(reader.text.split())
        assert config.read_text() == "measure = = 3"


async def test_all_mistakes_stand_together_until_they_are_mended(
    start: Start, config: Path
) -> None:
    config.write_text('measure = 3\ngap = 7\ntheme = "nrod"\n[keys]\n"list.srot" = "y"\n')
    async with start(config=config, size=(160, 50)) as reader:
        assert "config.toml has 4 mistakes · ? lists them" in reader.text
        await reader.app.run_action("problems", reader.main)
        await reader.settle()
        assert isinstance(reader.app.screen, HelpScreen)
        for words in ("line 1: measure", "line 2: gap", "nrod", "list.srot"):
            assert words in reader.text
        await reader.press("escape", "comma")
        await go_to(reader, "gap")
        await reader.press("right", "escape", "question_mark")
        assert "line 2: gap" not in reader.text
        assert "line 1: measure" in reader.text


async def test_wide_quotes_are_wide_wherever_they_stand(start: Start, config: Path) -> None:
    async with start(config=config, terminal=TerminalFacts("wide")) as reader:
        assert ambiguous_cells() == 1
        reader.app.post_message(WidthTold(2))
        await reader.settle()
        assert ambiguous_cells() == cell_len("“") == 2
        state = reader.app.session.state
        assert state.get_session("terminal:wide") == '{"ambiguous": 2}'
        widths = {119, 120}  # a scroll bar that is not needed leaves a cell
        for keys in (["enter"], ["slash", *"text"], ["escape", "M"], ["q", "ctrl+p"]):
            await reader.press(*keys)
            assert {cell_len(row) for row in whole_rows(reader)} <= widths
        await reader.press("escape", "comma")
        await go_to(reader, "ambiguous")
        await reader.press("right")
        assert ambiguous_cells() == cell_len("“") == 1
        assert load(config).settings.ambiguous == 1


def whole_rows(reader: Reader) -> list[str]:
    """The rows of the screen with the blanks at their ends."""
    strips = reader.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]
