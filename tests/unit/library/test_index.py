from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.library.article import Article, ArticleDate, LengthUnit
from reader.library.index import Index, Progress
from reader.library.store.reads import Content
from tests.conftest import SHARED
from tests.unit.library.indexing.line_files import open_index, read, refresh, titles, walk, write


def test_a_refresh_finds_what_is_there(root: Path, place: Path | None) -> None:
    with open_index(place) as index:
        assert index.articles([root]) == []
        steps = refresh(index, root)
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
        assert index.text(root / "b.md") == "second text"
        assert index.notices == ()
    assert steps[0] == Progress(0, None, 0)
    assert steps[-1] == Progress(3, 3, 3)


def test_a_second_refresh_reads_nothing(root: Path, place: Path | None) -> None:
    with open_index(place) as index:
        refresh(index, root)
        assert refresh(index, root)[-1] == Progress(3, 3, 0)
        assert index.loads == 3


def test_a_warm_start_needs_no_file(root: Path, file: Path) -> None:
    with open_index(file) as index:
        refresh(index, root)
        before = index.articles([root])
    with open_index(file) as index:
        assert index.articles([root]) == before
        assert index.article(root / "c.md") == before[2]
        assert index.text(root / "c.md") == "third text"
        refresh(index, root)
        assert index.loads == 0


def test_only_what_changed_is_read_again(root: Path, place: Path | None) -> None:
    with open_index(place) as index:
        refresh(index, root)
        write(root, b="Delta\nother text", d="Epsilon\n")
        os.utime(root / "a.md", ns=(5, 5))
        (root / "c.md").unlink()
        assert refresh(index, root)[-1] == Progress(3, 3, 4)
        assert index.loads == 6
        assert titles(index, root) == ["Alpha", "Delta", "Epsilon"]
        assert index.text(root / "b.md") == "other text"
        assert index.text(root / "c.md") == ""
        assert index.article(root / "c.md") is None


def test_size_and_time_are_those_from_before_the_reading(root: Path, place: Path | None) -> None:
    def read_while_it_grows(path: Path) -> Content:
        content = read(path)
        path.write_text("Alpha\nlonger than it was", "utf-8")
        return content

    with open_index(place, read_while_it_grows) as index:
        refresh(index, root / "a.md")
        refresh(index, root / "a.md")
        assert index.text(root / "a.md") == "longer than it was"


def test_roots_have_a_scope_of_their_own(tmp_path: Path, place: Path | None) -> None:
    one, other = tmp_path / "notes", tmp_path / "notes-old"
    write(one, x="X\n")
    write(one / "deep", y="Y\n")
    write(other, z="Z\n")
    with open_index(place) as index:
        refresh(index, one, other)
        (other / "z.md").unlink()
        refresh(index, one)
        assert titles(index, one) == ["Y", "X"]
        assert titles(index, other) == ["Z"]
        assert titles(index, one / "x.md") == ["X"]
        assert titles(index, one / "x.md", other) == ["X", "Z"]
        assert titles(index, one / "deep", one, one / "x.md", one) == ["Y", "X"]
        assert titles(index, Path(tmp_path.anchor)) == ["Z", "Y", "X"]
        assert titles(index, tmp_path / "note") == []
        refresh(index, other)
        assert titles(index, other) == []


def test_a_root_may_be_relative(
    root: Path, place: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    with open_index(place) as index:
        refresh(index, Path("articles"))
        assert titles(index, Path("other/../articles")) == ["Alpha", "Beta", "Gamma"]
        assert index.text(Path("articles/a.md")) == "first text"
        assert index.articles([root])[0].path == root / "a.md"


def test_each_batch_is_stored_before_it_is_reported(root: Path, file: Path) -> None:
    with open_index(file) as index, open_index(file) as other:
        for step in index.refresh([root], batch=1):
            assert len(other.articles([root])) == step.done


def test_a_killed_refresh_goes_on_where_it_was(root: Path, file: Path) -> None:
    def read_until_killed(path: Path) -> Content:
        if path.name == "c.md":
            raise SystemExit
        return read(path)

    with open_index(file, read_until_killed) as index, pytest.raises(SystemExit):
        refresh(index, root, batch=2)
    with open_index(file) as index:
        assert titles(index, root) == ["Alpha", "Beta"]
        refresh(index, root)
        assert index.loads == 1
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]


