"""Files that are one link, and Safari's property list."""

from __future__ import annotations

import plistlib
from datetime import datetime

import pytest

from reader.errors import ReaderError
from reader.intake.source_file import source_file
from tests.unit.intake.lists.lists import Desk, form_of

URL = "https://a.example/?x=1"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("At the pier.url", f"[InternetShortcut]\r\nURL={URL}\r\nIconIndex=0\r\n".encode()),
        ("At the pier.url", f"[InternetShortcut]\r\nURL={URL}\r\n".encode("utf-16")),
        ("At the pier.webloc", plistlib.dumps({"URL": URL})),
        ("At the pier.webloc", plistlib.dumps({"URL": URL}, fmt=plistlib.FMT_BINARY)),
        ("x.desktop", f"[Desktop Entry]\nType=Link\nName=At the pier\nURL={URL}\n".encode()),
    ],
)
def test_a_link(desk: Desk, name: str, content: bytes) -> None:
    (entry,) = desk.read(name, content)
    assert (entry.facts.url, entry.facts.title) == (URL, "At the pier")


def test_a_program_is_no_link(desk: Desk) -> None:
    assert desk.name_of("x.desktop", "[Desktop Entry]\nType=Application\nExec=x\n") == ""


def test_safari(desk: Desk) -> None:
    def leaf(url: str, **more: object) -> dict[str, object]:
        return {
            "WebBookmarkType": "WebBookmarkTypeLeaf",
            "URLString": url,
            "URIDictionary": {"title": "A"},
            **more,
        }

    listed = {"DateAdded": datetime(2024, 3, 9, 7, 40), "PreviewText": "Of boats"}
    later = leaf("https://b.example/", ReadingList=listed)
    root = {
        "WebBookmarkType": "WebBookmarkTypeList",
        "Title": "",
        "Children": [
            {"Title": "BookmarksBar", "Children": [{"Title": "Sea", "Children": [leaf(URL)]}]},
            {"Title": "com.apple.ReadingList", "Children": [later]},
        ],
    }
    a, b = (
        e.facts for e in desk.read("Bookmarks.plist", plistlib.dumps(root, fmt=plistlib.FMT_BINARY))
    )
    assert (a.url, a.title, a.tags, a.by) == (URL, "A", ("Sea",), "safari")
    assert (b.url, b.tags, b.summary, b.saved) == (
        "https://b.example/",
        (),
        "Of boats",
        "2024-03-09T07:40:00",
    )


def test_a_damaged_one_says_so(desk: Desk) -> None:
    path = desk.put("a.webloc", b"bplist00 nothing")
    form = form_of(path)
    assert form is not None
    with pytest.raises(ReaderError, match="damaged property list") as raised:
        list(form.read(source_file(path)))
    assert raised.value.path == path
