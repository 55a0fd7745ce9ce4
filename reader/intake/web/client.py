"""HTTP: the one module that opens connections.

A connection is made to the very address that was found to be public: a name that leads somewhere
else a moment later (DNS rebinding) leads nowhere. Each request has a connection of its own, so that
no answer can be taken for that to another; no cookie is kept, and nothing says who asks.
"""

from __future__ import annotations

import ssl
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from ipaddress import ip_address
from socket import SOCK_STREAM, getaddrinfo
from typing import Final
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from reader import __version__
from reader.intake.web import content_types, statuses, unpacking
from reader.intake.web.answer import SAVE_IT, Validators, WebAnswer, WebError
from reader.intake.web.host_turns import HostTurn, HostTurns
from reader.intake.web.public_address import (
    RedirectError,
    WebAddress,
    is_private_host,
    is_public,
    private_refusal,
    redirected,
    web_address,
)
from reader.intake.web.robots import MOST_BYTES as MOST_ROBOTS
from reader.intake.web.robots import RobotRules, parse_robots
from reader.text.safe import clean_line

AGENT: Final = "reader-tui"
"""The name that a robots.txt calls us by."""
USER_AGENT: Final = f"{AGENT}/{__version__} (+https://pypi.org/project/reader-tui/)"
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,"
    "application/feed+json,text/markdown;q=0.9,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.7"
)
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_BUSY: Final = frozenset((429, 503))
_MOST_ADDRESSES: Final = 4
"""Addresses of one host that are tried."""
_LONGEST_VALIDATOR: Final = 1000
_DOWNGRADED: Final = "Its address leads to one without encryption (http)."
_LATER: Final = "try again later"


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How long is waited, and how much is taken. Times are in seconds."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 120.0
    """From the first byte that is asked for to the last that comes, of one address."""
    most: int = 32 * 1024 * 1024
    """Bytes of a page, as they are sent and as they are unpacked."""
    redirects: int = 10
    chain: float = 300.0
    """From the first address that is asked to the last that it leads to."""
    pause: float = 1.0
    """Between two requests to a host."""
    pause_in_page: float = 0.2
    """Between two requests for parts of a page, which browsers ask for all at once."""
    patience: float = 30.0
    """The longest `Retry-After` that is waited for."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for, redirected or not."""

    most: int
    known: Validators | None = None
    referrer: str = ""
    is_page: bool = True
    """Whether it must be text."""
    is_robots: bool = False
    """Whether it is a robots.txt: no rules are asked for it, and its beginning is enough."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one address answered; the content of a redirect or an error is left."""

    status: int
    headers: httpx.Headers
    charset: str = ""
    data: bytes = b""


