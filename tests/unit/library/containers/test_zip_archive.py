"""Archives that somebody else made, read without trust."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.library.containers.zip_archive import MOST_ENTRIES, ZipArchive, opened

FILE = Path("notes.zip")


def packed(entries: dict[str, bytes], *, way: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def archive(data: bytes) -> ZipArchive:
    return ZipArchive(FILE, io.BytesIO(data))


WHOLE = packed({"a.txt": b"one", "folder/b.txt": b"two" * 1_000})


def test_entries_are_read_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "notes.zip"
    path.write_bytes(WHOLE)
    with opened(path) as found:
        assert found.names == ("a.txt", "folder/b.txt")
        assert "a.txt" in found
        assert found.size("folder/b.txt") == 3_000
        assert found.read("a.txt") == b"one"
        assert found.beginning("folder/b.txt", 4) == b"twot"


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a/../../b", "C:\\a", "c:/a", "folder/"])
def test_names_that_lead_elsewhere_are_left_out(name: str) -> None:
    found = archive(packed({name: b"x", "kept.txt": b"y"}))
    assert found.names == ("kept.txt",)


def test_names_are_folders_however_they_are_written() -> None:
    found = archive(packed({"./a/b.txt": b"1", "c\\d.txt": b"2", "E: f.txt": b"3"}))
    assert found.names == ("a/b.txt", "c/d.txt", "E: f.txt")
    assert found.read("c/d.txt") == b"2"


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_names_in_chinese_need_not_say_their_encoding(encoding: str) -> None:
    # The name of as many letters is replaced, in the header and in the table.
    raw = "第一章.txt".encode(encoding)
    found = archive(packed({"x" * len(raw): b"text"}).replace(b"x" * len(raw), raw))
    assert found.names == ("第一章.txt",)
    assert found.read("第一章.txt") == b"text"


def test_names_of_western_systems_are_kept() -> None:
    found = archive(packed({"xyn.txt": b"text"}).replace(b"xyn", "añn".encode("cp437")))
    assert found.names == ("añn.txt",)


def test_a_name_is_found_in_other_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "Ünder.txt")
    found = archive(packed({"Text/Ch1.XHTML": b"1", decomposed: b"2"}))
    assert found.find("text/ch1.xhtml") == "Text/Ch1.XHTML"
    assert found.find("Ünder.txt") == decomposed
    assert found.find("none") is None


def test_of_entries_with_one_name_the_last_counts() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.txt", b"old")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a.txt", b"new")
    assert archive(stream.getvalue()).read("a.txt") == b"new"


def test_what_an_entry_claims_is_not_believed() -> None:
    bomb = bytearray(packed({"a.txt": bytes(300_000)}))
    table = bomb.rindex(b"PK\x01\x02")
    for header, offset in ((0, 22), (table, 24)):
        struct.pack_into("<L", bomb, header + offset, 10)
    found = archive(bytes(bomb))
    assert found.size("a.txt") == 10
    with pytest.raises(ReaderError, match="damaged"):
        found.read("a.txt")
    with pytest.raises(ReaderError, match="more than 0 MB"):
        archive(packed({"a.txt": bytes(300_000)})).read("a.txt", most=1_000)


def test_an_encrypted_entry_says_so() -> None:
    data = bytearray(WHOLE)
    table = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[table + 8] |= 1
    found = archive(bytes(data))
    assert found.is_encrypted("a.txt")
    assert not found.is_encrypted("folder/b.txt")
    with pytest.raises(ReaderError, match="encrypted"):
        found.read("a.txt")


def test_a_way_of_packing_that_takes_much_memory_is_not_read() -> None:
    with pytest.raises(ReaderError, match="packed in a way"):
        archive(packed({"a.txt": b"x"}, way=zipfile.ZIP_LZMA)).read("a.txt")


def test_a_million_entries_are_too_many() -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *[0] * 16)
    table = entry * (MOST_ENTRIES + 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(table), 0, 0)
    with pytest.raises(ReaderError, match="more than 100,000 files"):
        archive(table + end)


def test_a_missing_entry_is_named() -> None:
    with pytest.raises(ReaderError, match=r"no file c\.txt"):
        archive(WHOLE).read("c.txt")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", WHOLE[:-30], b"no archive at all" * 20])
def test_a_damaged_archive_says_so(data: bytes) -> None:
    with pytest.raises(ReaderError, match="damaged archive"):
        archive(data)


@settings(max_examples=100)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_no_wrong_byte_is_too_much(place: int, byte: int) -> None:
    try:
        found = archive(WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :])
        for name in found.names:
            found.read(name)
    except ReaderError:
        return
