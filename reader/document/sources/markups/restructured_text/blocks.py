"""reStructuredText (docutils; Sphinx's directives too) as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reader.document import escape
from reader.document.sources.markups import block_writer as writer
from reader.document.sources.markups.inline_scanner import Grammar, Scan, image
from reader.document.sources.markups.restructured_text import directives, tables
from reader.document.sources.markups.restructured_text import header as head
from reader.document.sources.markups.restructured_text.inline import folded, grammar

_EXPLICIT: Final = re.compile(r"\.\.(?:[ \t]+(?P<rest>\S.*))?$|__[ \t]+\S")
_DIRECTIVE: Final = re.compile(r"(?P<name>[\w.+:-]{1,80}?)[ \t]?::(?:[ \t]+(?P<argument>.*))?$")
_NOTE: Final = re.compile(r"\[(?P<label>[#\w][\w.-]{0,60}|#|\*)\](?:[ \t]+(?P<text>.*))?$")
_BULLET: Final = re.compile(r"(?P<bullet>[-*+•‣])(?:(?P<space>[ \t]+)(?P<text>.*))?$")
_NUMBER: Final = re.compile(
    r"\(?(?P<number>\d{1,9}|[A-Za-z]|[ivxlcIVXLC]{1,8}|#)[.)](?P<space>[ \t]+)(?P<text>\S.*)$"
)
_LINE: Final = re.compile(r"\|(?:[ \t](?P<text>.*)|$)")
_MOST_STYLES: Final = 20


def header(text: str) -> Mapping[str, str]:
    """Title and fields, by names in small letters."""
    return head.read(text)


def to_markdown(text: str) -> str:
    """All that is shown; comments, targets and settings are left out."""
    lines = escape.forget_private(text).expandtabs(8).split("\n")
    return writer.joined(list(_Body(lines, _Shared(lines)).read())) + "\n"


class _Shared:
    """What holds in all of a document."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.styles: list[str] = []
        """Adornments of titles, that of the highest level first."""
        self.unnamed = 0
        """Footnotes without a label so far."""
        targets = {folded(name): url for name, url in head.targets_of(lines).items()}
        for name, url in targets.items():  # one that names another
            if url.endswith("_") and folded(url[:-1].strip("`")) in targets:
                targets[name] = targets[folded(url[:-1].strip("`"))]
        plain = grammar(targets, {})
        substitutions = {
            folded(name): _substitution(kind, value, plain)
            for name, (kind, value) in head.substitutions_of(lines).items()
        }
        self.grammar = grammar(targets, substitutions)

    def level(self, style: str) -> int:
        if style not in self.styles and len(self.styles) < _MOST_STYLES:
            self.styles.append(style)
        return self.styles.index(style) + 1 if style in self.styles else len(self.styles)


