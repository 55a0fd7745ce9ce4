"""Pages out of archives of the web, also of damaged and of hostile ones."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.exports.warc import records
from reader.intake.exports.warc.archive import FORM, ZIP_FORM
from reader.intake.incoming import Incoming, IncomingArticle
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.shown import all_of, article, articles, unreadable
from tests.unit.intake.exports.source_files import written

CASE = SHARED / "cases" / "warc"
GZIP = "content-encoding: gzip"
SITE = "https://w.example"
PICTURE = b"\x89PNG\x00\x01\x02 not really"


def page(words: str) -> bytes:
    text = f"<p>{words} and nobody on it is in a hurry.</p>" * 3
    return f"<html><head><title>{words}</title></head><body>{text}</body></html>".encode()


def record(
    kind: str, address: str, block: bytes, *, length: int | None = None, media: str = ""
) -> bytes:
    size = len(block) if length is None else length
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2024-03-09T00:00:00Z\r\nContent-Type: {media or 'application/http'}\r\n"
        f"Content-Length: {size}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def http(body: bytes, *more: str, status: str = "200 OK", media: str = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", *more, "", ""]
    return "\r\n".join(lines).encode() + body


def response(name: str, body: bytes, *more: str, length: int | None = None) -> bytes:
    return record("response", f"{SITE}/{name}", http(body, *more), length=length)


def chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 7] for at in range(0, len(data), 7)]
    return b"".join(b"%X;x=y\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def names(found: list[Incoming]) -> list[str]:
    return [
        each.facts.url.rpartition("/")[2] if isinstance(each, IncomingArticle) else "?"
        for each in found
    ]


def test_pages_come_with_what_is_told_of_them(tmp_path: Path) -> None:
    found = article(FORM, written(tmp_path, "a.warc", response("train", page("The night train"))))
    assert found.facts.url == f"{SITE}/train"
    assert found.facts.title == "The night train"
    assert (found.facts.saved, found.facts.by) == ("2024-03-09T00:00:00Z", "warc")
    assert "nobody on it is in a hurry" in found.body


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(page("a")), GZIP),
        http(zlib.compress(page("a")), "Content-Encoding: deflate"),
        http(chunked(page("a")), "Transfer-Encoding: chunked"),
        http(chunked(gzip.compress(page("a"))), "transfer-encoding: Chunked", GZIP),
        # What a browser has unpacked already keeps its header.
        http(page("a"), "Transfer-Encoding: chunked", "Content-Encoding: br"),
        http(page("a")).replace(b"\r\n", b"\n"),
        http(page("a"), media="text/html; charset=utf-8").replace(b"HTTP/1.1", b"HTTP/2"),
        http(page("Zug für").decode().encode("latin-1"), media='text/html; charset="iso-8859-1"'),
        http("<p>夜行列车</p>".encode("gb18030") * 9, media="text/html;charset=GBK"),
    ],
)  # fmt: skip
def test_content_is_as_before_it_was_packed(tmp_path: Path, block: bytes) -> None:
    found = article(FORM, written(tmp_path, "a.warc", record("response", f"{SITE}/a", block)))
    assert any(words in found.body for words in ("nobody on it", "夜行列车"))
    assert "\ufffd" not in found.body


def test_only_pages_that_were_found_come(tmp_path: Path) -> None:
    whole = b"".join((
        record("warcinfo", "", b"software: x\r\n", media="application/warc-fields"),
        record("request", f"{SITE}/1", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", f"{SITE}/2", http(page("b"), status="404 Not Found")),
        record("response", f"{SITE}/3", http(b"", "Location: /4", status="301 Moved")),
        record("response", f"{SITE}/5", http(b"p {}", media="text/css")),
        record("response", f"{SITE}/6", http(b"<html><script>count()</script></html>")),
        record("revisit", f"{SITE}/7", http(b"")),
        record("resource", "urn:pageinfo:x", b"{}", media="application/json"),
        record("response", "dns:w.example", b"20240101 1.1.1.1", media="text/dns"),
        record("metadata", f"{SITE}/8", b"x: y\r\n", media="application/warc-fields"),
        response("yes", page("c")),
        record("resource", f"{SITE}/too", page("d"), media="text/html"),
    ))  # fmt: skip
    assert names(all_of(FORM, written(tmp_path, "a.warc", whole))) == ["yes", "too"]


def test_texts_taken_out_of_pages_are_texts(tmp_path: Path) -> None:
    block = "夜行列车\nIt leaves at eleven.\n".encode()
    wet = record("conversion", f"{SITE}/a", block, media="text/plain")
    found = article(FORM, written(tmp_path, "a.warc.wet", wet))
    assert (found.kind, found.facts.title, found.body) == (
        BodyKind.TEXT,
        "夜行列车",
        "It leaves at eleven.",
    )


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: data])
def test_records_may_be_packed_one_by_one(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    whole = pack(response("a", page("a"))) + pack(response("b", page("b")))
    assert names(all_of(FORM, written(tmp_path, "a.warc.gz", whole))) == ["a", "b"]


@pytest.mark.parametrize("length", [0, 5, 60, 5000, 300_000])
def test_a_wrong_length_costs_no_page(tmp_path: Path, length: int) -> None:
    whole = b"".join((
        response("a", page("a")),
        response("b", page("b"), length=length),
        response("c", page("c")),
    ))  # fmt: skip
    found = articles(FORM, written(tmp_path, "a.warc", whole))
    assert names([*found]) == ["a", "b", "c"]
    assert all(each.body.count("nobody on it") == 3 for each in found)


def test_an_archive_may_end_anywhere(tmp_path: Path) -> None:
    whole = response("a", page("a")) + response("b", page("b"))
    for end in range(len(response("a", page("a"))), len(whole), 37):
        found = all_of(FORM, written(tmp_path, "a.warc", whole[:end]))
        assert names(found)[0] == "a"
    packed = gzip.compress(whole)
    assert names(all_of(FORM, written(tmp_path, "a.warc.gz", packed[:-20])))[0] == "a"


def test_a_page_that_is_cut_says_so(tmp_path: Path) -> None:
    whole = response("a", page("a"))
    found = article(FORM, written(tmp_path, "a.warc", whole[: -len("</p></body></html>\r\n\r\n")]))
    assert found.notices == ("The archive ends in the middle of the page.",)
    assert article(FORM, written(tmp_path, "b.warc", whole)).notices == ()


def test_a_page_that_is_cut_before_its_text_is_named(tmp_path: Path) -> None:
    whole = response("a", page("a"))
    (found,) = all_of(FORM, written(tmp_path, "a.warc", whole[: whole.index(b"<title")]))
    assert unreadable(found).reason == "the archive ends in the middle of the page"


def test_bombs_are_named_and_the_others_come(tmp_path: Path) -> None:
    bomb = response("bomb", gzip.compress(bytes(40_000_000)), "Content-Encoding: gzip")
    whole = bomb + response("a", page("a"))
    first, second = all_of(FORM, written(tmp_path, "a.warc", whole))
    assert unreadable(first).name == f"{SITE}/bomb"
    assert isinstance(second, IncomingArticle)


def test_wrong_lengths_all_over_are_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_MOST_READ_AGAIN", 10_000)
    file = written(tmp_path, "a.warc", response("a", page("a"), length=60_000_000) * 20)
    with pytest.raises(ReaderError, match="all over"):
        all_of(FORM, file)


@pytest.mark.parametrize(
    "piece",
    [b"WARC/1.0\r\n", b"x: y\r\n", b"\r\n", b"x", b"WARC/1.0\r\nContent-Length: 9999\r\n\r\n"],
)
def test_hostile_archives_end(tmp_path: Path, piece: bytes) -> None:
    assert all_of(FORM, written(tmp_path, "a.warc", b"WARC/1.0\r\n" + piece * 20_000)) == []


def test_pictures_of_the_archive_come_with_the_pages_that_show_them(tmp_path: Path) -> None:
    shown = page("a").replace(b"</body>", b'<p><img src="/h.png"><img src="/no.png"></p></body>')
    image = record("response", f"{SITE}/h.png", http(PICTURE, media="image/png"))
    # Where the picture stands does not matter.
    first, second = articles(
        FORM, written(tmp_path, "a.warc", response("a", shown) + image + response("b", page("b")))
    )
    assert dict(first.files) == {f"{SITE}/h.png": PICTURE}
    assert f'src="{SITE}/h.png"' in first.body
    assert second.files == {}


def test_a_wacz_names_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    whole = response("a", page("a")) + response("frame", page("b"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.warc.gz", gzip.compress(whole))
        archive.writestr(
            "pages/pages.jsonl", f'{{"format": "json-pages-1.0"}}\n\n{{"url": "{SITE}/a"}}\n['
        )
    assert names(all_of(ZIP_FORM, source_file(path))) == ["a"]
    bare = tmp_path / "b.wacz"
    with zipfile.ZipFile(bare, "w") as archive:
        archive.writestr("archive/data.warc", whole)
    assert names(all_of(ZIP_FORM, source_file(bare))) == ["a", "frame"]


@pytest.mark.skipif(not CASE.is_dir(), reason="no ../shared/cases beside the checkout")
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_real_archives(name: str) -> None:
    found = article(FORM, source_file(CASE / name))
    assert found.facts.title == "The night train"
    assert found.notices == ()
