"""Rules that come before the others and settle at once what most text is made of.

What they make is what the other rules would have made of the same text.

Import this late, with markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from markdown_it.rules_block import paragraph
from markdown_it.rules_inline import text

from reader.document.hrefs import ORDINARY_ADDRESS

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    InlineRule = Callable[[StateInline, bool], bool]

_FIRST_CHARACTERS = {
    "newline": "\n",
    "formula": "$\\",
    "escape": "\\",
    "backticks": "`",
    "marked_text": "=+^",
    "script": "~^",
    "strikethrough": "~",
    "plain_emphasis": "*",
    "emphasis": "*_",
    "wiki_link": "[!",
    "plain_link": "[",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""The characters that each inline rule begins with; `text` is for all that ends no text."""
_PLAIN_LINK = re.compile(
    rf"\[([^\n!#$%&*+\-:<=>@\[\\\]^_`{{}}~]{{1,400}}+)\]\(({ORDINARY_ADDRESS})\)"
)

_STAR = ord("*")
_PLAIN_EMPHASIS = re.compile(
    r"(?P<mark>\*\*?)(?P<text>(?=[^\W_])[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~]{1,400}+)(?<=[^\W_])"
    r"(?P=mark)(?!\*)"
)


def by_character(rules: Mapping[str, InlineRule]) -> InlineRule:
    """One inline rule for all: it asks those, by name and in order, that the character may begin.

    Raises KeyError for a rule of which it does not know with what it begins.
    """
    asked: dict[str, tuple[InlineRule, ...]] = {}
    for name, rule in rules.items():
        for character in "" if name == "text" else _FIRST_CHARACTERS[name]:
            asked[character] = (*asked.get(character, ()), rule)

    def rule_of_character(state: StateInline, silent: bool) -> bool:
        character = state.src[state.pos]
        for rule in asked.get(character, (text,)):
            if rule(state, silent):
                return True
        if not silent:
            state.append_pending(character)
        state.pos += 1
        return True

    return rule_of_character


def plain_link(state: StateInline, silent: bool) -> bool:
    """Read a link whose text has no mark and whose address needs no encoding."""
    match = _PLAIN_LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[2]}
        state.push("text", "", 0).content = match[1]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def plain_emphasis(state: StateInline, silent: bool) -> bool:
    """Read emphasis from letter to letter whose text has no mark, if none before it is open."""
    match = None if silent else _PLAIN_EMPHASIS.match(state.src, state.pos, state.posMax)
    if match is None or any(before.marker == _STAR for before in state.delimiters):
        return False
    kind = "em" if match["mark"] == "*" else "strong"
    state.push(f"{kind}_open", kind, 1).markup = match["mark"]
    state.push("text", "", 0).content = match["text"]
    state.push(f"{kind}_close", kind, -1).markup = match["mark"]
    state.pos = match.end()
    return True


def plain_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a paragraph of one line that begins with a letter: no other block does."""
    if silent or state.is_code_block(line):
        return False
    start, below = state.bMarks[line] + state.tShift[line], line + 1
    if not state.src[start : start + 1].isalpha():
        return False
    if below < state.lineMax and not state.isEmpty(below):
        return False
    if below + 1 < end:
        definition = state.bMarks[below + 1] + state.tShift[below + 1]
        if state.src.startswith((":", "~"), definition):
            return False
    return paragraph(state, line, end, silent)
