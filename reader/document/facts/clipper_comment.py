"""The comment that a program leaves in a page that it saves.

<!-- saved from url=(0040)https://example.org/a -->            browsers
<!-- Page saved with SingleFile url: … saved date: … -->       SingleFile
<!-- Saved from https://… at 2025-01-15T10:00:00Z using monolith v2.8 -->
<!-- Mirrored from example.org/a by HTTrack Website Copier/3.x, Mon, 01 Jan 2024 10:00:00 GMT -->
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reader.document.facts.fact import Fact, FactName, Origin, stated

_ADDRESS: Final = r"(?P<url>https?://[^\s<>\"]{1,4000})"
_FORMS: Final = (
    re.compile(rf"^\s*saved from url=\(\d{{1,6}}\)\s*{_ADDRESS}", re.IGNORECASE),
    re.compile(rf"^\s*Page saved with SingleFile\s{{1,20}}url:\s{{0,20}}{_ADDRESS}", re.IGNORECASE),
    re.compile(rf"^\s*Saved from {_ADDRESS} (?:at \S{{1,40}} )?using monolith", re.IGNORECASE),
    re.compile(
        r"^\s*(?:Page saved|Saved|Archived|Captured|Clipped)\s(?:[^\n<>]{0,100}\s)?"
        rf"(?:from|url:?|of|page:)\s{{1,20}}{_ADDRESS}",
        re.IGNORECASE,
    ),
    re.compile(rf"^\s*{_ADDRESS}\s*$"),
)
_MIRRORED: Final = re.compile(
    r"^\s*Mirrored from (?P<url>[\w.-]{1,200}/[^\s<>\"]{0,4000}) by HTTrack", re.IGNORECASE
)


def read(comments: Iterable[str]) -> Iterator[Fact]:
    """The address that a page was saved from. When it was saved is not when it was written."""
    for comment in comments:
        match = next(filter(None, (form.match(comment) for form in _FORMS)), None)
        if match is not None:
            yield from stated(Origin.CLIPPER, [(FactName.URL, _plain(match["url"]))])
        elif (mirrored := _MIRRORED.match(comment)) is not None:
            address = f"http://{_plain(mirrored['url'])}"
            yield from stated(Origin.CLIPPER, [(FactName.URL, address)])


def _plain(address: str) -> str:
    """The address itself: `&times` in one is no sign, for a comment has no references."""
    return address.replace("&amp;", "&")
