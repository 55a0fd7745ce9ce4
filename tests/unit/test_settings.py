"""config.toml: every key is checked, every mistake is named, and none stops the reader."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from reader.settings import CHECKS, KEYS, KeyChoice, Settings, load
from reader.typeset.model import PageStyle
from tests.conftest import PROJECT


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    loaded = load(tmp_path / "config.toml")
    assert loaded.settings == Settings()
    assert loaded.problems == ()


def test_what_is_set_is_taken_and_the_rest_stays(tmp_path: Path) -> None:
    path = write(tmp_path, 'measure = 60\nsort = "title"\nfolders = ["~/a", "b"]\n')
    settings = load(path).settings
    assert (settings.measure, settings.sort, settings.theme) == (60, "title", Settings().theme)
    assert settings.folders == (Path.home() / "a", Path("b"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("measure = 5", "from 20 to 120"),
        ("measure = true", "whole number"),
        ('sort = "colour"', "one of date"),
        ('folders = "one"', "list of folder names"),
        ("sidebar = 3", "from 24 to 80"),
        ('folders = ["~nobody-at-all/x"]', "home directory"),
        ("theme = 4", "name in quotes"),
        ("colour = 1", "no such setting"),
        ("justify = 1", "true or false"),
        ('gap = "yes"', "true or false"),
        ("ambiguous = 3", "from 1 to 2"),
        ('code = "fold"', "one of wrap, scroll"),
        ("export = 3", "path in quotes"),
        ('export = "notes.md"', "from / or ~"),
        ('keys = "m"', "a table is wanted"),
        ("keys = []", "a table is wanted"),
    ],
)
def test_a_mistake_names_file_line_and_key(tmp_path: Path, line: str, words: str) -> None:
    path = write(tmp_path, f"# a comment\n{line}\n")
    loaded = load(path)
    (problem,) = loaded.problems
    assert f"{path}, line 2: {line.split()[0]}" in problem
    assert words in problem
    assert loaded.settings == Settings()


def test_settings_say_how_a_column_is_set(tmp_path: Path) -> None:
    text = 'justify = true\nindent = true\ngap = true\nambiguous = 2\ncode = "scroll"\n'
    style = load(write(tmp_path, text)).settings.page_style(40, 2)
    assert style == PageStyle(
        40, ambiguous=2, justify=True, hang=2, indent=4, gap=True, wrap_code=False
    )


def test_punctuation_hangs_where_the_margin_has_room_and_nobody_forbids_it() -> None:
    assert Settings().page_style(40) == PageStyle(40)
    assert [Settings().page_style(40, margin).hang for margin in (0, 1, 2, 9)] == [0, 0, 2, 2]
    assert Settings(hanging=False).page_style(40, 9).hang == 0


def test_a_mistake_does_not_spoil_the_other_keys(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, "measure = 5\nsidebar = 30\n"))
    assert loaded.settings.sidebar == 30
    assert len(loaded.problems) == 1


@pytest.mark.parametrize(
    "data", [b"measure = = 3", b"\xff\xfe", b"measure = 1\nmeasure = 2", b"a = " + b"[" * 5000]
)
def test_a_file_that_is_no_toml_is_named_and_the_defaults_hold(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(data)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert str(path) in loaded.problems[0]


@pytest.mark.parametrize("digits", [1_001, 5_000, 100_000])
def test_a_number_that_python_does_not_read_is_named_with_its_line(
    tmp_path: Path, digits: int
) -> None:
    loaded = load(write(tmp_path, f"sidebar = 30\nmeasure = {'9' * digits}\n"))
    assert loaded.settings == Settings()
    (problem,) = loaded.problems
    assert f"{tmp_path / 'config.toml'}: line 2: " in problem
    assert "until that is mended" in problem


def test_a_folder_whose_name_no_system_takes_is_a_mistake(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, 'links = ["/a"]\nfolders = ["a\\u0000b"]\n'))
    assert loaded.settings == Settings(links=(Path("/a"),))
    assert "line 2: folders" in loaded.problems[0]


def test_keys_of_commands_are_taken_with_their_lines(tmp_path: Path) -> None:
    text = """measure = 60
[keys]  # of mine
"article.bookmark" = ["m", "ctrl+d"]
'list.sort' = "x"
list.menu = []
"""
    path = write(tmp_path, text)
    loaded = load(path)
    assert loaded.problems == ()
    assert loaded.settings.measure == 60
    assert loaded.settings.keys == (
        KeyChoice("article.bookmark", ("m", "ctrl+d"), f"{path}, line 3"),
        KeyChoice("list.sort", ("x",), f"{path}, line 4"),
        KeyChoice("list.menu", (), f"{path}, line 5"),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('keys = { "list.sort" = "x" }', 1),
        ('keys."list.sort" = "x"', 1),
        ('\n[keys.list]\nsort = "x"', 3),
        ('\n[ keys ]\n "list.sort"= "x"', 3),
        ('\n["keys"]\nlist . sort= "x"', 3),
    ],
)
def test_keys_may_be_written_in_other_ways(tmp_path: Path, text: str, line: int) -> None:
    path = write(tmp_path, text)
    assert load(path).settings.keys == (KeyChoice("list.sort", ("x",), f"{path}, line {line}"),)
    assert load(path).problems == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('"list.sort" = 3', "a key in quotes is wanted"),
        ('"list.sort" = ["x", 3]', "a key in quotes is wanted"),
        ('"list.sort" = true', "a key in quotes is wanted"),
        ("measure = 60", "a setting stands above the line [keys]"),
    ],
)
def test_a_mistaken_line_of_keys_is_named_and_the_others_hold(
    tmp_path: Path, line: str, words: str
) -> None:
    path = write(tmp_path, f'[keys]\n{line}\n"list.menu" = "x"\n')
    loaded = load(path)
    (problem,) = loaded.problems
    assert problem.startswith(f"{path}, line 2: ")
    assert words in problem
    assert loaded.settings == Settings(keys=(KeyChoice("list.menu", ("x",), f"{path}, line 3"),))


def test_a_table_where_a_key_is_wanted_is_named(tmp_path: Path) -> None:
    (problem,) = load(write(tmp_path, '[keys]\nlist.sort.more = "x"\n')).problems
    assert "keys: list.sort: a key in quotes is wanted" in problem


def test_every_key_is_checked_and_in_the_readme() -> None:
    names = set(Settings._fields)
    assert {*CHECKS, KEYS} == names
    example = re.search(r"```toml\n(.*?)```", (PROJECT / "README.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    assert {re.split(" =|]", line)[0].strip("[") for line in example[1].splitlines()} == names


def test_the_readmes_example_is_the_defaults(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", (PROJECT / "README.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    loaded = load(write(tmp_path, example[1]))
    assert loaded.problems == ()
    assert loaded.settings == Settings()


def test_a_pipe_is_no_configuration(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    os.mkfifo(path)
    loaded = load(path)
    assert loaded.settings == Settings()
    assert "no regular file" in loaded.problems[0]
