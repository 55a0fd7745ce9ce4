"""What a session has for pictures: folders, the cache, the web."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from reader.services.pictures.fetched import PictureCache
from reader.services.pictures.source import PictureSource, picture_folders

if TYPE_CHECKING:
    from reader.intake.web.answer import Web
    from reader.library.article import Article
    from reader.services.session import Session


def source_maker(session: Session) -> Callable[[Article], PictureSource]:
    """A function from an article to where its pictures are."""
    folders = cache(partial(picture_folders, session.roots, session.settings.links))
    kept = PictureCache(session.pictures) if session.pictures is not None else None

    def source_of(article: Article) -> PictureSource:
        return PictureSource(article.path, folders, page=article.url, cache=kept)

    return source_of


def web_of(session: Session) -> Web:
    """What fetches pictures; never from private addresses. For workers: it imports httpx."""
    from reader.intake.fetching.fetcher import open_web

    return (session.open_web or open_web)(False)
