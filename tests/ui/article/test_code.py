"""Code on the page: scrolled sideways where it is not folded, coloured without a stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.worker import code_coloring
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


ENDLESS = "a" * 2_000
"""Code whose colours take minutes as LilyPond."""


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    folder = tmp_path / "endless"
    folder.mkdir()
    code = f"```lilypond\n{ENDLESS}\n```\n\n```python\ndef f(): return 'colour'\n```\n"
    (folder / "code.md").write_text(f"---\ntitle: Code\n---\n\n{code}\nLast words.\n", "utf-8")
    return folder


async def test_code_that_takes_too_long_is_plain_and_other_code_is_not(
    start: Start, endless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_coloring, "BLOCK_SECONDS", 0.3)
    async with start(endless) as reader:
        await reader.press("enter", "G")
        view = reader.main.pane.view
        rows = {text.strip(): y for y, text in enumerate(reader.rows())}
        row = next(y for text, y in rows.items() if "'colour'" in text)
        segments = [each for each in view.render_line(row) if each.text.strip()]
        assert len({each.style.color for each in segments if each.style is not None}) > 2


async def test_keys_and_the_end_wait_for_no_colours(
    start: Start, endless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_coloring, "BLOCK_SECONDS", 600)
    async with start(endless, busy=True) as reader:
        await reader.pilot.press("enter")
        await reader.until(lambda: "aaaaaa" in reader.text)
        await reader.pilot.press("G")
        await reader.until(lambda: "Last words" in reader.text)
        reader.app.leave()
        await reader.until(lambda: reader.app._exit)
