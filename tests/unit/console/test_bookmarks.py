from __future__ import annotations

import errno
import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader.cli import run
from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import DiskFiles

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


def other_machine(own: Path, target: Path) -> Path:
    """A file of another machine: a short note, other words under a known id, all of it later."""
    document = json.loads(own.read_bytes())
    whole, highlight, _ = document["bookmarks"]
    whole |= {"note": "short", "tags": ["new"], "updated": "2099-01-01T00:00:00.000Z"}
    highlight["quote"]["exact"] = "other words"
    target.write_text(json.dumps(document), "utf-8")
    return target


def notes(own: Path) -> dict[str, str]:
    return {entry["id"]: entry["note"] for entry in json.loads(own.read_bytes())["bookmarks"]}


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
    @pytest.mark.parametrize("ending", ["json", "csv", "md"])
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
        for said in ("3 bookmarks added, 0 merged, 0", "0 bookmarks added, 0 merged, 3"):
            assert run(["--bookmarks", fresh, "bookmarks", "import", str(target)]) == 0
            assert capsys.readouterr().out.startswith(said)
        assert run(["bookmarks", "--bookmarks", fresh, "--json"]) == 0
        assert ids(capsys) == ["a", "h", "p"]

    def test_a_dry_run_changes_nothing(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fresh = tmp_path / "fresh.json"
        assert run(["bookmarks", "import", "--dry-run", str(own), "--bookmarks", str(fresh)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines == [
            "new     釘釘：一個教訓: 读两遍",
            "new     釘釘：一個教訓: 社交網絡是什麼",
            "new     T[2J: a place",
            "3 bookmarks would be added, 0 would be merged, 0 there already",
        ]
        assert not [*tmp_path.glob("*fresh*"), *tmp_path.glob("*import*")]

    def test_a_dry_run_tells_what_becomes_of_each(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = own.read_bytes()
        theirs = other_machine(own, tmp_path / "theirs.json")
        assert run(["bookmarks", "import", "--dry-run", str(theirs)]) == 0
        *lines, totals = capsys.readouterr().out.splitlines()
        assert lines == [
            "merged  釘釘：一個教訓: 读两遍 short",
            "beside  釘釘：一個教訓: other words",
            "same    T[2J: a place",
        ]
        assert totals == (
            "1 bookmark would be added (1 beside one of the same id), 1 would be merged, "
            "1 there already"
        )
        assert own.read_bytes() == before

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


class TestUndoingAnImport:
    def test_the_file_as_it_was_is_kept_beside_it(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = own.read_bytes()
        assert run(["bookmarks", "import", str(other_machine(own, tmp_path / "theirs"))]) == 0
        assert notes(own)["a"] == "读两遍\n\nshort"
        (copy,) = (path for path in tmp_path.glob("own.json.before-import-*Z"))
        assert copy.read_bytes() == before
        assert copy.stat().st_mode & 0o777 == 0o600
        assert str(copy) in capsys.readouterr().out

    def test_an_import_is_taken_back_and_nothing_else(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = notes(own)
        run(["bookmarks", "import", str(other_machine(own, tmp_path / "theirs"))])
        store = BookmarkStore(own)
        store.load()
        store.add(Bookmark(OTHER, id="since", note="made since"))
        capsys.readouterr()
        assert run(["bookmarks", "undo-import"]) == 0
        assert capsys.readouterr().out == "1 bookmark taken out, 1 as before\n"
        assert notes(own) == {**before, "since": "made since"}
        assert run(["bookmarks", "undo-import"]) == 2
        assert "no import to take back" in capsys.readouterr().err

    def test_what_was_edited_since_keeps_what_was_edited(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(["bookmarks", "import", str(other_machine(own, tmp_path / "theirs"))])
        store = BookmarkStore(own)
        store.load()
        mark = store.get("a")
        assert mark is not None
        store.update(replace(mark, note="mine, later"), mark)
        assert run(["bookmarks", "undo-import"]) == 0
        assert "1 bookmark edited since" in capsys.readouterr().out
        store.reload_if_changed()
        mark = store.get("a")
        assert mark is not None
        assert (mark.note, mark.tags) == ("mine, later", ())

    @pytest.mark.usefixtures("own")
    def test_where_there_was_no_file_all_of_it_is_taken_out(
        self, own: Path, tmp_path: Path
    ) -> None:
        fresh = tmp_path / "fresh" / "fresh.json"
        assert run(["bookmarks", "import", str(own), "--bookmarks", str(fresh)]) == 0
        assert len(notes(fresh)) == 3
        assert run(["bookmarks", "undo-import", "--bookmarks", str(fresh)]) == 0
        assert notes(fresh) == {}

    def test_an_older_import_is_taken_back_by_the_name_of_its_copy(
        self, own: Path, tmp_path: Path
    ) -> None:
        before = notes(own)
        run(["bookmarks", "import", str(other_machine(own, tmp_path / "theirs"))])
        (copy,) = tmp_path.glob("own.json.before-import-*Z")
        table = tmp_path / "more.csv"
        table.write_text("url,quote\nhttps://a.example/9,words\n", "utf-8")
        run(["bookmarks", "import", str(table)])
        assert run(["bookmarks", "undo-import", str(copy)]) == 0
        assert len(notes(own)) == len(before) + 1
        assert before.items() <= notes(own).items()

    def test_where_no_copy_can_be_kept_nothing_is_done(
        self,
        own: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        theirs = other_machine(own, tmp_path / "theirs")
        before = own.read_bytes()

        def refused(_files: DiskFiles, _folder: Path, _prefix: str, _suffix: str) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

        monkeypatch.setattr(DiskFiles, "create", refused)
        assert run(["bookmarks", "import", str(theirs)]) == 2
        assert own.read_bytes() == before
        assert "cannot be written before the import" in capsys.readouterr().err

    def test_a_file_of_a_newer_version_is_not_changed_and_no_copy_is_left(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        newer = tmp_path / "newer" / "own.json"
        newer.parent.mkdir()
        newer.write_text('{"version": 99, "bookmarks": []}', "utf-8")
        assert run(["bookmarks", "import", str(own), "--bookmarks", str(newer)]) == 2
        assert "newer version" in capsys.readouterr().err
        assert [path.name for path in newer.parent.iterdir()] == ["own.json"]

    def test_a_full_disk_is_said_with_where_the_bookmarks_are(
        self,
        own: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        theirs = other_machine(own, tmp_path / "theirs")

        def full(_files: DiskFiles, source: Path, target: Path) -> None:
            if target == own:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            source.replace(target)

        monkeypatch.setattr(DiskFiles, "replace", full)
        before = own.read_bytes()
        assert run(["bookmarks", "import", str(theirs)]) == 2
        assert own.read_bytes() == before
        told = capsys.readouterr().err
        assert "the disk is full" in told
        assert "is kept in" in told
        monkeypatch.undo()


class TestFolders:
    def test_pages_for_obsidian_go_out_and_come_in(
        self, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        vault = tmp_path / "vault"
        export = ["bookmarks", "export", "--format", "obsidian", "--output", str(vault)]
        assert run(export) == 0
        assert "3 bookmarks on 2 pages" in capsys.readouterr().err
        assert sorted(path.name for path in vault.iterdir()) == ["T 2J.md", "釘釘：一個教訓.md"]
        fresh = tmp_path / "fresh.json"
        assert run(["bookmarks", "import", str(vault), "--bookmarks", str(fresh)]) == 0
        assert notes(fresh) == notes(own)
        page = vault / "釘釘：一個教訓.md"
        page.write_text(page.read_text("utf-8").replace("读两遍", "读三遍"), "utf-8")
        store = BookmarkStore(own)
        store.load()
        store.add(Bookmark(DINGDING, id="more"))
        capsys.readouterr()
        assert run(export) == 0
        assert f"{page}: was edited, and is left as it is" in capsys.readouterr().err
        assert run([*export, "--force"]) == 0
        assert "读三遍" not in page.read_text("utf-8")

    @pytest.mark.usefixtures("own")
    def test_a_folder_has_to_be_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["bookmarks", "export", "--format", "obsidian"]) == 2
        assert "--output FOLDER" in capsys.readouterr().err

    @pytest.mark.usefixtures("own")
    def test_what_readwise_does_not_take_is_told(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / "out.readwise.csv"
        assert run(["bookmarks", "export", "-o", str(target)]) == 0
        assert target.read_text("utf-8-sig").startswith("Highlight,Title,Author,URL,Note,Location")
        assert "left out, since they are no highlights: 2" in capsys.readouterr().err


def test_a_book_that_has_no_address_is_known_by_its_author(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = BookmarkStore(own)
    store.load()
    book = ArticleRef(url="urn:uuid:1f0c", title="Salt Roads")
    kept = {"readwise": {"Author": "Ida Marek"}}
    store.add(Bookmark(book, Place(0), Quote("The sea"), id="b", extra=kept))
    run(["bookmarks", "sea"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Salt Roads", "  Ida Marek"]
    assert not any("urn:" in line for line in lines)


@pytest.mark.usefixtures("own")
class TestTemplates:
    def test_each_article_has_its_head_and_each_mark_its_text(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        head, mark = tmp_path / "head.txt", "> {words} ({color}, {tags})\\n{link}\\n"
        head.write_text("---\ntitle: {title}\n---\n", "utf-8")
        words = ["--kind", "highlight", "--head", f"@{head}", "--template", mark]
        assert run(["bookmarks", "export", *words]) == 0
        assert capsys.readouterr().out == (
            "---\ntitle: 釘釘：一個教訓\n---\n> 社交網絡是什麼 (green, 社会)\n"
            "reader '/a/dingding.md#h'\n"
        )

    def test_what_is_in_a_file_of_the_owner_acts_on_no_terminal(self, tmp_path: Path) -> None:
        target = tmp_path / "out.txt"
        words = ["--template", "{title}|{kind}|{day}", "--output", str(target)]
        assert run(["bookmarks", "export", *words]) == 0
        assert "\x1b" not in target.read_text("utf-8")
        assert len(target.read_text("utf-8").splitlines()) == 3

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["--template", "{nonsense}"], "no field {nonsense}"),
            (["--template", "@/no/such"], "cannot be read"),
            (["--head", "{title}"], "needs a --template"),
            (["--template", "{id}", "--format", "csv"], "give one"),
        ],
    )
    def test_a_mistake_is_one_line(
        self, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["bookmarks", "export", *words]) == 2
        assert told in capsys.readouterr().err
        assert len(capsys.readouterr().err.splitlines()) <= 1


@pytest.mark.usefixtures("own")
def test_an_import_is_exported_too_where_the_owner_wants_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, target = tmp_path / "config.toml", tmp_path / "all.md"
    monkeypatch.setenv("READER_CONFIG", str(config))
    config.write_text(f'export = "{target}"\n', "utf-8")
    incoming = tmp_path / "in.json"
    assert run(["bookmarks", "export", "-o", str(incoming)]) == 0
    monkeypatch.setenv("READER_BOOKMARKS", str(tmp_path / "new.json"))
    assert run(["bookmarks", "import", str(incoming)]) == 0
    assert "a place" in target.read_text("utf-8")
    assert run(["bookmarks", "undo-import"]) == 0
    assert "a place" not in target.read_text("utf-8")
