"""Lines in which a clipper says where it found a text.

> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [host](https://host/a)
[Read Original](https://example.org/a)
"""

from __future__ import annotations

import re

_LONGEST = 600
_LINK_TARGET = re.compile(r"\[[^\]\n]{0,300}\]\(<?([^()\s<>]{1,2000})>?[^()\n]{0,200}\)")
_BARE_LINK = re.compile(r"<?(https?://[^\s<>~\u3000-\u303f\uff00-\uffef]+)>?")
_ORIGINAL = re.compile(r"原文(?:地址|链接|連結|網址|网址)|(?:阅读|查看|閱讀)原文")
_TRANSCODED = re.compile(r"^[> \t]*(?:本文由|本文使用).{0,200}转码")
_READ_ORIGINAL = re.compile(
    r"^[ \t>*\-]*\[(?:(?:read|view|open|see)[ \t]+(?:the[ \t]+)?)?(?:original|source)"
    r"(?:[ \t]+(?:article|page|post|url|link))?\]\(<?(https?://[^()\s<>]{1,2000})",
    re.IGNORECASE,
)


def is_transcoder_s(line: str) -> bool:
    """Whether the line is that of SimpRead, which names the file after the page, and no heading."""
    return len(line) <= _LONGEST and _TRANSCODED.match(line) is not None


def original_address(line: str) -> str:
    """The address of the original, if the line is there to say it; else empty."""
    if address := linked_original(line):
        return address
    match = _ORIGINAL.search(line) if len(line) <= _LONGEST else None
    if match is None:
        return ""
    rest = line[match.end() :]
    return first_address(f"[{rest}" if rest.startswith("](") else rest)


def linked_original(line: str) -> str:
    """The address in a line that is nothing but a link to the original; else empty."""
    match = _READ_ORIGINAL.match(line)
    return match[1] if match else ""


def first_address(text: str) -> str:
    """That of the first link, in Markdown or bare; empty if there is none."""
    if match := _LINK_TARGET.search(text):
        return match[1]
    match = _BARE_LINK.search(text)
    return match[1].rstrip(".,;:!" if "(" in match[1] else ".,;:!)") if match else ""


def without_addresses(text: str) -> str:
    return _BARE_LINK.sub("", text)
