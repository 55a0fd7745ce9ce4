"""Nothing that a command prints acts on the terminal, whatever it is about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from reader.cli import run
from tests import hostile
from tests.conftest import PROJECT
from tests.hostile import HOSTILE, acting_bytes, hostile_name
from tests.terminal import nursery

Run = Callable[..., tuple[int, bytes]]


@pytest.fixture
def world(environment: dict[str, str], tmp_path: Path) -> Path:
    """A library, and all that the owner made, full of what acts on terminals."""
    library = hostile.make_library(tmp_path / "lib")
    own = Path(environment["READER_DATA_DIR"])
    own.mkdir(parents=True)
    write = {
        own / "bookmarks.json": json.dumps(hostile.bookmarks(library), ensure_ascii=False),
        own / "searches.json": json.dumps(hostile.searches(), ensure_ascii=False),
        Path(environment["READER_CONFIG"]): hostile.config(library),
    }
    for path, text in write.items():
        path.write_text(text, "utf-8", errors="backslashreplace")
    return library


@pytest.fixture
def on_terminal(environment: dict[str, str]) -> Run:
    """Run a command whose stdin, stdout and stderr are a terminal: its status, and all bytes."""

    def run(*arguments: str, **variables: str) -> tuple[int, bytes]:
        ours, theirs = os.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "reader", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment, **variables},
            cwd=PROJECT,
        )
        os.close(theirs)
        written = nursery.all_of(ours)
        os.close(ours)
        return process.wait(), written

    return run


def in_nursery(
    commands: Iterable[tuple[str, ...]], environment: dict[str, str], folder: Path
) -> Iterator[tuple[tuple[str, ...], int, bytes]]:
    """Run commands on terminals, each after the last; what each did."""
    given, results = folder / "commands.json", folder / "results.json"
    given.write_text(json.dumps(asked := list(commands)), "utf-8")
    ours, theirs = os.openpty()
    script = Path(__file__).with_name("nursery.py")
    done = subprocess.run(
        [sys.executable, str(script), str(given), str(results)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=PROJECT, check=False,
    )  # fmt: skip
    os.close(theirs)
    assert done.returncode == 0, nursery.all_of(ours)
    os.close(ours)
    for command, (status, written) in zip(asked, json.loads(results.read_text()), strict=True):
        yield command, status, written.encode("latin-1")


FIELDS = "{path}{title}{author}{source}{date}{tags}{url}{language}{error}"
FORMATS = ("markdown", "json", "csv", "readwise", "readwise-json")


def _commands(library: Path, out: Path) -> Iterator[tuple[str, ...]]:
    root = str(library)
    yield ("list", root)
    yield ("list",)  # of the folders in config.toml
    for how in (("--json",), ("--format", FIELDS), ("--format", FIELDS + r"\0")):
        yield ("list", root, *how)
        yield ("search", "text", root, *how)
    yield ("search", "text", root)
    yield ("search", HOSTILE, root)
    yield ("search", f"tag:{HOSTILE}", root)
    yield ("list", "--tag", HOSTILE, root)
    yield ("list", "--unread", "--bookmarked", root)
    yield ("index", root)
    yield ("index", "--rebuild", root)
    yield ("index", "--check")
    for path in sorted(library.rglob("*")):
        if path.is_file():
            yield ("cat", str(path))
            yield ("cat", "--color", "always", "--width", "40", str(path))
    yield ("bookmarks",)
    yield ("bookmarks", "--json")
    yield ("bookmarks", HOSTILE)
    for form in FORMATS:
        yield ("bookmarks", "export", "--format", form)
        yield ("bookmarks", "export", "--format", form, "-o", str(out / hostile_name(form)))
        yield ("bookmarks", "export", "--format", form, "-o", str(out / hostile_name(form)))
        yield ("bookmarks", "import", "--dry-run", str(out / hostile_name(form)))
        yield ("bookmarks", "import", str(out / hostile_name(form)))
    yield ("bookmarks", "export", "--format", "obsidian", "-o", str(out / hostile_name("pages")))
    yield ("bookmarks", "import", str(out / hostile_name("pages")))
    yield ("bookmarks", "undo-import")
    yield ("bookmarks", "undo-import", HOSTILE)
    yield ("bookmarks", "export", "-o", str(out / hostile_name("no form")))
    yield from (
        ("list", HOSTILE),
        ("cat", HOSTILE),
        ("cat", root),
        (HOSTILE,),
        (f"--{HOSTILE}",),
        ("list", f"--{HOSTILE}"),
        ("list", "--sort", HOSTILE),
        ("list", "--limit", HOSTILE),
        ("list", "--format", HOSTILE),
        ("list", "--format", f"{{{HOSTILE}}}"),
        ("list", "--format", f"\\{HOSTILE}"),
        ("cat", "--width", HOSTILE, root),
        ("search", ""),
        ("bookmarks", "--bookmarks", f"/dev/null/{HOSTILE}"),
        ("bookmarks", "--bookmarks", f"~{HOSTILE}"),
        ("bookmarks", "import", HOSTILE),
        ("bookmarks", "import", root),
        ("forget", HOSTILE, "--history"),
        ("forget", HOSTILE, HOSTILE),
        ("forget",),
    )
    yield ("forget", root)
    yield ("forget", "--history", "--places", "--index")
    yield ("--help",)
    yield ("list", "--help")


def test_no_command_prints_what_acts_on_the_terminal(
    world: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / hostile_name("out")
    out.mkdir()
    faults: list[tuple[object, ...]] = []
    for command, status, written in in_nursery(_commands(world, out), environment, tmp_path):
        if not written or b"Traceback" in written:
            faults.append((command, status, written))
        if acting := acting_bytes(written):
            faults.append((command, status, *acting[:5]))
    assert not faults


def test_what_is_printed_was_safe_before_the_terminal_was_looked_at(
    world: Path,
    environment: dict[str, str],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where it goes to no terminal nobody looks a second time; what is exported is as it is."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = tmp_path / hostile_name("out")
    out.mkdir()
    faults: list[tuple[object, ...]] = []
    for command in _commands(world, out):
        is_faithful = command[1:2] == ("export",) and "-o" not in command
        if is_faithful or command[-1].endswith(r"\0"):
            continue
        with suppress(SystemExit):
            run(command)
        written = "".join(capfd.readouterr())
        if acting := acting_bytes(written.encode("utf-8", "surrogateescape")):
            faults.append((command, *acting[:5]))
    assert not faults


def test_nor_does_it_of_the_environment_and_of_damaged_files(
    world: Path, on_terminal: Run, tmp_path: Path
) -> None:
    name = hostile_name("place")
    variables = {
        "READER_DATA_DIR": str(tmp_path / name),
        "READER_STATE_DIR": str(tmp_path / name),
        "READER_CACHE_DIR": str(tmp_path / name),
        "READER_CONFIG": str(tmp_path / name / "config.toml"),
        "READER_BOOKMARKS": str(tmp_path / name / hostile_name("own.json")),
        "TERM": "unknown",
        "COLUMNS": HOSTILE,
    }
    (tmp_path / name).mkdir()
    for text in ("{", json.dumps({"version": 99}), f'{{"{HOSTILE}": "\x1b"}}', "[]"):
        for named in (hostile_name("own.json"), "config.toml", "state.db", "index.db"):
            (tmp_path / name / named).write_text(text)
        for command in (
            ("list", str(world)),
            ("bookmarks",),
            ("bookmarks", "--json"),
            ("forget", "--history"),
            ("index", "--check"),
            (str(world),),
        ):
            _, written = on_terminal(*command, **variables)
            assert not acting_bytes(written), (command, written[:2000])
            assert b"internal error" not in written, (command, written)


def test_what_is_not_for_a_terminal_is_faithful(world: Path, environment: dict[str, str]) -> None:
    """To a pipe a path has the bytes that the disk has, and JSON means what the file does."""

    def piped(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "reader", *arguments]
        return subprocess.run(
            command, env=environment, cwd=PROJECT, capture_output=True, check=False
        ).stdout

    listed = piped("list", str(world), "--format", r"{path}\0").split(b"\0")[:-1]
    known = {os.fsencode(path) for path in world.rglob("*") if path.is_file()}
    assert set(listed) == known
    paths = {record["path"] for record in json.loads(piped("list", "--json", str(world)))}
    assert {os.fsencode(path) for path in paths} == known

    exported = json.loads(piped("bookmarks", "export", "--format", "json"))
    given = hostile.bookmarks(world)["bookmarks"]
    assert isinstance(given, list)
    assert sorted(each["id"] for each in exported["bookmarks"]) == sorted(
        each["id"] for each in given
    )
    assert {each["note"] for each in exported["bookmarks"]} == {each["note"] for each in given}
    assert {each["article"]["path"] for each in exported["bookmarks"]} == {
        each["article"]["path"] for each in given
    }
