"""list, search and index: what is chosen, in which order, in which form."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.cli import run
from reader.library.index import Index, Progress
from reader.library.search.query import Literal
from reader.library.sort_names import SortKey
from reader.paths import Paths
from reader.services.arrangement import LIST_SORTS
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.own_articles import OwnArticle, OwnArticleStore, beside
from reader.state.reading_state import StateDatabase
from tests.conftest import PROJECT

TITLES = {
    "a.md": ("Zebra 10", "2020-01-01", "Ann", "Plain", ["one", "two"]),
    "b.md": ("Zebra 9", "2021-01-01", "", "Gazette", ["two"]),
    "c.md": ("阿里之后", "2019-01-01", "林深", "Plain", []),
    "d.md": ("Monkey", "", "Bob", "", []),
}


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA_DIR", "STATE_DIR", "CACHE_DIR"):
        monkeypatch.setenv(f"READER_{name}", str(tmp_path / name))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("READER_BOOKMARKS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    for number, (name, (title, day, author, source, tags)) in enumerate(TITLES.items(), 1):
        fields = {"title": title, "date": day, "author": author, "source": source}
        front = [f"{key}: {value}" for key, value in fields.items() if value]
        front.append(f"tags: [{', '.join(tags)}]")
        body = "stripes " * number * 300
        (folder / name).write_text("\n".join(["---", *front, "---", body, ""]), "utf-8")
    return folder


def names(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The files printed with `--format {path}`."""
    return [Path(line).name for line in capsys.readouterr().out.splitlines()]


