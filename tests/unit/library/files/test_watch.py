"""What the watcher tells of real files, and what it does where the system cannot tell."""

from __future__ import annotations

import os
import queue
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pytest

from reader.library.files import poll, watch
from reader.library.files.system_watch import RawChange
from reader.library.files.watch import MANY, System, changes

PATIENCE = 20.0
"""Seconds for what takes a fraction of one, on a machine that is busy."""
ADDED, MODIFIED, DELETED = 1, 2, 3


class Listener:
    """Runs the watcher in a thread and collects what it tells."""

    def __init__(self, *roots: Path, system: System | None = None) -> None:
        self.stop = threading.Event()
        self.notices: list[str] = []
        self.seen: set[Path] = set()
        self._told: queue.Queue[frozenset[Path]] = queue.Queue()
        found = changes(roots, self.stop, notice=self.notices.append, system=system)
        self._thread = threading.Thread(target=self._run, args=(found,), daemon=True)

    def _run(self, found: Iterator[frozenset[Path]]) -> None:
        for changed in found:
            self._told.put(changed)

    def __enter__(self) -> Listener:
        self._thread.start()
        assert self._told.get(timeout=PATIENCE) == frozenset()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def next(self) -> frozenset[Path]:
        changed = self._told.get(timeout=PATIENCE)
        self.seen |= changed
        return changed

    def until(self, *paths: Path) -> set[Path]:
        """All that was told until these were; forgets what was told before."""
        self.seen = set()
        while not self.seen.issuperset(paths):
            self.next()
        return self.seen


def write(path: Path, text: str = "text\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "library" / "old.md")
    write(tmp_path / "library" / "deep" / "er" / "inner.md")
    return tmp_path / "library"


def test_a_file_saved_added_renamed_and_removed_is_told(folder: Path) -> None:
    with Listener(folder) as listener:
        old = write(folder / "old.md", "changed\n")
        assert listener.until(old) == {old}
        new = write(folder / "deep" / "er" / "新.txt")
        assert listener.until(new) == {new}
        named = new.rename(folder / "named.txt")
        assert listener.until(new, named) == {new, named}
        named.unlink()
        assert listener.until(named) == {named}
    assert listener.notices == []


def test_an_editor_that_writes_aside_and_renames_changes_the_article_only(folder: Path) -> None:
    article = folder / "old.md"
    with Listener(folder) as listener:
        aside = write(folder / ".old.md.swp")
        aside.replace(article)
        assert listener.until(article) == {article}
        # As vim does: a probe, a backup, the file written anew, the backup removed.
        write(folder / "4913").unlink()
        backup = article.rename(folder / "old.md~")
        write(article, "again\n")
        backup.unlink()
        assert listener.until(article) == {article}


def test_what_is_hidden_or_no_article_is_not_told(folder: Path) -> None:
    with Listener(folder) as listener:
        write(folder / ".git" / "HEAD.md")
        write(folder / ".hidden.md")
        write(folder / "picture.png")
        write(folder / "deep" / "notes")  # no ending, and no front matter
        told = write(folder / "note", "---\ntitle: N\n---\n")
        assert listener.until(told) == {told}


def test_links_to_folders_are_not_followed_and_links_to_files_are(
    folder: Path, tmp_path: Path
) -> None:
    write(tmp_path / "elsewhere" / "far.md")
    with Listener(folder) as listener:
        (folder / "away").symlink_to(tmp_path / "elsewhere")
        link = folder / "link.md"
        link.symlink_to(tmp_path / "elsewhere" / "far.md")
        assert listener.until(link) == {link}
        write(tmp_path / "elsewhere" / "far.md", "changed\n")
        last = write(folder / "last.md")
        assert listener.until(last) == {last}


def test_a_folder_that_comes_is_told_as_its_articles_and_watched(
    folder: Path, tmp_path: Path
) -> None:
    outside = write(tmp_path / "outside" / "sub" / "a.md").parents[1]
    with Listener(folder) as listener:
        outside.rename(folder / "moved")
        article = folder / "moved" / "sub" / "a.md"
        assert listener.until(article) == {article}
        write(article, "changed\n")
        assert listener.until(article) == {article}
        made = write(folder / "one" / "two" / "three" / "b.md")
        assert made in listener.until(made)


def test_a_folder_that_goes_is_told_by_its_own_name(folder: Path, tmp_path: Path) -> None:
    with Listener(folder) as listener:
        (folder / "deep").rename(tmp_path / "away")
        assert folder / "deep" in listener.until(folder / "deep")
        write(tmp_path / "away" / "er" / "inner.md", "unseen\n")
        last = write(folder / "last.md")
        assert listener.until(last) == {last}


def test_a_renamed_folder_is_told_under_both_names(folder: Path) -> None:
    with Listener(folder) as listener:
        (folder / "deep").rename(folder / "shallow")
        article = folder / "shallow" / "er" / "inner.md"
        assert listener.until(folder / "deep", article) >= {folder / "deep", article}
        write(article, "changed\n")
        assert listener.until(article) == {article}


def test_a_root_may_be_a_file(folder: Path) -> None:
    root = write(folder / "deep" / "LICENSE")  # an article only because it is named
    with Listener(root) as listener:
        write(folder / "deep" / "other.md")
        write(root, "longer than before\n")
        assert listener.until(root) == {root}
        write(folder / ".new", "yet another text, and longer\n").replace(root)
        assert listener.until(root) == {root}
        root.unlink()
        assert listener.until(root) == {root}
        write(root)
        assert listener.until(root) == {root}


def test_a_root_that_is_not_there_is_told_when_it_comes(tmp_path: Path) -> None:
    root = tmp_path / "later" / "library"
    with Listener(root) as listener:
        write(root / "a.md")
        assert root in listener.until(root)
        article = write(root / "b.md")
        assert article in listener.until(article)


def test_a_root_that_vanishes_and_comes_back_is_watched_again(folder: Path, tmp_path: Path) -> None:
    with Listener(folder) as listener:
        folder.rename(tmp_path / "aside")
        assert folder in listener.until(folder)
        (tmp_path / "aside").rename(folder)
        assert folder in listener.until(folder)
        shutil.rmtree(folder)
        folder.mkdir()  # perhaps with the number the system gave the one before
        assert folder in listener.until(folder)
        article = write(folder / "new.md")
        assert article in listener.until(article)


def test_of_several_roots_each_is_watched(folder: Path, tmp_path: Path) -> None:
    other = write(tmp_path / ".hidden" / "a.md")
    with Listener(folder, other.parent, folder / "deep") as listener:
        write(other, "changed\n")
        inner = write(folder / "deep" / "er" / "inner.md", "changed\n")
        assert listener.until(other, inner) == {other, inner}


@pytest.mark.skipif(sys.platform == "darwin", reason="names there are always UTF-8")
def test_a_name_that_is_no_text_makes_the_folder_suspect_and_ends_nothing(folder: Path) -> None:
    with Listener(folder) as listener:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xe4.md")).write_text("text\n")
        assert folder in listener.until(folder)
        article = write(folder / "new.md")
        assert article in listener.until(article)
    assert listener.notices == []


def test_a_folder_whose_name_is_no_text_is_looked_through_instead(folder: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(folder) + "/文件夹".encode("gbk")))
    inner = write(odd / "inner" / "a.md")
    with Listener(folder) as listener:
        listener.until(odd)  # nobody knows what was there before
        for path in (inner, folder / "old.md", inner):
            write(path, f"text anew at {path.stat().st_mtime_ns}\n")
            told = listener.next()
            assert any(path.is_relative_to(named) for named in told)
        assert not listener.notices


