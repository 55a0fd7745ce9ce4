"""The dialect of Markdown: markdown-it's CommonMark and the extensions that blogs use.

Import this late: markdown-it costs 130 ms, which a list of articles need not pay.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import html_block
from markdown_it.rules_core import StateCore, block, inline, normalize, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from reader.document.formulas.delimiters import (
    ENVIRONMENT,
    Usage,
    formula_at,
    is_bracketed_formula,
    usage_in,
)
from reader.document.hrefs import is_ordinary_address
from reader.document.markdown.extensions.containers import admonition, colon_container
from reader.document.markdown.extensions.inline_marks import marked_text, script
from reader.document.markdown.extensions.shortcuts import (
    by_character,
    plain_emphasis,
    plain_line,
    plain_link,
)
from reader.document.markdown.extensions.wiki_links import wiki_link
from reader.document.markdown.flanking import flanking, is_cjk_of_markdown
from reader.document.markdown.strip_attributes import prepare
from reader.document.markdown.table_block import table

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.utils import EnvType

MAX_NESTING = 48
"""Levels, two for a list, at which markdown-it drops text; `_flatten` steps in before."""
_FLAT_LEVEL = 40
_MAX_FORMULA_LINES = 200

_MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))++[ \t]*")
_STOPS = ".,;:。，；：、"
"""Punctuation of the sentence that a displayed formula ends."""
_HIDING_TAG = re.compile(r"<(script|style|textarea)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_SENTENCE = re.compile(r"[ \t]+[^\W\d_]+[ \t]+[^\W\d_]+[^(){};=<>\[\]]*$")
_PHRASE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strike|strong"
    r"|sub|sup|u)(?=[\s/>])",
    re.IGNORECASE,
)


class Parsing:
    """One text being parsed: its blocks are found at once, their inline content later."""

    def __init__(self, markdown: str) -> None:
        self.env: dict[str, object] = {"delimiters": usage_in(markdown)}
        """markdown-it's environment: definitions of links and notes; and what delimiters mean."""
        self._parser = _parser()
        state = StateCore(markdown, self._parser, self.env)
        normalize(state)
        block(state)
        self._tokens = deque(state.tokens)

    def groups(self, least: int) -> Iterator[list[Token]]:
        """Yield the tokens of whole top-level blocks, in order, with their inline children.

        A group has at least `least` characters of source, but for the last one.
        """
        group: list[Token] = []
        size = 0
        while self._tokens:
            token = self._tokens.popleft()
            group.append(token)
            size += len(token.content)
            if token.level == 0 and token.nesting <= 0 and size >= least:
                yield self._read(group)
                group, size = [], 0
        if group:
            yield self._read(group)

    def render(self, tokens: Sequence[Token], rules: Mapping[str, Any]) -> str:
        """Tokens of the groups as HTML.

        `rules` are functions by types of tokens; each renders the token at an index, and is called
        as those of markdown-it are, with tokens, index, options and environment.
        """
        renderer = RendererHTML(self._parser)
        renderer.rules |= rules
        return renderer.render(tokens, self._parser.options, self.env)

    def _read(self, tokens: list[Token]) -> list[Token]:
        state = StateCore("", self._parser, self.env, tokens)
        for rule in (prepare, inline, text_join):
            rule(state)
        return tokens


class _InlineState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's
        scanned = super().scanDelims(start, canSplitWord)
        if scanned.can_open and scanned.can_close:
            return scanned
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        if not (is_cjk_of_markdown(before) or is_cjk_of_markdown(after)):
            return scanned
        opens, closes = flanking(before, after, within_words=canSplitWord)
        return Scanned(opens, closes, scanned.length)


