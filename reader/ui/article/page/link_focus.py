"""The link that has the focus, and the way from link to link and to the rows under the end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.document.model import BlockKind, Place
from reader.ui.article.page.layers import Layers, Spot
from reader.ui.article.page.viewport import Viewport

if TYPE_CHECKING:
    from reader.document.links import Link
    from reader.ui.article.page.end_section import EndRow


class LinkFocus:
    """Leads the focus through the links of the article that the viewport shows.

    The rows under its end that lead to other articles are numbered behind the links.
    """

    def __init__(self, viewport: Viewport, layers: Layers, told: Callable[[str], None]) -> None:
        """`told` hears the target of each link that gets the focus, or nothing."""
        self._viewport = viewport
        self._layers = layers
        self._told = told
        self.index = -1
        """The focused link's among all links, -1 for none."""
        self._awaited = -1
        """The index of a row under the end that has yet to come, -1 for none."""

    @property
    def link(self) -> Link | None:
        """The link that has the focus."""
        links = self._viewport.links
        return links[self.index] if 0 <= self.index < len(links) else None

    @property
    def picture(self) -> int:
        """The image block that has the focus, shown or not; -1 if none has."""
        link, document = self.link, self._viewport.document
        if link is None or document is None:
            return -1
        is_image = document.blocks[link.block].kind is BlockKind.IMAGE
        return link.block if is_image else -1

    @property
    def end_link(self) -> EndRow | None:
        """The row under the end that has the focus."""
        rows, at = self._viewport.end_links, self.index - len(self._viewport.links)
        return rows[at] if 0 <= at < len(rows) else None

    @property
    def count(self) -> int:
        """Links, and rows under the end that lead to other articles."""
        return len(self._viewport.links) + len(self._viewport.end_links)

    @property
    def place(self) -> Place | None:
        """Where the focused link begins."""
        link = self.link
        return Place(link.block, link.start) if link is not None else None

    def at(self, place: Place) -> Link | None:
        """The link that a character belongs to."""
        for link in self._viewport.links:
            if link.block == place.block and link.start <= place.offset < link.end:
                return link
        return None

    def take_links(self) -> None:
        """Know the links of more of the article; the focus stays."""
        self._layers.links.put(self._viewport.links)

    def take_end_links(self) -> None:
        """Know the rows under the end; one that was waited for gets the focus."""
        if 0 <= self._awaited < self.count:
            self.focus(self._awaited)

    def begin(self) -> None:
        """Know the links of another article, none of which has the focus."""
        self.take_links()
        self.focus(-1)

    def focus(self, index: int) -> None:
        """Give the focus to a link, or to none if there is no such link.

        A row under the end that is not there yet gets it when it comes.
        """
        is_there = 0 <= index < self.count
        self.index, self._awaited = (index, -1) if is_there else (-1, index)
        link, row = self.link, self.end_link
        spot = Spot(link.block, link.start, link.end) if link is not None else None
        self._layers.focused_link.spot = spot
        self._layers.repaint()
        name = row.path.name if row is not None and row.path is not None else ""
        self._told(link.href if link is not None else name)

    def drop(self) -> None:
        """Let the next link be looked for from the top of the screen again."""
        self._awaited = -1
        if self.index >= 0:
            self.focus(-1)

    def step(self, step: int) -> bool:
        """Focus the next link from the focused one, or from the top of the screen.

        Returns False if there is none in the article.
        """
        links, count = self._viewport.links, self.count
        if not count:
            return False
        if self._is_on_screen():
            index = self.index + step
        else:
            top = self._viewport.place
            keys = [(link.block, link.start) for link in links]
            index = bisect_left(keys, (top.block, top.offset))
            index += step - 1 if step > 0 else step
        self.focus(index % count)
        if (focused := self.place) is not None:
            self._viewport.show_place(focused)
        elif not self._is_on_screen():
            self._viewport.go_to_end()
        return True

    def _is_on_screen(self) -> bool:
        """Whether the link that has the focus is among the rows shown."""
        place = self.place
        if place is not None:
            return self._viewport.on_screen(place)
        return self.end_link is not None and self._viewport.shows_end_link(
            self.index - len(self._viewport.links)
        )
