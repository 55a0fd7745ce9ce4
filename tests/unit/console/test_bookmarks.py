from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader.cli import run
from reader.document.model import Place
from reader.document.quote import Quote
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmarks import BookmarkStore

DINGDING = ArticleRef(path="/a/dingding.md", url="https://a.example/d", title="釘釘：一個教訓")
OTHER = ArticleRef(path="/a/other.md", title="T\x1b[2J")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bookmarks file with a bookmark of each kind."""
    path = tmp_path / "own.json"
    monkeypatch.setenv("READER_BOOKMARKS", str(path))
    monkeypatch.setenv("READER_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("READER_CACHE_DIR", str(tmp_path / "cache"))
    store = BookmarkStore(path)
    store.add_all(
        (
            Bookmark(DINGDING, id="a", note="读两遍", created="2026-01-31T12:00:00.000Z"),
            Bookmark(
                DINGDING,
                Place(1),
                Quote("社交網絡是什麼"),
                end=Place(1, 7),
                color="green",
                tags=("社会",),
                id="h",
                created="2026-02-01T12:00:00.000Z",
            ),
            Bookmark(OTHER, Place(3), Quote("a place"), id="p"),
        )
    )
    return path


def ids(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [entry["id"] for entry in json.loads(capsys.readouterr().out)]


@pytest.mark.usefixtures("own")
class TestList:
    def test_it_is_grouped_by_article_and_acts_on_no_terminal(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["bookmarks"]) == 0
        assert capsys.readouterr().out.splitlines()[:6] == [
            "釘釘：一個教訓",
            "  /a/dingding.md",
            "  ■ 2026-01-31 the whole article",
            "      读两遍",
            "  ▌ 2026-02-01 green #社会 “社交網絡是什麼”",
            "",
        ]

    def test_no_control_character_is_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        run(["bookmarks"])
        assert "\x1b" not in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ([], ["a", "h", "p"]),
            (["--kind", "highlight"], ["h"]),
            (["--kind", "place"], ["p"]),
            (["--tag", "社会"], ["h"]),
            (["--color", "green"], ["h"]),
            (["社交网络"], ["h"]),
            (["钉钉"], ["a", "h"]),
            (["钉钉", "两遍"], ["a"]),
            (["PLACE"], ["p"]),
        ],
    )
    def test_what_is_asked_for_is_listed(
        self, words: list[str], found: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["bookmarks", "--json", *words]) == 0
        assert ids(capsys) == found

    def test_the_array_names_the_kind(self, capsys: pytest.CaptureFixture[str]) -> None:
        run(["bookmarks", "--json"])
        kinds = [entry["kind"] for entry in json.loads(capsys.readouterr().out)]
        assert kinds == ["article", "highlight", "place"]

    def test_nothing_found_has_status_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["bookmarks", "nowhere"]) == 1
        assert capsys.readouterr().out == ""


class TestExport:
    def test_markdown_is_printed_unless_something_else_is_asked_for(
        self, own: Path, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        assert run(["--bookmarks", str(own), "bookmarks", "export"]) == 0
        assert capsysbinary.readouterr().out.startswith(b"# Bookmarks\n")

    @pytest.mark.usefixtures("own")
    def test_the_ending_of_the_file_says_the_format(self, tmp_path: Path) -> None:
        target = tmp_path / "out.csv"
        assert run(["bookmarks", "export", "-o", str(target), "--kind", "highlight"]) == 0
        lines = target.read_text("utf-8-sig").splitlines()
        assert lines[0].startswith("id,kind,title")
        assert len(lines) == 2

    @pytest.mark.usefixtures("own")
    def test_a_file_is_not_written_over_unless_told_to(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / "out.md"
        target.write_text("mine", "utf-8")
        assert run(["bookmarks", "export", "--output", str(target)]) == 2
        assert target.read_text("utf-8") == "mine"
        assert capsys.readouterr().err.count("\n") == 1
        assert run(["bookmarks", "export", "--output", str(target), "--force"]) == 0
        assert target.read_text("utf-8").startswith("# Bookmarks")

    @pytest.mark.usefixtures("own")
    def test_an_ending_that_says_nothing_is_asked_about(self, tmp_path: Path) -> None:
        assert run(["bookmarks", "export", "--output", str(tmp_path / "out")]) == 2
        assert not (tmp_path / "out").exists()


class TestImport:
    @pytest.mark.parametrize("ending", ["json", "csv"])
    def test_what_was_exported_comes_in_once(
        self, own: Path, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / f"out.{ending}"
        run(["bookmarks", "export", "-o", str(target)])
        before = own.read_bytes()
        assert run(["bookmarks", "import", str(target)]) == 0
        assert own.read_bytes() == before
        fresh = str(tmp_path / "fresh.json")
        capsys.readouterr()
        for said in ("3 bookmarks added, 0 changed, 0", "0 bookmarks added, 0 changed, 3"):
            assert run(["--bookmarks", fresh, "bookmarks", "import", str(target)]) == 0
            assert capsys.readouterr().out.startswith(said)
        assert run(["bookmarks", "--bookmarks", fresh, "--json"]) == 0
        assert ids(capsys) == ["a", "h", "p"]

    def test_a_dry_run_changes_nothing(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fresh = tmp_path / "fresh.json"
        assert run(["bookmarks", "import", "--dry-run", str(own), "--bookmarks", str(fresh)]) == 0
        assert "3 bookmarks would be added" in capsys.readouterr().out
        assert not fresh.exists()

    def test_bookmarks_may_be_piped_in(
        self, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(own.read_bytes())))
        fresh = tmp_path / "fresh.json"
        assert run(["bookmarks", "import", "-", "--bookmarks", str(fresh)]) == 0
        assert len(json.loads(fresh.read_bytes())["bookmarks"]) == 3

    def test_one_bad_file_changes_nothing_and_is_one_line(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = tmp_path / "bad\x1b.json"
        bad.write_text("{", "utf-8")
        before = own.read_bytes()
        assert run(["bookmarks", "import", str(own), str(bad)]) == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        assert "\x1b" not in error
        assert own.read_bytes() == before

    @pytest.mark.usefixtures("own")
    def test_a_file_that_is_not_there_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["bookmarks", "import", "/nowhere/x.json"]) == 2
        assert "no such file" in capsys.readouterr().err
