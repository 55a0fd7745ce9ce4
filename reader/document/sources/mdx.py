"""Markdown with JavaScript in it (MDX): modules and components go, their words and content stay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from reader.document.sources.code_parts import CODE

_MAX_TAG = 5_000
_FENCE = re.compile(r"[ \t>]{0,24}(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})([^\n`]*)$")
_IMPORT = re.compile(
    r"import(?:[ \t]+(?:type[ \t]+)?(?:[\w$*{,][\w$*{},\s]{0,2000}?)\bfrom|)"
    r"[ \t]*(?P<quote>[\"'])[^\"'\n]{1,300}(?P=quote)[ \t]*;?[ \t]*(?=\n|\Z)"
)
_EXPORT = re.compile(
    r"export[ \t]+(?:(?:default|async|const|let|var|function|class|type|interface|enum)\b"
    r"[^\n]*[=({;]|\{|\*[ \t]+(?:as|from)\b)"
)
_MOST_LINES = 300
_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,200}\}){0,400}\}"
_ATTRIBUTE = rf"[\w:.-]{{1,100}}+(?:\s*+=\s*+(?:\"[^\"]{{0,1000}}\"|'[^']{{0,1000}}'|{_BRACED}))?"
_TAG = re.compile(
    rf"""</(?P<closed>[A-Z][\w.]{{0,60}})\s*> | <> | </>
       | <(?P<name>[A-Z][\w.]{{0,60}})
         (?P<attributes>(?:\s++(?:{_ATTRIBUTE}|\{{\.\.\.[^{{}}]{{0,200}}\}}))*+)
         \s*(?P<alone>/?)>""",
    re.VERBOSE,
)
_VALUE = re.compile(
    r"""([\w:.-]{1,100})\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`{}]*)["'`]\s*\})"""
)
_CODE_OR_COMMENT = re.compile(
    rf"(?P<code> {CODE} ) | \{{/\*(?:(?!\*/|\{{/\*)[\s\S])*+\*/\}}"
    rf" | (?P<space>\{{[ ]?[\"']\s*[\"']\}})",
    re.VERBOSE | re.MULTILINE,
)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)")
_TITLES = ("title", "label", "header", "heading", "summary", "caption", "text")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)(?:[?#]|$)", re.IGNORECASE)


def without_components(markdown: str) -> str:
    """Drop what MDX adds to Markdown, but for titles and pictures that components name.

    Code is left alone. Linear in the length.
    """
    if "{/*" in markdown or "{' '}" in markdown or '{" "}' in markdown:
        markdown = _CODE_OR_COMMENT.sub(_without_comment, markdown)
    if not re.search(r"^(?:import|export)[ \t{*\"']|</?[A-Z]|</?>", markdown, re.MULTILINE):
        return markdown
    return "\n".join(_Reader(markdown).lines())


def _without_comment(match: re.Match[str]) -> str:
    if match["code"] is not None:
        return match[0]
    return " " if match["space"] else ""


class _Reader:
    def __init__(self, markdown: str) -> None:
        self._lines = markdown.split("\n")
        self._number = 0
        self._opened: list[tuple[str, int]] = []
        """Names of the components that are open, and how far their content is indented or -1."""

    def lines(self) -> Iterator[str]:
        """The lines that remain."""
        fence = ""
        is_start = True
        while self._number < len(self._lines):
            line = self._outdented(self._lines[self._number])
            marks = _FENCE.match(line)
            if marks and (not fence or (marks[1].startswith(fence) and not marks[2].strip())):
                fence = "" if fence else marks[1]
                is_start = False
            elif not fence and is_start and (length := self._module()):
                self._number += length
                continue
            elif not fence and "<" in line and (found := self._block(line)) is not None:
                yield from found
                is_start = True
                self._number += 1
                continue
            elif not fence and "<" in line:
                line = self._inline(line)
            is_start = not fence and not line.strip()
            self._number += 1
            yield line

    def _module(self) -> int:
        """The number of lines of an import or export that begins here; 0 if none does."""
        first = self._lines[self._number]
        if first.startswith("import"):
            rest = "\n".join(self._lines[self._number : self._number + 40])
            match = _IMPORT.match(rest)
            return rest.count("\n", 0, match.end()) + 1 if match else 0
        if not first.startswith("export") or not _EXPORT.match(first):
            return 0
        depth = 0
        for count, line in enumerate(self._lines[self._number : self._number + _MOST_LINES], 1):
            depth += sum(line.count(mark) for mark in "({[") - sum(map(line.count, ")}]"))
            if depth <= 0:
                return count
        return 0

    def _block(self, line: str) -> list[str] | None:
        """What remains of a line that begins with a component's tag and has nothing behind it."""
        text = line.lstrip()
        if not text.startswith(("</", "<>")) and not re.match("<[A-Z]", text):
            return None
        indent = len(line) - len(text)
        tag, count = _TAG.match(text), 0
        if (
            tag is None
            and not text.rstrip().endswith(">")
            and text.startswith("<")
            and text[1:2].isupper()
        ):
            # The attributes stand on lines of their own.
            ahead = self._lines[self._number : self._number + 40]
            text = "\n".join((text, *ahead[1:]))[:_MAX_TAG]
            tag = _TAG.match(text)
            count = text.count("\n", 0, tag.end()) if tag else 0
            text = text[: text.find("\n", tag.end())] if tag and "\n" in text[tag.end() :] else text
        if tag is None or text[tag.end() :].strip():
            return None
        self._number += count
        self._note(tag)
        said = _said(tag)
        return ["", " " * min(indent, 3) + said, ""] if said else [""]

    def _note(self, tag: re.Match[str]) -> None:
        """Keep which components are open."""
        name = tag["closed"] or tag["name"] or ""
        if tag[0].startswith("</"):
            names = [each for each, _ in self._opened]
            if name in names:
                del self._opened[len(names) - 1 - names[::-1].index(name) :]
        elif not tag["alone"]:
            self._opened.append((name, -1))
            del self._opened[:-32]

    def _outdented(self, line: str) -> str:
        """A line without the indentation that shows in which component it stands."""
        if not self._opened or not line.strip():
            return line
        indent = 0
        for index, (name, known) in enumerate(self._opened):
            if known < 0:
                width = len(line) - len(line.lstrip(" \t")) - indent
                known = max(0, width) if not line.lstrip().startswith("</") else 0
                self._opened[index] = (name, known)
            indent += known
        return line[min(indent, len(line) - len(line.lstrip(" \t"))) :]

    def _inline(self, line: str) -> str:
        """A line without the components in it; a name in angle brackets alone is none."""
        if not re.search("<[A-Z]", line):
            return line
        pairs = {tag["closed"] for tag in _TAG.finditer(line) if tag["closed"]}
        spans = [span.span() for span in _SPAN.finditer(line)] if "`" in line else []

        def replace(tag: re.Match[str]) -> str:
            before = bisect_right(spans, (tag.start(), len(line))) - 1
            if before >= 0 and tag.start() < spans[before][1]:
                return tag[0]
            if tag["alone"]:
                return _said(tag, inline=True)
            title = _said(tag, inline=True) if not line[: tag.start()].strip() else ""
            if title and tag["name"]:
                return title if title.startswith(("!", "[", "<")) else f"**{title}** "
            is_pair = (tag["name"] or tag["closed"] or "") in pairs
            return "" if tag["attributes"] or is_pair else tag[0]

        return _TAG.sub(replace, line)


def _said(tag: re.Match[str], *, inline: bool = False) -> str:
    """What a component says by its attributes: a picture, a title, or nothing."""
    if not tag["attributes"]:
        return ""
    values = {
        match[1].lower(): match[2] or match[3] or match[4] or ""
        for match in _VALUE.finditer(tag["attributes"])
    }
    source = values.get("src") or values.get("image") or ""
    title = next((values[key] for key in _TITLES if values.get(key)), "")
    title = " ".join(title.split())
    if _PICTURE.search(source):
        shown = re.sub(r"[\[\]\\]", "", values.get("alt") or title)
        return f"![{shown}](<{source}>)"
    address = values.get("href") or values.get("to") or ""
    if title and address:
        return f"[{title}](<{address}>)"
    if source.startswith("http") or values.get("url", "").startswith("http"):
        return f"<{source or values['url']}>"
    return title if inline or not title else f"**{title}**"
