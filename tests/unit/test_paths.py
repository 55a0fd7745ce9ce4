from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.paths import Paths

if TYPE_CHECKING:
    import pytest


def test_default_is_one_folder_of_the_reader_for_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", f"/home/someone/{kind}")
    paths = Paths.default({})
    names = (paths.bookmarks.name, paths.state.name, paths.index.name, paths.config.name)
    assert names == ("bookmarks.json", "state.db", "index.db", "config.toml")
    assert {"reader"} == {
        path.parent.name for path in (paths.bookmarks, paths.state, paths.index, paths.config)
    }


TEMPORARY = Path(tempfile.gettempdir()) / f"reader-{os.getuid()}"


def test_variables_move_each_file(tmp_path: Path) -> None:
    env = {
        "READER_DATA_DIR": str(tmp_path / "data"),
        "READER_STATE_DIR": str(tmp_path / "state"),
        "READER_CACHE_DIR": str(tmp_path / "cache"),
        "READER_CONFIG": str(tmp_path / "mine.toml"),
    }
    assert Paths.default(env) == Paths(
        bookmarks=tmp_path / "data" / "bookmarks.json",
        searches=tmp_path / "data" / "searches.json",
        state=tmp_path / "state" / "state.db",
        index=tmp_path / "cache" / "index.db",
        pictures=tmp_path / "cache" / "pictures",
        config=tmp_path / "mine.toml",
        emergency=(tmp_path / "state", tmp_path / "cache", TEMPORARY),
    )
    assert list(tmp_path.iterdir()) == []


def test_bookmarks_of_the_command_line_come_first(tmp_path: Path) -> None:
    env = {"READER_DATA_DIR": "/data", "READER_BOOKMARKS": str(tmp_path / "b.json")}
    assert Paths.default(env).bookmarks == tmp_path / "b.json"
    chosen = tmp_path / "chosen.json"
    assert Paths.default(env, chosen).bookmarks == chosen


def test_empty_variables_are_unset_and_paths_become_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/someone")
    env = {"READER_DATA_DIR": "", "READER_STATE_DIR": "here", "READER_CONFIG": "~/reader.toml"}
    paths = Paths.default(env)
    assert paths.bookmarks == Paths.default({}).bookmarks
    assert paths.state == tmp_path / "here" / "state.db"
    assert paths.config == Path("/home/someone/reader.toml")


def test_what_is_refused_may_go_to_the_memory_of_the_session() -> None:
    env = {"XDG_RUNTIME_DIR": "/run/user/7"}
    assert Paths.default(env).emergency[-2:] == (Path("/run/user/7/reader"), TEMPORARY)
    assert len(Paths.default({"XDG_RUNTIME_DIR": "here"}).emergency) == 3
