"""A page, fetched or saved, as an article: what it says of itself, and its main content."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from reader.document.body_kind import BodyKind
from reader.document.html import bounds, tag_ends
from reader.document.html.tag_stripping import strip_tags
from reader.errors import ReaderError
from reader.intake.incoming import ArticleFacts, IncomingArticle
from reader.intake.pages.article_html import article_html
from reader.intake.pages.page_access import (
    PageAccess,
    page_access,
    refresh_target,
    remove_paid_parts,
    wants_scripts,
)
from reader.intake.web import content_types
from reader.intake.web.answer import WebAnswer, WebError
from reader.library.containers.saved_page import as_utf_8
from reader.library.load import LoadedFile, load_bytes
from reader.library.metadata.article_fields import host
from reader.text.chunks import visible_length
from reader.text.safe import clean_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_PAGES: Final = frozenset(("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"))
_HTML: Final = (BodyKind.HTML_DOCUMENT, BodyKind.HTML)
_HTML_ENDINGS: Final = frozenset((".html", ".htm", ".xhtml"))
_TEXT_ENDINGS: Final = frozenset((
    ".md", ".markdown", ".mkd", ".mdown", ".txt", ".text", ".org", ".adoc", ".asciidoc", ".asc",
    ".rst", ".rest", ".gmi", ".gemini", ".json", ".xml", ".mhtml", ".mht", ".webarchive", ".html",
    ".htm", ".xhtml",
))  # fmt: skip
_UNSURE: Final = frozenset(("iso-8859-1", "latin1", "latin-1", "us-ascii", "windows-1252"))
"""Character sets that servers name for whatever they serve."""
_DECLARED: Final = re.compile(
    rb"<meta\b[^>]{0,400}?\bcharset\s*=|<\?xml\b[^>]{0,200}?\bencoding", re.I
)
_DECLARED_WITHIN: Final = 4096
_LONGEST_NAME: Final = 100
_MOST_FOLDERS: Final = 6
_SIGN: Final = 300
"""Letters up to which a page that sends a browser on has nothing else to say."""
_SAVE_IT: Final = "open it in a browser and save the page"


class RefreshError(WebError):
    """A page is no more than a sign to another one."""

    def __init__(self, target: str) -> None:
        super().__init__(
            f"has no text, but sends a browser on to {clean_line(target)[:200]}",
            hint="add that address",
        )
        self.target = target


def article_of_answer(answer: WebAnswer) -> IncomingArticle:
    """What was fetched as an article, with a notice where only a part of it is free.

    Raises WebError for what is no article, and says what it is and what to do: a PDF, a feed, a
    page that scripts make, or that is no more than a sign to another one (RefreshError).
    """
    source = _Source(answer.url, answer.content_type, is_ours=False)
    article = _article(source, answer.data, answer.charset)
    return replace(article, notices=(*answer.notices, *article.notices))


def article_of_page(
    data: bytes, url: str, *, charset: str = "", content_type: str = ""
) -> IncomingArticle:
    """A page that the owner has saved as an article; what somebody has paid for stays.

    `charset` and `content_type` are as the server stated them, if that is known; `url` is where the
    page is from, or empty. Raises as `article_of_answer` does.
    """
    # Where a file was is of no use to anybody else.
    web = url if url.lower().startswith(("http:", "https:")) else ""
    media_type = content_type.partition(";")[0].strip().lower()
    return _article(_Source(web, media_type, is_ours=True), data, charset)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a page is from."""

    url: str
    content_type: str
    is_ours: bool
    """Whether somebody has saved it who may have paid."""

    @property
    def is_page(self) -> bool:
        return self.content_type in _PAGES

    @property
    def path(self) -> Path:
        """A file name for what is at the address, which tells a day or a title for want of any."""
        try:
            parts = [unquote(part) for part in urlsplit(self.url).path.split("/")]
        except ValueError:
            parts = []
        names = [_file_name(part) for part in parts[-_MOST_FOLDERS:]]
        names = [name for name in names if name.strip(". ")] or ["index"]
        known = Path(names[-1]).suffix.lower() in (_HTML_ENDINGS if self.is_page else _TEXT_ENDINGS)
        return Path(*names[:-1], names[-1] if known else f"{names[-1]}.html")


