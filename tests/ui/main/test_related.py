"""Related articles: under the end of an article, and in a dialog."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import Start

LONG = "\n\n".join(f"Paragraph {number}." for number in range(20))


async def test_they_stand_under_the_end_and_are_opened_from_a_dialog(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "related"
    folder.mkdir()
    for name, tags in (("One", "[tea, milk]"), ("Two", "[tea]"), ("Three", "[salt]")):
        head = f"---\ntitle: {name} title\ntags: {tags}\ndate: 2021-01-01\n---\n\n"
        (folder / f"{name}.md").write_text(f"{head}{LONG}\n\n{name} ends.", "utf-8")
    async with start(folder, size=(100, 24), warm=True) as reader:
        await reader.press("slash", *"tag:milk", "enter")
        assert reader.shown == "One title"
        assert "Related" not in reader.text
        await reader.press("G")
        await reader.press("G")
        assert "One ends." in reader.text
        assert "Related  r" in reader.text
        assert "Two title  2021-01-01" in reader.text
        assert "100%" in reader.text
        view = reader.main.pane.view
        assert view.progress == 1.0
        assert view.document is not None
        assert all("Two" not in block.text for block in view.document.blocks)
        await reader.press("r")
        assert "tags: tea" in reader.text
        await reader.press("enter")
        assert reader.shown == "Two title"
        await reader.press("ctrl+o")
        assert reader.shown == "One title"
        assert "Three title" not in reader.text
        await reader.until(lambda: "Two title" in reader.text)
        seen, place = reader.text, view.place
        for opens in ("enter", "mouse"):
            if opens == "mouse":
                row = next(y for y, line in enumerate(reader.rows()) if "Two title" in line)
                column = reader.rows()[row].index("Two title")
                await reader.pilot.hover(offset=(column, row))
                await reader.pilot.click(offset=(column, row))
            else:
                await reader.press("tab", "enter")
            await reader.until(lambda: reader.shown == "Two title")
            await reader.press("ctrl+o")
            assert reader.shown == "One title"
            await reader.until(lambda: "Two title" in reader.text)
            assert view.place == place
            await reader.press("escape")
            assert reader.text == seen
