"""What the owner made outlives the end of the real program, however it comes."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
import pytest

from reader.document.model import Place
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from tests.terminal.conftest import Launch, Terminal

ENTER = "\r"
MANY = 8_000


def kept(folder: Path) -> list[dict[str, object]]:
    found = json.loads((folder / "bookmarks.json").read_text("utf-8"))["bookmarks"]
    assert isinstance(found, list)
    return found


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of the bookmarks, as another reader that is slow."""
    folder.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(folder / ".bookmarks.json.lock"):
        yield


def in_article(launch: Launch) -> Terminal:
    terminal = launch("articles")
    terminal.wait_for("enter read")
    terminal.send(ENTER)
    terminal.wait_for("outline")
    return terminal


def test_q_twice_while_another_program_holds_the_file(launch: Launch, tmp_path: Path) -> None:
    terminal = in_article(launch)
    with held(tmp_path / "data"):
        terminal.send("mQQ")
        terminal.wait_for("Saving…")
        terminal.send("Q")
        terminal.process.kill(signal.SIGTERM)
    assert terminal.wait_for_end() == 0
    assert b"Traceback" not in terminal.raw
    assert len(kept(tmp_path / "data")) == 1


def test_bursts_of_keys_that_end_it_lose_none_of_many_bookmarks(
    launch: Launch, tmp_path: Path
) -> None:
    store = BookmarkStore(tmp_path / "data" / "bookmarks.json")
    ref = ArticleRef(path="/elsewhere.md", title="Elsewhere")
    store.add_all(Bookmark(ref, Place(at), note="words " * 20) for at in range(MANY))
    for burst in ("mQQ", "mQQQQ", "mQ\x03Q"):
        before = len(kept(tmp_path / "data"))
        terminal = launch("--fresh", "articles")
        terminal.wait_for("enter read")
        terminal.send("j" * (before - MANY) + burst)
        assert terminal.wait_for_end() == 0
        assert b"Traceback" not in terminal.raw
        assert len(kept(tmp_path / "data")) == before + 1


def test_a_file_that_is_never_let_go_ends_the_reader_with_a_copy_elsewhere(
    launch: Launch, tmp_path: Path
) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    terminal = launch("articles", XDG_RUNTIME_DIR=str(runtime))
    terminal.wait_for("enter read")
    terminal.send(ENTER)
    terminal.wait_for("outline")
    with held(tmp_path / "data"):
        terminal.send("mQ")
        terminal.wait_for("Saving…")
        terminal.send("QQ")
        assert terminal.wait_for_end() == 2
    assert b"Traceback" not in terminal.raw
    assert "another program holds the file" in terminal.text.replace("\n", "")
    again = launch("articles", XDG_RUNTIME_DIR=str(runtime))
    again.wait_for("enter read")
    again.send("Q")
    assert again.wait_for_end() == 0
    assert len(kept(tmp_path / "data")) == 1


def _hang_up(terminal: Terminal) -> None:
    terminal.hang_up()


def _signal(number: signal.Signals) -> Callable[[Terminal], None]:
    def end(terminal: Terminal) -> None:
        terminal.process.kill(number)
        assert terminal.wait_for_end() == 0

    return end


@pytest.mark.parametrize(
    "end",
    [_signal(signal.SIGTERM), _signal(signal.SIGHUP), _hang_up],
    ids=["SIGTERM", "SIGHUP", "no terminal"],
)
def test_a_half_typed_note_is_kept(
    launch: Launch, tmp_path: Path, end: Callable[[Terminal], None]
) -> None:
    terminal = in_article(launch)
    terminal.send("m")
    terminal.wait_for("Bookmarked")
    terminal.send("M")
    terminal.wait_for("Bookmarks ·")
    terminal.send("e")
    terminal.wait_for("ctrl+d delete")
    terminal.send("half a thou")
    terminal.wait_for("half a thou")
    end(terminal)
    (mark,) = kept(tmp_path / "data")
    assert mark["note"] == "half a thou"
