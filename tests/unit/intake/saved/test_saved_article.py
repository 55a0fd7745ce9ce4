"""Files that the library reads in place, brought in with their pictures."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.saved.saved_article import saved_article
from reader.intake.saved.saved_pictures import saved_pictures

PNG = b"\x89PNG\r\n\x1a\n"
PAGE = """<!DOCTYPE html><html><head><title>On lead</title>
<link rel="canonical" href="https://example.com/essays/lead"></head><body><nav>Menu</nav>
<article><h1>On lead</h1><p>{words}</p><p><img src="{picture}"></p></article></body></html>"""
WORDS = "Lead type was set by hand, letter by letter. " * 20


def _page(picture: str) -> str:
    return PAGE.format(words=WORDS, picture=picture)


def test_of_a_page_the_main_content_comes_and_the_picture_beside_it(tmp_path: Path) -> None:
    (tmp_path / "Lead_files").mkdir()
    (tmp_path / "Lead_files" / "a b.png").write_bytes(PNG)
    path = tmp_path / "Lead.html"
    path.write_text(_page("Lead_files/a%20b.png"))
    article = saved_article(path)
    assert article.facts.title == "On lead"
    assert article.facts.url == "https://example.com/essays/lead"
    assert article.kind is BodyKind.HTML
    assert "Menu" not in article.body
    assert article.page == _page("Lead_files/a%20b.png")
    address = "https://example.com/essays/Lead_files/a%20b.png"
    assert address in article.body
    assert article.files[address] == PNG


@pytest.mark.parametrize("content", ["", " \n", "---\ntitle: A note\n---\n"])
def test_what_has_no_text_is_no_article(tmp_path: Path, content: str) -> None:
    path = tmp_path / "note.md"
    path.write_text(content)
    with pytest.raises(ReaderError, match="no text"):
        saved_article(path)


def test_what_is_no_page_comes_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("---\ntitle: A note\ntags: [a]\n---\n# On\n\n*lead* ![](b.png)\n")
    (tmp_path / "b.png").write_bytes(PNG)
    article = saved_article(path)
    assert (article.facts.title, article.facts.tags) == ("A note", ("a",))
    assert article.body == "# On\n\n*lead* ![](b.png)\n"
    assert dict(article.files) == {"b.png": PNG}


@pytest.mark.parametrize(
    "reference",
    [
        "../out.png",
        "%2e%2e/out.png",
        "/../out.png",
        "link/out.png",
        "file:///etc/x.png",
        "http://[",
    ],
)
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, reference: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.png").write_bytes(PNG)
    (folder / "link").symlink_to(tmp_path)
    (folder / "a.html").touch()
    assert saved_pictures(folder / "a.html", [reference]) == {}


def test_what_is_no_picture_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("-----BEGIN KEY-----")
    (tmp_path / "a.html").touch()
    assert saved_pictures(tmp_path / "a.html", ["secret.txt", "gone.png"]) == {}


def test_pictures_of_a_book_are_taken_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("OPS/images/a 1.png", PNG)
    found = saved_pictures(path, ["OPS/images/a%201.png", "x.png"])
    assert found == {"OPS/images/a%201.png": PNG}


def test_pictures_of_a_message_are_taken_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nSnapshot-Content-Location: https://example.com/x\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Location: https://example.com/x\r\n\r\n"
        b"<!DOCTYPE html><html><body><article><h1>Lead</h1><p>" + WORDS.encode() + b"</p>"
        b"<p><img src='i/a.png'><img src='cid:b@x'></p></article></body></html>\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-Location: https://example.com/i/a.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <b@x>\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoA\r\n--b--\r\n"
    )
    article = saved_article(path)
    assert article.files["https://example.com/i/a.png"] == PNG
    assert article.body.count("<img src=") == len(article.files) - 1 == 2
    assert PNG + b"\0" in article.files.values()
    assert all(address in article.body for address in article.files if ":" in address)


def test_of_what_other_programs_read_the_text_is_to_be_added(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.5\n%\xe2\xe3\n1 0 obj<<>>endobj\n")
    with pytest.raises(ReaderError) as raised:
        saved_article(path)
    assert raised.value.hint.endswith("- | reader add -")
