"""Own commands in config.toml, and the mistakes in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings import load
from reader.settings.own_commands import OutputTo, own_command
from reader.ui.commands import Scope, own_commands, resolve


def test_a_line_is_split_into_words_once() -> None:
    command = own_command("translate", "trans -b 'a b' {selection}")
    assert ["".join(part.text for part in word) for word in command.words] == [
        *("trans", "-b", "a b", "")
    ]
    assert command.placeholders == {"selection"}
    assert (command.is_for_shell, command.output) == (False, OutputTo.BOX)


def test_a_table_says_more() -> None:
    stated = {"run": "a | b {path}", "title": "T", "shell": True, "output": "clipboard"}
    command = own_command("x", stated)
    assert (command.title, command.is_for_shell, command.output) == ("T", True, OutputTo.CLIPBOARD)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "a command in quotes"),
        ("", "a command in quotes"),
        ({"title": "x"}, "a command in quotes"),
        ("a {nothing}", "no placeholder {nothing}"),
        ("a 'b", "cannot be split"),
        ("{path} a", "has to be a program"),
        ({"run": "a", "sell": True}, "no such field"),
        ({"run": "a", "shell": 1}, "true or false"),
        ({"run": "a", "output": "file"}, "one of box, clipboard, none"),
    ],
)
def test_mistakes_are_named(value: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        own_command("x", value)


def test_a_mistake_names_file_line_and_command_and_the_others_hold(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[commands]\ngood = "a {path}"\nbad = "a {b}"\n', "utf-8")
    loaded = load(path)
    assert [each.name for each in loaded.settings.commands] == ["good"]
    (problem,) = loaded.problems
    assert problem.startswith(f"{path}, line 3: commands: bad: no placeholder")


def test_keys_of_own_commands_take_them_from_others(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[keys]\ncommand.good = "r"\n"command.gone" = "x"\n[commands]\ngood = "a"\n', "utf-8"
    )
    settings = load(path).settings
    resolved = resolve(settings.keys, own_commands(settings.commands))
    (problem,) = resolved.problems
    assert "command.gone: no such command; is command.good meant?" in problem
    (own,) = resolved.keymap.commands(Scope.COMMAND)
    assert resolved.keymap.keys(own) == ("r",)
    assert resolved.keymap.keys("article.related") == ()
    assert own.action == "main.run_own('good')"
