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
_READ_ORIGINAL = re.compile(
    r"^[ \t>*\-]*\[(?:(?:read|view|open|see)[ \t]+(?:the[ \t]+)?)?(?:original|source)"
    r"(?:[ \t]+(?:article|page|post|url|link))?\]\(<?(https?://[^()\s<>]{1,2000})",
    re.IGNORECASE,
)


def original_address(line: str) -> str:
    """The address of the original, if the line is there to say it; else empty."""
    if len(line) > _LONGEST:
        return ""
    if match := _READ_ORIGINAL.match(line):
        return match[1]
    match = _ORIGINAL.search(line)
    if match is None:
        return ""
    rest = line[match.end() :]
    return first_address(f"[{rest}" if rest.startswith("](") else rest)


def first_address(text: str) -> str:
    """That of the first link, in Markdown or bare; empty if there is none."""
    if match := _LINK_TARGET.search(text):
        return match[1]
    match = _BARE_LINK.search(text)
    return match[1].rstrip(".,;:!" if "(" in match[1] else ".,;:!)") if match else ""


def without_addresses(text: str) -> str:
    return _BARE_LINK.sub("", text)
