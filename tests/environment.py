"""The environment of a reader in a process of its own: it keeps nothing among the user's files."""

from __future__ import annotations

from pathlib import Path

TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
"""A terminal with true colour and UTF-8."""


def own_files(folder: Path) -> dict[str, str]:
    """Variables by which all that the reader keeps is in `folder`."""
    own = {f"READER_{name}_DIR": str(folder / name.lower()) for name in ("DATA", "STATE", "CACHE")}
    return {**own, "READER_CONFIG": str(folder / "config.toml")}
