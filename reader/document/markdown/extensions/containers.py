"""Blocks that site generators know beyond Markdown: asides, tabs and other containers.

Their marks go, and their titles and contents stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_INDENTED = re.compile(
    r"""(?:(?P<aside>!!!\+?|\?\?\?\+?)[ \t]+(?P<name>[A-Za-z][\w-]*(?:[ \t]+[a-z][\w-]*)*)
      | (?P<tab>===[!+]{0,2})(?=[ \t]+["']))
        (?:[ \t]+(?P<title>"[^\n]*"|'[^\n]*'))?[ \t]*$""",
    re.VERBOSE,
)
_OPENING = re.compile(
    r"""(?P<marks>:{3,}|/{3,})[ \t]*
        (?: \{[ \t]*\.?(?P<braced>[A-Za-z][\w-]*)?(?P<options>[^{}\n]{0,300})\}
          | (?P<name>[A-Za-z][\w-]*) )
        [ \t]*(?P<label>\[[^\n]{0,300}\])?(?P<attributes>\{[^{}\n]{0,300}\})?(?P<rest>[^\n]*)$""",
    re.VERBOSE,
)
_SLASHES = re.compile(r"/{3,}[ \t]*[a-z][a-z-]*[ \t]*(?:\|[^\n]*)?$")
_CLOSING = re.compile(r"(:{3,}|/{3,})[ \t]*$")
_MOST_OPEN = 64
"""Containers that may be open at once: of more, the outer ones have no end."""
_MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*+[ \t]*")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`\n]*)$")
_TITLE_OPTION = re.compile(r"""\b(?:title|summary|label)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
_LEAF = re.compile(
    r"::[A-Za-z][\w-]*(?P<label>\[[^\[\]\n]{0,300}\])?(?:\{[^{}\n]{0,300}\})?[ \t]*$"
)
# fmt: off
_ASIDES = frozenset({
    "abstract", "admonition", "alert", "attention", "bug", "callout", "caution", "danger",
    "details", "dropdown", "error", "example", "fail", "failure", "important", "info", "note",
    "notice",
    "primary", "question", "quote", "secondary", "seealso", "spoiler", "success", "summary", "tip",
    "todo", "warn", "warning",
})
# fmt: on
_TITLED = frozenset({"tab-item", "card", "grid-item-card", "topic", "sidebar"})
"""Directives of MyST whose argument is a title, beside asides."""
_OPTION = re.compile(r":[A-Za-z][\w-]{0,40}:(?:[ \t]|$)")
_ENDS = "reader-container-ends"


def admonition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read `!!! note "Title"`, `??? tip` and `=== "Tab"` with what is indented below them.

    So Python-Markdown and MkDocs write asides and tabs; `!!! Oh no` is prose.
    """
    if state.is_code_block(line):
        return False
    match = _INDENTED.match(_text(state, line))
    if match is None:
        return False
    indent = state.sCount[line] + 4
    stop = _end_of_indented(state, line, end, indent)
    name = match["name"] or ""
    if name and not match["title"] and name != name.lower() and stop == line + 1:
        return False
    if silent:
        return True
    title = match["title"][1:-1] if match["title"] else name.partition(" ")[0].capitalize()
    kind = "blockquote" if match["aside"] else "tab"
    _write(state, kind, title, (line, line + 1, stop), indent)
    return True


def _end_of_indented(state: StateBlock, line: int, end: int, indent: int) -> int:
    last = line
    for number in range(line + 1, end):
        if state.isEmpty(number):
            continue
        if state.sCount[number] < indent:
            break
        last = number
    return last + 1


def colon_container(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read `:::tip[Title]` up to its `:::`, as Docusaurus, VuePress, Pandoc and others write it.

    Also `/// note | Title` of PyMdown. One that nothing closes is only a title.
    """
    if state.is_code_block(line):
        return False
    text = _text(state, line)
    if not text.startswith((":::", "///")):
        return _leaf(state, text, line, silent=silent)
    match = _OPENING.match(text)
    close = _ends(state).get(line, -1)
    if match is None or (text[0] == "/" and not (line < close < end and _SLASHES.match(text))):
        return _stray_closing(state, text, line, silent=silent)
    if silent:
        return True
    name = (match["name"] or match["braced"] or "").lower()
    is_aside = name.removeprefix("callout-").removeprefix("block-") in _ASIDES
    title = _title(match)
    if is_aside and not title and name != "details":
        title = name.removeprefix("callout-").replace("-", " ").capitalize()
    kind = "blockquote" if is_aside else "tab"
    start = line + 1
    if match["braced"]:
        if not is_aside and not match["label"] and name not in _TITLED:
            title = ""
        while start < min(end, line + 20) and _OPTION.match(_text(state, start)):
            start += 1
    stop = close if line < close < end else start
    _write(state, kind, title, (line, start, stop), state.blkIndent)
    if stop == close and state.line >= stop:
        state.line = stop + 1
    return True


def _leaf(state: StateBlock, text: str, line: int, *, silent: bool) -> bool:
    """Read `::name[label]{…}` alone on its line, a directive of remark, as its label."""
    match = _LEAF.match(text) if text.startswith("::") else None
    if match is None:
        return False
    if not silent:
        label = (match["label"] or "[]")[1:-1]
        if label:
            _paragraph(state, label, line)
        state.line = line + 1
    return True


def _stray_closing(state: StateBlock, text: str, line: int, *, silent: bool) -> bool:
    if text[0] != ":" or not _CLOSING.match(text):
        return False
    if not silent:
        state.line = line + 1
    return True


def _title(match: re.Match[str]) -> str:
    option = _TITLE_OPTION.search(
        " ".join(filter(None, match.group("options", "attributes", "rest")))
    )
    if option:
        return next(filter(None, option.groups()), "")
    if match["label"]:
        return f"{match['label'][1:-1]}{match['rest']}".strip()
    rest = re.sub(r"\{[^{}\n]*\}[ \t]*$", "", match["rest"])
    rest = rest.strip().rstrip(":/").strip()
    return "" if rest.startswith("{") else rest.removeprefix("|").strip()


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _write(
    state: StateBlock, kind: str, title: str, lines: tuple[int, int, int], indent: int
) -> None:
    """Push a container: its title stands in the first of `lines`, its content between the others.

    The state's line is the first that was not read, for a list or quote around may end before.
    """
    line, start, stop = lines
    opening = state.push(f"{kind}_open", "blockquote", 1)
    opening.map = [line, stop]
    if title:
        _paragraph(state, title, line).meta["is_title"] = True
    before = state.lineMax, state.blkIndent, state.parentType
    state.lineMax, state.blkIndent, state.parentType = stop, indent, "blockquote"
    state.line = start
    state.md.block.tokenize(state, start, stop)
    state.lineMax, state.blkIndent, state.parentType = before
    state.push(f"{kind}_close", "blockquote", -1)


def _paragraph(state: StateBlock, text: str, line: int) -> Token:
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [line, line + 1]
    content = state.push("inline", "", 0)
    content.content, content.map, content.children = text, [line, line + 1], []
    state.push("paragraph_close", "p", -1)
    return opening


def _ends(state: StateBlock) -> dict[int, int]:
    """The line that closes each container, by the line that opens it; found once for a text."""
    env: EnvType = state.env
    if _ENDS not in env:
        env[_ENDS] = _matched(state.src.split("\n"))
    ends: dict[int, int] = env[_ENDS]
    return ends


def _matched(lines: list[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    opened: list[tuple[int, str]] = []
    fence = ""
    for number, line in enumerate(lines):
        if not any(mark in line for mark in ("```", "~~~", ":::", "///")):
            continue
        text = _MARKERS.sub("", line, count=1).rstrip()
        if fenced := _FENCE.match(text):
            if not fence:
                fence = fenced[1]
            elif fenced[1].startswith(fence) and not fenced[2].strip():
                fence = ""
        elif fence or not text.startswith((":::", "///")):
            continue
        elif closing := _CLOSING.match(text):
            _close(opened, closing[1], number, found)
        elif opening := _OPENING.match(text):
            opened.append((number, opening["marks"]))
            del opened[:-_MOST_OPEN]
    return found


def _close(opened: list[tuple[int, str]], marks: str, number: int, found: dict[int, int]) -> None:
    """Close the innermost container of these marks, as generators do with what is well nested.

    Of longer marks they close the one that has as many, and with it all that it holds.
    """
    exact = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][1] == marks), -1)
    if exact < 0:
        exact = next(
            (i for i in range(len(opened) - 1, -1, -1)
             if marks.startswith(opened[i][1])), -1)  # fmt: skip
    if exact >= 0:
        found[opened[exact][0]] = number
        del opened[exact:]
