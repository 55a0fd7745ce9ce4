"""Copies of an article in other forms: files that are saved, texts that programs are given."""

from __future__ import annotations

import os
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.errors import ReaderError
from reader.library.open_article import byline

if TYPE_CHECKING:
    from reader.library.open_article import OpenedArticle

_MODE: Final = 0o666
_LONGEST_NAME: Final = 80
"""Characters of a name that is offered."""
_PAGE: Final = """\
<!DOCTYPE html>
<html{language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{facts}<style>
body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; line-height: 1.6; }}
img {{ max-width: 100%; }}
pre {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid; padding: 0.2em 0.6em; }}
</style>
</head>
<body>
<article>
<header>
<h1>{title}</h1>
{byline}</header>
{body}</article>
</body>
</html>
"""


class CopyKind(StrEnum):
    """Forms of a copy, as they are called."""

    MARKDOWN = "Markdown"
    HTML = "HTML"
    TEXT = "plain text"

    @property
    def suffix(self) -> str:
        """The ending of files of this form."""
        return {CopyKind.MARKDOWN: ".md", CopyKind.HTML: ".html", CopyKind.TEXT: ".txt"}[self]


_SUFFIXES: Final = {
    ".md": CopyKind.MARKDOWN,
    ".markdown": CopyKind.MARKDOWN,
    ".html": CopyKind.HTML,
    ".htm": CopyKind.HTML,
    ".txt": CopyKind.TEXT,
    ".text": CopyKind.TEXT,
}


def kind_of(name: str) -> CopyKind | None:
    """The form that the ending of a file's name means; None if it means none."""
    return _SUFFIXES.get(Path(name).suffix.lower())


def renamed(name: str, kind: CopyKind) -> str:
    """A file's name with the ending of another form in the place of its own, if it has one."""
    if kind_of(name) is None:
        return name
    return name[: -len(Path(name).suffix)] + kind.suffix


def offered_name(opened: OpenedArticle, kind: CopyKind) -> str:
    """A name for a copy, after the article's own file."""
    return f"{opened.article.path.stem[:_LONGEST_NAME]}{kind.suffix}"


def saved_text(opened: OpenedArticle, kind: CopyKind) -> str:
    """A copy for a file, with what is known of the article. Pictures are referred to as they are.

    Markdown has front matter, and is opened by the reader as the same article.
    """
    match kind:
        case CopyKind.MARKDOWN:
            from reader.document.written.markdown_text import markdown_text
            from reader.intake.incoming import facts_of
            from reader.intake.writing.front_matter import front_matter

            return front_matter(facts_of(opened.article)) + markdown_text(opened.document)
        case CopyKind.HTML:
            return _page(opened)
        case CopyKind.TEXT:
            from reader.document.written.unwrapped_text import unwrapped_text

            article = opened.article
            head = "\n".join(filter(None, (article.title, byline(article), article.url)))
            return f"{head}\n\n{unwrapped_text(opened.document)}"


def given_text(opened: OpenedArticle, kind: CopyKind) -> str:
    """A copy for another program: the title and the text."""
    if kind is CopyKind.MARKDOWN:
        from reader.document.ranges.copy_text import escape as escaped
        from reader.document.written.markdown_text import markdown_text

        return f"# {escaped(opened.article.title)}\n\n{markdown_text(opened.document)}"
    if kind is CopyKind.HTML:
        return _page(opened)
    from reader.document.written.unwrapped_text import unwrapped_text

    return f"{opened.article.title}\n\n{unwrapped_text(opened.document)}"


def _page(opened: OpenedArticle) -> str:
    from reader.document.written.html_text import html_text

    article = opened.article
    facts = {
        "author": article.author,
        "date": article.date.iso if article.date is not None else "",
        "keywords": ", ".join(article.tags),
    }
    lines = [
        f'<meta name="{name}" content="{escape(value)}">\n'
        for name, value in facts.items()
        if value
    ]
    told = escape(byline(article), quote=False)
    if article.url:
        lines.append(f'<link rel="canonical" href="{escape(article.url)}">\n')
        told = f'<a href="{escape(article.url)}">{told or escape(article.url)}</a>'
    return _PAGE.format(
        title=escape(article.title, quote=False),
        language=f' lang="{escape(article.language)}"' if article.language else "",
        facts="".join(lines),
        byline=f"<p>{told}</p>\n" if told else "",
        body=html_text(opened.document),
    )


def save_copy(opened: OpenedArticle, path: Path, kind: CopyKind, *, replaces: bool) -> None:
    """Write a copy to a file; over another one only if it `replaces` that. For workers.

    Raises ReaderError: it cannot be written, there is something of this name, or it is the file
    of the article itself.
    """
    from reader.state.durable.files import explain
    from reader.state.exchange.output import write_new, write_over

    if _is_same(path, opened.article.path):
        raise ReaderError("is the file of the article itself", path=path, hint="give another name")
    data = saved_text(opened, kind).encode("utf-8", "replace")
    try:
        if replaces:
            write_over(path, data)
        else:
            write_new(path, data, mode=_MODE & ~_umask())
    except OSError as error:
        raise explain(error, path, "written") from error


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
