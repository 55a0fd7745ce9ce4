"""Directives of docutils and Sphinx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from reader.document import escape
from reader.document.html.tag_stripping import strip_tags
from reader.document.sources.markups import block_writer as writer
from reader.document.sources.markups.inline_scanner import image, percent_encoded
from reader.document.sources.markups.restructured_text import tables

_OPTION: Final = re.compile(r":(?P<name>[\w-]{1,60}):(?:[ \t]+(?P<value>.*))?$")
_ADMONITIONS: Final = frozenset((
    "note", "warning", "tip", "hint", "important", "caution", "danger", "error", "attention",
    "seealso", "todo", "admonition",
))  # fmt: skip
_CODE: Final = frozenset((
    "code", "code-block", "sourcecode", "parsed-literal", "prompt", "doctest", "testcode",
    "testoutput", "ipython", "command-output", "graphviz", "mermaid", "productionlist",
    "digraph",
))  # fmt: skip
_QUOTES: Final = frozenset(("epigraph", "highlights", "pull-quote", "blockquote"))
_SETTINGS: Final = frozenset((
    "contents", "sectnum", "section-numbering", "highlight", "default-role", "role", "index",
    "meta", "title", "target-notes", "currentmodule", "module", "tabularcolumns", "class",
    "rst-class", "centered-off", "date", "header", "footer",
))  # fmt: skip
"""Directives that show nothing of their own; what is in some of them is shown."""
_UNSEEN: Final = frozenset(("meta", "index", "contents"))
_PATHS: Final = frozenset(("include", "literalinclude", "video", "audio", "youtube", "vimeo"))
_CHANGES: Final = {
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}

Inner = Callable[[Sequence[str]], list[str]]
Inline = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive: `.. name:: argument`, its options and what is in it."""

    name: str
    argument: str
    options: dict[str, str] = field(default_factory=dict)
    content: tuple[str, ...] = ()


def split(name: str, argument: str, block: Sequence[str]) -> Directive:
    """A directive of its parts. An argument may go on for lines, up to the options."""
    lines = list(block)
    more: list[str] = []
    while lines and lines[0].strip() and not _OPTION.match(lines[0]) and argument:
        more.append(lines.pop(0).strip())
    options: dict[str, str] = {}
    last = ""
    while lines and lines[0].strip():
        found = _OPTION.match(lines[0])
        if found:
            last = found["name"].lower()
            options[last] = (found["value"] or "").strip()
        elif last and lines[0].startswith(" "):
            options[last] = f"{options[last]} {lines[0].strip()}".strip()
        else:
            break
        lines.pop(0)
    return Directive(name.lower(), " ".join((argument, *more)).strip(), options, tuple(lines))


def write(asked: Directive, inner: Inner, inline: Inline) -> Iterator[str]:
    """The blocks of a directive. What is unknown shows its argument, options and content."""
    name, argument, content = asked.name, asked.argument, asked.content
    if name in _CODE:
        yield from _code(asked, inline)
    elif name == "math":
        yield writer.formula("\n".join((argument, *content)))
    elif name in _ADMONITIONS:
        yield _admonition(asked, inner)
    elif name in ("image", "figure"):
        yield image(argument, asked.options.get("alt", ""))
        yield from inner(content)
    elif name == "raw":
        if argument.lower().startswith("html"):
            yield writer.paragraph(escape.encode(strip_tags("\n".join(content)).strip()))
    elif name in _QUOTES:
        yield writer.quote(inner([argument, "", *content] if argument else content))
    elif name in ("table", "csv-table", "list-table"):
        yield from _table(asked, inner, inline)
    elif name in _PATHS:
        yield f"[{escape.escape(argument)}]({percent_encoded(argument)})"
        yield from inner(content)
    elif name == "replace":
        yield writer.paragraph(inline(" ".join((argument, *content))))
    elif name in _SETTINGS:
        if name not in _UNSEEN:
            yield from inner(content)
    elif name == "toctree":
        yield writer.listing(
            [writer.item("-", [escape.escape(each.strip())]) for each in content if each.strip()]
        )
    else:
        yield from _other(asked, inner, inline)


def _code(asked: Directive, inline: Inline) -> Iterator[str]:
    if caption := asked.options.get("caption"):
        yield writer.caption(inline(caption))
    language = asked.argument if asked.name in ("code", "code-block", "sourcecode") else ""
    lines = asked.content
    if asked.argument and not language:
        lines = (asked.argument, *lines)
    code = "\n".join(lines).strip("\n")
    yield escape.fence(code, re.sub(r"[^\w+#.-]", "", language.split(" ")[0]))


def _admonition(asked: Directive, inner: Inner) -> str:
    if asked.name == "admonition":
        return writer.admonition("note", asked.argument, inner(asked.content))
    begin = [asked.argument] if asked.argument else []
    options = [f"{value}" for name, value in asked.options.items() if name not in ("class", "name")]
    return writer.admonition(asked.name, "", inner([*begin, *options, *asked.content]))


def _table(asked: Directive, inner: Inner, inline: Inline) -> Iterator[str]:
    if asked.argument:
        yield writer.caption(inline(asked.argument))
    if asked.name == "table":
        yield from inner(asked.content)
        return
    heads = asked.options.get("header-rows", "")
    if asked.name == "list-table":
        rows, is_headed = tables.from_list(asked.content), False
    else:
        separator = asked.options.get("delim", ",")
        rows, is_headed = tables.from_csv(
            asked.content,
            asked.options.get("header", ""),
            separator if len(separator) == 1 else ",",
        )
    cells = [[inline(cell) for cell in row] for row in rows]
    yield writer.table(cells, is_headed=is_headed or heads not in ("", "0"))


def _other(asked: Directive, inner: Inner, inline: Inline) -> Iterator[str]:
    label = _CHANGES.get(asked.name, "")
    shown = " ".join(filter(None, (label, asked.argument)))
    if shown:
        yield writer.caption(inline(shown))
    for name, value in asked.options.items():
        if value and name not in ("class", "name", "align", "width", "height"):
            yield writer.paragraph(inline(value))
    yield from inner(asked.content)
