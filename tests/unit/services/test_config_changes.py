"""Changes on their way to config.toml, and what a terminal said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.services.config_changes import ConfigChanges, WrittenConfig
from reader.services.desktop.terminal_facts import (
    TerminalFacts,
    parse_facts,
    recalled,
    terminal_name,
)
from reader.settings import Settings, load
from reader.state.reading_state import StateDatabase
from reader.text.width import ambiguous_cells, cell_width, set_ambiguous_cells


def test_what_is_changed_is_written_and_what_is_wrong_with_the_file_is_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("measure = 3\n")
    changes = ConfigChanges(path, lambda settings: (settings.theme,))
    written = changes.put("theme", "nord").result()
    assert written.keys == ("theme",)
    assert [problem.rpartition(": ")[2] for problem in written.problems] == [
        "a whole number from 20 to 120 is wanted",
        "nord",
    ]


def test_a_failure_is_told_and_the_next_change_is_tried(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("= 3")
    changes = ConfigChanges(path)
    assert "is not written over" in changes.put("measure", 60).result().failure
    path.write_text("")
    assert changes.put("measure", 80).result() == WrittenConfig(("measure",))
    assert load(path).settings.measure == 80


def test_without_a_file_nothing_is_written() -> None:
    assert ConfigChanges(None).put("measure", 60).result() == WrittenConfig(())


@pytest.fixture
def narrow() -> Iterator[None]:
    yield
    set_ambiguous_cells(1)


@pytest.mark.usefixtures("narrow")
def test_a_terminal_is_known_by_its_name_and_settings_come_first(tmp_path: Path) -> None:
    environment = {"TERM": "xterm", "TERM_PROGRAM": "Wide"}
    facts = TerminalFacts(terminal_name(environment), 2)
    assert recalled(tmp_path / "none.db", Settings(), environment).ambiguous == 0
    with StateDatabase(tmp_path / "state.db") as state:
        state.set_session(facts.key, facts.dump())
    assert recalled(tmp_path / "state.db", Settings(), environment) == facts
    assert (ambiguous_cells(), cell_width("“")) == (2, 2)
    assert recalled(tmp_path / "state.db", Settings(), {"TERM": "xterm"}).ambiguous == 0
    assert ambiguous_cells() == 1
    recalled(tmp_path / "state.db", Settings(ambiguous=1), environment)
    assert ambiguous_cells() == 1


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ambiguous": 7}', '{"ambiguous": true}'])
def test_what_is_not_understood_of_a_terminal_is_not_known(text: str) -> None:
    assert parse_facts("x", text) is None