def test_a_cancelled_refresh_keeps_what_it_has_and_drops_nothing(
    root: Path, place: Path | None
) -> None:
    with open_index(place) as index:
        assert list(index.refresh([root], cancelled=lambda: True))[-1] == Progress(0, None, 0)
        steps = list(index.refresh([root], cancelled=lambda: index.loads >= 2))
        assert steps[-1] == Progress(2, 3, 2)
        assert titles(index, root) == ["Alpha", "Beta"]
        list(index.refresh([root], cancelled=lambda: True))
        assert titles(index, root) == ["Alpha", "Beta"]


def failing(error: Exception) -> Callable[[Path], Content]:
    def read_or_fail(path: Path) -> Content:
        if path.name == "b.md":
            raise error
        return read(path)

    return read_or_fail


@pytest.mark.parametrize(
    "error", [ReaderError("too large\x1b[2J"), ValueError("too large\x1b[2J"), RecursionError()]
)
def test_a_file_that_cannot_be_read_has_an_error_and_stops_no_other(
    root: Path, place: Path | None, error: Exception
) -> None:
    with open_index(place, failing(error)) as index:
        problems = refresh(index, root)[-1].problems
        assert titles(index, root) == ["Alpha", "b", "Gamma"]
        bad = index.article(root / "b.md")
        assert bad is not None
        assert bad.error == ("too large[2J" if str(error) else "RecursionError")
        assert problems == (f"{root / 'b.md'}: {bad.error}",)
        refresh(index, root)
        assert index.loads == 3


def test_an_unreadable_file_is_read_once_its_permissions_change(
    root: Path, place: Path | None
) -> None:
    readable = False

    def read_if_permitted(path: Path) -> Content:
        if path.name == "b.md" and not readable:
            return Content(Article(path, "b", error="permission denied"))
        return read(path)

    with open_index(place, read_if_permitted) as index:
        refresh(index, root)
        readable = True
        before = (root / "b.md").stat().st_ctime_ns
        while (root / "b.md").stat().st_ctime_ns == before:  # the clock of files is coarse
            (root / "b.md").chmod(0o640)
        refresh(index, root)
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
        (root / "a.md").chmod(0o640)
        refresh(index, root)
        assert index.loads == 4


def test_a_file_that_vanishes_while_it_is_read_is_not_listed(
    root: Path, place: Path | None
) -> None:
    def read_too_late(path: Path) -> Content:
        if path.name == "b.md":
            path.unlink()
        return read(path)

    with open_index(place, read_too_late) as index:
        steps = refresh(index, root)
        assert steps[-1] == Progress(3, 3, 2)
        assert titles(index, root) == ["Alpha", "Gamma"]


def test_a_walk_may_name_files_that_are_gone(root: Path, place: Path | None) -> None:
    def walk_late(roots: Sequence[Path], *, cancelled: Callable[[], bool]) -> Iterable[Path]:
        yield roots[0] / "gone.md"
        yield from walk(roots, cancelled=cancelled)

    with Index(place, walk=walk_late, read=read) as index:
        assert refresh(index, root)[-1] == Progress(3, 3, 3)


def test_a_root_that_is_not_there_is_a_problem_and_holds_nothing(
    root: Path, place: Path | None
) -> None:
    with Index(place, read=read) as index:
        refresh(index, root)
        for each in [*root.iterdir(), root]:
            each.unlink() if each.is_file() else each.rmdir()
        assert refresh(index, root)[-1] == Progress(0, 0, 3, (f"{root}: no such file or folder",))
        assert index.articles([root]) == []


