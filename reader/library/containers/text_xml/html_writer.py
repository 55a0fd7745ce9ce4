"""The text of trafilatura's XML and of TEI as HTML, written as the elements come up.

Elements of TEI P5 that only name what something is (`persName`, `date`) leave their text as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

_SIMPLE: Final = {
    "p": ("<p>", "</p>"),
    "ab": ("<p>", "</p>"),
    "opener": ("<p>", "</p>"),
    "closer": ("<p>", "</p>"),
    "salute": ("<p>", "</p>"),
    "signed": ("<p>", "</p>"),
    "dateline": ("<p>", "</p>"),
    "byline": ("<p>", "</p>"),
    "lg": ("<p>", "</p>"),
    "l": ("", "<br>"),
    "label": ("<strong>", "</strong> "),
    "speaker": ("<p><strong>", "</strong></p>"),
    "stage": ("<em>", "</em>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "epigraph": ("<blockquote>", "</blockquote>"),
    "q": ("“", "”"),
    "figure": ("<figure>", "</figure>"),
    "figDesc": ("<figcaption>", "</figcaption>"),
    "table": ("<table>", "</table>"),
    "row": ("<tr>", "</tr>"),
    "del": ("<del>", "</del>"),
    "add": ("<ins>", "</ins>"),
    "emph": ("<em>", "</em>"),
    "foreign": ("<em>", "</em>"),
    "title": ("<cite>", "</cite>"),
    "listBibl": ("<ol>", "</ol>"),
    "lb": ("<br>", ""),
    "milestone": ("<hr>", ""),
    "comments": ("<hr><section><h2>Comments</h2>", "</section>"),
}
_IN_REFERENCES: Final = {
    "author": ("", ", "),
    "forename": ("", " "),
    "surname": ("", " "),
    "title": ("<cite>", "</cite>. "),
    "publisher": ("", ", "),
    "biblScope": ("", " "),
}
"""What parts an entry of a bibliography, in which every word has an element of its own."""
_DROPPED: Final = frozenset(("fw", "sic", "orig", "am", "teiHeader", "facsimile", "idno"))
"""What is on a printed page beside its text, and what an editor has mended."""
_HIGHLIGHTS: Final = {
    "#b": "b", "bold": "b", "b": "b", "#i": "i", "italic": "i", "italics": "i", "i": "i", "it": "i",
    "#u": "u", "underline": "u", "#t": "code", "#sub": "sub", "sub": "sub", "subscript": "sub",
    "#sup": "sup", "sup": "sup", "superscript": "sup", "overstrike": "del", "strikethrough": "del",
}  # fmt: skip
"""Tags by the words of `rend`; those with `#` are trafilatura's."""
_SECTIONS: Final = frozenset(
    ("doc", "main", "text", "body", "front", "back", "div", "group", "comments", "post")
)
_DEEPEST: Final = 200
_DEEPEST_HEADING: Final = 6
_SAFE: Final = ("http:", "https:", "mailto:", "#", "/", "./", "../", "doi:")


@dataclass(slots=True)
class _Opened:
    name: str
    closing: str
    at: int
    """Where in what is written its content begins."""
    attributes: Mapping[str, str] = field(default_factory=dict)


