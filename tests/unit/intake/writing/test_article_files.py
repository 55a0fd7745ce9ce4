"""Articles as files: all of them or nothing, and nothing written over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.incoming import ArticleFacts, IncomingArticle
from reader.intake.order import ArticleFormat
from reader.intake.writing.article_files import ArticleFolder
from reader.library.files.discover import walk
from reader.library.load import load

PNG = b"\x89PNG\r\n\x1a\n"
FACTS = ArticleFacts(title="On lead", url="https://example.com/lead", date="2024-03-09")


def _article(
    facts: ArticleFacts = FACTS, body: str = "<h2>One</h2><p>Two <i>three</i>.</p>", **more: object
) -> IncomingArticle:
    return IncomingArticle(facts, body, BodyKind.HTML, **more)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path, clock: Callable[[], datetime]) -> ArticleFolder:
    return ArticleFolder(tmp_path / "articles", clock, whole_page=True)


def _files(path: Path) -> list[str]:
    return sorted(str(each.relative_to(path)) for each in path.rglob("*"))


def test_an_article_is_named_by_its_day_and_title(folder: ArticleFolder) -> None:
    path, _ = folder.write(_article())
    assert path == folder.path / "2024-03-09-On-lead.html"
    loaded = load(path)
    assert loaded.article.title == "On lead"
    assert "<h2>One</h2><p>Two <i>three</i>.</p>" in loaded.body


@pytest.mark.parametrize(
    ("facts", "stem"),
    [
        (ArticleFacts(title="T", date="2024", saved="2025-01-02T03:04:05Z"), "2024-T"),
        (ArticleFacts(title="T", date="2024-05"), "2024-05-T"),
        (ArticleFacts(title="T", date="2024-13"), "2026-01-02-T"),
        (ArticleFacts(title="T", date="2024-02-31"), "2026-01-02-T"),
        (
            ArticleFacts(url="https://example.com/a/the%20night-train.html"),
            "2026-01-02-the-night-train",
        ),
        (ArticleFacts(url="https://example.com/"), "2026-01-02-example.com"),
        (ArticleFacts(title="../../../etc/passwd"), "2026-01-02-etc-passwd"),
        (ArticleFacts(title="长" * 200), f"2026-01-02-{'长' * 55}"),
        (ArticleFacts(), "2026-01-02-untitled"),
    ],
)
def test_where_no_day_or_title_is_known_others_name_it(
    folder: ArticleFolder, facts: ArticleFacts, stem: str
) -> None:
    path, _ = folder.write(_article(facts))
    assert path.parent == folder.path
    assert path.stem == stem


def test_a_locale_without_the_letters_of_a_name_is_told(
    folder: ArticleFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsencode", lambda name: name.encode("ascii"))
    with pytest.raises(ReaderError, match="locale ascii") as raised:
        folder.write(_article(ArticleFacts(title="渡口")))
    assert "LC_ALL=C.UTF-8" in raised.value.hint


def test_nothing_is_written_over_in_any_case_of_letters(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    for name in ("2024-03-09-ON-LEAD.md", "2024-03-09-On-lead-2_files"):
        (tmp_path / name).write_text("mine")
    folder = ArticleFolder(tmp_path, clock)
    paths = [folder.write(_article())[0].name for _ in range(2)]
    assert paths == ["2024-03-09-On-lead-3.html", "2024-03-09-On-lead-4.html"]
    assert (tmp_path / "2024-03-09-ON-LEAD.md").read_text() == "mine"


def test_somebody_who_is_quicker_keeps_the_name(folder: ArticleFolder) -> None:
    folder.path.mkdir()
    (folder.path / "2024-03-09-On-lead.html").write_text("theirs")
    (folder.path / "2024-03-09-On-lead-2_files").mkdir()
    path, _ = folder.write(_article(page="<html>", files={"a.png": PNG}))
    assert path.name == "2024-03-09-On-lead-3.html"
    assert (folder.path / "2024-03-09-On-lead.html").read_text() == "theirs"
    assert _files(folder.path / "2024-03-09-On-lead-3_files") == ["a.png", "page.html"]


@pytest.mark.parametrize("form", [None, *ArticleFormat])
def test_pictures_and_the_page_stand_beside_and_are_no_articles(
    tmp_path: Path, clock: Callable[[], datetime], form: ArticleFormat | None
) -> None:
    folder = ArticleFolder(tmp_path, clock, form=form, whole_page=True)
    article = _article(
        body="<p>See <img src='https://example.com/b%20c.png'></p>",
        files={"https://example.com/b%20c.png": PNG, "unused": b"no picture"},
        page="<html><body>whole",
    )
    path, _ = folder.write(article)
    parts = path.with_name(f"{path.stem}_files")
    assert _files(parts) == ["b-c.png", "page.html"]
    assert (parts / "b-c.png").read_bytes() == PNG
    assert f"{path.stem}_files/b-c.png" in path.read_text("utf-8")
    assert list(walk([tmp_path])) == [path]


@settings(max_examples=40)
@given(facts=st.builds(ArticleFacts, title=st.text(), url=st.text(), date=st.text(), by=st.text()))
def test_whatever_is_told_of_an_article_it_lies_in_its_folder(facts: ArticleFacts) -> None:
    noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    with TemporaryDirectory() as home:
        folder = ArticleFolder(Path(home), lambda: noon)
        path, _ = folder.write(_article(facts))
        assert [path] == list(Path(home).rglob("*")) == list(walk([Path(home)]))
        assert "<h2>One</h2><p>Two <i>three</i>.</p>" in load(path).body


def test_files_have_the_modes_of_other_files(folder: ArticleFolder) -> None:
    path, _ = folder.write(_article(files={"a.png": PNG}, body="<p><img src=a.png></p>"))
    other = folder.path / "other"
    other.mkdir()
    (other / "file").touch()
    parts = path.with_name(f"{path.stem}_files")
    assert path.stat().st_mode == (other / "file").stat().st_mode
    assert (parts / "a.png").stat().st_mode == path.stat().st_mode
    assert parts.stat().st_mode == other.stat().st_mode


@pytest.fixture(params=[OSError(28, "No space left on device"), KeyboardInterrupt()])
def failure(request: pytest.FixtureRequest) -> BaseException:
    error: BaseException = request.param
    return error


@pytest.fixture(params=["fsync", "rename", "link"])
def failing(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> Iterator[None]:
    def fail(*_: object) -> None:
        raise failure

    owner = Path if request.param == "rename" else os
    with monkeypatch.context() as patched:
        patched.setattr(owner, request.param, fail)
        if request.param == "link":  # of an error of it we take another way
            patched.setattr(Path, "replace", fail)
        yield


@pytest.mark.usefixtures("failing")
def test_a_failure_leaves_nothing_behind(folder: ArticleFolder, failure: BaseException) -> None:
    article = _article(files={"a.png": PNG}, body="<p><img src=a.png></p>", page="<html>")
    with pytest.raises(ReaderError if isinstance(failure, OSError) else KeyboardInterrupt):
        folder.write(article)
    assert _files(folder.path) == []


def test_a_file_in_the_place_of_the_folder_is_told(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReaderError, match="cannot be listed"):
        ArticleFolder(tmp_path / "file", clock)


def test_a_link_that_leads_nowhere_is_no_folder(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(ReaderError, match="cannot be made"):
        ArticleFolder(tmp_path / "link", clock).write(_article())


def test_links_that_somebody_has_put_there_are_not_followed(folder: ArticleFolder) -> None:
    outside = folder.path.parent / "outside"
    outside.mkdir(parents=True)
    folder.path.mkdir()
    (folder.path / "2024-03-09-On-lead.html").symlink_to(outside / "gone")
    (folder.path / "2024-03-09-On-lead-2_files").symlink_to(outside)
    path, _ = folder.write(_article(page="<html>"))
    assert path.name == "2024-03-09-On-lead-3.html"
    assert _files(outside) == []


def test_where_files_have_one_name_only_they_are_written_all_the_same(
    folder: ArticleFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    folder.path.mkdir()
    (folder.path / "2024-03-09-On-lead.html").write_text("theirs")
    path, _ = folder.write(_article())
    assert "One" in path.read_text()
    assert _files(folder.path) == ["2024-03-09-On-lead-2.html", "2024-03-09-On-lead.html"]


def test_a_draft_writes_nothing_and_keeps_its_name(folder: ArticleFolder) -> None:
    paths = [folder.reserve(folder.draft(_article())).name for _ in range(2)]
    assert paths == ["2024-03-09-On-lead.html", "2024-03-09-On-lead-2.html"]
    assert not folder.path.exists()
