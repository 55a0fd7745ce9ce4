"""Which files are articles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.library.files.discover import walk
from tests.conftest import SHARED

CORPUS = SHARED / "corpus"


def make(root: Path, *names: str, content: bytes = b"text\n") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def names(root: Path, *roots: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in walk(roots or (root,))]


def test_folders_are_walked_in_the_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "A.txt", "z/b.html", "z/a.md", "c/deep/er/x.markdown")

    assert names(tmp_path) == ["A.txt", "b.md", "c/deep/er/x.markdown", "z/a.md", "z/b.html"]


def test_known_endings_in_any_case(tmp_path: Path) -> None:
    known = [
        "a.HTM",
        "b.Html",
        "c.MD",
        "d.markdown",
        "e.mdown",
        "f.mkd",
        "g.txt",
        "h.xhtml",
        "i.mdx",
    ]
    make(tmp_path, *known, "i.pdf", "j.py", "k.json", "l.png", "m.css", "n.js", "Makefile")

    assert names(tmp_path) == known


@pytest.mark.parametrize(
    "content",
    [
        b"---\ntitle: x\n---\nbody",
        b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\nbody",
        b"\n\n  \n---  \n\n# note\ntitle: x\n---\n",
        "---\n标题：x\n---\n".encode(),
        b"+++\ntitle = 'x'\n+++\n",
        b';;;\n{"title": "x"}\n;;;\n',
    ],
)
@pytest.mark.parametrize("name", ["article", "article.post", "article.qmd"])
def test_front_matter_makes_a_file_without_known_ending_an_article(
    tmp_path: Path, content: bytes, name: str
) -> None:
    make(tmp_path, name, content=content)

    assert names(tmp_path) == [name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes", b"plain text without front matter"),
        ("rule", b"---\n\n# A heading after a rule\n"),
        ("patch.diff", b"--- a/x\n+++ b/x\n"),
        ("data.yaml", b"---\ntitle: x\n---\n"),
        ("script.py", b"---\ntitle: x\n---\n"),
        ("picture.png", b"---\ntitle: x\n---\n"),
        ("binary", b"\x7fELF\0\0"),
    ],
)
def test_other_files_are_left_out(tmp_path: Path, name: str, content: bytes) -> None:
    make(tmp_path, name, content=content)

    assert names(tmp_path) == []


def test_xml_is_an_article_if_it_is_a_feed_or_a_page(tmp_path: Path) -> None:
    declaration = b'<?xml version="1.0"?>\n<!-- saved -->\n'
    make(tmp_path, "rss.xml", content=declaration + b'<rss version="2.0">')
    make(tmp_path, "atom.XML", content=declaration + b'<feed xmlns="x">')
    make(tmp_path, "rdf.xml", content=declaration + b"<rdf:RDF\n xmlns='x'>")
    make(tmp_path, "page.xml", content=declaration + b"<html xmlns='x'>")
    make(tmp_path, "wide.xml", content='<?xml version="1.0"?><rss>'.encode("utf-16"))
    make(tmp_path, "pom.xml", content=declaration + b"<project>")

    assert names(tmp_path) == ["atom.XML", "page.xml", "rdf.xml", "rss.xml", "wide.xml"]


def test_hidden_files_and_folders_are_left_out_unless_named(tmp_path: Path) -> None:
    make(tmp_path, ".git/a.md", ".obsidian/b.md", ".hidden.md", "seen.md")

    assert names(tmp_path) == ["seen.md"]
    assert names(tmp_path, tmp_path / ".hidden.md", tmp_path / ".obsidian") == [
        ".hidden.md",
        ".obsidian/b.md",
    ]


def test_a_named_file_is_an_article_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, "article.json", "Makefile")

    assert names(tmp_path, tmp_path / "Makefile", tmp_path / "article.json") == [
        "Makefile",
        "article.json",
    ]


def test_nothing_comes_twice(tmp_path: Path) -> None:
    make(tmp_path, "a/one.md", "a/b/two.md")
    (tmp_path / "a" / "alias.md").symlink_to("one.md")
    roots = (tmp_path / "a" / "b", tmp_path / "a", tmp_path, tmp_path / "a" / "one.md", tmp_path)

    assert names(tmp_path, *roots) == ["a/b/two.md", "a/alias.md"]


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with links of all kinds; what leads outside is called `out`."""
    make(tmp_path, "outside/x.md", "outside/y.md", "outsider.md", "inside/a.md", "inside/.b.md")
    inside = tmp_path / "inside"
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "away").symlink_to(tmp_path / "outside", target_is_directory=True)
    (inside / "out.md").symlink_to(tmp_path / "outside" / "y.md")
    (inside / "out-by-name.md").symlink_to("../outsider.md")
    (inside / "out-by-folder.md").symlink_to("away/x.md")
    (inside / "out-twice.md").symlink_to("out.md")
    (inside / "in.md").symlink_to(".b.md")
    (inside / "broken.md").symlink_to("nowhere.md")
    (inside / "self.md").symlink_to("self.md")
    return inside