class HttpWeb:
    """Fetches addresses: one request at a time to a host, and only what its robots.txt allows.

    Robots.txt is read once for each origin, and kept. Where a proxy is set (`HTTPS_PROXY`,
    `HTTP_PROXY`, `ALL_PROXY`, but for `NO_PROXY`), it looks names up and connects: then hosts that
    are private by their name or their numbers are refused, and no others can be.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limits: WebLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`allow_private`: addresses of this machine and of private networks may be asked.

        `clock` and `sleep`, in seconds, are those of politeness alone.
        """
        self._allow_private = allow_private
        self._limits = limits or WebLimits()
        self._sleep = sleep
        self._turns = HostTurns(clock=clock, sleep=sleep)

    def get(
        self, url: str, *, most: int = 0, known: Validators | None = None, referrer: str = ""
    ) -> WebAnswer:
        """The content at an address, as `Web` says.

        Without `most` it is refused before its content comes if its type is not one of texts.
        """
        first = web_address(url, allow_private=self._allow_private)
        wanted = _Wanted(most or self._limits.most, known, referrer, is_page=most == 0)
        last, answer = self._followed(first, wanted)
        has_changed = not (answer.status == 304 and known is not None)
        if has_changed:
            statuses.check_status(last.host, answer.status)
        is_downgraded = (first.scheme, last.scheme) == ("https", "http")
        return WebAnswer(
            last.url,
            answer.data,
            _media_type(answer.headers),
            answer.charset,
            Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", "")),
            has_changed,
            (_DOWNGRADED,) if is_downgraded else (),
        )

    def _followed(self, address: WebAddress, wanted: _Wanted) -> tuple[WebAddress, _Answer]:
        """What is answered in the end, and where. Raises WebError."""
        seen: list[str] = []
        until = time.monotonic() + self._limits.chain
        while address.url not in seen:
            if len(seen) > self._limits.redirects:
                raise RedirectError(
                    f"{address.host} sends us on more than {self._limits.redirects} times",
                    hint=SAVE_IT,
                )
            if time.monotonic() > until:
                raise WebError(f"{address.host} does not answer in time", hint=_LATER)
            seen.append(address.url)
            answer = self._asked(address, wanted)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return address, answer
            address = redirected(address, location, allow_private=self._allow_private)
        # Most of these want a cookie, and ask again.
        raise RedirectError(f"{address.host} sends us round in circles", hint=SAVE_IT)

    def _asked(self, address: WebAddress, wanted: _Wanted) -> _Answer:
        """What an address answers when it is our turn; asked once more if it is busy for a bit."""
        host = self._turns.of(address.host)
        rules = RobotRules() if wanted.is_robots else self._rules(address, host)
        if not rules.allow(address.target):
            raise WebError(
                f"{address.host} does not want this read by programs (robots.txt)",
                hint=SAVE_IT,
            )
        pause = self._limits.pause_in_page if wanted.referrer else self._limits.pause
        pause = max(pause, rules.delay)
        with host.lock:
            with self._turns.request(host, pause=pause):
                answer = self._exchange(address, wanted)
            wait = _wait(answer)
            if wait is not None and wait <= self._limits.patience:
                self._sleep(wait)
                with self._turns.request(host, pause=pause):
                    answer = self._exchange(address, wanted)
        return answer

    # -- robots.txt -----------------------------------------------------------------------------

    def _rules(self, address: WebAddress, host: HostTurn) -> RobotRules:
        """What a host lets us ask for. Raises WebError if it will not say, or cannot be reached."""
        with host.rules_lock:
            if address.origin not in host.rules:
                try:
                    host.rules |= self._fetched_rules(address)
                except WebError as error:
                    host.rules[address.origin] = error
            known = host.rules[address.origin]
        if isinstance(known, WebError):
            raise WebError(known.what, hint=known.hint)
        return known

    def _fetched_rules(self, address: WebAddress) -> dict[str, RobotRules]:
        """The rules as the host tells them, by origin (RFC 9309, 2.3.1)."""
        own = web_address(f"{address.origin}/robots.txt", allow_private=self._allow_private)
        wanted = _Wanted(MOST_ROBOTS, is_page=False, is_robots=True)
        try:
            last, answer = self._followed(own, wanted)
        except RedirectError:
            return {own.origin: RobotRules()}
        if answer.status >= 500 or answer.status == 429:
            raise WebError(
                f"{address.host} does not say what programs may read:"
                f" its robots.txt is out of order ({answer.status})",
                hint=SAVE_IT,
            )
        is_there = 200 <= answer.status < 300
        rules = parse_robots(answer.data, AGENT) if is_there else RobotRules()
        # Where http leads to https, so does the page, and need not ask again.
        is_own = (last.host, last.target) == (own.host, own.target)
        return {own.origin: rules, last.origin if is_own else own.origin: rules}

    # -- one request ----------------------------------------------------------------------------

    def _exchange(self, address: WebAddress, wanted: _Wanted) -> _Answer:
        """Ask once, on a connection of its own. Raises WebError."""
        until = time.monotonic() + self._limits.whole
        connect, read = self._limits.connect, self._limits.read
        timeouts = {"connect": connect, "read": read, "write": read, "pool": connect}
        with _explained(address.host), self._transport(address, until) as transport:
            request = httpx.Request(
                "GET",
                address.url,
                headers=_headers(address, wanted),
                extensions={"timeout": timeouts},
            )
            with closing(transport.handle_request(request)) as response:
                data = self._content(address, response, wanted, until)
        return _Answer(
            response.status_code, response.headers, response.charset_encoding or "", data
        )

    def _content(
        self, address: WebAddress, response: httpx.Response, wanted: _Wanted, until: float
    ) -> bytes:
        if not 200 <= response.status_code < 300:
            return b""
        try:
            if wanted.is_page:
                content_types.check_type(_media_type(response.headers))
            length = response.headers.get("content-length", "")
            if length.isdecimal() and int(length[:20]) > wanted.most and not wanted.is_robots:
                raise unpacking.too_large(wanted.most)
            encoding = response.headers.get("content-encoding", "")
            sent = _in_time(response.iter_raw(), wanted.most, until)
            return _joined(unpacking.unpacked(sent, encoding, wanted.most), wanted)
        except WebError as error:
            raise WebError(f"what {address.host} sends {error.what}", hint=error.hint) from error

    def _transport(self, address: WebAddress, until: float) -> _CheckedTransport:
        proxy = _proxy(address)
        backend = _CheckedBackend(until, allow_private=self._allow_private or proxy is not None)
        tls = self._tls if address.scheme == "https" or proxy is not None else None
        return _CheckedTransport(
            httpcore.ConnectionPool(
                ssl_context=tls, proxy=proxy, max_connections=1, max_keepalive_connections=0,
                network_backend=backend,
            )
        )  # fmt: skip

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()


