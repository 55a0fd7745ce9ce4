"""ENML, the markup of a note in Evernote, as plain HTML.

A line of a note is a `<div>`; what else it has stands in styles: `--en-codeblock:true`. Pictures
and other files are named by the MD5 of their bytes: `<en-media type="image/png" hash="…"/>`.
Source: Evernote's ENML2 DTD, and what its programs have written since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final
from xml.etree.ElementTree import Element

from reader.document.hrefs import safe_href
from reader.intake.syntax.xml.element_tree import attribute, line_of, local

_INLINE: Final = frozenset(
    (
        *("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s"),
        *("samp", "small", "strike", "strong", "sub", "sup", "u", "var", "ruby", "rt", "rp"),
        *("bdo", "dfn"),
    )
)
_BARE_INLINE: Final = frozenset(("span", "font", "big", "acronym", "tt", "img", "br", "en-todo"))
_LIST_PARTS: Final = frozenset(("ul", "ol", "li", "dl", "dt", "dd"))
_TABLE_PARTS: Final = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES: Final = frozenset(("div", "p", "li"))
_KEPT: Final = ("colspan", "rowspan", "start")
_OPEN: Final = "☐"
_DONE: Final = "☑"
_BOX: Final = {
    _OPEN: '<input type="checkbox" disabled> ',
    _DONE: '<input type="checkbox" checked disabled> ',
}
_BOX_START: Final = '<ul><li class="box">'
_BOX_END: Final = "</li></ul>"
_LINE: Final = "<br>"


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A file that is attached to a note."""

    address: str
    """Under which the text has it."""
    name: str
    """As its owner knows it; may be empty."""
    is_picture: bool


@dataclass(frozen=True, slots=True)
class NoteTask:
    """A task, which stands outside of the text that shows it."""

    title: str
    is_done: bool
    group: str
    """The identifier of the place in the text where it is shown."""


