"""The link that has the focus, and the way from link to link."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.document.model import Place
from reader.ui.article.page.layers import Layers, Spot
from reader.ui.article.page.viewport import Viewport

if TYPE_CHECKING:
    from reader.document.links import Link


class LinkFocus:
    """Leads the focus through the links of the article that the viewport shows."""

    def __init__(self, viewport: Viewport, layers: Layers, told: Callable[[str], None]) -> None:
        """`told` hears the target of each link that gets the focus, or nothing."""
        self._viewport = viewport
        self._layers = layers
        self._told = told
        self.index = -1
        """The focused link's among all links, -1 for none."""

    @property
    def link(self) -> Link | None:
        """The link that has the focus."""
        return self._viewport.links[self.index] if self.index >= 0 else None

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

    def begin(self) -> None:
        """Know the links of another article, none of which has the focus."""
        self.take_links()
        self.focus(-1)

    def focus(self, index: int) -> None:
        """Give the focus to a link, or to none if there is no such link."""
        self.index = index if 0 <= index < len(self._viewport.links) else -1
        link = self.link
        spot = Spot(link.block, link.start, link.end) if link is not None else None
        self._layers.focused_link.spot = spot
        self._layers.repaint()
        self._told(link.href if link is not None else "")

    def drop(self) -> None:
        """Let the next link be looked for from the top of the screen again."""
        if self.index >= 0:
            self.focus(-1)

    def step(self, step: int) -> bool:
        """Focus the next link from the focused one, or from the top of the screen.

        Returns False if there is none in the article.
        """
        links = self._viewport.links
        if not links:
            return False
        place = self.place
        if place is not None and self._viewport.on_screen(place):
            index = self.index + step
        else:
            top = self._viewport.place
            keys = [(link.block, link.start) for link in links]
            index = bisect_left(keys, (top.block, top.offset))
            index += step - 1 if step > 0 else step
        self.focus(index % len(links))
        if (focused := self.place) is not None:
            self._viewport.show_place(focused)
        return True
