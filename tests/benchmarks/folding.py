"""What a search form costs beside plain folding, and terms beside terms of folded text only.

    python tests/benchmarks/folding.py

CPU time over generated texts of 10 KB, in turns; the ratio is the larger definition over the
smaller one. A term that is there should cost what its plain pattern does.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

from reader.library.search.term import compile_term
from reader.text.fold import fold, search_form

_ROUNDS, _TIMES = 9, 40
_TERMS = ("社交", "linux内核", "operator", "open source")
_WORDS = ("Linux", "2022", "“quoted”", "operator", "open source", "it’s", "café")
_ODD = ("①", "½", "…", "ﬁne", "☺️", "㎏")


def _text(chance: random.Random, *, han: float, odd: float) -> str:
    parts = []
    for _ in range(900):
        if chance.random() < odd:
            parts.append(chance.choice(_ODD))
        elif chance.random() < han:
            parts.append("".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(3)))
        else:
            parts.append(f" {chance.choice(_WORDS)} ")
    return "".join(parts)


def _microseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    for _ in range(_TIMES):
        work()
    return (time.process_time() - start) / _TIMES * 1e6


def _compare(label: str, one: Callable[[], object], other: Callable[[], object]) -> None:
    turns = [(_microseconds(one), _microseconds(other)) for _ in range(_ROUNDS)]
    first, second = (min(times) for times in zip(*turns, strict=True))
    print(f"{label:<44}{first:9.1f} µs {second:9.1f} µs  × {first / second:.2f}")


def main() -> None:
    chance = random.Random(7)  # noqa: S311 - the same texts in every run
    texts = {
        "Chinese": _text(chance, han=0.95, odd=0),
        "mixed": _text(chance, han=0.5, odd=0),
        "English": _text(chance, han=0, odd=0),
        "with forms": _text(chance, han=0.8, odd=0.05),
    }
    for name, text in texts.items():
        _compare(f"{name}: search form, fold", partial(search_form, text), partial(fold, text))
        for value in _TERMS:
            term = compile_term(value)
            for there, whole in (("there", f"{text} {value}"), ("not there", text)):
                _compare(
                    f"{name}: {value} {there}: occurs, written",
                    partial(term.occurs, whole),
                    partial(term.written.search, whole),
                )


if __name__ == "__main__":
    main()
