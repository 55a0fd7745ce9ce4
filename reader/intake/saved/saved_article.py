"""A file that the library reads in place, as an article that comes in."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urljoin

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.incoming import IncomingArticle, facts_of
from reader.intake.pages.article_html import article_html
from reader.intake.saved.saved_pictures import saved_pictures
from reader.intake.writing.pictures import picture_references, with_local_pictures
from reader.library.load import LoadedFile, load

_OF_MESSAGE = "cid:"


def saved_article(path: Path) -> IncomingArticle:
    """The article in a file, with the pictures in it or beside it. Raises ReaderError."""
    loaded = _loaded(path)
    body, kind, url = loaded.body, loaded.kind, loaded.article.url
    if not body.strip() and not url:
        raise ReaderError("has no text in it", path=path)
    files = saved_pictures(path, picture_references(body, kind))
    page, is_inert = "", False
    if kind is BodyKind.HTML_DOCUMENT:
        page = body
        places = {name: _web_address(name) for name in files if name.startswith(_OF_MESSAGE)}
        files = {places.get(name, name): data for name, data in files.items()}
        body = article_html(with_local_pictures(page, kind, places), kind, url)
        kind, is_inert = BodyKind.HTML, True
        # There its addresses are absolute.
        files |= {urljoin(url, reference): data for reference, data in files.items()}
    return IncomingArticle(
        facts_of(loaded.article),
        body,
        kind,
        files=files,
        page=page,
        is_inert=is_inert,
        notices=loaded.notices,
    )


def _loaded(path: Path) -> LoadedFile:
    """The file; of another program that makes text of it, the text is to be added."""
    try:
        return load(path)
    except ReaderError as error:
        hint = error.hint.replace("| reader -", "| reader add -")
        raise ReaderError(error.what, path=error.path, hint=hint) from error


def _web_address(part: str) -> str:
    """An address for a part of a message (RFC 2392), such as pages keep; it leads nowhere."""
    return f"https://part.invalid/{quote(part.removeprefix(_OF_MESSAGE), safe='')}"
