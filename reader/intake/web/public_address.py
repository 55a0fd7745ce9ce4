"""Which addresses may be asked: those of the web that anybody can reach.

An article may name any address, also one of a router or of a program on this machine: what is not
public is refused, however it is written. No address of a name is looked up here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from reader.document.addresses import parse_address
from reader.intake.web.answer import SAVE_IT, WebError
from reader.text.safe import clean_line

LONGEST: Final = 4096
"""Characters of an address; servers take about twice as many."""
_MEANT: Final = "reader add --allow-private takes it, if it is meant"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_BAD_PORTS: Final = frozenset((
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
    103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
    512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
    995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
    6669, 6679, 6697, 10080,
))  # fmt: skip
"""Ports of other protocols, to which no browser speaks HTTP (Fetch Standard, 2.9)."""
_OWN_NAMES: Final = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
)
"""Names of this machine and of networks at home (RFC 6761, RFC 6762, RFC 8375)."""
_NUMBER: Final = re.compile(r"0x[0-9a-f]{0,64}|[0-9]{1,64}", re.IGNORECASE)
_NETWORK: Final = re.compile(r"https?:[/\\]{2}[^\s]", re.IGNORECASE)

_PRIVATE_V4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
"""IANA's registry of special purposes, multicast, and what is reserved."""
_GLOBAL_V6: Final = IPv6Network("2000::/3")
_PRIVATE_V6: Final = tuple(
    map(
        IPv6Network,
        ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
"""Tunnels (Teredo, 6to4: they may lead to any address of IPv4), examples, protocols."""
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last 32 bits are the address of IPv4 that is asked."""


class RedirectError(WebError):
    """An address leads to nothing that may be asked, or nowhere in the end."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be asked, in ASCII."""

    url: str
    """Without a fragment, a name or a password."""
    scheme: str
    """`http` or `https`."""
    host: str
    """In small letters, without a dot at its end; of IPv6 without brackets."""
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port, as in a URL."""
        return self.url[: self.url.index("/", len(self.scheme) + 3)]

    @property
    def target(self) -> str:
        """Path and query."""
        return self.url[len(self.origin) :]


def web_address(url: str, *, allow_private: bool = False) -> WebAddress:
    """An address as it will be asked.

    A name and a password in it are left out: what needs them is not for everybody, and what comes
    of it is written to files. Raises WebError for what is no address of the web, or not public.
    """
    url = url.strip()
    if not _NETWORK.match(url):
        raise WebError(f"{_shown(url)} is no address of the web", hint="it begins with https://")
    parsed = parse_address(url) if len(url) <= LONGEST else None
    if parsed is None:
        raise WebError(f"{_shown(url)} cannot be understood", hint="copy the address once more")
    parts = urlsplit(parsed.url)
    host = _bare_host(parts.hostname or "")
    port = parts.port or _DEFAULT_PORTS[parts.scheme]
    if port in _BAD_PORTS:
        raise WebError(f"port {port} is not one of the web", hint="leave the port out")
    if not allow_private and is_private_host(host):
        raise private_refusal(host)
    place = f"[{host}]" if ":" in host else host
    if port != _DEFAULT_PORTS[parts.scheme]:
        place = f"{place}:{port}"
    path = quote(parts.path, safe="%/:=&?~+!$,;'@()*[]", errors="replace") or "/"
    query = quote(parts.query, safe="%/:=&?~+!$,;'@()*[]", errors="replace")
    return WebAddress(urlunsplit((parts.scheme, place, path, query, "")), parts.scheme, host, port)


def redirected(address: WebAddress, location: str, *, allow_private: bool) -> WebAddress:
    """Where a `Location` leads from an address (RFC 9110, 10.2.2). Raises RedirectError."""
    try:
        joined = urljoin(address.url, location.strip())
        return web_address(joined, allow_private=allow_private)
    except (ValueError, WebError) as error:
        reason = error.what if isinstance(error, WebError) else "its target cannot be understood"
        hint = error.hint if isinstance(error, WebError) and error.hint == _MEANT else ""
        raise RedirectError(
            f"{address.host} sends us on to where we do not go: {reason}",
            hint=hint or SAVE_IT,
        ) from error


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one that anybody on the internet can reach."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _PRIVATE_V4)
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    # What stands for an address of IPv4 (`::ffff:0:0/96`) is outside of the global ones.
    return address in _GLOBAL_V6 and not any(address in network for network in _PRIVATE_V6)


def is_private_host(host: str) -> bool:
    """Whether a host is private by its name or its numbers alone. Raises as `numeric_address`."""
    numeric = numeric_address(host)
    if numeric is not None:
        return not is_public(numeric)
    return "." not in host or host.endswith(tuple(f".{name}" for name in _OWN_NAMES))


def private_refusal(host: str) -> WebError:
    """What is said of a host that is not public."""
    return WebError(f"{host} is an address of this machine or of a private network", hint=_MEANT)


def numeric_address(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is written as; None for a name.

    In IPv4 as browsers read it (URL Standard, 3.5): one to four numbers, in octal behind a `0`, in
    hexadecimal behind `0x`. Raises WebError where it ends in a number, but is no address.
    """
    if ":" in host:
        try:
            return IPv6Address(host)
        except ValueError:
            raise WebError(f"{_shown(host)} is no address", hint="check its numbers") from None
    labels = host.split(".")
    if not _NUMBER.fullmatch(labels[-1]):
        return None
    numbers = [_number(label) for label in labels]
    last = 256 ** (5 - len(numbers))
    if len(numbers) > 4 or any(n > 255 for n in numbers[:-1]) or numbers[-1] >= last:
        raise WebError(f"{_shown(host)} is no address", hint="check its numbers")
    leading = sum(number << (24 - 8 * place) for place, number in enumerate(numbers[:-1]))
    return IPv4Address(leading + numbers[-1])


def _number(label: str) -> int:
    """A part of an address of IPv4; one that is none is too large for any."""
    if not _NUMBER.fullmatch(label):
        return 1 << 32
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    try:
        return int(label, 8 if label.startswith("0") else 10)
    except ValueError:
        return 1 << 32


def _bare_host(host: str) -> str:
    """The host as it is asked for. Raises WebError if it is none."""
    host = host.lower().removesuffix(".")
    numeric = numeric_address(host)
    if numeric is not None:
        return str(numeric)
    if not re.fullmatch(r"(?:[a-z0-9_-]{1,63}\.){0,126}[a-z0-9_-]{1,63}", host) or len(host) > 253:
        raise WebError(f"{_shown(host)} is no name of a host", hint="copy the address once more")
    return host


def _shown(text: str) -> str:
    line = clean_line(text[:LONGEST])
    # What stands before an @ may be a password.
    line = re.sub(r"(?<=//)[^/?#]{0,4096}@", "", line)
    return f"“{line[:77]}…”" if len(line) > 80 else f"“{line}”"
