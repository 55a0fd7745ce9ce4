"""Protects text that must come out letter for letter, and the marks around it.

Before html2text, every character that Markdown or html2text might take for a mark is replaced by
one of Unicode's last private characters, and so are the marks themselves. Afterwards each is
written as its place needs it: unchanged, escaped, or, for a mark between characters where `**`
would not be read as emphasis, as an HTML tag.
"""

from __future__ import annotations

import re
from enum import IntEnum

_BASE = 0x10F000
_SPECIAL = "\\`*_{[]<>&|~$#!="
_SPACES = "\u00a0\u3000"
_ENCODE = {ord(c): chr(_BASE + i) for i, c in enumerate(_SPECIAL + _SPACES)}
_ENCODE |= dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), " ")
_E = {c: chr(_BASE + i) for i, c in enumerate(_SPECIAL + _SPACES)}
_ENCODED = re.compile(f"[{re.escape(''.join(map(chr, _ENCODE)))}]")
_PRIVATE = re.compile("[\U0010f000-\U0010fffd]")

_ESCAPED = {ord(_E[c]): "\\" + c for c in "\\`*]<$|"} | {ord(_E["["]): "&#91;"}
"""Not `\\\\[`, which may open a formula."""
_PLAIN = {ord(_E[c]): c for c in "_{>&~#!=" + _SPACES}
_DECODE = _ESCAPED | _PLAIN
_BARE = {ord(encoded): c for c, encoded in _E.items()}

STASH_START, STASH_END = "\U0010f800", "\U0010f801"
STASHED = re.compile(f"{STASH_START}(\\d+){STASH_END}")
TITLE_START, TITLE_END = "\U0010f802", "\U0010f803"
BREAK = "\U0010f804"
"""A line break within a table cell."""


class TextMark(IntEnum):
    STRONG = 0
    EM = 1
    DEL = 2
    INS = 3
    MARK = 4
    KBD = 5
    SUB = 6
    SUP = 7
    U = 8


_TAGS = tuple(mark.name.lower() for mark in TextMark)
_SHORT = {TextMark.STRONG: "**", TextMark.EM: "*", TextMark.DEL: "~~"}
_OPEN, _CLOSE = 0x10F900, 0x10FA00
_ANY_MARK = re.compile("[\U0010f900-\U0010f908\U0010fa00-\U0010fa08]")
OPENS = "\U0010f900-\U0010f908"
CLOSES = "\U0010fa00-\U0010fa08"
_SEEN = re.compile(rf"[^\s{OPENS}{CLOSES}{BREAK}{_E[_SPACES[0]]}{_E[_SPACES[1]]}]")

_INTRAWORD = re.compile(f"(?<=[A-Za-z0-9]){_E['_']}+(?=[A-Za-z0-9])")
_ENTITY = re.compile(f"{_E['&']}(?={_E['#']}|[A-Za-z][A-Za-z0-9]*;)")
_TILDES = re.compile(
    f"(?<!{_E['~']}){_E['~']}(?={_E['~']})|(?<={_E['~']}){_E['~']}|{_E['~']}(?=[^\\s~]{{1,12}}{_E['~']})"
)
_MARKED = re.compile(f"{_E['=']}(?={_E['=']})")
_BANG = re.compile(f"{_E['!']}(?=\\[)")
_PARENTHESIS = re.compile(f"{re.escape(_E[chr(92)])}(?=\\()")
_BRACE = re.compile(
    f"{_E['{']}(?=[:.{_E['#']}+{_E['=']}{_E['~']}{_E['>']}-]|{_E['{']}{_E['>']}?[Tt][Oo][Cc]"
    f"|\\w+{_E['=']})"
)
_IN_PLACE = (
    (_E["&"], _ENTITY, r"\\&"),
    (_E["~"], _TILDES, r"\\~"),
    (_E["="], _MARKED, r"\\="),
    (_E["!"], _BANG, r"\\!"),
    (_E["{"], _BRACE, "&#123;"),
    (_E["\\"], _PARENTHESIS, "&#92;"),
)
"""Characters that need an escape beside certain neighbours only."""
_LINE_START = re.compile(
    r"^([ \t]*)(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|-{2,}|:(?:\s|$|-|:)|/{3}|\?{3}|\{:)"
    f"|(?={_E['!']}{{3}}|{_E['=']}(?!{_E['=']})|{_E['>']}|{_E['#']}{{1,6}}(?:\\s|$)))",
    re.MULTILINE,
)
_EXTENSION = re.compile(
    r"(?<!\S)\^(?=[A-Za-z0-9-]+[ \t]*$)|\^(?=[^\s^]{1,12}\^)"
    r"|\^(?=\^)|\+(?=\+)",
    re.MULTILINE,
)
"""What begins Obsidian's name of a block, a superscript, and what editors mark as inserted."""
_CLOSING_HASHES = re.compile(f"(?:(?<=\\s)|^){_E['#']}(?={_E['#']}*\\s*$)")
_BACKTICKS = re.compile("`+")


