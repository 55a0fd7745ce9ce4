"""No test connects to anything but a server of its own."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

import pytest

_LOOK_UPS = frozenset(
    ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
)
_CONNECTIONS = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))
_allowed: Counter[int] = Counter()
"""Ports of this machine that servers of tests listen on."""
_refused: list[str] = []
"""What was tried since the last test."""


class ConnectionRefused(OSError):  # noqa: N818 - as Python names its own
    """A test tried to connect to what is no server of its own."""


def watch() -> None:
    """Refuse connections in this process from now on; there is no way back."""
    sys.addaudithook(_look)


@contextmanager
def allowed(port: int) -> Iterator[None]:
    """A server on this machine may be connected to."""
    _allowed[port] += 1
    try:
        yield
    finally:
        _allowed[port] -= 1


def none_tried() -> Iterator[None]:
    """The body of a fixture: a test fails if it tried, also where the program hid the error."""
    _refused.clear()
    yield
    tried = list(_refused)
    _refused.clear()
    if tried:
        pytest.fail(f"connects to {', '.join(tried)}", pytrace=False)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event in _CONNECTIONS:
        target = arguments[1] if len(arguments) > 1 else None
        if not _is_own(target):
            _refuse(f"{target}")
    elif event in _LOOK_UPS:
        host = arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
        if not _is_number(host):
            _refuse(f"{host}")


def _refuse(target: str) -> None:
    _refused.append(target)
    raise ConnectionRefused(target)


def _is_own(target: object) -> bool:
    if not isinstance(target, tuple):  # a socket of the file system; none for connected ones
        return True
    if _allowed[target[1]] > 0 and ip_address(target[0]).is_loopback:
        return True
    # Windows has no pair of sockets: asyncio's are two ends of a connection to itself.
    return sys.platform == "win32" and _is_asked_by("_fallback_socketpair")


def _is_asked_by(function: str) -> bool:
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code.co_name == function:
            return True
    return False


def _is_number(host: object) -> bool:
    """Whether nothing has to be asked for a host."""
    if not host:
        return True
    try:
        ip_address(host.decode() if isinstance(host, bytes) else str(host))
    except ValueError:
        return False
    return True