def _file_name(part: str) -> str:
    return re.sub(r"[\x00-\x1f/\\\x7f]", "", part)[-_LONGEST_NAME:]


def _article(source: _Source, data: bytes, charset: str) -> IncomingArticle:
    content_types.check_content(source.content_type, data)
    loaded = _loaded(source, data, charset)
    if loaded.kind is BodyKind.FEED:
        raise WebError(
            "is a feed of articles, not one", hint="name its address: reader add ADDRESS"
        )
    if loaded.kind in _HTML:
        return _of_html(source, loaded)
    body = loaded.body.strip()
    if not body or ("json" in source.content_type and body[0] in "{["):
        raise WebError("has no text" if not body else "is data (JSON), not an article",
                       hint="name the address of an article")  # fmt: skip
    return IncomingArticle(_facts(source, loaded), loaded.body, loaded.kind, notices=loaded.notices)


def _loaded(source: _Source, data: bytes, charset: str) -> LoadedFile:
    """The page as the library understands a file of it. Raises WebError."""
    declares = charset.lower() in _UNSURE and _DECLARED.search(data, 0, _DECLARED_WITHIN)
    data = data if declares else as_utf_8(data, charset)
    try:
        loaded = load_bytes(source.path, data)
        if source.is_page and loaded.kind not in (*_HTML, BodyKind.FEED):
            # Few tags, or signs of Markdown in its text: its server knows better.
            loaded = load_bytes(source.path, b"<!doctype html>\n" + loaded.body.encode())
    except WebError:
        raise
    except ReaderError as error:
        raise WebError(error.what, hint=error.hint or _SAVE_IT) from error
    return loaded


def _of_html(source: _Source, loaded: LoadedFile) -> IncomingArticle:
    page, access = loaded.body, PageAccess()
    tree = None if bounds.is_broken(page) else _parsed(page)
    if tree is not None:
        access = page_access(tree)
        if access.paid_parts and not source.is_ours:
            remove_paid_parts(tree, access)
            page = tree.html or page
    body = article_html(page, loaded.kind, source.url or loaded.article.url)
    if tree is not None:
        _check_text(tree, body, source.url)
    if not body:
        raise WebError("has no text", hint=_SAVE_IT)
    notices = (access.notice,) if access.notice and not source.is_ours else ()
    return IncomingArticle(
        _facts(source, loaded),
        body,
        BodyKind.HTML,
        page=loaded.body,
        is_inert=True,
        notices=(*notices, *loaded.notices),
    )


def _check_text(tree: LexborHTMLParser, body: str, url: str) -> None:
    """Raise WebError for a page without the text that it is about."""
    shown = visible_length(strip_tags(body))
    if shown <= _SIGN and (target := refresh_target(tree, url)) and target != url:
        raise RefreshError(target)
    if wants_scripts(tree, shown):
        raise WebError("has no text without JavaScript", hint=_SAVE_IT)


def _parsed(page: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(bounds.bounded(tag_ends.without_long_tags(page)))


def _facts(source: _Source, loaded: LoadedFile) -> ArticleFacts:
    article = loaded.article
    url = article.url
    if not url or (_is_front(url) and not _is_front(source.url)):
        url = source.url or url
    return ArticleFacts(
        title=article.title,
        author=article.author,
        date=article.date.iso if article.date is not None else "",
        source=article.source or host(url),
        url=url,
        tags=article.tags,
        summary=article.summary,
        language=article.language,
    )


def _is_front(url: str) -> bool:
    """Whether an address is that of a site; templates state it for each of its pages."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query
