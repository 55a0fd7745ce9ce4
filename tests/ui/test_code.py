"""Code on the page: scrolled sideways where it is not folded, coloured without a stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings import Settings
from tests.ui.conftest import Reader, Start

LONG = "x" * 100 + "y" * 100
LINES = 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    code = "\n".join(f"def f{n}(): return {n}  # a comment" for n in range(LINES))
    text = f"---\ntitle: Code\n---\n\n```\n{LONG}\nshort\n```\n\n```python\n{code}\n```\n"
    (folder / "code.md").write_text(text, "utf-8")
    return folder


def shown(reader: Reader, letter: str) -> int:
    return reader.text.count(letter * 3) and max(row.count(letter) for row in reader.rows())


async def test_code_is_scrolled_as_far_as_it_goes_and_back(start: Start, folder: Path) -> None:
    async with start(folder, settings=Settings(code="scroll")) as reader:
        await reader.press("enter")
        assert shown(reader, "x") > 50
        assert "›" in reader.text
        assert shown(reader, "y") == 0
        await reader.press(*["greater_than_sign"] * 40)
        assert shown(reader, "y") > 50
        assert "›" not in reader.text
        assert "short" not in reader.text
        await reader.press(*["less_than_sign"] * 40)
        assert shown(reader, "x") > 50
        assert "short" in reader.text


async def test_folded_code_stays_where_it_is(start: Start, folder: Path) -> None:
    async with start(folder) as reader:
        await reader.press("enter")
        before = reader.text
        await reader.press("greater_than_sign")
        assert reader.text == before


async def test_much_code_is_coloured_to_its_end(start: Start, folder: Path) -> None:
    async with start(folder) as reader:
        await reader.press("enter", "G")
        view = reader.main.pane.view
        row = next(y for y, text in enumerate(reader.rows()) if f"f{LINES - 2}()" in text)
        colours = {
            segment.style.color
            for segment in view.render_line(row)
            if segment.style is not None and segment.text.strip()
        }
        assert len(colours) > 2
