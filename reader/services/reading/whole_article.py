"""The whole of an article of which a part may be on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.open_article import OpenedArticle
    from reader.services.session import Session


def whole(session: Session, opened: OpenedArticle) -> OpenedArticle:
    """The article itself if it is complete, else as it is read now. For workers.

    Raises ReaderError if the file cannot be read.
    """
    if opened.complete:
        return opened
    path = opened.article.path
    return session.opener.open(path, session.index.article(path))
