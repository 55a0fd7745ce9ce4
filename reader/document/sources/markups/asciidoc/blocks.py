"""AsciiDoc (docs.asciidoctor.org) as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reader.document import escape
from reader.document.html.tag_stripping import strip_tags
from reader.document.sources.markups import block_writer as writer
from reader.document.sources.markups.asciidoc import tables
from reader.document.sources.markups.asciidoc.header import Attributes, read_header
from reader.document.sources.markups.asciidoc.inline import GRAMMAR
from reader.document.sources.markups.inline_scanner import Scan, image, percent_encoded

_SECTION: Final = re.compile(r"(?P<marks>={1,6}|#{1,6})[ \t]+(?P<text>\S.*?)(?:[ \t]+(?P=marks))?$")
_UNDERLINE: Final = re.compile(r"(?P<mark>[=~^-])(?P=mark){2,200}$")
_LEVELS: Final = "=-~^"
_FENCE: Final = re.compile(
    r"(?P<fence>-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```|[|,:!]={3,}|\"\")"
    r"(?P<language>(?<=```)[\w+#.-]{1,40})?[ \t]*$"
)
_ATTRIBUTES: Final = re.compile(
    r"\[(?P<list>[^\[\]\n]{0,1000}(?:\[[^\[\]\n]{0,200}\])?[^\[\]\n]{0,500})\][ \t]*$"
)
_ANCHOR: Final = re.compile(r"\[\[[^\[\]\n]{0,300}\]\][ \t]*$")
_TITLE: Final = re.compile(r"\.(?P<text>[^\s.].*)$")
_ENTRY: Final = re.compile(r":(?P<name>!?[\w-]{1,60}!?):(?:[ \t]+(?P<value>.*))?$")
_DIRECTIVE: Final = re.compile(
    r"^(?:if(?:n?def|eval)|endif)::[^\[\n]{0,300}\[(?P<text>[^\n]*)\][ \t]*(?:\n|\Z)", re.MULTILINE
)
"""Conditions: what depends on them is shown, whatever they are."""
_UNSEEN: Final = re.compile(r"toc::\[[^\n]*\][ \t]*$|<{3,}[ \t]*$")
_BLOCK_MACRO: Final = re.compile(
    r"(?P<name>image|video|audio|include)::(?P<target>[^\[\n]{0,2000})\[(?P<text>[^\n]*)\][ \t]*$"
)
_RULE: Final = re.compile(r"(?:'{3,}|-{3}|\*{3}|_{3}|- - -|\* \* \*)[ \t]*$")
_ADMONITION: Final = re.compile(r"(?P<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(?P<text>.*)$")
_ITEM: Final = re.compile(
    r"[ \t]*(?:(?P<marker>\*{1,10}|-|\.{1,10}|\d{1,9}\.|[a-zA-Z]\.|<(?:\d{1,3}|\.)>)[ \t]+"
    r"(?P<box>\[[ xX*]\][ \t]+)?(?P<text>\S.*)"
    r"|(?P<term>\S.{0,300}?)(?P<colons>:{2,4}|;;)(?:[ \t]+(?P<meaning>.*))?)$"
)
_COMMENT: Final = re.compile(r"//(?!/)")
_ATTRIBUTION: Final = re.compile(r"--[ \t]+(?P<text>\S.*)$")
_CALLOUT: Final = "<1>"
_KINDS: Final = frozenset(("note", "tip", "important", "warning", "caution"))
_CODE: Final = frozenset(("source", "listing", "literal", "stem", "latexmath", "asciimath"))


def header(text: str) -> Mapping[str, str]:
    """Title, authors, revision and attributes, by the names of AsciiDoc's attributes."""
    return read_header(text).values


def to_markdown(text: str) -> str:
    """All that is shown; comments, attributes and settings are left out."""
    text = escape.forget_private(text).expandtabs(4)
    head = read_header(_DIRECTIVE.sub(_conditional, text))
    blocks = list(_Sections(head.rest.split("\n"), Attributes(head.values)).read())
    title = writer.heading(1, escape.encode(head.values.get("doctitle", "")))
    return writer.joined([title, *blocks]) + "\n"


def _conditional(found: re.Match[str]) -> str:
    text = found["text"]
    # What is set where some program or place is the one that converts is not set here.
    is_setting = found[0].startswith("ifdef") and _ENTRY.match(text)
    return "" if is_setting or not text or not found[0].startswith("if") else f"{text}\n"


