"""wallabag's plain text, `All articles.txt`: titles and texts, without an address or a date.

A title stands between two bars of a hundred `=`; in older files as `=======[ Title ]=======`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.document.body_kind import BodyKind
from reader.intake.exports.wallabag.entry import NAME
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle
from reader.intake.source_file import SourceFile, SourceForm
from reader.library.files.decode import decode

_BAR: Final = r"={60,200}"
_TITLE: Final = re.compile(
    rf"^(?:{_BAR}\r?\n\s{{0,8}}(?P<framed>[^\n=][^\n]{{0,2000}}?)\s{{0,8}}\n{_BAR}"
    r"|={5,20}\[ (?P<bracketed>[^\n]{0,2000}?) \]={5,20})\r?$",
    re.MULTILINE,
)


def is_text_export(source: SourceFile) -> bool:
    if source.ending != ".txt":
        return False
    beginning = source.head[:4096].decode("utf-8", "replace").lstrip("\ufeff \r\n")
    return bool(_TITLE.match(beginning))


def read_text_export(source: SourceFile) -> Iterator[Incoming]:
    """The articles, as plain text. Raises ReaderError if the file cannot be read."""
    text = decode(source.data()).text
    titles = [*_TITLE.finditer(text)]
    ends = [found.start() for found in titles[1:]] + [len(text)]
    for found, end in zip(titles, ends, strict=True):
        body = text[found.end() : end].strip()
        if body:
            title = (found["framed"] or found["bracketed"] or "").strip()
            yield IncomingArticle(ArticleFacts(title, by=NAME), body, BodyKind.TEXT)


FORM: Final = SourceForm(NAME, is_text_export, read_text_export)