class _InlineParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if src and self.terminator_re.search(src) is None:
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = _InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
        """Accept every link: `hrefs.safe_href` decides which are followed."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        """Encode what needs it, which takes longer than all else about a link."""
        return url if is_ordinary_address(url) else super().normalizeLink(url)


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": MAX_NESTING})
    parser.inline = _InlineParser()
    parser.configure("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    parser.use(deflist_plugin)
    parser.use(footnote_plugin, move_to_end=False)
    parser.block.ruler.before("table", "flatten", _flatten)
    breaks: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    html_breaks: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    parser.block.ruler.at("html_block", _html_block, html_breaks)
    parser.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("fence", "formula", _formula_block, breaks)
    parser.block.ruler.before("fence", "admonition", admonition, breaks)
    parser.block.ruler.before("fence", "colon_container", colon_container, breaks)
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("strikethrough", "marked_text", marked_text)
    parser.inline.ruler.before("strikethrough", "script", script)
    parser.inline.ruler.before("emphasis", "plain_emphasis", plain_emphasis)
    parser.inline.ruler.before("link", "wiki_link", wiki_link)
    parser.inline.ruler.before("link", "plain_link", plain_link)
    parser.block.ruler.after("flatten", "plain_line", plain_line)
    ruler = parser.inline.ruler
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))
    ruler.before("text", "by_character", by_character(rules))
    ruler.enableOnly(["by_character"])
    return parser


def _flatten(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read every line as a paragraph past the twentieth nested list or quote.

    So are the lines that lazily continue it: left to the quotes around, each of them would be read
    anew with all that follows.
    """
    if silent or state.level < _FLAT_LEVEL:
        return False
    _flat_line(state, line)
    while state.line < end and state.sCount[state.line] < 0:
        _flat_line(state, state.line)
    return True


def _flat_line(state: StateBlock, line: int) -> None:
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


def _html_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read raw HTML, but not from an inline tag alone on its line (CommonMark 4.6, case 7).

    Authors put `<a>` and `<span>` around Markdown, and mean it to be read.
    """
    start = state.bMarks[line] + state.tShift[line]
    if _PHRASE_TAG.match(state.src, start, state.eMarks[line]) or _is_mentioned(state, start, line):
        return False
    return html_block(state, line, end, silent)


def _usage(env: EnvType) -> Usage:
    usage = env.get("delimiters")
    return usage if isinstance(usage, Usage) else Usage()


def _is_mentioned(state: StateBlock, start: int, line: int) -> bool:
    """Whether a tag whose element would hide all up to its end begins a sentence about it."""
    tag = _HIDING_TAG.match(state.src, start, state.eMarks[line])
    if tag is None:
        return False
    name = tag[1].lower()
    lasts = state.env.setdefault("reader-last-end-tags", {})
    if name not in lasts:
        ends = re.finditer(rf"</{name}\s*>", state.src, re.IGNORECASE)
        lasts[name] = max((end.start() for end in ends), default=-1)
    rest = state.src[tag.end() : state.eMarks[line]]
    return bool(lasts[name] < start or _SENTENCE.match(rest))


def _formula_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    r"""Read `$$ … $$`, `\[ … \]` (kramdown: `\\[ … \\]`) or a LaTeX environment that starts a line.

    An escaped bracket opens one only if mathematics follows.
    """
    start = state.bMarks[line] + state.tShift[line]
    first = state.src[start : state.eMarks[line]].rstrip()
    opener, closer = _block_delimiters(first)
    if not closer or state.sCount[line] - state.blkIndent >= 4:
        return False
    body = [first[len(opener) :]]
    last = line
    while not body[-1].rstrip(_STOPS).endswith(closer):
        last += 1
        if last >= min(end, line + _MAX_FORMULA_LINES) or state.sCount[last] < state.blkIndent:
            return False
        position = state.bMarks[last] + state.tShift[last]
        body.append(state.src[position : state.eMarks[last]].rstrip())
    content = "\n".join(body)
    if opener:
        content, _, stop = content.rpartition(closer)
        content = content.strip()
        if closer in content or not content:
            return False
        if opener != "$$" and not is_bracketed_formula(content, _usage(state.env), square=True):
            return False
        content += stop
    if not silent:
        token = state.push("formula_block", "", 0)
        token.content = content
        token.map = [line, last + 1]
        state.line = last + 1
    return True


def _block_delimiters(line: str) -> tuple[str, str]:
    """How the formula that begins the line opens and closes; nothing if none does."""
    if line.startswith("$$"):
        return "$$", "$$"
    if line.startswith("\\["):
        return "\\[", "\\]"
    if line.startswith("\\\\["):
        return "\\\\[", "\\\\]"
    environment = ENVIRONMENT.match(line)
    return ("", f"\\end{{{environment[1]}{environment[2]}}}") if environment else ("", "")


def _formula(state: StateInline, silent: bool) -> bool:
    """Read a formula in running text; `formulas.delimiters` says what is one."""
    if state.src[state.pos] not in "$\\":
        return False
    found = formula_at(state.src, state.pos, state.posMax, _usage(state.env))
    if found is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = found.tex
        token.meta["display"] = found.display
    state.pos = found.end
    return True
