"""Long articles are kept as they were made readable: whole, for their very text, within bounds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.model import Document
from reader.library import kept_documents, open_article
from reader.library.index import Index
from reader.library.kept_documents import LEAST_CHARACTERS, KeptDocuments, kept_beside
from reader.library.open_article import Opener

_PART = (
    "## Part\n\nSome *words* and [a link](https://example.org/), “quoted”, 汉字。\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n> - one\n> - two\n\n"
)
BODY = _PART * (LEAST_CHARACTERS // len(_PART) + 1)


@pytest.fixture(scope="module")
def document() -> Document:
    return pipeline.read(BODY, BodyKind.MARKDOWN, title="T")


@pytest.fixture
def kept(tmp_path: Path) -> KeptDocuments:
    return KeptDocuments(tmp_path / "documents")


def test_what_was_kept_is_found_whole(kept: KeptDocuments, document: Document) -> None:
    kept.keep(BODY, BodyKind.MARKDOWN, "T", document)
    assert kept.find(BODY, BodyKind.MARKDOWN, "T") == document


def test_it_is_of_no_other_text_kind_or_title(kept: KeptDocuments, document: Document) -> None:
    kept.keep(BODY, BodyKind.MARKDOWN, "T", document)
    assert kept.find(f"{BODY}.", BodyKind.MARKDOWN, "T") is None
    assert kept.find(BODY, BodyKind.TEXT, "T") is None
    assert kept.find(BODY, BodyKind.MARKDOWN, "Part") is None


def test_code_that_changed_makes_it_anew(
    kept: KeptDocuments, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep(BODY, BodyKind.MARKDOWN, "T", document)
    monkeypatch.setattr(kept_documents, "_code", lambda: b"another")
    assert kept.find(BODY, BodyKind.MARKDOWN, "T") is None


def test_neither_short_bodies_nor_faults_are_kept(kept: KeptDocuments, document: Document) -> None:
    kept.keep("short", BodyKind.MARKDOWN, "T", document)
    kept.keep(BODY, BodyKind.MARKDOWN, "T", Document(document.blocks, notices=("a fault",)))
    assert not kept.folder.exists()


@pytest.mark.parametrize("damage", [b"", b"not ours", None])
def test_a_damaged_file_counts_as_none(
    kept: KeptDocuments, document: Document, damage: bytes | None
) -> None:
    kept.keep(BODY, BodyKind.MARKDOWN, "T", document)
    (file,) = kept.folder.iterdir()
    file.write_bytes(file.read_bytes()[:-100] if damage is None else damage)
    assert kept.find(BODY, BodyKind.MARKDOWN, "T") is None


def test_the_least_used_give_way(tmp_path: Path, document: Document) -> None:
    kept = KeptDocuments(tmp_path)
    kept.keep(BODY, BodyKind.MARKDOWN, "T", document)
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    kept.forget()
    kept = KeptDocuments(tmp_path, most_bytes=size * 2 + size // 2)
    for number, title in enumerate("abc"):
        kept.keep(BODY, BodyKind.MARKDOWN, title, document)
        for file in tmp_path.iterdir():
            if file.stat().st_mtime > 1_000:
                os.utime(file, (number, number))
    kept.keep(BODY, BodyKind.MARKDOWN, "d", document)
    found = [title for title in "abcd" if kept.find(BODY, BodyKind.MARKDOWN, title)]
    assert found == ["c", "d"]


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path, document: Document) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    kept = KeptDocuments(tmp_path / "file")
    kept.keep(BODY, BodyKind.MARKDOWN, "T", document)
    assert kept.find(BODY, BodyKind.MARKDOWN, "T") is None


def test_a_long_article_is_made_readable_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "long.md"
    article.write_text(BODY, "utf-8")
    kept = KeptDocuments(tmp_path / "documents")
    first = list(Opener(kept=kept).by_parts(article))[-1]

    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was made readable before")

    monkeypatch.setattr(pipeline, "begun", never)
    *parts, again = Opener(kept=kept).by_parts(article)
    assert again == first
    assert again.complete
    assert len(parts) == 1
    assert not parts[0].complete


def test_the_index_keeps_what_it_makes_of_a_book(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    paragraph = "<p>Some words of a very long page, one after the other.</p>\n"
    body = f"<html><body><article><h1>Long</h1>{paragraph * 6_000}</article></body></html>"
    (folder / "long.html").write_text(body, "utf-8")
    with Index(tmp_path / "index.db") as index:
        list(index.refresh([folder]))
    (file,) = kept_beside(tmp_path / "index.db").iterdir()
    kept = KeptDocuments(file.parent)
    opened = list(open_article.open_by_parts(folder / "long.html", kept=kept))
    assert len(opened) == 2
    assert opened[-1].complete
