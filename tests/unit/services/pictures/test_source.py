"""Bytes of an article's pictures, wherever they are."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from reader.document.hrefs import embedded
from reader.services.pictures import source as module
from reader.services.pictures.source import PictureSource, picture_folders
from tests.drawn_pictures import picture
from tests.unit.library.containers.archives import PAGE, PICTURE, mhtml, part


def source_of(article: Path) -> PictureSource:
    folders = picture_folders([article], [])
    return PictureSource(article, lambda: folders)


def test_a_file_beside_the_article(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"beside")
    source = source_of(tmp_path / "a.md")
    assert source.content("a.png") == b"beside"
    assert source.content("b.png") is None


def test_one_that_is_too_large_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(b"beside")
    monkeypatch.setattr(module, "MOST_BYTES", 5)
    assert source_of(tmp_path / "a.md").content("a.png") is None


def test_one_that_is_in_the_text_itself_is_found_once(tmp_path: Path) -> None:
    data = picture(form="BMP")
    text = f"# Title\n\n![in it](data:image/bmp;base64,{b64encode(data).decode()})\n"
    article = tmp_path / "a.md"
    article.write_text(text)
    ((address, _),) = embedded(text)
    source = source_of(article)
    assert [source.content(address) for _ in range(3)] == [data] * 3
    assert source.looks_into_file == 1, "it is kept"


def test_what_is_no_base64_is_none(tmp_path: Path) -> None:
    text = f"![in it](data:image/bmp;base64,{'A' * 4_001})\n"
    article = tmp_path / "a.md"
    article.write_text(text)
    ((address, _),) = embedded(text)
    assert source_of(article).content(address) is None


def test_parts_of_a_saved_page(tmp_path: Path) -> None:
    image = part(PICTURE, "image/png", encoding="base64", more="Content-ID: <otter@parts>\r\n")
    article = tmp_path / "a.mhtml"
    article.write_bytes(mhtml(part(PAGE.encode()), image))
    found = {address: file.read() for address, file in source_of(article).files(
        ["cid:otter@parts", "cid:otter@parts", "cid:none", "none.png"]
    )}  # fmt: skip
    assert found == {"cid:otter@parts": PICTURE}


def test_folders_are_those_that_are_read_and_those_that_links_may_lead_to(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.md").touch()
    (tmp_path / "l").symlink_to(tmp_path / "a")
    found = picture_folders([tmp_path / "a", tmp_path / "b.md"], [tmp_path / "l"])
    assert found == (tmp_path.resolve() / "a", tmp_path.resolve())
