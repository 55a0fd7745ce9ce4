"""Targets of links as a page has them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_UNSAFE_SCHEME = re.compile(r"(?i)^(?:javascript|vbscript|data|about|file|blob):")
_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0<>\"'()\\`{}|^\u2028\u2029\u3000]")


def safe_target(href: str) -> str:
    """A link's target as Markdown can hold it, "" if it would run something."""
    href = re.sub(r"[\t\n\r\x00-\x1f]", "", href.strip())
    if not href or _UNSAFE_SCHEME.match(href):
        return ""
    return encoded(href)


def encoded(href: str) -> str:
    """Percent-encode characters that would end the address in Markdown or in a terminal."""
    return _IN_URL.sub(lambda match: quote(match[0], errors="replace"), href)


def host(href: str) -> str:
    try:
        name = urlsplit(href).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")
