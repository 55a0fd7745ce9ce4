"""Tokens of markdown-it to blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.document.code_language import language_of_info
from reader.document.formulas.unicode_formula import lines, source
from reader.document.markdown import inline_tokens
from reader.document.markdown.assembler import BULLETS, Assembler
from reader.document.markdown.cells import align, join_cells
from reader.document.markdown.raw_blocks import RawReader
from reader.document.markdown.text_builder import Passage, PassageBuilder
from reader.document.model import Align, BlockKind, ContainerKind, Increment, Span, SpanKind
from reader.text.safe import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

_CONTAINERS = (
    "bullet_list",
    "ordered_list",
    "list_item",
    "blockquote",
    "dl",
    "dd",
)
_STRESS = re.compile(r"^[ \t]*\*/?!\*[ \t]*(?:\n|\Z)|\*/?!\*", re.MULTILINE)
_BLANK_START = re.compile(r"\A(?:[ \t]*+\n)++")
_DOUBLE_RULE = re.compile(r"=={2,}|＝{3,}")
_TASKS = {" ": "☐", "x": "☑", "/": "◪", "-": "☒"}
"""Markers of tasks: open, done, begun, given up."""
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


class TokenWalk:
    """Takes the tokens of whole blocks, in order; notes are kept for the end."""

    def __init__(self, env: Mapping[str, Any], title: str) -> None:
        self._env = env
        self._lists: dict[int, tuple[bool, int]] = {}
        self._tokens: Sequence[Token] = ()
        self._notes: dict[str, list[Token]] = {}
        self._assembler = Assembler(title)
        self._raw = RawReader(self._assembler)
        self._counts: list[tuple[int, str, int]] = []
        self._index = 0
        self._rows: list[list[Passage]] = []
        self._aligns: list[Align] = []
        self._heads = 0
        handlers: dict[str, Callable[[Token], None]] = {
            "heading_open": self._heading,
            "paragraph_open": self._paragraph,
            "dt_open": self._term,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "list_item_open": self._item,
            "blockquote_open": self._quote,
            "dl_open": self._open,
            "dd_open": self._definition,
            "fence": self._code,
            "code_block": self._code,
            "formula_block": self._formula,
            "hr": self._rule,
            "html_block": self._html,
            "table_open": self._open_table,
            "tr_open": self._row,
            "th_open": self._cell,
            "td_open": self._cell,
            "table_close": self._close_table,
        }
        for name in _CONTAINERS:
            handlers[f"{name}_close"] = self._close
        self._handlers = handlers

    def feed(self, tokens: Sequence[Token]) -> None:
        """Add the blocks of these tokens, whose inline tokens have their children."""
        self._lists.update(_measure(tokens))
        self._walk(_set_notes_aside(tokens, self._notes))

    def settled(self) -> Increment:
        """The blocks that became final since the last call."""
        return self._assembler.settled()

    def finish(self) -> Increment:
        """The remaining blocks, with the notes."""
        self._raw.suspend()
        self._assembler.leave_all()
        self._footnotes()
        return self._assembler.finish()

    @property
    def _inline_notes(self) -> dict[int, dict[str, Any]]:
        found: dict[int, dict[str, Any]] = self._env.get("footnotes", {}).get("list", {})
        return found

    def _walk(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        for index, token in enumerate(tokens):
            handler = self._handlers.get(token.type)
            if handler is not None:
                self._index = index
                if token.type != "html_block":
                    self._raw.suspend()
                handler(token)

    def _content(self) -> Token:
        """The inline token that follows the current opening token."""
        return self._tokens[self._index + 1]

    def _heading(self, token: Token) -> None:
        self._anchor(token, self._content())
        self._assembler.add(
            BlockKind.HEADING,
            _passage(self._content()),
            level=int(token.tag[1]),
            identifier=token.meta.get("id", ""),
        )

    def _paragraph(self, token: Token) -> None:
        content = self._content()
        self._anchor(token, content)
        if token.meta.get("is_title"):
            self._assembler.add(BlockKind.PARAGRAPH, _strong(_passage(content)))
            return
        if content.type == "plain":
            self._assembler.add(BlockKind.PARAGRAPH, _passage(content))
            return
        for part in inline_tokens.passages(content.children or ()):
            if _DOUBLE_RULE.fullmatch(part.text) and isinstance(part, Passage):
                self._assembler.add(BlockKind.RULE, Passage(""))
            elif isinstance(part, inline_tokens.LoneImage):
                self._assembler.add_image(part.href, part.text, part.link)
            else:
                self._assembler.add(BlockKind.PARAGRAPH, part)

    def _anchor(self, opening: Token, content: Token) -> None:
        """Name the block that begins here, or the one before if this has nothing but names."""
        last = len(self._assembler) - 1
        for name in opening.meta.get("blocks", ()):
            self._assembler.anchor(name, None if content.content.strip() or last < 0 else last)

    def _term(self, _token: Token) -> None:
        self._assembler.add(BlockKind.TERM, _passage(self._content()))

    def _list(self, token: Token) -> None:
        tight, items = self._lists[id(token)]
        start = int(token.attrs.get("start", 1))
        ordered = token.type == "ordered_list_open"
        self._counts.append((start if ordered else -1, token.markup, start + items - 1))
        self._assembler.enter(token.type, tight=tight)

    def _item(self, token: Token) -> None:
        number, mark, last = self._counts[-1]
        if number >= 0:
            marker, width = f"{number}{mark}", len(f"{last}{mark}")
            self._counts[-1] = (number + 1, mark, last)
        else:
            depth = self._assembler.count("bullet_list_open")
            marker, width = BULLETS[min(depth, len(BULLETS)) - 1], 1
        marker = _TASKS.get(token.meta.get("task", ""), marker)
        self._assembler.enter(
            token.type,
            ContainerKind.ITEM,
            marker=marker,
            marker_width=width,
            tight=self._assembler.tight,
        )

    def _quote(self, token: Token) -> None:
        self._assembler.enter(token.type, ContainerKind.QUOTE)

    def _open(self, token: Token) -> None:
        self._assembler.enter(token.type)

    def _definition(self, token: Token) -> None:
        self._assembler.enter(token.type, ContainerKind.DEFINITION, first_tight=True)

    def _close(self, token: Token) -> None:
        self._assembler.leave(f"{token.type[:-6]}_open")
        if token.type in ("bullet_list_close", "ordered_list_close"):
            self._counts.pop()

    def _code(self, token: Token) -> None:
        text = _listing(clean(token.content))
        language = language_of_info(token.info)
        if language == "math":
            self._assembler.add(BlockKind.MATH, _shown_formula(text))
        else:
            self._assembler.add(BlockKind.CODE, Passage(text), language=language)

    def _formula(self, token: Token) -> None:
        self._assembler.add(BlockKind.MATH, _shown_formula(clean(token.content).strip()))

    def _rule(self, _token: Token) -> None:
        self._assembler.add(BlockKind.RULE, Passage(""))

    def _html(self, token: Token) -> None:
        self._raw.feed(token.content)

    def _open_table(self, _token: Token) -> None:
        self._rows, self._aligns, self._heads = [], [], 0

    def _row(self, _token: Token) -> None:
        self._rows.append([])

    def _cell(self, token: Token) -> None:
        if token.type == "th_open":
            self._heads = 1
            self._aligns.append(align(str(token.attrs.get("style", ""))))
        self._rows[-1].append(_passage(self._content()))

    def _close_table(self, _token: Token) -> None:
        passage, table = join_cells(self._rows, header_rows=self._heads, aligns=self._aligns)
        if table.rows:
            self._assembler.add(BlockKind.TABLE, passage, table=table)

    def _footnotes(self) -> None:
        """Add the notes in the order of their references, then those without one."""
        unused = dict(self._notes)
        first = True
        for number, note in sorted(self._inline_notes.items()):
            tokens = note.get("tokens")
            if tokens is not None:
                body = [_inline_token("paragraph_open"), _inline_token("inline", tokens)]
            else:
                body = list(unused.pop(str(note.get("label")), ()))
            self._footnote(number + 1, body, first=first)
            first = False
        for label, tokens in unused.items():
            self._footnote(label, tokens, first=first)
            first = False

    def _footnote(self, number: int | str, body: Sequence[Token], *, first: bool) -> None:
        assembler = self._assembler
        marker = f"[{_line(str(number))}]"
        assembler.enter(
            "footnote",
            ContainerKind.FOOTNOTE,
            marker=marker,
            marker_width=len(f"[{len(self._inline_notes)}]"),
            first_tight=not first,
        )
        if isinstance(number, int):
            assembler.anchor(f"fn-{number}")
        before = len(assembler)
        self._walk(body)
        self._raw.suspend()
        if isinstance(number, int):
            assembler.append_return(f"#fnref-{number}", since=before)
        assembler.leave("footnote")


def _passage(content: Token) -> Passage:
    if content.type == "plain":
        builder = PassageBuilder()
        builder.write(content.content)
        return builder.finish()
    return inline_tokens.passage(content.children or ())


def _shown_formula(tex: str) -> Passage:
    """A displayed formula as lines of text, else as its source."""
    shown = lines(tex)
    if shown is not None:
        return Passage(clean(shown))
    tex = source(tex)
    return Passage(tex, (Span(0, len(tex), SpanKind.TEX),) if tex else ())


def _listing(code: str) -> str:
    """Code without blank lines around it, and without javascript.info's marks of stress."""
    if "*!*" in code and "*/!*" in code:
        code = _STRESS.sub("", code)
    return _BLANK_START.sub("", code).rstrip("\n")


