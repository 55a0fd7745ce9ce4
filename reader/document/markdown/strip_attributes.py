"""Removes from the source of a paragraph what is not text of it, before it is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_MAX_BRACKETS = 2_000
"""Unmatched opening brackets beyond which a paragraph is no prose, and slow to parse."""
_EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uff60]")
_ALERT = re.compile(
    r"\[!([A-Za-z][\w-]{0,40})(?:\|[^\[\]\n]{0,100})?\](?![(\[])[+-]?[ \t]*([^\n]*)(?:\n|$)"
)
_TASK = re.compile(r"\[([ xX/-])\][ \t\n]+(?=\S)")
_BLOCK_ID = re.compile(r"(?P<alone>^|[ \t])\^(?P<id>[A-Za-z0-9][A-Za-z0-9-]{1,63})[ \t]*$", re.M)
_PROPERTY = re.compile(
    r"^(?:id::[ \t]*(?P<id>[\w-]{1,64})|(?:collapsed|background-color|heading|created-at|updated-at"
    r"|card-[\w-]{1,40}|ls-type|hl-[\w-]{1,40}|logseq\.[\w.-]{1,60})::[^\n]{0,300}"
    r"|:LOGBOOK:(?:\n(?!:END:)[^\n]{0,300}){0,50}\n:END:)[ \t]*(?:\n|$)",
    re.MULTILINE,
)
"""What Logseq writes below a block for itself."""
_COLUMNS = re.compile(r"^(?:(?P<opens>\{\{\{[ \t]*(?:row|col))|\}\}\})[ \t]*(?:\n|$)", re.MULTILINE)
"""What SiYuan writes around blocks that stand beside each other."""
_CRITIC = re.compile(
    r"(?P<kept>(?P<ticks>(?<!`)`++).{1,2000}?(?<!`)(?P=ticks)(?!`))"
    r"|\{--(?P<old>[^{}\n]{1,1000}?)--\}|\{\+\+(?P<new>[^{}\n]{1,1000}?)\+\+\}"
    r"|\{~~(?P<before>[^{}\n]{1,1000}?)~>(?P<after>[^{}\n]{0,1000}?)~~\}"
    r"|\{==(?P<marked>[^{}\n]{1,1000}?)==\}|\{>>(?P<said>[^{}\n]{1,1000}?)<<\}",
    re.DOTALL,
)
"""Changes and remarks of editors, as CriticMarkup writes them."""
_BLOCK_REFERENCE = re.compile(
    r"(?<!\()\(\((?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{14}-[0-9a-z]{7})"
    r"(?:[ \t]+(?:\"(?P<double>[^\"\n]{0,300})\"|'(?P<single>[^'\n]{0,300})'))?\)\)"
)
_SPACED_TARGET = re.compile(
    r"(?P<kept>(?P<ticks>(?<!`)`++).{1,2000}?(?<!`)(?P=ticks)(?!`))"
    r"|(?<!\\)\]\((?P<target>[^\s()<>\"'`][^()<>\"'`\n]{0,500})"
    r"(?P<title>[ \t]\"[^\"\n]{0,500}\")?[ \t]*\)",
    re.DOTALL,
)
_PATH = re.compile(r"(?:https?:/|\.{1,2}|[^\s/]+)?/\S|.*\.[A-Za-z][A-Za-z0-9]{1,4}(?:#.*)?$", re.I)
_HEADING_ID = re.compile(r"\{:?[ \t]*#([^\s{}]+)[^{}]*\}[ \t]*$")
_ATTRIBUTE_LINE = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_ATTRIBUTE_TAIL = re.compile(
    r"""
    (?P<kept> (?P<ticks>(?<!`)`++) .{1,2000}? (?<!`)(?P=ticks)(?!`) | \${1,2}[^$]{1,2000}\$
        | \\{1,2}[(\[] [^\n]{1,2000}? \\[)\]] )
    | \[ (?P<icon> :(?:material|octicons|simple|fontawesome|lucide|twemoji)-[\w-]+: ) \]
        (?P<target> \([^()\s]*\) ) \{[ ]?[^{}\n]*?title=(?:"(?P<title>[^"]*)"|(?P<word>\S+))[ ]?\}
    | :(?:material|octicons|simple|fontawesome|lucide|twemoji)-[\w-]+:
        (?:\{[^{}\n]*\})? (?:[ \t]+(?=\S))?
    | (?<=[)\]*_`>]) \{[ ]? (?: : | [.#][\w-] | [\w-]+= ) [^{}\n]* \}
    | (?<=\S) [ ] \{: [^{}\n]* \} (?=[ \t]*(?:\n|\Z))
    | \A \{: [^{}\n]* \} [ ]
    | (?<=\S) [ ]? \{[ ][.][\w-]+ (?:[ ][.][\w-]+)* [ ]\}
    """,
    re.VERBOSE | re.DOTALL,
)
"""kramdown's `{:.class}` and MkDocs' `{ .class }` after a phrase, and MkDocs' icons.

Code and formulas, where they are text, are `kept`; an icon that is a link says where in its title.
"""
_ICON = re.compile(r":(?:material|octicons|simple|fontawesome|lucide|twemoji)-")
_SPACE_IN_TARGET = re.compile(r"\]\([^()<>\"'`\n ]++ ")
_SPACE_IN_STRONG = re.compile(r"\*\*\s|\s\*\*")
_LONGEST_PHRASE = 500
_REFERENCE = re.compile(r"(?<![\w\])!\\])\[([^\[\]\n]+)\]\[\]")
_SPLIT_FORMULA = re.compile(r"\$\\?\|\$")
_SPACED_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_KRAMDOWN_CONTENTS = re.compile(r"^[ \t]*\{:[ \t]*toc\b", re.MULTILINE)
_CONTENTS = re.compile(
    r"@?\[(?:tocm?|\[_?toc_?\])\](?:\([^()\n]{0,100}\))?$|\{\{>?toc\}\}$", re.IGNORECASE
)


