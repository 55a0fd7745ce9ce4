"""Speed of our line breaking beside Rich's, over the same generated Chinese text, in one run.

    python tests/benchmarks/linebreak.py

MB/s of UTF-8 on one core, best of a few rounds each. Rich breaks at spaces and in mid-word only,
so it does less; the ratio is ours over Rich's.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from reader.text.linebreak.wrap import wrap

_WIDTH = 76
_ROUNDS = 5
_COMMON = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学"
)
_LATIN = ("Python", "iPhone 15", "2021", "GPT-4", "3.5%", "https://example.org/a/b?c=d")


def _sentence(chance: random.Random) -> str:
    words = []
    for _ in range(chance.randint(3, 9)):
        han = "".join(
            chance.choice(_COMMON) if chance.random() < 0.6 else chr(chance.randint(0x4E00, 0x9FA5))
            for _ in range(chance.randint(2, 9))
        )
        words.append(chance.choice(_LATIN) if chance.random() < 0.06 else han)
    text = "，".join(words)
    if chance.random() < 0.2:
        text = f"“{text}”"
    return text + chance.choice("。。。？！……")


def _paragraphs(count: int) -> list[str]:
    chance = random.Random(20)  # noqa: S311  (repeatable text, no secret)
    return ["".join(_sentence(chance) for _ in range(chance.randint(2, 8))) for _ in range(count)]


def _best(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def main() -> None:
    paragraphs = _paragraphs(600)
    megabytes = sum(len(text.encode()) for text in paragraphs) / 1e6
    console = Console(width=_WIDTH)
    ours = megabytes / _best(lambda: [wrap(text, _WIDTH) for text in paragraphs])
    rich = megabytes / _best(lambda: [Text(text).wrap(console, _WIDTH) for text in paragraphs])
    print(f"text  {megabytes:8.2f} MB")
    print(f"ours  {ours:8.2f} MB/s")
    print(f"rich  {rich:8.2f} MB/s")
    print(f"ratio {ours / rich:8.2f}")


if __name__ == "__main__":
    main()
