"""Where the tail of an article begins, and that no prose is ever taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.endings.tail import LEAST, SHARE, tail_of
from reader.document.endings.tail_words import TailKind, tail_kind

PROSE = (
    "这一段是作者写的正文，不长也不短，说的是一件有意思的事情，读的人想要读完它，"
    "一个字也不愿意漏掉，所以它不会被折起来。"
)
BODY = "\n\n".join([PROSE] * 16)
LINKS = "- [one](http://a.b/1)\n- [two](http://a.b/2)\n- [three](http://a.b/3)"


def label(end: str, body: str = BODY) -> str:
    """What the tail begins with; empty for none."""
    tail = tail_of(pipeline.read(f"{body}\n\n{end}\n", BodyKind.MARKDOWN))
    return tail.label if tail is not None else ""


@pytest.mark.parametrize(
    "end",
    [
        f"## 相关阅读\n\n{LINKS}",
        f"## 相關閱讀：\n\n{LINKS}",
        f"**Related Posts**\n\n{LINKS}",
        f"### You might also like…\n\n{LINKS}",
        "长按二维码关注我们\n\n![](a.png)\n\n一个小号",
        f"版权声明：本文为原创文章，转载请注明出处。\n\n赞赏\n\n{LINKS}",
        f"## 3 条评论\n\n甲 2021-03-04\n\n{PROSE}{PROSE}\n\n乙 2021-03-05\n\n好。",
        f"## 12 Comments\n\nAnn says:\n\n{PROSE}{PROSE}\n\nReply",
        "## Comments\n\nAnn, 2 days ago\n\nI agree.\n\nReply\n\nBob, 3 days ago\n\nI do not.",
    ],
)
def test_a_tail_begins_with_the_line_that_says_so(end: str) -> None:
    first = end.split("\n", maxsplit=1)[0]
    assert label(end) == first.strip("#* ")


@pytest.mark.parametrize(
    "end",
    [
        f"## 相关阅读\n\n{LINKS}\n\n{PROSE}{PROSE}",
        f"## 相关阅读\n\n{LINKS}\n\n## 后记\n\n好。",
        "## Comments\n\nA comment begins with `#`.\n\nIt ends with the line.\n\nThat is all.",
        "## Recommended\n\n```\npip install it\n```\n\nDone.\n\nBye.",
        f"## 3 条评论\n\n甲 2021-03-04\n\n好。\n\n## 附录\n\n{PROSE}",
        f"## 相关阅读\n\n{LINKS}\n\n[^1]: A note.",
        "扫码关注",
        "我们\n\n关注\n\n天气\n\n也关注\n\n收成",
    ],
)
def test_what_somebody_wrote_is_no_tail(end: str) -> None:
    body = BODY.replace("所以", "[^1]所以", 1) if "[^1]" in end else BODY
    assert label(end, body) == ""


def test_a_line_that_stands_too_early_begins_no_tail() -> None:
    short = "\n\n".join([PROSE] * 3)
    assert label(f"## 相关阅读\n\n{LINKS}", short) == ""


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("» 推荐阅读 «", TailKind.OTHER),
        ("More from The Paper", TailKind.OTHER),
        ("評論（12）", TailKind.COMMENTS),
        ("Leave a Reply", TailKind.COMMENTS),
        ("Responses", TailKind.MAYBE_COMMENTS),
        ("评论员说，相关阅读不多", None),
        ("Related work", None),
        ("More from less is the motto. Of us all", None),
    ],
)
def test_words_of_tails(line: str, kind: TailKind | None) -> None:
    assert tail_kind(line) is kind


@given(st.lists(st.sampled_from([PROSE * 2, "相关阅读", "赞赏", "[a](http://b.c)", "好", "## 尾"])))
def test_a_tail_is_short_and_at_the_end(parts: list[str]) -> None:
    document = pipeline.read("\n\n".join(parts), BodyKind.MARKDOWN)
    tail = tail_of(document)
    if tail is not None:
        size = len(document.blocks) - tail.block
        assert LEAST <= size <= SHARE * len(document.blocks)
        assert PROSE * 2 not in [block.text for block in document.blocks[tail.block :]]
