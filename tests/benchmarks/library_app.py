"""The app on a large library: from a key in the search box to hits on the screen, and memory."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.memory import resident
from tests.benchmarks.terminal import Area, Terminal

LIST = Area(0, 3, 41, 38)
"""The list in a window of 120 x 40, below the search box."""
TYPED = (
    "社交网络", "人工智能", "钉钉 数据", "龙", "operating", "soft data", "dingding", "龘龘",
)  # fmt: skip
BACKSPACE = "\x7f"
SETTLING = 1.0
"""Seconds after a key in which the list may still change."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Seconds for each key that changed the list."""

    first: list[float]
    """Until it showed something else."""
    last: list[float]
    """Until it showed what it showed in the end, the number of all hits included."""
    peak: float
    """MB that the app held, at the most."""


def type_searches(folder: Path, env: dict[str, str]) -> Typing:
    """Every query typed and taken back, key by key; the index is to be warm."""
    first: list[float] = []
    last: list[float] = []
    with Terminal([sys.executable, "-m", "reader", str(folder)], env) as terminal:
        terminal.wait_for(lambda text: "articles" in text)
        terminal.settle(2.0, 30.0)
        terminal.send("/")
        terminal.settle()
        for query in TYPED:
            for key in query + BACKSPACE * len(query):
                paint = terminal.press(key, LIST, settling=SETTLING)
                if paint.last:
                    first.append(paint.first)
                    last.append(paint.last)
        return Typing(first, last, resident(terminal.pid))
