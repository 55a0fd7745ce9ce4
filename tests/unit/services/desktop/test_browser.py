"""Only web addresses go out, and never to a program in our own terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.services.desktop import browser
from reader.services.desktop.browser import DESKTOP_OPENERS, checked, command_for, open_outside


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


URL = "https://example.org/"


def have(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let these programs be installed, and no others."""

    def find(name: str, _environment: object = None) -> str | None:
        return f"/bin/{name}" if name in names else None

    monkeypatch.setattr(browser, "find_program", find)


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_desktop_shows_it_by_the_first_program_that_there_is(
    monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    have(monkeypatch, *DESKTOP_OPENERS)
    assert command_for(URL, {display: ":0"}) == ["/bin/xdg-open", URL]
    have(monkeypatch, "gio", "wslview")
    assert command_for(URL, {display: ":0"}) == ["/bin/gio", "open", URL]
    have(monkeypatch, "wslview")
    assert command_for(URL, {display: ":0"}) == ["/bin/wslview", URL]
    have(monkeypatch)
    with pytest.raises(ReaderError, match="no program") as caught:
        command_for(URL, {display: ":0"})
    assert caught.value.hint == "install xdg-utils"


def test_without_a_desktop_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    have(monkeypatch, *DESKTOP_OPENERS)
    with pytest.raises(ReaderError, match="no desktop"):
        command_for(URL, {"DISPLAY": ""})


def test_macos_and_windows_have_programs_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    have(monkeypatch)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert command_for(URL, {}) == ["/usr/bin/open", URL]
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(ReaderError, match="no program"):
        command_for(URL, {})
    have(monkeypatch, "open", "rundll32.exe")
    assert command_for(URL, {}) == ["/bin/rundll32.exe", "url.dll,FileProtocolHandler", URL]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert command_for(URL, {}) == ["/bin/open", URL]


class Started:
    """Stands for `subprocess.Popen`: what was to be started, and how."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.options: dict[str, object] = {}

    def __call__(self, command: list[str], **options: object) -> None:
        self.commands.append(command)
        self.options = options


def test_it_is_started_apart_from_our_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(subprocess, "Popen", started)
    have(monkeypatch, "xdg-open")
    open_outside("https://example.org/ä", {"DISPLAY": ":0"})
    assert started.commands == [["/bin/xdg-open", checked("https://example.org/ä")]]
    assert started.options == {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "start_new_session": True,
    }
    with pytest.raises(ReaderError, match="not a web address"):
        open_outside("file:///etc/passwd", {"DISPLAY": ":0"})
    assert len(started.commands) == 1


def test_a_program_that_does_not_start_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "xdg-open"
    program.write_text("no program")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(browser, "find_program", lambda *_: str(program))
    with pytest.raises(ReaderError, match="could not start"):
        open_outside(URL, {"DISPLAY": ":0"})


def test_a_long_address_is_told_in_part() -> None:
    with pytest.raises(ReaderError) as caught:
        checked("javascript:" + "x" * 200)
    assert len(caught.value.what) == len("not a web address: ") + 80
