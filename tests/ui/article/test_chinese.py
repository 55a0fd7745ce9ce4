"""One key shows Chinese as another region writes it; every place stays where it is."""

from __future__ import annotations

from pathlib import Path

from reader.services.saved_layout import SessionLayout
from reader.text.chinese_variants.variant import Variant
from tests.ui.conftest import Reader, Start

BODY = "\n\n".join(
    [
        "## 头发与皇后",
        "理发店里他的头发很长，皇后在后面干涉三里外一斗米的干净面条。",
        *(f"第{n}段：为了保存书签，软件把位置记在这里。" for n in range(60)),
    ]
)


def shelf(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "a.md").write_text(f"---\ntitle: 头发的历史\ntags: [书里]\n---\n{BODY}\n", "utf-8")
    (folder / "b.md").write_text("---\ntitle: 飛行的歷史\n---\n他在臺灣說了話。\n", "utf-8")
    return folder


async def turn_to(reader: Reader, words: str) -> None:
    for _ in range(5):
        await reader.press("T")
        if words in reader.text:
            return
    raise AssertionError(reader.text)


async def test_page_card_list_and_outline_are_shown_in_the_variant(
    start: Start, tmp_path: Path
) -> None:
    async with start(shelf(tmp_path / "shelf"), size=(120, 30)) as reader:
        await reader.press("slash", "t", "o", "u", "f", "a", "enter")
        await turn_to(reader, "Taiwan")
        assert "頭髮的歷史" in reader.text
        assert "#書裡" in reader.text
        assert "理髮店裡他的頭髮很長，皇后在後面干涉三里外一斗米的乾淨麵條。" in reader.text
        await reader.press("t")
        assert "頭髮與皇后" in reader.text
        await reader.press("escape")
        await turn_to(reader, "as it is written")
        assert "理发店里他的头发很长" in reader.text


async def test_a_place_its_bookmark_and_what_is_found_stay(start: Start, tmp_path: Path) -> None:
    async with start(shelf(tmp_path / "shelf"), size=(120, 30)) as reader:
        await reader.press("slash", "t", "o", "u", "f", "a", "enter")
        await reader.press("slash", "第", "3", "0", "段", "enter")
        before = reader.main.pane.view.place
        await turn_to(reader, "Hong Kong")
        assert reader.main.pane.view.place == before
        assert "軟件把位置記在這裏" in reader.text
        await reader.press("m")
        (kept,) = reader.store.all()
        assert kept.quote is not None
        assert "软件把位置记在这里" in kept.quote.exact + kept.quote.suffix


async def test_what_is_copied_is_what_is_shown_and_a_quote_has_both(
    start: Start, tmp_path: Path
) -> None:
    async with start(shelf(tmp_path / "shelf"), size=(120, 30)) as reader:
        await reader.press("slash", "t", "o", "u", "f", "a", "enter")
        await turn_to(reader, "Taiwan")
        await reader.press("slash", "理", "发", "店", "enter", "V", "y")
        assert reader.app.clipboard.startswith("理髮店裡他的頭髮很長")
        await reader.press("V", "Y")
        assert "> 理髮店裡他的頭髮很長" in reader.app.clipboard
        assert "> 理发店里他的头发很长" in reader.app.clipboard


async def test_a_session_begins_in_the_variant_that_the_last_one_ended_in(
    start: Start, tmp_path: Path
) -> None:
    left = SessionLayout(variant=Variant.SIMPLIFIED)
    async with start(shelf(tmp_path / "shelf"), left=left) as reader:
        assert "飞行的历史" in reader.text
