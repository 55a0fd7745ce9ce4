"""What a terminal is told of links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.terminal.hyperlinks import LONGEST, hyperlink, shows_hyperlinks


@pytest.mark.parametrize(
    ("environment", "shows"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "screen-256color", "TMUX": "socket,1,0"}, True),
        ({"TERM": "screen"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4801"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True),
        ({"TERM": "xterm-256color", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_terminals_that_may_print_links_get_none(environment: dict[str, str], shows: bool) -> None:
    assert shows_hyperlinks(environment) is shows


@pytest.mark.parametrize(
    ("href", "words", "address"),
    [
        ("https://example.org/a?b=c;d#e", "here", "https://example.org/a?b=c;d#e"),
        ("https://example.org/\u6587", "", "https://example.org/%E6%96%87"),
        ("mailto:a@example.org", "", "mailto:a@example.org"),
        ("other.md", "", ""),
        ("javascript:alert(1)", "", ""),
        ("https://bank.example@evil.example/", "", ""),
        ("https://evil.example/", "https://bank.example/", ""),
        (f"https://example.org/{'a' * LONGEST}", "", ""),
    ],
)
def test_only_plain_addresses_of_web_and_mail_are_told(href: str, words: str, address: str) -> None:
    assert hyperlink(href, words) == address


@given(st.text(max_size=60))
def test_nothing_acts_on_the_terminal(text: str) -> None:
    told = hyperlink(f"https://example.org/{text}")
    assert told.isascii()
    assert told == "" or told.isprintable()
    assert " " not in told
