"""Pictures out of containers."""

from __future__ import annotations

import io
import plistlib
import zipfile
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library.containers.pictures import pictures
from tests.unit.library.containers.archives import ADDRESS, PAGE, PICTURE, mhtml, multipart, part
from tests.unit.library.containers.letters import letter

OTHER = PICTURE + b"other"


def picture(path: Path, address: str) -> bytes | None:
    return pictures(path, (address,)).get(address)


def image(content: bytes, more: str) -> bytes:
    return part(content, "image/png", encoding="base64", more=more)


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("Content-ID: <otter@parts>", "cid:otter@parts"),
        ("Content-ID: <otter%201@parts>", "cid:otter%201@parts"),
        ("Content-ID: <otter 1@parts>", "cid:otter%201@parts"),
        ("Content-Location: https://river.example/a.png", "https://river.example/a.png"),
        ("Content-Location: https://river.example/a.png", "a.png"),
        ("Content-Location: https://river.example/a.png", "/a.png#x"),
        ("Content-Location: https://river.example/a.png", "//river.example/a.png"),
        ("Content-Location: a.png", "https://river.example/a.png"),
        ("Content-Location: a.png", "a.png"),
    ],
)
def test_a_part_of_a_saved_page_is_found_by_any_of_its_addresses(
    field: str, address: str, tmp_path: Path
) -> None:
    data = mhtml(
        part(PAGE.encode(), more=f"Content-Location: {ADDRESS}\r\n"), image(PICTURE, f"{field}\r\n")
    )
    path = saved(tmp_path, "otters.mhtml", data)
    assert picture(path, address) == PICTURE
    assert picture(path, "https://river.example/b.png") is None


def test_a_message_has_them_by_their_names(tmp_path: Path) -> None:
    related = multipart(part(PAGE.encode()), image(PICTURE, "Content-ID: <image001.png@01DA>\r\n"))
    path = saved(tmp_path, "otters.eml", letter(related))
    assert pictures(path, ["cid:image001.png@01DA", "cid:none", "https://a.example/"]) == {
        "cid:image001.png@01DA": PICTURE
    }


def test_a_web_archive_has_them_by_their_addresses(tmp_path: Path) -> None:
    parts = [
        {"WebResourceURL": "https://river.example/a.png", "WebResourceData": PICTURE},
        {"WebResourceURL": "https://cdn.example/b.png", "WebResourceData": OTHER},
        {"WebResourceURL": 5, "WebResourceData": OTHER},
        "nothing",
    ]
    main = {"WebResourceURL": ADDRESS, "WebResourceData": PAGE.encode()}
    for form in (plistlib.FMT_BINARY, plistlib.FMT_XML):
        data = plistlib.dumps({"WebMainResource": main, "WebSubresources": parts}, fmt=form)
        path = saved(tmp_path, "otters.webarchive", data)
        assert pictures(path, ["a.png", "https://cdn.example/b.png", "c.png"]) == {
            "a.png": PICTURE,
            "https://cdn.example/b.png": OTHER,
        }


def test_a_book_has_them_by_their_names(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("OEBPS/an otter.png", PICTURE)
    path = saved(tmp_path, "otters.epub", file.getvalue())
    assert picture(path, "OEBPS/an%20otter.png") == PICTURE
    assert picture(path, "../otters.epub") is None


def test_other_files_have_none(tmp_path: Path) -> None:
    path = saved(tmp_path, "otters.html", b"<p><img src='a.png'></p>")
    saved(tmp_path, "a.png", PICTURE)
    assert pictures(path, ["a.png"]) == {}


def test_a_damaged_container_has_none(tmp_path: Path) -> None:
    assert pictures(saved(tmp_path, "a.webarchive", b"bplist00\xff"), ["a.png"]) == {}
    assert pictures(saved(tmp_path, "a.mhtml", mhtml()[:90]), ["a.png"]) == {}


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no such file"):
        picture(tmp_path / "gone.mhtml", "a.png")


def test_only_so_many_are_given(tmp_path: Path) -> None:
    path = saved(
        tmp_path, "otters.mhtml", mhtml(part(PAGE.encode()), image(PICTURE, "Content-ID: <a>\r\n"))
    )
    asked = [f"cid:{number}" for number in range(6_000)]
    assert pictures(path, [*asked, "cid:a"]) == {}
    assert pictures(path, ["cid:a", *asked]) == {"cid:a": PICTURE}


def test_what_holds_no_pictures_has_none(tmp_path: Path) -> None:
    text = b'<doc title="Reeds"><main><p>Reeds</p><graphic src="reeds.png"/></main></doc>'
    path = saved(tmp_path, "reeds.xml", text)
    assert picture(path, "reeds.png") is None
