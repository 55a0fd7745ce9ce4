"""XML as it is found on the web, made well-formed where little is wrong with it.

A document type, with whatever entities it declares, is never read: it is cut off.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator

_BLANK = re.compile(r"[\ufeff\s]*+")
_REFERENCE = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{0,31});|(#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});))?")
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
"""What is no character of XML 1.0 (section 2.2)."""
_DOCTYPE_PART = re.compile(r"[^<>\[\]\"']++|\"[^\"]*+\"|'[^']*+'|[<>\[\]\"']")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_CDATA = "<![CDATA["


def document(text: str) -> str:
    """A document that says it is in UTF-8, without a prolog and what no XML may hold.

    References to HTML's entities become numbers, ampersands that refer to nothing `&amp;`.
    """
    body = without_prolog(_NO_XML.sub("", text))
    return _DECLARATION + "".join(_mended(body))


def without_prolog(text: str) -> str:
    """The text from its first element on: no declaration, comments, document type before it."""
    at = _after_blanks(text, 0)
    while text.startswith(("<?", "<!"), at):
        at = _after_blanks(text, _end_of_markup(text, at))
    return text[at:]


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANK.match(text, at)
    return blanks.end() if blanks else at


def _end_of_markup(text: str, at: int) -> int:
    if text.startswith("<!--", at):
        end, length = text.find("-->", at + 4), 3
    elif text.startswith("<?", at):
        end, length = text.find("?>", at), 2
    else:
        return _end_of_doctype(text, at)
    return end + length if end >= 0 else len(text)


def _end_of_doctype(text: str, at: int) -> int:
    """The end of `<!DOCTYPE …>`, with the declarations in its brackets (XML 1.0, 2.8)."""
    depth = 0
    for part in _DOCTYPE_PART.finditer(text, at):
        if part[0] in "<[":
            depth += 1
        elif part[0] in ">]":
            depth -= 1
            if depth == 0:
                return part.end()
    return len(text)


def _mended(body: str) -> Iterator[str]:
    at = 0
    while (start := body.find(_CDATA, at)) >= 0 and (end := body.find("]]>", start)) >= 0:
        yield _REFERENCE.sub(_as_number, body[at:start])
        yield body[start : end + 3]
        at = end + 3
    yield _REFERENCE.sub(_as_number, body[at:])


def _as_number(reference: re.Match[str]) -> str:
    name, number = reference[1], reference[2]
    if name in _PREDEFINED:
        return reference[0]
    if number:
        return reference[0] if _is_character(number[1:-1]) else "\ufffd"
    codes = html.entities.html5.get(f"{name};") if name else None
    if codes is None:
        return f"&amp;{reference[0][1:]}"
    return "".join(f"&#{ord(code)};" for code in codes)


def _is_character(number: str) -> bool:
    """Whether XML may hold the character of this number."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return code <= 0x10FFFF and not _NO_XML.match(chr(code))
