"""Open, page and resize, key to paint, beside Rich's Markdown in a Static, in one run.

    python tests/benchmarks/open.py [--kilobytes N ...]

The app runs headless at 120 × 40. An opening ends when the first screen of text is drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static

from reader.library.index import Index
from reader.library.opening import Opener
from reader.settings import Settings
from reader.state.bookmarks import BookmarkStore
from reader.state.places import StateDatabase
from reader.ui.app import ReaderApp
from reader.ui.preparing import Target
from reader.ui.session import Session

SIZE = (120, 40)
PARAGRAPH = (
    "## 第{n}节\n\n天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。**寒来暑往**，秋收冬藏；"
    "闰余成岁，律吕调阳。"
    "云腾致雨，露结为霜，see [chapter {n}](#x) for more of the same，金生丽水，玉出昆冈。\n\n"
)


def article(kilobytes: int) -> str:
    parts: list[str] = ["---\ntitle: 千字文\n---\n\n"]
    size = 0
    while size < kilobytes * 1000:
        parts.append(PARAGRAPH.format(n=len(parts)))
        size += len(parts[-1].encode())
    return "".join(parts)


class RichStatic(App[None]):
    """The anchor: all of the article as one renderable."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        from rich.markdown import Markdown

        yield Static(Markdown(self._text))


async def rich_opens(text: str) -> float:
    app = RichStatic(text)
    began = time.perf_counter()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return time.perf_counter() - began


async def measure(folder: Path, path: Path) -> dict[str, float]:
    store = BookmarkStore(folder / "bookmarks.json")
    with Index(None) as index, StateDatabase(folder / "state.db") as state:
        roots = (folder / "library",)
        app = ReaderApp(
            Session(
                roots=roots,
                index=index,
                bookmarks=store,
                state=state,
                settings=Settings(),
                clock=lambda: datetime.now(UTC),
                opener=Opener(),
            )
        )
        times: dict[str, float] = {}
        async with app.run_test(size=SIZE) as pilot:
            view = app.main.pane.view
            while not app.main.sidebar.list.entries or app.main.pane.shown is None:
                await asyncio.sleep(0.01)
            began = time.perf_counter()
            app.main.jump(Target(path))
            while app.main.pane.shown is None or app.main.pane.shown.article.path != path:
                await asyncio.sleep(0.001)
            await pilot.pause()
            times["open"] = time.perf_counter() - began
            for name, keys in (("end", "G"), ("page up", "b"), ("page down", "space")):
                began = time.perf_counter()
                await pilot.press(keys)
                times[name] = time.perf_counter() - began
            began = time.perf_counter()
            await pilot.resize_terminal(100, 40)
            times["resize"] = time.perf_counter() - began
            while not view.exact:
                await asyncio.sleep(0.01)
            times["all laid out after"] = time.perf_counter() - began
        return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kilobytes", type=int, nargs="*", default=[50, 1300])
    options = parser.parse_args()
    for kilobytes in options.kilobytes:
        text = article(kilobytes)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "library").mkdir()
            (folder / "library" / "small.md").write_text("# small\n\ntext\n", "utf-8")
            path = folder / "library" / "zz.md"
            path.write_text(text, "utf-8")
            times = asyncio.run(measure(folder, path))
        anchor = asyncio.run(rich_opens(text))
        print(f"{kilobytes} KB of Markdown")
        for what, seconds in times.items():
            print(f"  {what:20} {seconds * 1000:8.0f} ms")
        print(
            f"  Rich in a Static     {anchor * 1000:8.0f} ms   {anchor / times['open']:.1f} × ours"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << (20 if sys.platform == "darwin" else 10)
    )
    print(f"peak memory of the whole run {peak:.0f} MB")


if __name__ == "__main__":
    main()
