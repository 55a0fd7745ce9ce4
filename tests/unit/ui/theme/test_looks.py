"""Looks in words, and as Rich has them."""

from __future__ import annotations

import pytest
from rich.style import Style

from reader.ui.theme.looks import Look, Parts
from reader.ui.theme.rich_styles import rich_style

THEME = {"strong": "#ffeedd", "panel": "#102030", "own": "ansi_cyan"}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("", Parts((), "", "")),
        ("bold", Parts(("bold",), "", "")),
        ("$strong", Parts((), "strong", "")),
        ("on $panel", Parts((), "", "panel")),
        ("bold italic $strong on $panel", Parts(("bold", "italic"), "strong", "panel")),
    ],
)
def test_words_are_taken_apart(words: str, parts: Parts) -> None:
    assert Look(words).parts(is_ansi=False, is_colorless=False) == parts


def test_fewer_colours_have_words_of_their_own_where_there_are_any() -> None:
    look = Look("on $panel", in_16_colors="bold $own", without_colors="reverse")
    assert look.parts(is_ansi=True, is_colorless=False) == Parts(("bold",), "own", "")
    assert look.parts(is_ansi=True, is_colorless=True) == Parts(("reverse",), "", "")
    assert look.parts(is_ansi=False, is_colorless=True) == Parts(("reverse",), "", "")
    plain = Look("on $panel")
    assert plain.parts(is_ansi=True, is_colorless=True) == Parts((), "", "panel")


def test_rich_has_the_same_colours() -> None:
    look = Look("bold underline $strong on $panel")
    made = rich_style(look, THEME, is_ansi=False, is_colorless=False)
    assert made == Style.parse("bold underline #ffeedd on #102030")


def test_the_terminals_own_colours_stay_its_own() -> None:
    made = rich_style(Look("$own"), THEME, is_ansi=True, is_colorless=False)
    assert made.color is not None
    assert made.color.number == 6
