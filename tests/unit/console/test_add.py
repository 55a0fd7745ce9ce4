"""reader add: what it prints, what it writes, and its exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli import run
from reader.intake.web.client import HttpWeb, WebLimits
from tests.conftest import PROJECT
from tests.unit.intake.web.loopback import Loopback, running

WORDS = "<p>" + "Lead type was set by hand, letter by letter. " * 20 + "</p>"
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "F",
    "items": [{"id": "1", "title": "Of a feed", "content_html": WORDS}],
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA_DIR", "STATE_DIR", "CACHE_DIR"):
        monkeypatch.setenv(f"READER_{name}", str(tmp_path / name))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("READER_BOOKMARKS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A server that is asked without pauses."""
    limits = WebLimits(connect=5, read=5, whole=10)

    def web(*, allow_private: bool) -> HttpWeb:
        return HttpWeb(allow_private=allow_private, limits=limits, sleep=lambda _: None)

    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with running() as server:
        monkeypatch.setattr("reader.intake.web.client.HttpWeb", web)
        yield server


def _note(home: Path, name: str, words: str = "words") -> str:
    (home / name).write_text(f"# Title of {name}\n\n{words} of {name}\n")
    return str(home / name)


def test_each_entry_has_a_line_and_the_last_one_counts(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = _note(home, "one.md"), _note(home, "two.md")
    assert run(["add", one, "--to", "shelf", "--tag", "metal"]) == 0
    assert run(["add", one, two, "gone.md", "--to", "shelf"]) == 2
    lines = capsys.readouterr().out.splitlines()
    (first, second) = sorted((home / "shelf").iterdir())
    assert lines == [
        f"added   Title of one.md → {first}",
        f"1 article added: shelf/{first.name}",
        f"known   Title of one.md → {first}",
        f"added   Title of two.md → {second}",
        "failed  gone.md: no such file (was it moved or deleted?)",
        f"1 article added: shelf/{second.name}, 1 known: shelf/{first.name}, 1 failed",
    ]
    assert run(["add", one, two, "--to", "shelf"]) == 1
    assert 'tags: ["metal"]' in first.read_text()


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_title_has_one_line_and_a_reason_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = _Screen()
    monkeypatch.setattr(sys, "stdout", shown)
    long = _note(home, "渡口与桥" * 10 + ".md")
    assert run(["add", long, "gone.md", "--to", "shelf"]) == 2
    assert run(["add", long, "--to", "shelf"]) == 1
    (path,) = (home / "shelf").iterdir()
    assert shown.getvalue().splitlines() == [
        "added   Title of 渡口与桥渡口与桥渡口与…",
        "failed  gone.md",
        "        no such file (was it moved or",
        "        deleted?)",
        f"1 article added: shelf/{path.name}, 1 failed",
        "known   Title of 渡口与桥渡口与桥渡口与…",
        f"nothing new, 1 known: shelf/{path.name}",
    ]


def test_what_holds_nothing_is_no_article(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "empty.md").write_text("\n")
    assert run(["add", "empty.md"]) == 2
    assert not (home / "articles").exists()
    assert capsys.readouterr().out.splitlines() == [
        "failed  empty.md: has no text in it",
        "nothing added, 1 failed",
    ]


def test_json_is_an_array_with_a_line_for_each(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["add", _note(home, "one.md"), "gone.md", "--json"]) == 2
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 4
    added, failed = json.loads(out)
    path = added.pop("path")
    assert Path(path).parent == home / "articles"
    assert added == {
        "outcome": "added", "title": "Title of one.md", "url": "", "highlights": 0, "notices": [],
    }  # fmt: skip
    assert failed["reason"] == "no such file (was it moved or deleted?)"
    assert run(["list", "articles", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["path"] == path


def test_the_first_folder_of_the_settings_is_the_default(home: Path) -> None:
    (home / "mine").mkdir()
    (home / "config.toml").write_text(f"folders = ['{home / 'mine'}', '{home / 'gone'}']\n")
    assert run(["add", _note(home, "one.md")]) == 0
    assert len(list((home / "mine").iterdir())) == 1
    # What is in another folder of the library is known too.
    assert run(["add", _note(home, "one.md"), "--to", "other"]) == 1


def test_a_dry_run_writes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", _note(home, "one.md"), "--dry-run"]) == 0
    assert not (home / "articles").exists()
    assert capsys.readouterr().out.splitlines()[0].startswith("new     Title of one.md → ")


@pytest.mark.parametrize("words", [["add"], ["add", "--tag", "x"], ["add", "a", "--since", "soon"]])
def test_misuse_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = run(words)
    except SystemExit as ended:
        status = int(ended.code or 0)
    assert status == 2
    assert capsys.readouterr().err.startswith("reader: ")


def test_what_is_piped_in_is_added(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def add(data: bytes) -> int:
        source = home / "piped"
        source.write_bytes(data)
        with source.open(encoding="utf-8") as stdin:
            monkeypatch.setattr(sys, "stdin", stdin)
            return run(["add", "-"])

    assert add(b"# Piped\n\nwords of it\n") == 0
    assert capsys.readouterr().out.startswith("added   Piped → ")
    assert add(b"%PDF-1.7 x") == 2
    assert capsys.readouterr().out.startswith("failed  standard input: ")
    assert add(b"") == 2
    assert "standard input: is empty" in capsys.readouterr().err


def test_pages_and_feeds_are_fetched(
    home: Path, site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.page("/a", f"<title>On lead</title><article><h1>On lead</h1>{WORDS}</article>")
    site.page("/feed", json.dumps(FEED))
    what = [site.url("/a"), site.url("/feed"), site.url("/gone")]
    assert run(["add", *what]) == 2
    assert "private network" in capsys.readouterr().out
    assert run(["add", *what, "--allow-private", "--format", "markdown"]) == 2
    assert "2 articles added to articles, 1 failed" in capsys.readouterr().out
    names = sorted(path.suffix for path in (home / "articles").iterdir())
    assert names == [".md", ".md"]
    assert run(["add", *what[:2], "--allow-private"]) == 1


def test_a_front_page_and_a_page_among_feeds_say_where_the_feed_is(
    home: Path, site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    page = f"<title>All</title>{link}<article><h1>All</h1>{WORDS}</article>"
    site.page("/", page)
    site.page("/blog", page)
    blog, feed = site.url("/blog"), site.url("/feed")
    (home / "f.opml").write_text(f'<opml><body><outline xmlUrl="{blog}"/></body></opml>')
    assert run(["add", site.url("/"), "--feeds", "f.opml", "--allow-private"]) == 2
    out = capsys.readouterr().out
    assert f"its articles are in its feed: {feed}" in out
    assert f"{blog}: is no feed (the page names one: {feed})" in out


def test_feeds_of_a_list_are_added_once(
    home: Path, site: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    site.page("/feed", json.dumps(FEED))
    (home / "f.opml").write_text(
        f'<opml><body><outline xmlUrl="{site.url("/feed")}"/></body></opml>'
    )
    words = ["add", "--feeds", "f.opml", "--allow-private"]
    assert run(words) == 0
    for path in (home / "articles").iterdir():
        path.unlink()
    capsys.readouterr()
    assert run(words) == 1
    assert capsys.readouterr() == ("", "")  # cron has nothing to send


def test_a_terminal_sees_a_bar_that_is_gone_at_the_end(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    notes = [_note(home, f"{number}.md") for number in range(3)]
    assert run(["add", *notes]) == 0
    assert "adding" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_listing_imports_nothing_of_it(library: Path) -> None:
    code = (
        "import sys; from reader.cli import run; run(['list', sys.argv[1]]);"
        "print([name for name in sys.modules if name.startswith(('reader.intake', 'httpx'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(library)],
        capture_output=True, text=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
