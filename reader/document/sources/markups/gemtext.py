"""Gemtext (gemini://geminiprotocol.net/docs/gemtext-specification.gmi): each line is a block."""

from __future__ import annotations

import re
from typing import Final

from reader.document import escape
from reader.document.sources.markups import block_writer as writer
from reader.document.sources.markups.inline_scanner import percent_encoded

_LINK: Final = re.compile(r"=>[ \t]*(?P<target>\S{1,4000})(?:[ \t]+(?P<text>.*))?$")
_HEADING: Final = re.compile(r"(?P<marks>#{1,3})[ \t]*(?P<text>\S.*)$")


def to_markdown(text: str) -> str:
    blocks: list[str] = []
    code: list[str] | None = None
    items: list[str] = []
    for line in [*escape.forget_private(text).split("\n"), ""]:
        if line.startswith("```"):
            if code is not None:
                blocks.append(escape.fence("\n".join(code), ""))
            code = [] if code is None else None
        elif code is not None:
            code.append(line)
        elif line.startswith("* "):
            items.append(writer.item("-", [escape.escape(line[2:].strip())]))
            continue
        if items:
            blocks.append(writer.listing(items))
            items = []
        if code is None and not line.startswith("```") and line.strip():
            blocks.append(_line(line))
    if code is not None:
        blocks.append(escape.fence("\n".join(code), ""))
    return writer.joined(blocks) + "\n"


def _line(line: str) -> str:
    if found := _LINK.match(line):
        shown = escape.escape_inside((found["text"] or found["target"]).strip())
        return f"[{shown}]({percent_encoded(found['target'])})"
    if found := _HEADING.match(line):
        return writer.heading(len(found["marks"]), escape.encode(found["text"]))
    if line.startswith(">"):
        return writer.quote([escape.escape(line[1:].strip())])
    return escape.escape(line.strip())
