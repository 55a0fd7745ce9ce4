"""What stands behind the end of an article is folded, shown by a key, and found."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings import Settings
from tests.ui.conftest import Start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lib"
    path.mkdir()
    body = "\n\n".join(f"Paragraph {number}." for number in range(1, 16))
    tail = "## Related posts\n\n- [A harbour](http://a.b/1)\n- [A lighthouse](http://a.b/2)"
    (path / "a.md").write_text(f"---\ntitle: A\n---\n{body}\n\n{tail}\n", "utf-8")
    return path


async def test_a_tail_is_folded_until_it_is_wanted(start: Start, folder: Path) -> None:
    async with start(folder) as reader:
        await reader.press("enter", "G")
        assert "… 3 more blocks: Related posts  x shows them" in reader.text
        assert "lighthouse" not in reader.text
        await reader.press("x")
        assert "lighthouse" in reader.text
        assert "more blocks" not in reader.text
        await reader.press("x")
        assert "lighthouse" not in reader.text
        await reader.press("/", *"light")
        assert "lighthouse" in reader.text
        await reader.press("enter", "escape", "x")
        row = next(at for at, text in enumerate(reader.rows()) if "more blocks" in text)
        await reader.pilot.click(offset=(60, row))
        await reader.settle()
        assert "lighthouse" in reader.text
    async with start(folder, settings=Settings(fold_tails=False)) as reader:
        await reader.press("enter", "G")
        assert "lighthouse" in reader.text
        await reader.press("x")
        assert "Nothing stands behind the end of this article" in reader.text
