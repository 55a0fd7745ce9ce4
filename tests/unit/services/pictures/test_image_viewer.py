"""Pictures outside of the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.services.pictures import image_viewer
from reader.services.pictures.source import PictureSource
from tests.drawn_pictures import picture


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were to be shown."""
    shown: list[Path] = []
    monkeypatch.setattr(image_viewer, "command_for", lambda path, _: [path])
    monkeypatch.setattr(image_viewer, "start", lambda command: shown.append(Path(command[0])))
    return shown


@pytest.fixture
def source(tmp_path: Path) -> PictureSource:
    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "b.desktop").write_bytes(picture(form="WEBP"))
    (tmp_path / "c.html").write_text("<script>")
    return PictureSource(tmp_path / "a.md", lambda: (tmp_path.resolve(),))


def test_a_file_is_shown_where_it_is(source: PictureSource, started: list[Path]) -> None:
    image_viewer.open_picture(source, "a.png")
    assert [path.name for path in started] == ["a.png"]


def test_a_name_that_would_start_something_else_is_never_given_away(
    source: PictureSource, started: list[Path]
) -> None:
    image_viewer.open_picture(source, "b.desktop")
    (copy,) = started
    assert (copy.suffix, copy.read_bytes()) == (".webp", picture(form="WEBP"))
    with pytest.raises(ReaderError, match="the picture is gone"):
        image_viewer.open_picture(source, "c.html")


def test_without_a_desktop_it_says_so(source: PictureSource) -> None:
    with pytest.raises(ReaderError, match="no desktop"):
        image_viewer.open_picture(source, "a.png", {"PATH": ""})
