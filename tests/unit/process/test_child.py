from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from reader.process import child
from reader.process.channel import TooMuchError
from reader.process.child import OUT_OF_MEMORY, Child, Limits, end_all
from tests.processes import is_running, wait_until
from tests.unit.process import children

MOST = 1 << 20
"""Bytes of an answer."""

needs_cpu_limit = pytest.mark.skipif(
    not child.counts_cpu(), reason="this system knows no limit of CPU"
)
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux' /proc")


def always() -> bool:
    return True


def told() -> dict[str, Any]:
    with Child(children.tell_environment, most=MOST) as child:
        answer: dict[str, Any] = json.loads(child.channel.receive() or b"")
    return answer


# -- where it imports from ------------------------------------------------------------------------


def test_nothing_is_imported_from_where_the_current_folder_decides(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", ".", "sub", *sys.path])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(("", str(tmp_path))))
    known = told()
    assert str(tmp_path) not in known["path"]
    assert all(Path(entry).is_absolute() for entry in known["path"])
    assert "PYTHONPATH" not in known["environment"]
    assert not {"site", "sitecustomize", "usercustomize"} & set(known["modules"])


def test_it_imports_what_this_process_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert told()["path"] == child.import_path()
    assert str(tmp_path) in child.import_path()


def test_our_package_is_found_however_this_process_found_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = str(Path(child.__file__).parents[2])
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry != root])
    assert child.import_path()[-1] == root


def test_files_are_named_as_in_this_process() -> None:
    assert told()["encoding"] == sys.getfilesystemencoding()


# -- how it is ended ------------------------------------------------------------------------------


@needs_cpu_limit
def test_one_that_has_used_its_time_up_ends() -> None:
    with Child(children.work, Limits(cpu_seconds=0.3), most=MOST) as child:
        assert child.wait() < 0
        assert child.used_up
        assert not child.is_late


@needs_cpu_limit
def test_time_is_of_the_processor_and_begins_anew_with_more_to_do() -> None:
    with Child(children.work_a_little_twice, Limits(cpu_seconds=30), most=MOST) as child:
        assert child.channel.receive() == b"done"
        assert child.wait() == 0
        assert not child.used_up


def test_the_clock_ends_one_that_uses_no_time() -> None:
    with Child(children.wait, most=MOST) as child, child.watched(always, 0.1):
        child.wait()
        assert child.used_up
        assert child.is_late


def test_the_clock_gives_a_busy_machine_more_than_the_processor() -> None:
    factor = child.CLOCK_FACTOR if child.counts_cpu() else 1
    assert child.clock_seconds(20.0) == 20.0 * factor


def test_one_that_nobody_wants_any_more_ends() -> None:
    wanted = threading.Event()
    wanted.set()
    with Child(children.wait, most=MOST) as child, child.watched(wanted.is_set):
        wanted.clear()
        child.wait()
        assert not child.used_up


def test_it_is_watched_no_longer_than_the_block() -> None:
    with Child(children.echo, most=MOST) as child:
        with child.watched(always):
            pass
        child.channel.send(b"still here")
        assert child.channel.receive() == b"still here"


def test_it_ends_with_its_context() -> None:
    with Child(children.wait, most=MOST) as child:
        pass
    assert child.wait() != 0


def test_all_of_them_end_at_once() -> None:
    with Child(children.wait, most=MOST) as one, Child(children.wait, most=MOST) as other:
        end_all()
        one.wait()
        other.wait()


@needs_proc
def test_in_the_midst_of_work_it_ends_with_whoever_started_it() -> None:
    with Child(children.have_a_child, most=MOST) as parent:
        pid = int(parent.channel.receive() or b"")
        assert is_running(pid)
        os.kill(parent.pid, signal.SIGKILL)
        assert wait_until(lambda: not is_running(pid))


def test_telling_one_that_is_gone_is_no_fault() -> None:
    with Child(children.wait, most=MOST) as child:
        child.kill()
        child.wait()
        for _ in range(3):
            child.channel.send(b"x" * 100_000)


# -- what it may take -----------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_memory_is_limited_and_the_status_says_so() -> None:
    with Child(children.fill_memory, Limits(megabytes=100), most=MOST) as child:
        assert child.wait() == OUT_OF_MEMORY


def test_the_status_says_that_memory_was_refused() -> None:
    with Child(children.raise_memory_error, most=MOST) as child:
        assert child.wait() == OUT_OF_MEMORY


def test_answers_are_messages_up_to_the_end() -> None:
    with Child(children.echo, most=MOST) as child:
        for message in (b"one", b"", b"two\nlines\0"):
            child.channel.send(message)
        child.channel.end()
        assert list(child.channel) == [b"one", b"", b"two\nlines\0"]


@pytest.mark.parametrize(("most", "most_in_all"), [(99, None), (100, 10_000)])
def test_more_than_can_be_kept_is_not_read(most: int, most_in_all: int | None) -> None:
    read: list[bytes] = []
    shouting = Child(children.shout, most=most, most_in_all=most_in_all)
    with shouting as child, pytest.raises(TooMuchError):
        read.extend(child.channel)
    assert sum(map(len, read)) == (most_in_all or 0)


def test_no_process_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull)
    with pytest.raises(OSError, match="ermission"):
        Child(children.wait, most=MOST)
