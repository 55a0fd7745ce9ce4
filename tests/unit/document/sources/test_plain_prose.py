from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.markdown.parse import parse
from reader.document.model import BlockKind
from reader.document.sources.plain_prose import to_markdown

LONG = (
    "这是一段相当长的文字，用来表示一篇文章里的普通段落，它总是在一个句号之后才结束，"
    "而且比任何标题都要长得多，长到不会有人把它当成标题来看，因为它一口气说了好几件事情，一件接着一件。"
)


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in parse(to_markdown(text)).blocks]


def test_blank_lines_separate_paragraphs() -> None:
    assert to_markdown("一。\n\n二。\n \n三。") == "一。\n\n二。\n\n三。\n"


def test_a_short_line_between_long_paragraphs_is_a_heading() -> None:
    text = f"{LONG}\n\n起初的样子\n\n{LONG}\n\n后来怎么样?\n\n{LONG}"
    headings = [text for kind, text in blocks(text) if kind is BlockKind.HEADING]
    assert headings == ["起初的样子", "后来怎么样?"]


def test_what_only_looks_like_a_heading_is_none() -> None:
    for line in ("#专栏作者#", "@某人", "他说：", "结束了。", "1. 第一", "https://e.org/", "——完"):
        text = f"{LONG}\n\n{line}\n\n{LONG}"
        assert all(kind is not BlockKind.HEADING for kind, _ in blocks(text)), line


def test_a_short_line_among_short_ones_is_none() -> None:
    text = "床前灯一盏\n\n窗外雨三更\n\n不知何处笛\n\n吹到五更明"
    assert all(kind is BlockKind.PARAGRAPH for kind, _ in blocks(text))


def test_chapters_are_headings() -> None:
    text = f"第一章 出发\n{LONG}\n{LONG}\n第二章 归来\n{LONG}\n{LONG}"
    headings = [text for kind, text in blocks(text) if kind is BlockKind.HEADING]
    assert headings == ["第一章 出发", "第二章 归来"]


def test_a_first_short_line_is_the_title() -> None:
    assert to_markdown(f"一个标题,带着逗号?\n\n{LONG}").startswith("# 一个标题,带着逗号?\n\n")


def test_long_lines_without_blank_ones_are_paragraphs() -> None:
    text = f"\u3000\u3000{LONG}\n\u3000\u3000{LONG}\n\u3000\u3000{LONG}"
    assert blocks(text) == [(BlockKind.PARAGRAPH, LONG)] * 3


def test_hard_wrapped_latin_lines_are_joined() -> None:
    text = (
        "The quick brown fox jumps over the lazy dog, and then it does so\n"
        "again, because one jump is never quite enough for a proper fox, as\n"
        "everyone knows who ever owned one.\n\n"
        "A second paragraph follows the first one here, wrapped by hand at\n"
        "the same margin."
    )
    assert [t for _, t in blocks(text)] == [" ".join(p.split("\n")) for p in text.split("\n\n")]


def test_hard_wrapped_han_lines_are_joined_without_a_space() -> None:
    line = "一二三四五六七八九十" * 3 + "甲乙丙丁"
    text = f"{line}\n{line}\n{line}\n末尾。"
    assert [t for _, t in blocks(text)] == [f"{line}{line}{line}末尾。"]


def test_hard_wrapped_korean_lines_are_joined_with_a_space() -> None:
    line = "나는 어제 시장에서 사과를 " * 2 + "먹고 잤다"
    assert [t for _, t in blocks(f"{line}\n{line}\n{line}\n끝.")] == [f"{line} {line} {line} 끝."]


def test_a_long_han_line_does_not_swallow_the_next() -> None:
    lines = f"{LONG}\n\n更多的内容都在这里，请关注某某公众号，或者下载我们的应用App\n评论\n登录"
    assert blocks(lines)[-1][1].endswith("App\n评论\n登录")


def test_a_poem_keeps_its_lines() -> None:
    assert [t for _, t in blocks("山高月小\n水落石出\n风清夜静")] == [
        "山高月小\n水落石出\n风清夜静"
    ]


def test_indented_comments_become_items_with_hanging_text() -> None:
    comments = "  1. 第一条评论\n\n    来自某地 回复\n  2. 第二条评论\n    还有一行\n\n    回复"
    comments += "\n  3. 第三条\n\n    回复"
    text = f"{LONG}\n\n评论\n{comments}"
    found = parse(to_markdown(text)).blocks
    items = [b.text for b in found if b.containers]
    assert items == [
        "第一条评论",
        "来自某地 回复",
        "第二条评论\n还有一行",
        "回复",
        "第三条",
        "回复",
    ]
    markers = [block.containers[0].marker for block in found if block.containers]
    assert markers == ["1.", "1.", "2.", "2.", "3.", "3."]


def markers(text: str) -> list[str]:
    found = parse(to_markdown(text)).blocks
    return [block.containers[0].marker if block.containers else "" for block in found]


def test_the_numbers_of_a_list_are_the_author_s() -> None:
    assert markers("1. 甲\n3. 乙\n7. 丙\n8. 丁") == ["1.", "3.", "7.", "8."]
    assert markers("1、甲\n\n1、乙\n\n2、丙") == ["1.", "1.", "2."]
    assert markers("3) 丙\n2) 乙\n1) 甲") == ["3.", "2.", "1."]


def test_numbers_begin_anew_behind_what_is_no_item() -> None:
    assert markers("1. 甲\n2. 乙\n\n一段话。\n\n5. 戊\n6. 己") == ["1.", "2.", "", "5.", "6."]
    assert markers("1. 甲\n- 点\n5. 戊") == ["1.", "•", "5."]


def test_a_list_that_counts_on_is_one_list() -> None:
    text = "1. 甲\n\n    接着甲说\n\n2. 乙\n\n    接着乙说\n\n3. 丙"
    assert "<!--" not in to_markdown(text)
    assert markers(text) == ["1.", "1.", "2.", "2.", "3."]


@given(st.lists(st.integers(0, 999), min_size=2, max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_any_numbers_are_kept(numbers: list[int], between: str) -> None:
    text = between.join(f"{number}. 项" for number in numbers)
    assert markers(text) == [f"{number}." for number in numbers]


def test_addresses_are_links() -> None:
    assert (
        to_markdown("见 https://e.org/a_b(c)。")
        == "见 [https://e.org/a_b(c)](https://e.org/a_b%28c%29)。\n"
    )


CHARACTERS = st.sampled_from([*'ab中，。 *_`[]()<>&#\\~$|!=+-.:{}^1"', "\n", "\n\n", "# ", "- "])


@settings(max_examples=300, deadline=None)
@given(st.lists(CHARACTERS, max_size=40).map("".join))
def test_no_letter_is_lost(text: str) -> None:
    found = "".join(block.text for block in parse(to_markdown(text)).blocks)
    kept = [c for c in found if c.isalpha()]
    assert kept == [c for c in text if c.isalpha()]


@settings(max_examples=200, deadline=None)
@given(st.lists(CHARACTERS.filter(lambda c: "\n" not in c), max_size=30).map("".join))
def test_one_line_comes_out_letter_for_letter(text: str) -> None:
    text = "x" + text
    found = "".join(block.text for block in parse(to_markdown(text)).blocks)
    assert "".join(found.split()) == "".join(text.split())


def test_a_number_with_a_fraction_is_no_item() -> None:
    assert blocks("The way was\n3.5 km long, or\n10.2 with the hill.") == [
        (BlockKind.PARAGRAPH, "The way was\n3.5 km long, or\n10.2 with the hill.")
    ]