class _Body:
    """Some successive lines, being written."""

    def __init__(self, lines: Sequence[str], shared: _Shared, depth: int = 0) -> None:
        self._lines = lines
        self._shared = shared
        self._depth = depth
        self._at = 0

    def read(self) -> Iterator[str]:
        while self._at < len(self._lines):
            if not self._lines[self._at].strip():
                self._at += 1
                continue
            yield from self._block()

    def inner(self, lines: Sequence[str]) -> list[str]:
        """Blocks within another."""
        if self._depth >= writer.DEEPEST:
            return [self._paragraph(lines)]
        return list(_Body(lines, self._shared, self._depth + 1).read())

    def inline(self, text: str) -> str:
        return Scan(self._shared.grammar, text).write()

    def _block(self) -> Iterator[str]:
        line = self._lines[self._at]
        if line[0] == " ":
            yield self._quote()
        elif found := _EXPLICIT.match(line):
            yield from self._explicit(found["rest"] or "")
        elif tables.GRID.match(line) or tables.SIMPLE.match(line):
            yield self._table()
        elif title := head.title_at(self._lines, self._at):
            text, style, count = title
            self._at += count
            yield writer.heading(self._shared.level(style), self.inline(text))
        elif self._is_transition(line):
            self._at += 1
            yield "---"
        elif line.startswith(">>>"):
            yield escape.fence("\n".join(self._lines_to_blank()), "pycon")
        elif _BULLET.match(line):
            yield self._list(_BULLET)
        elif _NUMBER.match(line) and self._is_item():
            yield self._list(_NUMBER)
        elif head.FIELD.match(line):
            yield from self._fields()
        elif _LINE.match(line):
            yield self._line_block()
        elif self._is_indented(self._at + 1) and not line.rstrip().endswith("::"):
            yield self._definition()
        else:
            yield from self._text()

    # -- lines --------------------------------------------------------------------------------

    def _is_indented(self, at: int) -> bool:
        return at < len(self._lines) and self._lines[at].startswith(" ")

    def _indented(self) -> list[str]:
        """The indented lines from here on, read, their margin and last blank lines cut."""
        start = end = self._at
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.strip():
                if not line.startswith(" "):
                    break
                end = self._at + 1
            self._at += 1
        self._at = max(end, start)
        lines = self._lines[start : self._at]
        margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        return [line[margin:] for line in lines]

    def _lines_to_blank(self) -> list[str]:
        start = self._at
        while self._at < len(self._lines) and self._lines[self._at].strip():
            self._at += 1
        return list(self._lines[start : self._at])

    def _is_transition(self, line: str) -> bool:
        if not head.ADORNMENT.match(line) or len(line.rstrip()) < 4:
            return False
        return not "".join(self._lines[self._at + 1 : self._at + 2]).strip()

    def _is_item(self) -> bool:
        """Whether what follows a number is the next item or more of this one (docutils)."""
        following = "".join(self._lines[self._at + 1 : self._at + 2])
        return not following.strip() or following[0] == " " or bool(_NUMBER.match(following))

    # -- blocks -------------------------------------------------------------------------------

    def _quote(self) -> str:
        lines = self._indented()
        by = re.match(r"(?:--|—)[ \t]*(?P<text>\S.*)$", lines[-1]) if len(lines) > 1 else None
        blocks = self.inner(lines[:-1] if by else lines)
        if by:
            blocks.append(writer.paragraph(self.inline(f"— {by['text']}")))
        return writer.quote(blocks)

    def _text(self) -> Iterator[str]:
        lines = [self._lines[self._at]]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip() or _EXPLICIT.match(line):
                break
            lines.append(line)
            self._at += 1
        last = lines[-1].rstrip()
        is_literal = last.endswith("::")
        if is_literal:
            shown = last[:-2].rstrip()
            lines[-1] = shown if last[-3:-2].isspace() or not shown else f"{shown}:"
        if any(line.strip() for line in lines):
            yield self._paragraph(lines)
        if is_literal:
            yield from self._literal()

    def _literal(self) -> Iterator[str]:
        """The block behind `::`: indented, or each line with the same mark."""
        at = self._at
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        if self._is_indented(at):
            self._at = at
            yield escape.fence("\n".join(self._indented()), "")
        elif at < len(self._lines) and re.match(r"[>|#$%]", self._lines[at]):
            self._at = at
            yield escape.fence("\n".join(self._lines_to_blank()), "")

    def _definition(self) -> str:
        term = self._lines[self._at]
        self._at += 1
        return writer.definition(self.inline(term.strip()), self.inner(self._indented()))

    def _list(self, pattern: re.Pattern[str]) -> str:
        items: list[str] = []
        mark = ""
        while self._at < len(self._lines):
            at = self._at
            while at < len(self._lines) and not self._lines[at].strip():
                at += 1
            found = pattern.match(self._lines[at]) if at < len(self._lines) else None
            if found is None or (pattern is _BULLET and mark not in ("", found["bullet"])):
                break
            mark = found["bullet"] if pattern is _BULLET else ""
            self._at = at + 1
            content = [found["text"] or "", *self._indented()]
            number = found["number"] if pattern is _NUMBER else ""
            digits = number if number.isdigit() else str(len(items) + 1)
            items.append(writer.item(f"{digits}." if number else "-", self.inner(content)))
        return writer.listing(items)

    def _fields(self) -> Iterator[str]:
        """Fields that are not told of elsewhere, as terms and what they mean."""
        is_first = not any(line.strip() for line in self._before())
        while self._at < len(self._lines):
            found = head.FIELD.match(self._lines[self._at])
            if found is None:
                break
            self._at += 1
            content = [found["value"] or "", *self._indented()]
            name = found["name"].strip()
            if not (is_first and self._depth == 0 and name.lower() in head.SHOWN_ELSEWHERE):
                yield writer.definition(self.inline(name), self.inner(content))

    def _before(self) -> Iterator[str]:
        """The lines above that are no title and no comment."""
        at = 0
        while at < self._at:
            title = head.title_at(self._lines, at)
            line = self._lines[at]
            if title is None and not line.startswith(("..", " ")):
                yield line
            at += title[2] if title else 1

    def _line_block(self) -> str:
        lines: list[str] = []
        while self._at < len(self._lines) and (found := _LINE.match(self._lines[self._at])):
            text = found["text"] or ""
            indent = "\u2003" * min((len(text) - len(text.lstrip())) // 2, 10)
            lines.append(f"{indent}{self.inline(text.strip())}")
            self._at += 1
        return writer.hard_lines(lines)

    def _table(self) -> str:
        line = self._lines[self._at]
        if tables.GRID.match(line):
            start = self._at
            while self._at < len(self._lines) and self._lines[self._at].startswith(("+", "|")):
                self._at += 1
            rows, is_headed = tables.grid(self._lines[start : self._at])
        else:
            rows, is_headed = tables.simple(self._simple_table(line.rstrip()))
        cells = [[self.inline(cell) for cell in row] for row in rows]
        return writer.table(cells, is_headed=is_headed)

    def _simple_table(self, rule: str) -> list[str]:
        """The lines to the last rule: one that a blank line follows, and no row before it."""
        start = self._at
        rules = 0
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip()
            self._at += 1
            rules += line == rule
            is_last = not "".join(self._lines[self._at : self._at + 1]).strip()
            if line == rule and rules > 1 and is_last:
                break
        return list(self._lines[start : self._at])

    def _paragraph(self, lines: Sequence[str]) -> str:
        return writer.paragraph(self.inline("\n".join(line.strip() for line in lines)))

    # -- explicit markup ----------------------------------------------------------------------

    def _explicit(self, rest: str) -> Iterator[str]:
        self._at += 1
        if found := _NOTE.match(rest):
            content = [found["text"] or "", *self._indented()]
            label = found["label"]
            if label in ("#", "*"):
                self._shared.unnamed += 1
                yield writer.footnote(f"auto{self._shared.unnamed}", self.inner(content))
            elif label[0] == "#" or label.isdigit():
                yield writer.footnote(label, self.inner(content))
            else:  # a citation
                yield writer.definition(escape.encode(f"[{label}]"), self.inner(content))
        elif rest.startswith(("_", "|")):
            self._indented()
        elif found := _DIRECTIVE.match(rest):
            content = self._indented()
            asked = directives.split(found["name"], found["argument"] or "", content)
            yield from directives.write(asked, self.inner, self.inline)
        elif rest or self._is_indented(self._at):
            self._indented()


def _substitution(kind: str, value: str, plain: Grammar) -> str:
    if kind == "replace":
        return Scan(plain, value).write()
    if kind == "image":
        return image(value, "")
    if kind == "date":
        return ""
    codes = re.findall(r"(?:0x|U\+|\\u|&#x)([0-9a-fA-F]{2,6})", value)
    numbers = [int(code, 16) for code in codes]
    valid = all(32 <= number < 0xD800 or 0xE000 <= number < 0x10F000 for number in numbers)
    return escape.encode("".join(map(chr, numbers)) if numbers and valid else value)
