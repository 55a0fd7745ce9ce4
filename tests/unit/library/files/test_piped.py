"""What came through a pipe, as a file of its own for a while."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library.files.piped import PipedFile, is_piped

posix = pytest.mark.skipif(os.name != "posix", reason="locks and modes are a POSIX matter")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_there_with_its_content_till_the_end(temporary: Path) -> None:
    with PipedFile([b"some text"]) as piped:
        assert piped.path.read_bytes() == b"some text"
        assert is_piped(piped.path)
        piped.index.write_bytes(b"an index")
    assert list(temporary.iterdir()) == []


@posix
def test_nobody_else_may_look_into_it() -> None:
    with PipedFile([b"some text"]) as piped:
        assert piped.index.parent.stat().st_mode & 0o777 == 0o700


def test_it_may_be_removed_more_than_once(temporary: Path) -> None:
    with PipedFile([b"some text"]) as piped:
        piped.remove()
        assert list(temporary.iterdir()) == []
        piped.remove()


@posix
def test_what_a_killed_process_left_goes_and_what_is_in_use_stays(temporary: Path) -> None:
    (temporary / "reader-stdin-dead" / "article").mkdir(parents=True)
    (temporary / "reader-stdin-dead" / "article" / "stdin").write_bytes(b"left")
    with PipedFile([b"one"]) as one, PipedFile([b"two"]) as two:
        assert one.path.read_bytes() == b"one"
        assert two.path.read_bytes() == b"two"
        assert not (temporary / "reader-stdin-dead").exists()


@posix
def test_what_others_put_there_under_such_a_name_stays(temporary: Path) -> None:
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").touch()
    (temporary / "reader-stdin-link").symlink_to(elsewhere)
    (temporary / "reader-stdin-file").touch()
    with PipedFile([b"some text"]):
        pass
    assert (elsewhere / "mine").exists()
    assert (temporary / "reader-stdin-link").is_symlink()
    assert (temporary / "reader-stdin-file").exists()


def test_where_it_cannot_be_written_an_error_says_what_to_do(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "missing"))
    with pytest.raises(ReaderError, match=r"cannot be kept in .*TMPDIR"), PipedFile([b"text"]):
        pass


@pytest.mark.parametrize("path", ["/tmp/stdin", "stdin", "/reader-stdin-x/article/other", "/"])  # noqa: S108
def test_other_files_are_not_piped(path: str) -> None:
    assert not is_piped(Path(path))
