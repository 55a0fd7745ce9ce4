"""One module opens connections, and no test connects to anything but a server of its own."""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import network
from tests.conftest import PROJECT

CLIENT = Path("reader/intake/web/client.py")
CONNECTING = frozenset({
    "aiohttp", "asyncore", "dns", "ftplib", "h11", "h2", "http", "httpcore", "httpx", "imaplib",
    "multiprocessing.connection", "multiprocessing.managers", "nntplib", "poplib", "requests",
    "smtpd", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3",
    "websockets", "wsgiref", "xmlrpc",
})  # fmt: skip
ASYNC = frozenset((
    "open_connection", "start_server", "create_connection", "create_server",
    "create_datagram_endpoint", "open_unix_connection", "sock_connect",
))  # fmt: skip
"""What asyncio connects with."""


PATHS = frozenset(("urllib.request.url2pathname", "urllib.request.pathname2url"))
"""What `urllib.request` has that connects to nothing."""


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Those that say anything of this kind."""
    words = {name.rpartition(".")[2] for name in (*CONNECTING, *ASYNC)} | {"import_module"}
    texts = {path: path.read_text("utf-8") for path in (PROJECT / "reader").rglob("*.py")}
    return tuple(
        (path.relative_to(PROJECT), ast.parse(text))
        for path, text in texts.items()
        if any(word in text for word in words)
    )


def imported(tree: ast.Module) -> Iterator[str]:
    """The names of all modules that are imported, be it late or by a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names if names <= PATHS else {node.module, *names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def connects(name: str) -> bool:
    parts = name.split(".")
    return name not in PATHS and any(
        ".".join(parts[: end + 1]) in CONNECTING for end in range(len(parts))
    )


def test_one_module_can_connect() -> None:
    found = {
        path: sorted({name for name in imported(tree) if connects(name)})
        for path, tree in modules()
    }
    assert {path for path, names in found.items() if names} == {CLIENT}


def test_nothing_connects_by_asyncio() -> None:
    named = [
        f"{path}: {node.attr}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ASYNC
    ]
    assert named == []


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "127.0.0.1"])
def test_a_test_that_connects_fails(host: str) -> None:
    tried = network.none_tried()
    next(tried)
    with pytest.raises(network.ConnectionRefused):
        socket.create_connection((host, 9))
    with pytest.raises(pytest.fail.Exception, match=f"connects to .*{host}"):
        next(tried)
