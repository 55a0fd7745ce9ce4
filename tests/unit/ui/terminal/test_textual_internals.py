"""What Textual and Rich keep to themselves is used in one module, and there is still there."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from rich import cells as rich_cells
from textual.driver import Driver
from textual.screen import Screen
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

from reader.text.width import cell_width
from reader.ui.terminal.textual_internals import measure_ambiguous
from tests.conftest import PROJECT

UI = PROJECT / "reader" / "ui"
INTERNALS = UI / "terminal" / "textual_internals.py"
FOREIGN = ("textual", "rich")
OF_TUPLES = {"_replace", "_asdict", "_fields"}
"""Public, for all their underscores: names of the standard library's named tuples."""


def test_rich_measures_as_the_terminal_draws() -> None:
    text = "“中”─é…·"
    try:
        measure_ambiguous(2)
        assert rich_cells.cell_len(text) == cell_width(text) == 14
        assert [rich_cells.cell_len(each) for each in ("a", "\x7f", "中", "\u0301")] == [1, 0, 2, 0]
        assert ScrollBarRender.VERTICAL_BARS == [" "]
    finally:
        measure_ambiguous(1)
    assert rich_cells.cell_len(text) == cell_width(text) == 8
    assert len(ScrollBarRender.VERTICAL_BARS) == 8


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name.strip("_") != ""


def is_foreign(module: str) -> bool:
    return module.split(".")[0] in FOREIGN


@cache
def source_of(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


@cache
def private_names_of(cls: type) -> frozenset[str]:
    """What a class of Textual's or Rich's has under such names, in itself or on its instances."""
    names = {name for name in vars(cls) if is_private(name)}
    tree = source_of(cls.__module__)
    body = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name == cls.__name__
    )
    for node in ast.walk(body):
        if isinstance(node, ast.Attribute) and _is_self(node.value) and is_private(node.attr):
            names.add(node.attr)
    return frozenset(names)


def _is_self(node: ast.expr) -> bool:
    is_super = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return is_super or (isinstance(node, ast.Name) and node.id in {"self", "cls"})


def private_uses(path: Path) -> Iterator[str]:
    """Names in a module of ours that Textual or Rich keep to themselves, with their lines."""
    tree = ast.parse(path.read_text("utf-8"))
    own = set(_own_names(tree))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    in_classes: dict[ast.AST, frozenset[str]] = {}
    for body in classes:
        inherited = _inherited(path, body.name)
        for node in ast.walk(body):
            in_classes[node] = in_classes.get(node, frozenset()) | inherited
    for node in ast.walk(tree):
        where = f"{path.relative_to(PROJECT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.ImportFrom) and is_foreign(node.module or ""):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from (f"{where}: {name}" for name in names if is_private(name))
        elif isinstance(node, ast.Import):
            parts = [p for a in node.names if is_foreign(a.name) for p in a.name.split(".")]
            yield from (f"{where}: {name}" for name in parts if is_private(name))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name in in_classes.get(node, ()):
                yield f"{where}: {node.name}"
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            is_theirs = node.attr in in_classes.get(node, ()) and _is_self(node.value)
            is_strange = not _is_self(node.value) and node.attr not in own | OF_TUPLES
            if is_theirs or is_strange:
                yield f"{where}: {node.attr}"


def _own_names(tree: ast.Module) -> Iterator[str]:
    """Private names that a module gives to something itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _inherited(path: Path, class_name: str) -> frozenset[str]:
    module: ModuleType = importlib.import_module(
        ".".join(path.relative_to(PROJECT).with_suffix("").parts)
    )
    cls = getattr(module, class_name, None)
    bases = cls.__mro__ if isinstance(cls, type) else ()
    foreign = [base for base in bases if is_foreign(base.__module__)]
    return frozenset[str]().union(*(private_names_of(base) for base in foreign))


MODULES = sorted(path for path in UI.rglob("*.py") if path.name != "__init__.py")


def test_only_one_module_uses_what_they_keep_to_themselves() -> None:
    pytest.importorskip("termios", reason="the driver is for POSIX")
    assert [use for path in MODULES if path != INTERNALS for use in private_uses(path)] == []


def test_that_module_is_seen_to_use_them() -> None:
    pytest.importorskip("termios", reason="the driver is for POSIX")
    used = {use.split(": ")[1] for use in private_uses(INTERNALS)}
    assert used == {
        "_split_cells",
        "_xterm_parser",
        "_handle_exception",
        "_fatal_error",
        "_app",
        "_loop",
        "_debug",
        "_auto_restart",
        "_must_signal_resume",
        "_writer_thread",
        "_get_terminal_size",
        "_run_input_thread",
        "_select_state",
        "_selecting",
        "_scroll_update",
        "_start_widget",
        "_compositor",
        "_dirty_regions",
        "_regions_to_spans",
    }


@pytest.mark.parametrize(
    ("cls", "names"),
    [
        (Driver, {"_app", "_loop", "_debug", "_auto_restart"}),
        (Widget, {"_scroll_update"}),
        (Screen, {"_select_state", "_selecting"}),
    ],
)
def test_they_are_still_there(cls: type, names: set[str]) -> None:
    assert names <= private_names_of(cls)
