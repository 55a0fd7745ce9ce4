"""The parts of messages."""

from __future__ import annotations

import pytest

from reader.library.containers import mime
from tests.unit.library.containers.archives import multipart, part
from tests.unit.library.containers.letters import letter, message_part


def kinds(data: bytes, *, opens_messages: bool = False) -> list[str]:
    found = mime.parts(data, mime.message_header(data), opens_messages=opens_messages)
    return [each.kind for each in found]


def contents(data: bytes) -> list[bytes]:
    return [each.content(data) for each in mime.parts(data, mime.message_header(data))]


def test_parts_come_in_order_with_what_they_are_in() -> None:
    data = letter(
        multipart(
            multipart(
                part(b"a", "text/plain"), part(b"b"), kind="multipart/alternative", boundary="in"
            ),
            part(b"c", "image/png"),
            kind="multipart/mixed",
        )
    )
    found = mime.parts(data, mime.message_header(data))
    assert [each.kind for each in found] == ["text/plain", "text/html", "image/png"]
    assert [each.kind for each in found[0].around] == ["multipart/mixed", "multipart/alternative"]


def test_a_line_that_begins_as_a_boundary_is_none() -> None:
    data = letter(
        multipart(part(b"--cut-here-not\nwords\n -----cut-here", "text/plain", encoding="8bit"))
    )
    assert contents(data) == [b"--cut-here-not\r\nwords\r\n -----cut-here"]


def test_a_message_within_is_opened_if_that_is_asked_for() -> None:
    data = letter(multipart(part(b"see below", "text/plain"), message_part(letter())))
    assert kinds(data) == ["text/plain", "message/rfc822"]
    found = mime.parts(data, mime.message_header(data), opens_messages=True)
    assert [each.kind for each in found] == ["text/plain", "text/html"]
    assert mime.line(found[1].around[-1].header, "Subject") == "Otters again"


def test_the_parts_of_a_digest_are_messages() -> None:
    data = letter(multipart(b"\r\n" + letter(), b"\r\n" + letter(), kind="multipart/digest"))
    assert kinds(data, opens_messages=True) == ["text/html", "text/html"]


@pytest.mark.parametrize(
    "body",
    [
        b"--a\r\nContent-Type: text/plain\r\n\r\nwords\r\n" * 11_000,
        b"--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b--\r\n" * 11_000,
        b"\n--a x" * 250_000,
        b"--a" * 500_000,
        b"--a\r\n" + b"X-Field: value\r\n" * 100_000,
    ],
)
def test_no_more_parts_are_looked_at_than_any_message_has(body: bytes) -> None:
    data = letter(b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + body)
    assert len(kinds(data)) <= 10_000


def test_parts_in_each_other_end_somewhere() -> None:
    layers = b"".join(
        b"--a%d\r\nContent-Type: multipart/mixed; boundary=a%d\r\n\r\n" % (depth, depth + 1)
        for depth in range(10_000)
    )
    data = letter(b"Content-Type: multipart/mixed; boundary=a0\r\n\r\n" + layers + b"words")
    found = mime.parts(data, mime.message_header(data))
    assert len(found) == 1
    assert len(found[0].around) < 10


def test_a_header_in_an_old_charset_without_encoding_is_read() -> None:
    data = (
        "Subject: 水獭又来了，一共九只\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n".encode(
            "gb18030"
        )
    )
    assert mime.line(mime.message_header(data), "Subject") == "水獭又来了，一共九只"
