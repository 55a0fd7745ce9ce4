"""Opening an address in the desktop's browser: only http(s) and mailto, never in this terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from reader.document.addresses import parse_address
from reader.document.hrefs import encode
from reader.errors import ReaderError
from reader.services.desktop.program import find_program, start

DESKTOP_OPENERS = ("xdg-open", "gio", "wslview")


def checked(url: str) -> str:
    """The address in the form that a browser may be given: every program reads the same host in it.

    Raises ReaderError for another scheme, no host, or text that a program could take for an option.
    """
    address = parse_address(url)
    if address is None:
        raise ReaderError(f"not a web address: {url[:80]}", hint="nothing was opened")
    return encode(address.url)


def show_file(path: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Have the desktop show a file in whatever shows its kind; for files that run nothing.

    Returns at once. Raises ReaderError if there is no desktop, or no program can be started.
    """
    start(command_for(path.resolve().as_uri(), environment))


def command_for(url: str, environment: Mapping[str, str]) -> list[str]:
    """The command that shows `url` on this desktop.

    Raises ReaderError where there is no desktop, since a browser must not start in this terminal,
    and where no program opens addresses.
    """
    if sys.platform == "darwin":
        return [find_program("open") or "/usr/bin/open", url]
    if sys.platform == "win32":
        program = find_program("rundll32.exe", environment)
        if program is None:
            raise ReaderError(f"no program to open it with: {url}", hint="rundll32.exe is missing")
        return [program, "url.dll,FileProtocolHandler", url]
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        raise ReaderError(f"no desktop to open it in: {url}", hint="copied instead")
    for opener in DESKTOP_OPENERS:
        found = find_program(opener)
        if found:
            return [found, "open", url] if opener == "gio" else [found, url]
    raise ReaderError(f"no program to open it with: {url}", hint="install xdg-utils")


def open_outside(url: str, environment: Mapping[str, str] = os.environ) -> None:
    """Show a web address in the desktop's browser, detached from this terminal and its signals.

    Returns at once. Raises ReaderError if the address is not one, or no browser can be started.
    """
    start(command_for(checked(url), environment))