class HtmlWriter:
    """Writes elements as HTML. Names are without their namespaces, attributes too."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._outside: list[list[str]] = []
        """What was being written where a note was begun, the outermost first."""
        self._notes: list[str] = []
        self._open: list[_Opened] = []
        self._dropped = 0
        self._divisions = 0
        self._references = 0
        """How many entries of a bibliography are open."""
        self.has_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        opened = _Opened(name, "", 0, attributes)
        self._open.append(opened)
        if self._dropped or name in _DROPPED or self._is_left_out(name):
            self._dropped += 1
            return
        if len(self._open) > _DEEPEST:
            return
        opening, opened.closing = self._tags(name, attributes)
        self._divisions += name == "div"
        self._references += name == "biblStruct"
        if name == "note":
            self._begin_note(attributes)
        self._written.append(opening)
        opened.at = len(self._written)

    def end(self) -> None:
        """End the innermost element."""
        opened = self._open.pop()
        if self._dropped:
            self._dropped -= 1
            return
        if len(self._open) < _DEEPEST:
            self._divisions -= opened.name == "div"
            self._references -= opened.name == "biblStruct"
        if self._references and opened.name == "date" and not self._is_written(opened):
            self._written.append(escape(opened.attributes.get("when", "")))
        if opened.name == "comments" and not self._is_written(opened):
            del self._written[opened.at - 1 :]
            return
        if opened.name == "code" and len(self._open) < _DEEPEST:
            self._end_code(opened)
        self._written.append(opened.closing)
        if opened.name == "note" and self._outside:
            self._end_note(opened.attributes)

    def data(self, text: str) -> None:
        """Text within the innermost element."""
        if not self._dropped:
            self.has_text = self.has_text or not text.isspace()
            self._written.append(escape(text, quote=False))

    def html(self) -> str:
        """All that was written, with the notes behind it; elements that are open are closed."""
        while self._open:
            self.end()
        notes = "".join(self._notes)
        tail = f'<section role="doc-endnotes"><ol>{notes}</ol></section>' if notes else ""
        return "".join(self._written) + tail

    @property
    def _around(self) -> str:
        """The name of the element that the innermost is in."""
        return self._open[-2].name if len(self._open) > 1 else ""

    def _is_written(self, opened: _Opened) -> bool:
        return bool("".join(self._written[opened.at :]).strip())

    def _is_left_out(self, name: str) -> bool:
        """Whether an element says what its neighbours say too: a number, a raw reference."""
        if name == "label":
            return self._around == "figure"
        return name in ("note", "ptr") and self._references > 0

    def _tags(self, name: str, attributes: Mapping[str, str]) -> tuple[str, str]:
        rend = attributes.get("rend", "").strip()
        if self._references and name in _IN_REFERENCES:
            return _IN_REFERENCES[name]
        if self._references and name == "date":
            return "", " "
        if name == "formula" and self._around in _SECTIONS:
            return "<p>", "</p>"
        if name in _SIMPLE:
            return _SIMPLE[name]
        if name == "head":
            return self._heading(rend)
        if name == "list":
            kind = f"{rend} {attributes.get('type', '')}"
            tag = "ol" if "ol" in kind or "ordered" in kind or "number" in kind else "ul"
            tag = "dl" if rend == "dl" else tag
            return f"<{tag}>", f"</{tag}>"
        if name == "item":
            tag = rend[:2] if rend[:2] in ("dt", "dd") else "li"
            return f"<{tag}>", f"</{tag}>"
        if name == "cell":
            tag = "th" if attributes.get("role") in ("head", "label") else "td"
            return f"<{tag}{_spans(attributes)}>", f"</{tag}>"
        if name == "hi":
            tags = dict.fromkeys(filter(None, map(_HIGHLIGHTS.get, rend.lower().split())))
            tags = tags if tags or rend else {"em": None}
            return "".join(f"<{tag}>" for tag in tags), "".join(
                f"</{tag}>" for tag in [*tags][::-1]
            )
        return _linked(name, attributes)

    def _heading(self, rend: str) -> tuple[str, str]:
        around = self._around
        if around == "figure":
            return "<figcaption>", "</figcaption>"
        if around == "table":
            return "<caption>", "</caption>"
        if around in ("list", "lg"):
            return "<strong>", "</strong>"
        level = min(max(2, self._divisions + 1), _DEEPEST_HEADING)
        if len(rend) == 2 and rend[0] == "h" and rend[1] in "123456":
            level = int(rend[1])
        return f"<h{level}>", f"</h{level}>"

    def _end_code(self, opened: _Opened) -> None:
        """Code of several lines, and code that is in no paragraph, is a block."""
        content = "".join(self._written[opened.at :]).replace("<br>", "\n")
        around = self._open[-1].name if self._open else ""
        is_block = "\n" in content.strip("\n") or around in _SECTIONS
        tags = ("<pre><code>", "</code></pre>") if is_block else ("<code>", "</code>")
        self._written[opened.at :] = (tags[0], content, tags[1])

    def _begin_note(self, attributes: Mapping[str, str]) -> None:
        """Leave the mark of a note where it stands in a text."""
        name = _note_name(attributes, len(self._notes) + 1)
        if self._around not in _SECTIONS:
            number = attributes.get("n") or str(len(self._notes) + 1)
            self._written.append(
                f'<sup><a href="#{escape(name)}" role="doc-noteref">{escape(number)}</a></sup>'
            )
        self._outside.append(self._written)
        self._written = []

    def _end_note(self, attributes: Mapping[str, str]) -> None:
        content = "".join(self._written)
        self._written = self._outside.pop()
        name = _note_name(attributes, len(self._notes) + 1)
        self._notes.append(f'<li id="{escape(name)}">{content}</li>')


def _note_name(attributes: Mapping[str, str], number: int) -> str:
    return attributes.get("id") or f"note-{number}"


def _linked(name: str, attributes: Mapping[str, str]) -> tuple[str, str]:
    """Links, pictures, and places that are linked to; nothing for what is only text."""
    target = (
        attributes.get("target") or attributes.get("url") or attributes.get("src") or ""
    ).strip()
    if name in ("ref", "ptr"):
        if not target.lower().startswith(_SAFE):
            return "", ""
        label = escape(target) if name == "ptr" else ""
        return f'<a href="{escape(target)}">{label}', "</a>"
    if name == "graphic" and target:
        alt = attributes.get("alt") or attributes.get("title") or ""
        return f'<img src="{escape(target)}" alt="{escape(alt)}">', ""
    if name == "biblStruct":
        return f'<li id="{escape(attributes.get("id", ""))}">', "</li>"
    return "", ""


def _spans(attributes: Mapping[str, str]) -> str:
    found = {
        "colspan": attributes.get("cols") or attributes.get("span") or "",
        "rowspan": attributes.get("rows", ""),
    }
    return "".join(f' {name}="{value}"' for name, value in found.items() if value.isdecimal())
