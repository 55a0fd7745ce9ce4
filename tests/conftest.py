"""What every test may use: nothing of the user's own, a library of its own, a fixed clock."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import network

network.watch()

# As the app does before it imports Textual, which waits for a frame as long as it says.
os.environ.setdefault("TEXTUAL_FPS", "200")

# What tests start would compile the reader anew, each time, where Python is told to keep nothing.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# On a busy machine all takes longer, whatever is tested.
ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same examples", ANY_MACHINE, derandomize=True)
settings.register_profile("explore", ANY_MACHINE, max_examples=1_000)
# `--hypothesis-profile=explore` is heeded after this, and before the tests are imported.
settings.load_profile("same examples")

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"
WORKERS_PER_CORE = 3
"""The tests of the app wait, for the screen to come to rest, two thirds of their time."""
FIRST = "test_hostile.py"
"""Its tests are the longest: begun last, one of them would go on alone."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    return WORKERS_PER_CORE * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name != FIRST)


NEW_OBJECTS = 5_000
"""Objects that are made before Python looks for what is not used any more."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Garbage is not looked for among thousands of tests, which stay, again and again."""
    gc.disable()
    result = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()
    return result


ARTICLES: dict[str, str] = {
    "旺旺.md": """---
title: 群聊的黄昏
author: 林深
date: 2022-03-03 10:56:37 +0800
tags: [社交, 聊天]
url: https://news.example.com/2022/wangwang
---
很久以前，人们在一个叫“广场”的地方聊天。

## 成于蛮荒

那时候**人不多，话很多**。后来[钉钉](https://example.com/dingtalk)来了，再后来钉钉也安静了。

{filler}

## 散于无声

最后一条消息说：明天见。没有人再回。
""",
    "釘釘.txt": """辦公室裡的釘釘

很多公司都裝了釘釘。打卡、請假、開會，都在裡面。

有人說它太吵，也有人說，沒有它更吵。
""",
    "measure.md": """---
title: The Measure
author: Ann Reed
date: 2024-05-12
source: Plain Pages
---
# The Measure

A line of sixty-six characters is said to be ideal. See [the key map](keys.md#keys) or
<https://example.org/measure>.

| Width | Verdict |
|------:|---------|
| 45 | short |
| 75 | long |

```python
def measure(line):
    return len(line)
```
""",
    "keys.md": """---
title: Keys
date: 2023-01-02
---
Some words first.

## Keys

Press them.
""",
}
FILLER = "\n\n".join(
    f"第{number}天，广场上来了新人，他们说着自己的事，一句接一句，像下雨。"
    for number in range(1, 41)
)


@pytest.fixture(autouse=True)
def _no_connections() -> Iterator[None]:
    """A test connects to servers of its own alone."""
    yield from network.none_tried()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with four articles: Simplified, Traditional, English, and one to link to."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text.replace("{filler}", FILLER), "utf-8")
    return folder


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Starts at noon on 2026-01-02 UTC and goes on a second each time any thread asks."""
    noon = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
    # Not a generator: that cannot be asked by two threads at once.
    seconds = count()
    return lambda: noon + timedelta(seconds=next(seconds))
