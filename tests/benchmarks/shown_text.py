"""What the text of an article costs, and whether the quick reading gives that of its blocks.

    python -m tests.benchmarks.shown_text [FOLDER…]

Of the files below folders (without any: the shared ones, and 300 articles made for measuring): MB/s
of CPU for a quick look (`plain_text`, which the index held before), for the text that is shown and
for all blocks, in turns; the share of the Markdown's characters that no parser had to read; and
the files where the texts differ, which should be none.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from reader.document.body_kind import BodyKind
from reader.document.conversion import converted_here, stream_here
from reader.document.model import Document, join
from reader.document.plain_text import plain_text
from reader.document.shown import simple_markdown
from reader.document.shown.block_text import ShownText
from reader.document.shown.shown_text import shown_text
from reader.errors import ReaderError
from reader.library.load import LoadedFile, glance
from tests.benchmarks.library_material import make
from tests.conftest import SHARED

_T = TypeVar("_T")
MADE = 300
MOST = 400_000
"""Characters of a body that is measured: no single one shall decide."""


def measure(name: str, files: Iterable[LoadedFile]) -> int:
    """Print the lines of these files; the number of those whose texts differ."""
    by_kind: dict[BodyKind, list[LoadedFile]] = defaultdict(list)
    for loaded in files:
        by_kind[loaded.kind].append(loaded)
    wrong = 0
    for kind, group in by_kind.items():
        size = sum(len(each.body.encode("utf-8", "surrogatepass")) for each in group) / 1e6
        spent = {"quick": 0.0, "shown": 0.0, "blocks": 0.0}
        for each in group:
            body, kind, title = each.body, each.kind, each.article.title
            _time(spent, "quick", partial(plain_text, body, kind))
            shown = _time(spent, "shown", partial(shown_text, body, kind, title=title))
            document = _time(spent, "blocks", partial(_document, body, kind, title))
            if shown != ShownText.of(document):
                wrong += 1
                print(f"  differs: {each.article.path}")
        rates = ", ".join(f"{what} {size / max(s, 1e-9):.2f}" for what, s in spent.items())
        print(f"{name} {kind}: {len(group)} files, {size:.2f} MB; MB/s {rates};"
              f" simple {_simple_share(group):.0%}")  # fmt: skip
    return wrong


def _document(body: str, kind: BodyKind, title: str) -> Document:
    return join(stream_here(body, kind, title=title))


def _time(spent: dict[str, float], what: str, work: Callable[[], _T]) -> _T:
    began = time.process_time()
    result = work()
    spent[what] += time.process_time() - began
    return result


def _simple_share(files: Iterable[LoadedFile]) -> float:
    simple = total = 0
    for each in files:
        markdown = converted_here(each.body, each.kind, title=each.article.title).markdown
        read = simple_markdown.simple_length(markdown)
        simple, total = simple + read, total + len(markdown)
    return simple / max(1, total)


def _loaded(folder: Path) -> Iterable[LoadedFile]:
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        try:
            loaded = glance(path)
        except ReaderError:
            continue
        if len(loaded.body) <= MOST:
            yield loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    folders = parser.parse_args().folders
    with tempfile.TemporaryDirectory() as made:
        if not folders:
            make(Path(made), MADE)
            folders = [SHARED / "corpus", SHARED / "cases", Path(made)]
        wrong = sum(measure(folder.name or str(folder), _loaded(folder)) for folder in folders)
    print(f"{wrong} files differ")


if __name__ == "__main__":
    main()