def test_links_are_followed_to_files_in_the_folders_only(linked: Path, tmp_path: Path) -> None:
    assert names(tmp_path, linked) == ["inside/a.md", "inside/in.md"]


def test_the_folders_may_be_several(linked: Path, tmp_path: Path) -> None:
    assert names(tmp_path, linked, tmp_path / "outside") == [
        "inside/a.md",
        "inside/in.md",
        "inside/out-by-folder.md",
        "inside/out-twice.md",
    ]


def test_links_may_lead_where_the_owner_lets_them(linked: Path, tmp_path: Path) -> None:
    found = walk([linked], within=[linked, tmp_path / "outside"])
    assert {path.name for path in found} >= {"out-by-folder.md", "out-twice.md"}
    anywhere = walk([linked], within=[linked, Path(linked.anchor)])
    assert "out-by-name.md" in {path.name for path in anywhere}


def test_a_named_link_is_followed_wherever_it_leads(linked: Path, tmp_path: Path) -> None:
    assert names(tmp_path, linked / "out.md") == ["inside/out.md"]


def test_a_link_that_only_a_watcher_names_is_not(linked: Path) -> None:
    changed = [linked / "out.md", linked / "in.md"]
    assert [*walk(changed, within=[linked])] == [linked / "in.md"]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="a file of Linux")
def test_the_environment_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "x.md").symlink_to("/proc/self/environ")
    assert names(tmp_path) == []


def test_a_root_that_is_a_link_to_a_folder_is_walked(tmp_path: Path) -> None:
    make(tmp_path, "real/a.md")
    (tmp_path / "link").symlink_to("real", target_is_directory=True)

    assert names(tmp_path, tmp_path / "link") == ["link/a.md"]