def _strong(passage: Passage) -> Passage:
    spans = [span for span in passage.spans if span.kind is not SpanKind.STRONG]
    return replace(passage, spans=(Span(0, len(passage.text), SpanKind.STRONG), *spans))


def _line(text: str) -> str:
    builder = PassageBuilder()
    builder.write(text)
    return builder.finish().text


def _inline_token(kind: str, children: list[Token] | None = None) -> Token:
    from markdown_it.token import Token

    return Token(kind, "", 0, children=children)


def _set_notes_aside(tokens: Sequence[Token], notes: dict[str, list[Token]]) -> list[Token]:
    """The tokens without the bodies of footnotes, which go to `notes` by label.

    Bodies with the same label follow each other; a note within a note stands on its own.
    """
    kept: list[Token] = []
    stack: list[list[Token]] = [kept]
    for token in tokens:
        if token.type == "footnote_reference_open":
            stack.append(notes.setdefault(token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return kept


def _measure(tokens: Sequence[Token]) -> dict[int, tuple[bool, int]]:
    """Each list, by the `id` of its opening token: whether it is tight, and its items."""
    found: dict[int, tuple[bool, int]] = {}
    stack: list[tuple[Token, list[int]]] = []
    for token in tokens:
        if token.type in _LISTS:
            stack.append((token, [1, 0]))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            opening, (tight, items) = stack.pop()
            found[id(opening)] = (bool(tight), items)
        elif token.type == "list_item_open":
            stack[-1][1][1] += 1
        elif (
            token.type == "paragraph_open"
            and stack
            and not token.hidden
            and token.level == stack[-1][0].level + 2
        ):
            stack[-1][1][0] = 0
    return found
