"""Whether a file is an article in XML for texts: trafilatura's, or TEI."""

from __future__ import annotations

import re
from typing import Final

WINDOW: Final = 8192
"""Bytes of a file that tell: an excerpt may stand among the attributes of the root."""
_BEFORE: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml\s[^>]{0,300}\?>\s*)?"
    rb"(?:<[?!](?![\[-])[^<>]{0,1000}>\s*|<!--[^>]{0,1000}-->\s*){0,10}"
)
_TEI: Final = re.compile(rb"<(?:[a-zA-Z]{1,10}:)?TEI(?:\.2)?[\s>]")
_DOC: Final = re.compile(
    rb"<doc\s(?=[^<>]*\b(?:title|sitename|source|hostname|fingerprint)=)[^<>]*+"
    rb"(?:>\s*<(?:main|comments|body|text|p|head)[\s/>]|\Z)|<doc>\s*<main>"
)
"""Without facts trafilatura's has no attributes."""


def is_text_xml(head: bytes) -> bool:
    """Whether the root element is trafilatura's `<doc>` or `<TEI>`; `head` has `WINDOW` bytes."""
    head = head[:WINDOW].replace(b"\0", b"")
    before = _BEFORE.match(head)
    at = before.end() if before else 0
    return _TEI.match(head, at) is not None or _DOC.match(head, at) is not None