def prepare(state: StateCore) -> None:
    """Run in markdown-it's core chain, between the rules for blocks and for inline content."""
    tokens = state.tokens
    prepared: list[Token] = []
    columns = _Columns()
    for index, token in enumerate(tokens):
        if token.type == "inline":
            columns.strip(token)
            opening = tokens[index - 1]
            parent = tokens[index - 2] if index > 1 else opening
            title = _prepare_block(parent, opening, token)
            if title:
                del prepared[-1:]
                prepared += (*_title_paragraph(title, state.env), opening)
            _prepare_text(token, state.env)
        prepared.append(token)
    tokens[:] = prepared


class _Columns:
    """Strips the lines that open and close columns; braces that close none are text."""

    def __init__(self) -> None:
        self._open = 0

    def strip(self, token: Token) -> None:
        if "{{{" in token.content or (self._open and "}}}" in token.content):
            token.content = _COLUMNS.sub(self._line, token.content).rstrip("\n")

    def _line(self, line: re.Match[str]) -> str:
        if line["opens"]:
            self._open += 1
        elif self._open:
            self._open -= 1
        else:
            return line[0]
        return ""


def _prepare_block(parent: Token, opening: Token, token: Token) -> str:
    """Take what describes the block from its text; the title that is to stand before it, or ""."""
    title = ""
    if opening.type == "heading_open":
        _take_identifier(opening, token)
    elif opening.type == "paragraph_open":
        title = _prepare_paragraph(parent, opening, token)
    if "^" in token.content:
        _take_block_ids(opening, token)
    return title


def _prepare_text(token: Token, env: EnvType) -> None:
    if "**" in token.content:
        token.content = _tighten(token.content)
    token.content = _mend_phrases(token.content)
    if "][]" in token.content:
        token.content = _without_lost_references(token.content, env)
    if _is_hostile(token.content):
        token.type = "plain"


def _title_paragraph(title: str, env: EnvType) -> tuple[Token, Token, Token]:
    from markdown_it.token import Token as NewToken

    opening = NewToken("paragraph_open", "p", 1, meta={"is_title": True})
    content = NewToken("inline", "", 0, content=title, children=[])
    _prepare_text(content, env)
    return opening, content, NewToken("paragraph_close", "p", -1)


def _take_block_ids(opening: Token, token: Token) -> None:
    """Take `^id`, Obsidian's name of a block, from the ends of lines."""

    def take(match: re.Match[str]) -> str:
        name = match["id"]
        alone = not match["alone"]
        # A number is an exponent; a word alone on its line may be what the author says.
        if name.isdigit() or (alone and name.isalpha()):
            return match[0]
        opening.meta.setdefault("blocks", []).append(f"^{name}")
        return ""

    token.content = _BLOCK_ID.sub(take, token.content)


def _mend_phrases(content: str) -> str:
    if "{" in content and "}" in content:
        content = _CRITIC.sub(_without_critic_marks, content)
    if "((" in content:
        content = _BLOCK_REFERENCE.sub(_linked, content)
    if "](" in content and _SPACE_IN_TARGET.search(content):
        content = _SPACED_TARGET.sub(_in_angle_brackets, content)
    if "{" in content or (":" in content and _ICON.search(content)):
        content = _ATTRIBUTE_TAIL.sub(_without_attributes, content)
    if "`" in content:
        return content
    if "|$" in content:
        # `$p(z$\|$x)$` keeps kramdown from seeing a table; it is one formula.
        content = _SPLIT_FORMULA.sub("|", content)
    return content


