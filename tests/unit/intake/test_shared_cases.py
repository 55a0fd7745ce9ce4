"""Files that exporters, clippers and browsers wrote, brought in: the facts and the words stay.

The files are not the project's: they stand beside its checkout, where they are at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.order import ArticleFormat
from reader.intake.saved.saved_article import saved_article
from reader.intake.writing.article_files import ArticleFolder
from reader.library.article import Article
from reader.library.files.discover import walk
from reader.library.load import load
from tests.conftest import SHARED

CASES = SHARED / "cases"
LISTS = frozenset(("bookmarks-netscape", "instapaper", "pocket", "rss-folder"))
OF_OTHER_TESTS = frozenset(("code", "fuzz", "img", "math", "pdftext", "reports", "tbl", "titles"))


@cache
def cases() -> list[Path]:
    found = [path.relative_to(CASES) for path in walk([CASES])] if CASES.is_dir() else []
    return [path for path in found if path.parts[0] not in LISTS | OF_OTHER_TESTS]


pytestmark = pytest.mark.skipif(not cases(), reason="no ../shared/cases beside the checkout")


def _words(path: Path) -> list[str]:
    """Words as they are shown, without the title that stands above them."""
    loaded = load(path)
    document = pipeline.read(loaded.body, loaded.kind, title=loaded.article.title)
    return re.findall(r"\w+", " ".join(block.text for block in document.blocks))


@pytest.mark.parametrize("name", cases(), ids=str)
def test_what_came_in_is_shown_with_its_facts(
    tmp_path: Path, clock: Callable[[], datetime], name: Path
) -> None:
    path = CASES / name
    try:
        before = load(path)
    except ReaderError:
        pytest.skip("is none that is read")
    is_page = before.kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT)
    other = ArticleFormat.MARKDOWN if is_page else ArticleFormat.HTML
    article = saved_article(path)
    for form in (None, other):
        written, _ = ArticleFolder(tmp_path, clock, form=form).write(article)
        assert facts(load(written).article) == facts(before.article)
        # Marks of one tool, which the reader hides in Markdown, are words in a page.
        assert not Counter(_words(path)) - Counter(_words(written))


def facts(article: Article) -> tuple[object, ...]:
    return (article.title, article.author, article.source, article.url, article.tags)
