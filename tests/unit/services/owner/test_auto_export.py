"""Bookmarks written for others after each change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.services.owner.auto_export import AutoExport
from reader.services.owner.keeper import Keeper
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.exchange.facts import no_facts
from reader.state.exchange.formats import parse
from tests.unit.services.small_library import SmallLibrary

MARK = Bookmark(
    ArticleRef(path="/a.md", title="A"), Place(0), Quote("words"), Place(0, 5), "red", id="1"
)


def exporting(target: Path | str) -> AutoExport:
    return AutoExport(str(target), no_facts)


@pytest.mark.parametrize("name", ["all.md", "all.json", "all.csv"])
def test_the_file_always_holds_the_bookmarks_that_there_are(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    export = exporting(path)
    other = replace(MARK, id="2", place=Place(1), end=Place(1, 5))
    for marks in ((MARK,), (MARK, other), (), (other,)):
        assert export.write(marks) == ()
        assert exporting(path).write(marks) == (), "a later session knows its own file"
        assert {mark.id for mark in parse(path.read_bytes(), name).bookmarks} == {
            mark.id for mark in marks
        }


@pytest.mark.parametrize("target", ["vault/", "vault", "there"])
def test_a_folder_gets_a_page_for_each_article(tmp_path: Path, target: str) -> None:
    (tmp_path / "there").mkdir()
    export = exporting(f"{tmp_path}/{target}")
    assert export.write((MARK,)) == ()
    page = tmp_path / target / "A.md"
    assert page.read_text("utf-8").startswith('---\ntitle: "A"\n')
    page.write_text(page.read_text("utf-8") + "\nmy own words\n", "utf-8")
    (told,) = export.write((replace(MARK, note="new"),))
    assert "Left alone, since you edited them: A.md" in told


def test_a_file_that_is_somebodys_is_left_and_that_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# My notes\n", "utf-8")
    export = exporting(path)
    (told,) = export.write((MARK,))
    assert "holds something else than bookmarks" in told
    assert export.write((MARK,)) == ()
    assert path.read_text("utf-8") == "# My notes\n"
    path.unlink()
    assert export.write((MARK,)) == ()
    assert "words" in path.read_text("utf-8")


def test_a_suffix_of_no_format_is_a_mistake(tmp_path: Path) -> None:
    (told,) = exporting(tmp_path / "all.docx").write((MARK,))
    assert "belongs to no format" in told


def test_each_change_in_the_app_is_written(small: SmallLibrary, tmp_path: Path) -> None:
    path = tmp_path / "out" / "all.md"
    path.parent.mkdir()
    session = replace(small.session, settings=small.session.settings._replace(export=str(path)))
    keeper = Keeper(session, small.catalog)
    keeper.open()
    assert keeper.keep_own(lambda: "nothing changed").notices == ()
    assert not path.exists()
    written = small.write("one.md")
    small.refresh()
    article = small.article(written)
    keeper.keep_own(lambda: keeper.bookmarks.toggle_article(article).told)
    assert article.title in path.read_text("utf-8")
    keeper.keep_own(lambda: keeper.bookmarks.toggle_article(article).told)
    assert article.title not in path.read_text("utf-8")