PATHS = ["--format", "{path}"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["b.md", "a.md", "c.md", "d.md"]),
        (["--sort", "date"], ["b.md", "a.md", "c.md", "d.md"]),
        (["--sort", "date", "--reverse"], ["d.md", "c.md", "a.md", "b.md"]),
        (["--sort", "title"], ["d.md", "b.md", "a.md", "c.md"]),  # 9 before 10, Han last
        (["--sort", "author"], ["a.md", "d.md", "c.md", "b.md"]),
        (["--sort", "length"], ["a.md", "b.md", "c.md", "d.md"]),
        (["--limit", "2"], ["b.md", "a.md"]),
        (["--sort", "length", "--reverse", "--limit", "1"], ["d.md"]),
        (["--tag", "two"], ["b.md", "a.md"]),
        (["--tag", "two", "--tag", "one"], ["a.md"]),
        (["--source", "plain", "--sort", "length"], ["a.md", "c.md"]),
        (["--author", "林深"], ["c.md"]),
        (["--related", "shelf/a.md"], ["b.md"]),
    ],
)
def test_list_chooses_and_sorts(
    options: list[str], expected: list[str], shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", str(shelf), *PATHS, *options]) == 0
    assert names(capsys) == expected


def test_what_is_no_article_of_the_library_has_none_related(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", str(shelf), "--related", "shelf/none.md"]) == 2
    assert "no article of the library" in capsys.readouterr().err


def test_list_sorts_as_config_says(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text('sort = "length"\n', "utf-8")
    assert run(["list", str(shelf), *PATHS]) == 0
    assert names(capsys) == ["a.md", "b.md", "c.md", "d.md"]


def test_list_of_nothing_has_status_1(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", str(shelf), "--tag", "none", "--json"]) == 1
    assert capsys.readouterr().out == "[]\n"


def test_list_knows_what_its_owner_read_and_kept(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = Paths.default(os.environ)
    now = datetime(2026, 1, 2, 12, tzinfo=UTC)
    with StateDatabase(paths.state) as state:
        state.mark_read("", shelf / "a.md", read=True, at=now)
        state.mark_read("", shelf / "c.md", read=True, at=now.replace(hour=13))
    store = BookmarkStore(paths.bookmarks)
    store.load()
    store.add(Bookmark(article=ArticleRef(path=str(shelf / "b.md"), title="Zebra 9")))
    for options, expected in [
        (["--unread"], ["b.md", "d.md"]),
        (["--bookmarked"], ["b.md"]),
        (["--unread", "--bookmarked", "--tag", "two"], ["b.md"]),
        (["--sort", "read", "--limit", "2"], ["c.md", "a.md"]),
    ]:
        assert run(["list", str(shelf), *PATHS, *options]) == 0
        assert names(capsys) == expected
    assert run(["search", "is:read stripes", str(shelf), *PATHS, "--sort", "date"]) == 0
    assert names(capsys) == ["a.md", "c.md"]


def test_list_and_search_know_the_tags_of_their_owner_and_what_is_archived(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = OwnArticleStore(beside(Paths.default(os.environ).bookmarks))
    for name, tags, archived in (("a.md", ("mine",), False), ("b.md", ("mine",), True)):
        store.add(
            OwnArticle(article=ArticleRef(path=str(shelf / name)), tags=tags, archived=archived)
        )
    for options, expected in [
        (["list"], ["a.md", "c.md", "d.md"]),
        (["list", "--tag", "mine"], ["a.md"]),
        (["list", "--archived", "--tag", "mine"], ["b.md"]),
        (["search", "zebra"], ["a.md"]),
        (["search", "is:archived"], ["b.md"]),
        (["search", "mine -is:archived"], ["a.md"]),
    ]:
        assert run([*options, str(shelf), *PATHS]) == 0
        assert names(capsys) == expected, options
    run(["list", "--tag", "mine", "--json", str(shelf)])
    assert json.loads(capsys.readouterr().out)[0]["tags"] == ["one", "two", "mine"]


def test_both_copies_of_an_article_are_listed(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shelf / "copy.md").write_bytes((shelf / "a.md").read_bytes())
    assert run(["list", str(shelf), "--tag", "one", *PATHS]) == 0
    assert sorted(names(capsys)) == ["a.md", "copy.md"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["zebra"], ["b.md", "a.md"]),
        (["stripes", "--sort", "length"], ["a.md", "b.md", "c.md", "d.md"]),
        (["stripes", "--sort", "title", "--limit", "2"], ["d.md", "b.md"]),
        (["zebra", "--reverse"], ["a.md", "b.md"]),
        (["zebra", "--limit", "1"], ["b.md"]),
        (["ali"], ["c.md"]),
    ],
)
def test_search_finds_and_sorts(
    options: list[str], expected: list[str], shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    query, *rest = options
    assert run(["search", query, str(shelf), *PATHS, *rest]) == 0
    assert names(capsys) == expected


def test_what_is_near_is_no_result(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "Monkye", str(shelf)]) == 1
    assert capsys.readouterr() == ("", "reader: Did you mean: monkey\n")


@pytest.mark.parametrize("rest", [(), ("--json",)])
def test_a_pattern_that_was_given_up_is_told(
    shelf: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    rest: Sequence[str],
) -> None:
    def told(literals: Iterable[Literal]) -> list[str]:
        return [f"{each.value} is too slow" for each in literals]

    monkeypatch.setattr("reader.library.search.passages.slow_patterns", told)
    assert run(["search", "regex:/onk.y/", str(shelf), *rest]) == 0
    out, err = capsys.readouterr()
    assert "Monkey" in out
    assert err == "reader: onk.y is too slow\n"


def test_search_prints_snippets_and_counts_where_the_template_says(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "title:monkey stripes", str(shelf), "--format", r"{hits}\t{title}"]) == 0
    assert capsys.readouterr().out == "1200\tMonkey\n"
    assert run(["search", "zebra stripes", str(shelf), "--limit", "1"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("2021-01-01  Zebra 9  ")
    assert "stripes" in second


def test_json_has_a_line_for_each_article(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", str(shelf), "--json"]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 4 + 2
    articles: list[dict[str, Any]] = json.loads(out)
    assert [article["title"] for article in articles] == [
        "Zebra 9", "Zebra 10", "阿里之后", "Monkey",
    ]  # fmt: skip


def test_more_articles_than_are_fetched_at_a_time_are_all_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(450):
        (folder / f"{number:03}.txt").write_text(f"Title {number}\n\nword {number}\n", "utf-8")
    assert run(["list", str(folder), *PATHS]) == 0
    assert sorted(names(capsys)) == [f"{number:03}.txt" for number in range(450)]
    assert run(["search", "word", str(folder), *PATHS]) == 0
    assert len(names(capsys)) == 450


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["list", "--format", "{titel}"], "no field {titel}; there are: path, title, "),
        (["list", "--format", "{snippet}"], "no field {snippet}"),
        (["list", "--format", "{title!r}"], "no field {title!r}"),
        (["list", "--format", "{title:>9}"], "no field {title:>9}"),
        (["list", "--format", "{title"], "a brace"),
        (["list", "--format", "title"], "no field in it"),
        (["list", "--format", r"{title}\q"], r"no escape \q"),
        (["list", "--format", "{title}", "--json"], "not allowed with"),
        (["list", "--limit", "0"], "a number from 1"),
        (["list", "--limit", "many"], "a number from 1"),
        (["list", "--sort", "relevance"], "relevance"),
        (["list", "--tag", "\x1b"], "must not be blank"),
        (["search", "x", "--sort", "size"], "size"),
        (["index", "--check", "--rebuild"], "not allowed with"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_line(
    command: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(command)
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert said in captured.err
    assert captured.err.endswith(f"(see reader {command[0]} --help)\n")


def test_the_orders_offered_are_those_there_are() -> None:
    assert {*LIST_SORTS, "relevance"} == set(SortKey)


# -- index --------------------------------------------------------------------------------


def test_index_is_quiet_in_a_pipe(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["index", str(shelf)]) == 0
    assert run(["index", str(shelf)]) == 0
    assert capsys.readouterr() == ("", "")


def test_index_reads_what_list_then_need_not(shelf: Path, tmp_path: Path) -> None:
    assert run(["index", str(shelf)]) == 0
    with Index(Paths.default({"READER_CACHE_DIR": str(tmp_path / "CACHE_DIR")}).index) as index:
        assert len(index.articles([shelf])) == 4
        *_, last = index.refresh([shelf])
        assert (last.done, last.total, last.changed) == (4, 4, 0)


def test_index_tells_what_could_not_be_read(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = shelf / "\x1bpipe.md"
    os.mkfifo(pipe)
    assert run(["index", str(shelf), str(pipe)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "pipe.md" in captured.err
    assert "\x1b" not in captured.err


def test_rebuild_reads_everything_again_and_check_finds_it_sound(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["index", str(shelf)]) == 0
    (shelf / "a.md").unlink()
    assert run(["index", str(shelf), "--rebuild"]) == 0
    assert run(["index", "--check"]) == 0
    assert capsys.readouterr() == ("", "")
    assert run(["list", str(shelf), *PATHS]) == 0
    assert names(capsys) == ["b.md", "c.md", "d.md"]


def test_check_tells_what_is_wrong_and_has_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Index, "check", lambda _: ["article 7 has no text", "another"])
    assert run(["index", "--check"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "article 7 has no text\nanother\n"
    assert "--rebuild" in captured.err


def test_ctrl_c_says_that_what_was_read_is_kept(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Iterator[Progress]:
        yield Progress(1, 4, 1)
        raise KeyboardInterrupt

    monkeypatch.setattr(Index, "refresh", interrupted)
    assert run(["index", str(shelf)]) == 130
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "goes on from there" in captured.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_index_tells_how_far_it_is(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert run(["index", str(shelf)]) == 0
    assert "looking for articles" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K4 articles, 4 changed\n")


# -- as a process of its own --------------------------------------------------------------


def test_the_owners_state_is_known_without_the_app(shelf: Path) -> None:
    code = (
        "import sys; from reader.cli import run; "
        "run(['list', sys.argv[1], '--unread', '--sort', 'read', '--json']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(shelf)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(done.stdout)) == 4
    assert not {"textual", "rich"} & set(done.stderr.split())


@pytest.mark.skipif(os.name == "nt", reason="no head there")
def test_a_pipe_that_is_closed_early_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 40)
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"Title {number}\n", "utf-8")
    command = f"{sys.executable} -m reader list {folder} --json | head -n 2"
    done = subprocess.run(
        ["sh", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("[\n{")
    assert done.stderr == ""


# -- an index that is damaged or locked ----------------------------------------------------

COMMANDS = pytest.mark.parametrize(
    "command", [["list"], ["search", "stripes"], ["index"], ["index", "--rebuild"]]
)


@pytest.fixture
def index_file(shelf: Path) -> Path:
    assert run(["index", str(shelf)]) == 0
    return Paths.default(os.environ).index


def damage(file: Path) -> None:
    """One byte in the text of a table's definition, which is then no UTF-8."""
    content = bytearray(file.read_bytes())
    content[content.index(b"CREATE TABLE body") + 3] |= 0x80
    file.write_bytes(content)


@COMMANDS
def test_a_damaged_index_is_made_anew(
    shelf: Path, index_file: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    damage(index_file)
    assert run([*command, str(shelf)]) == 0
    assert capsys.readouterr().err == "reader: The index was damaged and is made anew\n"
    assert run([*command, str(shelf)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("shelf")
def test_a_check_says_so_too(index_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(index_file)
    assert run(["index", "--check"]) == 1
    assert capsys.readouterr().out == "The index was damaged and is made anew\n"
    assert run(["index", "--check"]) == 0


@COMMANDS
def test_a_locked_index_keeps_no_command_waiting(
    shelf: Path, index_file: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(index_file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        status = run([*command, str(shelf)])
    said = capsys.readouterr()
    if command == ["index"]:
        assert (status, "could not be written" in said.err) == (2, True)
    else:
        assert status == 0
    assert "The index is in memory for now" in said.err
    assert "Traceback" not in said.err


@pytest.mark.usefixtures("shelf")
def test_a_locked_index_cannot_be_checked(
    index_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(index_file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert run(["index", "--check"]) == 2
    assert "another program uses it" in capsys.readouterr().err


@pytest.mark.parametrize("query", ["stripes", "阿里"])
def test_the_search_that_finds_the_damage_answers_all_the_same(
    shelf: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    command = ["search", query, str(shelf), "--format", "{path}"]
    assert run(command) == 0
    answer = capsys.readouterr().out
    with closing(sqlite3.connect(Paths.default(os.environ).index)) as index:
        index.execute("UPDATE body SET text = x'00ff'")
        index.execute("UPDATE article SET title = CAST(x'ff' AS TEXT)")
        index.commit()
    assert run(command) == 0
    assert capsys.readouterr().out == answer
