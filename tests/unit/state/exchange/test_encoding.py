from __future__ import annotations

import pytest

from reader.errors import ReaderError
from reader.state.exchange.encoding import decode_text
from reader.state.exchange.formats import parse

HEADER = "Highlight,Title,Author,URL,Note,Location,Date\r\n"
CHINESE = "社交网络是什么，谁在用？,钉钉：一个教训,张三,https://a.example/1,记一笔,3,2026-01-02\r\n"
TRADITIONAL = "社交網絡是什麼，誰在用？,釘釘：一個教訓,張三,https://a.example/1,記一筆,3,\r\n"
SHORT = "好,书,,https://a.example/1,,,\r\n"
FRENCH = "Le café était fermé,L’été,Émile,https://a.example/1,déjà vu,,\r\n"


@pytest.mark.parametrize("row", [CHINESE, TRADITIONAL, SHORT, FRENCH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_its_encoding_is_read_without_a_word(row: str, encoding: str) -> None:
    assert decode_text((HEADER + row).encode(encoding)) == (HEADER + row, "")


@pytest.mark.parametrize(
    ("row", "encoding", "told"),
    [
        (CHINESE, "gbk", "GBK"),
        (SHORT, "gbk", "GBK"),
        (TRADITIONAL, "gb18030", "GBK"),
        (TRADITIONAL, "big5", "Big5"),
        (CHINESE, "utf-16-le", "UTF-16"),
        (SHORT, "utf-16-be", "UTF-16"),
        ("一,一,,https://a.example/1,,,\r\n", "utf-16-le", "UTF-16"),
        (FRENCH, "cp1252", "Windows-1252"),
    ],
)
def test_what_a_spreadsheet_saved_is_read_and_the_guess_is_told(
    row: str, encoding: str, told: str
) -> None:
    assert decode_text((HEADER + row).encode(encoding)) == (HEADER + row, told)
    parsed = parse((HEADER + row).encode(encoding), "table.csv")
    assert parsed.notices == (f"is not UTF-8; it was read as {told}",)
    assert parsed.bookmarks[0].article.url == "https://a.example/1"


def test_a_mark_that_was_converted_too_is_no_part_of_the_table() -> None:
    data = ("\ufeff" + HEADER + CHINESE).encode("gb18030")
    assert len(parse(data, "table.csv").bookmarks) == 1


def test_unicode_text_of_excel_has_tabs() -> None:
    data = (HEADER + CHINESE).replace(",", "\t").encode("utf-16")
    (bookmark,) = parse(data, "Unicode Text.txt").bookmarks
    assert bookmark.quote is not None
    assert bookmark.quote.exact == "社交网络是什么，谁在用？"
    assert bookmark.note == "记一笔"


@pytest.mark.parametrize("cut", [b"\xff", b"\xe7"])
def test_utf_8_with_a_broken_byte_is_not_taken_for_another_encoding(cut: bytes) -> None:
    with pytest.raises(ReaderError, match="is not UTF-8"):
        parse((HEADER + CHINESE).encode() + cut, "table.csv")