def test_what_does_not_exist_comes_too_and_stops_nothing(tmp_path: Path) -> None:
    make(tmp_path, "a.md")

    assert names(tmp_path, tmp_path / "none", tmp_path / "none.md", tmp_path) == [
        "none",
        "none.md",
        "a.md",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed_comes_instead_of_its_files(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "secret/b.md", "z.md")
    (tmp_path / "secret").chmod(0)
    try:
        assert names(tmp_path) == ["a.md", "z.md", "secret"]
    finally:
        (tmp_path / "secret").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_in_folders_are_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    make(tmp_path, "a.md")

    assert names(tmp_path) == ["a.md"]


def test_stops_when_cancelled(tmp_path: Path) -> None:
    make(tmp_path, *(f"{number}.md" for number in range(9)))
    seen: list[Path] = []
    for path in walk((tmp_path,), cancelled=lambda: len(seen) >= 3):
        seen.append(path)  # noqa: PERF402 - `cancelled` looks at it meanwhile

    assert len(seen) == 3


def test_names_that_are_no_unicode_are_found(tmp_path: Path) -> None:
    try:
        make(tmp_path, os.fsdecode(b"caf\xe9.md"))
    except OSError:
        pytest.skip("this file system takes Unicode names only")

    assert [os.fsencode(path.name) for path in walk((tmp_path,))] == [b"caf\xe9.md"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_finds_every_file_of_the_corpus() -> None:
    files = {path for path in CORPUS.rglob("*") if path.is_file()}

    assert set(walk((CORPUS,))) == files


def test_the_real_path_is_asked_for_once_however_deep_the_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path
    for _ in range(40):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("a")
    asked: list[object] = []
    real = os.path.realpath

    def counted(path: str | Path) -> str:
        asked.append(path)
        return real(path)

    monkeypatch.setattr("os.path.realpath", counted)
    assert list(walk([tmp_path])) == [folder / "a.md"]
    assert len(asked) <= 4
    assert folder not in asked


def test_the_parts_of_a_saved_page_are_no_articles(tmp_path: Path) -> None:
    make(tmp_path, "Page.html", "Page_files/frame.html", "Page_files/deep/inner.html")
    make(tmp_path, "Seite.htm", "Seite-Dateien/frame.htm", "sub/Page_files/article.html")

    assert names(tmp_path) == ["Page.html", "Seite.htm", "sub/Page_files/article.html"]
    assert names(tmp_path, tmp_path / "Page_files") == [
        "Page_files/frame.html",
        "Page_files/deep/inner.html",
    ]


def test_a_part_is_passed_over_where_only_the_library_is_named(tmp_path: Path) -> None:
    make(tmp_path, "Page.html", "Page_files/frame.html")

    folder = tmp_path / "Page_files"
    assert list(walk([folder, folder / "frame.html"], within=[tmp_path])) == []
    assert list(walk([folder], within=[tmp_path, folder])) == [folder / "frame.html"]


def test_backups_and_locks_are_left_out_unless_named(tmp_path: Path) -> None:
    content = b"---\ntitle: x\n---\n"
    make(tmp_path, "a.md", "a.md~", "a.md.orig", "#a.md#", "~$a.htm", ".#a.md", content=content)
    make(tmp_path, "a.sync-conflict-20240102-101010-ABCDEFG.md", "a (1).md", content=content)

    assert sorted(names(tmp_path)) == [
        "a (1).md",
        "a.md",
        "a.sync-conflict-20240102-101010-ABCDEFG.md",
    ]
    assert names(tmp_path, tmp_path / "a.md~") == ["a.md~"]


def test_archives_and_other_markups_are_articles(tmp_path: Path) -> None:
    known = ["a.adoc", "b.asciidoc", "c.gmi", "d.mht", "e.MHTML", "f.org", "g.rst", "h.webarchive"]
    known += ["m.eml", "n.emlx"]
    make(tmp_path, *known, "i.ipynb", "j.tex", "k.docx", "l.pdf")

    assert names(tmp_path) == known


def test_endings_that_others_use_too_are_looked_into(tmp_path: Path) -> None:
    make(tmp_path, "key.asc", content=b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
    make(tmp_path, "calls.rest", content=b"GET https://example.org/api\n")
    make(tmp_path, "notes.asc", content=b"= Notes\n")
    make(tmp_path, "page.rest", content=b"Title\n=====\n")

    assert names(tmp_path) == ["notes.asc", "page.rest"]


@pytest.mark.parametrize("ending", ["atom", "rss", "rdf"])
def test_feeds_are_articles_by_what_is_in_them(tmp_path: Path, ending: str) -> None:
    make(tmp_path, f"a.{ending}", content=b"<?xml version='1.0'?><rss><channel/></rss>")
    make(tmp_path, f"b.{ending}", content=b"<?xml version='1.0'?><data/>")

    assert names(tmp_path) == [f"a.{ending}"]
