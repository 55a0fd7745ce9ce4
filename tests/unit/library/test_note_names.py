"""Which file a note's name means."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.note_names import NoteName


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("Tides", b"/notes/Tides.md", True),
        ("tides", b"/notes/deep/TIDES.md", True),
        ("Tides.md", b"/notes/Tides.md", True),
        ("Tides", b"/notes/Tides 2.md", False),
        ("v1.2", b"/notes/v1.2.md", True),
        ("v1", b"/notes/v1.2.md", False),
        ("Tides", b"/notes/Tides.epub", False),
        ("deep/Tides", b"/notes/Deep/Tides.md", True),
        ("deep/Tides", b"/notes/shallow/Tides.md", False),
        ("../Tides", b"/notes/Tides.md", True),
        ("", b"/notes/.md", False),
        ("Cafe\u0301", "/notes/Café.md".encode(), True),
        ("潮汐", "/notes/潮汐.md".encode(), True),
        ("x", b"/notes/\xff.md", False),
    ],
)
def test_a_name_is_that_of_a_file_in_any_case_and_folder(
    name: str, path: bytes, expected: bool
) -> None:
    assert NoteName(name).is_of(path) is expected


def test_the_nearest_file_of_a_name_is_meant() -> None:
    paths = [b"/n/Tides.md", b"/n/b/Tides.md", b"/n/a/c/Tides.md", b"/n/a/c/Tides.html"]
    near = NoteName("Tides").distance_from(Path("/n/a/here.md"))
    assert sorted(paths, key=near) == [
        b"/n/Tides.md",
        b"/n/a/c/Tides.md",
        b"/n/b/Tides.md",
        b"/n/a/c/Tides.html",
    ]
