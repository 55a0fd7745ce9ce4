"""The platform's clipboard, by its own command: some terminals ignore OSC 52 silently."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from threading import Thread

from reader.services.desktop.program import find_program
from reader.text.safe import inert

SECONDS = 5.0
"""A command that has not taken the text after this time is killed."""


def commands_for(environment: Mapping[str, str], platform: str = sys.platform) -> list[list[str]]:
    """The commands that may take text for the clipboard, the best first; none need be installed."""
    if platform == "darwin":
        return [["pbcopy"]]
    if platform == "win32":
        return [["clip.exe"]]
    known: list[list[str]] = []
    if environment.get("TERMUX_VERSION"):
        known.append(["termux-clipboard-set"])
    if environment.get("WAYLAND_DISPLAY"):
        known.append(["wl-copy"])
    if environment.get("DISPLAY"):
        known += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if environment.get("WSL_DISTRO_NAME"):
        known.append(["clip.exe"])
    return known


class Clipboard:
    """Copies text with the first command that is installed and succeeds, if there is one."""

    def __init__(
        self,
        commands: Sequence[Sequence[str]],
        which: Callable[[str], str | None] = find_program,
    ) -> None:
        self._commands = commands
        self._which = which

    @classmethod
    def of_platform(cls, environment: Mapping[str, str] = os.environ) -> Clipboard:
        return cls(commands_for(environment))

    def copy(self, text: str) -> Thread:
        """Hand `text` over in a daemon thread; returns that thread (for tests) at once.

        Nothing is raised: the terminal has been asked to copy the text as well.
        """
        thread = Thread(target=self._copy, args=(inert(text),), name="clipboard", daemon=True)
        thread.start()
        return thread

    def _copy(self, text: str) -> None:
        for name, *options in self._commands:
            program = self._which(name)
            if program is not None and _give(encoded(text, name), [program, *options]):
                return


def encoded(text: str, name: str) -> bytes:
    """The bytes that a command reads: UTF-16 with a byte order mark for clip.exe, else UTF-8."""
    return text.encode("utf-16" if name == "clip.exe" else "utf-8", "replace")


def _give(data: bytes, command: list[str]) -> bool:
    """Whether a command took the data.

    A command may stay to serve the clipboard, so it gets a session of its own.
    """
    try:
        with subprocess.Popen(  # noqa: S603 - no shell; the commands are those above
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                process.communicate(data, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                return False
    except OSError:
        return False
    return process.returncode == 0