@dataclass(slots=True)
class NoteParts:
    """What a text refers to; what it refers to indeed is collected here."""

    files: Mapping[str, NoteFile]
    """By the MD5 of their bytes, 32 hexadecimal digits in small letters."""
    tasks: tuple[NoteTask, ...] = ()
    shown: set[str] = field(default_factory=set)
    """MD5s of the files that are in the text."""
    missing: list[str] = field(default_factory=list)
    """What could not be taken over, in words."""
    tasks_by_group: dict[str, list[NoteTask]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for task in self.tasks:
            self.tasks_by_group.setdefault(task.group, []).append(task)


def to_html(root: Element, parts: NoteParts) -> str:
    """The text of a note."""
    note = next((each for each in root.iter() if local(each.tag) == "en-note"), root)
    blocks = _with_lists_joined(_blocks(note, parts))
    left = [task for tasks in parts.tasks_by_group.values() for task in tasks]
    pictures = [
        _picture(digest, file, parts)
        for digest, file in parts.files.items()
        if file.is_picture and digest not in parts.shown
    ]
    return "\n".join((*blocks, *_tasks(left), *(f"<p>{each}</p>" for each in pictures)))


def _blocks(around: Element, parts: NoteParts) -> Iterator[str]:
    """The content of an element as blocks; lines between them are paragraphs."""
    line: list[str] = [escape(around.text or "", quote=False)]
    for child in around:
        if _is_inline(child):
            line.append(_inline(child, parts))
        else:
            yield from _paragraphs(line)
            line = []
            yield from _block(child, parts)
        line.append(escape(child.tail or "", quote=False))
    yield from _paragraphs(line)


def _is_inline(element: Element) -> bool:
    name = local(element.tag)
    if name == "en-media":
        return True
    if name not in _INLINE and name not in _BARE_INLINE and name != "en-crypt":
        return False
    return all(map(_is_inline, element))


def _paragraphs(line: list[str]) -> Iterator[str]:
    """Paragraphs of a run of text; two line breaks part them, as older notes have it."""
    written: list[str] = []
    for part in (*"".join(line).split(_LINE), ""):
        if part.strip():
            written.append(part.strip())
        elif written:
            yield _paragraph(_LINE.join(written))
            written = []


def _paragraph(text: str) -> str:
    if text[0] in _BOX:
        return f"{_BOX_START}{_BOX[text[0]]}{text[1:].strip()}{_BOX_END}"
    return f"<p>{text}</p>"


def _with_lists_joined(blocks: Iterable[str]) -> list[str]:
    """Lines with boxes to check that follow each other as one list."""
    joined: list[str] = []
    items: list[str] = []
    for block in (*blocks, ""):
        if block.startswith(_BOX_START):
            items.append(block[len("<ul>") : -len("</ul>")])
            continue
        if items:
            joined.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if block:
            joined.append(block)
    return joined


def _block(element: Element, parts: NoteParts) -> Iterator[str]:
    name = local(element.tag)
    style = _style(element)
    if _is_true(style, "en-codeblock"):
        language = style.get("--en-syntaxlanguage", "")
        marked = f' class="language-{escape(language)}"' if language.isalnum() else ""
        yield f"<pre><code{marked}>{escape(_code(element), quote=False)}</code></pre>"
    elif _is_true(style, "en-task-group"):
        group = style.get("--en-id", "")
        yield from _tasks(parts.tasks_by_group.pop(group, []))
    elif _is_true(style, "en-richlink") and not line_of(element):
        yield from _rich_link(style)
    elif _is_hidden(style):
        return  # as Yinxiang keeps the source of a note in Markdown
    elif name == "pre":
        yield f"<pre>{escape(_code(element), quote=False)}</pre>"
    elif name == "hr":
        yield "<hr>"
    elif name in _HEADINGS:
        yield f"<{name}>{_inner(element, parts)}</{name}>"
    elif name in _LIST_PARTS or name in _TABLE_PARTS:
        yield _structure(element, parts)
    elif name == "blockquote":
        yield "\n".join(
            ("<blockquote>", *_with_lists_joined(_blocks(element, parts)), "</blockquote>")
        )
    elif name == "a":
        yield from _linked(_blocks(element, parts), element.get("href", ""))
    elif name not in ("style", "script", "title", "head", "col", "colgroup"):
        yield from _blocks(element, parts)


def _linked(blocks: Iterable[str], address: str) -> Iterator[str]:
    """Blocks in a link, of which HTML as it is kept has none: each paragraph is one."""
    address = safe_href(address)
    for block in blocks:
        if address and block.startswith("<p>"):
            inner = block.removeprefix("<p>").removesuffix("</p>")
            yield f'<p><a href="{escape(address)}">{inner}</a></p>'
        else:
            yield block


def _rich_link(style: Mapping[str, str]) -> Iterator[str]:
    address = safe_href(style.get("--en-href", "").strip("'\""))
    title = style.get("--en-title", "").strip("'\"") or address
    if address:
        yield f'<p><a href="{escape(address)}">{escape(title)}</a></p>'


def _structure(element: Element, parts: NoteParts) -> str:
    """A list or a table, or a part of one."""
    name = local(element.tag)
    kept = "".join(
        f' {key}="{value}"' for key in _KEPT if (value := element.get(key, "")).isdecimal()
    )
    if name in ("li", "td", "th", "dt", "dd", "caption"):
        box = ""
        if name == "li" and (checked := _style(element).get("--en-checked")):
            box = _BOX[_DONE if checked == "true" else _OPEN]
        return f"<{name}{kept}>{box}{_inner(element, parts)}</{name}>"
    written = [escape((element.text or "").strip(), quote=False)]
    for child in element:
        written += (*_block(child, parts), escape((child.tail or "").strip(), quote=False))
    inner = "\n".join(filter(None, written))
    return f"<{name}{kept}>\n{inner}\n</{name}>"


def _inner(element: Element, parts: NoteParts) -> str:
    """The content of an element that holds text or blocks; of one paragraph only its text."""
    blocks = _with_lists_joined(_blocks(element, parts))
    if blocks and blocks[0].startswith("<p>"):
        blocks[0] = blocks[0][len("<p>") : -len("</p>")]
    is_text = all(block.startswith("<p>") for block in blocks[1:])
    if local(element.tag) in _HEADINGS or (is_text and local(element.tag) in ("td", "th")):
        return _LINE.join(block.removeprefix("<p>").removesuffix("</p>") for block in blocks)
    return "\n".join(blocks)


def _inline(element: Element, parts: NoteParts) -> str:
    name = local(element.tag)
    if name == "br":
        return _LINE + _text(element, parts)
    if name == "en-todo":
        return (_DONE if element.get("checked") == "true" else _OPEN) + " " + _text(element, parts)
    if name == "en-media":
        return _medium(element, parts)
    if name == "en-crypt":
        hint = element.get("hint", "")
        parts.missing.append("A part of the note is encrypted; decrypt it in Evernote first.")
        return f"<em>[encrypted{': ' + escape(hint, quote=False) if hint else ''}]</em>"
    if name == "img":
        source = element.get("src", "")
        return f'<img src="{escape(source)}" alt="{escape(element.get("alt", ""))}">'
    style = _style(element)
    inner = "" if _is_hidden(style) else _text(element, parts)
    if not inner.strip():
        return inner
    if name == "a":
        address = safe_href(element.get("href", ""))
        return f'<a href="{escape(address)}">{inner}</a>' if address else inner
    name = "code" if name == "tt" else name
    inner = f"<{name}>{inner}</{name}>" if name in _INLINE else inner
    for tag in _tags_of_style(style):
        inner = f"<{tag}>{inner}</{tag}>"
    return inner


def _text(element: Element, parts: NoteParts) -> str:
    written = [escape(element.text or "", quote=False)]
    for child in element:
        written += (_inline(child, parts), escape(child.tail or "", quote=False))
    return "".join(written)


def _medium(element: Element, parts: NoteParts) -> str:
    digest = attribute(element, "hash").strip().lower()
    found = parts.files.get(digest)
    if found is None:
        if attribute(element, "type").startswith("image/"):
            parts.missing.append("A picture of the note is not in the export.")
        else:
            parts.missing.append("A file of the note is not in the export.")
        return ""
    if not found.is_picture:
        name = found.name or "file"
        parts.missing.append(f"An attached file is not kept: {name}")
        return f"<em>[{escape(name, quote=False)}]</em>"
    return _picture(digest, found, parts, attribute(element, "alt"))


def _picture(digest: str, file: NoteFile, parts: NoteParts, said: str = "") -> str:
    parts.shown.add(digest)
    return f'<img src="{escape(file.address)}" alt="{escape(said or file.name)}">'


def _tasks(tasks: list[NoteTask]) -> Iterator[str]:
    if tasks:
        items = (
            f"<li>{_BOX[_DONE if task.is_done else _OPEN]}{escape(task.title, quote=False)}</li>"
            for task in tasks
        )
        yield f"<ul>{''.join(items)}</ul>"


def _code(element: Element) -> str:
    """The lines of a listing: each is a `<div>`, or ends with a `<br>`."""
    written: list[str] = []
    _write_code(element, written)
    return "".join(written).replace("\xa0", " ").strip("\n")


def _write_code(element: Element, written: list[str]) -> None:
    has_lines = any(local(child.tag) in _LINES for child in element)

    def write(text: str | None) -> None:
        if text and (text.strip() or not has_lines):
            written.append(text)

    write(element.text)
    for child in element:
        name = local(child.tag)
        if name in _LINES and written and not written[-1].endswith("\n"):
            written.append("\n")
        if name == "br":
            written.append("\n")
        _write_code(child, written)
        write(child.tail)


def _style(element: Element) -> dict[str, str]:
    """The declarations of an element's style, names in small letters."""
    found: dict[str, str] = {}
    for declaration in element.get("style", "").split(";"):
        name, _, value = declaration.partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _is_hidden(style: Mapping[str, str]) -> bool:
    return style.get("display", "").startswith("none")


def _is_true(style: Mapping[str, str], name: str) -> bool:
    return "true" in (style.get(f"-{name}"), style.get(f"--{name}"))


def _tags_of_style(style: Mapping[str, str]) -> Iterator[str]:
    if style.get("font-weight", "") in ("bold", "bolder", "600", "700", "800", "900"):
        yield "strong"
    if style.get("font-style") in ("italic", "oblique"):
        yield "em"
    line = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "line-through" in line:
        yield "s"
    if "underline" in line:
        yield "u"
    highlight = style.get("--en-highlight") or style.get("-evernote-highlight")
    if highlight and highlight != "false":
        yield "mark"
