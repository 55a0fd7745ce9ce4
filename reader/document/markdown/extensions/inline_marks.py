"""Marks within a line that some editors and generators know beyond Markdown's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_MOST = 2_000
"""Characters between two marks."""
_TAGS = {"==": "mark", "++": "ins", "^^": "ins"}
_KEYS = re.compile(r"[A-Za-z0-9-]{1,20}(?:\+(?:[A-Za-z0-9-]{1,20}|\"[^\"+\n]{1,20}\")){0,4}")
_KEY = re.compile(
    r"ctrl|control|alt|shift|cmd|command|meta|win|windows|option|tab|enter|return|esc|escape|space"
    r"|del|delete|backspace|insert|home|end|page-?(?:up|down)|(?:arrow-)?(?:up|down|left|right)"
    r"|f\d{1,2}|[a-z0-9]",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"(?P<mark>[~^])(?P<text>[^\W_]{1,12}|[+\-−][^\W_]{0,11})(?P=mark)(?![~^])")
_SCRIPT_TAGS = {"~": "sub", "^": "sup"}


def marked_text(state: StateInline, silent: bool) -> bool:
    """Read `==marked==`, `++inserted++` and `^^inserted^^`, and `++ctrl+c++` as keys.

    `a == b` and `C++ or D++` are none.
    """
    source, start = state.src, state.pos
    mark = source[start : start + 2]
    tag = _TAGS.get(mark, "")
    if not tag or source.startswith(mark[0], start + 2):
        return False
    stop = source.find(mark, start + 2, min(state.posMax, start + _MOST))
    if stop < start + 3 or source.startswith(mark[0], stop + 2):
        return False
    content = source[start + 2 : stop]
    around = source[start - 1 : start] + source[stop + 2 : stop + 3]
    if content != content.strip() or any(c.isascii() and c.isalnum() for c in around):
        return False
    if not silent:
        if (
            mark == "++"
            and _KEYS.fullmatch(content)
            and all(map(_KEY.fullmatch, content.split("+")))
        ):
            _push_keys(state, content.split("+"))
        else:
            _push_span(state, tag, start + 2, stop)
    state.pos = stop + 2
    return True


def script(state: StateInline, silent: bool) -> bool:
    """Read `H~2~O` and `x^2^`, Pandoc's subscripts and superscripts, right behind a letter."""
    source, start = state.src, state.pos
    if source[start] not in _SCRIPT_TAGS or not start:
        return False
    if not (source[start - 1].isalnum() or source[start - 1] in ")]"):
        return False
    match = _SCRIPT.match(source, start, state.posMax)
    if match is None:
        return False
    if not silent:
        _push_span(state, _SCRIPT_TAGS[match["mark"]], match.start("text"), match.end("text"))
    state.pos = match.end()
    return True


def _push_span(state: StateInline, tag: str, start: int, stop: int) -> None:
    maximum, end = state.posMax, state.pos
    state.push(f"{tag}_open", tag, 1)
    state.pos, state.posMax = start, stop
    state.md.inline.tokenize(state)
    state.pos, state.posMax = end, maximum
    state.push(f"{tag}_close", tag, -1)


def _push_keys(state: StateInline, keys: list[str]) -> None:
    for index, key in enumerate(keys):
        if index:
            state.push("text", "", 0).content = "+"
        state.push("kbd_open", "kbd", 1)
        state.push("text", "", 0).content = key
        state.push("kbd_close", "kbd", -1)
