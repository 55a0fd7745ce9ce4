"""A web server on this machine: pages, and answers that no good server gives."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import MSG_PEEK, socket
from socketserver import ThreadingTCPServer
from typing import BinaryIO

from tests import network

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""A certificate that nobody trusts, until 2126, with its key, which is no secret."""
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]
    """By their names in small letters."""


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    status: int
    headers: Mapping[str, str]


Raw = Callable[[BinaryIO], None]
"""Writes a whole answer, its status line too; the connection ends behind."""


@dataclass(slots=True)
class Loopback:
    """What a server on this machine answers; it is reached at `address`."""

    port: int
    scheme: str = "http"
    pages: dict[str, list[_Page | Raw]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    """Everything that was asked for, robots.txt too."""
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test ends: an answer that is never to end waits for it."""

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return self.address + path

    def page(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        content_type: str = HTML,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Answer a path with a page; asked for again, with the next one given for it, if any.

        Returns its address.
        """
        data = body.encode() if isinstance(body, str) else body
        told = {"Content-Length": str(len(data))}
        told |= {"Content-Type": content_type} if content_type else {}
        return self._add(path, _Page(data, status, told | dict(headers or {})))

    def redirect(self, path: str, target: str, *, status: int = 302) -> str:
        """Send whoever asks for a path to another address."""
        return self.page(path, status=status, headers={"Location": target})

    def raw(self, path: str, answer: Raw | bytes) -> str:
        """Answer a path with bytes as they are."""
        write: Raw = answer if callable(answer) else lambda out: _write(out, answer)
        return self._add(path, write)

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def _add(self, path: str, answer: _Page | Raw) -> str:
        self.pages.setdefault(path, []).append(answer)
        return self.url(path)

    def take(self, path: str) -> _Page | Raw:
        """The answer for a path: the next one, of which the last is given ever after."""
        answers = self.pages.get(path)
        if answers is None:
            return _Page(b"nothing here", 404, {"Content-Type": "text/plain"})
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _write(out: BinaryIO, data: bytes) -> None:
    out.write(data)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def handle(self) -> None:
        # Whoever begins to speak TLS where there is none gets an answer that is none.
        if self.server.tls is None and self.connection.recv(1, MSG_PEEK) == b"\x16":
            self.connection.recv(1 << 16)
            self.wfile.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        else:
            super().handle()

    def do_GET(self) -> None:
        loopback = self.server.loopback
        headers = {name.lower(): value for name, value in self.headers.items()}
        loopback.asked.append(Asked(self.path, headers))
        answer = loopback.take(self.path)
        self.close_connection = True
        with suppress(OSError):  # whoever asks may have heard enough
            if not isinstance(answer, _Page):
                answer(self.wfile)  # type: ignore[arg-type]
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    loopback: Loopback
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket, object]:
        connection, address = super().get_request()
        if self.tls is None:
            return connection, address
        # Whoever asks is waited for in the thread that answers.
        wrapped = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return wrapped, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asks may have gone."""


@contextmanager
def running(*, tls: bool = False) -> Iterator[Loopback]:
    """A server with no page yet; the test may connect to it, and to nothing else.

    With `tls` it proves by `CERTIFICATE` that it is 127.0.0.1 or marsh.example.org.
    """
    with _Server(("127.0.0.1", 0), _Handler) as server:
        loopback = server.loopback = Loopback(server.server_address[1], "https" if tls else "http")
        if tls:
            server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            server.tls.load_cert_chain(CERTIFICATE)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            with network.allowed(loopback.port):
                yield loopback
        finally:
            loopback.over.set()
            server.shutdown()
            thread.join()
