"""What the environment asks of a screen and of Textual, as far as it makes sense."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping

from reader.process.terminal_state import MOST_CELLS


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


def _number(least: int, most: int) -> Callable[[str], bool]:
    # Not more digits than the largest has: Python takes its time with very many.
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
"""Of `textual.constants` what fits a terminal better, and the values that do what they say."""


def forget_odd_sizes(environment: MutableMapping[str, str]) -> None:
    """Leave `COLUMNS` and `LINES` out unless a terminal may be so large: a screen is made of them.

    Without them the terminal itself is asked.
    """
    _keep(environment, SIZES, list(SIZES))


def forget_switches_of_textual(environment: MutableMapping[str, str]) -> None:
    """Leave out what is of use to whoever writes an app, and values that Textual chokes on.

    It would import a driver by name, press keys, write logs and pictures. To be called before it
    is imported, which is when it looks.
    """
    its_own = [name for name in environment if name == "TEXTUAL" or name.startswith("TEXTUAL_")]
    _keep(environment, SWITCHES, [*its_own, "ESCDELAY"])


def _keep(
    environment: MutableMapping[str, str],
    sensible: Mapping[str, Callable[[str], bool]],
    names: list[str],
) -> None:
    for name in names:
        if name in environment and not (name in sensible and sensible[name](environment[name])):
            del environment[name]