def test_it_ends_when_it_is_stopped_while_nothing_happens(folder: Path) -> None:
    with Listener(folder):
        pass  # leaving waits for the thread


def test_a_watcher_never_begun_leaves_nothing_behind(folder: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert list(changes([folder], stop)) == [frozenset()]


# -- where the system does something else -----------------------------------------------


class Fake:
    """A watcher that tells what it is given."""

    def __init__(self) -> None:
        self.told: queue.Queue[set[RawChange] | BaseException] = queue.Queue()
        self.watched: list[Sequence[str]] = []
        self.closed = 0

    def open(self, folders: Sequence[str], stop: threading.Event) -> Fake:
        self.watched.append(folders)
        self.stop = stop
        return self

    def wait(self, seconds: float) -> set[RawChange]:
        if seconds == 0:  # the last words of a watcher that is replaced
            return set()
        assert seconds < 1
        while not self.stop.is_set():
            try:
                told = self.told.get(timeout=0.01)
            except queue.Empty:
                continue
            if isinstance(told, BaseException):
                raise told
            return told
        return set()

    def close(self) -> None:
        self.closed += 1


def local(_: Path) -> bool:
    return False


def refuse(error: Exception) -> Callable[[Sequence[str], threading.Event], watch.Watcher]:
    def refused(_: Sequence[str], _stop: threading.Event) -> watch.Watcher:
        raise error

    return refused


@pytest.mark.parametrize(
    "error",
    [
        OSError("OS file watch limit reached"),
        RuntimeError("Too many open files"),
        TypeError("watch() got an unexpected keyword argument"),
    ],
)
def test_without_a_watch_to_give_folders_are_polled_and_that_is_said_once(
    error: Exception, folder: Path
) -> None:
    with Listener(folder, system=System(refuse(error), local)) as listener:
        assert listener.next() == {folder}  # looked at for the first time
        write(folder / "old.md", "changed, and longer\n")
        assert listener.next() == {folder}
        (folder / "old.md").unlink()
        assert listener.next() == {folder}
    assert len(listener.notices) == 1
    assert str(error) in listener.notices[0]


def test_folders_on_other_machines_are_polled_without_a_word(folder: Path) -> None:
    fake = Fake()
    with Listener(folder, system=System(fake.open, lambda _: True)) as listener:
        assert listener.next() == {folder}
        write(folder / "new.md")
        assert listener.next() == {folder}
    assert fake.watched == []
    assert listener.notices == []


def test_a_folder_that_takes_long_to_look_through_is_looked_at_seldom(folder: Path) -> None:
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += 1.0  # so the looking takes a second
        return now

    look = poll.Poll()
    stop = threading.Event()
    assert look.has_changed(folder, stop, clock)
    write(folder / "new.md")
    assert [look.has_changed(folder, stop, clock) for _ in range(20)].index(True) == 19


class Panic(BaseException):
    """A panic of Rust as it comes to Python."""


@pytest.mark.parametrize("error", [RuntimeError, TypeError, Panic])
def test_a_watcher_that_fails_again_and_again_is_given_up(
    folder: Path, error: type[BaseException]
) -> None:
    fake = Fake()
    for _ in range(3):
        fake.told.put(error("broken\x1b[2J"))
    with Listener(folder, system=System(fake.open, local)) as listener:
        for _ in range(3):
            assert listener.next() == {folder}
        write(folder / "new.md")
        assert listener.next() == {folder}
    assert len(listener.notices) == 1
    assert "\x1b" not in listener.notices[0]


def test_too_many_changes_at_once_are_told_as_the_folder(folder: Path) -> None:
    fake = Fake()
    with Listener(folder, system=System(fake.open, local)) as listener:
        fake.told.put({(ADDED, str(folder / f"{number}.md")) for number in range(MANY)})
        assert listener.next() == {folder}


def test_a_folder_with_many_articles_that_comes_is_told_as_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MANY", 3)
    fake = Fake()
    for number in range(3):
        write(folder / "came" / f"{number}.md")
    with Listener(folder, system=System(fake.open, local)) as listener:
        fake.told.put({(ADDED, str(folder / "came"))})
        assert listener.next() == {folder / "came"}


def test_a_folder_replaced_by_another_is_told_as_itself(folder: Path) -> None:
    fake = Fake()
    with Listener(folder, system=System(fake.open, local)) as listener:
        fake.told.put({(DELETED, str(folder / "deep")), (ADDED, str(folder / "deep"))})
        assert listener.next() == {folder / "deep"}


def test_names_that_lead_elsewhere_are_told_as_the_root_was_named(
    folder: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    fake = Fake()
    with Listener(link, system=System(fake.open, local)) as listener:
        fake.told.put({(MODIFIED, str(folder.resolve() / "old.md"))})
        assert listener.next() == {link / "old.md"}


def test_a_folder_that_vanishes_while_it_is_to_be_watched_is_left_out(folder: Path) -> None:
    fake = Fake()
    refusals = iter([FileNotFoundError("gone")])

    def open_later(folders: Sequence[str], stop: threading.Event) -> watch.Watcher:
        for error in refusals:
            raise error
        return fake.open(folders, stop)

    with Listener(folder, system=System(open_later, local)) as listener:
        fake.told.put({(MODIFIED, str(folder / "old.md"))})
        assert listener.next() == {folder / "old.md"}
    assert listener.notices == []
    assert fake.closed == 1


@pytest.mark.parametrize(
    ("kind", "remote"),
    [("ext4", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("fuseblk", False)],
)
def test_the_mounts_say_what_is_remote(
    kind: str, remote: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw shared:1 - ext4 /dev/vda rw\n"
        f"30 22 0:40 / /far\\040文 rw shared:2 master:3 - {kind} host:/x rw\n",
        "utf-8",
    )
    monkeypatch.setattr(poll, "_MOUNTS", mounts)
    assert poll.is_remote(Path("/far 文/library")) is remote
    assert not poll.is_remote(Path("/far 文aside"))
    monkeypatch.setattr(poll, "_MOUNTS", tmp_path / "none")
    assert not poll.is_remote(Path("/far 文/library"))


def test_the_parts_of_a_page_are_not_told(folder: Path) -> None:
    with Listener(folder) as listener:
        page = write(folder / "Page.html")
        listener.until(page)
        write(folder / "Page_files" / "frame.html")
        write(folder / "Page_files" / "deep" / "inner.html")
        last = write(folder / "last.md")
        told = listener.until(last)
        assert not any(path.is_relative_to(folder / "Page_files" / "frame.html") for path in told)
        write(folder / "Page_files" / "frame.html", "changed\n")
        last = write(folder / "last.md", "again\n")
        assert listener.until(last) == {last}


def test_a_page_that_comes_or_goes_changes_what_is_in_its_folder(folder: Path) -> None:
    write(folder / "Page_files" / "frame.html")
    with Listener(folder) as listener:
        page = write(folder / "Page.html")
        listener.until(page, folder / "Page_files")
        page.unlink()
        listener.until(page, folder / "Page_files")
