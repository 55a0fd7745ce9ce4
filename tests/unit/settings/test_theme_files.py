"""Themes of one's own: what is right in a file holds, each mistake is named."""

from __future__ import annotations

from pathlib import Path

from reader.settings.theme_files import MOST_BYTES, ThemeFile, read_themes

NAMES = frozenset({"primary", "background", "reader-muted"})


def read(tmp_path: Path, **files: str) -> tuple[tuple[ThemeFile, ...], list[str]]:
    folder = tmp_path / "themes"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text)
    found = read_themes(tmp_path / "config.toml", NAMES, frozenset({"taken"}))
    return found.themes, [problem.replace(str(folder), "") for problem in found.problems]


def test_no_folder_is_no_mistake(tmp_path: Path) -> None:
    assert read_themes(tmp_path / "config.toml", NAMES, frozenset()) == ((), ())


def test_a_theme_has_its_files_name_and_its_grounds_brightness(tmp_path: Path) -> None:
    themes, problems = read(
        tmp_path,
        night='primary = "#112233"\nbackground = "#101010"\n',
        paper='background = "#fdf6e3"\n',
        dusk='background = "#fdf6e3"\ndark = true\n',
    )
    assert problems == []
    assert {theme.name: theme.is_dark for theme in themes} == {
        "night": True,
        "paper": False,
        "dusk": True,
    }
    assert themes[1].colors == {"primary": "#112233", "background": "#101010"}


def test_a_mistaken_line_is_named_and_the_others_hold(tmp_path: Path) -> None:
    themes, problems = read(tmp_path, night='primary = "green"\nink = "#000000"\ndark = true\n')
    assert themes == (ThemeFile("night", {}, is_dark=True),)
    assert problems == [
        '/night.toml: primary: a colour such as "#7fb4a3" is wanted',
        "/night.toml: ink: there is no colour of this name",
    ]


def test_a_file_that_is_no_theme_is_named(tmp_path: Path) -> None:
    themes, problems = read(
        tmp_path, taken="", broken="= 3", large="#" * (MOST_BYTES + 1), **{"a b": ""}
    )
    assert themes == ()
    assert [problem.partition(": ")[0] for problem in problems] == [
        "/a b.toml",
        "/broken.toml",
        "/large.toml",
        "/taken.toml",
    ]
