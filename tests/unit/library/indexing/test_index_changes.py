"""Files that move, change and vanish, and who hears of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.index import Index, Progress
from reader.library.store.reads import IndexSnapshot

DAY = "2021-03-01"


def write(path: Path, title: str, text: str, *, date: str = DAY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\ndate: {date}\n---\n{text}\n", "utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    write(folder / "a.md", "Alpha", "The first text, with some words in it.")
    write(folder / "b.md", "Beta", "The second one is about something else.")
    return folder


@pytest.fixture(params=["file", "memory"])
def index(request: pytest.FixtureRequest, tmp_path: Path, root: Path) -> Iterator[Index]:
    file = tmp_path / "cache" / "index.db" if request.param == "file" else None
    with Index(file) as made:
        refresh(made, root)
        yield made


def refresh(index: Index, *roots: Path) -> Progress:
    return list(index.refresh(roots))[-1]


def ids(index: Index, root: Path) -> dict[str, int]:
    """Ids by the articles' paths under the root."""
    found = index.view(lambda snapshot: snapshot.newest([root], 1000))
    return {article.path.relative_to(root).as_posix(): id_ for id_, article in found}


def added(index: Index, id_: int) -> int:
    row = index.view(
        lambda snapshot: snapshot.connection.execute(
            "SELECT added FROM article WHERE id = ?", (id_,)
        ).fetchone()
    )
    return int(row[0])


def test_a_moved_file_keeps_its_identity(index: Index, root: Path) -> None:
    before = ids(index, root)
    since = added(index, before["a.md"])
    (root / "deep").mkdir()
    (root / "a.md").rename(root / "deep" / "other.md")
    os.utime(root / "deep" / "other.md", ns=(5, 5))
    refresh(index, root)
    after = ids(index, root)
    assert after == {"deep/other.md": before["a.md"], "b.md": before["b.md"]}
    assert added(index, after["deep/other.md"]) == since
    assert index.text(root / "deep" / "other.md").startswith("The first text")
    assert refresh(index, root) == Progress(2, 2, 0)
    assert index.check() == []


def test_a_moved_folder_keeps_the_identity_of_all_that_is_in_it(index: Index, root: Path) -> None:
    for number in range(5):
        write(root / "old" / f"{number}.md", f"Part {number}", f"Text number {number}")
    refresh(index, root)
    before = ids(index, root)
    (root / "old").rename(root / "new")
    index.update([root / "old", root / "new"])
    after = ids(index, root)
    assert after == {name.replace("old/", "new/"): id_ for name, id_ in before.items()}


def test_a_moved_file_with_another_title_is_still_the_same(index: Index, root: Path) -> None:
    before = ids(index, root)
    (root / "a.md").unlink()
    write(root / "c.md", "Gamma", "The first text, with some words in it.")
    refresh(index, root)
    assert ids(index, root)["c.md"] == before["a.md"]
    found = index.article(root / "c.md")
    assert found is not None
    assert found.title == "Gamma"


def test_a_copy_is_an_article_of_its_own(index: Index, root: Path) -> None:
    before = ids(index, root)
    (root / "copy.md").write_bytes((root / "a.md").read_bytes())
    refresh(index, root)
    after = ids(index, root)
    assert after["a.md"] == before["a.md"]
    assert after["copy.md"] not in before.values()


def test_a_changed_text_keeps_its_identity_and_another_date_does_not(
    index: Index, root: Path
) -> None:
    before = ids(index, root)
    write(root / "a.md", "Alpha", "A text that was written anew, and is longer now.")
    refresh(index, root)
    assert ids(index, root) == before
    write(root / "a.md", "Alpha", "A text that was written anew.", date="2022-01-01")
    refresh(index, root)
    after = ids(index, root)
    assert after["a.md"] > before["a.md"]
    assert list(after) == ["a.md", "b.md"]


def test_a_touched_file_stays_as_it_was(index: Index, root: Path) -> None:
    before = ids(index, root)
    os.utime(root / "a.md", ns=(5, 5))
    refresh(index, root)
    assert ids(index, root) == before
    assert refresh(index, root) == Progress(2, 2, 0)


def test_nothing_shows_a_file_that_is_gone_while_others_are_read(root: Path) -> None:
    with Index(None) as index:
        refresh(index, root)
        (root / "a.md").unlink()
        for number in range(8):
            write(root / f"new{number}.md", "New", f"text {number}")
        for progress in index.refresh([root], batch=2):
            if progress.total is not None:
                assert "a.md" not in ids(index, root)
        assert len(ids(index, root)) == 9


