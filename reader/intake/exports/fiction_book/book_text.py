"""The bodies of a FictionBook as HTML: chapters, verse, notes linked both ways, pictures.

Source: the schema FictionBook 2.21. Names are taken without their prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final
from xml.etree.ElementTree import Element

from reader.document.hrefs import safe_href
from reader.intake.syntax.xml.element_tree import attribute, line_of, local, text_of

_INLINE: Final = {
    "emphasis": "em",
    "i": "em",
    "b": "strong",
    "strong": "strong",
    "strikethrough": "s",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
}
_NOTES: Final = frozenset(("notes", "comments", "footnotes", "endnotes"))
_QUOTED: Final = frozenset(("epigraph", "cite", "annotation"))
_CELLS: Final = frozenset(("td", "th"))
_DEEPEST_HEADING: Final = 6
_LONGEST_NOTE: Final = 3_500
"""Letters of a note; a longer one stays a section, with a link to it."""
_MOST_NOTES: Final = 2_500
_STARS: Final = re.compile(r"[\s*•·—–-]*[*•—–][\s*•·—–-]*")
_MARK: Final = re.compile(
    r"[\[({]?\s{0,2}(?:\d{1,4}|[*†‡§]{1,3}|[a-z]|[ivxlIVXL]{1,7})\s{0,2}[\])}]?"
)
_SAFE: Final = re.compile(r"[^\w.-]")


@dataclass(slots=True)
class BookNotes:
    """The notes of a book, and which of them its text has pointed to so far."""

    sections: dict[str, Element] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    """By the identifiers of their sections."""
    written: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class BookWriter:
    """Writes the elements of one book."""

    pictures: frozenset[str]
    """Identifiers of the pictures in it."""
    notes: BookNotes = field(default_factory=BookNotes)

    def document(self, root: Element, repeated: frozenset[str]) -> str:
        """All bodies; a heading of the first one that says no more than is `repeated` is left."""
        bodies = [each for each in root.iter() if local(each.tag) == "body"]
        apart = [each for each in bodies[1:] if _is_of_notes(each)]
        for body in apart:
            self._take_notes(body)
        written: list[str] = []
        for body in bodies:
            if body not in apart:
                written += self._section(body, 1, repeated)
        items = self._note_items()
        # Notes that nothing points to, and long ones, are chapters.
        for body in apart:
            parts = list(self._section(body, 1, frozenset()))
            written += parts if any(map(_is_text, parts)) else ()
        if items := [*items, *self._note_items()]:
            written += ('<section class="footnotes" role="doc-endnotes">', "<ol>", *items, "</ol>")
            written.append("</section>")
        return "\n".join(written)

    def block(self, element: Element) -> Iterator[str]:
        """An element that stands outside of the bodies."""
        return self._block(element, _DEEPEST_HEADING)

    def _take_notes(self, body: Element) -> None:
        for section in body.iter():
            name = section.get("id", "")
            is_short = len(text_of(section)) <= _LONGEST_NOTE
            is_note = bool(name) and local(section.tag) == "section" and is_short
            if is_note and len(self.notes.sections) < _MOST_NOTES:
                self.notes.sections.setdefault(name, section)

    def _note_items(self) -> list[str]:
        """The notes that have been pointed to and are not written yet, and those that they name."""
        items: list[str] = []
        while waiting := self.notes.numbers.keys() - self.notes.written:
            for name in sorted(waiting, key=lambda each: self.notes.numbers[each]):
                self.notes.written.add(name)
                items.append(self._note(name))
        return items

    def _note(self, name: str) -> str:
        section = self.notes.sections[name]
        blocks = list(_loose(section.text))
        for child in section:
            if local(child.tag) == "title":
                title = line_of(child)
                if not _MARK.fullmatch(title.rstrip(".")) and title:
                    blocks.append(f"<p><strong>{escape(title, quote=False)}</strong></p>")
            else:
                blocks += self._block(child, _DEEPEST_HEADING)
        back = f' <a href="#ref-{_identifier(name)}">↩</a>'
        if blocks and blocks[-1].endswith("</p>"):
            blocks[-1] = blocks[-1].removesuffix("</p>") + back + "</p>"
        else:
            blocks.append(f"<p>{back.strip()}</p>")
        return f'<li id="{_identifier(name)}">{"".join(blocks)}</li>'

    def _section(self, section: Element, level: int, repeated: frozenset[str]) -> Iterator[str]:
        """A body or a section, with headings of this level and below."""
        name = section.get("id", "")
        if name in self.notes.numbers and self.notes.sections.get(name) is section:
            return
        is_titled = len(section) > 0 and local(section[0].tag) == "title"
        if name and not is_titled:
            yield f'<a id="{_identifier(name)}"></a>'
        yield from _loose(section.text)
        for child in section:
            kind = local(child.tag)
            if kind == "section":
                yield from self._section(child, level + 1, frozenset())
            elif kind == "title":
                yield from self._title(child, level, repeated, name)
            else:
                yield from self._block(child, level + 1)
            yield from _loose(child.tail)

    def _title(
        self, title: Element, level: int, repeated: frozenset[str], name: str
    ) -> Iterator[str]:
        parts = [each for each in title if local(each.tag) != "empty-line"]
        lines = [self._inline_of(each) for each in parts]
        lines = [line for line in lines if line.strip()] or [escape(line_of(title), quote=False)]
        told = [line_of(each) for each in parts]
        if repeated and all(_folded(line) in repeated for line in told if line):
            return
        tag = f"h{min(level, _DEEPEST_HEADING)}"
        if any(lines):
            anchor = f' id="{_identifier(name)}"' if name else ""
            yield f"<{tag}{anchor}>{'<br>'.join(lines)}</{tag}>"

    def _block(self, element: Element, level: int) -> Iterator[str]:
        kind = local(element.tag)
        if kind in ("p", "v", "text-author", "date"):
            yield from self._paragraph(element, kind)
        elif kind == "subtitle":
            yield from self._subtitle(element)
        elif kind == "image":
            picture = self._image(element)
            title = attribute(element, "title")
            if picture:
                said = f"<figcaption>{escape(title, quote=False)}</figcaption>" if title else ""
                yield f"<figure>{picture}{said}</figure>" if said else f"<p>{picture}</p>"
        elif kind == "title":
            yield f"<p><strong>{'<br>'.join(map(self._inline_of, element))}</strong></p>"
        elif kind == "stanza":
            yield self._stanza(element)
        elif kind in _QUOTED or kind == "poem":
            inner = "\n".join(self._blocks(element, level))
            yield f"<blockquote>\n{inner}\n</blockquote>" if inner else ""
        elif kind == "table":
            yield self._table(element)
        elif kind == "section":
            yield from self._section(element, level, frozenset())
        elif kind not in ("empty-line", "binary", "stylesheet"):
            inner = self._inline_of(element)
            yield f"<p>{inner}</p>" if inner.strip() else ""

    def _blocks(self, element: Element, level: int) -> Iterator[str]:
        """What is in an element, also text that should be in a paragraph there and is not."""
        yield from _loose(element.text)
        for child in element:
            yield from filter(None, self._block(child, level))
            yield from _loose(child.tail)

    def _paragraph(self, element: Element, kind: str) -> Iterator[str]:
        inner = self._inline_of(element).strip()
        name = element.get("id", "")
        anchor = f' id="{_identifier(name)}"' if name else ""
        if not inner and not name:
            return
        if len(element) == 1 and local(element[0].tag) == "code" and "\n" in text_of(element):
            listing = escape(text_of(element).strip("\n"), quote=False)
            yield f"<pre{anchor}><code>{listing}</code></pre>"
            return
        if kind == "text-author":
            inner = f"<em>{inner}</em>"
        yield f"<p{anchor}>{inner}</p>"

    def _subtitle(self, element: Element) -> Iterator[str]:
        inner = self._inline_of(element).strip()
        if _STARS.fullmatch(line_of(element)):
            yield "<hr>"
        elif inner:
            yield f"<p><strong>{inner}</strong></p>"

    def _stanza(self, stanza: Element) -> str:
        lines = [self._inline_of(each).strip() for each in stanza if local(each.tag) == "v"]
        above = [
            part
            for each in stanza
            if local(each.tag) in ("title", "subtitle")
            for part in self._block(each, _DEEPEST_HEADING)
        ]
        return "\n".join((*above, f"<p>{'<br>'.join(lines)}</p>"))

    def _table(self, table: Element) -> str:
        cells = (
            "".join(self._cell(cell) for cell in row if local(cell.tag) in _CELLS) for row in table
        )
        rows = "\n".join(f"<tr>{each}</tr>" for each in cells)
        return f"<table>\n{rows}\n</table>"

    def _cell(self, cell: Element) -> str:
        tag = local(cell.tag)
        spans = "".join(
            f' {name}="{value}"'
            for name in ("colspan", "rowspan")
            if (value := cell.get(name, "")).isdecimal()
        )
        return f"<{tag}{spans}>{self._inline_of(cell).strip()}</{tag}>"

    def _inline_of(self, element: Element) -> str:
        written = [escape(element.text or "", quote=False)]
        for child in element:
            written += (self._inline(child), escape(child.tail or "", quote=False))
        return "".join(written)

    def _inline(self, element: Element) -> str:
        kind = local(element.tag)
        if kind == "image":
            return self._image(element)
        if kind == "a":
            return self._link(element)
        inner = self._inline_of(element)
        tag = _INLINE.get(kind)
        if kind in ("p", "v", "br", "empty-line"):
            return f"{inner}<br>"
        return f"<{tag}>{inner}</{tag}>" if tag and inner.strip() else inner

    def _link(self, link: Element) -> str:
        inner = self._inline_of(link)
        address = safe_href(attribute(link, "href"))
        if not address.startswith("#"):
            return f'<a href="{escape(address)}">{inner}</a>' if address and inner else inner
        name = address[1:]
        if name not in self.notes.sections:
            return f'<a href="#{_identifier(name)}">{inner}</a>' if inner.strip() else inner
        is_first = name not in self.notes.numbers
        number = self.notes.numbers.setdefault(name, len(self.notes.numbers) + 1)
        own = f' id="ref-{_identifier(name)}"' if is_first else ""
        mark = f'<sup><a{own} href="#{_identifier(name)}">[{number}]</a></sup>'
        return mark if _MARK.fullmatch(line_of(link)) else inner + mark

    def _image(self, image: Element) -> str:
        name = attribute(image, "href").strip().removeprefix("#")
        if name not in self.pictures:
            return ""
        said = attribute(image, "alt") or attribute(image, "title")
        return f'<img src="{escape(picture_address(name))}" alt="{escape(said)}">'


def _loose(text: str | None) -> Iterator[str]:
    if text and text.strip():
        yield f"<p>{escape(text.strip(), quote=False)}</p>"


def picture_address(name: str) -> str:
    """The address that the text has for the picture of this identifier."""
    return _identifier(name)


def _identifier(name: str) -> str:
    return _SAFE.sub("_", name)


def _is_of_notes(body: Element) -> bool:
    return (body.get("name") or "").strip().lower() in _NOTES


def _is_text(part: str) -> bool:
    """Whether a part is more than a heading or an anchor."""
    return not part.startswith(("<h", "<a "))


def _folded(line: str) -> str:
    return "".join(character for character in line.casefold() if character.isalnum())


def folded_names(names: list[str]) -> frozenset[str]:
    """Names as lines of a heading are compared with them."""
    return frozenset(filter(None, map(_folded, names)))
