"""Jumps between articles and the way back, links, the desktop's browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.document.model import Place
from reader.errors import ReaderError
from reader.services.prepare_article import ArticleTarget
from reader.services.reading.jump_trail import Stand, Stop, Trail
from reader.text.safe import shown_path
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle
    from reader.services.catalog import Catalog


class JumpsView(Protocol):
    """The page."""

    @property
    def focused_link(self) -> int: ...
    def focus_link(self, index: int) -> None: ...
    def go_to(self, place: Place | None) -> None: ...
    def jump_to(self, place: Place) -> None: ...


class JumpsVisits(Protocol):
    """What is remembered of the reading."""

    @property
    def left(self) -> Stop | None: ...
    @property
    def last_stop(self) -> Stop | None: ...


class JumpsPane(Protocol):
    """The reading pane."""

    @property
    def shown(self) -> OpenedArticle | None: ...
    @property
    def view(self) -> JumpsView: ...
    @property
    def visits(self) -> JumpsVisits: ...
    def here(self) -> Place | None: ...
    def open(self, target: ArticleTarget) -> None: ...


class JumpsFace(MainFace, Protocol):
    """The main screen."""

    @property
    def pane(self) -> JumpsPane: ...
    @property
    def catalog(self) -> Catalog: ...
    def select_in_list(self, path: Path) -> None: ...
    def show_article(self) -> None: ...


class Jumps:
    """What the main screen does to show another place, and to come back.

    Nothing of it is of use before there is an article: it is imported after the first frame.
    """

    def __init__(self, face: JumpsFace) -> None:
        self._face = face
        self._trail = Trail()
        self._moves = 0
        """Counts jumps, ways back and links: what comes too late leads nowhere."""
        self._link_to_focus: Stop | None = None
        self._trusted: set[str] = set()
        """Hosts that somebody was asked about, and wanted to see."""
        self._going: Path | None = None
        """The article that a jump or a way back leads to, until it is there."""

    # -- jumping ------------------------------------------------------------------------

    def jump(self, target: ArticleTarget) -> None:
        """Go to another place or article; `back` returns from it."""
        self._leave_stop()
        self._go(target)

    def jump_to_article(self, path: Path) -> None:
        """Go to where another article was left; `back` returns from it."""
        self.jump(ArticleTarget(path))

    def jump_within(self, place: Place) -> None:
        """Go to another place of the article; `back` returns from it."""
        self._leave_stop()
        self._face.pane.view.jump_to(place)

    def jumped_from(self, stand: Stand) -> None:
        """The reader jumped within the article by a key of the page."""
        opened = self._face.pane.shown
        if opened is not None:
            self._moves += 1
            self._trail.leave(Stop(opened.article.path, *stand))

    def entered(self, path: Path, *, by_search: bool = False) -> None:
        """An article is read now: who came to it by the list can go back from it too.

        `by_search`: a hit is shown, which may be elsewhere in the very article that was left.
        """
        left, is_expected = self._face.pane.visits.left, self._going == path
        self._going = None
        if is_expected or left is None:
            return
        here = self.here() if by_search else None
        if left.path != path or (here is not None and not left.is_at(here)):
            self._trail.leave(left)

    def _go(self, target: ArticleTarget) -> None:
        self._going = target.path
        self._face.pane.open(target)
        self._face.select_in_list(target.path)
        self._face.show_article()

    # -- coming back --------------------------------------------------------------------

    def here(self) -> Stop | None:
        """Where the reader is now; None without an article."""
        pane = self._face.pane
        opened = pane.shown
        if opened is None:
            return None
        return Stop(opened.article.path, pane.here(), pane.view.focused_link)

    def _leave_stop(self) -> None:
        self._moves += 1
        stop = self.here()
        if stop is not None:
            self._trail.leave(stop)

    def back(self) -> None:
        self._travel(self._trail.back)

    def forward(self) -> None:
        self._travel(self._trail.forward)

    def toggle(self) -> None:
        """Go to where the last jump began; again, and back."""
        self._travel(self._trail.toggle)

    def _travel(self, step: Callable[[Stop | None], Stop | None]) -> None:
        self._moves += 1
        stop = step(self.here())
        if stop is None:
            self._face.tell("Nowhere to go from here")
        else:
            self.return_to(stop)

    def begin_with(self, trail: str) -> None:
        """The stops of the last session come before those of this one."""
        self._trail.begin_with(trail)

    def dumped(self) -> str:
        """The stops, for the next session."""
        return self._trail.dump(self._face.pane.visits.last_stop)

    def return_to(self, stop: Stop) -> None:
        """Show a place that was left, with the link that had the focus."""
        pane = self._face.pane
        if pane.shown is not None and pane.shown.article.path == stop.path:
            pane.view.go_to(stop.place)
            pane.view.focus_link(stop.link)
            self._face.show_article()
        else:
            self._link_to_focus = stop
            self._go(ArticleTarget(stop.path, place=stop.place, top=stop.place is None))

    def article_shown(self) -> None:
        """Give the focus back to the link that had it when the article was left."""
        stop, opened = self._link_to_focus, self._face.pane.shown
        if stop is not None and opened is not None and opened.article.path == stop.path:
            self._face.pane.view.focus_link(stop.link)
        self._link_to_focus = None

    # -- links --------------------------------------------------------------------------

    def follow(self, href: str) -> None:
        """Follow a link: within the article, to another article of the library, or outside."""
        opened = self._face.pane.shown
        if opened is not None:
            self._moves += 1
            self._face.begin(partial(self._follow, href, opened, self._moves), "follow")

    async def _follow(self, href: str, opened: OpenedArticle, number: int) -> None:
        """Ask the index where a link leads, and go there if nobody went elsewhere meanwhile."""
        from reader.services.reading.link_target import (
            Nowhere,
            Outside,
            PictureFile,
            destination,
        )

        try:
            found = await asyncio.to_thread(destination, href, opened, self._face.catalog)
        except ReaderError as error:
            self._face.tell(str(error))
            return
        shown = self._face.pane.shown
        if number != self._moves or shown is None or shown.article.path != opened.article.path:
            return
        match found:
            case Place() as place:
                self.jump_within(place)
            case ArticleTarget() as target:
                self.jump(target)
            case Outside(url, doubt):
                self.open_outside(url, doubt)
            case PictureFile(path):
                self._show_picture(path)
            case Nowhere(reason):
                self._face.tell(reason)

    def _show_picture(self, path: Path) -> None:
        from reader.services.desktop.browser import show_file

        try:
            show_file(path)
        except ReaderError as error:
            self._face.tell(str(error))
        else:
            self._face.tell(f"Opened outside: {shown_path(path.name)}")

    def open_original(self, article: Article | None) -> None:
        """Show the page that an article was saved from."""
        if article is not None and article.url:
            self.open_outside(article.url)
        else:
            self._face.tell("This article does not say where it came from")

    def open_outside(self, url: str, doubt: str = "") -> None:
        """Show a page in the desktop's browser.

        Ask first, once for each host, if there is a doubt: `doubt`, or one about the address.
        """
        from reader.document.addresses import parse_address
        from reader.ui.main.navigation.open_outside import ask

        address = parse_address(url)
        if address is not None and doubt:
            address = replace(address, doubt=doubt)
        if address is None or not address.doubt or address.host in self._trusted:
            self._open_outside(url)
            return
        host = address.host

        def answered(opens: bool) -> None:
            if opens:
                self._trusted.add(host)
                self._open_outside(url)

        ask(self._face, address, answered)

    def _open_outside(self, url: str) -> None:
        """Open an address in the browser; without one copy it and show it."""
        from reader.services.desktop.browser import open_outside

        try:
            open_outside(url)
        except ReaderError as error:
            self._face.copy(url)
            self._face.tell(str(error))
        else:
            self._face.tell(f"Opened in the browser: {url}")
