"""What the environment may ask of a screen and of Textual."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys

import pytest
from textual import constants

from reader.process.environment import SWITCHES, forget_odd_sizes, forget_switches_of_textual

OF_TEXTUAL = sorted({*re.findall(r"TEXTUAL_[A-Z_]+", inspect.getsource(constants)), "ESCDELAY"})
ODD = ["", "zz", "-1", "9" * 5000, "\udcff", "１", "1e9", "textual.app:App"]
TELL = """
import os
from reader.process.environment import forget_switches_of_textual
forget_switches_of_textual(os.environ)
from textual import constants
print({name: value for name, value in vars(constants).items() if name.isupper()})
"""


@pytest.mark.parametrize("value", ["99999999999999", "9" * 5000, "1001", "-5", "", "8x", "１２"])
def test_a_size_that_no_terminal_has_is_not_taken_from_the_environment(value: str) -> None:
    environment = {"COLUMNS": value, "LINES": "40"}
    forget_odd_sizes(environment)
    assert environment == {"LINES": "40"}


def test_a_size_that_a_terminal_may_have_is() -> None:
    environment = {"COLUMNS": "120", "LINES": "1000"}
    forget_odd_sizes(environment)
    assert environment == {"COLUMNS": "120", "LINES": "1000"}


@pytest.mark.parametrize("name", [*OF_TEXTUAL, "TEXTUAL", "TEXTUAL_ALLOW_SIGNALS"])
@pytest.mark.parametrize("value", ODD)
def test_textual_hears_of_no_odd_value(name: str, value: str) -> None:
    environment = {name: value, "TERM": "xterm"}
    forget_switches_of_textual(environment)
    assert environment == {"TERM": "xterm"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver"),
        ("TEXTUAL_LOG", "log.txt"),
        ("TEXTUAL_DEBUG", "1"),
        ("TEXTUAL_PRESS", "q"),
        ("TEXTUAL_SCREENSHOT", "0"),
        ("TEXTUAL_SHOW_RETURN", "1"),
        ("TEXTUAL", "headless,debug"),
        ("TEXTUAL_FPS", "0"),
    ],
)
def test_nor_of_what_only_a_developer_wants(name: str, value: str) -> None:
    environment = {name: value}
    forget_switches_of_textual(environment)
    assert not environment


def test_what_fits_a_terminal_better_is_kept() -> None:
    wanted = {
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_COLOR_SYSTEM": "256",
        "TEXTUAL_DIM_FACTOR": "50",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "TEXTUAL_FPS": "30",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "TEXTUAL_SPEEDUPS": "0",
        "ESCDELAY": "25",
    }
    assert wanted.keys() == SWITCHES.keys()
    environment = dict(wanted)
    forget_switches_of_textual(environment)
    assert environment == wanted


def _as_textual_reads(**variables: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in OF_TEXTUAL}
    told = subprocess.run(
        [sys.executable, "-c", TELL],
        env={**clean, **variables},
        capture_output=True,
        check=True,
        text=True,
    )
    return told.stdout


@pytest.mark.parametrize("value", ["zz", "-1"])
def test_with_odd_values_textual_is_as_without_any(value: str) -> None:
    assert _as_textual_reads(**dict.fromkeys(OF_TEXTUAL, value)) == _as_textual_reads()