def test_a_name_that_is_no_text_is_a_path_like_any_other(root: Path, place: Path | None) -> None:
    odd = Path(os.fsdecode(os.fsencode(root) + b"/\xff\xfe.md"))
    try:
        odd.write_text("Odd\ntext", "utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    with open_index(place) as index:
        refresh(index, root)
        refresh(index, root)
        assert index.loads == 4
        assert [each.path for each in index.articles([root])][-1] == odd
        assert index.text(odd) == "text"


def test_texts_are_safe_and_their_white_space_is_collapsed(root: Path, place: Path | None) -> None:
    write(root, a="A\n one \t two \x1b[2J\u202e \n\n　\n three\ud7ff\r\nfour")
    with open_index(place) as index:
        refresh(index, root)
        assert index.text(root / "a.md") == "one two [2J\nthree\ud7ff\nfour"


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)
ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ARTICLES = st.builds(
    Article,
    path=st.just(Path("/library/a.md")),
    title=LINES,
    author=LINES,
    source=LINES,
    date=st.none() | st.builds(ArticleDate, st.datetimes(timezones=ZONES), LINES.filter(bool)),
    tags=st.lists(LINES.filter(bool), max_size=3).map(tuple),
    url=LINES,
    summary=LINES,
    language=LINES,
    cover=LINES,
    length=st.integers(0, 2**40),
    unit=st.sampled_from(LengthUnit),
    minutes=st.integers(0, 2**40),
    encoding=LINES,
    fingerprint=LINES,
    error=LINES,
)


@settings(deadline=None)
@given(ARTICLES)
def test_every_field_of_an_article_comes_back(article: Article) -> None:
    own = Path(__file__)
    status = own.stat()
    expected = replace(article, path=own, size=status.st_size, mtime_ns=status.st_mtime_ns)
    with open_index(None, lambda _: Content(article)) as index:
        refresh(index, own)
        assert index.articles([own]) == [expected]
        assert index.article(own) == expected


# --- with the library's own walk and loader ----------------------------------------------------


def test_it_reads_real_files_of_several_kinds(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.md").write_text(
        "---\ntitle: 深度：一\ntags: [x, y]\ndate: 2021-03-01\n---\n# 標題\n\n**粗體**的字\n",
        "utf-8",
    )
    (folder / "b.html").write_text("<p>One &amp; two</p><script>none</script>", "utf-8")
    (folder / "c.txt").write_bytes("这是一篇短文。".encode("utf-16"))
    (folder / "d.md").write_bytes(bytes(range(128, 256)) * 20 + b"\0\xff")
    (folder / "e.png").write_bytes(b"\x89PNG")
    with Index(file) as index:
        steps = refresh(index, folder)
        found = {article.path.name: article for article in index.articles([folder])}
        assert sorted(found) == ["a.md", "b.html", "c.txt", "d.md"]
        assert (found["a.md"].title, found["a.md"].tags) == ("深度：一", ("x", "y"))
        assert "粗體的字" in index.text(folder / "a.md")
        assert index.text(folder / "b.html") == "One & two"
        assert "这是一篇短文" in index.text(folder / "c.txt")
        refresh(index, folder)
        assert index.loads == 4
    errors = [f"{each.path}: {each.error}" for each in found.values() if each.error]
    assert list(steps[-1].problems) == errors


CORPUS = SHARED / "corpus"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the checkout, not in it")
def test_every_file_of_the_corpus_is_indexed_with_its_text(file: Path) -> None:
    with Index(file) as index:
        steps = refresh(index, CORPUS)
        articles = index.articles([CORPUS])
        assert steps[-1].done == steps[-1].total == len(articles) > 300
        without_text = [
            each.path.name for each in articles if each.length and not index.text(each.path)
        ]
        assert without_text == []
        assert [each.path.name for each in articles if each.error] == []
        assert all(each.title for each in articles)
