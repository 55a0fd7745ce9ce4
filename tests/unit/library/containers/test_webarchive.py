"""Pages out of Safari's web archives."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers.unpack import unpack
from tests.unit.library.containers.archives import ADDRESS, PAGE, PICTURE, webarchive

FILE = Path("otters.webarchive")
WHOLE = webarchive()


@pytest.mark.parametrize("is_binary", [True, False])
def test_the_main_page_comes_out(is_binary: bool) -> None:
    page = unpack(FILE, webarchive(is_binary=is_binary))
    assert page is not None
    assert page.data.decode() == PAGE
    assert page.facts.first(FactName.URL) == ADDRESS


def test_its_encoding_is_what_the_archive_says() -> None:
    page = unpack(FILE, webarchive("<p>河边</p>".encode("gb18030"), charset="GBK"))
    assert page is not None
    assert page.data.decode() == "<p>河边</p>"


def test_the_frames_of_a_page_that_is_no_more_are_read() -> None:
    page = b"<frameset><frame src=menu><frame src=text></frameset>"
    archive = plistlib.loads(webarchive(page))
    menu = plistlib.loads(webarchive(b"<a href=1>Otters</a>"))
    around = {**plistlib.loads(webarchive(page)), "WebSubframeArchives": [menu]}
    around["WebSubframeArchives"].append(plistlib.loads(WHOLE))
    archive["WebSubframeArchives"] = [around, "no archive", {"WebMainResource": {}}]
    found = unpack(FILE, plistlib.dumps(archive, fmt=plistlib.FMT_BINARY))
    assert found is not None
    assert found.data.decode() == PAGE


def test_other_property_lists_in_xml_are_read_as_text() -> None:
    data = plistlib.dumps({"WebMainResource": {}})
    assert unpack(Path("settings.xml"), data) is None


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[: len(WHOLE) // 2],
        WHOLE[:8],
        b"bplist00" + b"\xff" * 200,
        plistlib.dumps({"other": 1}, fmt=plistlib.FMT_BINARY),
        plistlib.dumps([], fmt=plistlib.FMT_BINARY),
        plistlib.dumps({"WebMainResource": {"WebResourceURL": "x"}}, fmt=plistlib.FMT_BINARY),
        webarchive(PICTURE, kind="image/png"),
        webarchive(is_binary=False)[:-40],
        b"<plist><dict><key>WebMainResource</key>" + b"<array>" * 5_000,
    ],
)
def test_a_damaged_one_says_what_to_do(data: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        unpack(FILE, data)
    assert caught.value.hint


def test_one_that_is_too_large_says_so() -> None:
    with pytest.raises(ReaderError, match="too large"):
        unpack(FILE, WHOLE, is_cut=True)


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_no_wrong_byte_is_too_much(place: int, byte: int) -> None:
    data = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    try:
        unpack(FILE, data)
    except ReaderError:
        return


def test_a_page_that_is_but_a_frame_gives_what_is_in_it() -> None:
    inner = plistlib.loads(webarchive())
    outer = plistlib.loads(webarchive(b'<frameset><frame src="a"></frameset>'))
    page = unpack(FILE, plistlib.dumps({**outer, "WebSubframeArchives": [inner, "odd"]}))
    assert page is not None
    assert page.data.decode() == PAGE
