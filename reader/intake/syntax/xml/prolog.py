"""What stands before the first element of XML: a declaration, comments, a document type.

A document type, with whatever entities it declares, is never read: it is cut off.
"""

from __future__ import annotations

import re
from typing import Final

from reader.intake.syntax.xml.repaired import repaired

_BLANK: Final = re.compile(r"[\ufeff\s]*+")
_DOCTYPE_PART: Final = re.compile(r"[^<>\[\]\"']++|\"[^\"]*+\"|'[^']*+'|[<>\[\]\"']")
_DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


def document(text: str) -> str:
    """A document that says it is in UTF-8, without another prolog, repaired as `repaired` does."""
    return _DECLARATION + "".join(repaired((without_prolog(text),)))


def without_prolog(text: str) -> str:
    """The text from its first element on."""
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
