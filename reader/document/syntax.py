"""The dialect of Markdown: markdown-it's CommonMark and what blogs write beyond it.

Import this late: markdown-it costs 130 ms, which a list of articles need not pay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import html_block
from markdown_it.rules_inline import StateInline
from mdit_py_cjk_friendly import cjk_friendly  # type: ignore[import-untyped]  # it ships no types
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline.state_inline import Scanned
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

MAX_NESTING = 48
"""Levels, two for a list, at which markdown-it drops text; `_flatten` steps in before."""
_FLAT_LEVEL = 40
_MAX_FORMULA = 2_000
_MAX_FORMULA_LINES = 200
_MAX_BRACKETS = 2_000
"""Unmatched openers in one paragraph beyond which it is no prose, and quadratic to parse."""

_MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+[ \t]*")
_FORMULA = re.compile(
    r"\\[A-Za-z{}]|[\^_={}<>+*/|]|\w-\w|^[A-Za-z\u0370-\u03ff]['′]?$|^-?\d+$"
    r"|^[A-Za-z\u0370-\u03ff]{1,12}\([^()]{1,80}\)$"
)
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uff60]")
_ENVIRONMENT = re.compile(r"\\begin\{(equation|align|gather|multline|eqnarray|cases)(\*?)\}")
_ALERT = re.compile(
    r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO|DANGER|QUESTION|EXAMPLE|QUOTE|ABSTRACT|TODO"
    r"|SUCCESS|FAILURE|BUG)\][+-]?[ \t]*([^\n]*)(?:\n|$)",
    re.IGNORECASE,
)
_TASK = re.compile(r"\[([ xX])\][ \t\n]+(?=\S)")
_HEADING_ID = re.compile(r"[ \t]*\{:?[ \t]*#([^\s{}]+)[^{}]*\}[ \t]*$")
_ATTRIBUTE_LINE = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_ATTRIBUTE_TAIL = re.compile(
    r"""
    (?P<kept> (?P<ticks>(?<!`)`++) .{1,2000}? (?<!`)(?P=ticks)(?!`) | \${1,2}[^$]{1,2000}\$ )
    | \[ (?P<icon> :(?:material|octicons|simple|fontawesome|lucide|twemoji)-[\w-]+: ) \]
        (?P<target> \([^()\s]*\) ) \{[ ]?[^{}\n]*?title=(?:"(?P<title>[^"]*)"|(?P<word>\S+))[ ]?\}
    | :(?:material|octicons|simple|fontawesome|lucide|twemoji)-[\w-]+:
        (?:\{[^{}\n]*\})? (?:[ \t]+(?=\S))?
    | (?<=[)\]*_`>]) \{[ ]? (?: : | [.#][\w-] | [\w-]+= ) [^{}\n]* \}
    | (?<=\S) [ ]? \{[ ][.][\w-]+ (?:[ ][.][\w-]+)* [ ]\}
    """,
    re.VERBOSE | re.DOTALL,
)
"""kramdown's `{:.class}` and MkDocs' `{ .class }` after a phrase, and MkDocs' icons.

Code and formulas, where they are text, are `kept`; an icon that is a link says where in its title.
"""
_REFERENCE = re.compile(r"(?<![\w\])!\\])\[([^\[\]\n]+)\]\[\]")
_SPLIT_FORMULA = re.compile(r"\$\\?\|\$")
_ORDINAL = re.compile(r"(?<=\d)\^(st|nd|rd|th|\d{1,2})\^")
_SPACED_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_KRAMDOWN_CONTENTS = re.compile(r"^[ \t]*\{:[ \t]*toc\b", re.MULTILINE)
_COLON_FENCE = re.compile(r":{3,}[ \t]*\{?\.?([A-Za-z][\w-]*)\}?([^\n]*)(?:\n|$)")
_PHRASE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strike|strong"
    r"|sub|sup|u)(?=[\s/>])",
    re.IGNORECASE,
)
_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?)[ \t]+[a-z][a-z-]*(?:[ \t]+"[^"]*")?[ \t]*$')
_COLON_END = re.compile(r"^:{3,}[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(r"^\[\[?_?toc_?\]?\]$", re.IGNORECASE)


def tokenize(markdown: str) -> tuple[list[Token], dict[str, object]]:
    """Block tokens with their inline children, and markdown-it's environment."""
    env: dict[str, object] = {}
    return _parser().parse(markdown, env), env


class _InlineState(StateInline):
    """Reads emphasis beside Hangul as the plugin reads it beside Han and kana.

    Korean puts particles right after it: `**단어(word)**는`.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's
        scanned = super().scanDelims(start, canSplitWord)
        if scanned.can_open and scanned.can_close:
            return scanned
        end = start + scanned.length
        around = self.src[start - 1 : start] if start else " ", self.src[end : end + 1] or " "
        if not any(_HANGUL.match(char) for char in around):
            return scanned
        before, after = (_HANGUL.sub("字", char) for char in around)
        probe = StateInline(f"{before}{self.src[start:end]}{after}", self.md, self.env, [])
        return probe.scanDelims(1, canSplitWord)


class _InlineParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
        """Every link is one: which are followed is `href.safe_href`'s to say."""
        return True


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": MAX_NESTING})
    parser.inline = _InlineParser()
    parser.configure("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    parser.use(cjk_friendly)
    parser.use(deflist_plugin)
    parser.use(footnote_plugin, move_to_end=False)
    parser.block.ruler.before("table", "flatten", _flatten)
    breaks: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    html_breaks: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    parser.block.ruler.at("html_block", _html_block, html_breaks)
    parser.block.ruler.before("fence", "formula", _formula_block, breaks)
    parser.block.ruler.before("fence", "admonition", _admonition, breaks)
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("emphasis", "highlighted", _highlighted)
    parser.core.ruler.before("inline", "prepare", _prepare)
    return parser


def _flatten(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Past the twentieth list or quote within another, every line is a paragraph."""
    if silent or state.level < _FLAT_LEVEL:
        return False
    start = state.bMarks[line] + state.tShift[line]
    content = _MARKERS.sub("", state.src[start : state.eMarks[line]]).strip()
    state.line = line + 1
    if content:
        opening = state.push("paragraph_open", "p", 1)
        opening.map = [line, line + 1]
        token = state.push("inline", "", 0)
        token.content = content
        token.map = [line, line + 1]
        token.children = []
        state.push("paragraph_close", "p", -1)
    return True


def _admonition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """`!!! note "Title"` with an indented body, as MkDocs writes it; `!!! Oh no` is prose."""
    start = state.bMarks[line] + state.tShift[line]
    if not _ADMONITION.match(state.src[start : state.eMarks[line]]):
        return False
    return admonition(state, line, end, silent)


def _html_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Raw HTML, but not from a phrase's tag alone on its line (CommonMark 4.6, case 7).

    Authors put `<a>` and `<span>` around Markdown, and mean it to be read.
    """
    start = state.bMarks[line] + state.tShift[line]
    if _PHRASE_TAG.match(state.src, start, state.eMarks[line]):
        return False
    return html_block(state, line, end, silent)


def _formula_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    r"""`$$ … $$`, `\[ … \]` or a LaTeX environment, from the start of a line.

    An escaped bracket is one unless mathematics follows.
    """
    start = state.bMarks[line] + state.tShift[line]
    first = state.src[start : state.eMarks[line]].rstrip()
    environment = _ENVIRONMENT.match(first)
    if first.startswith("$$"):
        opener, closer = "$$", "$$"
    elif first.startswith("\\["):
        opener, closer = "\\[", "\\]"
    elif environment:
        opener, closer = "", f"\\end{{{environment[1]}{environment[2]}}}"
    else:
        return False
    if state.sCount[line] - state.blkIndent >= 4:
        return False
    body = [first[len(opener) :]]
    last = line
    while not body[-1].endswith(closer):
        last += 1
        if last >= min(end, line + _MAX_FORMULA_LINES) or state.sCount[last] < state.blkIndent:
            return False
        position = state.bMarks[last] + state.tShift[last]
        body.append(state.src[position : state.eMarks[last]].rstrip())
    content = "\n".join(body)
    if opener:
        content = content[: -len(closer)].strip()
        if closer in content or not content:
            return False
        if opener == "\\[" and not _FORMULA.search(content):
            return False
    if not silent:
        token = state.push("formula_block", "", 0)
        token.content = content
        token.map = [line, last + 1]
        state.line = last + 1
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    r"""`$…$`, `$$…$$`, `\(…\)`, also with two backslashes as kramdown wants them.

    Prices are no formulas: within the dollars no space stands at either end, no letter or
    digit follows, and something in between looks like mathematics.
    """
    source, start = state.src, state.pos
    if source[start] == "$":
        opener = closer = "$$" if source.startswith("$$", start) else "$"
    elif source.startswith(("\\(", "\\\\("), start):
        opener = source[start : source.index("(", start) + 1]
        closer = opener[:-1] + ")"
    else:
        return False
    begin = start + len(opener)
    stop = source.find(closer, begin, min(state.posMax, begin + _MAX_FORMULA))
    if stop < 0:
        return False
    content = source[begin:stop]
    after = source[stop + len(closer) : stop + len(closer) + 1]
    if opener == "$":
        before = source[start - 1 : start] if start else ""
        if (
            content != content.strip()
            or after == "$"
            or any(char.isascii() and char.isalnum() for char in before + after)
            or _EAST_ASIAN.search(content)
        ):
            return False
    if "\n\n" in content or not _FORMULA.search(content.strip()):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = content.strip()
        token.markup = opener
    state.pos = stop + len(closer)
    return True


def _highlighted(state: StateInline, silent: bool) -> bool:
    """`==text==`, as some editors mark text; `a == b` is none."""
    source, start = state.src, state.pos
    if not source.startswith("==", start) or source.startswith("===", start):
        return False
    stop = source.find("==", start + 2, min(state.posMax, start + _MAX_FORMULA))
    if stop < start + 3 or source.startswith("===", stop):
        return False
    content = source[start + 2 : stop]
    around = source[start - 1 : start] + source[stop + 2 : stop + 3]
    if content != content.strip() or any(c.isascii() and c.isalnum() for c in around):
        return False
    if not silent:
        maximum = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start + 2, stop
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = maximum
    state.pos = stop + 2
    return True


def _prepare(state: StateCore) -> None:
    """Take out of the source of each paragraph what is not its text, before it is parsed."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type != "inline":
            continue
        opening = tokens[index - 1]
        parent = tokens[index - 2] if index > 1 else opening
        if opening.type == "heading_open":
            _take_identifier(opening, token)
        elif opening.type == "paragraph_open":
            _prepare_paragraph(parent, opening, token)
        if "**" in token.content:
            token.content = _tighten(token.content)
        token.content = _mend_phrases(token.content)
        if "][]" in token.content:
            token.content = _without_lost_references(token.content, state.env)
        if _is_hostile(token.content):
            token.type = "plain"


def _mend_phrases(content: str) -> str:
    if "{" in content or ":" in content:
        content = _ATTRIBUTE_TAIL.sub(_without_attributes, content)
    if "`" in content:
        return content
    if "|$" in content:
        # `$p(z$\|$x)$` keeps kramdown from seeing a table; it is one formula.
        content = _SPLIT_FORMULA.sub("|", content)
    return _ORDINAL.sub(r"<sup>\1</sup>", content) if "^" in content else content


def _without_lost_references(content: str, env: EnvType) -> str:
    """`[#12][]` as `#12` where the generator would have written the definition."""
    known = env.get("references", {})
    return _REFERENCE.sub(
        lambda match: match[0] if normalizeReference(match[1]) in known else match[1], content
    )


def _without_attributes(match: re.Match[str]) -> str:
    if match["icon"]:
        return f"[{match['title'] or match['word']}]{match['target']}"
    return match["kept"] or ""


def _tighten(content: str) -> str:
    """`** 重点 **` as it is meant: CommonMark sees no emphasis before or after a space."""
    if "`" in content or content.count("**") % 2:
        return content
    return _SPACED_STRONG.sub(_strip_strong, content)


def _strip_strong(match: re.Match[str]) -> str:
    inner = match[1].strip()
    return f"**{inner}**" if inner and _EAST_ASIAN.search(inner) else match[0]


def _take_identifier(opening: Token, token: Token) -> None:
    match = _HEADING_ID.search(token.content)
    if match:
        opening.meta["id"] = match[1]
        token.content = token.content[: match.start()]


def _prepare_paragraph(parent: Token, opening: Token, token: Token) -> None:
    if "{:" in token.content:
        if parent.type == "list_item_open" and _KRAMDOWN_CONTENTS.search(token.content):
            token.content = ""
        token.content = _ATTRIBUTE_LINE.sub("", token.content).strip()
    if token.content.startswith(":::"):
        _take_fence(opening, token)
    if not token.content.startswith("["):
        return
    if _CONTENTS.match(token.content):
        token.content = ""
    elif parent.type == "blockquote_open" and (alert := _ALERT.match(token.content)):
        opening.meta["alert"] = alert[2].strip() or alert[1].capitalize()
        token.content = token.content[alert.end() :]
    elif parent.type == "list_item_open" and (task := _TASK.match(token.content)):
        parent.meta["done"] = task[1] != " "
        token.content = token.content[task.end() :]


def _take_fence(opening: Token, token: Token) -> None:
    """`::: tip Title` and the `:::` that ends it, as VuePress and Docusaurus write asides."""
    match = _COLON_FENCE.match(token.content)
    if match:
        opening.meta["alert"] = match[2].strip() or match[1].capitalize()
        token.content = token.content[match.end() :]
    token.content = _COLON_END.sub("", token.content)


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
