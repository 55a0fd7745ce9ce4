"""Own commands: what fills a placeholder is an argument, and nothing in it acts."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.services.desktop.own_command import filled, surroundings, typed_command
from reader.settings.own_commands import own_command

VALUES = {"path": "/a/b c.md", "url": "https://a.b/", "title": "T", "selection": "it's $(x) `y`"}
TEXTS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=40)


def words(line: str, **values: str) -> list[str]:
    """The arguments that `echo` gets."""
    return list(filled(own_command("x", f"echo {line}"), {**VALUES, **values}).words[1:])


def test_a_placeholder_is_one_argument_or_a_part_of_one() -> None:
    assert words("-b {selection}") == ["-b", "it's $(x) `y`"]
    assert words("file:{path}:1 '{title}' {{print}}") == ["file:/a/b c.md:1", "T", "{print}"]


def test_what_a_value_holds_is_never_a_placeholder() -> None:
    assert words("{selection} {title}", selection="{title}") == ["{title}", "T"]


def test_a_value_is_not_taken_for_an_option() -> None:
    assert words("{selection}", selection="--delete") == [" --delete"]
    assert words("-- {selection}", selection="--delete") == ["--", "--delete"]
    assert words("--text={selection}", selection="-x") == ["--text=-x"]


@given(TEXTS)
def test_without_a_shell_any_value_comes_through(text: str) -> None:
    assert words("a {selection}", selection=text)[1].lstrip(" ") == text.lstrip(" ")


@pytest.mark.parametrize(
    "quoted", ["{selection}", '"{selection}"', "'{selection}'", "\"a\"'{selection}'"]
)
@pytest.mark.parametrize(
    "text", ["$(touch hit)", "`touch hit`", "'; touch hit; '", '"; touch hit; "', "a\nb", "* ~ \\"]
)
def test_a_shell_gets_a_value_as_it_is_however_it_is_quoted(
    tmp_path: Path, quoted: str, text: str
) -> None:
    stated = own_command("x", {"run": f"printf %s {quoted}", "shell": True})
    command = filled(stated, {"selection": text})
    done = subprocess.run(
        command.words, env=dict(command.environment), cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout.decode() == ("a" if quoted.startswith('"a"') else "") + text
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_is_not_there_is_told_of() -> None:
    with pytest.raises(ReaderError, match="no program"):
        filled(own_command("x", "gone-for-good {path}"), VALUES, {"PATH": "/nowhere"})


def test_programs_are_not_looked_for_in_relative_folders() -> None:
    assert surroundings({"PATH": ".:/usr/bin::bin"})["PATH"] == "/usr/bin"
    assert typed_command("a | b").words[-1] == "a | b"
