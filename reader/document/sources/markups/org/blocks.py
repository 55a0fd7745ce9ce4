"""Org mode (Org Syntax, orgmode.org) as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reader.document import escape
from reader.document.html.tag_stripping import strip_tags
from reader.document.sources.markups import block_writer as writer
from reader.document.sources.markups.inline_scanner import Scan
from reader.document.sources.markups.org.inline import GRAMMAR

_HEADER: Final = 200
"""Lines in which keywords tell of the document."""

_MOST_UNCLOSED: Final = 50
"""Blocks without an end after which none is looked for: each look is at all lines."""

_KEYWORD: Final = re.compile(r"[ \t]*#\+(?P<name>[\w-]{1,40}):(?:[ \t]+(?P<value>.*))?$")
_CAPTION: Final = re.compile(
    r"[ \t]*#\+(?:caption(?:\[[^\]]{0,200}\])?|subtitle):[ \t]*(?P<text>.*)$", re.IGNORECASE
)
_BEGIN: Final = re.compile(r"[ \t]*#\+begin_(?P<name>\S{1,40})[ \t]*(?P<rest>.*)$", re.IGNORECASE)
_SETTING: Final = re.compile(r"[ \t]*#\+[\w-]{1,40}(?:\[[^\]]{0,200}\])?:|[ \t]*#(?:[ \t]|$)")
_HEADING: Final = re.compile(
    r"(?P<stars>\*{1,40})[ \t]+(?P<state>[A-Z]{2,20}[ \t]+(?=\[#))?(?:\[#[A-Z0-9]\][ \t]+)?"
    r"(?P<text>.*)$"
)
_DRAWER: Final = re.compile(r"[ \t]*:(?P<name>[\w-]{1,60}):[ \t]*$")
_DRAWER_END: Final = re.compile(r"[ \t]*:end:[ \t]*$", re.IGNORECASE)
_HIDDEN_DRAWERS: Final = frozenset(("properties", "logbook", "clock"))
_FIXED: Final = re.compile(r"[ \t]*:(?:[ \t](?P<text>.*))?$")
_RULE: Final = re.compile(r"[ \t]*-{5,}[ \t]*$")
_TABLE: Final = re.compile(r"[ \t]*\|")
_ITEM: Final = re.compile(
    r"(?P<indent>[ \t]*)(?P<bullet>[-+]|(?<=[ \t])\*|(?:\d{1,9}|[A-Za-z])[.)])(?:[ \t]+|$)"
    r"(?:\[@\w{1,9}\][ \t]*)?(?P<box>\[[ xX-]\](?:[ \t]+|$))?(?P<text>.*)$"
)
_TERM: Final = re.compile(r"(?P<term>.{1,300}?)[ \t]+::(?:[ \t]+|$)(?P<text>.*)$")
_NOTE: Final = re.compile(r"\[fn:(?P<label>[\w-]{1,60})\][ \t]*(?P<text>.*)$")
_ENVIRONMENT: Final = re.compile(r"[ \t]*\\begin\{(?P<name>[\w*]{1,40})\}")
_ADMONITIONS: Final = frozenset(
    ("note", "tip", "info", "warning", "caution", "important", "danger", "example", "attention")
)
_EXPORTS: Final = frozenset(("export", "html", "latex", "ascii", "markdown"))
_PLAIN_BLOCKS: Final = frozenset(("example", "src"))


def header(text: str) -> Mapping[str, str]:
    """The keywords before the first heading, by their names in small letters."""
    found: dict[str, str] = {}
    for line in text.split("\n", _HEADER)[:_HEADER]:
        if _HEADING.match(line):
            break
        if (keyword := _KEYWORD.match(line)) and (value := (keyword["value"] or "").strip()):
            name = keyword["name"].lower()
            # A keyword that is repeated goes on: a long title, several authors.
            joint = ", " if name == "author" else " "
            found[name] = f"{found[name]}{joint}{value}" if name in found else value
    return found


def to_markdown(text: str) -> str:
    """All that an export would show; comments, settings and properties are left out."""
    lines = text.expandtabs(8).split("\n")
    below = 1 if header(text).get("title") else 0
    return writer.joined(list(_Blocks(lines, below=below).read())) + "\n"


class _Blocks:
    """Some successive lines, being written."""

    def __init__(self, lines: Sequence[str], *, below: int, depth: int = 0) -> None:
        self._lines = lines
        self._below = below
        """Levels that headings are moved down, as the title stands above them."""
        self._depth = depth
        self._at = 0
        self._unclosed: set[str] = set()

    def read(self) -> Iterator[str]:
        while self._at < len(self._lines):
            if not self._lines[self._at].strip():
                self._at += 1
                continue
            yield from self._block()

    def _inner(self, lines: Sequence[str]) -> list[str]:
        if self._depth >= writer.DEEPEST:
            return [_paragraph(lines)]
        return list(_Blocks(lines, below=self._below, depth=self._depth + 1).read())

    def _block(self) -> Iterator[str]:
        """One block; at least one line is read."""
        line = self._lines[self._at]
        if found := _HEADING.match(line):
            self._at += 1
            level = len(found["stars"]) + self._below
            text = f"{found['state'] or ''}{found['text']}"
            yield writer.heading(level, _inline(text.strip()))
        elif found := _BEGIN.match(line):
            yield from self._named_block(found["name"], found["rest"])
        elif found := _CAPTION.match(line):
            self._at += 1
            yield writer.paragraph(_inline(found["text"]))
        elif _SETTING.match(line):
            self._at += 1
        elif found := _DRAWER.match(line):
            yield from self._drawer(found["name"])
        elif _FIXED.match(line):
            yield self._fixed()
        elif _RULE.match(line):
            self._at += 1
            yield "---"
        elif _TABLE.match(line):
            yield self._table()
        elif found := _NOTE.match(line):
            yield self._footnote(found)
        elif _ENVIRONMENT.match(line):
            yield self._environment()
        elif _ITEM.match(line):
            yield from self._list()
        else:
            yield self._text()

    def _until(self, name: str, ending: re.Pattern[str]) -> Sequence[str] | None:
        """The lines up to the end of a block, which is read too; None if it has none."""
        if name in self._unclosed or len(self._unclosed) > _MOST_UNCLOSED:
            return None
        for at in range(self._at + 1, len(self._lines)):
            if ending.match(self._lines[at]):
                content = self._lines[self._at + 1 : at]
                self._at = at + 1
                return content
        self._unclosed.add(name)
        return None

    def _named_block(self, name: str, rest: str) -> Iterator[str]:
        ending = re.compile(rf"[ \t]*#\+end_{re.escape(name)}[ \t]*$", re.IGNORECASE)
        kind = name.lower()
        content = self._until(kind, ending)
        if content is None:
            self._at += 1
            yield writer.paragraph(escape.encode(f"#+begin_{name} {rest}".strip()))
        elif kind in _PLAIN_BLOCKS:
            code = "\n".join(re.sub(r"^([ \t]*),(?=[*,]|#\+)", r"\1", line) for line in content)
            language = rest.split()[0] if kind == "src" and rest.split() else ""
            yield escape.fence(writer.dedented(code), re.sub(r"[^\w+#.-]", "", language))
        elif kind == "verse":
            yield writer.hard_lines(_inline(line) for line in content)
        elif kind in _EXPORTS:
            language = rest if kind == "export" else kind
            yield from _exported("\n".join(content), language.lower())
        elif kind != "comment":
            blocks = self._inner(content)
            if kind == "quote":
                yield writer.quote(blocks)
            elif kind in _ADMONITIONS:
                yield writer.admonition(kind, "", blocks)
            else:
                yield from blocks

    def _drawer(self, name: str) -> Iterator[str]:
        content = self._until(":", _DRAWER_END)
        if content is None:
            yield self._text()
        elif name.lower() not in _HIDDEN_DRAWERS:
            yield from self._inner(content)

    def _fixed(self) -> str:
        lines: list[str] = []
        while found := self._match(_FIXED):
            lines.append(found["text"] or "")
        return escape.fence("\n".join(lines), "")

    def _table(self) -> str:
        rows: list[list[str]] = []
        rule = -1
        while found := self._match(_TABLE):
            line = found.string.strip()
            if re.match(r"\|-", line):
                rule = len(rows) if rule < 0 else rule
                continue
            cells = line.removeprefix("|").removesuffix("|").split("|")
            rows.append([_inline(cell.strip()) for cell in cells])
        return writer.table(rows, is_headed=rule == 1)

    def _footnote(self, found: re.Match[str]) -> str:
        lines = [found["text"]]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            is_last = not line.strip() and not "".join(self._lines[self._at + 1 : self._at + 2])
            if _NOTE.match(line) or _HEADING.match(line) or is_last:
                break
            lines.append(line)
            self._at += 1
        return writer.footnote(found["label"], self._inner(lines))

    def _environment(self) -> str:
        name = _ENVIRONMENT.match(self._lines[self._at])
        end = f"\\end{{{name['name'] if name else ''}}}"
        first = self._at
        content = self._until(end, re.compile(rf"[ \t]*{re.escape(end)}"))
        if content is None:
            return self._text()
        return writer.formula("\n".join(self._lines[first : self._at]))

    def _list(self) -> Iterator[str]:
        first = _ITEM.match(self._lines[self._at])
        margin = len(first["indent"]) if first else 0
        items: list[str] = []
        terms: list[str] = []
        number = 0
        while self._at < len(self._lines):
            found = _ITEM.match(self._lines[self._at])
            if found is None or len(found["indent"]) != margin:
                break
            self._at += 1
            content = [found["text"], *self._rest_of_item(margin)]
            number += 1
            if (term := _TERM.match(found["text"])) and not found["bullet"][0].isalnum():
                content[0] = term["text"]
                terms.append(writer.definition(_inline(term["term"]), self._item(content)))
                continue
            box = f"[{'x' if found['box'][1] in 'xX' else ' '}] " if found["box"] else ""
            blocks = self._item(content)
            marker = "-" if found["bullet"] in "-+*" else f"{_number(found['bullet'], number)}."
            items.append(writer.item(marker, [f"{box}{blocks[0] if blocks else ''}", *blocks[1:]]))
        if items:
            yield writer.listing(items)
        if terms:
            yield "\n\n".join(terms)

    def _rest_of_item(self, margin: int) -> list[str]:
        """The lines that are indented more than the bullet; two blank lines end a list."""
        lines: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip():
                following = self._lines[self._at + 1 : self._at + 2]
                if not following or not following[0].strip():
                    self._at = self._at + (1 if following else 0)
                    break
            elif len(line) - len(line.lstrip()) <= margin:
                break
            lines.append(line)
            self._at += 1
        return lines

    def _item(self, content: Sequence[str]) -> list[str]:
        first, *rest = content
        return self._inner([first.strip(), *writer.dedented("\n".join(rest)).split("\n")])

    def _text(self) -> str:
        lines = [self._lines[self._at]]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip() or _ends_paragraph(line):
                break
            lines.append(line)
            self._at += 1
        return _paragraph(lines)

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The line, read, if it matches."""
        found = pattern.match(self._lines[self._at]) if self._at < len(self._lines) else None
        self._at += found is not None
        return found


def _ends_paragraph(line: str) -> bool:
    return any(
        pattern.match(line)
        for pattern in (_HEADING, _BEGIN, _SETTING, _DRAWER, _FIXED, _RULE, _TABLE, _NOTE, _ITEM)
    )


def _inline(text: str) -> str:
    return Scan(GRAMMAR, escape.forget_private(text)).write()


def _paragraph(lines: Sequence[str]) -> str:
    return writer.paragraph(_inline("\n".join(line.strip() for line in lines)))


def _exported(content: str, kind: str) -> Iterator[str]:
    """What an export to HTML or Markdown holds, as its text; other code as code."""
    if kind.startswith("html"):
        yield writer.paragraph(escape.encode(escape.forget_private(strip_tags(content))))
    else:
        yield escape.fence(content, re.sub(r"[^\w+#.-]", "", kind.split(" ")[0]))


def _number(bullet: str, count: int) -> str:
    digits = bullet[:-1]
    return digits if digits.isdigit() else str(count)
