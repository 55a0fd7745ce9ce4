"""Only web addresses go out, and never to a program in our own terminal."""

from __future__ import annotations

import sys

import pytest

from reader.errors import ReaderError
from reader.services.desktop.browser import checked, command_for


@pytest.mark.parametrize(
    "url", ["https://example.com/a?b=1#c", "http://127.0.0.1:8000", "mailto:a@b.c"]
)
def test_web_addresses_pass(url: str) -> None:
    assert checked(url) == url


def test_it_is_given_what_is_shown() -> None:
    """No browser and no opener has to make of an odd address what it likes."""
    assert checked("HTTP://Evil.com\\@good.com") == "http://evil.com/@good.com"
    assert checked("http://中文.cn/a b") == "http://xn--fiq228c.cn/a%20b"
    assert checked("mailto:a@b.c?attach=/etc/passwd&subject=x") == "mailto:a@b.c?subject=x"


@pytest.mark.parametrize(
    "url",
    ["--help", "javascript:alert(1)", "file:///etc/passwd", "https://", "http://[", "", "mailto:",
     "ftp://example.com", "/etc/passwd"],
)  # fmt: skip
def test_anything_else_does_not(url: str) -> None:
    with pytest.raises(ReaderError):
        checked(url)


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="these always have a desktop")
def test_without_a_display_no_browser_is_started() -> None:
    with pytest.raises(ReaderError, match="no desktop"):
        command_for("https://example.com", {})
