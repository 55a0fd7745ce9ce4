"""Runs of `*`, `_` and `~~` that open and close emphasis beside Chinese, Japanese and Korean.

CommonMark (6.2) asks whether white space or punctuation stands on either side of a run, and takes
`**「重点」**是` for no emphasis: its closing run stands after punctuation and before a letter.
The draft "CJK-friendly amendments" (github.com/tats-u/markdown-cjk-friendly, specification.md)
lets a CJK character on the outer side do what white space and punctuation do there, and ignores
punctuation on the inner side if it is CJK's own. Where no CJK character touches the run nothing
changes. Hangul counts: Korean puts particles directly after a run, `**단어(word)**는`.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import isPunctChar, isWhiteSpace

_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff00-\uff60\uffe0-\uffe6\U00020000-\U0002a6df]"
)


def is_cjk_of_markdown(character: str) -> bool:
    """Whether it is a "CJK character" of the amendments: a larger set than `scripts.is_cjk`."""
    return _CJK.match(character) is not None


def flanking(before: str, after: str, *, within_words: bool) -> tuple[bool, bool]:
    """Whether a run between these two characters may open emphasis, and whether it may close it.

    A space stands for the beginning and the end of a text. `within_words` is for `*`, which may
    open and close emphasis there; `_` may not.
    """
    foreign_before, foreign_after = not is_cjk_of_markdown(before), not is_cjk_of_markdown(after)
    mark_before, mark_after = isPunctChar(before), isPunctChar(after)
    space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    parts_before = space_before or mark_before or not foreign_before
    parts_after = space_after or mark_after or not foreign_after
    left = not space_after and (parts_before or not (mark_after and foreign_after))
    right = not space_before and (parts_after or not (mark_before and foreign_before))
    if within_words:
        return left, right
    opens = left and (not right or (parts_before and not space_before))
    closes = right and (not left or (parts_after and not space_after))
    return opens, closes
