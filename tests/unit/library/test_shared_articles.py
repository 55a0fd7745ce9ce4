"""Every real file opens: with a title, its date and its whole text, within the time of a key."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.document.model import BlockKind, Document
from reader.document.plain_text import plain_text
from reader.library.load import glance
from reader.library.open_article import OpenedArticle, open_article
from reader.text.width import cell_width
from reader.typeset.model import PageStyle
from reader.typeset.page import Page
from tests.conftest import SHARED

FILES = sorted(
    path
    for folder in ("samples", "corpus")
    for path in (SHARED / folder).rglob("*")
    if path.is_file()
)
WORD = re.compile(r"[㐀-鿿]|[぀-ヿ]|[^\W_㐀-鿿぀-ヿ]{2,}")
LEAST_SHARE = 0.98
COLUMNS = (20, 76)
FEW_WORDS = 3
"""Words that may be missing whatever the share: of tiny files they are many per cent."""

pytestmark = pytest.mark.skipif(not FILES, reason="../shared is not beside this checkout")


FORMULA = re.compile(r"(?s)\$\$.{1,4000}?\$\$|\$[^$\n]{1,300}\$")
"""Shown in other characters; money between dollars is not looked for either."""
# What Markdown files hold besides text: scripts, comments, what is for the site generator,
# names in formulas.
NO_TEXT = re.compile(
    r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->|\\[a-z]+"
    r"|\{%-?\s*comment.*?endcomment\s*-?%\}|\{%.*?%\}|\{\{[<%].*?[%>]\}\}"
    r"|:(?:material|octicons|simple|fontawesome)-[\w-]+:|\{\s?[.#:][^{}\n]*\}"
    r"|^\s*:::[^\n]*|\[!\w+(?: class=\"[^\"]*\")?|</?section[^<>]*>|</?noscript>",
    re.MULTILINE,
)


def words(text: str) -> Counter[str]:
    return Counter(word.lower() for word in WORD.findall(text))


def text_of(document: Document) -> str:
    """Captions count twice: a line that repeats the one above it is not shown again."""
    captions = [block.text for block in document.blocks if block.kind is BlockKind.IMAGE]
    return "\n".join(
        "\n".join((block.text, block.href, *(span.href for span in block.spans)))
        for block in document.blocks
    ) + "\n".join(("", *captions))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SHARED)))
def test_a_file_opens_with_its_title_and_its_whole_text_within_the_column(path: Path) -> None:
    opened = open_article(path)
    assert opened.article.title.strip()
    assert_whole(opened)
    for width in COLUMNS:
        assert_within(width, opened)


def assert_whole(opened: OpenedArticle) -> None:
    loaded = glance(opened.article.path)
    body = loaded.body
    if loaded.kind in (BodyKind.MARKDOWN, BodyKind.MIXED):
        body = NO_TEXT.sub(" ", FORMULA.sub(" ", body))
    expected = words(plain_text(body, loaded.kind))
    # The card shows the title instead of the heading that repeats it.
    found = words(NO_TEXT.sub(" ", f"{text_of(opened.document)}\n{opened.article.title}"))
    missing = expected - found
    allowed = max(FEW_WORDS, (1 - LEAST_SHARE) * expected.total())
    assert missing.total() <= allowed, missing.most_common(12)


def assert_within(width: int, opened: OpenedArticle) -> None:
    page = Page(opened.document, PageStyle(width))
    row = 0
    while row < page.height:
        _, line = page.line(row)
        for run in line.runs:
            assert run.x + cell_width(run.text) <= width, run
        row += 1
