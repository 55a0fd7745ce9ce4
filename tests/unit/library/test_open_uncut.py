from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.model import BlockKind
from reader.errors import ReaderError
from reader.library import open_article
from reader.library.open_article import Extent, next_extent, open_uncut


def test_the_extents_follow_each_other_in_a_circle() -> None:
    assert [next_extent(each) for each in Extent] == [Extent.PAGE, Extent.SOURCE, Extent.ARTICLE]


def test_the_source_is_the_text_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "---\ntitle: 灯塔在夜里亮着\n---\n# 灯塔和海上的船\x1b[31m\n\n<!-- hidden -->"
    path.write_bytes(text.encode())
    opened = open_uncut(path, Extent.SOURCE)
    (block,) = opened.document.blocks
    assert (block.kind, block.language) == (BlockKind.CODE, "markdown")
    assert block.text.startswith("---\ntitle: 灯塔在夜里亮着\n---\n# 灯塔")
    assert "<!-- hidden -->" in block.text
    assert "\x1b" not in block.text


def test_a_long_source_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_article, "MOST_SOURCE", 10)
    path = tmp_path / "a.txt"
    path.write_text("0123456789abc", "utf-8")
    opened = open_uncut(path, Extent.SOURCE)
    assert opened.document.blocks[0].text == "0123456789"
    assert opened.notices


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no such file"):
        open_uncut(tmp_path / "gone.html", Extent.PAGE)
