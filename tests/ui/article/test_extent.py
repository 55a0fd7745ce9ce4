"""The whole page as it was saved, its source, and the article again: one key."""

from __future__ import annotations

from pathlib import Path

from reader.library.open_article import Extent
from tests.ui.conftest import Reader, Start

PAGE = """<!doctype html><html><head><title>Lamps at sea</title></head><body>
<nav><a href=/>Harbour home</a> <a href=/all>All reports</a></nav>
<article><h1>Lamps at sea</h1>
{paragraphs}
<p>The keeper climbs the last stair at dusk, as he has done for thirty years.</p>
</article>
<aside><p>Buoys of the week</p></aside></body></html>
"""
PARAGRAPHS = "\n".join(
    f"<p>Report {n}: the light turns, the sea is what it was, and the log grows.</p>"
    for n in range(40)
)


def shelf(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_text(PAGE.format(paragraphs=PARAGRAPHS), "utf-8")
    (folder / "note.md").write_text("---\ntitle: A note\n---\nSome *words*.\n", "utf-8")
    return folder


def extent(reader: Reader) -> Extent | None:
    opened = reader.main.pane.shown
    return opened.extent if opened is not None else None


async def go_to(reader: Reader, title: str) -> None:
    await reader.press("slash", *title, "enter")
    assert reader.shown.startswith(title)


async def test_what_was_cut_is_there_in_the_whole_page_and_in_the_source(
    start: Start, tmp_path: Path
) -> None:
    async with start(shelf(tmp_path / "shelf"), size=(110, 30)) as reader:
        await go_to(reader, "Lamps")
        assert "Harbour home" not in reader.text
        await reader.press("backslash")
        assert "Harbour home" in reader.text
        assert "Whole page" in reader.text
        await reader.press("backslash")
        assert "<nav>" in reader.text
        assert extent(reader) is Extent.SOURCE
        await reader.press("backslash")
        assert extent(reader) is Extent.ARTICLE
        assert "Harbour home" not in reader.text


async def test_the_eye_stays_at_its_words(start: Start, tmp_path: Path) -> None:
    async with start(shelf(tmp_path / "shelf"), size=(110, 30)) as reader:
        await go_to(reader, "Lamps")
        await reader.press(*"jjjjjjjj")
        top = next(row for row in reader.rows() if "Report" in row).split("Report")[1][:6]
        for _ in range(3):
            await reader.press("backslash")
            assert any(f"Report{top}" in row for row in reader.rows()[:4])


async def test_what_is_no_page_shows_its_source_at_once(start: Start, tmp_path: Path) -> None:
    async with start(shelf(tmp_path / "shelf"), size=(110, 30)) as reader:
        await go_to(reader, "A note")
        await reader.press("backslash")
        assert "title: A note" in reader.text
        assert "*words*" in reader.text
        await reader.press("backslash")
        assert extent(reader) is Extent.ARTICLE


async def test_only_the_article_has_bookmarks_and_a_place(start: Start, tmp_path: Path) -> None:
    async with start(shelf(tmp_path / "shelf"), size=(110, 30)) as reader:
        await go_to(reader, "Lamps")
        await reader.press("space", "m", "backslash")
        assert not reader.main.pane.marks.places
        for key in ("m", "H", "apostrophe"):
            await reader.press(key)
            assert "are of the article" in reader.text
        assert len(reader.store.all()) == 1
        left = reader.main.pane.visits.last_stop
        await reader.press("G", "R")
        assert extent(reader) is Extent.ARTICLE
        assert left is not None
        assert len(reader.main.pane.marks.places) == 1
