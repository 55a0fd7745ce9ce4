"""Bookmarks as a page: Netscape's form, which browsers write, Pocket's and Instapaper's.

In Netscape's form no `<DT>`, `<DD>` or `<P>` is ever closed; HTML's rules put up with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from reader.document.html.bounds import bounded
from reader.intake.incoming import Annotation
from reader.intake.lists import field_values
from reader.intake.lists.listed_address import ListedAddress

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ICON: Final = re.compile(r"\sICON(?:_URI)?\s?=\s?\"[^\"]*+\"", re.IGNORECASE)
_LISTS: Final = frozenset(("dl", "ul", "ol", "menu", "dir"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MOST_FOLDERS: Final = 20
_MOST_NOTES: Final = 200
"""What is said of one link; each may hold the next, and all that is in it."""
_LINKDING: Final = re.compile(r"\[linkding-notes\](.*?)\[/linkding-notes\]", re.DOTALL)
_INSTAPAPER: Final = re.compile(r"<title>\s{0,9}Instapaper: Export", re.IGNORECASE)
_POCKET: Final = re.compile(
    r"<title>\s{0,9}Pocket Export|<a\s[^<>]{0,4000}\stime_added=", re.IGNORECASE
)
_NETSCAPE: Final = re.compile(
    r"\s{0,99}<!DOCTYPE\s+NETSCAPE-Bookmark-file|<dt>\s{0,99}<(?:a|h3)\s[^<>]{0,9000}\badd_date\s?=",
    re.IGNORECASE,
)
_STATES: Final = frozenset(("linkding:bookmarks.archived", "unread", "archived"))
"""Words that services put among the tags; what has been read is another matter here."""


def page_service(head: str) -> str:
    """Whose bookmarks begin with this text; empty if it is no such page."""
    if _INSTAPAPER.search(head):
        return "instapaper"
    if _POCKET.search(head):
        return "pocket"
    if not _NETSCAPE.search(head):
        return ""
    return "raindrop" if "raindrop.io" in head[:2000].lower() else "bookmarks"


def addresses(page: str) -> Iterator[ListedAddress]:
    """The links in order, with the folders around them; also what is no address of the web."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(bounded(_ICON.sub("", page)))
    if tree.body is not None:
        yield from _Walk("netscape" in page[:400].lower()).entries(tree.body)


@dataclass(slots=True)
class _Walk:
    """A walk through the lists of a page."""

    is_netscape: bool
    folders: list[str] = field(default_factory=list)
    heading: str = ""
    """The heading before the list that comes next."""
    entry: ListedAddress | None = None
    """The last link, until what is said under it has come."""

    def entries(self, root: LexborNode) -> Iterator[ListedAddress]:
        for begins, node in _steps(root):
            if begins:
                yield from self._entered(node)
            elif node.tag in _LISTS and self.folders:
                self.folders.pop()
        yield from self._ended()

    def _entered(self, node: LexborNode) -> Iterator[ListedAddress]:
        tag = node.tag or ""
        if tag in _HEADINGS:
            # That of the page is none of a folder.
            self.heading = "" if self.is_netscape and tag == "h1" else node.text().strip()
            yield from self._ended()
        elif tag in _LISTS:
            self.folders.append(self.heading)
            self.heading = ""
            yield from self._ended()
        elif tag == "a":
            yield from self._ended()
            self.entry = self._link(node)
        elif tag == "dd" and self.entry is not None:
            self.entry = _described(self.entry, node)

    def _ended(self) -> Iterator[ListedAddress]:
        if self.entry is not None:
            yield self.entry
        self.entry = None

    def _link(self, node: LexborNode) -> ListedAddress:
        values = {name.lower(): value or "" for name, value in node.attributes.items()}
        tags = field_values.tags_of(values.get("tags", ""), ",")
        return ListedAddress(
            url=values.get("href", ""),
            title=node.text(),
            tags=tuple(tag for tag in tags if tag.lower() not in _STATES),
            folders=tuple(filter(None, self.folders[-_MOST_FOLDERS:])),
            saved=values.get("time_added") or values.get("add_date", ""),
        )


def _steps(root: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Each node as it begins, True, and as it ends, False; what is in a link or heading is not."""
    depth = 0
    node = root.first_child
    while node is not None:
        yield True, node
        child = None if node.tag == "a" or node.tag in _HEADINGS else node.first_child
        if child is not None:
            depth += 1
            node = child
            continue
        yield False, node
        while node.next is None and depth and node.parent is not None:
            depth -= 1
            node = node.parent
            yield False, node
        node = node.next


def _described(entry: ListedAddress, node: LexborNode) -> ListedAddress:
    """The link with what is said under it: a note, and in Raindrop's pages highlights."""
    if len(entry.annotations) >= _MOST_NOTES:
        return entry
    lines: list[str] = []
    quotes: list[Annotation] = []
    child = node.first_child
    while child is not None:
        if child.tag == "blockquote":
            quotes += field_values.highlights_of([child.text().strip()])
        elif child.tag == "br":
            lines.append("\n")
        elif child.tag not in _LISTS and child.tag not in _HEADINGS and child.tag != "dt":
            lines.append(child.text())
        child = child.next
    text = "".join(lines).strip()
    noted = _LINKDING.search(text)
    summary = _LINKDING.sub("", text).strip() if noted else ""
    notes = field_values.note_of(noted[1] if noted else text)
    return replace(entry, summary=summary, annotations=(*entry.annotations, *notes, *quotes))
