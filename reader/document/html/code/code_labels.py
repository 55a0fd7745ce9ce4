"""What stands beside code: numbers of lines, tools, names of files and languages."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.code_language import LANGUAGE_OF_LABEL
from reader.document.html.measures import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

GONE = "data-reader-gone"
"""The attribute of an element that is about to be removed from the tree."""
MOST_LETTERS = 200
"""Characters beside a listing beyond which they are text of their own."""
_MOST_NODES = 60

_GUTTER = re.compile(
    r"gutter|line-?_?(?:no|nos|num|nums|number|numbers|index)(?![a-z])|blob-?num|pre-numbering"
    r"|^(?:gl|lnt|lnts|ln|ln-num|crayon-nums?|diff-line-num|cm-gutters|td-line-num)$"
)
_UNSELECTABLE = re.compile(r"(?i)user-select\s*:\s*none")
_TOOLS = frozenset((
    "copy-code-btn", "code-block-extension-header", "hljs-button", "hljs-copy", "opt-box",
    "copy-btn", "copy-button", "btn-copy", "code-copy", "code-copy-btn", "copybtn", "copybutton",
    "cnblogs_code_toolbar", "cnblogs_code_collapse", "cnblogs_code_copy", "code_img_closed",
    "code_img_opened", "crayon-info", "crayon-plain-wrap", "headactions",
    "highlight-tools", "code-snippet__line-index", "widget-codetool",
    "enlighter-toolbar", "code-toolbar__toolbar", "hljs-copy-button", "copy-code-button",
    "copy-to-clipboard-button", "clipboard-copy", "zeroclipboard-container", "hide-preview",
    "twoslash-popup-container", "expressive-code-copy", "js-clipboard-copy",
))  # fmt: skip
_TOOL_HINT = re.compile(r"copy|clipboard|btn|button|tool|action|menu|toggle|switch|expand|fold")
_TITLE_HINT = re.compile(r"title|file-?_?name|filepath|file-?path|caption|file-header")
_COPY = frozenset((
    "copy", "copy code", "copied", "copy to clipboard", "copy snippet", "copy text", "复制",
    "复制代码", "複製", "複製程式碼", "複製代碼", "复制成功", "已复制", "拷贝", "拷贝代码",
    "复制内容到剪贴板", "登录后复制", "登录复制", "コピー", "コピーする", "복사", "copier",
    "kopieren", "copier le code", "code kopieren", "copiar", "copiar código", "copia",
    "скопировать", "копировать", "代码复制成功",
))  # fmt: skip
_OTHER_TOOLS = frozenset((
    "raw", "view raw", "download", "下载", "wrap", "wrap lines", "toggle word wrap", "expand",
    "collapse", "展开", "收起", "折叠", "展开代码", "收起代码", "view code", "view plain", "print",
    "about", "?", "run", "运行", "ai写代码", "full screen", "fullscreen", "全屏", "代码",
    "代码语言", "语言", "edit", "try it", "hosted with ❤ by", "hosted with ♥ by", "github",
    "show more", "view on github", "open in playground",
))  # fmt: skip
_FILE = re.compile(
    r"(?:[\w.@~+-]{1,60}[/\\]){0,8}(?:[\w.@+\[\]-]{1,80}\.[A-Za-z][A-Za-z0-9]{0,9}|Dockerfile|Makefile)"
)
_DIGITS = re.compile(r"[\s\d.:|]*+")
_NO_LABELS = frozenset(
    ("p", "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table")
)


class Label(Enum):
    """What a text beside a listing is."""

    TOOL = auto()
    LANGUAGE = auto()
    TITLE = auto()


def classes(node: LexborNode) -> str:
    return attribute(node, "class").lower()


def is_gutter(node: LexborNode) -> bool:
    """Whether the element holds the numbers of lines and nothing else."""
    names = classes(node).split()
    named = any(map(_GUTTER.search, names)) or (node.tag == "td" and "number" in names)
    if "data-line-number" in node.attributes and node.tag in ("td", "span", "div"):
        # The cell with the code may have it too.
        named = named or not any("code" in name for name in names)
    return (named or bool(_UNSELECTABLE.search(attribute(node, "style")))) and is_numbering(node)


def is_numbering(node: LexborNode) -> bool:
    """Whether the text is digits, or empty."""
    return all(
        _DIGITS.fullmatch(inner.text_content or "")
        for inner in node.traverse(include_text=True)
        if inner.tag == "-text"
    )


def is_tool(node: LexborNode) -> bool:
    """Whether the element is a tool by its class, and holds little text."""
    names = classes(node)
    if not names:
        return False
    if not _TOOLS.isdisjoint(names.split()):
        text = short_text(node)
        return text is not None and len(text) <= MOST_LETTERS
    return bool(_TOOL_HINT.search(names)) and _plain(short_text(node) or "") in _COPY


def short_text(node: LexborNode) -> str | None:
    """The text of a small element; None if it is long or holds many elements."""
    found: list[str] = []
    length = count = 0
    for inner in islice(node.traverse(include_text=True), _MOST_NODES + 1):
        count += 1
        if inner.tag == "-text":
            found.append(inner.text_content or "")
            length += len(found[-1].strip())
    if count > _MOST_NODES or length > MOST_LETTERS:
        return None
    return "".join(found).strip()


def label(text: str, around: LexborNode, hints: str) -> Label | None:
    """What a text beside a listing is, by itself, its element and the classes around it.

    None if it is text of its own.
    """
    plain = _plain(text)
    hinted = bool(_TOOL_HINT.search(hints)) or around.tag in ("button", "a", "em", "label")
    if not plain or plain in _COPY or (_DIGITS.fullmatch(plain) and _GUTTER.search(hints)):
        return Label.TOOL
    if plain in _OTHER_TOOLS and (hinted or "gist-meta" in hints or "head" in hints):
        return Label.TOOL
    if around.tag in _NO_LABELS and not _TITLE_HINT.search(hints):
        return None
    if plain in LANGUAGE_OF_LABEL:
        return Label.LANGUAGE
    if _TITLE_HINT.search(hints) or around.tag == "figcaption" or _FILE.fullmatch(text.strip()):
        return Label.TITLE
    return None


def language(text: str) -> str:
    """The language that a label names; "" for plain text."""
    return LANGUAGE_OF_LABEL.get(_plain(text), "")


def is_copy(text: str) -> bool:
    return _plain(text) in _COPY


def is_title_class(names: str) -> bool:
    return bool(_TITLE_HINT.search(names))


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" !！.…[]:：").casefold()
