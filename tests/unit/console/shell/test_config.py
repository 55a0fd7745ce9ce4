"""`reader config`: what holds and where it is from, the file, its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli import run


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own" / "config.toml"
    monkeypatch.setenv("READER_CONFIG", str(path))
    monkeypatch.setenv("READER_STATE_DIR", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return path


def write(config: Path, text: str) -> None:
    config.parent.mkdir(exist_ok=True)
    config.write_text(text)


def test_every_setting_is_printed_with_where_it_is_from(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(config, '# mine\nmeasure = 60\n[keys]\n"list.menu" = "x"\n')
    assert run(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("measure = 60 ")).endswith(
        f"# {config}, line 2"
    )
    assert next(line for line in lines if line.startswith("gap")).endswith("# default")
    assert lines[-1] == f'"list.menu" = ["x"]  # {config}, line 4'


def test_all_mistakes_are_printed_at_once(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (config.parent / "themes").mkdir(parents=True)
    (config.parent / "themes" / "night.toml").write_text('primary = "green"\n')
    write(config, 'measure = 5\ngap = 3\ntheme = "nrod"\n[keys]\n"list.srot" = "x"\n')
    assert run(["config", "--check"]) == 1
    told = capsys.readouterr().out
    for words in ("measure: a whole", "gap: true or", "called nrod", "list.sort meant", "primary:"):
        assert words in told
    write(config, 'theme = "night"\n')
    (config.parent / "themes" / "night.toml").write_text('primary = "#00ff00"\n')
    assert run(["config", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_the_path_is_told(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "--path"]) == 0
    assert capsys.readouterr().out == f"{config}\n"


def test_an_editor_gets_a_file_that_lists_all_settings(
    config: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i 's/^#measure = 76/measure = 5/'")
    assert run(["config", "--edit"]) == 1
    assert "\nmeasure = 5\n" in config.read_text()
    assert "measure: a whole number" in capfd.readouterr().out
    monkeypatch.setenv("VISUAL", "sed -i 's/^measure = 5/measure = 50/'")
    assert run(["config", "--edit"]) == 0


@pytest.mark.parametrize("editor", ["", "'", "/no/such/editor", "false"])
def test_an_editor_that_does_not_work_is_told(
    editor: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    assert run(["config", "--edit"]) == 2
    assert "reader: " in capsys.readouterr().err
