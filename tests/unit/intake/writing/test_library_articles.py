"""Articles of the library, found by what an export tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.intake.incoming import ArticleFacts
from reader.intake.writing.library_articles import LibraryArticles
from reader.library.index import Index


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for name, title, author, url in (
        ("salt", "Salt Roads", "Ida Marek", "https://salt.example/"),
        ("poems-1", "Poems", "Ann Vale", ""),
        ("poems-2", "Poems", "Bo Vale", ""),
        ("anonymous", "The Ledger", "", ""),
    ):
        facts = f"title: {title}\nauthor: {author}\nurl: {url}\n"
        (folder / f"{name}.md").write_text(f"---\n{facts}---\n\nText of {name}.\n", "utf-8")
    return folder


@pytest.fixture
def library(folder: Path) -> Iterator[LibraryArticles]:
    with Index(None) as index:
        list(index.refresh([folder]))
        yield LibraryArticles(index)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (ArticleFacts("Anything", url="https://salt.example/"), "salt"),
        (ArticleFacts("salt roads", "Marek, Ida"), "salt"),
        (ArticleFacts("Salt Roads (German Edition)", "Ida Marek"), "salt"),
        (ArticleFacts("Salt Roads: A History of a Trade (Z)", "I. Marek"), "salt"),
        (ArticleFacts("Salt Roads", "Somebody Else"), None),
        (ArticleFacts("Salt Roads"), "salt"),
        (ArticleFacts("The Ledger", "Anybody"), "anonymous"),
        (ArticleFacts("Poems", "Ann Vale"), "poems-1"),
        (ArticleFacts("Poems", "Vale"), None),
        (ArticleFacts("Poems", "Ann"), "poems-1"),
        (ArticleFacts("Unknown", "Ida Marek"), None),
        (ArticleFacts(), None),
    ],
)
def test_one_article_is_found_or_none(
    library: LibraryArticles, facts: ArticleFacts, name: str | None
) -> None:
    found = library.find(facts)
    assert (found.stem if found else None) == name


def test_a_file_that_is_gone_is_not_found(library: LibraryArticles, folder: Path) -> None:
    (folder / "salt.md").unlink()
    assert library.find(ArticleFacts("Salt Roads")) is None
