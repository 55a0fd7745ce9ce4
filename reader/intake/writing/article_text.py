"""The text of an article as its file has it, so that it is read as what it is."""

from __future__ import annotations

from typing import NamedTuple

from reader.document.body_kind import BodyKind, of_file
from reader.intake.order import ArticleFormat
from reader.intake.pages.article_html import article_html

_ENDINGS = {
    BodyKind.TEXT: ".txt",
    BodyKind.ORG: ".org",
    BodyKind.ASCIIDOC: ".adoc",
    BodyKind.RESTRUCTURED_TEXT: ".rst",
    BodyKind.GEMTEXT: ".gmi",
}
_PAGES = frozenset((BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.UNCUT))
_AS_IT_COMES = frozenset((*_PAGES, *_ENDINGS, BodyKind.MARKDOWN, BodyKind.MIXED))


class ArticleText(NamedTuple):
    """What stands behind the front matter, and the ending that the file has for it."""

    ending: str
    """With its dot."""
    text: str
    notices: tuple[str, ...] = ()


def article_text(
    body: str, kind: BodyKind, form: ArticleFormat | None, *, is_inert: bool = False
) -> ArticleText:
    """The body in the form that is wanted; None: as it comes.

    HTML is written such that it does nothing in a browser; `is_inert`: it is so already.
    """
    if kind in _PAGES and form is not ArticleFormat.MARKDOWN and not is_inert:
        body, kind = _inert(body), BodyKind.HTML
    if form is None and kind in _AS_IT_COMES:
        return _as_it_comes(body, kind)
    if form is ArticleFormat.HTML:
        return _as_it_comes(body, kind) if kind in _PAGES else _html(body, kind)
    if kind in (BodyKind.MARKDOWN, BodyKind.MIXED):
        return ArticleText(".md", body)
    return _markdown(body, kind)


def _as_it_comes(body: str, kind: BodyKind) -> ArticleText:
    if kind in _PAGES:
        return ArticleText(".html", _as_page(body, kind))
    ending = _ENDINGS.get(kind, ".md")
    if kind is BodyKind.TEXT and of_file(body, ending) is not kind:
        return _markdown(body, kind)  # it has characters that would be taken for marks
    return ArticleText(ending, body)


def _as_page(body: str, kind: BodyKind) -> str:
    """HTML that is seen to be HTML: what has few tags is put into more of them."""
    is_whole = kind is BodyKind.HTML_DOCUMENT
    if of_file(body, ".html") in ((BodyKind.HTML_DOCUMENT,) if is_whole else (BodyKind.HTML,)):
        return body
    framed = f"<article>\n{body}\n</article>\n"
    if not is_whole and of_file(framed, ".html") is BodyKind.HTML:
        return framed
    return f"<!DOCTYPE html>\n<html>\n<body>\n{framed}</body>\n</html>\n"


def _markdown(body: str, kind: BodyKind) -> ArticleText:
    from reader.document.to_markdown import to_markdown  # late: it has html2text with it

    converted = to_markdown(body, kind)
    return ArticleText(".md", converted.markdown, converted.notices)


def _html(body: str, kind: BodyKind) -> ArticleText:
    from reader.document.markdown.html import to_html  # late: it has markdown-it with it

    markdown = _markdown(body, kind)
    # Markdown may have any HTML in it.
    html = _inert(to_html(markdown.text))
    return ArticleText(".html", _as_page(html, BodyKind.HTML), markdown.notices)


def _inert(html: str) -> str:
    """The same without scripts, frames, forms and addresses that are programs.

    Whoever opens the file in a browser trusts it as one of his own.
    """
    return article_html(html, BodyKind.HTML, "")
