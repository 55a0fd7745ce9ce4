"""README.md lists the commands and the keys that they have by default."""

from __future__ import annotations

import re
from pathlib import Path

from reader.settings import load
from reader.ui.commands import COMMANDS, resolve
from tests.tables.key_table import README, key_table, written


def test_the_readme_lists_all_commands_with_their_keys() -> None:
    assert written() == key_table(), "python -m tests.tables.key_table writes it anew"


def test_every_command_is_in_the_table_once() -> None:
    assert sorted(re.findall(r"`([a-z]+\.[a-z_]+)` \|", key_table())) == sorted(
        command.id for command in COMMANDS
    )


def test_the_example_in_the_readme_is_without_mistakes(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(\[keys\]\n.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "config.toml"
    path.write_text(example[1], "utf-8")
    loaded = load(path)
    resolved = resolve(loaded.settings.keys)
    assert loaded.problems == resolved.problems == ()
    assert resolved.keymap.keys("article.bookmark") == ("m", "ctrl+d")
    assert resolved.keymap.keys("article.half_page_down") == ("d",)
    assert resolved.keymap.keys("list.menu") == ()


def test_keys_named_in_the_summary_are_keys_of_the_table() -> None:
    summary = README.read_text("utf-8").partition("| keys | |")[2].partition("\n\n")[0]
    named = {
        key
        for row in summary.splitlines()
        if row.startswith("| `")
        for key in re.findall(r"`([^`]+)`", row.split("|")[1].replace("\\", ""))
    }
    known = {label for command in COMMANDS for label in _labels(command.id)}
    assert named - known == set()


def _labels(id_: str) -> list[str]:
    return resolve(()).keymap.labels(id_).split()
