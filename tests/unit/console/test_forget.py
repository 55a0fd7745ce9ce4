"""forget: what goes, what stays, and that nothing of it is left on the disk."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.cli import run
from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.library.index import Index
from reader.paths import Paths
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.reading_state import StateDatabase

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NAMES = ("alpha-secret", "beta-secret", "gamma-secret")


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA_DIR", "STATE_DIR", "CACHE_DIR"):
        monkeypatch.setenv(f"READER_{name}", str(tmp_path / name))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("READER_BOOKMARKS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def paths() -> Paths:
    return Paths.default(os.environ)


@pytest.fixture
def shelf(tmp_path: Path, paths: Paths) -> Path:
    """Three articles that are indexed, were opened, and are read in part."""
    folder = tmp_path / "shelf"
    (folder / "deep").mkdir(parents=True)
    for name in NAMES:
        file = at(folder, name)
        file.write_text(f"# {name}\n\nThe words of {name}.\n", "utf-8")
    with Index(paths.index) as index:
        list(index.refresh([folder]))
    with StateDatabase(paths.state) as state:
        for name in NAMES:
            file = at(folder, name)
            state.save_place(name, file, Place(1), Quote(f"words of {name}"), 0.5, NOON)
            state.record_open(name, file, name, NOON)
        state.set_session("searches", '["a secret", "b"]')
        state.save_session(f'["{folder}"]', f'{{"rows": ["{at(folder, NAMES[0])}"]}}', "", NOON)
        state.save_session('["/elsewhere"]', "", '{"back": [["/elsewhere/a.md"]]}', NOON)
    BookmarkStore(paths.bookmarks).add(Bookmark(ArticleRef(path=str(at(folder, NAMES[0])))))
    return folder


def at(folder: Path, name: str) -> Path:
    return folder / ("deep" if name == NAMES[2] else "") / f"{name}.md"


def bytes_of(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def known(paths: Paths) -> tuple[int, int, int]:
    """Openings, articles with a place, articles in the index."""
    with StateDatabase(paths.state) as state, Index(paths.index) as index:
        entries = index.view(lambda snapshot: snapshot.count([Path("/")]))
        return len(state.history()), len(state.read_states()), entries


@pytest.mark.usefixtures("shelf")
class TestAll:
    @pytest.mark.parametrize(
        ("options", "left"),
        [
            (["--history"], (0, 3, 3)),
            (["--places"], (3, 0, 3)),
            (["--index"], (3, 3, 0)),
            (["--history", "--places", "--index"], (0, 0, 0)),
        ],
    )
    def test_what_is_named_goes_and_the_rest_stays(
        self, paths: Paths, options: list[str], left: tuple[int, int, int]
    ) -> None:
        bookmarks = paths.bookmarks.read_bytes()
        assert run(["forget", *options]) == 0
        assert known(paths) == left
        assert paths.bookmarks.read_bytes() == bookmarks

    def test_it_says_how_much_it_was(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["forget", "--history", "--places", "--index"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "Forgotten of the history: 3 openings, 2 searches, 2 sessions",
            "Forgotten of reading: 3 articles",
            "Forgotten of the index: 3 articles",
        ]

    def test_nothing_of_it_is_left_on_the_disk(self, paths: Paths) -> None:
        assert b"secret" in bytes_of(paths.state)
        assert run(["forget", "--history", "--places", "--index"]) == 0
        assert b"secret" not in bytes_of(paths.state)
        assert list(paths.index.parent.iterdir()) == []

    def test_damaged_copies_go_too(self, paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
        ours = paths.state.read_bytes()
        folder = paths.state.parent
        for ending, content in (
            ("damaged-20260101T000000Z", b"damaged"),
            ("damaged-20260101T000000Z-wal", b"its companion"),
            ("damaged-20260101T000000Z-2", b"damaged"),
            ("set-aside-20260101T000000Z", ours),
            ("set-aside-20260102T000000Z", b"somebody else's"),
        ):
            (folder / f"state.db.{ending}").write_bytes(content)
        assert run(["forget", "--places"]) == 0
        kept = {file.name for file in folder.iterdir()}
        assert kept == {"state.db", "state.db.set-aside-20260102T000000Z"}
        assert "3 damaged copies of state.db" in capsys.readouterr().out


class TestPaths:
    def test_all_that_is_known_of_a_file_goes(
        self, shelf: Path, paths: Paths, capsys: pytest.CaptureFixture[str]
    ) -> None:
        name = NAMES[0]
        assert run(["forget", str(at(shelf, name).relative_to(Path.cwd()))]) == 0
        assert known(paths) == (2, 2, 2)
        assert name.encode() not in bytes_of(paths.state)
        assert name.encode() not in bytes_of(paths.index)
        assert NAMES[1].encode() in bytes_of(paths.state)
        assert NAMES[1].encode() in bytes_of(paths.index)
        assert capsys.readouterr().out.splitlines() == [
            "Forgotten of the history: 1 opening, 0 searches, 1 session",
            "Forgotten of reading: 1 article",
            "Forgotten of the index: 1 article",
        ]
        with Index(paths.index) as index:
            assert index.check() == []

    def test_or_only_what_is_named(self, shelf: Path, paths: Paths) -> None:
        assert run(["forget", "--places", str(at(shelf, NAMES[0]))]) == 0
        assert known(paths) == (3, 2, 3)

    def test_of_a_folder_all_that_is_in_it(self, shelf: Path, paths: Paths) -> None:
        assert run(["forget", str(shelf / "deep")]) == 0
        assert known(paths) == (2, 2, 2)
        assert run(["forget", str(shelf / "de")]) == 0
        assert known(paths) == (2, 2, 2)
        assert run(["forget", str(shelf)]) == 0
        assert known(paths) == (0, 0, 0)
        with StateDatabase(paths.state) as state:
            assert state.get_session("searches") is not None
            assert state.trail('["/elsewhere"]')

    def test_it_may_be_gone_and_its_text_known_under_another_name(
        self, shelf: Path, paths: Paths
    ) -> None:
        with StateDatabase(paths.state) as state:
            state.record_open(NAMES[0], shelf / "renamed.md", NAMES[0], NOON)
        for file in shelf.glob("*.md"):
            file.unlink()
        assert run(["forget", "--history", "--places", str(shelf / "renamed.md")]) == 0
        assert known(paths) == (2, 2, 3)


def test_nothing_named_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["forget"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "name --history, --places, --index, or files and folders" in captured.err


def test_where_nothing_is_known_nothing_is_made(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["forget", "--history", "--places", "--index"]) == 0
    assert run(["forget", "some/file.md"]) == 0
    assert "0 openings, 0 searches, 0 sessions" in capsys.readouterr().out
    assert not paths.state.exists()
    assert not paths.index.exists()


def test_what_another_program_locks_is_told_and_not_forgotten_by_half(
    shelf: Path, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    before = known(paths)
    with closing(sqlite3.connect(paths.state, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run(["forget", str(shelf)]) == 2
    assert "is in use: nothing was deleted" in capsys.readouterr().err
    assert known(paths) == before