def forget_private(text: str) -> str:
    """Remove the characters that this module uses for itself."""
    return _PRIVATE.sub("\ufffd", text)


def encode(text: str) -> str:
    return text.translate(_ENCODE) if _ENCODED.search(text) else text


def is_blank(encoded: str) -> bool:
    """Whether encoded text is nothing but marks and white space."""
    return _SEEN.search(encoded) is None


def bare(text: str) -> str:
    """Encoded text as it was, without marks."""
    return _ANY_MARK.sub("", text).replace(BREAK, "\n").translate(_BARE)


def forgotten(markdown: str) -> str:
    """Finished Markdown without the characters of this module, which no page may show."""
    return _PRIVATE.sub("", bare(markdown)) if _PRIVATE.search(markdown) else markdown


def opening(mark: TextMark) -> str:
    return chr(_OPEN + mark)


def closing(mark: TextMark) -> str:
    return chr(_CLOSE + mark)


def decode(line: str, *, heading: bool = False) -> str:
    """Put the marks and the text back into one leaf of html2text's Markdown."""
    if heading:
        line = _CLOSING_HASHES.sub(r"\\#", _write_marks(line))
    else:
        line = _LINE_START.sub(_escape_start, _write_marks(line))
    if "^" in line or "++" in line:
        line = _EXTENSION.sub(r"\\\g<0>", line)
    if not _PRIVATE.search(line):
        return line
    if _E["_"] in line:
        line = _INTRAWORD.sub(lambda m: "_" * len(m[0]), line).replace(_E["_"], "\\_")
    for character, pattern, escaped in _IN_PLACE:
        if character in line:
            line = pattern.sub(escaped, line)
    return line.replace(BREAK, "<br>").translate(_DECODE)


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[2] or ''}\\"


def escape(text: str, *, heading: bool = False) -> str:
    """Escape plain text that stands at the start of a line of Markdown."""
    return decode(encode(forget_private(text)), heading=heading)


def escape_inside(text: str) -> str:
    """Escape plain text that stands within a line of Markdown."""
    return decode(f".{encode(forget_private(text))}")[1:]


def is_balanced(encoded: str) -> bool:
    """Whether as many marks are closed as opened."""
    marks = _ANY_MARK.findall(encoded)
    return sum(1 if ord(mark) < _CLOSE else -1 for mark in marks) == 0


def code_span(text: str) -> str:
    """Inline code, fenced by more backticks than it holds."""
    text = " ".join(text.split("\n"))
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    # A brace right behind the backtick could be taken for kramdown's attributes.
    pad = " " if text.startswith(("`", "{")) or text.endswith("`") else ""
    if text.startswith(" ") and text.endswith(" ") and text.strip():
        pad = " "
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fence(code: str, language: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(code)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{language}\n{code}\n{ticks}"


def _write_marks(line: str) -> str:
    found = list(_ANY_MARK.finditer(line))
    if not found:
        return line
    written: dict[int, str] = {}
    stack: list[tuple[int, int]] = []
    for match in found:
        code, at = ord(match[0]), match.start()
        if code < _CLOSE:
            stack.append((code - _OPEN, at))
        elif stack and stack[-1][0] == code - _CLOSE:
            mark, start = stack.pop()
            written[start], written[at] = _pair(line, TextMark(mark), start, at)
    parts: list[str] = []
    last = 0
    for match in found:
        parts += (line[last : match.start()], written.get(match.start(), ""))
        last = match.end()
    parts.append(line[last:])
    return "".join(parts)


def _pair(line: str, mark: TextMark, start: int, end: int) -> tuple[str, str]:
    short = _SHORT.get(mark)
    inner = line[start + 1 : end]
    before, after = line[start - 1 : start], line[end + 1 : end + 2]
    if short and inner and _opens(before, inner[0]) and _opens(after, inner[-1]):
        return short, short
    tag = _TAGS[mark]
    return f"<{tag}>", f"</{tag}>"


def _opens(outer: str, inner: str) -> bool:
    """Whether a run of marks between these characters surely is emphasis (CommonMark 6.2).

    A letter on the inner side is enough, punctuation needs white space on the outer side, and no
    other mark may touch the run.
    """
    if ord(inner) >= _BASE or inner in "*~_" or inner.isspace():
        return False
    if not outer or outer.isspace():
        return True
    return ord(outer) < _BASE and outer not in "*~_\\" and inner.isalnum()
