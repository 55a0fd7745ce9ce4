"""Started in a folder of modules that somebody planted there: none of them runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.terminal.conftest import Launch

BIG = 200_000
"""Characters that are converted in a process of their own."""
MANY = 80
"""Files that are read by one."""
SCRIPT = "import sys\nfrom reader.__main__ import main\nsys.exit(main())\n"
"""What an installer writes for the `reader` command."""


class Folder:
    """Articles, and beside them a module of every name that anybody may import."""

    def __init__(self, path: Path, mark: Path) -> None:
        self.path = path
        self._mark = mark
        path.mkdir()
        code = "```python\nprint('x')\n```\n\n"
        head = "---\ntitle: Big\ndate: 2024-01-01\n---\n\n"  # the first of the list
        (path / "big.md").write_text(head + code + "Words. " * (BIG // 7), "utf-8")
        for number in range(MANY):
            (path / f"{number}.md").write_text(f"# Part {number}\n\nwords", "utf-8")

    def plant(self, names: Collection[str]) -> None:
        for name in names:
            code = f"with open({str(self._mark)!r}, 'a') as mark: mark.write({name + ' '!r})\n"
            (self.path / f"{name}.py").write_text(code, "utf-8")

    @property
    def executed(self) -> set[str]:
        return set(self._mark.read_text().split()) if self._mark.exists() else set()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "planted", tmp_path / "executed")


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    script = tmp_path / "bin" / "reader"
    script.parent.mkdir()
    script.write_text(SCRIPT, "utf-8")
    return [sys.executable, str(script)]


def known_names() -> frozenset[str]:
    """All of the standard library and all that is installed, but for ourselves."""
    installed = {name for name in packages_distributions() if name.isidentifier()}
    return frozenset(sys.stdlib_module_names | installed) - {"reader"}


def run(
    command: list[str], folder: Folder, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*command, *arguments],
        env=environment, cwd=folder.path, capture_output=True, text=True, encoding="utf-8",
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def run_all(command: list[str], folder: Folder, environment: dict[str, str]) -> None:
    shown = run(command, folder, environment, "cat", "--color=always", "big.md").stdout
    assert "Shown as plain" not in shown
    assert "\x1b[32m'x'" in shown  # a process has coloured it
    assert "Part 7" in run(command, folder, environment, "list", ".").stdout
    assert run(command, folder, environment, "index", "--rebuild", ".").returncode == 0
    assert "Part 7" in run(command, folder, environment, "search", "words", ".").stdout


def test_commands_run_nothing_of_the_current_folder(
    folder: Folder, command: list[str], environment: dict[str, str]
) -> None:
    folder.plant(known_names() | {"reader", "sitecustomize", "usercustomize"})
    run_all(command, folder, environment)
    assert folder.executed == set()


def test_nor_does_the_app(folder: Folder, command: list[str], launch: Launch) -> None:
    folder.plant(known_names() | {"reader", "sitecustomize", "usercustomize"})
    terminal = launch(command[1], ".", program=command[0], cwd=folder.path, columns=140, rows=40)
    terminal.wait_for("enter read")
    terminal.wait_for("print('x')")
    terminal.send("\rGQ")
    assert terminal.wait_for_end() == 0
    assert folder.executed == set()


def test_nor_does_a_module_that_is_told_to_leave_the_folder_alone(
    folder: Folder, environment: dict[str, str]
) -> None:
    folder.plant(known_names() | {"reader", "sitecustomize", "usercustomize"})
    run_all([sys.executable, "-P", "-m", "reader"], folder, environment)
    assert folder.executed == set()


def test_a_module_runs_nothing_but_what_python_runs_before_it(
    folder: Folder, environment: dict[str, str], tmp_path: Path
) -> None:
    module = tmp_path / "path" / "nothing_at_all.py"
    module.parent.mkdir()
    module.write_text("import sys\nprint(*sys.modules)\n", "utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "nothing_at_all"],
        env={**environment, "PYTHONPATH": str(module.parent)},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    before = {name.partition(".")[0] for name in told.stdout.split()}
    folder.plant(known_names() - before)
    run_all([sys.executable, "-m", "reader"], folder, environment)
    assert folder.executed == set()


def test_entries_of_the_path_that_mean_the_current_folder_are_left_out(
    folder: Folder, command: list[str], environment: dict[str, str]
) -> None:
    """As `PYTHONPATH=$PYTHONPATH:/lib` has where none was set. One that stays is enough to fail."""
    entries = ("", "/nowhere", ".", "./sub/..")
    variables = {**environment, "PYTHONPATH": os.pathsep.join(entries)}
    told = subprocess.run(
        [*command[:1], "-c", "import sys; print(*sys.modules)"],
        env=variables, cwd=folder.path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    before = {name.partition(".")[0] for name in told.stdout.split()}
    folder.plant(known_names() - before)
    run_all(command, folder, variables)
    assert folder.executed == set()
