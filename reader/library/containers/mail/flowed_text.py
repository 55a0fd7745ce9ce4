"""The text of a plain message: its lines joined where its sender broke them only for the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reader.library.containers import mime

if TYPE_CHECKING:
    from email.message import Message

_SIGNATURE: Final = "-- "
_DEEPEST: Final = 20
"""Quotations in each other that are told apart."""
_SETEXT: Final = re.compile(r"^(-- ?)$", re.MULTILINE)


def of_part(data: bytes, part: mime.MimePart) -> str:
    """The text of a part of the message `data`, as its header says that it flows (RFC 3676)."""
    text = part.text(data).replace("\r\n", "\n").replace("\r", "\n")
    if mime.parameter(part.header, "format").lower() != "flowed":
        return text
    return joined(text, drops_space=_drops_space(part.header))


def joined(text: str, *, drops_space: bool = False) -> str:
    """Flowed text with each paragraph on one line; `drops_space` is `DelSp` of RFC 3676, 4.1."""
    written: list[str] = []
    open_depth = -1
    """The depth of the quotation whose last line goes on; -1 if it does not."""
    for line in text.split("\n"):
        depth, content = _unquoted(line)
        flows = content.endswith(" ") and content != _SIGNATURE
        if depth != open_depth or content == _SIGNATURE:
            written += ("\n", "> " * min(depth, _DEEPEST))
        written.append(content[:-1] if drops_space and flows else content)
        open_depth = depth if flows else -1
    return "".join(written[1:])


def without_headings(markdown: str) -> str:
    """Text that is read as Markdown, in which the line before a signature is no heading."""
    return _SETEXT.sub(r"\n---\n", markdown)


def _unquoted(line: str) -> tuple[int, str]:
    """How deeply a line is quoted, and the line without the space that it was stuffed with."""
    depth = len(line) - len(line.lstrip(">"))
    line = line[depth:]
    return depth, line.removeprefix(" ")


def _drops_space(header: Message) -> bool:
    return mime.parameter(header, "delsp").lower() == "yes"
