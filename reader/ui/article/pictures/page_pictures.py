"""Which pictures the page shows: of which article, whether at all, and what is fetched of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.pictures.source import PictureSource
from reader.ui.article.steps import Steps

if TYPE_CHECKING:
    from reader.intake.web.answer import Web
    from reader.library.article import Article
    from reader.services.prepare_article import PreparedArticle
    from reader.ui.article.host import Work


class PicturesView(Protocol):
    """The page."""

    @property
    def shows_pictures(self) -> bool: ...
    @property
    def can_paint(self) -> bool: ...
    @property
    def missing_pictures(self) -> tuple[str, ...]: ...
    def show_pictures(self, *, shown: bool) -> None: ...
    def begin_pictures(self, source: PictureSource | None) -> None: ...
    def look_again(self, addresses: Sequence[str]) -> None: ...


class PicturesHost(Protocol):
    """The reading pane."""

    def begin(self, work: Work, group: str, *, exclusive: bool = True) -> None: ...


class PagePictures:
    """Has the page look for the pictures of each article, and turns them on and off."""

    def __init__(
        self,
        host: PicturesHost,
        view: PicturesView,
        source_of: Callable[[Article], PictureSource],
        tell: Callable[[str], None],
        *,
        remote: str,
        open_web: Callable[[], Web],
    ) -> None:
        """`remote` is the setting `remote_pictures`; `open_web` is called in a worker."""
        self._host = host
        self._view = view
        self._source_of = source_of
        self._tell = tell
        self._remote = remote
        self._open_web = open_web
        self._source: PictureSource | None = None
        """That of the article that is shown."""

    def article_shown(self, prepared: PreparedArticle) -> None:
        """Show the pictures of an article that is on the screen now."""
        self._source = self._source_of(prepared.opened.article)
        self._view.begin_pictures(self._source)

    def article_completed(self) -> None:
        """Fetch what the article has on the web, if that is always wanted."""
        if self._remote == "always" and self._view.can_paint and self._view.shows_pictures:
            self._begin_fetching(quiet=True)

    def toggle(self) -> None:
        """Show pictures, or the lines that stand for them."""
        if not self._view.can_paint:
            self._tell("This terminal has too few colours for pictures")
            return
        self._view.show_pictures(shown=not self._view.shows_pictures)
        self._tell("Pictures are shown" if self._view.shows_pictures else "No pictures are shown")

    def fetch(self) -> None:
        """Fetch the pictures that the article has on the web, as the owner asks for it."""
        if self._remote == "never":
            self._tell('config.toml says remote_pictures = "never"')
        elif not self._view.can_paint:
            self._tell("This terminal has too few colours for pictures")
        else:
            if not self._view.shows_pictures:
                self._view.show_pictures(shown=True)
            self._begin_fetching(quiet=False)

    def _begin_fetching(self, *, quiet: bool) -> None:
        """Fetch what is on the web; nothing is said of it if there is none and it is `quiet`."""
        source = self._source
        missing = self._view.missing_pictures
        wanted = [each for each in missing if source is not None and source.url(each)]
        if source is not None and wanted:
            if not quiet:
                self._tell("Fetching pictures …")
            self._host.begin(partial(self._fetch, source, wanted, quiet), "fetched pictures")
        elif not quiet:
            self._tell("No pictures of this article are left to be fetched")

    async def _fetch(self, source: PictureSource, wanted: Sequence[str], quiet: bool) -> None:
        from reader.services.pictures.fetched import fetch_pictures  # late: asks the web

        came = failed = 0
        lots = fetch_pictures(self._open_web, source, wanted)
        try:
            async with Steps(lots) as steps:
                while (lot := await steps.next()) is not None:
                    if source is not self._source:
                        return
                    came, failed = came + len(lot.came), failed + lot.failed
                    self._view.look_again(lot.came)
                    if not quiet:
                        self._tell(f"Fetching pictures: {came + failed} of {len(wanted)}")
        except ReaderError as error:
            self._tell(str(error))
            return
        if not quiet:
            self._tell(f"{came} fetched, {failed} failed" if failed else f"{came} fetched")
