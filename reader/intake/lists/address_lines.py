"""Addresses in lines of text, with titles or without, as people and tools list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.intake.lists.listed_address import ListedAddress, web_address

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"\u3000，。；、！？）》」』】“”]{1,8000}", re.IGNORECASE
)
_MARKDOWN: Final = re.compile(
    r"!?\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,200}\]){0,500}+)\]"
    r"\(\s{0,9}<?((?:https?://|www\.)(?:[^\s<>()]|\([^\s<>()]{0,500}\)){1,8000}+)>?"
    r"(?:\s{1,9}[\"'(][^\n]{0,500}?[\"')])?\s{0,9}\)",
    re.IGNORECASE,
)
_ORG: Final = re.compile(r"\[\[(https?://[^\s\[\]]{1,8000})\](?:\[([^\[\]\n]{0,500})\])?\]")
_MARK: Final = re.compile(
    r"\s*(?:(?:[-*+•·‣–—>]|\d{1,5}[.)、:：]|\[[ xX]\]|- \[[ xX]\])\s+)*", re.IGNORECASE
)
"""A bullet, a number, a box to tick."""
_MAY_HAVE: Final = re.compile("://|www[.]", re.IGNORECASE)
_COMMENT: Final = re.compile(r"\s*(?:#|//|;|%)")
_RULE: Final = re.compile(r"\s*[-=_*~]{3,}\s*$")
_PARTING: Final = " \t|:：-–—,，;；>»·•\"'()（）[]【】《》“”<"
_ENDS: Final = ".,;:!?'\"*_"
_BESIDE: Final = 160
"""Characters beside an address that may be its title; more of them are a text with a link."""
_SHARE: Final = 0.85
"""The share of lines, comments aside, with an address from which a text is a list."""
_LONGEST_LINE: Final = 10_000


def is_list(text: str, *, is_markdown: bool) -> bool:
    """Whether nearly all lines of a text are addresses with little beside them.

    A text in Markdown may be an article about links: there they are several, and all but alone.
    """
    good = bad = 0
    for line in text.split("\n")[:2_000]:
        if not line.strip() or _COMMENT.match(line) or _RULE.match(line):
            continue
        found = list(_in_line(line))
        beside = len(line) - sum(len(entry.url) for entry in found)
        most = _BESIDE // 2 if is_markdown else _BESIDE
        if found and beside <= most * len(found):
            good += 1
        else:
            bad += 1
    return good > is_markdown and good >= (good + bad) * _SHARE


def addresses(text: str) -> Iterator[ListedAddress]:
    """The addresses in a text in order; lines that are comments are left out."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if line and _MAY_HAVE.search(line) and not _COMMENT.match(line):
            yield from _in_line(line)
        at = end + 1


def _in_line(line: str) -> Iterator[ListedAddress]:
    """The addresses in a line; what else stands in it is the title of the only one."""
    mark = _MARK.match(line[:_LONGEST_LINE])
    line = line[mark.end() if mark else 0 : _LONGEST_LINE]
    linked = [(found[2], found[1]) for found in _MARKDOWN.finditer(line)]
    linked = linked or [(found[1], found[2] or "") for found in _ORG.finditer(line)]
    if linked:
        for url, title in linked:
            if web_address(url):
                yield ListedAddress(url, title=re.sub(r"\\([^\w\s])", r"\1", title))
        return
    found = [(each.start(), _without_ends(each[0])) for each in _ADDRESS.finditer(line)]
    found = [(start, url) for start, url in found if web_address(url)]
    if len(found) == 1:
        start, url = found[0]
        before, after = line[:start].strip(_PARTING), line[start + len(url) :].strip(_PARTING)
        title = before or after
        yield ListedAddress(url, title=title if len(title) <= _BESIDE else "")
        return
    for _, url in found:
        yield ListedAddress(url)


def _without_ends(url: str) -> str:
    """Without the punctuation behind an address, and brackets that open before it."""
    while url:
        opening = {")": "(", "]": "["}.get(url[-1], "")
        is_single = opening and url.count(opening) < url.count(url[-1])
        if url[-1] not in _ENDS and not is_single:
            break
        url = url[:-1]
    return url
