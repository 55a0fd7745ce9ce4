"""The beginnings of Thai words, which are written without spaces between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux import Parser

_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")


def thai_words(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each Thai word, as far as the characters around its edges tell.

    Takes time linear in the Thai of the text. An edge depends on six characters only.
    """
    for run in _RUN.finditer(text):
        start = run.start()
        for end in accumulate(map(len, _parser().parse(run[0])), initial=start):
            if end > start:
                yield start, end
                start = end


@cache
def _parser() -> Parser:
    # Imported late: no article without Thai need wait for it.
    from budoux import load_default_thai_parser

    return load_default_thai_parser()