def _without_critic_marks(match: re.Match[str]) -> str:
    if match["kept"]:
        return match[0]
    old, new = match["old"] or match["before"], match["new"] or match["after"]
    shown = (f"<del>{old}</del>" if old else "") + (f"<ins>{new}</ins>" if new else "")
    return shown or (
        f"<mark>{match['marked']}</mark>" if match["marked"] else f" ({match['said']})"
    )


def _linked(match: re.Match[str]) -> str:
    """Make a link of SiYuan's and Logseq's reference to a block, which may say what it shows."""
    shown = match["double"] or match["single"] or "↪"
    return f"[{re.sub(r'[][]', '', shown)}](#{match['id']})"


def _in_angle_brackets(match: re.Match[str]) -> str:
    """Make a link of `[text](my file.md)`, as browsers of notes do, though CommonMark sees none."""
    target = (match["target"] or "").rstrip(" \t")
    if " " not in target or not _PATH.match(target):
        return match[0]
    return f"](<{target}>{match['title'] or ''})"


def _without_lost_references(content: str, env: EnvType) -> str:
    """Replace `[#12][]`, whose definition a generator would have written, by `#12`."""
    known = env.get("references", {})
    return _REFERENCE.sub(
        lambda match: match[0] if normalizeReference(match[1]) in known else match[1], content
    )


def _without_attributes(match: re.Match[str]) -> str:
    if match["icon"]:
        return f"[{match['title'] or match['word']}]{match['target']}"
    if match["kept"]:
        return match["kept"]
    return "" if _is_behind_phrase(match.string, match.start()) else match[0]


def _is_behind_phrase(text: str, at: int) -> bool:
    """Whether a phrase that Markdown marks ends there: `x_{t=0}` and `(f){n=1}` have none."""
    mark = text[at - 1 : at]
    if mark == ")":
        start = text.rfind("](", max(0, at - _LONGEST_PHRASE), at)
        return start >= 0 and ")" not in text[start : at - 1]
    if mark == "]":
        return text.rfind("[", max(0, at - _LONGEST_PHRASE), at) >= 0
    if mark not in ("*", "_"):
        return True
    start = text.rfind(mark, max(0, at - _LONGEST_PHRASE), at - 1)
    if start >= 0 and text[start + 1] == mark:
        start -= 1
    inner = text[start + 1 : at - 1]
    starts = start <= 0 or not text[start - 1].isalnum()
    return start >= 0 and starts and bool(inner) and not inner[0].isspace() and "\n" not in inner


def _tighten(content: str) -> str:
    """Remove the spaces within `** 重点 **`: CommonMark sees no emphasis beside them."""
    if "`" in content or not _SPACE_IN_STRONG.search(content) or content.count("**") % 2:
        return content
    return _SPACED_STRONG.sub(_strip_strong, content)


def _strip_strong(match: re.Match[str]) -> str:
    inner = match[1].strip()
    return f"**{inner}**" if inner and _EAST_ASIAN.search(inner) else match[0]


def _take_identifier(opening: Token, token: Token) -> None:
    match = _HEADING_ID.search(token.content)
    if match:
        opening.meta["id"] = match[1]
        token.content = token.content[: match.start()].rstrip(" \t")


def _prepare_paragraph(parent: Token, opening: Token, token: Token) -> str:
    """Take the marks of notes and tasks from a paragraph; the title of a note, or ""."""
    if "{:" in token.content:
        if parent.type == "list_item_open" and _KRAMDOWN_CONTENTS.search(token.content):
            token.content = ""
        token.content = _ATTRIBUTE_LINE.sub("", token.content).strip()
    if "::" in token.content and parent.type == "list_item_open":
        names = [match["id"] for match in _PROPERTY.finditer(token.content) if match["id"]]
        opening.meta.setdefault("blocks", []).extend(names)
        token.content = _PROPERTY.sub("", token.content).rstrip("\n")
    if _CONTENTS.match(token.content):
        token.content = ""
    elif parent.type == "blockquote_open" and (alert := _ALERT.match(token.content)):
        token.content = token.content[alert.end() :]
        return alert[2].strip() or alert[1].replace("-", " ").replace("_", " ").capitalize()
    elif parent.type == "list_item_open" and (task := _TASK.match(token.content)):
        parent.meta["task"] = task[1].lower()
        token.content = token.content[task.end() :]
    return ""


def _is_hostile(content: str) -> bool:
    if len(content) < _MAX_BRACKETS:
        return False
    excess = max(
        content.count("[") - content.count("]("),
        content.count("<") - content.count(">"),
        content.count("`") // 2,
        content.count("*") // 4,
        content.count("_") // 4,
    )
    return excess > _MAX_BRACKETS
