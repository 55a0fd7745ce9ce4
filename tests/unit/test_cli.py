"""The plain commands: what they print, where, and with which status."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.cli import run
from reader.launch import at_bookmark
from reader.text.width import cell_width

KEYS = [
    "path", "title", "author", "source", "date", "tags", "url", "language", "length", "minutes",
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA_DIR", "STATE_DIR", "CACHE_DIR"):
        monkeypatch.setenv(f"READER_{name}", str(tmp_path / name))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("READER_BOOKMARKS", raising=False)
    monkeypatch.chdir(tmp_path)


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def told_of_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run what is wrong usage; what is written on stderr."""
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == 2
    return capsys.readouterr().err


def test_list_as_json_has_the_documented_keys(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", str(library), "--json"]) == 0
    articles = printed(capsys)
    assert [list(article) for article in articles] == [KEYS] * 4
    first = articles[0]
    assert first["title"] == "The Measure"
    assert first["date"] == "2024-05-12"
    assert first["source"] == "Plain Pages"
    third = articles[2]
    assert third["date"] == "2022-03-03T10:56:37+08:00"
    assert third["tags"] == ["社交", "聊天"]
    assert third["url"] == "https://news.example.com/2022/wangwang"
    assert third["language"] == "zh-Hans"
    assert articles[3]["date"] is None
    assert articles[3]["language"] == "zh-Hant"


def test_list_prints_a_line_each(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", str(library)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("2024-05-12  The Measure  ")


def test_an_unreadable_file_is_listed_with_its_error(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(library / "pipe.md")
    assert run(["list", str(library), str(library / "pipe.md"), "--json"]) == 0
    errors = {Path(a["path"]).name: a["error"] for a in printed(capsys) if "error" in a}
    assert set(errors) == {"pipe.md"}
    assert "\n" not in errors["pipe.md"]


def test_search_finds_both_scripts_and_counts(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "钉钉", str(library), "--json"]) == 0
    hits = printed(capsys)
    assert [hit["title"] for hit in hits] == ["辦公室裡的釘釘", "群聊的黄昏"]
    assert [list(hit) for hit in hits] == [[*KEYS, "hits", "snippet"]] * 2
    assert hits[1]["hits"] == 2
    assert "钉钉" in hits[1]["snippet"]


def test_search_without_a_hit_has_status_1(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "zzzz", str(library), "--json"]) == 1
    assert printed(capsys) == []


def test_cat_sets_the_article_at_a_width_without_colour(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["cat", str(library / "measure.md"), "--width", "40"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.splitlines()[1] == "The Measure"
    assert "Plain Pages · Ann Reed · 2024-05-12" in out
    assert "A line of sixty-six characters is said" in out.splitlines()
    assert max(len(line) for line in out.splitlines()) <= 40


def test_cat_colours_when_asked(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cat", str(library / "旺旺.md"), "--color", "always"]) == 0
    assert "\x1b[1m人不多，话很多\x1b[0m" in capsys.readouterr().out


def test_cat_sets_the_article_as_the_settings_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text("indent = true\ngap = true\nambiguous = 2\n", "utf-8")
    article = tmp_path / "a.md"
    article.write_text("# 题目\n\n用Vim写“字”\n\n---\n\n尾\n", "utf-8")
    assert run(["cat", str(article), "--width", "30"]) == 0
    rows = [row for row in capsys.readouterr().out.splitlines() if row]
    assert "    用 Vim 写“字”" in rows
    assert [row.strip() for row in rows if set(row) == {" ", "─"}] == ["─" * 5]
    assert max(cell_width(row, ambiguous=2) for row in rows) <= 30


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title>
<item><title>An entry</title><description>Some words of it.</description></item></channel></rss>"""
MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html

<title>Kept</title><p>Some words of it.
--b--
"""
PIPED = {
    "a page": ("<!doctype html><title>A page</title><p>Some words of it.", "A page"),
    "front matter": ("---\ntitle: Told\n---\n# A heading\n\nSome words of it.", "Told"),
    "Markdown": ("# A heading\n\nSome words of it.", "A heading"),
    "a sentence": ("Some words of it. More are to come, and these are far too many.", "Some words"),
    "a feed": (FEED, "A feed"),
    "MHTML": (MHTML, "Kept"),
}
"""What is piped in, and the beginning of the title that it has."""


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], int]]:
    """Put data in the place of stdin; nothing is left of it in the folder for temporary files."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))

    source = tmp_path / "piped"
    source.touch()
    with source.open("r", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        yield source.write_bytes
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(("data", "title"), PIPED.values(), ids=PIPED)
def test_cat_tells_by_its_content_what_is_piped_in(
    data: str, title: str, pipe: Callable[[bytes], int], capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(data.encode())
    assert run(["cat", "-"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[1].startswith(title)
    assert "Some words of it" in out


@pytest.mark.parametrize("data", [b"", b"\n", bytes(range(256)) * 20])
def test_cat_says_in_a_line_what_is_wrong_with_what_is_piped_in(
    data: bytes, pipe: Callable[[bytes], int], capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(data)
    assert run(["cat", "-"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("reader: standard input: is ")
    assert told.err.count("\n") == 1


def test_what_is_piped_in_is_not_read_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["-"]) == 2
    assert "reader cat -" in capsys.readouterr().err


def test_a_file_that_is_called_as_stdin_is_named_with_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "-").write_text("# Dashes\n\nHello.", "utf-8")
    assert run(["cat", "./-"]) == 0
    assert "Dashes" in capsys.readouterr().out


def test_cat_folds_code_even_if_the_app_scrolls_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text('code = "scroll"\n', "utf-8")
    article = tmp_path / "a.md"
    article.write_text(f"# T\n\n    {'x = 1; ' * 20}end\n", "utf-8")
    assert run(["cat", str(article), "--width", "30"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[-1].endswith("end")
    assert max(map(len, rows)) <= 30


@pytest.mark.parametrize(
    "command",
    [["cat", "gone.md"], ["list", "gone"], ["search", "x", "gone"], ["index", "gone"]],
)
def test_a_missing_file_is_one_line_on_stderr(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "gone" in captured.err


def test_no_folder_at_all_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list"]) == 2
    assert "name a folder" in capsys.readouterr().err


def test_the_folders_of_the_configuration_are_the_default(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text(f'folders = ["{library}"]\nwrong = 1\n', "utf-8")
    assert run(["list"]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 4
    assert "line 2: wrong" in captured.err


def test_then_the_folder_articles_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("# Alone\n\ntext\n", "utf-8")
    assert run(["list"]) == 0
    assert "Alone" in capsys.readouterr().out


def test_bookmarks_of_nobody_are_an_empty_array(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bookmarks", "--json"]) == 1
    assert printed(capsys) == []


def test_bookmarks_are_listed_from_the_file_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.json"
    own.write_text(
        '{"version": 1, "bookmarks": [{"article": {"path": "/a.md", "title": "T\\u001b[2J"},'
        ' "id": "1", "created": "2026-01-31T12:00:00.000Z", "note": "why"}]}',
        "utf-8",
    )
    assert run(["bookmarks", "--bookmarks", str(own)]) == 0
    out = capsys.readouterr().out
    assert out == "T[2J\n  /a.md\n  ■ 2026-01-31 the whole article\n      why\n"


@pytest.mark.parametrize(
    "words", [["-tedium line"], ["--json", "-tedium line"], ["-tedium line", "--json"]]
)
def test_a_query_may_begin_with_what_it_excludes(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\nline after line\n", "utf-8")
    (folder / "b.md").write_text("# B\n\nline of tedium\n", "utf-8")
    assert run(["search", *words, str(folder)]) == 0
    out = capsys.readouterr().out
    assert "a.md" in out
    assert "b.md" not in out


NAMES = ["-rf.md", "--help.md", "-", "--", "--json", "list", "a b"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", [["cat"], ["cat", "--width", "40"]])
def test_behind_two_dashes_anything_is_a_file(
    name: str, before: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("# Dashes\n\nHello.", "utf-8")
    assert run([*before, "--", name]) == 0
    assert "Hello." in capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "words", [["list", "--json", "a.md"], ["list", "a.md", "--json"], ["search", "--json", "Hello"]]
)
def test_options_before_two_dashes_are_options_still(
    name: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("# Dashes\n\nHello.", "utf-8")
    (tmp_path / "a.md").write_text("# Other\n\nWords.", "utf-8")
    assert run([*words, "--", name]) == 0
    assert str(tmp_path / name) in [article["path"] for article in printed(capsys)]


def test_a_query_behind_two_dashes_excludes_words_still(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# One\n\nHello.", "utf-8")
    (tmp_path / "-b.md").write_text("# Two\n\nWords.", "utf-8")
    assert run(["search", "--json", "--", "-hello", "a.md", "-b.md"]) == 0
    assert [article["title"] for article in printed(capsys)] == ["Two"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", [[], ["--fresh"], ["--bookmarks", "b.json"]])
def test_the_app_opens_what_stands_behind_two_dashes(
    name: str, before: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[list[Path], bool]] = []

    def read(paths: list[Path], _bookmarks: Path | None, *, fresh: bool) -> int:
        asked.append((paths, fresh))
        return 0

    monkeypatch.setattr("reader.launch.read", read)
    assert run([*before, "--", name]) == 0
    assert run([*before, "a.md", "--", name]) == 0
    fresh = "--fresh" in before
    named = Path(name) if name != "-" else Path(name).absolute()  # it is no standard input
    assert asked == [([named], fresh), ([Path("a.md"), named], fresh)]


@pytest.mark.parametrize("words", [["list", "--format", "--", "x"], ["cat", "--", "a", "-b"]])
def test_wrong_usage_with_two_dashes_is_told_without_marks(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = told_of_wrong_usage(words, capsys)
    assert "-b" in told or "--format: expected one argument" in told
    assert told.strip().isprintable()


def test_an_unknown_option_of_search_is_wrong_usage_still(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told_of_wrong_usage(["search", "--jsn", "word"], capsys)


@pytest.mark.parametrize("option", [["--bookmarks", "own.json"], ["--bookmarks=own.json"]])
def test_the_bookmarks_file_may_stand_before_any_command(
    option: list[str], library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.json").write_text(
        '{"version": 1, "bookmarks": [{"id": "a", "article": {"path": "m.md", "title": "Mine"}}]}',
        "utf-8",
    )
    assert run([*option, "list", str(library)]) == 0
    assert "The Measure" in capsys.readouterr().out
    assert run([*option, "bookmarks"]) == 0
    assert "Mine" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["cat"], ["--no-such-\x1b[2Joption"], ["search"]])
def test_wrong_usage_is_one_line_and_has_status_2(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    err = told_of_wrong_usage(command, capsys)
    assert err.count("\n") == 1
    assert "--help" in err
    assert "\x1b" not in err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    for name in ("list", "search", "index", "cat", "bookmarks"):
        assert f"reader {name}" in out


def test_names_that_act_on_terminals_are_printed_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lib"
    folder.mkdir()
    (folder / "\x1b]0;owned\x07\u202e\x9b.md").write_text("text\n", "utf-8")
    assert run(["list", str(folder)]) == 0
    assert run(["list", str(folder), "--json"]) == 0
    assert run(["cat", "\x1b]0;owned\x07"]) == 2
    captured = capsys.readouterr()
    for character in "\x1b\x07\x9b\u202e":
        assert character not in captured.out + captured.err


@pytest.mark.parametrize(
    "command",
    [
        ["list", "x" * 300],
        ["bookmarks", "--bookmarks", "~nobody-at-all/x"],
        ["cat", "x" * 300],
    ],
)
def test_names_that_cannot_be_are_one_line(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("width", ["5", "100000000000", "x", "-3"])
def test_a_width_that_cannot_be_is_wrong_usage(width: str) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["cat", "a.md", "--width", width])
    assert caught.value.code == 2


def test_a_bookmark_may_be_named_behind_a_file(library: Path) -> None:
    path = library / "measure.md"
    assert at_bookmark([Path(f"{path}#0a1b")]) == ((path,), "0a1b")
    assert at_bookmark([path]) == ([path], "")
    assert at_bookmark([Path(f"{library}#0a1b")]) == ([Path(f"{library}#0a1b")], "")
    assert at_bookmark([Path(f"{path}#a"), path]) == ([Path(f"{path}#a"), path], "")


def test_a_file_with_such_a_name_is_that_file(library: Path) -> None:
    path = library / "measure.md#0a1b"
    path.write_text("words", "utf-8")
    assert at_bookmark([path]) == ([path], "")
    assert at_bookmark([Path(f"{path}#c")]) == ((path,), "c")


@pytest.mark.parametrize("command", [["list"], ["cat", "a.md"]])
def test_a_closed_pipe_ends_any_command_as_shells_say_it(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\ntext\n", "utf-8")
    monkeypatch.chdir(folder if command[0] == "cat" else tmp_path)
    read, write = os.pipe()
    os.close(read)
    with open(write, "w", encoding="utf-8", buffering=1) as closed:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", closed)
        assert run(command) == 141


def test_cat_as_json_tells_text_headings_links_and_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "a.md"
    body = "Words.\n\n## Part\n\nSee [there](https://example.org/x).\n\n![A map](map.png)\n"
    article.write_text(f"---\ntitle: Maps\ntags: [a]\n---\n{body}", "utf-8")
    assert run(["cat", "--json", str(article)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["title"] == "Maps"
    assert told["text"].split("\n\n")[:3] == ["Words.", "Part", "See there."]
    (heading,) = told["headings"]
    assert told["text"].split("\n")[heading["line"] - 1] == heading["text"] == "Part"
    assert told["links"] == [{"text": "there", "address": "https://example.org/x"}]
    assert told["pictures"] == [{"caption": "A map", "address": "map.png"}]


def test_what_is_exported_to_a_dash_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bookmarks", "export", "--format", "json", "--output", "-"]) == 1
    assert json.loads(capsys.readouterr().out)["bookmarks"] == []