class _Sections:
    """Some successive lines, being written."""

    def __init__(self, lines: Sequence[str], names: Attributes, depth: int = 0) -> None:
        self._lines = lines
        self._names = names
        self._depth = depth
        self._at = 0
        self._style: list[str] = []
        """The attributes that stand before the next block, the first of them its style."""
        self._title = ""

    def read(self) -> Iterator[str]:
        while self._at < len(self._lines):
            if not self._lines[self._at].strip():
                self._at += 1
                continue
            yield from self._block()
        if self._title:
            yield self._caption()

    def _inner(self, lines: Sequence[str]) -> list[str]:
        if self._depth >= writer.DEEPEST:
            return [self._paragraph(lines)]
        return list(_Sections(lines, self._names, self._depth + 1).read())

    def _block(self) -> Iterator[str]:
        """One block, or a line that tells of the next; at least one line is read."""
        line = self._lines[self._at]
        if _COMMENT.match(line) or _ANCHOR.match(line) or _UNSEEN.match(line):
            self._at += 1
        elif found := _ENTRY.match(line):
            self._at += 1
            self._names.set(found["name"], found["value"] or "")
        elif found := _TITLE.match(line):
            self._at += 1
            self._title = found["text"]
        elif found := _FENCE.match(line):
            yield from self._delimited(found["fence"], found["language"] or "")
        elif found := _ATTRIBUTES.match(line):
            self._at += 1
            self._style = [part.strip().strip('"') for part in found["list"].split(",")]
        else:
            if self._title:
                yield self._caption()
            yield from self._undelimited(line)
            self._style = []

    def _undelimited(self, line: str) -> Iterator[str]:
        if found := _SECTION.match(line):
            self._at += 1
            yield writer.heading(len(found["marks"]), self._inline(found["text"]))
        elif level := self._underlined():
            self._at += 2
            yield writer.heading(level, self._inline(line.strip()))
        elif _RULE.match(line):
            self._at += 1
            yield "---"
        elif found := _BLOCK_MACRO.match(line):
            self._at += 1
            yield self._macro(found)
        elif self._style[:1] and self._style[0] in _CODE:
            yield self._code(self._text_lines(), "")
        elif found := _ITEM.match(line):
            yield from self._list(_marker(found), ())
        elif line.startswith(" "):
            yield escape.fence(writer.dedented("\n".join(self._text_lines())), "")
        else:
            yield from self._text()

    def _caption(self) -> str:
        title, self._title = self._title, ""
        return writer.caption(self._inline(title))

    def _underlined(self) -> int:
        """The level of a heading that is underlined, 0 if this is none."""
        line, *under = self._lines[self._at : self._at + 2]
        found = _UNDERLINE.match(under[0].rstrip()) if under else None
        if found is None or not line[:1].isalnum() or abs(len(line.rstrip()) - len(found[0])) > 2:
            return 0
        return _LEVELS.index(found["mark"]) + 1

    def _delimited(self, fence: str, language: str) -> Iterator[str]:
        self._at += 1
        end = self._at
        while end < len(self._lines) and self._lines[end].rstrip() != fence:
            end += 1
        content = self._lines[self._at : end]
        self._at = end + 1
        style, self._style = self._style, []
        name = style[0].partition("%")[0].partition("#")[0].partition(".")[0] if style else ""
        kind = name.lower()
        if fence[0] == "/" or kind == "comment":
            self._title = ""
        elif kind in _KINDS and fence[0] in "=-*":
            title, self._title = self._title, ""
            yield writer.admonition(kind, title, self._inner(content))
        else:
            if self._title:
                yield self._caption()
            self._style = [name, *style[1:]]
            yield from self._content(fence, content, language, ",".join(style))
            self._style = []

    def _content(
        self, fence: str, content: Sequence[str], language: str, style: str
    ) -> Iterator[str]:
        kind = self._style[0].lower()
        if fence[0] in "|,:!" and fence[1:2] == "=":
            rows, is_headed = tables.rows("\n".join(content), style, fence[0])
            cells = [[self._inline(cell) for cell in row] for row in rows]
            yield writer.table(cells, is_headed=is_headed)
        elif fence[0] == "+" and kind not in _CODE:
            yield writer.paragraph(escape.encode(strip_tags("\n".join(content))))
        elif fence[0] in "+`." or (fence[0] == "-" and len(fence) > 2) or kind in _CODE:
            yield self._code(content, language)
        elif fence[0] in '_"' or kind in ("quote", "verse"):
            yield from self._quoted(content)
        else:
            yield from self._inner(content)

    def _code(self, content: Sequence[str], language: str) -> str:
        style = [*self._style, "", ""]
        if style[0] in ("stem", "latexmath", "asciimath"):
            return writer.formula("\n".join(content))
        if style[0] == "source" or (not style[0] and style[1]):
            language = style[1]
        text = re.sub(
            r"[ \t]*(?://|#|--|;;)?[ \t]*<(\d{1,3}|\.)>[ \t]*$",
            r"  (\1)",
            "\n".join(content),
            flags=re.M,
        )
        return escape.fence(text, re.sub(r"[^\w+#.-]", "", language))

    def _quoted(self, content: Sequence[str]) -> Iterator[str]:
        style = [*self._style, "", "", ""]
        if style[0] == "verse":
            blocks = [writer.hard_lines(self._inline(line) for line in content)]
        else:
            blocks = self._inner(content)
        if by := ", ".join(filter(None, style[1:3])):
            blocks.append(writer.paragraph(self._inline(f"— {by}")))
        yield writer.quote(blocks)

    def _macro(self, found: re.Match[str]) -> str:
        target = self._names.resolve(found["target"])
        text = found["text"].partition(",")[0].strip().strip('"')
        if found["name"] == "image":
            return image(target, "" if "=" in text else self._names.resolve(text))
        shown = escape.escape(target)
        return f"[{shown}]({percent_encoded(target)})"

    def _list(self, marker: str, above: tuple[str, ...]) -> Iterator[str]:
        """The items of one marker; lists of others stand within them."""
        items: list[str] = []
        while found := self._item_of(marker):
            self._at += 1
            text = found["text"] if found["marker"] else found["meaning"]
            lines = [*([text] if text else []), *self._more_lines()]
            blocks = [self._paragraph(lines)] if lines else []
            blocks += self._attached((*above, marker))
            items.append(self._item(found, blocks, len(items) + 1))
        yield writer.listing(items) if marker[0] not in ":;" else "\n\n".join(items)

    def _item(self, found: re.Match[str], blocks: Sequence[str], number: int) -> str:
        if not found["marker"]:
            return writer.definition(self._inline(found["term"].strip()), blocks)
        mark = found["marker"]
        if mark[0] in "*-":
            box = f"[{' ' if found['box'][1] == ' ' else 'x'}] " if found["box"] else ""
            return writer.item("-", [f"{box}{blocks[0]}", *blocks[1:]])
        digits = mark.strip("<>.")
        return writer.item(f"{digits if digits.isdigit() else number}.", blocks)

    def _item_of(self, marker: str) -> re.Match[str] | None:
        """The next item of a list, blank lines before it passed over."""
        at = self._at
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        found = _ITEM.match(self._lines[at]) if at < len(self._lines) else None
        if found is None or _marker(found) != marker or _is_other(self._lines[at]):
            return None
        self._at = at
        return found

    def _more_lines(self) -> list[str]:
        lines: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip() or line.strip() == "+" or _ITEM.match(line) or _is_other(line):
                break
            lines.append(line.strip())
            self._at += 1
        return lines

    def _attached(self, markers: tuple[str, ...]) -> list[str]:
        """Blocks that belong to an item: behind a `+`, indented, or lists of other markers."""
        blocks: list[str] = []
        while self._at < len(self._lines):
            at = self._at
            while at < len(self._lines) and not self._lines[at].strip():
                at += 1
            line = self._lines[at] if at < len(self._lines) else ""
            found = _ITEM.match(line)
            if line.strip() == "+":
                self._at = at + 1
                blocks += self._one_block()
            elif found and not _is_other(line):
                is_callout = markers[-1] == _CALLOUT
                if _marker(found) in markers or is_callout or len(markers) >= writer.DEEPEST:
                    break
                self._at = at
                blocks += self._list(_marker(found), markers)
            elif line.startswith(" ") and at > self._at:
                self._at = at
                blocks.append(escape.fence(writer.dedented("\n".join(self._text_lines())), ""))
            else:
                break
        return blocks

    def _one_block(self) -> list[str]:
        """The next block, with what tells of it."""
        while self._at < len(self._lines) and self._lines[self._at].strip():
            if blocks := list(self._block()):
                return blocks
        return []

    def _text(self) -> Iterator[str]:
        lines = self._text_lines()
        kind = self._style[0].lower() if self._style else ""
        by = _ATTRIBUTION.match(lines[-1]) if len(lines) > 1 else None
        if found := _ADMONITION.match(lines[0]):
            text = [found["text"], *lines[1:]]
            yield writer.admonition(found["kind"].lower(), "", [self._paragraph(text)])
        elif kind in _KINDS:
            yield writer.admonition(kind, "", [self._paragraph(lines)])
        elif kind in ("quote", "verse"):
            yield from self._quoted(lines)
        elif by and lines[0].startswith('"') and lines[-2].rstrip().endswith('"'):
            said = self._paragraph(lines[:-1])
            yield writer.quote([said, writer.paragraph(self._inline(f"— {by['text']}"))])
        elif all(line.startswith(">") for line in lines):
            yield writer.quote(self._inner([re.sub(r"^>[ ]?", "", line) for line in lines]))
        else:
            yield self._paragraph(lines)

    def _text_lines(self) -> list[str]:
        lines = [self._lines[self._at]]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip() or line.strip() == "+" or _is_other(line):
                break
            self._at += 1
            if not _COMMENT.match(line):
                lines.append(line)
        return lines

    def _paragraph(self, lines: Sequence[str]) -> str:
        return writer.paragraph(self._inline("\n".join(line.strip() for line in lines)))

    def _inline(self, text: str) -> str:
        return Scan(GRAMMAR, self._names.resolve(text)).write()


def _is_other(line: str) -> bool:
    """Whether a line ends a paragraph that stands before it."""
    if _FENCE.match(line):
        return True
    return line.startswith("[") and bool(_ATTRIBUTES.match(line) or _ANCHOR.match(line))


def _marker(found: re.Match[str]) -> str:
    """What the items of one list have in common."""
    mark: str = found["marker"] or found["colons"]
    if mark[0].isdigit():
        return "1."
    if mark[0].isalpha():
        return "a."
    return _CALLOUT if mark.startswith("<") else mark
