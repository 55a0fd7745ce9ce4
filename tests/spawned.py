"""A program in a pseudo-terminal whose last bytes are read, however late somebody looks."""

from __future__ import annotations

import os
import select
from typing import TYPE_CHECKING

import pexpect

if TYPE_CHECKING:
    _Spawn = pexpect.spawn[bytes]
else:
    _Spawn = pexpect.spawn


class Spawned(_Spawn):
    """Says EOF only when nothing is left to read.

    pexpect looks for bytes, then whether the program lives: one that writes its last bytes and
    ends in between has them dropped ("Very slow platform").
    """

    def read_nonblocking(self, size: int = 1, timeout: float | None = -1) -> bytes:
        try:
            return bytes(super().read_nonblocking(size, timeout))
        except pexpect.EOF:
            if data := self._left(size):
                return data
            raise

    def _left(self, size: int) -> bytes:
        """Bytes of a program that is over; none at the end."""
        if not select.select([self.child_fd], [], [], 0)[0]:
            return b""
        try:
            return os.read(self.child_fd, size)
        except OSError:  # how Linux says that nothing is left
            return b""
