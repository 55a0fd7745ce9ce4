"""Addresses of the web and of mail as a browser understands them, and their deceptions.

The URL Standard (https://url.spec.whatwg.org) says where a browser goes: a backslash is a slash,
what stands before an `@` is a password, a host may be written in any script. UTS #39 and Chromium's
rules for internationalised names say which hosts are taken for others.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from reader.text.safe import clean_line, inert_row

LONGEST_HOST = 40
"""Cells of a host that is read at a glance; the end of a longer one says whose it is."""
MAIL_FIELDS = frozenset({"to", "cc", "subject", "body", "in-reply-to", "keywords"})
"""Header fields that a link may fill in (RFC 6068, section 4); `attach` would send a file away."""

_NO_HOST = re.compile(r"[\x00-\x20\x7f#%/:<>?@\\^|\"`{}]")
"""The URL Standard's forbidden host code points; a host in brackets is another matter."""
_IP_V6 = re.compile(r"[0-9a-fA-F:.]+")
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.IGNORECASE)
_DOTTED = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")
_EASTERN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL", "KATAKANA-HIRAGANA"})
_LIKE_MARKS = frozenset("ノソゾンㄱㅡ丶丿一ー々〆〳〵⼁⼂⼃")
"""Eastern letters that pass for a slash, a dash or a dot."""
_LATIN = re.compile("[a-z0-9\u00df-\u00f6\u00f8-\u0130\u0133-\u017e-]*")
"""Latin letters that pass for no other: no dotless i, no long s, no phonetic letters."""
_WRITTEN_HOST = re.compile(
    r"^\s*(?:https?://(?:[^\s/@]*@)?|(?=www\.))((?:[\w-]+\.)+[^\W\d_]{2,24})(?:[/:?#\s]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an address leads; every string is one safe line."""

    url: str
    """The URL for a browser: http, https or mailto, the host in ASCII."""
    host: str
    """The host to be shown, in its own script unless that misleads; for mail the recipient."""
    doubt: str = ""
    """Why a reader may believe that it leads elsewhere; empty if nothing suggests so."""


def parse_address(url: str) -> Address | None:
    """What a browser makes of an absolute URL; None if nothing, or if it must not be followed."""
    try:
        scheme = urlsplit(url).scheme.lower()
        if scheme in ("http", "https"):
            return _web(url)
        return _mail(url) if scheme == "mailto" else None
    except ValueError:
        return None


def shown_address(href: str) -> str:
    """A link's target to be shown; where it leads comes first if that is not plain."""
    line = clean_line(href)
    address = parse_address(f"https:{href}" if href.startswith("//") else href)
    return line if address is None or not address.doubt else f"{address.host} ← {line}"


def doubt_of_words(words: str, address: Address) -> str:
    """Why the words of a link deceive: they are an address of another host; empty if not."""
    written = _WRITTEN_HOST.match(words)
    if written is None or address.url.startswith("mailto:"):
        return ""
    named = parse_address(f"https://{written[1]}")
    if named is None or _is_of(address.url, named.url) or _is_of(named.url, address.url):
        return ""
    return f"the link says {named.host}"


def _is_of(one: str, other: str) -> bool:
    """Whether a URL's host is that of another URL, or belongs to it."""
    host, owner = urlsplit(one).hostname or "", urlsplit(other).hostname or ""
    owner = owner.removeprefix("www.")
    return host == owner or host.endswith(f".{owner}")


# -- the web --------------------------------------------------------------------------------


def _web(url: str) -> Address | None:
    """The address of a URL of the web. Raises ValueError if it is none."""
    parts = urlsplit(_with_slashes(url))
    login, _, place = parts.netloc.rpartition("@")
    name, port = _name_and_port(place)
    if name.startswith("["):
        ascii_name, shown, doubt = name, name, ""
    else:
        ascii_name = _ascii(name)
        shown, doubt = _shown_host(ascii_name)
    if login:
        doubt = "what stands before the @ is no host"
    elif not doubt and not place.lower().startswith((shown, ascii_name)):
        doubt = "its host is written in another way"
    elif not doubt and len(shown) > LONGEST_HOST:
        doubt = "its host is long"
    elif not doubt and _with_slashes(url) != url:
        doubt = "a backslash in it is a slash"
    netloc = f"{login}@" * bool(login) + ascii_name + f":{port}" * bool(port)
    return Address(urlunsplit(parts._replace(netloc=netloc)), _fitting(shown), doubt)


def _with_slashes(url: str) -> str:
    """Make slashes of the backslashes before query and fragment."""
    end = next((at for at, letter in enumerate(url) if letter in "?#"), len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _name_and_port(place: str) -> tuple[str, str]:
    """The name and port of a host. Raises ValueError if one of them is none."""
    name, bracket, port = place.partition("]")
    if bracket:
        if not _IP_V6.fullmatch(name.removeprefix("[")):
            raise ValueError("no address")
        name = f"{name}]"
    else:
        name, _, port = place.partition(":")
    port = port.removeprefix(":")
    if port and (not port.isascii() or not port.isdecimal() or int(port[:9]) > 0xFFFF):
        raise ValueError("no port")
    return name, port


def _ascii(name: str) -> str:
    """A host in ASCII (IDNA), as a name server is asked for it. Raises ValueError if it is none."""
    name = unquote(name, errors="strict")
    if not name.isascii():
        name = name.encode("idna").decode("ascii")
    name = name.lower()
    if not name.strip(".") or _NO_HOST.search(name):
        raise ValueError("no host")
    return name


def _shown_host(name: str) -> tuple[str, str]:
    """A host in its own script, or in ASCII if it may be taken for another; and why it may."""
    labels = name.rstrip(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return name, "" if _DOTTED.fullmatch(name) else "it is a number that stands for a host"
    shown: list[str] = []
    for label in labels:
        text = label
        if label.startswith("xn--"):
            try:
                text = label.encode("ascii").decode("idna")
            except UnicodeError:
                return name, "its host cannot be read"
        if inert_row(text) != text or not _is_of_one_script(text):
            return name, "its host looks like another"
        shown.append(text)
    return ".".join(shown), ""


def _is_of_one_script(label: str) -> bool:
    """Whether its letters are Latin ones that pass for no others, or eastern ones."""
    if _LATIN.fullmatch(label):
        return True
    foreign = [letter for letter in label if not _LATIN.fullmatch(letter)]
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in foreign}
    if not scripts <= _EASTERN:
        return False
    return len(foreign) == len(label) or _LIKE_MARKS.isdisjoint(foreign)


def _fitting(host: str) -> str:
    return host if len(host) <= LONGEST_HOST else f"…{host[-LONGEST_HOST:]}"


# -- mail -----------------------------------------------------------------------------------


def _mail(url: str) -> Address | None:
    """The address of a mailto URL with harmless header fields only, their values encoded."""
    path, _, query = url[len("mailto:") :].partition("?")
    to = clean_line(unquote(path.partition("#")[0]))
    fields = [
        (name, value if name.lower() == "body" else clean_line(value))
        for name, value in parse_qsl(query.partition("#")[0].replace("+", "%2B"))
        if name.lower() in MAIL_FIELDS
    ]
    if not to and not any(name.lower() == "to" for name, _ in fields):
        return None
    written = urlencode(fields, quote_via=quote, safe="@")
    return Address(f"mailto:{quote(to, safe='@,+')}{'?' if written else ''}{written}", to or "mail")
