"""Long files in pieces."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.intake.syntax import text_stream
from tests.unit.intake.exports.source_files import written


def test_members_of_gzip_follow_each_other(tmp_path: Path) -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 512
    assert b"".join(text_stream.chunks(written(tmp_path, "x.gz", data).path)) == b"one two"


def test_a_bomb_comes_in_pieces_of_bounded_size(tmp_path: Path) -> None:
    path = written(tmp_path, "x.gz", gzip.compress(bytes(20_000_000))).path
    sizes = [len(piece) for piece in text_stream.chunks(path)]
    assert sum(sizes) == 20_000_000
    assert max(sizes) <= text_stream.CHUNK


def test_there_is_an_end(tmp_path: Path) -> None:
    path = written(tmp_path, "x.gz", gzip.compress(bytes(20_000_000))).path
    with pytest.raises(ReaderError, match="more than 4 MB"):
        list(text_stream.chunks(path, 4 << 20))


def test_damage_is_told(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(b"words " * 1000))
    data[12:20] = b"\xff" * 8
    with pytest.raises(ReaderError, match="damaged"):
        list(text_stream.chunks(written(tmp_path, "x.gz", bytes(data)).path))


@given(st.lists(st.binary(max_size=12)), st.integers(1, 9))
def test_lines_are_those_of_the_whole(pieces: list[bytes], most: int) -> None:
    whole = b"".join(pieces).split(b"\n")
    if not whole[-1]:
        whole.pop()
    expected = [None if len(line) > most else line for line in whole]
    assert list(text_stream.lines(pieces, most)) == expected


def test_the_head_of_a_packed_file_is_unpacked() -> None:
    assert text_stream.head(gzip.compress(b"words" * 100)[:40], 10)[:5] == b"words"
    assert text_stream.head(b"\x1f\x8bno") == b""
    assert text_stream.head(b"plain") == b"plain"
