from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.intake.article_shelf import ArticleShelf
from reader.intake.incoming import ArticleFacts, IncomingArticle
from reader.intake.known_addresses import KnownAddresses
from reader.intake.order import IntakeOrder

ADDRESS = "https://example.com/otters"
OTTERS = IncomingArticle(
    ArticleFacts(title="Otters", date="2024-03-09", url=ADDRESS),
    "<p>Nine otters live below the weir.</p>",
    BodyKind.HTML,
)


def shelf(folder: Path, *, again: bool = False) -> ArticleShelf:
    """A shelf of a job that knows nothing yet."""
    order = IntakeOrder((), folder, again=again)
    return ArticleShelf(order, KnownAddresses(()), lambda: datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("url", [ADDRESS, ""])
def test_what_another_job_has_just_written_is_known(tmp_path: Path, url: str) -> None:
    article = replace(OTTERS, facts=replace(OTTERS.facts, url=url))
    ours, theirs = shelf(tmp_path), shelf(tmp_path)
    written = theirs.put(article, [url])
    put = ours.put(article, [url])
    assert (put.path, put.is_new) == (written.path, False)
    assert list(tmp_path.iterdir()) == [written.path]
    assert ours.find(url) == (written.path if url else None)


def test_another_article_of_the_same_title_stands_beside(tmp_path: Path) -> None:
    ours, theirs = shelf(tmp_path), shelf(tmp_path)
    theirs.put(OTTERS, [ADDRESS])
    other = replace(OTTERS, facts=replace(OTTERS.facts, url=f"{ADDRESS}/2"))
    assert ours.put(other, [f"{ADDRESS}/2"]).path.name == "2024-03-09-Otters-2.html"


def test_what_is_wanted_again_stands_beside_whoever_wrote_it(tmp_path: Path) -> None:
    ours, theirs = shelf(tmp_path, again=True), shelf(tmp_path)
    theirs.put(OTTERS, [ADDRESS])
    assert ours.put(OTTERS, [ADDRESS]).is_new