def test_updates_name_files_that_came_changed_or_went(index: Index, root: Path) -> None:
    (root / "a.md").unlink()
    write(root / "b.md", "Beta", "changed")
    write(root / "c.md", "Gamma", "new")
    progress = index.update([root / "a.md", root / "b.md", root / "c.md"])
    assert progress == Progress(2, 2, 3)
    assert set(ids(index, root)) == {"b.md", "c.md"}
    assert index.text(root / "b.md") == "changed"
    assert index.check() == []


def test_an_update_takes_in_a_folder_and_leaves_out_what_is_no_article(
    index: Index, root: Path
) -> None:
    write(root / "deep" / "er" / "d.md", "Delta", "text")
    (root / "picture.png").write_bytes(b"\x89PNG")
    write(root / ".hidden.md", "Hidden", "text")
    index.update([root / "deep", root / "picture.png", root / ".hidden.md", root / "none.md"])
    assert set(ids(index, root)) == {"a.md", "b.md", "deep/er/d.md"}
    assert index.update([]) == index.update([root / "none.md"]) == Progress(0, 0, 0)


def test_a_file_that_became_a_link_out_of_the_library_is_forgotten(
    index: Index, root: Path, tmp_path: Path
) -> None:
    outside = write(tmp_path / "outside.md", "Secret", "text")
    (root / "a.md").unlink()
    (root / "a.md").symlink_to(outside)
    index.update([root / "a.md"], [root])
    assert set(ids(index, root)) == {"b.md"}
    refresh(index, root)
    assert set(ids(index, root)) == {"b.md"}


def test_links_lead_where_the_owner_lets_them(root: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "elsewhere" / "c.md", "Linked", "text")
    (root / "c.md").symlink_to(outside)
    with Index(tmp_path / "other.db", links=[outside.parent]) as index:
        refresh(index, root)
        assert set(ids(index, root)) == {"a.md", "b.md", "c.md"}


def test_an_update_forgets_a_folder_that_is_gone(index: Index, root: Path) -> None:
    write(root / "deep" / "d.md", "Delta", "text")
    refresh(index, root)
    (root / "deep" / "d.md").unlink()
    (root / "deep").rmdir()
    progress = index.update([root / "deep"])
    assert progress.problems == ()
    assert set(ids(index, root)) == {"a.md", "b.md"}


def test_the_revision_rises_with_what_is_written_and_stays_otherwise(
    index: Index, root: Path
) -> None:
    first = index.revision
    refresh(index, root)
    assert index.revision == first
    write(root / "c.md", "Gamma", "new")
    refresh(index, root)
    second = index.revision
    assert second > first
    (root / "c.md").unlink()
    refresh(index, root)
    assert index.revision > second


def test_the_revision_rises_with_what_others_write(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "index.db"
    with Index(file) as one, Index(file) as other:
        before = one.revision
        refresh(other, root)
        assert one.revision > before


def test_changes_since_a_revision_are_named(index: Index, root: Path) -> None:
    first = index.revision
    before = ids(index, root)
    write(root / "c.md", "Gamma", "new")
    (root / "a.md").unlink()
    refresh(index, root)
    after = ids(index, root)
    changes = index.view(lambda snapshot: snapshot.changes(first))
    assert changes is not None
    assert set(changes.written) == {after["c.md"]}
    assert set(changes.removed) >= {before["a.md"]}
    nothing = index.view(lambda snapshot: snapshot.changes(snapshot.revision))
    assert nothing is not None
    assert (list(nothing.written), list(nothing.removed)) == ([], [])
    assert index.view(lambda snapshot: snapshot.changes(0)) is None
    assert index.view(lambda snapshot: snapshot.changes(snapshot.revision + 1)) is None


def test_a_rebuilt_index_is_empty_until_it_is_refreshed(index: Index, root: Path) -> None:
    before = index.revision
    index.rebuild()
    assert index.articles([root]) == []
    loads = index.loads
    refresh(index, root)
    assert index.loads == loads + 2
    assert len(index.articles([root])) == 2
    assert index.revision > before
    assert index.view(lambda snapshot: snapshot.changes(before)) is None
    assert index.notices == ()


def test_a_check_finds_what_does_not_hold_together(index: Index) -> None:
    assert index.check() == []

    def harm(snapshot: IndexSnapshot) -> None:
        snapshot.connection.execute("DELETE FROM title")
        snapshot.connection.execute("UPDATE body SET text = x'00'")

    index.view(harm)
    found = index.check()
    assert any("has no title" in line for line in found)
    assert any("cannot be read" in line for line in found)