class _CheckedTransport(httpx.BaseTransport):
    """A pool of connections that are made where we have looked at the address."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises what httpcore raises, and WebError."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=str(request.url),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_ContentStream(answer))

    def close(self) -> None:
        self._pool.close()


class _ContentStream(httpx.SyncByteStream):
    """The content of an answer as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to the address that it has looked at, and reads no longer than until a deadline."""

    def __init__(self, until: float, *, allow_private: bool) -> None:
        self._until = until
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers. Raises WebError for private ones."""
        failure: Exception | None = None
        for address in self._addresses(host, port)[:_MOST_ADDRESSES]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, _rest(self._until, timeout), local_address, socket_options
                )
                return _TimedStream(stream, self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be asked, in the order of the system."""
        try:
            found = getaddrinfo(host, port, type=SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise WebError(
                f"{host} cannot be found", hint="check the address, and the network"
            ) from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if self._allow_private:
            return addresses
        # A zone (`fe80::1%eth0`) belongs to addresses that are not public.
        public = [each for each in addresses if "%" not in each and is_public(ip_address(each))]
        if addresses and not public:
            raise private_refusal(host)
        return public


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at a deadline, however slowly something comes."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner = inner
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _rest(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _rest(self._until, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, _rest(self._until, timeout))
        return _TimedStream(inner, self._until)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _rest(until: float, timeout: float | None) -> float:
    """The seconds that may be waited. Raises ReadTimeout if none are left."""
    rest = until - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout
    return rest if timeout is None else min(rest, timeout)


def _in_time(pieces: Iterable[bytes], most: int, until: float) -> Iterator[bytes]:
    """The pieces as they are sent, not more than `most` bytes."""
    total = 0
    for piece in pieces:
        _rest(until, None)
        total += len(piece)
        if total > most:
            yield piece[: len(piece) - (total - most)]
            raise unpacking.too_large(most)
        yield piece


def _joined(pieces: Iterable[bytes], wanted: _Wanted) -> bytes:
    """All of the content; of a robots.txt its beginning."""
    content = bytearray()
    try:
        for piece in pieces:
            content += piece
    except unpacking.TooLargeError:
        if not wanted.is_robots:
            raise
    return bytes(content)


def _headers(address: WebAddress, wanted: _Wanted) -> dict[str, str]:
    """No language is asked for: what an address holds must not depend on who asks."""
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": _ACCEPT if wanted.is_page else "*/*",
        "Accept-Encoding": unpacking.ACCEPTED,
        "Connection": "close",
    }
    known = wanted.known or Validators()
    headers |= {"If-None-Match": known.etag} if _is_printable(known.etag) else {}
    if _is_printable(known.last_modified):
        headers["If-Modified-Since"] = known.last_modified
    if wanted.referrer:
        with suppress(WebError):
            # As browsers do (Referrer Policy, strict-origin-when-cross-origin).
            page = web_address(wanted.referrer, allow_private=True)
            if page.scheme == "http" or address.scheme == "https":
                is_own = page.origin == address.origin
                headers["Referer"] = page.url if is_own else f"{page.origin}/"
    return headers


def _is_printable(value: str) -> bool:
    return (
        bool(value) and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    )


def _media_type(headers: httpx.Headers) -> str:
    return content_types.media_type(headers.get("content-type", ""))


def _wait(answer: _Answer) -> float | None:
    """The seconds after which a busy host wants to be asked again; None if it does not say."""
    if answer.status not in _BUSY:
        return None
    return statuses.seconds_to_wait(answer.headers.get("retry-after", ""), datetime.now(UTC))


def _proxy(address: WebAddress) -> httpcore.Proxy | None:
    """The proxy that the environment, or the system, has for an address."""
    proxies = urllib.request.getproxies()
    url = proxies.get(address.scheme) or proxies.get("all", "")
    if not url or is_private_host(address.host) or urllib.request.proxy_bypass(address.host):
        return None
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme in ("http", "https") and parts.hostname:
            host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
            port = parts.port or {"http": 80, "https": 443}[parts.scheme]
            login = (unquote(parts.username or ""), unquote(parts.password or ""))
            return httpcore.Proxy(
                f"{parts.scheme}://{host}:{port}", auth=login if parts.username else None
            )
    except ValueError:
        pass
    raise WebError(
        f"the proxy for {address.scheme} is not one of HTTP",
        hint=f"set {address.scheme.upper()}_PROXY to http://host:port",
    )


@contextmanager
def _explained(host: str) -> Iterator[None]:
    """Errors of the network as those that say what to do."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise WebError(f"{host} does not answer in time", hint=_LATER) from error
    except httpcore.ProxyError as error:
        raise WebError(
            f"the proxy does not connect us to {host}", hint="check HTTPS_PROXY"
        ) from error
    except httpcore.ConnectError as error:
        raise _no_connection(host, error) from error
    except httpcore.NetworkError as error:
        raise WebError(f"{host} broke the connection off", hint=_LATER) from error
    except httpcore.RemoteProtocolError as error:
        raise WebError(
            f"{host} answers something that is not HTTP, or not all of it",
            hint=f"{_LATER}, or {SAVE_IT}",
        ) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise WebError(f"{host} cannot be asked for this", hint="check the address") from error


def _no_connection(host: str, error: httpcore.ConnectError) -> WebError:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return WebError(
            f"{host} does not prove who it is ({clean_line(cause.verify_message)[:80]})",
            hint=f"check the date of this machine; {SAVE_IT}",
        )
    if isinstance(cause, ssl.SSLError):
        return WebError(f"{host} does not speak TLS as we do", hint=SAVE_IT)
    return WebError(f"{host} cannot be reached", hint=f"check the network, or {_LATER}")
