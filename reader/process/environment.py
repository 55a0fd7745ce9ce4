"""Removing variables of the environment that would break the screen or Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping

from reader.process.terminal_state import MOST_CELLS


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


def _number(least: int, most: int) -> Callable[[str], bool]:
    # No more digits than the largest number has: int() is slow for very many.
    return lambda value: (
        value.isascii()
        and value.isdigit()
        and len(value) <= len(str(most))
        and least <= int(value) <= most
    )


_SWITCH = _one_of("0", "1")
SIZES: Mapping[str, Callable[[str], bool]] = {
    "COLUMNS": _number(1, MOST_CELLS),
    "LINES": _number(1, MOST_CELLS),
}
SWITCHES: Mapping[str, Callable[[str], bool]] = {
    "TEXTUAL_ANIMATIONS": _one_of("none", "basic", "full"),
    "TEXTUAL_COLOR_SYSTEM": _one_of("auto", "standard", "256", "truecolor", "windows"),
    "TEXTUAL_DIM_FACTOR": _number(0, 100),
    "TEXTUAL_DISABLE_KITTY_KEY": _SWITCH,
    "TEXTUAL_FPS": _number(10, 1_000),
    "TEXTUAL_SMOOTH_SCROLL": _SWITCH,
    "TEXTUAL_SPEEDUPS": _SWITCH,
    "ESCDELAY": _number(1, 2_000),
}
"""Variables of `textual.constants` that adapt it to a terminal, and the values that are valid."""


def forget_odd_sizes(environment: MutableMapping[str, str]) -> None:
    """Remove `COLUMNS` and `LINES` unless a terminal can be so large; else it is asked its size."""
    _keep(environment, SIZES, list(SIZES))


def forget_switches_of_textual(environment: MutableMapping[str, str]) -> None:
    """Remove Textual's switches for developers of apps, and values that it fails on.

    Such switches import a driver by name, press keys, write logs and screenshots. Call this before
    Textual is imported: it reads them then.
    """
    its_own = [name for name in environment if name == "TEXTUAL" or name.startswith("TEXTUAL_")]
    _keep(environment, SWITCHES, [*its_own, "ESCDELAY"])


def _keep(
    environment: MutableMapping[str, str],
    sensible: Mapping[str, Callable[[str], bool]],
    names: list[str],
) -> None:
    """Remove the named variables whose value is not sensible."""
    for name in names:
        if name in environment and not (name in sensible and sensible[name](environment[name])):
            del environment[name]
